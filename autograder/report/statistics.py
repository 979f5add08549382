"""Figures of a class: how hard a question was, how well it tells students apart, and what was misunderstood."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from autograder.answer_keys import graded_question
from autograder.class_results import UNSURE, Answer, Work, waiting_questions, waiting_students
from course_utils.questions.misconceptions_of_all import COMMON
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Misconception

WRONG = (Outcome.WRONG, Outcome.WRONG_TYPE_OR_SHAPE, Outcome.RAISED, Outcome.FORBIDDEN)
FEWEST = 10  # with fewer students, a correlation says nothing


@dataclass(frozen=True)
class QuestionFigures:
    """One question over the whole class.

    difficulty: the mean share of the points that was missed, from 0 (easy) to 1; None where nobody has been graded, and
        for a question without points.
    discrimination: Pearson's correlation of the share earned here with the score in all other questions, from -1 to 1
        (the corrected item-total correlation), over ``whole``; None where either is the same for everybody, and where
        they are fewer than FEWEST.
    count: how many answers the difficulty is of.
    whole: how many students the discrimination is of: a file that can't be read and a process that crashes take many
        questions along, which would tie them together, and a grade that waits for another look is no grade.
    cpu_seconds: median CPU time of the answer and its check; None where nothing was run.
    outcomes: how many answers had each outcome, the most frequent first.
    """

    name: str
    points: float
    difficulty: float | None
    discrimination: float | None
    count: int
    whole: int
    cpu_seconds: float | None
    outcomes: tuple[tuple[Outcome, int], ...]


@dataclass(frozen=True)
class MisconceptionFigures:
    """One misconception, and who has it; a student who has it in several questions counts once.

    misconception: None where the results are of another edition of the checks, and this one has no mistake of that
        name.
    """

    name: str
    misconception: Misconception | None
    questions: tuple[str, ...]
    students: tuple[str, ...]


@dataclass(frozen=True)
class Unnamed:
    """Wrong answers in which no known mistake was recognised."""

    questions: tuple[tuple[str, int], ...]
    students: tuple[str, ...]


def question_figures(works: Sequence[Work]) -> list[QuestionFigures]:
    """Figures for every question, in the order of the problem set."""
    waiting = set(waiting_questions(works))
    decided = [place for place, answer in enumerate(works[0].answers) if answer.question not in waiting]
    looked_at_again = set(waiting_students(works))
    whole = [
        work
        for work in works
        if work.student not in looked_at_again and not any(answer.outcome in UNSURE for answer in work.answers)
    ]
    return [_figures(place, works, whole, decided) for place in range(len(works[0].answers))]


def _figures(place: int, works: Sequence[Work], whole: Sequence[Work], decided: Sequence[int]) -> QuestionFigures:
    answers = [work.answers[place] for work in works]

    def counts(answer: Answer) -> bool:
        # Until all are graded, those count that a person has graded: not what was left empty.
        is_graded = place in decided or answer.by_hand
        return is_graded and answer.share is not None and not answer.unsure and not answer.outdated

    shares = [answer.share for answer in answers if counts(answer)]
    graded = [work for work in whole if counts(work.answers[place])]
    others = [sum(work.answers[other].score for other in decided if other != place) for work in graded]
    seconds = [answer.cpu_seconds for answer in answers if answer.cpu_seconds is not None]
    return QuestionFigures(
        answers[0].question,
        answers[0].max_score,
        1 - statistics.fmean(shares) if shares else None,
        _correlation([work.answers[place].share for work in graded], others),
        len(shares),
        len(graded),
        statistics.median(seconds) if seconds else None,
        tuple(Counter(answer.outcome for answer in answers).most_common()),
    )


def _correlation(one: list[float], other: list[float]) -> float | None:
    if len(one) < FEWEST:
        return None
    try:
        return statistics.correlation(one, other)
    except statistics.StatisticsError:  # one of them is constant
        return None


def misconceptions(problem_set: str, works: Sequence[Work]) -> list[MisconceptionFigures]:
    """What the class misunderstood, the most common first.

    Raises :class:`~autograder.errors.CourseError` where a question in which a mistake was made is no longer there.
    """
    by_name: dict[str, list[tuple[str, Answer]]] = {}
    for work in works:
        for answer in work.answers:
            if answer.diagnosis:
                by_name.setdefault(answer.diagnosis, []).append((work.student, answer))
    found = [
        MisconceptionFigures(
            name,
            _misconception(problem_set, questions, name),
            questions,
            tuple(dict.fromkeys(student for student, _ in made)),
        )
        for name, made in by_name.items()
        for questions in [tuple(dict.fromkeys(answer.question for _, answer in made))]
    ]
    return sorted(found, key=lambda one: (-len(one.students), one.name))


def unnamed(works: Sequence[Work]) -> Unnamed:
    """Wrong answers that neither a misconception explains nor another wrong answer that they call."""
    found = [
        (answer.question, work.student)
        for work in works
        for answer in work.answers
        if answer.outcome in WRONG and not answer.diagnosis and not answer.mend_first
    ]
    return Unnamed(
        tuple(Counter(question for question, _ in found).most_common()),
        tuple(dict.fromkeys(student for _, student in found)),
    )


def _misconception(problem_set: str, questions: Sequence[str], name: str) -> Misconception | None:
    """The first of that name in the questions in which it was made; None if it is known no more."""
    of_questions = (one for question in questions for one in graded_question(question, problem_set).misconceptions)
    return next((one for one in chain(of_questions, COMMON) if one.name == name), None)
