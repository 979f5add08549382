"""What every executor offers."""

from concurrent.futures import Future
from typing import Protocol


class WorkerDied(Exception):
    """The process that worked on a task ended before the task did."""


class Executor(Protocol):
    """Workers that grade packed submissions side by side.

    workers   how many tasks run at a time
    """

    workers: int

    def submit(self, task: bytes) -> "Future[bytes]":
        """Grade a task of :func:`autograder.grade.pack`; the future raises :class:`WorkerDied` if its worker does."""

    def close(self) -> None:
        """End the workers, also those that are busy."""
