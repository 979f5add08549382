"""Where submissions are graded: on this machine, or on a Dask cluster. Bytes go in and bytes come out."""

from autograder.executors.executor import Executor, WorkerDied
from autograder.executors.retry import run_all

__all__ = ["Executor", "WorkerDied", "run_all"]
