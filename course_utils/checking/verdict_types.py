"""What a verdict consists of: one for every case, and what the student seems to have in mind."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class QuestionVerdict:
    """The verdict on one question: a verdict for every case, and what the student seems to have in mind.

    shown: the failed case that outcome and reason tell of: the first, or the first that the diagnosis explains. None
        where there is none to show.
    """

    question: Question
    cases: tuple[CaseVerdict, ...]
    outcome: Outcome
    reason: str = ""
    diagnosis: Diagnosis | None = None
    notes: tuple[str, ...] = ()
    shown: CaseVerdict | None = None

    @property
    def passed(self) -> int:
        return sum(case.passed for case in self.cases)

    @property
    def credit(self) -> float:
        """The share of cases passed, from 0 to 1."""
        return self.passed / len(self.cases) if self.cases else 0.0
