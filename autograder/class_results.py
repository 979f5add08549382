"""The results of a class as they stand: what the grader noted, and what a person has graded and settled since."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select

from autograder.by_hand import ByHand, given_by_hand
from autograder.course import Course
from autograder.damaged import read_note
from autograder.errors import CourseError
from autograder.few import few
from autograder.grade import Result
from autograder.judge import Mark
from autograder.problem_set import question_of
from autograder.realign import Repair
from autograder.settled import Settled, read_settled
from course_utils.questions.outcome import Outcome

LEFT = "Of whoever has left submitted/, delete the notes in .autograder/{problem_set}/results/."
# What a machine or an accident may have done as well as the student.
UNSURE = (Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY, Outcome.UNGRADABLE)


@dataclass(frozen=True)
class Answer:
    """One student's answer to one question.

    score: None while a person has still to grade it.
    cpu_seconds: of the answer's own cell and of its check; None where nothing was run.
    cases: the names of the graded cases, and the outcome of each.
    by_hand: whether the score is a person's.
    outdated: whether that person has to look again: the student has handed in another answer since, or the question is
        worth other points.
    mend_first: what wrong answers of the same student it calls, in words, or "".
    """

    question: str
    score: float | None
    max_score: float
    outcome: Outcome
    reason: str
    diagnosis: str
    cpu_seconds: float | None
    cases: tuple[tuple[str, str], ...] = ()
    by_hand: bool = False
    outdated: bool = False
    mend_first: str = ""

    @property
    def waits(self) -> bool:
        """Whether a person has still to grade it, or to grade it again."""
        return self.score is None or self.outdated

    @property
    def share(self) -> float | None:
        """The score as a share of the points, from 0 to 1; None without a score, and where there are no points."""
        return None if self.score is None or not self.max_score else self.score / self.max_score

    @property
    def unsure(self) -> bool:
        """Whether the score may be an accident's, and no person has given another one."""
        return self.outcome in UNSURE and (not self.by_hand or self.outdated)


@dataclass(frozen=True)
class Work:
    """One student's work, with its repairs and findings, and what a person has said of them.

    submission: the digest of what was handed in.
    """

    student: str
    answers: tuple[Answer, ...]
    repairs: tuple[Repair, ...] = ()
    late_penalty: float = 0.0
    settled: Settled | None = None
    submission: str = ""

    @property
    def score(self) -> float:
        """The points that are decided, less the late penalty."""
        return max(0.0, sum(answer.score or 0.0 for answer in self.answers) - self.late_penalty)

    @property
    def max_score(self) -> float:
        return sum(answer.max_score for answer in self.answers)

    @property
    def asked(self) -> tuple[tuple[str, float], ...]:
        """The questions of the release that it was graded with, and the points for each."""
        return tuple((answer.question, answer.max_score) for answer in self.answers)

    @property
    def readable(self) -> bool:
        """Whether there was a notebook with answers in it."""
        return any(answer.outcome is not Outcome.UNGRADABLE for answer in self.answers)

    @property
    def waits(self) -> bool:
        """Whether a person has still to grade an answer."""
        return any(answer.waits for answer in self.answers)

    @cached_property
    def doubtful_repairs(self) -> tuple[Repair, ...]:
        """Of the repairs those that ask for a person's look: doubtful ones, and those that cost an answer."""
        lost = {answer.question for answer in self.answers if answer.outcome is Outcome.NOT_ANSWERED}
        return tuple(one for one in self.repairs if one.doubtful or question_of(one.cell) in lost)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What asks for a person's look, whether somebody has looked or not."""
        repairs = (f"{one.cell}: {one.what}" if one.cell else one.what for one in self.doubtful_repairs)
        unsure = (f"{one.question}: {one.outcome}" for one in self.answers if one.unsure)
        return (*repairs, *unsure)

    @property
    def is_settled(self) -> bool:
        """Whether a person has looked at everything that is doubtful now."""
        return self.settled is not None and self.settled.covers(self.doubts, self.submission)

    @property
    def needs_a_look(self) -> bool:
        return bool(self.doubts) and not self.is_settled


def waiting_questions(works: Sequence[Work]) -> list[str]:
    """The questions, in their order, that a person is still grading: an answer has no grade, or all wait for another.

    Where only some grades have to be looked at again, their students alone wait.
    """
    answers: dict[str, list[Answer]] = {}
    for answer in (answer for work in works for answer in work.answers):
        answers.setdefault(answer.question, []).append(answer)
    return [question for question, of_all in answers.items() if _is_being_graded(of_all)]


