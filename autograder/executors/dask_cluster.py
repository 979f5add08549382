"""A Dask cluster, wherever its workers are: other machines need this project installed, but no shared disk."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from autograder.errors import CourseError
from autograder.executors.executor import Found, handed_on
from autograder.grade import get_ready, grade_packed
from autograder.problem_set import ProblemSet


class DaskExecutor:
    """Workers of the cluster behind a scheduler's address."""

    def __init__(self, address: str, problem_set: ProblemSet | None = None, *, seconds: float = 10.0) -> None:
        """Connect; raises :class:`CourseError` if nothing answers, or no worker has come within ``seconds``.

        ``problem_set``: what the workers that are there get ready for, before the first task comes.
        """
        try:
            from distributed import Client
        except ImportError as error:
            raise CourseError("--scheduler needs Dask: pip install -e '.[dask]' in this project's folder.") from error
        try:
            self._client = Client(address, timeout=seconds, set_as_default=False)
        except (OSError, ValueError) as error:
            raise CourseError(
                f"No Dask scheduler answers at {address}: is it started, and the address right?"
            ) from error
        try:
            self._client.wait_for_workers(1, timeout=seconds)
        except TimeoutError as error:
            self._client.close()
            raise CourseError(
                f"The Dask scheduler at {address} has no workers: start some with "
                f"`dask worker {address} --nworkers auto --nthreads 1`."
            ) from error
        self.workers = sum(self._client.nthreads().values())
        if problem_set:
            self._client.run(get_ready, problem_set.name, problem_set.text)
        self._others_failures = self._client.run_on_scheduler(_allow_failures, allowed=0)

    def submit(self, task: bytes) -> "Future[bytes]":
        from distributed.scheduler import KilledWorker

        return handed_on(self._client.submit(grade_packed, task, pure=False), KilledWorker)

    def examine(self, look: Callable[[], Found]) -> dict[str, Found]:
        return self._client.run(look)

    def close(self) -> None:
        self._client.run_on_scheduler(_allow_failures, allowed=self._others_failures)
        self._client.close()


def _allow_failures(dask_scheduler: Any, allowed: int) -> int:
    """How many workers a task may cost before the scheduler gives it back, and what it was before.

    With 0 it is given back at once: when it is tried again is this side's rule.
    """
    before, dask_scheduler.allowed_failures = dask_scheduler.allowed_failures, allowed
    return before
