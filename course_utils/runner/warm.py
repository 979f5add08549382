"""A process that has everything imported, and forks once for every notebook.

Importing PyTorch takes longer than most notebooks run. This process imports it once and does nothing else: it runs no
operation on several threads and no backward pass, because a fork of a process that did would hang. Each notebook runs
in a child with a session, a folder, namespaces and a random state of its own.

The grader connects to a socket, and a fork of this process serves each connection. Over it the grader sends two open
files, the job and the wire. The child answers that it has started (the kernel adds its process id); when it has ended
and all it left behind is gone, its exit status follows. If the grader closes its end before that, the child is killed.
"""

import contextlib
import gc
import importlib
import json
import os
import random
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from resource import struct_rusage

import matplotlib
import numpy as np
import psutil
import torch

import course_utils
from course_utils.checking.kept_randomness import seed_cpu
from course_utils.checking.out_of_sight import watch_starts
from course_utils.questions import UnknownQuestion, find_question, import_questions_of
from course_utils.runner import audit_hook, huge_pages
from course_utils.runner.isolation import layers, privileges
from course_utils.runner.isolation.guarantees import Layer, missing
from course_utils.runner.job import NO_MEMORY_LEFT, Job
from course_utils.runner.jupyter_kernel import ask_for_a_kernel, with_a_kernel
from course_utils.runner.limits import apply_limits, limits_hold
from course_utils.runner.notebook import run
from course_utils.runner.pristine import Pristine
from course_utils.runner.shell import RecordingShell
from course_utils.runner.wire import Wire

_tried: set[str] = set()  # modules that were imported, or can't be
POLL_MILLISECONDS = 20  # where the system has no pidfd
ROOM = layers.Room(
    readable=tuple(
        Path(folder).resolve() for folder in dict.fromkeys([sys.prefix, sys.base_prefix, *course_utils.__path__])
    ),
    bubblewrapped=os.environ.pop("COURSE_BUBBLEWRAP", "") == "1" and layers.in_bubblewrap(),
)


def listen(listener: socket.socket, lifeline: socket.socket, sandboxed: bool) -> None:
    """Fork for every connection, until whoever started this process is gone."""
    pristine = _prepare_to_fork()
    with open(os.devnull, "w") as nowhere:  # what was said until now is the grader's; no notebook writes there
        os.dup2(nowhere.fileno(), 2)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who serve
    while True:
        readable, _, _ = select.select([listener, lifeline], [], [])
        if lifeline in readable:
            return
        control, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            lifeline.close()
            try:
                serve(control, sandboxed, pristine)
            except ConnectionError:  # the grader is gone
                pass
            except BaseException as error:  # the grader is told; there is nobody to raise it to
                why = "".join(traceback.format_exception_only(error)).strip()
                with contextlib.suppress(OSError):
                    control.sendall(json.dumps({"kind": "broken", "why": why}).encode() + b"\n")
                os._exit(70)
            os._exit(0)
        control.close()


