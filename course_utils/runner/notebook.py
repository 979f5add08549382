"""Run a notebook's cells and send what they show, and what the answers return, as it comes."""

import copy
import signal
import time
from collections.abc import Callable
from typing import Any, Protocol

from IPython.core.interactiveshell import InteractiveShell

from course_utils.checking.check import checks_of, hand_evidence_to
from course_utils.checking.kept_randomness import kept_randomness
from course_utils.checking.observe import observe
from course_utils.questions import find_question
from course_utils.questions.question import Question
from course_utils.runner.job import Job
from course_utils.runner.pristine import Pristine
from course_utils.runner.shell import Output
from course_utils.runner.wire import Wire


class Cells(Protocol):
    """What runs cells: :class:`RecordingShell`, or a kernel."""

    most_bytes: int

    def run(self, source: str, then: Callable[[list[Output]], None]) -> None: ...


class _AroundTheCells:
    """A context for what is done around the cells: its CPU time is none of theirs."""

    def __init__(self) -> None:
        # Kept here, because a cell may put other clocks into their place. Under a limit of CPU time, Linux brings a
        # process's clock up to date only every few milliseconds, and a thread's at once.
        self._of_all_threads, self._of_this_thread = time.process_time, time.thread_time
        self._began = self._of_all_threads()
        self._ours = self._of_cells = 0.0

    def __enter__(self) -> None:
        self._entered = self._of_this_thread()

    def __exit__(self, *exc: Any) -> None:
        self._ours += self._of_this_thread() - self._entered

    def spent_by_cells(self) -> float:
        """CPU seconds so far; never less than the last time it was asked."""
        self._of_cells = max(self._of_cells, self._of_all_threads() - self._began - self._ours)
        return self._of_cells


def _questions_of(job: Job) -> dict[str, Question]:
    """The questions that are asked, as copies that no cell finds under a name."""
    copies = {}
    for name in job.checks.values():
        copies[name] = copied = copy.copy(find_question(name, job.problem_set))
        object.__setattr__(copied, "forbidden", copy.copy(copied.forbidden))
    return copies


def run(
    job: Job,
    wire: Wire,
    cells: Cells,
    shell: InteractiveShell,
    pristine: Pristine,
    functions_have_changed: Callable[[], bool],
) -> None:
    """Run every cell, whatever the others did, and send outputs and evidence as they come.

    shell: the IPython in which ``cells`` runs them.
    pristine: how it looked before.
    functions_have_changed: whether any function has got another code since it was last asked.
    """
    undone: list[str] = []
    asked: str | None = None  # a check that stands in an answer cell is the student's own, and so is one inside another
    stopped = False  # by the grader, because the cell is over its time
    around_the_cells = _AroundTheCells()
    questions = _questions_of(job)

    def stop(_signal: int, _frame: Any) -> None:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    def put_back() -> None:
        with around_the_cells:
            undone.extend(pristine.restore_observer(functions_have_changed()))

    def collect(name: str, answer: Any) -> None:
        nonlocal asked, stopped
        if name != asked:
            return
        asked = None
        stopped = False
        signal.signal(signal.SIGINT, stop)
        timed_out = 0
        with kept_randomness():  # as in the student's own check
            question = questions[name]
            # An answer that is a value shows the same in every case; it is sent once.
            cases = job.cases.get(name, ())[:1] if question.takes == "value" else job.cases.get(name, ())
            for index, case in enumerate(cases):
                observation = observe(question, case, answer, job.limits.cpu_seconds_per_case, put_back)
                with around_the_cells:
                    wire.send("evidence", question=name, case=index, observation=observation.to_json())
                timed_out += observation.status == "timed out"
                if stopped or timed_out == job.limits.timed_out_cases:
                    break

    def show(outputs: list[Output]) -> None:
        with around_the_cells:
            wire.add("end", cell=index, outputs=outputs)

    cells.most_bytes = job.limits.output_bytes_per_cell
    hand_evidence_to(collect)
    for index, source in enumerate(job.cells):
        if not source.strip():  # a text, or an answer that was emptied
            continue
        asked, spent = job.checks.get(index), around_the_cells.spent_by_cells()
        with around_the_cells:
            if asked is not None:
                undone.extend(pristine.restore())
                hand_evidence_to(collect)
                shell.user_ns["check"] = checks_of(job.problem_set)
            else:
                undone.extend(pristine.restore_shell())
            wire.send("begin", cell=index, cpu_seconds=spent)
        cells.run(source, show)
    spent = around_the_cells.spent_by_cells()
    undone.extend(pristine.restore_shell())
    wire.send("done", replaced=sorted(set(undone))[:20], cpu_seconds=spent)
