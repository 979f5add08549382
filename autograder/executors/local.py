"""Processes on this machine, one for each core."""

import multiprocessing
import os
from concurrent.futures import Future

from pebble import ProcessExpired, ProcessPool

from autograder.executors.executor import WorkerDied


class LocalExecutor:
    """A pool of worker processes; one that dies is replaced, and takes nothing along but its own task."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        # Fresh processes: a fork would carry along the gradebook's connection and the progress bar's thread.
        self._pool = ProcessPool(
            max_workers=self.workers, initializer=get_ready, context=multiprocessing.get_context("spawn")
        )

    def submit(self, task: bytes) -> "Future[bytes]":
        outside: Future[bytes] = Future()

        def hand_on(inside: Future) -> None:
            try:
                outside.set_result(inside.result())
            except ProcessExpired as error:
                outside.set_exception(WorkerDied(str(error)))
            except BaseException as error:
                outside.set_exception(error)

        self._pool.schedule(_grade, args=[task]).add_done_callback(hand_on)
        return outside

    def close(self) -> None:
        self._pool.stop()
        self._pool.join()


def get_ready() -> None:
    """Let Ctrl-C be the main process's business."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _grade(task: bytes) -> bytes:
    from autograder.grade import grade_packed  # imported by the worker, while others start as well

    return grade_packed(task)
