"""Everybody in the gradebook, with what they have earned in one problem set, and how far it is decided."""

from dataclasses import dataclass
from datetime import datetime

from nbgrader.api import Assignment, Student, SubmittedAssignment
from sqlalchemy import select

from autograder.class_results import Work, read_class
from autograder.course import Course

# In a word each: GRADED is final, and nothing else is.
NO_SUBMISSION, BY_HAND, LOOK, GRADED = "no submission", "waits for a grade by hand", "needs a look", "graded"


@dataclass(frozen=True)
class ListedStudent:
    """One student. The names are the gradebook's, "" where it has none; ``work`` is None without a submission."""

    student: str
    first_name: str
    last_name: str
    email: str
    lms_user_id: str
    work: Work | None = None
    submitted: datetime | None = None
    seconds_late: float = 0.0

    @property
    def score(self) -> float | None:
        """Points less the late penalty; None without a submission."""
        return None if self.work is None else self.work.score

    @property
    def is_final(self) -> bool:
        return self.status == GRADED

    @property
    def status(self) -> str:
        """Whether the score is final, and if not, why."""
        if self.work is None:
            return NO_SUBMISSION
        if self.work.waits:
            return BY_HAND
        return LOOK if self.work.needs_a_look else GRADED


def class_list(course: Course, problem_set: str) -> list[ListedStudent]:
    """Everybody, by the name under which they submit.

    Raises :class:`~autograder.errors.CourseError` where nothing has been graded, or somebody who is graded is not in
    the gradebook.
    """
    works = {work.student: work for work in read_class(course, problem_set)}
    submissions = (
        select(SubmittedAssignment)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(Assignment.name == problem_set)
    )
    with course.gradebook() as gradebook:
        submitted = {one.student_id: one for one in gradebook.db.scalars(submissions)}
        students = gradebook.db.scalars(select(Student).order_by(Student.id)).all()
        return [_entry(student, works.get(student.id), submitted.get(student.id)) for student in students]


def _entry(student: Student, work: Work | None, submission: SubmittedAssignment | None) -> ListedStudent:
    names = (student.first_name, student.last_name, student.email, student.lms_user_id)
    submitted, late = (submission.timestamp, submission.total_seconds_late) if submission else (None, None)
    return ListedStudent(student.id, *(name or "" for name in names), work, submitted, late or 0.0)
