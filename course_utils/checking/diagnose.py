"""Which known mistake does an answer make? The one whose wrong oracle returns the same."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from course_utils.checking.evidence import Observation
from course_utils.checking.foretold import passes, predicted, same_values
from course_utils.checking.verdict_types import CaseVerdict, Diagnosis
from course_utils.questions.misconceptions_of_all import COMMON, LIBRARY_CALL
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Misconception, Question


def diagnose(
    question: Question, verdicts: Sequence[CaseVerdict], observations: Sequence[Observation | None]
) -> Diagnosis | None:
    """The misconception that explains most of the failing cases, or None.

    A wrong oracle explains a failing case when it returns what the answer returned, a recogniser when it finds its
    trace. An oracle speaks about every case: it is contradicted where it foretells something wrong and the case
    passed, and where it foretells what is right and the answer returned something else or raised. The most explained
    and least contradicted wins, and it must explain more than it is contradicted, and a quarter of what fails: answers
    have several mistakes, and many a mistake can be told from one case alone. A recogniser is never contradicted: it
    has to explain half of what fails, or the first case that does. Of equals, the one declared first wins. A forbidden
    operation is named before all else.
    """
    seen = [
        (verdict, observation)
        for verdict, observation in zip(verdicts, observations, strict=True)
        if observation is not None
    ]
    failed = [(verdict, observation) for verdict, observation in seen if not verdict.passed]
    passed = [verdict for verdict, _ in seen if verdict.passed]
    failing = sum(not verdict.passed for verdict in verdicts)
    forbidden = [verdict for verdict in verdicts if verdict.outcome is Outcome.FORBIDDEN]
    if forbidden:
        return Diagnosis(LIBRARY_CALL, len(forbidden), failing, forbidden[0])
    best: tuple[int, int] = (0, 0)  # score, and minus the place in the order of declaration
    found: Diagnosis | None = None
    for order, misconception, wrong in _most_promising_first(question, failed):
        by_trace = wrong is misconception.recognise
        explains = wrong if by_trace else partial(_explains, question, wrong)
        explained: list[CaseVerdict] = []
        unexplained: list[CaseVerdict] = []
        for verdict, observation in failed:
            if (len(failed) - len(unexplained), -order) <= best:
                break  # another one is ahead, whatever the rest of the cases say
            (explained if explains(verdict, observation) else unexplained).append(verdict)
        score = len(failed) - len(unexplained)
        if (score, -order) <= best or not _is_enough(explained, failed, failing, by_trace):
            continue
        # A trace that is absent says nothing; a wrong oracle speaks about every case.
        if not by_trace:
            score -= sum(_contradicted(question, wrong, verdict) for verdict in (*passed, *unexplained))
        if score > 0 and (score, -order) > best:
            best = (score, -order)
            found = Diagnosis(misconception, len(explained), failing, explained[0])
    return found


def _is_enough(
    explained: Sequence[CaseVerdict],
    failed: Sequence[tuple[CaseVerdict, Observation]],
    failing: int,
    by_trace: bool,
) -> bool:
    """Whether so much of what fails is explained that it says something of the answer as a whole."""
    if not explained:
        return False
    if by_trace:
        return 2 * len(explained) >= failing or explained[0] is failed[0][0]
    return 4 * len(explained) >= failing


def _most_promising_first(
    question: Question, failed: Sequence[tuple[CaseVerdict, Observation]]
) -> list[tuple[int, Misconception, Any]]:
    """Wrong oracles and recognisers with their place in the order of declaration; first those that explain a failure.

    A wrong oracle may be as slow as training a network; with the right one at hand, the others are soon out.
    """
    every = [
        (misconception, wrong)
        for misconception in (*question.misconceptions, *COMMON)
        for wrong in (*misconception.oracles, misconception.recognise)
        if wrong is not None
    ]
    numbered = [(order, misconception, wrong) for order, (misconception, wrong) in enumerate(every, 1)]
    if not failed:
        return numbered
    verdict, observation = failed[0]

    def explains_the_first(one: tuple[int, Misconception, Any]) -> bool:
        _, misconception, wrong = one
        by_trace = wrong is misconception.recognise
        return bool(wrong(verdict, observation) if by_trace else _explains(question, wrong, verdict, observation))

    return sorted(numbered, key=explains_the_first, reverse=True)  # it keeps the order of equals


def _explains(question: Question, wrong: Any, verdict: CaseVerdict, seen: Observation) -> bool:
    """Whether the wrong oracle returns what the answer returned in a case that failed by what it returned."""
    if verdict.outcome is Outcome.WRONG and verdict.first_wrong is None:
        return False  # the values are right; something else is not
    return same_values(question, predicted(wrong, verdict.case), seen.value)


def _contradicted(question: Question, wrong: Any, verdict: CaseVerdict) -> bool:
    """Whether the wrong oracle foretells something wrong where the answer is right, or the other way round."""
    if verdict.outcome is Outcome.WRONG and verdict.first_wrong is None:
        return False  # the values are right; something else is not
    foretold = passes(question, wrong, verdict.case)
    return foretold is not None and foretold != verdict.passed
