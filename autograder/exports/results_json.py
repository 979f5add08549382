"""One submission's result as Gradescope's autograders report it: ``/autograder/results/results.json``."""

from typing import Any

from autograder.exports import Visibility
from autograder.feedback import heading
from autograder.grade import Result
from autograder.judge import Mark
from course_utils.checking.card import text_card
from course_utils.questions.outcome import Outcome

AT_FAULT = "Some of this could not be graded, and not because of your work: your instructor has to look."


def results_json(
    result: Result, visibility: Visibility = Visibility.AFTER_DUE_DATE, seconds: float = 0.0
) -> dict[str, Any]:
    """The whole result; see Gradescope's documentation, "Autograder specifications, output format".

    A question that a person grades is left out: Gradescope has manual questions of its own. So is what only the
    instructor is told; ``autograder grade`` tells it.

    visibility: who sees a result at once can hand in again and again, and so find out what the secret cases are.
    """
    return {
        "score": round(result.score, 2),
        "execution_time": round(seconds, 2),
        "output": "\n".join(
            [repair.what for repair in result.repairs if repair.kind != "finding"] + [AT_FAULT] * result.at_fault
        ),
        "output_format": "text",
        "visibility": str(visibility),
        "stdout_visibility": "hidden",
        "tests": [
            _test(str(place), mark, visibility)
            for place, mark in enumerate(result.marks, start=1)
            if mark.outcome is not Outcome.BY_HAND
        ],
    }


def _test(number: str, mark: Mark, visibility: Visibility) -> dict[str, Any]:
    return {
        "number": number,
        "name": mark.question,
        "score": mark.score,
        "max_score": mark.max_score,
        "status": "passed" if mark.outcome is Outcome.CORRECT else "failed",
        "output": text_card(mark.verdict, heading(mark)) if mark.verdict else mark.reason,
        "output_format": "text",
        "tags": [mark.diagnosis] if mark.diagnosis else [],
        "visibility": str(visibility),
    }
