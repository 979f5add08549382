"""Run a rebuilt notebook in a process of its own and take down what it sends: outputs and evidence.

The process is forked anew for every submission, in a new session and an empty folder, with an environment that
names nothing of ours. It is watched from outside: wall time, resident memory, and how much it sends. Its whole process
group is killed when it is done.
"""

import json
import os
import selectors
import signal
import tempfile
import time
from dataclasses import dataclass, field
from typing import Any

import psutil

from autograder import warm_process
from autograder.warm_process import ForkedChild
from course_utils.checking.evidence import EvidenceError, Observation
from course_utils.questions.outcome import Outcome
from course_utils.runner.job import Job, Limits

MOST_BYTES_SENT = 200_000_000
STARTUP_SECONDS = 30.0
GRACE_SECONDS = 5.0  # from an interrupt to the kill
POLL_SECONDS = 0.05


@dataclass
class Run:
    """What came out of a run.

    outputs     for each cell its outputs in nbformat's form, or None if it never ended
    evidence    by question and number of the case
    ended       correct: it ran to its end; else timed out, out of memory or crashed
    detail      the same in a sentence
    at_cell     the cell that ran when it ended, or None
    """

    outputs: list[list[dict[str, Any]] | None]
    evidence: dict[str, dict[int, Observation]] = field(default_factory=dict)
    ended: Outcome = Outcome.CRASHED
    detail: str = "The process ended before its first cell."
    at_cell: int | None = None
    done: bool = False


def run_notebook(job: Job) -> Run:
    """Run the job's cells; never raises for anything the cells do."""
    run = Run(outputs=[None] * len(job.cells))
    with tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder:
        reader, writer = os.pipe()
        with tempfile.TemporaryFile() as job_file, os.fdopen(reader, "rb", buffering=0) as wire:
            job_file.write(json.dumps(job.to_json()).encode())
            job_file.seek(0)
            try:
                child = warm_process.of_this_thread().start(folder, job_file, writer)
            finally:
                os.close(writer)
            try:
                _follow(child, wire, run, job.limits)
                child.end()
            except warm_process.WarmProcessBroken:
                # The child took its parent along, or will not die: the next submission gets a new one.
                warm_process.discard()
    return run


def _follow(child: ForkedChild, wire: Any, run: Run, limits: Limits) -> None:
    """Read lines as they come until the process is done, or breaks a limit."""
    started = cell_began = time.monotonic()
    ready = interrupted = False
    base_memory = 0
    received = 0
    pending = b""
    with selectors.DefaultSelector() as selector:
        selector.register(wire, selectors.EVENT_READ)
        while True:
            if selector.select(POLL_SECONDS):
                chunk = wire.read(1 << 20)
                if not chunk:
                    break
                received += len(chunk)
                *lines, pending = (pending + chunk).split(b"\n")
                for line in lines:
                    kind = _take_down(line, run)
                    if kind == "ready":
                        ready, base_memory, started = True, _memory(child), time.monotonic()
                    if kind in ("begin", "ready"):
                        cell_began, interrupted = time.monotonic(), False
                if run.done:
                    return
            elif child.poll() is not None:
                break  # it is gone, even if a process it left behind holds the pipe open
            if received > MOST_BYTES_SENT:
                return _stop(run, Outcome.CRASHED, f"It sent more than {MOST_BYTES_SENT:,} bytes and was stopped.")
            now = time.monotonic()
            if not ready and now - started > STARTUP_SECONDS:
                return _stop(run, Outcome.CRASHED, f"The process did not start within {STARTUP_SECONDS:.0f} s.")
            if ready and now - started > limits.seconds_in_all:
                return _stop(run, Outcome.TIMED_OUT, f"The notebook ran over its {limits.seconds_in_all:.0f} s in all.")
            if ready and now - cell_began > limits.seconds_per_cell:
                if not interrupted:
                    # As a person would press Stop: the cell fails, the next ones still get their turn.
                    child.send_signal(signal.SIGINT)
                    interrupted = True
                elif now - cell_began > limits.seconds_per_cell + GRACE_SECONDS:
                    return _stop(run, Outcome.TIMED_OUT, f"A cell ran over its {limits.seconds_per_cell:.0f} s.")
            if ready and _memory(child) - base_memory > limits.memory_mib * 2**20:
                return _stop(run, Outcome.OUT_OF_MEMORY, f"It used more than {limits.memory_mib:,} MiB of memory.")
    status = child.wait(GRACE_SECONDS)
    if status is None:
        return _stop(run, Outcome.CRASHED, "The process closed its line to the grader.")
    if status == -signal.SIGXCPU:
        return _stop(run, Outcome.TIMED_OUT, f"It used up its {limits.cpu_seconds} s of CPU time.")
    how = f"by signal {signal.Signals(-status).name}" if status < 0 else f"with exit status {status}"
    return _stop(run, Outcome.CRASHED, f"The process ended {how} before the notebook did.")


def _take_down(line: bytes, run: Run) -> str:
    """Note one line of the wire; a line that is not what it should be is left out, and so earns nothing."""
    try:
        message = json.loads(line)
        kind = message["kind"]
        if kind == "begin":
            run.at_cell = int(message["cell"])
        elif kind == "end":
            run.outputs[int(message["cell"])] = list(message["outputs"])
        elif kind == "evidence":
            observation = Observation.from_json(message["observation"])
            run.evidence.setdefault(str(message["question"]), {})[int(message["case"])] = observation
        elif kind == "done":
            run.done, run.ended, run.detail, run.at_cell = True, Outcome.CORRECT, "", None
        return str(kind)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, EvidenceError):
        return "malformed"


def _stop(run: Run, ended: Outcome, detail: str) -> None:
    run.ended, run.detail = ended, detail


def _memory(child: ForkedChild) -> int:
    """Resident bytes of the process and its children."""
    try:
        process = psutil.Process(child.pid)
        return sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])
    except psutil.Error:
        return 0
