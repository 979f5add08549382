"""What leads out of sight of a recorder, which sees one thread of one process: other threads and processes."""

import _thread
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing import resource_tracker
from types import FrameType
from typing import Any

from course_utils.checking.whose_code import INSTALLED, PYTHONS_OWN

THREAD, PROCESS, BLINDED = "threading.Thread", "subprocess.Popen", "sys.setprofile"
_STARTING = (
    *((module, name, THREAD) for module in (_thread, threading)
      for name in ("start_new_thread", "start_new", "_start_new_thread", "start_joinable_thread",
                   "_start_joinable_thread")),
    *((os, name, f"os.{name}") for name in ("fork", "forkpty", "posix_spawn", "posix_spawnp", "system")),
    (subprocess, "_fork_exec", PROCESS),
    (sys.modules.get("_posixsubprocess"), "fork_exec", PROCESS),
)  # fmt: skip
# Told as if it were a library's.
OUT_OF_SIGHT = {
    sys.setprofile: BLINDED,
    **{getattr(module, name): told for module, name, told in _STARTING if hasattr(module, name)},
}
# Of the libraries, what starts whatever it is given.
_STARTERS = ("torch.multiprocessing", "IPython.lib.backgroundjobs")
_started: list[str] = []
_threads: list["_Thread"] = []  # that run
_WAIT_FOR = getattr(os, "waitid", None)  # a cell may have another in its place


def watch_starts() -> None:
    """From now on, note which threads and processes the notebook's own code starts, whenever it does."""
    for module, name, told in _STARTING:
        if hasattr(module, name):
            setattr(module, name, _noting(getattr(module, name), told))


def starts() -> tuple[str, ...]:
    """The names of what the notebook's own code has started so far, in order."""
    return tuple(_started)


def still_running() -> set[str]:
    """The names of what the notebook's own code has started and may run now."""
    processes = {name for name in _started if name != THREAD}
    return {*([THREAD] if _threads else []), *(processes if processes and _has_children() else [])}


def is_harmless(frame: FrameType | None) -> bool:
    """Whether it is Python that starts a process of its own, which removes what programs leave behind.

    The first bar of tqdm makes a lock, and where processes are not forked, that starts one.
    """
    while frame is not None and frame.f_globals is globals():
        frame = frame.f_back
    return frame is not None and frame.f_back is not None and frame.f_back.f_globals is vars(resource_tracker)


class _Thread:
    """What a thread runs; it is among the threads until it ends."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        _threads.append(self)

    def __call__(self, *args: Any, **options: Any) -> Any:
        try:
            return self._function(*args, **options)
        finally:
            _threads.remove(self)


def _noting(start: Callable[..., Any], name: str) -> Callable[..., Any]:
    def begin(*args: Any, **options: Any) -> Any:
        if _is_a_notebooks(sys._getframe(1)):
            _started.append(name)
            if name == THREAD and args:
                args = (_Thread(args[0]), *args[1:])
        return start(*args, **options)

    return begin


def _is_a_notebooks(frame: FrameType | None) -> bool:
    """Whether the notebook's own code is behind a start, and not a library: a ``DataLoader``, IPython's ``!ls``."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(INSTALLED):
            if not str(frame.f_globals.get("__name__")).startswith(_STARTERS):
                return False
        elif not file.startswith(PYTHONS_OWN):
            return True
        frame = frame.f_back
    return False


def _has_children() -> bool:
    if _WAIT_FOR is None:
        return True
    try:
        _WAIT_FOR(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True
