"""Markdown of a student's as HTML: as nbconvert renders it, and cleaned of everything that runs."""

from collections.abc import Mapping

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import escape
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from autograder.mathml import FormulasSetAside
from autograder.safe_html import safe_html

MOST = 20_000  # characters: of some texts, such as many brackets, the time to read them grows with the square


def safe_markdown(
    source: str, pictures: Mapping[str, Mapping[str, str]] | None = None, *, anchor_links: bool = False
) -> str:
    """The text as HTML; a text that is too long to be rendered stays as it is.

    pictures: the cell's attachments by file name, each with its data by kind.
    anchor_links: whether headings get a link to themselves.
    """
    if len(source) > MOST:
        return f"<pre>{escape(source)}</pre>"
    renderer = FormulasSetAside(escape=False, exclude_anchor_links=not anchor_links, attachments=pictures or {})
    return renderer.put_back(safe_html(MarkdownWithMath(renderer=renderer).render(source)))


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """nbconvert's filter of that name, for pages in which students' texts stand beside what a grader may do."""
    return safe_markdown(source, context.get("cell", {}).get("attachments"))
