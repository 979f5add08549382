"""The grader's end of a warm process: one that has PyTorch imported and forks for every notebook."""

import contextlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any

from autograder.sandbox import bubblewrap
from autograder.sandbox.environment import environment

STARTUP_SECONDS = 120.0  # importing PyTorch from a cold disk
ENDING_SECONDS = 10.0
WHO = struct.Struct("3i")  # struct ucred: process, user and group


class WarmProcessBroken(RuntimeError):
    """The process does not answer as it should; another one has to take its place."""


class WarmProcess:
    """Starts children one at a time. Not for several threads at once: see :func:`of_this_thread`."""

    def __init__(self, *, sandboxed: bool) -> None:
        self._sandboxed = sandboxed
        self._folder = tempfile.TemporaryDirectory(prefix="warm-", ignore_cleanup_errors=True)
        wrapped = sandboxed and bubblewrap.works()
        own = bubblewrap.HOME if wrapped else Path(self._folder.name)
        ours, theirs = socket.socketpair()
        if hasattr(socket, "SO_PASSCRED"):
            # The kernel tells with each message who sent it, as a process id of ours: inside, ids are others.
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._control = ours
        self._received = b""
        self._sender = 0
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(bubblewrap.command() if wrapped else []),
                    *(sys.executable, "-I", "-m", "course_utils.runner.warm", str(theirs.fileno())),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                cwd=self._folder.name,
                env=environment(own, bubblewrapped=wrapped),
                start_new_session=True,
            )
        self._expect("ready", STARTUP_SECONDS)
        self.pid = self._sender

    def start(self, job: IO[bytes], writer: int) -> "ForkedChild":
        """Fork a child that runs the job and writes to ``writer``."""
        try:
            socket.send_fds(
                self._control, [b"sandboxed" if self._sandboxed else b"without sandbox"], [job.fileno(), writer]
            )
        except OSError as error:
            raise WarmProcessBroken(str(error)) from error
        started = self._expect("started", ENDING_SECONDS)
        return ForkedChild(self, self._sender or started["pid"])

    def message(self, seconds: float) -> dict[str, Any] | None:
        """The next message, or None if none comes in time."""
        while b"\n" not in self._received:
            readable, _, _ = select.select([self._control], [], [], seconds)
            if not readable:
                return None
            chunk, notes, _, _ = self._control.recvmsg(4096, socket.CMSG_SPACE(WHO.size))
            if not chunk:
                raise WarmProcessBroken("it has ended")
            for _, _, note in notes:
                self._sender = WHO.unpack(note)[0]
            self._received += chunk
        line, _, self._received = self._received.partition(b"\n")
        return json.loads(line)

    def close(self) -> None:
        """End it, and with it every child that may be left."""
        self._control.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._folder.cleanup()

    def _expect(self, kind: str, seconds: float) -> dict[str, Any]:
        message = self.message(seconds)
        if message is None or message["kind"] != kind:
            raise WarmProcessBroken(f"{kind!r} was expected, but {message} came")
        return message


class ForkedChild:
    """A child of a warm process, with the methods of ``subprocess.Popen`` that are needed to follow it."""

    def __init__(self, parent: WarmProcess, pid: int) -> None:
        self._parent, self.pid = parent, pid
        self._status: int | None = None

    def poll(self) -> int | None:
        return self._look(0.0)

    def wait(self, timeout: float) -> int | None:
        """The exit status as ``subprocess`` counts it, or None if it still runs."""
        return self._look(timeout)

    def send_signal(self, number: int) -> None:
        if self._look(0.0) is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def end(self) -> None:
        """Kill it and its process group; the warm process sees to what it left in other sessions."""
        if self._look(0.0) is None:
            for kill in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    kill(self.pid, signal.SIGKILL)
            if self._look(ENDING_SECONDS) is None:
                raise WarmProcessBroken(f"the child {self.pid} does not end")

    def _look(self, seconds: float) -> int | None:
        if self._status is None:
            message = self._parent.message(seconds)
            if message is not None:
                self._status = message["status"]
        return self._status


_local = threading.local()


def of_this_thread(*, sandboxed: bool = True) -> WarmProcess:
    """The thread's own warm process, started when it is first needed."""
    if getattr(_local, "process", None) is None or _local.sandboxed is not sandboxed:
        discard()
        _local.process, _local.sandboxed = WarmProcess(sandboxed=sandboxed), sandboxed
    return _local.process


def discard() -> None:
    """End the thread's warm process; the next use starts another."""
    process, _local.process = getattr(_local, "process", None), None
    if process is not None:
        process.close()
