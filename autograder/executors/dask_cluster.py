"""A Dask cluster, wherever its workers are: other machines need this project installed, but no shared disk.

What the scheduler is given comes from this module, so it imports neither PyTorch nor nbgrader, which take seconds.
"""

import contextlib
import faulthandler
import platform
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import cache
from importlib.metadata import version
from pkgutil import resolve_name
from typing import Any

from autograder.edition import edition
from autograder.errors import CourseError
from autograder.executors.executor import SECONDS_BEYOND_ITS_CELLS, Found, handed_on
from autograder.problem_set import ProblemSet

# Handing over a task costs client, scheduler and worker a good part of what grading a short notebook does. So workers
# are given as many as keep them busy for this long.
SECONDS_TOGETHER = 0.5
MOST_TOGETHER = 16
SECONDS_DESERTED = 30.0  # until nobody waits for workers any more: a worker that has died is replaced in a few
# For `dask worker`: a process for each core. Its "auto" would give them several threads, whatever is said of threads.
ONE_THREAD_EACH = "--nworkers -1 --nthreads 1"
# Results, the seconds that one of the tasks took, and the worker's edition and threads.
_Graded = tuple[list[bytes], float, str, int]


class DaskExecutor:
    """Workers of the cluster behind a scheduler's address."""

    def __init__(self, address: str, problem_set: ProblemSet | None = None, *, seconds: float = 10.0) -> None:
        """Connect.

        Raises :class:`CourseError` if the address is none or nothing answers there, no worker has come within
        ``seconds``, or workers lack this project, have another edition of it or several threads.

        problem_set: what the workers that are there get ready for, before the first task comes.
        """
        try:
            from distributed import Client
        except ImportError as error:
            raise CourseError("--scheduler needs Dask: pip install -e '.[dask]' in this project's folder.") from error
        _refuse_if_mistyped(address)
        try:
            self._client = Client(address, timeout=seconds, set_as_default=False)
        except (OSError, ValueError) as error:
            raise CourseError(
                f"No Dask scheduler answers at {address}: is it started, and the address right?"
            ) from error
        try:
            self._prepare(address, problem_set, seconds)
        except BaseException:
            self._client.close()
            raise
        self.workers = sum(self._client.nthreads().values())
        self._seconds = SECONDS_TOGETHER  # of a task
        self._address = address
        self._last_seen = time.monotonic()  # when there was a worker

    def _prepare(self, address: str, problem_set: ProblemSet | None, seconds: float) -> None:
        """Wait for workers, and get them and the scheduler ready."""
        try:
            self._client.wait_for_workers(1, timeout=seconds)
            for machine, threads in self._client.nthreads().items():
                _refuse_several_threads(f"The worker at {machine}", threads)
            # A function of Python's own: asked for one of ours, a worker that lacks it answers with no kind of error.
            self._client.run(resolve_name, f"{__name__}:__name__")
            editions = self._client.run(_get_ready, problem_set and (problem_set.name, problem_set.text))
            for machine, theirs in editions.items():
                _refuse_another_edition(f"The worker at {machine}", theirs)
            self._client.run_on_scheduler(_allow_no_failures)
        except TimeoutError as error:
            raise CourseError(
                f"The Dask scheduler at {address} has no workers: start some with "
                f"`dask worker {address} {ONE_THREAD_EACH}`."
            ) from error
        except (ImportError, AttributeError) as error:  # of a project that is not there, or is too old to have this
            raise CourseError(
                f"The workers or the scheduler at {address} can't import this project ({error}): install it there as "
                "here."
            ) from error

    @property
    def together(self) -> int:
        return max(1, min(MOST_TOGETHER, round(SECONDS_TOGETHER / self._seconds)))

    def submit(self, *tasks: bytes) -> "Future[list[bytes]]":
        from distributed.scheduler import KilledWorker

        return handed_on(self._client.submit(_grade_all, tasks, pure=False), KilledWorker, self._results)

    def _results(self, graded: _Graded) -> list[bytes]:
        self._last_seen = time.monotonic()
        results, self._seconds, theirs, threads = graded
        _refuse_another_edition("A worker that has come since the start", theirs)
        _refuse_several_threads("A worker that has come since the start", threads)
        return results

    def raise_if_deserted(self) -> None:
        with contextlib.suppress(OSError):  # without its scheduler, what is waited for ends by itself
            if self._client.nthreads():
                self._last_seen = time.monotonic()
            elif time.monotonic() - self._last_seen > SECONDS_DESERTED:
                raise CourseError(
                    f"The Dask scheduler at {self._address} has had no workers for {SECONDS_DESERTED:.0f} s (where a "
                    "cluster gives time by the job, theirs may be up): what was graded is kept, so start workers and "
                    "run the same command again."
                )

    def examine(self, look: Callable[[], Found]) -> dict[str, Found]:
        return self._client.run(look)

    def close(self) -> None:
        """Leave. A scheduler that has died meanwhile has no setting to be put back, and hides no earlier error."""
        try:
            with contextlib.suppress(Exception):
                self._client.run_on_scheduler(_allow_failures_again)
        finally:
            self._client.close()


