"""What cells showed, as it comes out of the sandbox: only well-formed outputs, and nothing in them that runs."""

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.validator import isvalid

from autograder.safe_html import safe_html

# Kinds of outputs that are kept; scripts, widgets and SVG (which can hold scripts) are not.
SHOWN = frozenset({"text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg"})


def clean(outputs: Any) -> list[NotebookNode]:
    """The outputs that nbformat accepts, without what would run in the browser of whoever opens them.

    Raises :class:`TypeError` if they are no list.
    """
    if not isinstance(outputs, list):
        raise TypeError(f"{type(outputs).__name__} in place of a list of outputs")
    return [_harmless(nbformat.from_dict(output)) for output in outputs if _is_wellformed(output)]


def _harmless(output: NotebookNode) -> NotebookNode:
    if "data" in output:
        output.data = NotebookNode({kind: value for kind, value in output.data.items() if kind in SHOWN})
        output.metadata = NotebookNode()
        if "text/html" in output.data:
            html = output.data["text/html"]
            output.data["text/html"] = safe_html(html if isinstance(html, str) else "".join(html))
    return output


def _is_wellformed(output: object) -> bool:
    cell = {
        "cell_type": "code", "id": "output", "metadata": {}, "source": "", "execution_count": None,
        "outputs": [output],
    }  # fmt: skip
    try:
        return isvalid(nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}))
    except Exception:  # whatever makes the validator stumble is not an output either
        return False
