"""Calls into the Linux kernel for which Python has no function."""

import ctypes
import os
import platform
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)
# Holds the interpreter's lock: a fork must not happen while another thread runs Python.
_libc_locked = ctypes.PyDLL(None, use_errno=True)

MACHINE = platform.machine()
# The same on every architecture since Linux 5.13.
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
CLONE = {"x86_64": 56, "aarch64": 220}
SECCOMP = {"x86_64": 317, "aarch64": 277}


def syscall(number: int, *arguments: Any, holding_the_lock: bool = False) -> int:
    """The result of a system call; raises :class:`OSError` if it fails."""
    function = (_libc_locked if holding_the_lock else _libc).syscall
    return _checked(function(ctypes.c_long(number), *(_wide(argument) for argument in arguments)))


def call(name: str, *arguments: Any) -> int:
    """The result of a function of the C library; raises :class:`OSError` if it fails."""
    return _checked(getattr(_libc, name)(*(_wide(argument) for argument in arguments)))


def _wide(argument: Any) -> Any:
    return ctypes.c_ulong(argument) if isinstance(argument, int) else argument


def _checked(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
