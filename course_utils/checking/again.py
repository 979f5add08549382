"""An answer that is called again, to be timed or to have its lines counted: what it returns then counts as well."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

from course_utils.checking.evidence import DETACH, Opaque, encode
from course_utils.checking.operations import OperationRecorder
from course_utils.questions.question import Case, Question

ALLCLOSE = torch.allclose  # bound here: an answer may leave another one behind


class CalledAgain:
    """Calls an answer again, each time with values that nobody has seen: what it remembers by them is of no use.

    first: what it returned on the case itself. Whoever is right there and returns something else later has returned
        that.
    recorder: what ran in the first call; what runs only in later ones is noted there, too. None where nothing is.
    """

    def __init__(
        self, question: Question, case: Case, answer: Callable[..., Any], first: Any, recorder: OperationRecorder | None
    ) -> None:
        self._question, self._case, self._answer = question, case, answer
        self._first, self._recorder = first, recorder
        self._differing: list[Any] = []
        self._watched_at = secrets.randbelow(3)  # nobody knows which of the runs that are timed is preceded by one
        self._generator = torch.Generator().manual_seed(secrets.randbits(63))

    def __call__(self) -> None:
        """Call the answer on the values that were drawn."""
        self._returned = self._answer(*self._given, **self._case.options)

    def call_oracle(self) -> None:
        """Call the oracle on the same values."""
        self._expected = self._question.oracle(*self._kept, **self._case.options)

    @contextmanager
    def drawn(self, smaller: bool = False) -> Iterator[None]:
        """Draw values for a call in the block; what it returns there is compared with what the oracle does.

        smaller: of the smaller image.
        """
        self._given = self._shuffled(self._case.smaller if smaller else self._case.args)
        self._kept, self._expected = copies(self._given), None
        yield
        if self._expected is None:
            self.call_oracle()
        if not self._differing and not self._are_alike(self._returned, self._expected):
            self._differing.append(self._returned)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note what runs in the block."""
        if self._recorder is None:
            yield
            return
        again = self._recorder.another()
        with again:
            yield
        self._recorder.include(again)

    @contextmanager
    def timed(self, number: int) -> Iterator[None]:
        """A run that is timed in the block; before one of them comes an untimed call that is watched."""
        if number == self._watched_at:
            with self.drawn(), self.watched():
                self()
        with self.drawn():
            yield

    def operations_on_smaller(self) -> Counter[str]:
        """The operations that run on the smaller image, counted as those of the first call are."""
        recorder = OperationRecorder()
        with self.drawn(smaller=True), recorder:
            self()
            encode(self._returned)
        return recorder.operations

    @property
    def value(self) -> Any:
        """What it returned first, or what it returned later instead."""
        if not self._differing:
            return self._first
        expected, later = self._question.oracle(*copies(self._case.args), **self._case.options), self._differing[0]
        if not self._are_alike(self._first, expected):
            return self._first
        if self._are_alike(later, expected):  # it is right for values that it was not called with
            return Opaque("tensor", tuple(expected.shape), "the same as before, though the input has other values")
        return later

    def _shuffled(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            arg.flatten()[torch.randperm(arg.numel(), generator=self._generator)].reshape(arg.shape)
            if isinstance(arg, torch.Tensor)
            else arg
            for arg in args
        )

    def _are_alike(self, one: Any, expected: Any) -> bool:
        if type(one) is torch.Tensor and type(expected) is torch.Tensor:
            one, question = DETACH(one), self._question
            same_kind = one.shape == expected.shape and one.dtype == expected.dtype
            return same_kind and ALLCLOSE(one, expected, atol=question.atol, rtol=question.rtol, equal_nan=True)
        return encode(one) == encode(expected)


def copies(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Copies, so that an answer that writes into its input can't spoil the case."""
    return tuple(arg.clone() if isinstance(arg, torch.Tensor) else arg for arg in args)
