"""Run a rebuilt notebook in a process of its own and take down what it sends: outputs and evidence.

The process is forked anew for every submission, behind the layers of isolation that this machine has. It is watched
from outside: wall time, memory, processes, and how much it sends. All it started is killed when it is done.
"""

import json
import math
import os
import selectors
import signal
import socket
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Any

import orjson
from nbformat import NotebookNode

from autograder.sandbox import warm_process, watch
from autograder.sandbox.open_doors import open_doors
from autograder.sandbox.outputs import clean
from autograder.sandbox.warm_process import ForkedChild
from course_utils.checking.evidence import EvidenceError, Observation
from course_utils.questions.outcome import Outcome
from course_utils.runner.isolation.guarantees import Layer
from course_utils.runner.job import NO_MEMORY_LEFT, Job, Limits
from course_utils.runner.wire import Authenticator, new_key

MOST_BYTES_SENT = 200_000_000
MOST_BYTES_A_LINE = 20_000_000  # as objects of Python, JSON takes many times as much memory as its text
MOST_MALFORMED = 1_000  # lines
MOST_SUSPICIONS = 20
STARTUP_SECONDS = 30.0
GRACE_SECONDS = 5.0  # from an interrupt to the kill
POLL_SECONDS, SHORTEST_POLL_SECONDS = 0.2, 0.005
FASTEST_GROWTH = 6 * 2**30  # bytes a second that processes take; in small pages two cores manage a third of that
GATHER_SECONDS = 0.01
BYTES_ON_THE_WAY = 1 << 20  # or as many as the system gives
# How lines begin that are kept in case the next submission sends the same, and how many bytes such a line may have.
END_OF_CELL, MOST_SHARED_BYTES = b'{"kind": "end"', 1_000_000
EVIDENCE, MOST_SHARED_EVIDENCE = b'{"kind": "evidence"', 32_000


@dataclass
class Run:
    """What came out of a run.

    outputs: for each cell its cleaned outputs (not to be changed: runs share them), or None if it never ended.
    evidence: by question and number of the case; None where it can't be told which of two is the real one.
    ended: correct if it ran to its end; else timed out, out of memory or crashed; ungradable where this machine is to
        blame, and not the notebook.
    detail: the same in a sentence.
    at_cell: the cell that ran when it ended, or None.
    layers: the layers of isolation that held, as the process found them before its first cell.
    folder: where it may write, if that is on the disk; None for a private file system.
    suspicions: what it did to the machinery around it, each in a sentence, for a person to look at.
    cpu_seconds: CPU time of the cells, as the process itself counts it; only for information.
    process_cpu_seconds: CPU time of the whole process, with its start and its end.
    begun: which cells began, and how much CPU time the cells before had taken.
    done: whether its last line has come.
    malformed: how many lines were not what they should be.
    """

    outputs: list[Sequence[NotebookNode] | None]
    evidence: dict[str, dict[int, Observation | None]] = field(default_factory=dict)
    ended: Outcome = Outcome.CRASHED
    detail: str = "The process ended before its first cell."
    at_cell: int | None = None
    layers: tuple[str, ...] = ()
    folder: str | None = None
    suspicions: list[str] = field(default_factory=list)
    cpu_seconds: float = 0.0
    process_cpu_seconds: float = 0.0
    begun: list[tuple[int, float]] = field(default_factory=list)
    done: bool = False
    malformed: int = 0

    def suspect(self, what: str) -> None:
        """Note a suspicion once, and not more of them than a person reads."""
        if what not in self.suspicions and len(self.suspicions) < MOST_SUSPICIONS:
            self.suspicions.append(what)

    def cpu_seconds_of(self, cell: int) -> float | None:
        """CPU time of one cell, as the process itself counts it; None if it has not run to its end."""
        ends = [*(at for _, at in self.begun[1:]), *([self.cpu_seconds] if self.done else [])]
        return next((end - at for (one, at), end in zip(self.begun, ends, strict=False) if one == cell), None)


