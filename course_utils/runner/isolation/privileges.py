"""Give up for good whatever a process could do beyond its own user's rights."""

import ctypes

from course_utils.runner.isolation.kernel import call

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS = 1, 38, 39
SIGKILL = 9
CAPABILITY_VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Data(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]


def no_new_privileges() -> None:
    """No program that is started from here gains rights (setuid, file capabilities); raises :class:`OSError`."""
    call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def drop_capabilities() -> None:
    """Give up every capability, also those that a new user namespace brings; raises :class:`OSError`."""
    call("capset", ctypes.byref(_Header(CAPABILITY_VERSION_3, 0)), (_Data * 2)())


def die_with_parent() -> None:
    """Be killed when the process that started this one ends; raises :class:`OSError`."""
    call("prctl", PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
