"""What a process may do and who it belongs to: rights that it gives up for good, parents and orphans."""

import ctypes

from course_utils.runner.isolation.system_calls import call

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 36, 38
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


def adopt_orphans() -> None:
    """Become the parent of what a child started, in any session, once the child ends; raises :class:`OSError`."""
    call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