def run_notebook(job: Job) -> Run:
    """Run the job's cells; never raises for anything the cells do.

    Raises :class:`~autograder.sandbox.warm_process.WarmProcessBroken` if this machine can't start the process. Whatever
    is raised, nothing of the notebook's is left running.
    """
    run = Run(outputs=[None] * len(job.cells))
    # No pipe: by its place in /proc, a notebook could open its other end, and read what the grader should.
    ours, its = socket.socketpair()
    its.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BYTES_ON_THE_WAY)
    reader, writer = ours.detach(), its.detach()
    key = new_key()
    with tempfile.TemporaryFile() as job_file, os.fdopen(reader, "rb", buffering=0) as wire:
        job.write(job_file, key)
        job_file.seek(0)
        try:
            child = _start(job, job_file, writer)
        finally:
            os.close(writer)
        try:
            _follow(child, wire, run, job, Authenticator(key))
        except warm_process.WarmProcessBroken as error:
            _note_broken(run, error)
            if not run.done:
                _stop(run, *_lost(run))
        finally:
            _end(child, run)
    return run


def _end(child: ForkedChild, run: Run) -> None:
    try:
        child.end()
        run.process_cpu_seconds = child.cpu_seconds
    except warm_process.WarmProcessBroken as error:
        # The child took its parent along, or will not die: the next submission gets a new one.
        _note_broken(run, error)
        warm_process.discard()


def _note_broken(run: Run, error: warm_process.WarmProcessBroken) -> None:
    # For a person: why it broke may be the machine's affair, and a student is not told of it.
    run.suspect(f"the process that starts notebooks broke while this one ran: {error}")


def _start(job: Job, job_file: IO[bytes], writer: int) -> ForkedChild:
    try:
        return warm_process.of_this_thread(sandboxed=job.sandboxed).start(job_file, writer)
    except warm_process.WarmProcessBroken:  # somebody has killed it since; a second failure is the machine's
        warm_process.discard()
        return warm_process.of_this_thread(sandboxed=job.sandboxed).start(job_file, writer)


def _follow(child: ForkedChild, wire: Any, run: Run, job: Job, authenticator: Authenticator) -> None:
    """Read lines as they come until the process is done, or breaks a limit."""
    lines, clocks, usage = _Lines(), _Clocks(job.limits), None
    with selectors.DefaultSelector() as selector:
        selector.register(wire, selectors.EVENT_READ)
        while True:
            if selector.select(POLL_SECONDS if usage is None else usage.seconds_to_the_next_look()):
                chunk = wire.read(BYTES_ON_THE_WAY)
                if not chunk:
                    break
                for line in lines.ended_by(chunk):
                    kind = _take_down(line, run, job, authenticator)
                    if kind == "ready" and not clocks.ready:
                        usage = _Usage(child, run.folder, job.limits)
                        if job.sandboxed and open_doors(run.layers):
                            return _stop(run, Outcome.UNGRADABLE, _not_isolated(run.layers))
                    clocks.note(kind)
                    if run.malformed > MOST_MALFORMED:
                        return _stop(run, Outcome.CRASHED, "It wrote to the grader's line and was stopped.")
                if run.done:
                    return _see_it_end(child, selector, wire, run)
                # Lines come one by one: what is sent meanwhile is read together, for fewer wakings.
                time.sleep(GATHER_SECONDS)
            elif child.poll() is not None and not selector.select(0):  # it may have sent its last lines since
                break  # it is gone, even if a process it left behind holds the line open
            if lines.bytes_read > MOST_BYTES_SENT:
                return _stop(run, Outcome.CRASHED, f"It sent more than {MOST_BYTES_SENT:,} bytes and was stopped.")
            if too_late := clocks.too_late():
                return _stop(run, *too_late)
            if clocks.cell_is_to_be_interrupted():
                # As a person would press Stop: the cell fails, the next ones still get their turn.
                child.send_signal(signal.SIGINT)
            if usage is not None and (too_much := usage.too_much()):
                return _stop(run, *too_much)
    _stop(run, *_before_its_end(child.wait(GRACE_SECONDS), clocks.ready, job.limits))


