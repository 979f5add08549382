"""Processes on this machine, one for each core."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

from pebble import ProcessExpired, ProcessPool

from autograder.errors import CourseError
from autograder.executors.executor import SECONDS_BEYOND_ITS_CELLS, Found, handed_on
from autograder.problem_set import ProblemSet
from autograder.sandbox import warm_process
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
        self._pool = ProcessPool(
            max_workers=self.workers,
            initializer=_get_ready,
            initargs=[self._warm.address, sandboxed, problem_set and (problem_set.name, problem_set.text)],
            context=context,
        )
        # Starts the workers now; the thread waits for what they import, while this process imports what it needs.
        self._starting = Thread(target=self._pool.schedule, args=[_nothing], daemon=True)
        self._starting.start()

    def submit(self, *tasks: bytes) -> "Future[list[bytes]]":
        seconds = len(tasks) * self._seconds
        graded = self._pool.schedule(_grade_all, args=[tasks], timeout=seconds)  # counted from when it is begun
        return handed_on(graded, (ProcessExpired, TimeoutError), list)

    def examine(self, look: Callable[[], Found]) -> dict[str, Found]:
        try:
            return {"this machine": self._pool.schedule(look).result()}
        except ProcessExpired as error:
            raise CourseError(
                f"The process that was to look at this machine has ended ({error}): run the command again. If that "
                "happens again, something ends processes here, such as a limit on memory."
            ) from error

    def close(self) -> None:
        self._starting.join()
        self._pool.stop()
        self._pool.join()
        self._warm.close()


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
