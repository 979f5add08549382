"""Take every layer of isolation that this kernel has, and try each one out before it is believed."""

import contextlib
import errno
import os
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from course_utils.runner.isolation import landlock, namespaces, privileges, seccomp, system_files
from course_utils.runner.isolation.guarantees import Layer

# Of /proc/self. Not mem: there lies what the process that forked it has read before.
OF_ITSELF = ("cgroup", "cmdline", "comm", "fd", "limits", "maps", "mountinfo", "mounts", "stat", "statm", "status")
SYSTEM = (
    *system_files.PROGRAMS, *system_files.SETTINGS, *system_files.HARDWARE,
    # bubblewrap makes a /proc and a /dev of its own; Landlock lets these be read in the machine's.
    *(f"/proc/self/{name}" for name in OF_ITSELF),
    "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/uptime", "/proc/loadavg", "/proc/version",
    "/proc/filesystems", "/proc/sys",
    "/dev/urandom", "/dev/random",
)  # fmt: skip
DEVICES = ("/dev/null", "/dev/full")  # not zero: mapped, it is memory that nobody counts
TERMINALS = ("/dev/ptmx", "/dev/pts")  # IPython runs !commands on one; without bubblewrap they are the user's own
TMP = Path("/tmp")
PRIVATE = Path("/tmp/notebook")  # on a file system of its own, whose size is limited
SHARED_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Room:
    """What a notebook's process may see.

    readable: folders beside the system's own: Python, this package.
    bubblewrapped: whether the warm process already stands in bubblewrap.
    """

    readable: tuple[Path, ...]
    bubblewrapped: bool


def in_bubblewrap() -> bool:
    """Whether this process has no network but a loop to itself, and a system that nobody can write."""
    return {name for _, name in socket.if_nameindex()} <= {"lo"} and bool(os.statvfs("/usr").f_flag & os.ST_RDONLY)


def fork(room: Room) -> tuple[int, frozenset[Layer]]:
    """Fork into as many namespaces as there are; the child's process id (0 in the child) and the layers it has."""
    flags = namespaces.NEWUSER | namespaces.NEWNS | namespaces.NEWPID | namespaces.NEWIPC
    if not room.bubblewrapped:
        flags |= namespaces.NEWNET
    if sys.platform == "linux":
        with contextlib.suppress(OSError, KeyError):
            return namespaces.fork(flags), frozenset({Layer.NAMESPACES})
    return os.fork(), frozenset()


def enter(
    room: Room, forked_into: Iterable[Layer], uid: int, gid: int, folder: Path, folder_mib: int
) -> tuple[Path, frozenset[Layer]]:
    """Take all further layers, in the child; its own folder, and the layers that hold.

    folder: used where there is no private /tmp.
    folder_mib: how much the private /tmp holds.
    """
    layers = set(forked_into)
    if room.bubblewrapped:
        layers.add(Layer.BUBBLEWRAP)
    if Layer.NAMESPACES in layers:
        try:
            namespaces.stay_the_same_user(uid, gid)
            namespaces.mount_private(SHARED_MEMORY, folder_mib)
            namespaces.mount_private_but(TMP, folder_mib, room.readable, workshop=SHARED_MEMORY)
            folder = PRIVATE
            folder.mkdir()
        except OSError:  # then the namespace has no file system of its own; signals still stay in it
            folder = folder if folder.is_dir() else TMP
    alone = Layer.NAMESPACES in layers
    if sys.platform != "linux":
        return folder, frozenset(layers)
    with contextlib.suppress(OSError):
        privileges.drop_capabilities()
        privileges.no_new_privileges()
        layers.add(Layer.NO_NEW_PRIVILEGES)
    devices = (*DEVICES, *TERMINALS) if room.bubblewrapped else DEVICES
    private = [TMP, SHARED_MEMORY] if folder.is_relative_to(PRIVATE) else [folder]
    for layer, take, holds in (
        (
            Layer.LANDLOCK,
            lambda: _landlock(room, [*map(Path, devices), *private]),
            lambda: _is_refused(lambda: os.listdir("/")),
        ),
        (Layer.SECCOMP, lambda: _seccomp(room, alone), lambda: _is_refused(socket.socket)),
    ):
        try:
            take()
        except OSError:
            continue
        if holds():
            layers.add(layer)
    return folder, frozenset(layers)


def _landlock(room: Room, writable: Iterable[Path]) -> None:
    if not landlock.version():
        raise OSError(errno.ENOSYS, "no Landlock")
    landlock.restrict([*map(Path, SYSTEM), *room.readable], writable)


def _seccomp(room: Room, alone: bool) -> None:
    seccomp.restrict(None if alone else os.getpid(), local_sockets=room.bubblewrapped)


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError as error:
        return error.errno in (errno.EPERM, errno.EACCES)
    return False