def _before_its_end(status: int | None, ready: bool, limits: Limits) -> tuple[Outcome, str]:
    """What became of a process whose line has ended before the notebook, and the sentence that says so.

    status: its exit status, as ``subprocess`` counts it; None if it still runs.
    ready: whether its first cell could begin.
    """
    if status is None:
        return Outcome.CRASHED, "The process closed its line to the grader."
    if status == -signal.SIGXCPU:
        return Outcome.TIMED_OUT, f"It used up its {limits.cpu_seconds} s of CPU time."
    if ready and status == NO_MEMORY_LEFT:
        return Outcome.OUT_OF_MEMORY, "Its cells left it no memory to go on with."
    how = f"by signal {signal.Signals(-status).name}" if status < 0 else f"with exit status {status}"
    if not ready:
        return Outcome.UNGRADABLE, _not_begun(f"ended {how}")
    return Outcome.CRASHED, f"The process ended {how} before the notebook did."


class _Lines:
    """Lines from chunks, which end anywhere; of one that is too long only so much is kept that it is seen to be.

    bytes_read: how much has come, also of a line that has not ended.
    """

    def __init__(self) -> None:
        self.bytes_read = 0
        self._begun: list[bytes] = []  # the pieces of the line that has not ended: joined once, and not with each chunk
        self._kept = 0  # bytes of them

    def ended_by(self, chunk: bytes) -> list[bytes]:
        """The lines that have their end in this chunk."""
        self.bytes_read += len(chunk)
        *lines, rest = chunk.split(b"\n")
        if lines:
            lines[0] = b"".join([*self._begun, lines[0]])
            self._begun, self._kept = [], 0
        if self._kept <= MOST_BYTES_A_LINE:
            self._begun.append(rest)
            self._kept += len(rest)
        return lines


class _Clocks:
    """How long the process has taken to start, and since then the cell that runs, and the notebook in all.

    ready: whether it has started, so that its first cell may begin.
    """

    def __init__(self, limits: Limits) -> None:
        self.ready = False
        self._limits = limits
        self._started = self._cell_began = time.monotonic()
        self._interrupted = False

    def note(self, kind: str) -> None:
        """Go by a line of this kind: the time in all counts from the first "ready", and each cell has its own."""
        now = time.monotonic()
        if kind == "ready" and not self.ready:
            self.ready, self._started = True, now
        if kind in ("begin", "ready"):
            self._cell_began, self._interrupted = now, False

    def too_late(self) -> tuple[Outcome, str] | None:
        """What becomes of a process whose time is up, and the sentence that says so; None while it has time left."""
        now, limits = time.monotonic(), self._limits
        if not self.ready:
            late = now - self._started > STARTUP_SECONDS
            what = f"did not start within {STARTUP_SECONDS:.0f} s"
            return (Outcome.UNGRADABLE, _not_begun(what)) if late else None
        if now - self._started > limits.seconds_in_all:
            return Outcome.TIMED_OUT, f"The notebook ran over its {limits.seconds_in_all:.0f} s in all."
        if now - self._cell_began > limits.seconds_per_cell + GRACE_SECONDS:
            return Outcome.TIMED_OUT, f"A cell ran over its {limits.seconds_per_cell:.0f} s."
        return None

    def cell_is_to_be_interrupted(self) -> bool:
        """Whether the cell has run over its time; said once of each cell."""
        if not self.ready or self._interrupted:
            return False
        self._interrupted = time.monotonic() - self._cell_began > self._limits.seconds_per_cell
        return self._interrupted


