"""Which known mistake does an answer make? The one whose wrong oracle returns the same."""

from collections.abc import Sequence
from typing import Any

import torch

from course_utils.checking.evidence import Observation
from course_utils.checking.verdict import CaseVerdict, Diagnosis
from course_utils.questions.misconceptions_of_all import COMMON, LIBRARY_CALL
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Misconception, Question


def diagnose(
    question: Question, verdicts: Sequence[CaseVerdict], observations: Sequence[Observation | None]
) -> Diagnosis | None:
    """The misconception that explains most of the failing cases, or None.

    A wrong oracle explains a failing case when it returns what the answer returned; where it differs from the right
    one on a case that passed, it is contradicted. The most explained and least contradicted wins, and it must explain
    more than it is contradicted; of equals, the one declared first. A forbidden operation is named before all else.
    """
    seen = [
        (verdict, observation)
        for verdict, observation in zip(verdicts, observations, strict=True)
        if observation is not None
    ]
    failing = sum(not verdict.passed for verdict in verdicts)
    forbidden = sum(verdict.outcome is Outcome.FORBIDDEN for verdict in verdicts)
    if forbidden:
        return Diagnosis(LIBRARY_CALL, forbidden, failing)
    best: Diagnosis | None = None
    best_score = 0
    for misconception in (*question.misconceptions, *COMMON):
        for wrong in misconception.oracles or (None,):
            explained = contradicted = 0
            for verdict, observation in seen:
                agrees = _agrees(question, misconception, wrong, verdict, observation)
                explained += agrees is True and not verdict.passed
                contradicted += agrees is False and verdict.passed
            if explained - contradicted > best_score:
                best_score = explained - contradicted
                best = Diagnosis(misconception, explained, failing)
    return best


def _agrees(
    question: Question, misconception: Misconception, wrong: Any, verdict: CaseVerdict, seen: Observation
) -> bool | None:
    """True: the mistake would show just this. False: it would show something else. None: it says nothing here."""
    if wrong is None:
        # A recogniser knows the trace of its mistake; where the trace is absent it says nothing.
        return True if misconception.recognise(verdict, seen) and not verdict.passed else None
    predicted = predict(wrong, verdict.case)
    if predicted is None:
        return None
    if verdict.passed:
        right = question.oracle(*verdict.case.args, **verdict.case.options)
        return None if same_values(question, predicted, right) else False
    return same_values(question, predicted, seen.value) or None


def predict(wrong: Any, case: Case) -> torch.Tensor | None:
    """What a wrong oracle returns for a case; None where the mistake makes the call itself fail."""
    try:
        return wrong(*case.args, **case.options)
    except (RuntimeError, IndexError, ValueError):
        return None


def same_values(question: Question, one: Any, other: Any) -> bool:
    """Whether both are tensors of one shape with equal values (within the question's tolerance), whatever the dtype."""
    if not (isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor)) or one.shape != other.shape:
        return False
    return torch.allclose(one.double(), other.double(), rtol=question.rtol, atol=question.atol, equal_nan=True)
