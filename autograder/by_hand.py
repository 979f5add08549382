"""What a person has given in formgrader, as the gradebook has it."""

from dataclasses import dataclass

from nbgrader.api import Assignment, BaseCell, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import or_, select

from autograder.course import Course


@dataclass(frozen=True)
class ByHand:
    """What a person has given in formgrader.

    score: in place of the grader's; None where there is none.
    extra: extra credit, on top of whichever counts.
    outdated: whether it waits for another look: the answer is another one since, or the question's points are.
    """

    score: float | None
    extra: float
    outdated: bool = False

    def counted(self, automatic: float | None) -> float | None:
        """The score that counts, or None where there is none yet; extra credit alone is none, as in nbgrader."""
        score = automatic if self.score is None else self.score
        return None if score is None else score + self.extra


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
