"""The table of grades: one row a question, as ``grades.csv`` in the course folder."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nbgrader.api import Assignment, BaseCell, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import or_, select

from autograder.course import Course
from autograder.damaged import read_note
from autograder.problem_set import cells_of
from autograder.realign import Repair
from autograder.record import write_whole
from autograder.spreadsheet import safe
from course_utils.questions.outcome import Outcome

COLUMNS = ("student", "assignment", "question", "score", "max_score", "outcome", "diagnosis", "repairs")


@dataclass(frozen=True)
class ByHand:
    """What a person has given in formgrader.

    score: in place of the grader's; None where there is none.
    extra: extra credit, on top of whichever counts.
    outdated: whether the student has handed in something else since.
    """

    score: float | None
    extra: float
    outdated: bool = False

    def counted(self, automatic: float | None) -> float | None:
        """The score that counts, or None where there is none yet; extra credit alone is none, as in nbgrader."""
        score = automatic if self.score is None else self.score
        return None if score is None else score + self.extra


def write_grades(course: Course) -> None:
    """Write ``grades.csv`` anew from the results of every problem set that has been graded here."""
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    table.writeheader()
    for problem_set in sorted(path.name for path in (course.root / ".autograder").iterdir() if path.is_dir()):
        by_hand = given_by_hand(course, problem_set)
        for student in course.students_in_notes(problem_set):
            table.writerows(_rows(course, problem_set, student, by_hand.get(student, {})))
    write_whole(course.grades_csv, buffer.getvalue().encode())


def _rows(course: Course, problem_set: str, student: str, by_hand: Mapping[str, ByHand]) -> Iterator[dict]:
    result = read_note(course.result(problem_set, student))
    for mark in result["marks"]:
        question = mark["question"]
        score, outcome = mark["score"], mark["outcome"]
        if question in by_hand:
            score = by_hand[question].counted(score)
            outcome = Outcome.GRADED_BY_HAND if outcome == Outcome.BY_HAND and score is not None else outcome
        repairs = [
            repair.told + (": look at it" if repair.doubtful else "")
            for repair in map(Repair.from_json, result["repairs"])
            if repair.cell in {"", *cells_of(question)}
        ]
        yield {
            "student": safe(student),
            "assignment": problem_set,
            "question": question,
            "score": "" if score is None else f"{score:g}",
            "max_score": f"{mark['max_score']:g}",
            "outcome": outcome,
            "diagnosis": mark["diagnosis"],
            "repairs": "; ".join(repairs),
        }


def given_by_hand(course: Course, problem_set: str) -> dict[str, dict[str, ByHand]]:
    """By student and question: what a person has given."""
    given = (
        select(Student.id, BaseCell.name, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Student, SubmittedAssignment.student_id == Student.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .where(Assignment.name == problem_set, or_(Grade.manual_score.is_not(None), Grade.extra_credit.is_not(None)))
    )
    found: dict[str, dict[str, ByHand]] = {}
    with course.gradebook() as gradebook:
        for student, question, score, extra, again in gradebook.db.execute(given):
            outdated = bool(again) and score is not None
            found.setdefault(student, {})[question] = ByHand(score, extra or 0.0, outdated)
    return found
