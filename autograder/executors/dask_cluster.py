"""A Dask cluster, wherever its workers are: other machines need this project installed, but no shared disk.

What the scheduler is given comes from this module, so it imports nothing that is slow to import.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from autograder.errors import CourseError
from autograder.executors.executor import Found, handed_on
from autograder.problem_set import ProblemSet

# Handing over a task costs client, scheduler and worker a good part of what grading a short notebook does. So workers
# are given as many as keep them busy for this long.
SECONDS_TOGETHER = 0.5
MOST_TOGETHER = 16


class DaskExecutor:
    """Workers of the cluster behind a scheduler's address."""

    def __init__(self, address: str, problem_set: ProblemSet | None = None, *, seconds: float = 10.0) -> None:
        """Connect; raises :class:`CourseError` if nothing answers, or no worker has come within ``seconds``.

        problem_set: what the workers that are there get ready for, before the first task comes.
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
            self._client.run(_get_ready, problem_set and (problem_set.name, problem_set.text))
            self._client.run_on_scheduler(_allow_no_failures)
        except TimeoutError as error:
            self._client.close()
            raise CourseError(
                f"The Dask scheduler at {address} has no workers: start some with "
                f"`dask worker {address} --nworkers auto --nthreads 1`."
            ) from error
        except BaseException:
            self._client.close()
            raise
        self.workers = sum(self._client.nthreads().values())
        self._seconds = SECONDS_TOGETHER  # of a task

    @property
    def together(self) -> int:
        return max(1, min(MOST_TOGETHER, round(SECONDS_TOGETHER / self._seconds)))

    def submit(self, *tasks: bytes) -> "Future[list[bytes]]":
        from distributed.scheduler import KilledWorker

        return handed_on(self._client.submit(_grade_all, tasks, pure=False), KilledWorker, self._results)

    def _results(self, graded: tuple[list[bytes], float]) -> list[bytes]:
        results, self._seconds = graded
        return results

    def examine(self, look: Callable[[], Found]) -> dict[str, Found]:
        return self._client.run(look)

    def close(self) -> None:
        self._client.run_on_scheduler(_allow_failures_again)
        self._client.close()


def _get_ready(release: tuple[str, str] | None) -> None:
    """As a local worker does.

    release: the problem set's name and text.
    """
    from autograder.executors import preload  # noqa: F401
    from autograder.grade import get_ready

    if release:
        get_ready(*release)


def _grade_all(tasks: tuple[bytes, ...]) -> tuple[list[bytes], float]:
    """The results, and the seconds that one of the tasks took."""
    from autograder.grade import grade_packed

    began = time.monotonic()
    results = [grade_packed(task) for task in tasks]
    return results, (time.monotonic() - began) / len(tasks)


# How many workers a task may cost before the scheduler gives it back is the scheduler's own setting. Here it is given
# back at once, because when it is tried again is this side's rule. Several gradings may be connected: the last one that
# goes sets it back.
GRADINGS = "autograder"  # among the scheduler's extensions: how many are connected, and what was set before


def _allow_no_failures(dask_scheduler: Any) -> None:
    gradings, before = dask_scheduler.extensions.get(GRADINGS, (0, dask_scheduler.allowed_failures))
    dask_scheduler.extensions[GRADINGS] = (gradings + 1, before)
    dask_scheduler.allowed_failures = 0


def _allow_failures_again(dask_scheduler: Any) -> None:
    gradings, before = dask_scheduler.extensions.pop(GRADINGS)
    if gradings > 1:
        dask_scheduler.extensions[GRADINGS] = (gradings - 1, before)
    else:
        dask_scheduler.allowed_failures = before