class _Usage:
    """What a process and all it has started use, beyond what it had when it was ready."""

    def __init__(self, child: ForkedChild, folder: str | None, limits: Limits) -> None:
        """``folder`` is where it may write, if that is on the disk."""
        self._child, self._folder, self._limits = child, folder, limits
        self._base = watch.memory_bytes(child.pid)
        self._next_look = 0.0

    def seconds_to_the_next_look(self) -> float:
        return max(0.0, self._next_look - time.monotonic())

    def too_much(self) -> tuple[Outcome, str] | None:
        """What becomes of a process that breaks a limit, and the sentence that says which; None while it keeps them.

        Nobody looks again before it could have got there: it takes a while. What holds too much memory is ended here,
        before it can go on.
        """
        if self.seconds_to_the_next_look() > 0:
            return None
        alive, limits = self._child.processes(), self._limits
        if len(alive) > limits.processes:
            return Outcome.CRASHED, f"It started more than {limits.processes} processes and was stopped."
        most = limits.memory_mib * 2**20
        # Counting takes a while, in which many would go on to grow; one alone is held by the system itself.
        with watch.stopped(alive if len(alive) > 1 else ()):
            held = self._held(alive, most)
            if held > most:
                self._child.end()
                return Outcome.OUT_OF_MEMORY, f"It used more than {limits.memory_mib:,} MiB of memory."
        if self._folder is not None and watch.disk_bytes(self._folder) > limits.folder_mib * 2**20:
            return Outcome.CRASHED, f"It wrote more than {limits.folder_mib} MiB of files and was stopped."
        soonest = (most - held) / FASTEST_GROWTH
        self._next_look = time.monotonic() + min(max(soonest, SHORTEST_POLL_SECONDS), POLL_SECONDS)
        return None

    def _held(self, alive: Sequence[int], most: int) -> int:
        """Bytes that these processes hold beyond what the first one had when it was ready; counted up to ``most``."""
        first, held = self._child.pid, {one: watch.memory_bytes(one) for one in alive}
        beyond = max(0, held.pop(first, 0) - self._base)
        at_most = beyond + sum(held.values())
        if at_most <= most or not held or beyond > most:
            return at_most
        # Forks share PyTorch's pages, the data of the first one, and what one of them had before it forked; programs
        # that were started share nothing. Neither of these two counts is ever too large, and one sees what the other
        # does not.
        apart, together = beyond, watch.alone_and_divided(first, self._base)[1] - self._base
        for one in sorted(held, key=held.__getitem__, reverse=True):  # the largest first: these may be enough
            alone, divided = watch.alone_and_divided(one, self._base)
            apart, together = apart + alone, together + divided
            if max(apart, together) > most:
                break
        return max(apart, together)


def _see_it_end(child: ForkedChild, selector: selectors.BaseSelector, wire: Any, run: Run) -> None:
    """Its last line is the observer's only if nothing follows, and the process ends by itself, without an error."""
    status = child.wait(GRACE_SECONDS)
    if status != 0 or (selector.select(0) and wire.read(1)):
        run.suspect("the process went on after the notebook's last line: somebody else may have written that line")


