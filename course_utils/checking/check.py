"""``check("conv2d", conv2d)``: the one line under every answer, in the notebook and when it is graded."""

from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from course_utils.checking.evidence import Observation
from course_utils.checking.observe import observe
from course_utils.checking.operations import OperationRecorder
from course_utils.checking.verdict import judge
from course_utils.questions import find_question
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Aspect, Case, Question

# The first operation that is recorded makes PyTorch import over a second's worth of machinery. It belongs to the
# imports: in a student's first check it would be a wait, and a time limit that falls into it would leave PyTorch half
# imported.
with OperationRecorder():
    torch.zeros(1)

MOST_SECONDS_FOR_SPEED = 10.0

# Set by the process that grades: then a check judges nothing and only hands over evidence.
_collect: Callable[[str, Any], None] | None = None


class CheckFailed(AssertionError):
    """An answer does not pass its public cases. The card above the message says what is wrong and why."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this in place of a traceback through the check's own code, which would explain nothing.
        return [f"CheckFailed: {self}"]


def checks_of(problem_set: str) -> Callable[[str, Any], None]:
    """:func:`check` for the questions of one problem set: several ask a question of the same name."""
    return partial(check, problem_set=problem_set)


def check(name: str, answer: Any, problem_set: str | None = None) -> None:
    """Try an answer on the public cases of its question and show what comes out.

    ``name`` is the question's name, ``answer`` what the question asks for: a function, a module, a value.
    Raises :class:`CheckFailed` if a case fails, so that *Validate* sees it, and
    :class:`~course_utils.questions.UnknownQuestion` for a name that does not exist.
    """
    if _collect is not None:
        _collect(name, answer)
        return
    question = find_question(name, problem_set)
    cases = question.public_cases()
    verdict = judge(question, cases, [_observe(question, case, answer) for case in cases])
    _show(verdict)
    if verdict.outcome is not Outcome.CORRECT:
        failure = verdict.first_failure
        known = f" ({verdict.diagnosis.misconception.name.replace('_', ' ')})" if verdict.diagnosis else ""
        raise CheckFailed(f"{name}: {verdict.passed} of {len(cases)} public cases pass{known}.\n{failure.reason}")


def _observe(question: Question, case: Case, answer: Any) -> Observation:
    # Students may wait for their own answers as long as they like; a speed beyond all measure is known sooner.
    return observe(question, case, answer, MOST_SECONDS_FOR_SPEED if case.aspect is Aspect.SPEED else None)


def hand_evidence_to(collect: Callable[[str, Any], None] | None) -> None:
    """From now on, checks only hand ``(name, answer)`` to ``collect`` (None: they judge again)."""
    global _collect
    _collect = collect


def _show(verdict: Any) -> None:
    from course_utils.checking.card import html_card, text_card

    try:
        get_ipython  # noqa: B018  (defined by IPython in every notebook)
    except NameError:
        print(text_card(verdict))
        return
    from IPython.display import display

    display({"text/html": html_card(verdict), "text/plain": text_card(verdict)}, raw=True)
