"""Figures of a class: how hard a question was, how well it tells students apart, and what was misunderstood."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.answer_keys import graded_question
from autograder.class_results import Answer, Work
from course_utils.questions.misconceptions_of_all import COMMON
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Misconception


@dataclass(frozen=True)
class QuestionFigures:
    """One question over the whole class.

    mean            the mean share of the points, from 0 to 1 (psychometrics call it the item's difficulty index:
                    high is easy); None where nobody has been graded
    discrimination  Pearson's correlation of the share earned here with the score in all other questions, from -1 to 1
                    (the corrected item-total correlation); None where either is the same for everybody
    cpu_seconds     median CPU time of the answer and its check; None where nothing was run
    outcomes        how many answers had each outcome, the most frequent first
    """

    name: str
    points: float
    mean: float | None
    discrimination: float | None
    cpu_seconds: float | None
    outcomes: tuple[tuple[Outcome, int], ...]


@dataclass(frozen=True)
class MisconceptionFigures:
    """One misconception, and who has it; a student who has it in several questions counts once."""

    misconception: Misconception
    questions: tuple[str, ...]
    students: tuple[str, ...]


def question_figures(works: Sequence[Work]) -> list[QuestionFigures]:
    """Figures for every question, in the order of the problem set."""
    return [_figures(place, works) for place in range(len(works[0].answers))]


def _figures(place: int, works: Sequence[Work]) -> QuestionFigures:
    answers = [work.answers[place] for work in works]
    graded = [(work, answer) for work, answer in zip(works, answers, strict=True) if answer.share is not None]
    shares = [answer.share for _, answer in graded]
    others = [work.score - answer.score for work, answer in graded]
    seconds = [answer.cpu_seconds for answer in answers if answer.cpu_seconds is not None]
    return QuestionFigures(
        answers[0].question,
        answers[0].max_score,
        statistics.fmean(shares) if shares else None,
        _correlation(shares, others),
        statistics.median(seconds) if seconds else None,
        tuple(Counter(answer.outcome for answer in answers).most_common()),
    )


def _correlation(one: list[float], other: list[float]) -> float | None:
    try:
        return statistics.correlation(one, other)
    except statistics.StatisticsError:  # fewer than two, or one of them constant
        return None


def misconceptions(problem_set: str, works: Sequence[Work]) -> list[MisconceptionFigures]:
    """What the class misunderstood, the most common first."""
    by_name: dict[str, list[tuple[str, Answer]]] = {}
    for work in works:
        for answer in work.answers:
            if answer.diagnosis:
                by_name.setdefault(answer.diagnosis, []).append((work.student, answer))
    found = [
        MisconceptionFigures(
            _misconception(problem_set, made[0][1].question, name),
            tuple(dict.fromkeys(answer.question for _, answer in made)),
            tuple(dict.fromkeys(student for student, _ in made)),
        )
        for name, made in by_name.items()
    ]
    return sorted(found, key=lambda one: (-len(one.students), one.misconception.name))


def _misconception(problem_set: str, question: str, name: str) -> Misconception:
    known = (*graded_question(question, problem_set).misconceptions, *COMMON)
    return next(one for one in known if one.name == name)
