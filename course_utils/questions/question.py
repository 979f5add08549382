"""What a graded question is: cases, an oracle, a tolerance, and the mistakes it knows by name.

An oracle is a call of a public library (``F.conv2d``), so reading it gives no solution away. A misconception is a
*wrong* oracle: what the answer would return if its author had that idea in mind. An answer that is not a function of
tensors (a module, a training loop, a trained network) is tried by a *probe*, which turns it into one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

import numpy as np
import torch

from course_utils.questions.outcome import Outcome


class Aspect(StrEnum):
    """What one case looks at, besides the returned values."""

    VALUES = "values"
    INPUT_UNCHANGED = "input unchanged"
    NO_PIXEL_LOOP = "no Python loop over pixels"
    SPEED = "speed"


@dataclass(frozen=True)
class Shortfall:
    """Why a value lacks a property: a sentence, and the tensors that show it (all optional, for the picture)."""

    reason: str
    outcome: Outcome = Outcome.WRONG
    image: Any = None
    kernel: Any = None
    expected: Any = None
    got: Any = None


@dataclass(frozen=True)
class Case:
    """One call of the answer, or of the question's probe with it: ``answer(*args, **options)``.

    name: what the case is about, in a student's words.
    smaller: the arguments of the same call on a smaller image, which :attr:`Aspect.NO_PIXEL_LOOP` compares with.
    property: for a case without one right value: what must hold of it, and by how much it falls short. It is not sent
        to where the answer runs, so it may know what an answer must not.
    watched: with False, a student's own check doesn't record what the answer calls in this case, because that takes
        long where much is called. Other cases record it there, and grading does in every case.
    """

    name: str
    args: tuple[Any, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    aspect: Aspect = Aspect.VALUES
    smaller: tuple[Any, ...] | None = None
    property: Callable[[Any], "Shortfall | None"] | None = None
    watched: bool = True


@dataclass(frozen=True)
class Section:
    """Where the idea is taught: a notebook and one of its headings."""

    notebook: str
    heading: str

    def __str__(self) -> str:
        return f"{self.notebook}, section “{self.heading}”"


@dataclass(frozen=True)
class Misconception:
    """A known mistake.

    name: a slug, used in tests, file names of mutants, and reports.
    told: one or two sentences to the student: what the answer does, and what was asked for.
    hint: a nudge that makes the student see it, without the solution.
    stronger: a second hint for whoever asks for more: it leads to the very place, still without the solution's code.
    section: where to read it again.
    oracles: wrong oracles: each takes a case's arguments and returns what this mistake would return.
    recognise: ``recognise(case_verdict, observation) -> bool``, for mistakes that show otherwise.
    """

    name: str
    told: str
    hint: str
    section: Section
    oracles: tuple[Callable[..., Any], ...] = ()
    recognise: Callable[[Any, Any], bool] | None = None
    stronger: str = ""

    def __post_init__(self) -> None:
        if not self.oracles and self.recognise is None:
            raise ValueError(f"misconception {self.name!r} can never be told: give it an oracle or a recogniser")


@dataclass(frozen=True)
class Forbidden:
    """An operation the question is about, and so may not be left to a library.

    operations: operations as PyTorch's dispatcher names them, such as ``aten.convolution`` or ``*convolution*``.
    calls: library functions by module and name, such as ``scipy.*`` or ``numpy.convolve``.
    lent: functions of the course that the answer may call, such as ``course_utils.hooks.*``; all others are forbidden,
        since most questions ask to write one of them.
    """

    operations: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    lent: tuple[str, ...] = ()
    instead: str = "Write it yourself: that is what this question practises."


@dataclass(frozen=True)
class Question:
    """A graded question: the answer is something to call or, with ``takes="value"``, a value.

    name: the grade id of its check cell.
    title: a few words for tables and pages.
    cases: ``cases(rng) -> list[Case]``, the same kinds of cases for every random generator.
    oracle: the right answer to a case's arguments, as a library call: tensors, numbers, texts, or lists, tuples and
        dicts of them.
    probe: ``probe(answer, *args, **options)``, which tries an answer that is more than a function of its arguments, and
        returns what the oracle returns. Without one, the answer itself is called.
    atol: absolute tolerance; the relative one is ``rtol`` (``|got - expected| <= atol + rtol * |expected|``).
    gradient: whether to try a backward pass through the answer and tell the student if none flows (costs nothing).
    function: what the answer's function is called, if not like the question.
    call: ``call(*args, **options)``, how a case's call is written, where a probe turns it into another; without one, a
        card of a question with a probe shows no call. It never tells a seed: of a graded case it is a secret.
    built_on: questions whose answers this answer is meant to call.
    shows: names of the first arguments, which a picture of a failed case shows if they are tensors.
    window: ``window(case, index)``, the part (top, left, rows, columns) of the first argument that the value at an
        index of the output comes from, for the picture.
    any_dtype: whether the answer has to work for float64 as well as for float32.
    choices: the letters to choose from and their texts, for a multiple choice; which is right is the grader's secret.
    slower: how many times slower than the oracle an answer may be in a case about speed.
    """

    name: str
    title: str
    section: Section
    cases: Callable[[np.random.Generator], list[Case]]
    oracle: Callable[..., Any] | None = None
    probe: Callable[..., Any] | None = None
    misconceptions: tuple[Misconception, ...] = ()
    forbidden: Forbidden = Forbidden()
    atol: float = 1e-4
    rtol: float = 1e-4
    gradient: bool = False
    function: str = ""
    call: Callable[..., str] | None = None
    built_on: tuple[str, ...] = ()
    shows: tuple[str, ...] = ("input", "kernel")
    window: Callable[[Case, tuple[int, ...]], tuple[int, int, int, int]] | None = None
    any_dtype: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)
    slower: float = 100.0
    takes: Literal["function", "value"] = "function"

    @property
    def asked_in(self) -> str:
        """The problem set that asks it."""
        return self.section.notebook

    def public_cases(self) -> list[Case]:
        """The cases a student's own check runs: fixed, so that the same answer always gets the same reply.

        The same objects each time, so that what oracles say of them is computed once, unless an answer could change
        what it is given: a network, a list.
        """
        if "_public_cases" not in vars(self):
            cases = self.cases(np.random.default_rng(PUBLIC_SEED))
            if not _are_unchangeable(cases):
                return cases
            # The question is frozen, and these are no part of it.
            object.__setattr__(self, "_public_cases", tuple(cases))
        return list(vars(self)["_public_cases"])


def _are_unchangeable(cases: Sequence[Case]) -> bool:
    """Whether no answer can change them; of a tensor that is an argument, an answer gets a copy."""
    given = [one for case in cases for one in (*case.args, *(case.smaller or ()), tuple(case.options.values()))]
    return all(isinstance(one, torch.Tensor) or _is_unchangeable(one) for one in given)


def _is_unchangeable(given: Any) -> bool:
    if isinstance(given, tuple):
        return all(map(_is_unchangeable, given))
    return given is None or type(given) in (int, float, bool, str, torch.dtype)


PUBLIC_SEED = 2025
