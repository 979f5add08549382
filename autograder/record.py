"""Write results down: the gradebook, the autograded notebook, and the grader's own note for appeals.

Gradings write one at a time. Scores, late penalties and manual grades are nbgrader's: its own rules store them, here as
in ``nbgrader autograde``, only in one transaction for many students.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import orjson
from nbgrader.api import InvalidEntry, SubmittedNotebook
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties, ComputeChecksums, SaveCells
from sqlalchemy.orm import scoped_session, sessionmaker
from tornado.log import app_log

from autograder.course import Course
from autograder.errors import CourseError
from autograder.exchange import SECRET, TIMESTAMP
from autograder.grade import Result
from autograder.problem_set import ProblemSet
from autograder.scores import Scores
from autograder.students_files import beside
from autograder.submissions import handed_in
from autograder.turns import one_at_a_time
from autograder.whole_files import write_whole

NOTE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def ensure_assignment(course: Course, problem_set: ProblemSet) -> None:
    """Enter the problem set's cells into the gradebook, as generating the assignment would.

    Raises :class:`CourseError` where there are grades with other questions, and SQLAlchemyError where the gradebook
    can't be used.
    """
    course.make_notes(problem_set.name)
    with one_at_a_time(course.gradebook_lock), _database_errors():
        _ensure_assignment(course, problem_set)


def _ensure_assignment(course: Course, problem_set: ProblemSet) -> None:
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
    """The gradebook, open for many results, which are recorded in transactions."""

    def __init__(self, course: Course, problem_set: ProblemSet) -> None:
        self._course, self._name = course, problem_set.name
        self._points = {one.name: one.points for one in problem_set.graded}
        self._rule = _late_rule(course)
        self._nbgrader = course.gradebook()

    def students(self) -> frozenset[str]:
        """Who has a submission in it."""
        return frozenset(one.student_id for one in self._nbgrader.assignment_submissions(self._name))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is recorded inside is durable afterwards; where it raises, nothing of it is there.

        Nobody else can write until it ends: what can wait is not for its inside. Raises SQLAlchemyError where the
        gradebook can't be used.
        """
        own_session = self._nbgrader.db
        own_session.remove()
        with (
            one_at_a_time(self._course.gradebook_lock),
            _database_errors(),
            self._nbgrader.engine.begin() as connection,
        ):
            # nbgrader commits after every cell. Inside a transaction of ours, its commits only flush.
            self._nbgrader.db = scoped_session(
                sessionmaker(bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False)
            )
            try:
                yield
                self._nbgrader.db.flush()
            finally:
                self._nbgrader.db.remove()
                self._nbgrader.db = own_session

    def record(self, result: Result, answered_anew: Collection[str]) -> Scores:
        """Store a result, inside a transaction. Doing it twice changes nothing; what a person has graded stays.

        answered_anew: the questions for which the student has handed in something else since, or which are worth other
            points: a grade given by hand needs a second look there, as it does where it is more than all points.
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
            given, most = grade.manual_score, self._points[grade.name]
            if given is None or given > most or grade.name in answered_anew:
                grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        for comment in stored.comments:
            comment.auto_comment = result.comments[comment.name]
        gradebook.db.flush()
        total = sum(_counts(grade) for grade in stored.grades)
        by_hand = [grade for grade in stored.grades if grade.manual_score is not None]
        return Scores(
            total,
            sum(self._points.values()),
            self._late_penalty(stored, result.student, submission.total_seconds_late, total) or 0.0,
            {grade.name: (_counts(grade), self._points[grade.name]) for grade in stored.grades},
            {one.name: one.manual_comment or one.auto_comment for one in stored.comments},
            frozenset(grade.name for grade in by_hand),
            frozenset(grade.name for grade in by_hand if grade.needs_manual_grade),
        )

    def close(self) -> None:
        self._nbgrader.close()

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, *exc: Any) -> None:
        self.close()

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


@contextmanager
def _database_errors() -> Iterator[None]:
    """Raise an error of the database as what it is: nbgrader prints its traceback and raises another in its place."""
    was, app_log.disabled = app_log.disabled, True
    try:
        yield
    except InvalidEntry as error:
        raise error.__context__ from None
    finally:
        app_log.disabled = was


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


def copy_for_exchange(submitted: Path, *folders: Path) -> None:
    """What nbgrader's exchange has put beside a submission, beside what was made of it: as nbgrader's commands do it.

    What is no longer there, or holds nothing of the kind, is removed.
    """
    for name in (TIMESTAMP, SECRET):
        # nbgrader breaks off at a time that is none.
        content = None if name == TIMESTAMP and handed_in(submitted) is None else beside(submitted, name)
        for path in (folder / name for folder in folders):
            if content is None:
                path.unlink(missing_ok=True)
            elif not path.is_file() or path.read_bytes() != content:
                write_whole(path, content)
