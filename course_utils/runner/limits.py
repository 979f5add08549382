"""Limits that the operating system holds a student's process to."""

import errno
import mmap
import os
import platform
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path

from course_utils.runner.job import Limits

# What was mapped before the limit was set and is first written to afterwards makes a process larger without asking.
# So the system refuses a little earlier than the watcher outside stops: a refusal is an error in one cell, a stop the
# end of them all.
REFUSED_AT = 7 / 8


def apply_limits(limits: Limits, *, own_users: bool) -> None:
    """Limit CPU seconds, memory, open files, file size, processes and core dumps, of this process and its children.

    Wall time, resident memory and the number of processes are watched from outside as well. Address space is not
    limited, because PyTorch reserves far more than it uses; data (what is private and can be written) is.

    own_users: whether this process stands in a user namespace of its own, where only its own processes are counted.
    """
    for kind, most in (
        (resource.RLIMIT_DATA, _data_bytes() + int(REFUSED_AT * limits.memory_mib * 2**20)),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, limits.file_mib * 2**20),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(kind, most)
    if own_users and _kernel() >= (5, 14):  # before that, and elsewhere, all processes of the user count
        _lower(resource.RLIMIT_NPROC, limits.processes)
    # The signal at the soft limit tells what happened; the hard one makes sure of it.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))


def limits_hold(limits: Limits, folder: Path) -> bool:
    """Whether the system refuses what is beyond them, tried with a file in ``folder`` and with memory."""
    beyond = 2 * limits.memory_mib * 2**20
    with tempfile.TemporaryFile(dir=folder) as file:
        return _refused(lambda: os.pwrite(file.fileno(), b"1", limits.file_mib * 2**20), errno.EFBIG) and _refused(
            lambda: mmap.mmap(-1, beyond, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close(), errno.ENOMEM
        )


def _refused(attempt: Callable[[], object], with_error: int) -> bool:
    try:
        attempt()
    except OSError as error:
        return error.errno == with_error
    return False


def _lower(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(kind, (most, most))


def _data_bytes() -> int:
    """Private writable memory of this process."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:  # no /proc: what PyTorch takes at most
        return 2 * 2**30
    return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:"))


def _kernel() -> tuple[int, ...]:
    return tuple(int(part) for part in platform.release().split("-")[0].split(".")[:2] if part.isdigit())
