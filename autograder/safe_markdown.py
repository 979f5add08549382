"""Markdown of a student's as HTML: as nbconvert renders it, and cleaned of everything that runs."""

import re
from collections.abc import Mapping

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import escape
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from autograder.mathml import FormulasSetAside
from autograder.safe_html import is_tangled, safe_html

MOST = 20_000  # characters: of some texts, such as many brackets, the time to read them grows with the square
# What begins a formula: where none of them ends, the rest of the text is searched for each.
FORMULA = re.compile(r"\$|\\[\[(]|\\begin\b")
MOST_FORMULAS = 500
MANY_BLANKS = re.compile(r"[^\S\n]{1000}")
MOST_CODE = 2_000  # characters of a piece of code: some languages are read in a time that grows with the square


class _Renderer(FormulasSetAside):
    """Long pieces of code are not coloured."""

    def block_code(self, code: str, info: str | None = None) -> str:
        return super().block_code(code, None if len(code) > MOST_CODE else info)


def safe_markdown(
    source: str, pictures: Mapping[str, Mapping[str, str]] | None = None, *, anchor_links: bool = False
) -> str:
    """The text as HTML; a text that would take long to render stays as it is.

    pictures: the cell's attachments by file name, each with its data by kind.
    anchor_links: whether headings get a link to themselves.
    """
    as_it_is = f"<pre>{escape(source)}</pre>"
    if len(source) > MOST or len(FORMULA.findall(source)) > MOST_FORMULAS or MANY_BLANKS.search(source):
        return as_it_is
    renderer = _Renderer(escape=False, exclude_anchor_links=not anchor_links, attachments=pictures or {})
    html = MarkdownWithMath(renderer=renderer).render(source)
    return as_it_is if is_tangled(html) else renderer.put_back(safe_html(html))


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """nbconvert's filter of that name, for pages in which students' texts stand beside what a grader may do."""
    return safe_markdown(source, context.get("cell", {}).get("attachments"))
