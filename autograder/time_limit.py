"""A limit on how long the grader itself may work on something, where no other process could end it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

AGAIN = 60.0  # seconds until it is raised once more, where Python has forgotten it or something else still hangs


class TookTooLong(BaseException):
    """The time is up. No fault that somebody may catch and go on after."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise :class:`TookTooLong` in the block after ``seconds``; a single call of C code is not broken off.

    Only the main thread handles signals; in another one the block runs as it is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _raise)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def _raise(*_: object) -> NoReturn:
    raise TookTooLong
