"""Write the judge's verdicts into the rebuilt notebook, where formgrader and nbgrader's feedback show them."""

from collections.abc import Sequence

from markupsafe import escape
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.answer_keys import in_short
from autograder.judge import Mark, is_small
from autograder.problem_set import ProblemSet
from autograder.realign import Repair
from autograder.sandbox.student_process import Run
from course_utils.checking.by_identity import by_identity
from course_utils.checking.card import html_card, text_card
from course_utils.checking.verdict import QuestionVerdict
from course_utils.questions.outcome import Outcome


def write_into(
    notebook: NotebookNode, problem_set: ProblemSet, marks: Sequence[Mark], repairs: Sequence[Repair], run: Run | None
) -> list[Repair]:
    """Put outputs and verdicts into the notebook, in place, and return what a person should know of them.

    A check cell's first output is the verdict, and its plain text is the score: nbgrader's own rule reads a grade from
    there, before it looks at anything the student's code printed.
    """
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            outputs = run.outputs[index] if run else None
            cell.outputs = list(outputs or ())  # the outputs themselves are shared with other runs: not to be changed
            cell.execution_count = None
    findings = []
    for graded, mark in zip(problem_set.graded, marks, strict=True):
        if graded.by_hand:
            continue
        returned = [case.got for case in mark.verdict.cases] if mark.verdict else ()
        told = _told if is_small(returned) else _told.__wrapped__  # what is remembered keeps its arguments
        verdict_output, text, undrawn = told(mark.verdict, heading(mark), mark.reason, f"{mark.score}")
        check = notebook.cells[graded.check]
        # The traceback of a failed check says less than the card; what the cell printed stays below it.
        check.outputs = [verdict_output, *(output for output in check.outputs if output.output_type == "stream")]
        check.metadata["autograder"] = {
            "outcome": mark.outcome.told,
            "score": mark.score,
            "diagnosis": mark.diagnosis,
            "says": _in_a_sentence(mark),
            "text": text,
            "repairs": [
                repair.what
                for repair in repairs
                if repair.kind == "repair" and repair.cell in ("", graded.name, graded.answer_id)
            ],
            "unreadable": "; ".join(repair.what for repair in repairs if repair.kind == "unreadable"),
        }
        if undrawn:
            what = f"the card of this verdict can't be drawn, so it is told as a text: {undrawn}"
            findings.append(Repair(graded.name, what, confidence=0.0, kind="finding"))
    return findings


@by_identity(512)
def _told(verdict: QuestionVerdict | None, headline: str, reason: str, score: str) -> tuple[NotebookNode, str, str]:
    """A verdict as a cell's output, whose plain text is the score, as a text for a person, and why it has no card.

    Without a verdict, as where the grader itself has failed, only the reason.
    """
    undrawn = ""
    if verdict is None:
        card, text = f"<p>{escape(headline)}</p><p>{escape(reason)}</p>", f"{headline}\n{reason}"
    else:
        text = text_card(verdict, headline)
        try:
            card = html_card(verdict, headline)
        except Exception as error:  # whatever a picture stumbles over, the verdict is found already
            card, undrawn = f"<pre>{escape(text)}</pre><p>The picture of this case is missing.</p>", in_short(error)
    return new_output("execute_result", {"text/plain": score, "text/html": card}), text, undrawn


def heading(mark: Mark) -> str:
    """ "conv2d: 2.1 of 3 points — wrong"."""
    outcome = "" if mark.outcome is Outcome.CORRECT else f" — {mark.outcome.told}"
    return f"{mark.question}: {mark.score:g} of {mark.max_score:g} points{outcome}"


def _in_a_sentence(mark: Mark) -> str:
    """What the table on top of the feedback page says of a question."""
    if mark.outcome is Outcome.CORRECT:
        return ""
    if mark.mend_first:
        return f"This answer {mark.mend_first}."
    diagnosis = mark.verdict.diagnosis if mark.verdict else None
    return diagnosis.misconception.told if diagnosis else mark.reason
