"""Feedback pages: nbconvert's HTML, made fast for a class whose notebooks are mostly the same, and safe to open."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import Any

import orjson
from IPython.lib.lexers import IPython3Lexer
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import escape
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.safe_markdown import safe_markdown

REMEMBERED = 2_048  # rendered texts: those of the release, and what students share
REMEMBERED_CELLS = 512  # with what they show
MOST_REMEMBERED = 150_000  # characters that a remembered cell shows
# Made once, and not for every cell as nbconvert does it.
PYTHON, WITH_MAGICS, AS_HTML = PythonLexer(), IPython3Lexer(), HtmlFormatter(cssclass="highlight")
MARKS_OF_MAGICS = re.compile(r"[%!?]")  # what has none of them is Python, which takes a third less time to colour
# Pygments takes a time that grows with the square of what it is given: of lines with nothing but blanks, and of long
# lines. Longer code than anybody writes into a cell, or in a line, is not coloured.
MOST_COLOURED, MOST_IN_A_LINE = 20_000, 1_000  # characters
LINE_END = re.compile(r"\r\n?")
BLANK_LINE = re.compile(r"^[^\S\n]+$", re.MULTILINE)
OF_AN_OUTPUT = 1_000  # characters that one counts for besides what is in it: as an object, it takes memory
WITHOUT_ALT = re.compile(r"<img(?![^>]*?\salt=)")


class _Rendering:
    """A cell without attachments that is to be rendered; equal to another one if it looks the same."""

    def __init__(self, cell: NotebookNode, render: Callable[[], str]) -> None:
        self.render = render
        self.outputs = cell.get("outputs", ())  # kept, so that their identities stay theirs
        self.looks = (
            cell.cell_type,
            cell.source,
            orjson.dumps(cell.metadata, option=orjson.OPT_SORT_KEYS),
            *map(id, self.outputs),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rendering) and self.looks == other.looks

    def __hash__(self) -> int:
        return hash(self.looks)


def _coloured(source: str) -> str:
    """Code as HTML."""
    source = BLANK_LINE.sub("", LINE_END.sub("\n", source))
    if len(source) > MOST_COLOURED or max(map(len, source.split("\n"))) > MOST_IN_A_LINE:
        return f'<div class="highlight"><pre>{escape(source)}</pre></div>'
    return highlight(source or " ", WITH_MAGICS if MARKS_OF_MAGICS.search(source) else PYTHON, AS_HTML)


def _described(rendering: _Rendering) -> str:
    """The cell's HTML, in which every picture has a description."""
    return WITHOUT_ALT.sub('<img alt="A picture that the cell above shows"', rendering.render())


class _NotCopied(NotebookNode):
    """A notebook that nbconvert does not copy: preprocessors here add to it, and shared outputs stay recognisable."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "_NotCopied":
        return self


def _characters(output: NotebookNode) -> int:
    texts = (output.get("text", ""), *output.get("data", {}).values(), *output.get("traceback", ()))
    return OF_AN_OUTPUT + sum(len(text) for text in texts if isinstance(text, str))


class FeedbackExporter(HTMLExporter):
    """What is the same for all students is rendered once, and text of a student's is cleaned of scripts."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.optimistic_validation = True  # the notebook is our own; once is enough
        self._highlighted = lru_cache(REMEMBERED)(_coloured)
        self._markdown = lru_cache(REMEMBERED)(partial(safe_markdown, anchor_links=not self.exclude_anchor_links))
        self._rendered = lru_cache(REMEMBERED_CELLS)(_described)
        self.environment.globals["rendered"] = self._render_cell
        self.environment.globals["today"] = lambda: f"{date.today():%-d %B %Y}"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page. Unlike nbconvert, it is not parsed once more to find pictures without a description."""
        resources = self._init_resources(resources)
        self.register_filter("highlight_code", self._highlight)
        return TemplateExporter.from_notebook_node(self, _NotCopied(nb), resources, **options)

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        # Without nbconvert's copies of the whole notebook: the preprocessors here add to it, and change nothing.
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return nb, resources

    def default_filters(self) -> Any:
        yield from super().default_filters()
        yield ("markdown2html", self._markdown_filter)

    def _render_cell(self, cell: NotebookNode, render: Callable[[], str]) -> str:
        """A cell's HTML. Many cells show the same in many submissions, and runs share such outputs.

        A cell with a picture pasted into it is one student's own: it is remembered for nobody else, who may show a
        picture of the same name under the same text, and megabytes of it need not be kept.
        """
        shown = sum(map(_characters, cell.get("outputs", ())))
        is_remembered = shown <= MOST_REMEMBERED and not cell.get("attachments")
        return (self._rendered if is_remembered else _described)(_Rendering(cell, render))

    def _highlight(self, source: str, language: str | None = None, metadata: Any = None) -> str:
        return self._highlighted(source)

    @pass_context
    def _markdown_filter(self, context: Context, source: str) -> str:
        pictures = context.get("cell", {}).get("attachments")
        if pictures:
            return safe_markdown(source, pictures, anchor_links=not self.exclude_anchor_links)
        return self._markdown(source)
