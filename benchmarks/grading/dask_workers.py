"""A Dask scheduler with two workers on this machine."""

import contextlib
from collections.abc import Iterator


@contextlib.contextmanager
def two_workers() -> Iterator[str]:
    """Its address; the workers have graded nothing yet."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        yield cluster.scheduler_address