def _take_down(line: bytes, run: Run, job: Job, authenticator: Authenticator) -> str:
    """Note one line of the wire; a line that is not what it should be is left out, and so earns nothing."""
    try:
        if run.done:
            raise ValueError("a line after the last one")
        if len(line) > MOST_BYTES_A_LINE:
            raise ValueError(f"{len(line):,} bytes in one line")
        line = authenticator.checked(line)
        if line.startswith(EVIDENCE):
            _take_evidence(run, job, *_observed(line))
            return "evidence"
        message = _shown(line) if line.startswith(END_OF_CELL) else _plain(line)
        kind = message["kind"]
        if kind == "ready" and not run.layers:
            run.layers = tuple(str(Layer(layer)) for layer in message["layers"])
            run.folder = message["folder"]
            if message["without_kernel"]:
                run.suspect(
                    "it asks for a Jupyter kernel, which is only to be had inside bubblewrap: it ran without one"
                )
        elif kind == "begin":
            run.at_cell = int(message["cell"])
            run.begun.append((run.at_cell, _seconds(message["cpu_seconds"])))
        elif kind == "end":
            # Only what was read as a cell's end has been cleaned.
            run.outputs[int(message["cell"])] = message["outputs"] if line.startswith(END_OF_CELL) else []
        elif kind == "evidence":
            raise EvidenceError("not written as the observer writes it")
        elif kind == "reached":
            run.suspect(f"its code reached for {message['what']!s:.80} while it ran")
        elif kind == "done":
            for name in message["replaced"]:
                run.suspect(f"the notebook replaced {name!s:.80}; it was put back")
            if any(run.outputs[cell] is None for cell, _ in run.begun):
                run.suspect("a cell's end did not reach the grader: somebody has closed its line for a while")
            run.cpu_seconds = _seconds(message["cpu_seconds"])
            run.done, run.ended, run.detail, run.at_cell = True, Outcome.CORRECT, "", None
        return str(kind)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError, EvidenceError):
        run.malformed += 1
        run.suspect("the notebook wrote to the grader's line, or what it returned could not be read")
        return "malformed"


def _seconds(value: Any) -> float:
    """A number of seconds; raises :class:`ValueError` for what is none."""
    seconds = float(value)
    if not 0 <= seconds < math.inf:
        raise ValueError(f"{value!r:.60} are no seconds")
    return seconds


def _plain(line: bytes) -> Any:
    """A line's JSON; half surrogate pairs, which no file can hold, become question marks."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:  # such a half is what orjson won't read; nor will it numbers that are none
        return json.loads(json.dumps(json.loads(line), ensure_ascii=False).encode("utf-8", "replace"))


def _shown(line: bytes) -> Any:
    """A cell's end with its outputs. What given cells show is the same in every submission, and is read once."""
    return _read(line) if len(line) < MOST_SHARED_BYTES else _read.__wrapped__(line)


def _observed(line: bytes) -> tuple[str, int, Observation]:
    """A piece of evidence: question, case, and what was observed; the same object where the same was sent."""
    return _read_evidence(line) if len(line) < MOST_SHARED_EVIDENCE else _read_evidence.__wrapped__(line)


@lru_cache(maxsize=2_048)
def _read_evidence(line: bytes) -> tuple[str, int, Observation]:
    message = _plain(line)
    return str(message["question"]), int(message["case"]), Observation.from_json(message["observation"])


@lru_cache(maxsize=128)
def _read(line: bytes) -> Any:
    message = _plain(line)
    message["outputs"] = clean(message["outputs"])
    return message


def _take_evidence(run: Run, job: Job, question: str, case: int, observation: Observation) -> None:
    """Evidence counts while its own check cell runs, and once: anything else did not come from the observer."""
    if not 0 <= case < len(job.cases.get(question, ())):
        raise EvidenceError("there is no such case")
    before = run.evidence.setdefault(question, {})
    if job.checks.get(run.at_cell) != question:
        run.suspect(f"evidence for {question} came while another cell ran; it does not count")
    elif case in before:
        run.suspect(f"two pieces of evidence came for case {case} of {question}; neither counts")
        before[case] = None
    else:
        before[case] = observation


def _not_isolated(layers: tuple[str, ...]) -> str:
    doors = ", ".join(open_doors(layers))
    return (
        f"This machine does not close off {doors} (any more): nothing was run; autograder doctor says what is missing."
    )


def _not_begun(what: str) -> str:
    return f"The process {what}, before the first cell: that is this machine's fault, and not the notebook's."


def _lost(run: Run) -> tuple[Outcome, str]:
    if not run.layers:
        return Outcome.UNGRADABLE, _not_begun("was lost")
    return Outcome.CRASHED, "The process was lost with the one that had started it, before the notebook's end."


def _stop(run: Run, ended: Outcome, detail: str) -> None:
    run.ended, run.detail = ended, detail
