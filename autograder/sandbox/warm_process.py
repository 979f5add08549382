"""The grader's end of a warm process: one that has PyTorch imported and forks for every notebook.

It listens at an address. Each thread that grades has a connection of its own, behind which stands a fork of the warm
process: so PyTorch is imported once, however many grade side by side.
"""

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
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from autograder.sandbox import bubblewrap, short_folder, watch
from autograder.sandbox.environment import environment

IMPORTING_SECONDS = 120.0  # PyTorch, from a cold disk
ENDING_SECONDS = 10.0
SAID = "said"  # the file that holds what the warm process writes when it can't start
WHO = struct.Struct("3i")  # struct ucred: process, user and group


class WarmProcessBroken(RuntimeError):
    """The process does not answer as it should; another one has to take its place."""


class WarmProcess:
    """Starts at once and is ready when it answers; ends with :meth:`close`, or with the process that started it.

    What it imports besides PyTorch is there for all notebooks. What is not among ``modules`` is imported when a job
    first asks for it, by each connection for itself.
    """

    def __init__(self, modules: Iterable[str] = (), *, sandboxed: bool) -> None:
        place = short_folder.for_sockets()
        self._folder = tempfile.TemporaryDirectory(prefix="warm-", dir=place, ignore_cleanup_errors=True)
        wrapped = sandboxed and bubblewrap.works()
        own = bubblewrap.HOME if wrapped else Path(self._folder.name)
        self.address = str(Path(self._folder.name) / "socket")
        said = (Path(self._folder.name) / SAID).open("wb")
        # Both ends of the lifeline close with their processes: it is how the other side knows.
        self._lifeline, theirs = socket.socketpair()
        with said, theirs, socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.address)  # inside, this path is not there: only the open socket is
            listener.listen()
            self._process = subprocess.Popen(
                [
                    *(bubblewrap.command() if wrapped else []),
                    *(sys.executable, "-I", "-m", "course_utils.runner.warm"),
                    *(str(listener.fileno()), str(theirs.fileno()), "sandboxed" if sandboxed else "open", *modules),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                pass_fds=[listener.fileno(), theirs.fileno()],
                cwd=self._folder.name,
                env=environment(own, bubblewrapped=wrapped),
                start_new_session=True,
            )

    def close(self) -> None:
        """End it, and with it every child that may be left."""
        self._lifeline.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._folder.cleanup()


class Connection:
    """A fork of the warm process that starts children one at a time. Not for several threads at once."""

    def __init__(self, address: str) -> None:
        """Connect; the process may still be importing. Raises :class:`WarmProcessBroken` if nobody listens."""
        self._socket = socket.socket(socket.AF_UNIX)
        if hasattr(socket, "SO_PASSCRED"):
            # The kernel tells with each message who sent it, as a process id of ours: inside, ids are others.
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._address = address
        self._received = b""
        self._sender = 0
        self.server = 0  # the process that serves it, as the kernel tells; 0 where it does not
        self._ready = False
        try:
            self._socket.connect(address)
        except OSError as error:
            self._socket.close()
            raise self._broken(error) from error

    def start(self, job: IO[bytes], writer: int) -> "ForkedChild":
        """Fork a child that runs the job and writes to ``writer``; waits until the process has everything imported.

        Raises :class:`WarmProcessBroken`.
        """
        if not self._ready:
            self._expect("ready", IMPORTING_SECONDS)
            self.server = self._sender
            self._ready = True
        try:
            socket.send_fds(self._socket, [b"run"], [job.fileno(), writer])
        except OSError as error:
            raise self._broken(error) from error
        started = self._expect("started", ENDING_SECONDS)
        return ForkedChild(self, self._sender or started["pid"])

    def message(self, seconds: float) -> dict[str, Any] | None:
        """The next message, or None if none comes in time.

        Raises :class:`WarmProcessBroken` if the other end is gone, or says why it can't go on.
        """
        while b"\n" not in self._received:
            readable, _, _ = select.select([self._socket], [], [], seconds)
            if not readable:
                return None
            try:
                chunk, notes, _, _ = self._socket.recvmsg(4096, socket.CMSG_SPACE(WHO.size))
            except OSError as error:
                raise self._broken(error) from error
            if not chunk:
                raise self._broken("it has ended")
            for _, _, note in notes:
                self._sender = WHO.unpack(note)[0]
            self._received += chunk
        line, _, self._received = self._received.partition(b"\n")
        message = json.loads(line)
        if message["kind"] == "broken":
            raise WarmProcessBroken(message["why"])
        return message

    def _broken(self, what: object) -> WarmProcessBroken:
        """With the last line that the warm process wrote before it ended, such as which library it could not load."""
        said = ""
        with contextlib.suppress(OSError):
            said = (Path(self._address).parent / SAID).read_text(errors="replace").strip()
        last = said.rpartition("\n")[2].strip()
        return WarmProcessBroken(f"{what}: {last[-500:]}" if last else str(what))

    def close(self) -> None:
        """End the fork behind it and the child that may be left: they see that this end is closed."""
        self._socket.close()

    def _expect(self, kind: str, seconds: float) -> dict[str, Any]:
        message = self.message(seconds)
        if message is None or message["kind"] != kind:
            raise WarmProcessBroken(f"{kind!r} was expected, but {message} came")
        return message


class ForkedChild:
    """A child of a warm process, with the methods of ``subprocess.Popen`` that are needed to follow it."""

    def __init__(self, parent: Connection, pid: int) -> None:
        self._parent, self.pid = parent, pid
        self._status: int | None = None
        self.cpu_seconds = 0.0  # of it and what it started, once it has ended

    def processes(self) -> list[int]:
        """It and all it has started. What it left in sessions of its own belongs to the process that serves it."""
        server = self._parent.server
        return [one for one in watch.processes(server or self.pid) if one != server]

    def poll(self) -> int | None:
        return self._look(0.0)

    def wait(self, timeout: float) -> int | None:
        """The exit status as ``subprocess`` counts it, or None if it still runs.

        Raises :class:`WarmProcessBroken`, as do all methods here that look whether it has ended.
        """
        return self._look(timeout)

    def send_signal(self, number: int) -> None:
        if self._look(0.0) is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def end(self) -> None:
        """Kill it and its process group; the warm process sees to what it left in other sessions.

        Raises :class:`WarmProcessBroken` if it does not end, or nobody is there any more who would tell.
        """
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
                self._status, self.cpu_seconds = message["status"], message["cpu_seconds"]
        return self._status


_local = threading.local()
# By whether it is sandboxed: the address of a warm process that another process started, and those of this process.
_shared: dict[bool, str] = {}
_own: dict[bool, WarmProcess] = {}
_own_lock = threading.Lock()  # several threads grade, and one warm process is enough for them


def share(address: str, *, sandboxed: bool) -> None:
    """Use this warm process, as long as it answers, before starting one."""
    _shared[sandboxed] = address


def of_this_thread(*, sandboxed: bool = True) -> Connection:
    """The thread's own connection, made when it is first needed; raises :class:`WarmProcessBroken`."""
    if getattr(_local, "connection", None) is None or _local.sandboxed is not sandboxed:
        discard()
        _local.connection, _local.sandboxed = _connect(sandboxed), sandboxed
    return _local.connection


def discard() -> None:
    """Drop the thread's connection; the next use makes another."""
    connection, _local.connection = getattr(_local, "connection", None), None
    if connection is not None:
        connection.close()


def _connect(sandboxed: bool) -> Connection:
    if (address := _shared.get(sandboxed)) is not None:
        with contextlib.suppress(WarmProcessBroken):
            return Connection(address)
        _shared.pop(sandboxed, None)  # it is gone, and another thread may have seen that, too
    own = _own_process(sandboxed)
    try:
        return Connection(own.address)
    except WarmProcessBroken:
        _drop(own, sandboxed)
        return Connection(_own_process(sandboxed).address)


def _own_process(sandboxed: bool) -> WarmProcess:
    with _own_lock:
        if sandboxed not in _own:
            _own[sandboxed] = WarmProcess(sandboxed=sandboxed)
        return _own[sandboxed]


def _drop(broken: WarmProcess, sandboxed: bool) -> None:
    """Close one that nobody can connect to, unless another thread has; a new one that this has made stays."""
    with _own_lock:
        if _own.get(sandboxed) is broken:
            del _own[sandboxed]
            broken.close()
