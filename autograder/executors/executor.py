"""What every executor offers."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

Found = TypeVar("Found")
Made = TypeVar("Made")
# What reading a submission, judging it and making its page may take beyond the time that its cells have. It takes
# a second at most; on a machine that is far too busy it may be many times as long, and nobody must lose points by that.
SECONDS_BEYOND_ITS_CELLS = 300.0
Deaths = type[BaseException] | tuple[type[BaseException], ...]


class WorkerDied(Exception):
    """The process that worked on a task ended before the task did."""


def handed_on(
    inside: Future,
    deaths: Deaths,
    read: Callable[..., Made],
    *,
    told: Callable[[BaseException], BaseException] = lambda error: error,
) -> "Future[Made]":
    """A library's own future as a standard one.

    deaths: where the library raises one of these, :class:`WorkerDied` is raised.
    read: what it makes of the library's result is the result.
    told: what it makes of any other error is raised.
    """
    outside: Future[Made] = Future()

    def hand_on(finished: Future) -> None:
        try:
            outside.set_result(read(finished.result()))
        except deaths as error:
            outside.set_exception(WorkerDied(str(error)))
        except BaseException as error:
            outside.set_exception(told(error))

    inside.add_done_callback(hand_on)
    return outside


class Executor(Protocol):
    """Workers that grade packed submissions side by side.

    workers: how many tasks run at a time.
    together: how many tasks are handed to a worker at a time, which may change from one time to the next.
    """

    workers: int
    together: int

    def submit(self, *tasks: bytes) -> "Future[list[bytes]]":
        """Have one worker grade tasks of :func:`autograder.grade.pack`, in this order.

        The future raises :class:`WorkerDied` if the worker does, whatever it has done by then. An executor may end
        workers that take too long.
        """

    def raise_if_deserted(self) -> None:
        """Raise :class:`CourseError` if there have been no workers for a while, so that no task will ever be done."""

    def examine(self, look: Callable[[], Found]) -> dict[str, Found]:
        """What ``look()`` returns on every machine that has workers, by the machine's name."""

    def close(self) -> None:
        """End the workers, also those that are busy."""
