"""The table of grades: one row a question, as ``grades.csv`` in the course folder."""

import csv
import io
import json
from collections.abc import Iterator, Mapping

from nbgrader.api import Assignment, BaseCell, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from autograder.course import Course
from autograder.realign import Repair
from autograder.record import write_whole
from course_utils.questions.outcome import Outcome

COLUMNS = ("student", "assignment", "question", "score", "max_score", "outcome", "diagnosis", "repairs")


def write_grades(course: Course) -> None:
    """Write ``grades.csv`` anew from the results of every problem set that has been graded here."""
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    table.writeheader()
    for problem_set in sorted(path.name for path in (course.root / ".autograder").iterdir() if path.is_dir()):
        by_hand = manual_scores(course, problem_set)
        for student in course.students_in_notes(problem_set):
            table.writerows(_rows(course, problem_set, student, by_hand.get(student, {})))
    write_whole(course.grades_csv, buffer.getvalue().encode())


def _rows(course: Course, problem_set: str, student: str, by_hand: Mapping[str, float]) -> Iterator[dict]:
    result = json.loads(course.result(problem_set, student).read_text(encoding="utf-8"))
    for mark in result["marks"]:
        question = mark["question"]
        score, outcome = mark["score"], mark["outcome"]
        if question in by_hand:
            score = by_hand[question]
            outcome = Outcome.GRADED_BY_HAND if outcome == Outcome.BY_HAND else outcome
        repairs = [
            repair.told + (": look at it" if repair.doubtful else "")
            for repair in map(Repair.from_json, result["repairs"])
            if repair.cell in ("", question, f"{question}_answer")
        ]
        yield {
            "student": student,
            "assignment": problem_set,
            "question": question,
            "score": "" if score is None else f"{score:g}",
            "max_score": f"{mark['max_score']:g}",
            "outcome": outcome,
            "diagnosis": mark["diagnosis"],
            "repairs": "; ".join(repairs),
        }


def manual_scores(course: Course, problem_set: str) -> dict[str, dict[str, float]]:
    """By student and question: scores that a person has given in formgrader; they count in place of the grader's."""
    given = (
        select(Student.id, BaseCell.name, Grade.manual_score)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Student, SubmittedAssignment.student_id == Student.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .where(Assignment.name == problem_set, Grade.manual_score.is_not(None))
    )
    scores: dict[str, dict[str, float]] = {}
    with course.gradebook() as gradebook:
        for student, question, score in gradebook.db.execute(given):
            scores.setdefault(student, {})[question] = score
    return scores
