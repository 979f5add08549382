"""What a verdict consists of: one for every case, and what the student seems to have in mind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Misconception, Question


@dataclass(frozen=True)
class CaseVerdict:
    """The verdict on one case, with what a picture of it needs.

    first_wrong: the index of the first element (in row-major order) that is not within tolerance, () for a wrong value
        that is no tensor, and None where it is not a value that is wrong.
    """

    case: Case
    outcome: Outcome
    reason: str = ""
    expected: Any = None
    got: Any = None
    first_wrong: tuple[int, ...] | None = None
    image: Any = None
    kernel: Any = None

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.CORRECT


@dataclass(frozen=True)
class Diagnosis:
    """A misconception that reproduces what the answer returned, in ``explains`` of ``failing`` cases.

    shown_by: the first case that it explains.
    """

    misconception: Misconception
    explains: int
    failing: int
    shown_by: CaseVerdict | None = None


FAR = 0.3  # by this share of its cases more, an answer is so much better than another that it does not explain it


@dataclass(frozen=True)
class QuestionVerdict:
    """The verdict on one question: a verdict for every case, and what the student seems to have in mind.

    shown: the failed case that outcome and reason tell of: the first, or the first that the diagnosis explains. None
        where there is none to show.
    built_on: the questions whose answers it calls and whose mistakes may be all that is wrong with it.
    """

    question: Question
    cases: tuple[CaseVerdict, ...]
    outcome: Outcome
    reason: str = ""
    diagnosis: Diagnosis | None = None
    notes: tuple[str, ...] = ()
    shown: CaseVerdict | None = None
    built_on: tuple[str, ...] = ()

    def explained_by(self, called: Iterable["QuestionVerdict"]) -> tuple[str, ...]:
        """Of the answers that this one calls, those whose mistakes may be all that is wrong with it, if it fails.

        Not those that pass so many more of their cases that it has to have a mistake of its own.
        """
        return tuple(
            one.question.name for one in called if one.outcome is not Outcome.CORRECT and one.credit < self.credit + FAR
        )

    def built_on_wrong(self, wrong: Sequence[str]) -> "QuestionVerdict":
        """The same without a diagnosis, which may be that of the wrong answers to these questions, which it calls."""
        if not wrong:
            return self
        failed = next(case for case in self.cases if not case.passed)
        return replace(
            self, outcome=failed.outcome, reason=failed.reason, diagnosis=None, shown=failed, built_on=tuple(wrong)
        )

    @property
    def mend_first(self) -> str:
        """ "calls your conv2d, which is not right yet: mend that first"; "" where it calls nothing that is wrong."""
        if not self.built_on:
            return ""
        is_not = "is not right yet: mend that" if len(self.built_on) == 1 else "are not right yet: mend those"
        return f"calls your {' and '.join(self.built_on)}, which {is_not} first"

    @property
    def mistake(self) -> str:
        """What is known of why it fails, in a few words: the diagnosis' name, or what is to be mended first."""
        return self.diagnosis.misconception.name.replace("_", " ") if self.diagnosis else self.mend_first

    @property
    def passed(self) -> int:
        return sum(case.passed for case in self.cases)

    @property
    def credit(self) -> float:
        """The share of cases passed, from 0 to 1."""
        return self.passed / len(self.cases) if self.cases else 0.0
