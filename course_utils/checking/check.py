"""``check("conv2d", conv2d)``: the one line under every answer, in the notebook and when it is graded."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from course_utils.checking.built_on import called_answers
from course_utils.checking.evidence import Observation
from course_utils.checking.kept_randomness import kept_randomness
from course_utils.checking.kept_settings import kept_settings
from course_utils.checking.observe import observe
from course_utils.checking.session import remember
from course_utils.checking.verdict import QuestionVerdict, judge
from course_utils.questions import find_question, prepare_first_checks, problem_sets
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Aspect, Case, Question, Section

MOST_SECONDS_FOR_SPEED = 10.0

# Set by the process that grades: then a check judges nothing and only hands over evidence.
_collect: Callable[[str, Any], None] | None = None


class CheckFailed(AssertionError):
    """An answer does not pass its public cases. The card above the message says what is wrong and why."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this in place of a traceback through the check's own code, which would explain nothing.
        return [f"CheckFailed: {self}"]


@dataclass(frozen=True)
class Checks:
    """``check("conv2d", conv2d)`` stands under every answer, ``check.summary()`` at the end of a problem set.

    problem_set: whose questions are meant; None finds a question by its name alone, if only one problem set asks it.
    """

    problem_set: str | None = None

    def __call__(self, name: str, answer: Any, *, hints: int = 1) -> None:
        """Try an answer on the public cases of its question and show what comes out.

        name: the question's name.
        answer: what the question asks for: a function, a module, a value.
        hints: 2 shows the stronger hint along with the first one.

        Raises :class:`CheckFailed` if a case fails, so that *Validate* sees it, and
        :class:`~course_utils.questions.UnknownQuestion` for a name that does not exist.
        """
        if _collect is not None:
            _collect(name, answer)
            return
        with kept_randomness(), kept_settings():
            question = find_question(name, self.problem_set)
            verdict = _judged(question, answer)
            if verdict.outcome not in (Outcome.CORRECT, Outcome.NOT_ANSWERED):
                called = [_judged(one, its) for one, its in called_answers(question, answer)]
                verdict = verdict.built_on_wrong(verdict.explained_by(called))
        remember(verdict)
        show_verdict(verdict, hints)
        if verdict.outcome is not Outcome.CORRECT:
            known = f" ({verdict.mistake})" if verdict.mistake else ""
            passed = f"{verdict.passed} of {len(verdict.cases)} public cases pass"
            raise CheckFailed(f"{name}: {passed}{known}.\n{verdict.reason}")

    def summary(self, by_hand: Sequence[str] = ()) -> None:
        """Show every question of the problem set and what its check said last. When graded, it does nothing.

        by_hand: the names of the answers that a person reads: they have no check.

        Raises :class:`~course_utils.questions.UnknownProblemSet` where there are no questions of the problem set.
        """
        if _collect is not None:
            return
        if self.problem_set is None:
            raise ValueError('Say whose summary you want: check = checks_of("ps1_convolution").')
        from course_utils.checking.summary import Summary

        summary = Summary.of(self.problem_set, by_hand)
        _show(summary.as_text(), lambda: summary.as_html(link=_links(self.problem_set)))


def checks_of(problem_set: str) -> Checks:
    """:data:`check` for the questions of one problem set: several ask a question of the same name."""
    if _collect is None:
        # What takes seconds is waited for here, and not in a check. Who grades draws and judges nothing.
        import course_utils.checking.card  # noqa: F401
        from course_utils.training import keep_freed_memory

        keep_freed_memory()  # networks are trained and asked in batches of the same size, again and again
        if problem_set in problem_sets():
            with kept_randomness(), kept_settings():
                prepare_first_checks(problem_set)
        if shell := _notebook():
            from course_utils.checking.not_defined import tell_of_what_is_not_defined

            tell_of_what_is_not_defined(shell, problem_set)
    return Checks(problem_set)


check = Checks()


def _judged(question: Question, answer: Any) -> QuestionVerdict:
    """What its public cases say of an answer."""
    cases = question.public_cases()
    return judge(question, cases, [_observe(question, case, answer) for case in cases])


def _observe(question: Question, case: Case, answer: Any) -> Observation:
    # Students may wait for their own answers as long as they like; a speed beyond all measure is known sooner.
    return observe(question, case, answer, MOST_SECONDS_FOR_SPEED if case.aspect is Aspect.SPEED else None)


def hand_evidence_to(collect: Callable[[str, Any], None] | None) -> None:
    """From now on, checks only hand ``(name, answer)`` to ``collect`` (None: they judge again)."""
    global _collect
    _collect = collect


def show_verdict(verdict: QuestionVerdict, hints: int = 1, heading: str | None = None) -> None:
    """Show a verdict as a card in a notebook, and as text elsewhere."""
    from course_utils.checking.card import html_card, text_card

    link = _links(verdict.question.asked_in)
    _show(text_card(verdict, heading, hints=hints), lambda: html_card(verdict, heading, link=link, hints=hints))


def _show(text: str, html: Callable[[], str]) -> None:
    if _notebook() is None:
        print(text)
        return
    from IPython.display import display

    display({"text/html": html(), "text/plain": text}, raw=True)


def _notebook() -> Any:
    """The IPython that runs this, which has put its ``get_ipython`` among the built-in names; None elsewhere."""
    try:
        return get_ipython()
    except NameError:
        return None


def _links(problem_set: str) -> Callable[[Section], str] | None:
    """Where links lead from a notebook; None on Google Colab, whose outputs stand in frames of their own."""
    from course_utils.checking.links import link_to

    return None if "google.colab" in sys.modules else partial(link_to, asked_in=problem_set)
