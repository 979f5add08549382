"""Gradescope: the columns of an assignment's *Download grades*, for whoever has scripts that read it.

Gradescope knows three words for a status, so ``Ungraded`` is everything that is not final; why, the table ``csv`` says.
"""

from collections.abc import Sequence

from autograder.exports.class_list import BY_HAND, LOOK, NO_SUBMISSION, ListedStudent
from autograder.spreadsheet import number

STATUS = {NO_SUBMISSION: "Missing", BY_HAND: "Ungraded", LOOK: "Ungraded"}


def table(problem_set: str, entries: Sequence[ListedStudent]) -> list[dict[str, str]]:
    """``Status`` is Graded, Ungraded or Missing, as Gradescope says it; every question has a column of its own."""
    asked = {answer.question: answer.max_score for entry in entries if entry.work for answer in entry.work.answers}
    return [_row(entry, asked) for entry in entries]


def _row(entry: ListedStudent, asked: dict[str, float]) -> dict[str, str]:
    scores = {answer.question: answer.score for answer in entry.work.answers} if entry.work else {}
    return {
        "First Name": entry.first_name,
        "Last Name": entry.last_name,
        "SID": entry.lms_user_id or entry.student,
        "Email": entry.email,
        "Sections": "",
        "Total Score": number(entry.score),
        "Max Points": number(sum(asked.values())),
        "Status": STATUS.get(entry.status, "Graded"),
        "Submission ID": "",
        "Submission Time": f"{entry.submitted:%Y-%m-%d %H:%M:%S} +0000" if entry.submitted else "",
        "Lateness (H:M:S)": _lateness(entry.seconds_late) if entry.work else "",
        "View Count": "",
        "Submission Count": "1" if entry.work else "",
        **{
            f"{place}: {name} ({points:.1f} pts)": number(scores.get(name))
            for place, (name, points) in enumerate(asked.items(), start=1)
        },
    }


def _lateness(seconds: float) -> str:
    minutes, rest = divmod(int(max(0.0, seconds)), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
