"""Landlock: a process gives up every file it was not told it may use. Source: Documentation/userspace-api/landlock.rst
of the Linux kernel."""

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from course_utils.runner.isolation.system_calls import (
    LANDLOCK_ADD_RULE,
    LANDLOCK_CREATE_RULESET,
    LANDLOCK_RESTRICT_SELF,
    syscall,
)

VERSION_FLAG = 1
RULE_PATH_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV  # all others are rights on folders
READ = EXECUTE | READ_FILE | READ_DIR
# The number of file-system rights that a version of the interface knows.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
BIND_AND_CONNECT_TCP = 0b11  # since version 4
ABSTRACT_SOCKETS_AND_SIGNALS = 0b11  # since version 6


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "network", "scoped")]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version() -> int:
    """The version of the interface, or 0 where the kernel has none."""
    try:
        return syscall(LANDLOCK_CREATE_RULESET, None, 0, VERSION_FLAG)
    except OSError:
        return 0


def restrict(readable: Iterable[Path], writable: Iterable[Path]) -> None:
    """From now on only these files and folders are there for this process, and TCP and others' processes are not.

    Paths that do not exist are left out. Raises :class:`OSError` where the kernel has no Landlock. Needs
    :func:`~course_utils.runner.isolation.privileges.no_new_privileges` first.
    """
    abi = version()
    every = (1 << RIGHTS[min(max(abi, 1), max(RIGHTS))]) - 1
    attributes = _Ruleset(every, BIND_AND_CONNECT_TCP, ABSTRACT_SOCKETS_AND_SIGNALS)
    known = 24 if abi >= 6 else 16 if abi >= 4 else 8  # bytes of the structure that this version knows
    ruleset = syscall(LANDLOCK_CREATE_RULESET, ctypes.byref(attributes), known, 0)
    try:
        for paths, rights in ((readable, READ & every), (writable, every)):
            for path in paths:
                _allow(ruleset, path, rights)
        syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= ON_FILES
        rule = _PathBeneath(rights, place)
        syscall(LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(place)
