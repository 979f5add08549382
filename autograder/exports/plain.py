"""A table of one's own: everything, one row a student."""

from collections.abc import Sequence

from autograder.exports.class_list import ListedStudent
from autograder.spreadsheet import number


def table(problem_set: str, entries: Sequence[ListedStudent]) -> list[dict[str, str]]:
    """Columns for the student, the score, when it was handed in and its status, and then one for each question."""
    questions = [answer.question for entry in entries if entry.work for answer in entry.work.answers]
    return [_row(problem_set, entry, list(dict.fromkeys(questions))) for entry in entries]


def _row(problem_set: str, entry: ListedStudent, questions: list[str]) -> dict[str, str]:
    scores = {answer.question: answer.score for answer in entry.work.answers} if entry.work else {}
    return {
        "assignment": problem_set,
        "student": entry.student,
        "first_name": entry.first_name,
        "last_name": entry.last_name,
        "email": entry.email,
        "score": number(entry.score),
        "max_score": number(entry.work.max_score if entry.work else None),
        "submitted": f"{entry.submitted:%Y-%m-%d %H:%M:%S} UTC" if entry.submitted else "",
        "hours_late": number(entry.seconds_late / 3600 if entry.work else None),
        "late_penalty": number(entry.work.late_penalty if entry.work else None),
        "status": entry.status,
        **{question: number(scores.get(question)) for question in questions},
    }
