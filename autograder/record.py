"""Write results down: the gradebook, the autograded notebook, and the grader's own note for appeals.

Only one process writes at a time. Scores, late penalties and manual grades are nbgrader's: its own rules store them,
here as in ``nbgrader autograde``, only in one transaction for many students.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import nbformat
import orjson
from nbgrader.api import SubmittedNotebook
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties, ComputeChecksums, SaveCells
from sqlalchemy.orm import scoped_session, sessionmaker

from autograder.course import Course
from autograder.errors import CourseError
from autograder.grade import Result
from autograder.problem_set import ProblemSet
from autograder.scores import Scores
from autograder.submissions import handed_in
from course_utils.files import atomic_file

NOTE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def ensure_assignment(course: Course, problem_set: ProblemSet) -> None:
    """Enter the problem set's cells into the gradebook, as generating the assignment would."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(problem_set.name)
    notebook = nbformat.from_dict(problem_set.notebook)
    resources = {
        "nbgrader": {
            "notebook": problem_set.name, "assignment": problem_set.name, "student": ".", "db_url": course.db_url,
        }
    }  # fmt: skip
    try:
        for preprocessor in (ComputeChecksums(), SaveCells()):
            notebook, resources = preprocessor.preprocess(notebook, resources)
    except RuntimeError as error:  # nbgrader adds and removes no cells where there are grades already
        raise CourseError(
            f"The gradebook has grades for {problem_set.name} with other questions than its release has now. Put the "
            f"release back as it was, or let go of those grades: nbgrader db assignment remove {problem_set.name} "
            "--force. Grading then enters everybody anew; grades by hand are lost."
        ) from error


class Gradebook:
    """The gradebook, open for many results: :meth:`commit` makes what was recorded durable."""

    def __init__(self, course: Course, problem_set: ProblemSet) -> None:
        self._course, self._name = course, problem_set.name
        self._points = {one.name: one.points for one in problem_set.graded}
        self._rule = _late_rule(course)
        self._nbgrader = course.gradebook()
        self._connection = self._nbgrader.engine.connect()
        self._begin()

    def students(self) -> frozenset[str]:
        """Who has a submission in it."""
        return frozenset(one.student_id for one in self._nbgrader.assignment_submissions(self._name))

    def record(self, result: Result, answered_anew: Collection[str]) -> Scores:
        """Store a result. Doing it twice changes nothing; what a person has graded stays.

        answered_anew: the questions for which the student has handed in something else since: a grade given by hand
            needs a second look there.
        """
        gradebook = self._nbgrader
        gradebook.update_or_create_student(result.student)
        # Also where there is none any more: then nobody knows that it was late.
        timestamp = handed_in(self._course.submitted / result.student / self._name)
        submission = gradebook.update_or_create_submission(self._name, result.student, timestamp=timestamp)
        stored = next(one for one in submission.notebooks if one.name == self._name)
        scores = {mark.question: mark.score for mark in result.marks}
        for grade in stored.grades:
            # As nbgrader's SaveAutoGrades does: a manual score stays, and is asked for where there is no other.
            grade.auto_score = scores[grade.name]
            if grade.manual_score is None or grade.name in answered_anew:
                grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        for comment in stored.comments:
            comment.auto_comment = result.comments[comment.name]
        gradebook.db.flush()
        total = sum(_counts(grade) for grade in stored.grades)
        return Scores(
            total,
            sum(self._points.values()),
            self._late_penalty(stored, result.student, submission.total_seconds_late, total) or 0.0,
            {grade.name: (_counts(grade), self._points[grade.name]) for grade in stored.grades},
            {one.name: one.manual_comment or one.auto_comment for one in stored.comments},
            frozenset(grade.name for grade in stored.grades if grade.manual_score is not None),
        )

    def commit(self) -> None:
        """Make everything recorded so far durable."""
        self._nbgrader.db.flush()
        self._transaction.commit()
        self._nbgrader.db.remove()
        self._begin()

    def close(self) -> None:
        """Leave; what was not committed is not there."""
        self._nbgrader.db.remove()
        self._transaction.close()
        self._connection.close()
        self._nbgrader.close()

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, *exc: Any) -> None:
        self.close()

    def _begin(self) -> None:
        # nbgrader commits after every cell. Inside a transaction of ours, its commits only flush.
        self._transaction = self._connection.begin()
        self._nbgrader.db = scoped_session(
            sessionmaker(bind=self._connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        )

    def _late_penalty(self, stored: SubmittedNotebook, student: str, seconds: float, score: float) -> float | None:
        """As nbgrader's AssignLatePenalties does, with the course's own plug-in."""
        penalty = None
        if seconds > 0:
            try:
                penalty = self._rule.late_submission_penalty(student, score, seconds)
                penalty = None if penalty is None else min(max(penalty, 0.0), score)
            except Exception as error:  # it is a program of the instructor's
                raise CourseError(
                    f"{self._course.root / 'nbgrader_config.py'}: the late-penalty rule {type(self._rule).__name__} "
                    f"fails for {student!r}, who is {seconds:.0f} s late: {type(error).__name__}: {error}. Mend the "
                    "rule, and grade again."
                ) from error
        stored.late_submission_penalty = penalty
        return penalty


def _late_rule(course: Course) -> BasePlugin:
    """The course's own late-penalty rule, or nbgrader's, which takes nothing off."""
    try:
        penalties = AssignLatePenalties(config=course.nbgrader_settings())
        penalties.init_plugin()
    except Exception as error:  # a mistyped name, or whatever a class of the instructor's raises when it is made
        raise CourseError(
            f"{course.root / 'nbgrader_config.py'}: the late-penalty rule that c.AssignLatePenalties.plugin_class "
            f"names can't be had: {type(error).__name__}: {error}"
        ) from error
    return penalties.plugin_inst


def _counts(grade: Any) -> float:
    score = grade.manual_score if grade.manual_score is not None else grade.auto_score
    return (score or 0.0) + (grade.extra_credit or 0.0 if score is not None else 0.0)


def write_autograded(course: Course, problem_set: str, student: str, text: bytes) -> None:
    """The autograded notebook, durably: the journal refers to it."""
    write_whole(course.autograded(problem_set, student), text, durable=True)


def note(course: Course, problem_set: str, result: Result) -> None:
    """The grader's own note: what the table of grades, the report and an appeal need."""
    course.make_notes(problem_set)
    write_whole(course.result(problem_set, result.student), orjson.dumps(result.to_json(), option=NOTE))


def write_whole(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Write a file so that it is there whole or not at all, also where several write it at the same time.

    Raises OSError if it can't be written; what was there before stays then.
    """
    with atomic_file(path, durable=durable) as file:
        file.write(content)
