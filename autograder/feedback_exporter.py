"""Feedback pages: nbconvert's HTML, made fast for a class whose notebooks are mostly the same, and safe to open."""

import re
from functools import lru_cache
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode

from autograder.safe_html import safe_html

REMEMBERED = 2_048  # rendered texts: those of the release, and what students share
WITHOUT_ALT = re.compile(r"<img(?![^>]*?\salt=)")


class FeedbackExporter(HTMLExporter):
    """What is the same for all students is rendered once, and text of a student's is cleaned of scripts."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.optimistic_validation = True  # the notebook is our own; once is enough
        self._highlighted = lru_cache(REMEMBERED)(Highlight2HTML(pygments_lexer="ipython3", parent=self))
        self._markdown = lru_cache(REMEMBERED)(self._render_markdown)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page. Unlike nbconvert, it is not parsed once more to find pictures without a description."""
        resources = self._init_resources(resources)
        self.register_filter("highlight_code", self._highlight)
        html, resources = TemplateExporter.from_notebook_node(self, nb, resources, **options)
        return WITHOUT_ALT.sub('<img alt="A picture that the cell above shows"', html), resources

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        # Without nbconvert's copies of the whole notebook: the preprocessors here add to it, and change nothing.
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return nb, resources

    def default_filters(self) -> Any:
        yield from super().default_filters()
        yield ("markdown2html", self._markdown_filter)

    def _highlight(self, source: str, language: str | None = None, metadata: Any = None) -> str:
        return self._highlighted(source)

    def _markdown_filter(self, source: str) -> str:
        return self._markdown(source)

    def _render_markdown(self, source: str) -> str:
        return safe_html(super().markdown2html({}, source))
