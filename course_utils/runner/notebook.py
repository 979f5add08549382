"""Run a notebook's cells and send what they show, and what the answers return, as it comes."""

import signal
import time
from collections.abc import Callable
from typing import Any, Protocol

from IPython.core.interactiveshell import InteractiveShell

from course_utils.checking.check import checks_of, hand_evidence_to
from course_utils.checking.kept_randomness import kept_randomness
from course_utils.checking.observe import observe
from course_utils.questions import find_question
from course_utils.runner.job import Job
from course_utils.runner.pristine import Pristine
from course_utils.runner.shell import Output
from course_utils.runner.wire import Wire


class Cells(Protocol):
    """What runs cells: :class:`RecordingShell`, or a kernel."""

    most_bytes: int

    def run(self, source: str, then: Callable[[list[Output]], None]) -> None: ...


def run(job: Job, wire: Wire, cells: Cells, shell: InteractiveShell, pristine: Pristine) -> None:
    """Run every cell, whatever the others did, and send outputs and evidence as they come.

    ``shell`` is the IPython in which ``cells`` runs them, and ``pristine`` how it looked before.
    """
    undone: list[str] = []
    asked: str | None = None  # a check that stands in an answer cell is the student's own, and so is one inside another
    stopped = False  # by the grader, because the cell is over its time

    def stop(_signal: int, _frame: Any) -> None:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    def collect(name: str, answer: Any) -> None:
        nonlocal asked, stopped
        if name != asked:
            return
        asked = None
        stopped = False
        signal.signal(signal.SIGINT, stop)
        timed_out = 0
        with kept_randomness():  # as in the student's own check
            question = find_question(name, job.problem_set)
            # An answer that is a value shows the same in every case; it is sent once.
            cases = job.cases.get(name, ())[:1] if question.takes == "value" else job.cases.get(name, ())
            for index, case in enumerate(cases):
                observation = observe(question, case, answer, job.limits.cpu_seconds_per_case)
                undone.extend(pristine.restore_observer())
                wire.send("evidence", question=name, case=index, observation=observation.to_json())
                timed_out += observation.status == "timed out"
                if stopped or timed_out == job.limits.timed_out_cases:
                    break

    cells.most_bytes = job.limits.output_bytes_per_cell
    hand_evidence_to(collect)
    began = time.process_time()
    for index, source in enumerate(job.cells):
        if not source.strip():  # a text, or an answer that was emptied
            continue
        asked = job.checks.get(index)
        if asked is not None:
            undone.extend(pristine.restore())
            hand_evidence_to(collect)
            shell.user_ns["check"] = checks_of(job.problem_set)
        else:
            undone.extend(pristine.restore_shell())
        wire.send("begin", cell=index, cpu_seconds=time.process_time() - began)
        cells.run(source, lambda outputs, index=index: wire.add("end", cell=index, outputs=outputs))
    undone.extend(pristine.restore_shell())
    wire.send("done", replaced=sorted(set(undone))[:20], cpu_seconds=time.process_time() - began)
