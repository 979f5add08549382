"""What every executor offers."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

Found = TypeVar("Found")


class WorkerDied(Exception):
    """The process that worked on a task ended before the task did."""


def handed_on(inside: Future, death: type[BaseException]) -> "Future[bytes]":
    """A library's own future as a standard one, which raises :class:`WorkerDied` where the library raises ``death``."""
    outside: Future[bytes] = Future()

    def hand_on(finished: Future) -> None:
        try:
            outside.set_result(finished.result())
        except death as error:
            outside.set_exception(WorkerDied(str(error)))
        except BaseException as error:
            outside.set_exception(error)

    inside.add_done_callback(hand_on)
    return outside


class Executor(Protocol):
    """Workers that grade packed submissions side by side.

    workers   how many tasks run at a time
    """

    workers: int

    def submit(self, task: bytes) -> "Future[bytes]":
        """Grade a task of :func:`autograder.grade.pack`; the future raises :class:`WorkerDied` if its worker does."""

    def examine(self, look: Callable[[], Found]) -> dict[str, Found]:
        """What ``look()`` returns on every machine that has workers, by the machine's name."""

    def close(self) -> None:
        """End the workers, also those that are busy."""
