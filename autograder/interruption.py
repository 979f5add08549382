"""Ctrl-C is never lost."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
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
