"""Limits that the operating system holds a student's process to."""

import resource

from course_utils.runner.job import Limits


def apply_limits(limits: Limits) -> None:
    """Limit CPU seconds, open files, file size and core dumps of this process and its children, for good.

    Wall time and resident memory are watched from outside: a limit on address space would hurt PyTorch, which reserves
    far more than it uses.
    """
    for kind, most in (
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, limits.file_mib * 2**20),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(kind, (most, most))
    # The signal at the soft limit tells what happened; the hard one makes sure of it.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
