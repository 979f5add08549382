"""A process that has everything imported, and forks once for every notebook.

Importing PyTorch takes longer than most notebooks run. This process imports it once and does nothing else: it runs no
operation on several threads and no backward pass, because a fork of a process that did would hang. Each notebook runs
in a child with a session, a folder and a random state of its own.

The grader talks to it over a socket: it sends a folder's name and two open files, the job and the wire; the answer is
the child's process id, and when it has ended and all it left behind is gone, its exit status.
"""

import contextlib
import ctypes
import gc
import json
import os
import random
import signal
import socket
import sys
from pathlib import Path

import matplotlib
import numpy as np
import psutil
import torch

from course_utils.runner.job import Job
from course_utils.runner.limits import apply_limits
from course_utils.runner.notebook import Wire, run

PR_SET_CHILD_SUBREAPER = 36


def serve(control: socket.socket) -> None:
    """Fork for every request until the grader closes its end."""
    if sys.platform == "linux":
        # Whatever a child starts in a session of its own becomes ours when the child ends, and can be ended too.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    gc.collect()
    gc.freeze()  # children share these pages for as long as nobody's garbage collector touches them
    control.sendall(b'{"kind": "ready"}\n')
    while True:
        message, files, _, _ = socket.recv_fds(control, 4096, 2)
        if not message:
            return
        job, wire = files
        child = os.fork()
        if child == 0:
            _be_the_child(control, job, wire, message.decode())
        os.close(job)
        os.close(wire)
        control.sendall(json.dumps({"kind": "started", "pid": child}).encode() + b"\n")
        _, status = os.waitpid(child, 0)
        _end_what_is_left(child)
        control.sendall(json.dumps({"kind": "ended", "status": os.waitstatus_to_exitcode(status)}).encode() + b"\n")


def _be_the_child(control: socket.socket, job: int, wire: int, folder: str) -> None:
    """Run the job and leave without the parent's clean-up; never returns."""
    try:
        control.close()
        os.setsid()
        os.chdir(folder)
        os.environ.update(HOME=folder, TMPDIR=folder, IPYTHONDIR=str(Path(folder) / ".ipython"))
        seed = int.from_bytes(os.urandom(4), "little")
        random.seed(seed)
        np.random.seed(seed)
        torch.manual_seed(seed)
        with os.fdopen(job, encoding="utf-8") as file:
            todo = Job.from_json(json.load(file))
        apply_limits(todo.limits)
        line = Wire(wire)
        line.send("ready")
        run(todo, line)
    except BaseException:  # whatever it was, the exit status tells the grader; there is nobody to raise it to
        os._exit(70)
    os._exit(0)


def _end_what_is_left(child: int) -> None:
    """Kill the child's process group and every process that has become ours."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    while orphans := psutil.Process().children():
        for orphan in orphans:
            with contextlib.suppress(psutil.NoSuchProcess):
                orphan.kill()
        psutil.wait_procs(orphans)


def main() -> None:
    matplotlib.use("module://matplotlib_inline.backend_inline")
    torch.set_num_threads(1)
    torch.optim.SGD([torch.zeros(1)])  # the first optimizer imports another second's worth
    with socket.socket(fileno=int(sys.argv[1])) as control:
        serve(control)


if __name__ == "__main__":
    main()
