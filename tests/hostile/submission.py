"""What a hostile submission is: how it is made from the reference notebook, and what it must get."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from course_utils.questions.outcome import Outcome

# What the reference answers to the graded questions earn.
FULL = {"convolve1d": 2.0, "conv2d": 3.0, "kernels": 2.0}
RIGHT = dict.fromkeys(FULL, Outcome.CORRECT)
ESSAY = "flip_or_not"

# Stands in an attack for the reference answer of the cell.
REFERENCE = "### the reference answer ###"
WRONG = "def conv2d(image, kernel, stride=1, padding=0):\n    return torch.zeros(1)\n"
OF_WRONG = {"conv2d": Outcome.WRONG_TYPE_OR_SHAPE}  # what becomes of it

Change = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True)
class Hostile:
    """A submission, and what must become of it.

    name      what it does
    why       what it tries to gain, or what could go wrong
    answers   texts for answer cells, in place of the reference's; :data:`REFERENCE` in them stands for the latter
    change    what becomes of the notebook as JSON data, after that: changed in place, or bytes in its place
    earns     scores by question; questions that are not named earn full marks
    flagged   whether a person must look at it (None: either will do)
    essay     whether the essay is still there for a person to grade
    limits    fields of ``Limits`` in place of the small ones that all have
    outcomes  what becomes of questions; one that is not named is correct, and the essay is to be graded by hand, as
              without any attack. Several, where the machine or Python's version decides
    """

    name: str
    why: str
    answers: Mapping[str, str] = field(default_factory=dict)
    change: Change | None = None
    earns: Mapping[str, float] = field(default_factory=dict)
    flagged: bool | None = None
    essay: bool = True
    limits: Mapping[str, float] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome | tuple[Outcome, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    def may_become(self, question: str) -> tuple[Outcome, ...]:
        """The outcomes that a question may have; mostly it is one."""
        outcome = {**RIGHT, ESSAY: Outcome.BY_HAND, **self.outcomes}[question]
        return outcome if isinstance(outcome, tuple) else (outcome,)

    @property
    def lost(self) -> set[str]:
        """What earns less than without any attack: its outcomes have to be named."""
        lost = {question for question, score in self.earns.items() if score < FULL[question]}
        return lost if self.essay else {*lost, ESSAY}


def nothing() -> dict[str, float]:
    return dict.fromkeys(FULL, 0.0)


def before(attack: str) -> str:
    """A cell that attacks and then holds the reference answer."""
    return f"{attack}\n{REFERENCE}"


def after(attack: str) -> str:
    """A cell that holds the reference answer and then attacks, so that the attack can't harm the cell itself."""
    return f"{REFERENCE}\n{attack}"


def cell_of(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    """The cell with a grade id, in a notebook as JSON data."""
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == name)
