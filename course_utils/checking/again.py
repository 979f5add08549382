"""An answer that is called again on the same case, to be timed or to have its lines counted: that counts as well."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

from course_utils.checking.evidence import DETACH, encode
from course_utils.checking.operations import OperationRecorder
from course_utils.questions.question import Case


class CalledAgain:
    """Calls an answer on a case. Whoever returned one thing first and is quick with another has returned the other.

    recorder: what ran in the first call; what runs only in later ones is noted there, too. None where nothing is.
    """

    def __init__(self, answer: Callable[..., Any], case: Case, first: Any, recorder: OperationRecorder | None) -> None:
        self._answer, self._case, self._first, self._recorder = answer, case, first, recorder
        self._returned: list[Any] = []
        self._watched_at = secrets.randbelow(3)  # nobody knows which of the runs that are timed is preceded by one

    def __call__(self) -> None:
        """Call it on the case."""
        # Copies of its own for each call: one that remembers what it was given is as slow as it is.
        self._returned.append(self._answer(*copies(self._case.args), **self._case.options))

    def on_smaller(self) -> None:
        """Call it on the smaller image."""
        self._answer(*copies(self._case.smaller), **self._case.options)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note what runs in the block."""
        if self._recorder is None:
            yield
            return
        again = OperationRecorder()
        with again:
            yield
        self._recorder.include(again)

    def before_run(self, number: int) -> None:
        """Before the timing of a run: once, an untimed call is watched."""
        if number == self._watched_at:
            with self.watched():
                self()

    @property
    def value(self) -> Any:
        """What it returned first, or what it returned later instead."""
        return next((later for later in self._returned if not _are_alike(self._first, later)), self._first)


def copies(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Copies, so that an answer that writes into its input can't spoil the case."""
    return tuple(arg.clone() if isinstance(arg, torch.Tensor) else arg for arg in args)


def _are_alike(first: Any, later: Any) -> bool:
    if type(first) is torch.Tensor and type(later) is torch.Tensor:
        same_kind = first.shape == later.shape and first.dtype == later.dtype
        return same_kind and torch.allclose(first, DETACH(later), rtol=1e-4, atol=1e-5, equal_nan=True)
    return encode(first) == encode(later)