def _refuse_if_mistyped(address: str) -> None:
    """Raise :class:`CourseError` for what is no host with a port: Dask's client would try for long, and then break."""
    from distributed.comm.addressing import get_address_host_port

    try:
        host, port = get_address_host_port(address)
        if not host or not 0 < port < 2**16:
            raise ValueError("no host, or no port that there is")
    except ValueError as error:
        raise CourseError(
            f"--scheduler {address!r} is no address of a Dask scheduler ({error}): write it as the scheduler prints "
            "it, such as tcp://127.0.0.1:8786."
        ) from error


@cache
def _edition_here() -> str:
    """What decides the outcomes here, in words: the versions, and a digest of the course's own code with them."""
    versions = f"Python {platform.python_version()}, PyTorch {version('torch')}, NumPy {version('numpy')}"
    return f"{versions}, code {edition()[:12]}"


def _refuse_another_edition(who: str, theirs: str | None) -> None:
    """Raise :class:`CourseError` where a worker would grade otherwise than this machine.

    theirs: None of an edition that did not yet say.
    """
    if theirs != (ours := _edition_here()):
        raise CourseError(
            f"{who} has another edition of this project ({theirs or 'an earlier one'}) than this machine ({ours}): "
            "install there what is here, and start the workers anew."
        )


def _refuse_several_threads(who: str, threads: int) -> None:
    """Raise :class:`CourseError` for a worker whose process would grade several submissions at a time.

    They would wait for one another, and one that has to be ended takes the others along.
    """
    if threads > 1:
        raise CourseError(
            f"{who} has {threads} threads, and a worker can grade only one submission at a time: start the workers "
            f"anew, each with one thread, such as with `dask worker ADDRESS {ONE_THREAD_EACH}`."
        )


def _get_ready(release: tuple[str, str] | None) -> str:
    """As a local worker does; says which edition this worker has.

    release: the problem set's name and text.
    """
    from autograder.executors import preload  # noqa: F401
    from autograder.grade import get_ready

    if release:
        get_ready(*release)
    return _edition_here()


def _grade_all(tasks: tuple[bytes, ...]) -> _Graded:
    from autograder.grade import grade_packed
    from course_utils.runner.job import Limits

    began = time.monotonic()
    with _worker_ends_after(len(tasks) * (Limits().seconds_in_all + SECONDS_BEYOND_ITS_CELLS)):
        results = [grade_packed(task) for task in tasks]
    return results, (time.monotonic() - began) / len(tasks), _edition_here(), _threads_here()


def _threads_here() -> int:
    from distributed import get_worker

    return get_worker().state.nthreads


STANDARD_ERROR = 2  # whether it is open or not


@contextlib.contextmanager
def _worker_ends_after(seconds: float) -> Iterator[None]:
    """End this worker's process where the block takes longer: its thread can't be ended, whatever it hangs in.

    It says where its threads are.
    """
    faulthandler.dump_traceback_later(seconds, exit=True, file=STANDARD_ERROR)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


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
