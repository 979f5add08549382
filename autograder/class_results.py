"""The results of a class as they stand: what the grader noted, and what a person has graded since."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.course import Course
from autograder.errors import CourseError
from autograder.grades import manual_scores
from course_utils.questions.outcome import Outcome


@dataclass(frozen=True)
class Answer:
    """One student's answer to one question.

    score        None while a person has still to grade it
    cpu_seconds  of the answer's own cell and of its check; None where nothing was run
    cases        the names of the graded cases, and the outcome of each
    """

    question: str
    score: float | None
    max_score: float
    outcome: Outcome
    reason: str
    diagnosis: str
    cpu_seconds: float | None
    cases: tuple[tuple[str, str], ...] = ()

    @property
    def share(self) -> float | None:
        """The score as a share of the points, from 0 to 1."""
        return None if self.score is None else self.score / self.max_score if self.max_score else 0.0


@dataclass(frozen=True)
class Work:
    """One student's work. ``doubts`` are the repairs and findings that ask for a person's look."""

    student: str
    answers: tuple[Answer, ...]
    doubts: tuple[str, ...]

    @property
    def score(self) -> float:
        return sum(answer.score or 0.0 for answer in self.answers)

    @property
    def max_score(self) -> float:
        return sum(answer.max_score for answer in self.answers)


def read_class(course: Course, problem_set: str) -> list[Work]:
    """Everybody's work, by name; raises :class:`CourseError` where nothing has been graded."""
    students = list(course.students_in_notes(problem_set))
    if not students:
        raise CourseError(f"Nothing of {problem_set!r} has been graded in {course.root} yet: autograder grade does it.")
    by_hand = manual_scores(course, problem_set)
    results = [course.result(problem_set, student).read_text(encoding="utf-8") for student in students]
    return [
        _work(json.loads(result), by_hand.get(student, {})) for student, result in zip(students, results, strict=True)
    ]


def _work(result: dict[str, Any], by_hand: dict[str, float]) -> Work:
    seconds = result["cpu_seconds"].get("questions", {})
    answers = tuple(_answer(mark, by_hand, seconds.get(mark["question"])) for mark in result["marks"])
    return Work(result["student"], answers, tuple(_doubts(result["repairs"])))


def _answer(mark: dict[str, Any], by_hand: dict[str, float], cpu_seconds: float | None) -> Answer:
    question, outcome = mark["question"], Outcome(mark["outcome"])
    if question in by_hand and outcome is Outcome.BY_HAND:
        outcome = Outcome.GRADED_BY_HAND
    score = by_hand.get(question, mark["score"])
    cases = tuple(map(tuple, mark["cases"]))
    return Answer(question, score, mark["max_score"], outcome, mark["reason"], mark["diagnosis"], cpu_seconds, cases)


def _doubts(repairs: list[dict[str, Any]]) -> Iterator[str]:
    for repair in repairs:
        if repair["doubtful"]:
            yield f"{repair['cell']}: {repair['what']}" if repair["cell"] else repair["what"]
