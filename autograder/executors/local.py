"""Processes on this machine, one for each core."""

import contextlib
import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from threading import Thread
from typing import Any

from pebble import ProcessExpired, ProcessPool

from autograder.errors import CourseError
from autograder.executors.executor import SECONDS_BEYOND_ITS_CELLS, Found, handed_on
from autograder.problem_set import ProblemSet
from autograder.sandbox import short_folder, warm_process
from autograder.sandbox.warm_process import WarmProcess
from course_utils.runner.job import Limits


class LocalExecutor:
    """A pool of worker processes; one that dies is replaced, and takes nothing along but its own task."""

    together = 1  # a pipe on the same machine costs next to nothing

    def __init__(
        self,
        workers: int | None = None,
        problem_set: ProblemSet | None = None,
        *,
        sandboxed: bool = True,
        seconds: float = Limits().seconds_in_all + SECONDS_BEYOND_ITS_CELLS,
    ) -> None:
        """Start the workers.

        problem_set: what they get ready for, before the first task comes.
        seconds: how long a task may take before its worker is ended, as if it had died.
        """
        self._seconds = seconds
        self.workers = workers or _cores()
        modules = problem_set.modules if problem_set else ()
        self._warm = WarmProcess(modules, sandboxed=sandboxed)  # one for all workers; it imports while they do
        # Forked from a server that has only imported and drawn a page: PyTorch is imported once for all workers, and no
        # worker inherits the gradebook's connection or the progress bar's thread.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["autograder.executors.preload"])
        with _short_temporary_folder():
            forkserver.ensure_running()  # it is asked for workers over a socket
        self._pool = ProcessPool(
            max_workers=self.workers,
            initializer=_get_ready,
            initargs=[self._warm.address, sandboxed, problem_set and (problem_set.name, problem_set.text)],
            context=context,
        )
        # Starts the workers now; the thread waits for what they import, while this process imports what it needs.
        self._starting = Thread(target=self._start, daemon=True)
        self._starting.start()

    def _start(self) -> None:
        with contextlib.suppress(CourseError):  # whoever comes with the first task is told
            self._schedule(_nothing)

    def submit(self, *tasks: bytes) -> "Future[list[bytes]]":
        seconds = len(tasks) * self._seconds
        graded = self._schedule(_grade_all, tasks, timeout=seconds)  # counted from when it is begun
        return handed_on(graded, (ProcessExpired, TimeoutError), list, told=_told)

    def _schedule(self, function: Callable[..., Any], *arguments: Any, timeout: float | None = None) -> Future:
        """Give a worker something to do; raises :class:`CourseError` if there can be no workers any more."""
        try:
            return self._pool.schedule(function, args=arguments, timeout=timeout)
        except RuntimeError as error:  # BrokenProcessPool; of a pool that has broken before, nothing more precise
            raise _without_workers(error) from error

    def examine(self, look: Callable[[], Found]) -> dict[str, Found]:
        try:
            return {"this machine": self._schedule(look).result()}
        except (ProcessExpired, BrokenProcessPool) as error:
            raise CourseError(
                f"The process that was to look at this machine has ended ({error}): run the command again. If that "
                "happens again, something ends processes here, such as a limit on memory."
            ) from error

    def raise_if_deserted(self) -> None:
        """Never: the pool replaces its workers, and refuses tasks once it can't."""

    def close(self) -> None:
        self._starting.join()
        self._pool.stop()
        self._pool.join()
        self._warm.close()


@contextlib.contextmanager
def _short_temporary_folder() -> Iterator[None]:
    """A context in which Python makes its temporary files where a socket can lie."""
    usual, tempfile.tempdir = tempfile.gettempdir(), str(short_folder.for_sockets())
    try:
        yield
    finally:
        tempfile.tempdir = usual


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _get_ready(warm_address: str, sandboxed: bool, release: tuple[str, str] | None) -> None:
    """Do here what a problem set needs, lest the first submissions pay.

    release: its name and text.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's business
    warm_process.share(warm_address, sandboxed=sandboxed)
    if release is None:
        return
    from autograder.grade import get_ready

    get_ready(*release)


def _told(error: BaseException) -> BaseException:
    """What is raised for an error of a task; no submission is to blame where the pool itself is broken."""
    return _without_workers(error) if isinstance(error, BrokenProcessPool) else error


def _without_workers(error: BaseException) -> CourseError:
    return CourseError(
        f"The processes that grade can't be started here, or have all ended ({error.__cause__ or error}): what was "
        "graded is kept, so run the command again. If that happens again, something keeps processes from running here, "
        "such as a limit on their number or on memory."
    )


def _nothing() -> None:
    pass


def _grade_all(tasks: tuple[bytes, ...]) -> list[bytes]:
    return [_grade(task) for task in tasks]


_counted_until = 0.0  # this process's CPU time when its last task was done; 0: there was none


def _grade(task: bytes) -> bytes:
    """Grade one submission: a packed task in, a packed result out.

    The CPU time between two tasks goes into sending the first one's result, and is counted with the second; of a
    worker's last result it is not counted.
    """
    global _counted_until
    from autograder.grade import grade_packed

    sending = time.process_time() - _counted_until if _counted_until else 0.0
    packed = grade_packed(task, sending)
    _counted_until = time.process_time()
    return packed
