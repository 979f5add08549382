"""Write the judge's verdicts into the rebuilt notebook, where formgrader and nbgrader's feedback show them."""

from collections.abc import Sequence

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output

from autograder.judge import Mark
from autograder.problem_set import ProblemSet
from autograder.realign import Repair
from autograder.safe_html import safe_html
from autograder.sandbox.student_process import Run
from course_utils.checking.card import html_card, text_card
from course_utils.questions.outcome import Outcome

# Kinds of outputs that are kept; scripts, widgets and SVG (which can hold scripts) are not.
SHOWN = frozenset({"text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg"})


def write_into(
    notebook: NotebookNode, problem_set: ProblemSet, marks: Sequence[Mark], repairs: Sequence[Repair], run: Run | None
) -> NotebookNode:
    """Put outputs and verdicts into the notebook (in place) and return it.

    A check cell's first output is the verdict, and its plain text is the score: nbgrader's own rule reads a grade from
    there, before it looks at anything the student's code printed.
    """
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            outputs = run.outputs[index] if run else None
            cell.outputs = [_harmless(from_dict(output)) for output in outputs or [] if _is_wellformed(output)]
            cell.execution_count = None
    for graded, mark in zip(problem_set.graded, marks, strict=True):
        if graded.by_hand:
            continue
        verdict_output = new_output(
            "execute_result",
            {"text/plain": f"{mark.score}", "text/html": html_card(mark.verdict, heading(mark), mark.reason)},
        )
        check = notebook.cells[graded.check]
        # The traceback of a failed check says less than the card; what the cell printed stays below it.
        check.outputs = [verdict_output, *(output for output in check.outputs if output.output_type == "stream")]
        check.metadata["autograder"] = {
            "outcome": str(mark.outcome),
            "diagnosis": mark.diagnosis,
            "says": _in_a_sentence(mark),
            "text": text_card(mark.verdict, heading(mark), mark.reason),
            "repairs": [repair.what for repair in repairs if repair.cell in ("", graded.name, f"{graded.name}_answer")],
        }
    return notebook


def heading(mark: Mark) -> str:
    """ "conv2d: 2.1 of 3 points — wrong"."""
    outcome = "" if mark.outcome is Outcome.CORRECT else f" — {mark.outcome}"
    return f"{mark.question}: {mark.score:g} of {mark.max_score:g} points{outcome}"


def _in_a_sentence(mark: Mark) -> str:
    """What the table on top of the feedback page says of a question."""
    if mark.outcome is Outcome.CORRECT:
        return ""
    diagnosis = mark.verdict.diagnosis
    return diagnosis.misconception.told if diagnosis else mark.reason


def _harmless(output: NotebookNode) -> NotebookNode:
    """Without what would run in the browser of whoever opens the notebook or the page."""
    if "data" in output:
        output.data = {kind: value for kind, value in output.data.items() if kind in SHOWN}
        output.metadata = {}
        if "text/html" in output.data:
            html = output.data["text/html"]
            output.data["text/html"] = safe_html(html if isinstance(html, str) else "".join(html))
    return output


def _is_wellformed(output: object) -> bool:
    """Whether nbformat would accept it: the student's process may have sent anything."""
    from nbformat.v4 import nbformat, nbformat_minor
    from nbformat.validator import isvalid

    wrapped = {
        "nbformat": nbformat,
        "nbformat_minor": nbformat_minor,
        "metadata": {},
        "cells": [
            {
                "cell_type": "code",
                "id": "output",
                "metadata": {},
                "source": "",
                "execution_count": None,
                "outputs": [output],
            }
        ],
    }
    try:
        return isvalid(from_dict(wrapped))
    except Exception:  # whatever makes the validator stumble is not an output either
        return False
