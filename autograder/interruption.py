"""Ctrl-C is never lost, and never tears what is being written."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


class Interruption:
    """Whether Ctrl-C was pressed."""

    def __init__(self) -> None:
        self.asked = False

    def raise_if_asked(self) -> None:
        """Raises :class:`KeyboardInterrupt` if Ctrl-C was pressed, whatever became of the one it raised."""
        if self.asked:
            raise KeyboardInterrupt

    def _note(self, *_: object) -> NoReturn:
        self.asked = True
        raise KeyboardInterrupt


@contextmanager
def noted() -> Iterator[Interruption]:
    """Remember Ctrl-C as well: what it raises in a ``__del__`` or a weakref's callback, Python prints and forgets."""
    interruption = Interruption()
    before = signal.signal(signal.SIGINT, interruption._note)
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def held_back() -> Iterator[None]:
    """Ctrl-C takes effect when the block is done: a line of the journal and a transaction are written whole.

    Only the main thread handles signals; in another one the block runs as it is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda *how: pressed.append(how))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed and callable(before):
        before(*pressed[-1])