def serve(control: socket.socket, sandboxed: bool, pristine: Pristine) -> None:
    """Fork for every request until the grader closes its end; a child that still runs then is killed.

    Raises :class:`ConnectionError` if the grader is gone when it is told something, and what reading a job and forking
    raise.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if sys.platform == "linux":
        privileges.adopt_orphans()  # what a child starts in a session of its own can then be ended, too
        privileges.die_with_parent()
    control.sendall(b'{"kind": "ready"}\n')
    while True:
        message, files, _, _ = socket.recv_fds(control, 64, 2)
        if not message:
            return
        job, wire = files
        spent = time.process_time()
        # Here, because its cases are those of the job before, already read; the cells are the child's own to read, or
        # they would lie in the memory of the next one.
        todo = Job.read_alike(job)
        if _import(todo.modules, todo):
            pristine = _prepare_to_fork()
        who, folder = (os.getuid(), os.getgid()), Path(tempfile.mkdtemp(prefix="notebook-"))
        child, namespaces = layers.fork(ROOM) if sandboxed else (os.fork(), frozenset())
        if child == 0:
            _be_the_child(control, todo, job, wire, pristine, namespaces, who, folder)
        os.close(job)
        os.close(wire)
        status, usage = wait_for(child, control)
        _end_what_is_left(child)
        shutil.rmtree(folder, ignore_errors=True)
        # What it cost: the child's CPU time, and what reading the job and forking took here.
        cpu_seconds = usage.ru_utime + usage.ru_stime + time.process_time() - spent
        message = {"kind": "ended", "status": os.waitstatus_to_exitcode(status), "cpu_seconds": cpu_seconds}
        control.sendall(json.dumps(message).encode() + b"\n")


def wait_for(child: int, control: socket.socket) -> tuple[int, struct_rusage]:
    """Wait until a child has ended, and kill it if the grader closes its end before; its status and what it used."""
    poll = select.poll()
    poll.register(control, select.POLLHUP)  # not for requests: one that comes early waits for its turn
    with contextlib.ExitStack() as stack:
        milliseconds: int | None = POLL_MILLISECONDS
        if hasattr(os, "pidfd_open"):
            with contextlib.suppress(OSError):  # a kernel before 5.3
                pidfd = os.pidfd_open(child)
                stack.callback(os.close, pidfd)
                poll.register(pidfd, select.POLLIN)
                milliseconds = None
        while True:
            if control.fileno() in dict(poll.poll(milliseconds)):
                os.kill(child, signal.SIGKILL)  # it is not waited for yet, so the number is still its own
                poll.unregister(control)
            ended, status, usage = os.wait4(child, os.WNOHANG)
            if ended:
                return status, usage


def _be_the_child(
    control: socket.socket,
    alike: Job,
    job: int,
    wire: int,
    pristine: Pristine,
    namespaces: frozenset[Layer],
    who: tuple[int, int],
    folder: Path,
) -> None:
    """Run the job in the open file ``job`` and leave without the parent's clean-up; never returns."""
    try:
        todo, authenticator = alike.read_own(job)
        os.close(job)
        line = Wire(wire, authenticator)
        if sys.platform == "linux":
            privileges.die_with_parent()
        os.setsid()
        control.sendall(json.dumps({"kind": "started", "pid": os.getpid()}).encode() + b"\n")
        control.close()
        hold: frozenset[Layer] = frozenset()
        if todo.sandboxed:
            folder, hold = layers.enter(ROOM, namespaces, *who, folder, todo.limits.folder_mib)
        if os.getsid(0) == os.getpid():
            hold |= {Layer.SESSION}
        apply_limits(todo.limits, own_users=Layer.NAMESPACES in hold)
        if limits_hold(todo.limits, folder):
            hold |= {Layer.LIMITS}
        os.chdir(folder)
        os.environ.update(HOME=str(folder), TMPDIR=str(folder), IPYTHONDIR=str(folder / ".ipython"))
        tempfile.tempdir = None
        seed = int.from_bytes(os.urandom(4), "little")
        random.seed(seed)
        np.random.seed(seed)
        seed_cpu(seed)
        asked = ask_for_a_kernel(todo.cells)
        granted = asked and (ROOM.bubblewrapped or not todo.sandboxed)  # its sockets are closed off elsewhere
        room = None if folder == layers.PRIVATE else str(folder)
        line.send("ready", layers=sorted(hold), folder=room, without_kernel=asked and not granted)
        if todo.sandboxed and missing(hold):
            os._exit(0)  # the grader sees by the layers why
        changed = audit_hook.watch(line)
        if granted:
            with_a_kernel(folder, lambda cells: run(todo, line, cells, cells.shell, Pristine(cells.shell), changed))
        shell = RecordingShell.instance()
        run(todo, line, shell, shell, pristine, changed)
    except MemoryError:
        os._exit(NO_MEMORY_LEFT)
    except BaseException:  # whatever it was, the exit status tells the grader; there is nobody to raise it to
        os._exit(70)
    os._exit(0)


def _import(modules: Iterable[str], todo: Job | None = None) -> bool:
    """Import what the given cells of all these notebooks and their checks will: it takes longer than most of them.

    Returns whether anything was not there yet.
    """
    before = len(sys.modules)
    for name in dict.fromkeys(modules):
        if name in _tried:
            continue
        _tried.add(name)
        # A name from inside a module is none; what does not import is the notebook's own affair.
        with contextlib.suppress(Exception):
            package, _, last = name.rpartition(".")
            if package == "course_utils.questions":
                import_questions_of(last)
            else:
                importlib.import_module(name)
    for name in todo.checks.values() if todo else ():
        with contextlib.suppress(UnknownQuestion):  # its check says so
            find_question(name, todo.problem_set)
    return len(sys.modules) > before


def _prepare_to_fork() -> Pristine:
    """Let children share these pages, which no garbage collector touches from now on; how everything looks now."""
    pristine = Pristine(RecordingShell.instance())
    gc.collect()
    gc.freeze()
    huge_pages.collapse()
    return pristine


def _end_what_is_left(child: int) -> None:
    """Kill the child's process group and every process that has become ours."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    while orphans := psutil.Process().children():
        for orphan in orphans:
            with contextlib.suppress(psutil.NoSuchProcess):
                orphan.kill()
        psutil.wait_procs(orphans)


def _warm_up() -> None:
    """Do once what every notebook would do first."""
    torch.set_num_threads(1)
    torch.optim.SGD([torch.zeros(1)])  # the first optimizer imports another second's worth
    shell = RecordingShell.instance()
    shell.run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);\nprint(1)", lambda outputs: None)
    shell.run("1", lambda outputs: None)
    shell.reset()


def main() -> None:
    # A grader that was started in the background ignores Ctrl-C, and so would all it starts; cells are stopped by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    matplotlib.use("module://matplotlib_inline.backend_inline")
    watch_starts()
    _warm_up()
    _import(sys.argv[4:])
    with socket.socket(fileno=int(sys.argv[1])) as listener, socket.socket(fileno=int(sys.argv[2])) as lifeline:
        listen(listener, lifeline, sys.argv[3] == "sandboxed")


if __name__ == "__main__":
    main()
