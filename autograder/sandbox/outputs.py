"""What cells showed, as it comes out of the sandbox: only well-formed outputs, and nothing in them that runs.

Whatever comes is read here in little time: how many outputs there are, and what in them is slow to show, is limited.
"""

import re
from collections.abc import Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.validator import isvalid

from autograder.safe_html import safe_html
from course_utils.runner.shell import MOST_IN_ALL, MOST_LINES

# Kinds of outputs that are kept; scripts, widgets and SVG (which can hold scripts) are not.
SHOWN = frozenset({"text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg"})
MOST_MARKDOWN = 20_000  # characters of a cell: of some texts, the time to render them grows with the square
# A colour in a text, as nbconvert reads it; the time for one with many parameters grows with the square of their
# number, and that for a text with many colours with their number times its length.
ESCAPE = re.compile(r"\x1b\[(.*?)([@-~])")
MOST_PARAMETERS, MOST_ESCAPES = 20, 5_000


def clean(outputs: Any) -> list[NotebookNode]:
    """The outputs that nbformat accepts, without what would run in the browser of whoever opens them.

    Raises :class:`TypeError` if they are no list.
    """
    if not isinstance(outputs, list):
        raise TypeError(f"{type(outputs).__name__} in place of a list of outputs")
    few = map(_in_one_piece, outputs[:MOST_IN_ALL])
    shown = [nbformat.from_dict(output) for output in few if _is_wellformed(output)]
    _show_much_markdown_as_text(shown)
    return [_harmless(output) for output in shown]


def _in_one_piece(output: Any) -> Any:
    """An output with its texts joined, and without what is not shown, so that checking it takes little time."""
    if not isinstance(output, dict):
        return output
    output = dict(output)
    if isinstance(data := output.get("data"), dict):
        output["data"] = {kind: _joined(text) for kind, text in data.items() if kind in SHOWN}
        output["metadata"] = {}
    if "text" in output:
        output["text"] = _joined(output["text"])
    if isinstance(traceback := output.get("traceback"), list):
        output["traceback"] = traceback[-MOST_LINES:]
    return output


def _joined(text: Any) -> Any:
    """A text that may come as a list of its lines; what is none stays as it is, and is refused."""
    return "".join(text) if isinstance(text, list) and set(map(type, text)) <= {str} else text


def _is_wellformed(output: object) -> bool:
    cell = {
        "cell_type": "code", "id": "output", "metadata": {}, "source": "", "execution_count": None,
        "outputs": [output],
    }  # fmt: skip
    try:
        return isvalid(nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}))
    except Exception:  # whatever makes the validator stumble is not an output either
        return False


def _show_much_markdown_as_text(outputs: Sequence[NotebookNode]) -> None:
    left = MOST_MARKDOWN
    for output in outputs:
        data = output.get("data", {})
        left -= len(data.get("text/markdown", ""))
        if left < 0 and "text/markdown" in data:
            data["text/plain"] = data.pop("text/markdown")


def _harmless(output: NotebookNode) -> NotebookNode:
    data = output.get("data", {})
    if "text/html" in data:
        data["text/html"] = safe_html(data["text/html"])
    for place, name in ((output, "text"), (data, "text/plain")):
        if name in place:
            place[name] = _with_few_escapes(place[name])
    if "traceback" in output:
        output.traceback = list(map(_with_few_escapes, output.traceback))
    return output


def _with_few_escapes(text: str) -> str:
    """A text without the escape sequences that are slow to show."""
    if text.count("\x1b[") > MOST_ESCAPES:
        return ESCAPE.sub("", text)
    return ESCAPE.sub(lambda found: "" if found[1].count(";") >= MOST_PARAMETERS else found[0], text)