def waiting_students(works: Sequence[Work]) -> list[str]:
    """Of whom a grade has to be looked at again in a question that counts for everybody else."""
    waiting = set(waiting_questions(works))
    return [
        work.student
        for work in works
        if any(answer.outdated and answer.question not in waiting for answer in work.answers)
    ]


def _is_being_graded(answers: Sequence[Answer]) -> bool:
    graded = [answer for answer in answers if answer.outcome is Outcome.GRADED_BY_HAND]
    return any(answer.score is None for answer in answers) or bool(graded) and all(one.outdated for one in graded)


def read_class(course: Course, problem_set: str) -> list[Work]:
    """Everybody's work, by name.

    Raises :class:`CourseError` where nothing has been graded, where a result can't be read, and where somebody who is
    graded is not in the gradebook: grades by hand and late penalties would be missing.
    """
    students = list(course.students_in_notes(problem_set))
    if not students:
        raise CourseError(f"Nothing of {problem_set!r} has been graded in {course.root} yet: autograder grade does it.")
    penalties = _late_penalties(course, problem_set) if course.has_gradebook else {}
    _refuse_if_not_entered(problem_set, [student for student in students if student not in penalties])
    by_hand, settled = given_by_hand(course, problem_set), read_settled(course, problem_set)

    def parse(plain: dict[str, Any]) -> Work:
        result = Result.from_json(plain, None)
        student = result.student
        return _work(result, by_hand.get(student, {}), penalties[student], settled.get(student))

    return [read_note(course.result(problem_set, student), parse) for student in students]


def _refuse_if_not_entered(problem_set: str, missing: Sequence[str]) -> None:
    if missing:
        are = "is" if len(missing) == 1 else "are"
        raise CourseError(
            f"{few(missing)} {are} graded and not in the gradebook: run autograder grade {problem_set} first. "
            f"{LEFT.format(problem_set=problem_set)}"
        )


def refuse_several_releases(problem_set: str, works: Iterable[Work]) -> None:
    """Raise :class:`CourseError` unless all works have the same questions, in the same order, for the same points.

    Figures of a class, and systems that take one number of points possible, make no sense of anything else.
    """
    students: dict[tuple[tuple[str, float], ...], list[str]] = {}
    for work in works:
        students.setdefault(work.asked, []).append(work.student)
    if len(students) < 2:
        return
    common = set.intersection(*map(set, students))
    told = "; ".join(f"{_in_words(asked, common)} ({few(names)})" for asked, names in students.items())
    raise CourseError(
        f"Not everybody was graded with the same release: there are {told}. autograder grade {problem_set} grades "
        f"everybody with the one that is here. {LEFT.format(problem_set=problem_set)}"
    )


def _in_words(asked: Sequence[tuple[str, float]], common: Collection[tuple[str, float]]) -> str:
    """A release, by how much it asks, and by what others do not ask, or for other points."""
    own = [f"{question} of {points:g} points" for question, points in asked if (question, points) not in common]
    count = f"{len(asked)} question{'s' * (len(asked) != 1)}"
    return f"{sum(points for _, points in asked):g} points in {count}" + (f", with {few(own, 3)}" if own else "")


def _work(result: Result, by_hand: dict[str, ByHand], late_penalty: float, settled: Settled | None) -> Work:
    seconds = result.record["cpu_seconds"].get("questions", {})
    answers = tuple(_answer(mark, by_hand, seconds.get(mark.question)) for mark in result.marks)
    return Work(result.student, answers, result.repairs, late_penalty, settled, result.record.get("submission", ""))


def _answer(mark: Mark, by_hand: dict[str, ByHand], cpu_seconds: float | None) -> Answer:
    outcome, given = mark.outcome, by_hand.get(mark.question, ByHand(None, 0.0))
    score = given.counted(mark.score)
    if outcome is Outcome.BY_HAND and score is not None:
        outcome = Outcome.GRADED_BY_HAND
    return Answer(
        mark.question, score, float(mark.max_score), outcome, mark.reason, mark.diagnosis,
        cpu_seconds, mark.cases, given.score is not None, given.outdated, mark.mend_first,
    )  # fmt: skip


def _late_penalties(course: Course, problem_set: str) -> dict[str, float]:
    """By student, as nbgrader's rules have it, 0 where there is none: of everybody who is in the gradebook."""
    penalties = (
        select(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(Assignment.name == problem_set)
    )
    with course.gradebook() as gradebook:
        return {student: penalty or 0.0 for student, penalty in gradebook.db.execute(penalties)}
