"""A fork into namespaces of its own: no other process is there, and /tmp is empty and private.

One ``clone`` does what ``fork``, ``unshare`` and another ``fork`` would do, at half the price: a process that has
PyTorch imported is slow to fork. Source: namespaces(7), user_namespaces(7).
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from course_utils.runner.isolation.system_calls import CLONE, MACHINE, call, syscall

NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
SIGCHLD = 17
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_MOVE, MS_REC, MS_PRIVATE = 4096, 8192, 16384, 1 << 18


def fork(flags: int) -> int:
    """Like :func:`os.fork`, with new namespaces; raises :class:`OSError` where they are not allowed.

    The caller must have no other threads. In a new PID namespace the child is process 1, and all that it starts ends
    with it.
    """
    python = ctypes.pythonapi
    python.PyOS_BeforeFork()
    try:
        pid = syscall(CLONE[MACHINE], flags | SIGCHLD, 0, 0, 0, 0, holding_the_lock=True)
    except OSError:
        python.PyOS_AfterFork_Parent()
        raise
    if pid == 0:
        python.PyOS_AfterFork_Child()
    else:
        python.PyOS_AfterFork_Parent()
    return pid


def stay_the_same_user(uid: int, gid: int) -> None:
    """In a new user namespace, be who one was before the fork; raises :class:`OSError`."""
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def mount_private(place: Path, mebibytes: int) -> None:
    """Lay an empty file system in memory over ``place``.

    Raises :class:`OSError`. Only this mount namespace sees it, and it is gone with its last process.
    """
    call("mount", b"none", b"/", None, MS_REC | MS_PRIVATE, None)
    options = f"size={mebibytes}m,mode=0700".encode()
    call("mount", b"tmpfs", bytes(place), b"tmpfs", MS_NOSUID | MS_NODEV, options)


def mount_private_but(place: Path, mebibytes: int, keep: Iterable[Path], workshop: Path) -> None:
    """The same, but the folders in ``keep`` that lie in ``place`` stay there, to be read only.

    It is put together in ``workshop``, a folder where this process may make others.
    """
    made = workshop / "private"
    made.mkdir()
    mount_private(made, mebibytes)
    for path in keep:
        if path.is_relative_to(place):
            inside = made / path.relative_to(place)
            inside.mkdir(parents=True, exist_ok=True)
            call("mount", bytes(path), bytes(inside), None, MS_BIND | MS_REC, None)
            already = os.statvfs(inside).f_flag & (MS_NOSUID | MS_NODEV | MS_NOEXEC)  # what may not be taken back
            call("mount", None, bytes(inside), None, MS_REMOUNT | MS_BIND | MS_RDONLY | already, None)
    call("mount", bytes(made), bytes(place), None, MS_MOVE, None)
    made.rmdir()
