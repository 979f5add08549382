"""Grade one submission: realign → run in a process of its own → evidence → judge. Bytes in, a result out."""

import base64
import contextlib
import gc
import hashlib
import platform
import time
import traceback
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from typing import Any

import nbformat
import numpy as np
import orjson
import torch
from nbformat import NotebookNode

from autograder.answer_keys import graded_question, in_short
from autograder.edition import edition
from autograder.errors import CourseError
from autograder.executors.executor import SECONDS_BEYOND_ITS_CELLS
from autograder.feedback import write_into
from autograder.judge import Mark, mark_all, mark_by_hand
from autograder.problem_set import GradedCell, ProblemSet
from autograder.realign import Realigned, Repair, realign
from autograder.sandbox.student_process import Run, run_notebook
from autograder.scores import Scores
from autograder.second_look import suspicious
from autograder.time_limit import TookTooLong, time_limit
from course_utils.questions import import_questions_of
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case
from course_utils.runner.job import Cases, Job, Limits

# The judge works on small tensors, beside processes that use the other cores: threads would wait for one another.
torch.set_num_threads(1)


@dataclass(frozen=True)
class Submission:
    """What a student has handed in.

    content: the notebook as bytes, or None if there was none.
    repairs: how it was found.
    """

    student: str
    content: bytes | None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class Conditions:
    """Under which a problem set is graded: the same for everybody.

    seed: of the graded cases; :class:`CourseError` if it is negative, which random generators don't take.
    sandboxed: if False, code that nobody trusts may run although this machine does not close off what it should.
    """

    seed: int
    limits: Limits = field(default_factory=Limits)
    sandboxed: bool = True

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise CourseError(f"The seed {self.seed} is negative: give a whole number from 0 on.")


@dataclass(frozen=True)
class Result:
    """A graded submission.

    notebook: the rebuilt notebook with its outputs and the judge's feedback, for nbgrader and formgrader; None where
        only the record is at hand.
    marks: one for every graded cell.
    comments: by grade id of what a student fills in, what nbgrader remarks by itself, or None.
    repairs: what had to be put right before it could be graded, and what asks for a person's look.
    record: what an appeal needs to replay the grading: seed, versions, limits, isolation.
    """

    student: str
    notebook: NotebookNode | None
    marks: tuple[Mark, ...]
    comments: Mapping[str, str | None]
    repairs: tuple[Repair, ...] = ()
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(mark.score or 0.0 for mark in self.marks)

    @property
    def max_score(self) -> float:
        return sum(mark.max_score for mark in self.marks)

    @property
    def needs_a_person(self) -> bool:
        return any(repair.doubtful for repair in self.repairs)

    @property
    def at_fault(self) -> bool:
        """Whether a question, the grader itself or the machine has failed on some of it."""
        return GRADER_ERROR in self.record

    @property
    def fault(self) -> str:
        """The error at which it has failed, in a line; "" without one."""
        return self.record.get(GRADER_ERROR, "").strip().rpartition("\n")[2]

    def to_json(self) -> dict[str, Any]:
        """Everything but the notebook, as JSON holds it. A verdict's pictures are in the notebook."""
        marks = [{name: getattr(mark, name) for name in MARK} for mark in self.marks]
        return {
            "student": self.student,
            "marks": marks,
            "comments": dict(self.comments),
            "repairs": [dict(vars(one)) for one in self.repairs],
            **self.record,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any], notebook: NotebookNode | None) -> "Result":
        rest = dict(plain)
        marks = tuple(
            Mark(**{**mark, "outcome": Outcome(mark["outcome"]), "cases": tuple(map(tuple, mark["cases"]))})
            for mark in rest.pop("marks")
        )
        repairs = tuple(map(Repair.from_json, rest.pop("repairs")))
        return cls(rest.pop("student"), notebook, marks, rest.pop("comments"), repairs, rest)


MARK = tuple(one.name for one in fields(Mark) if one.name not in ("verdict", "fault"))
GRADER_ERROR = "grader_error"  # in a record: the tracebacks of what the grader has failed at, or what the machine has


def refuse_if_unready(problem_set: ProblemSet) -> None:
    """Raise :class:`CourseError` where something is wrong with the set itself, and so for everybody.

    A question that is not there, a file of it that can't be imported, a choice without a key.
    """
    if not problem_set.graded:
        raise CourseError(
            f"The release of {problem_set.name} has no cell that is graded: the metadata of its cells is gone. Make it "
            "anew from its source: make release."
        )
    for question in problem_set.checked:
        graded_question(question, problem_set.name)


@lru_cache(maxsize=8)
def _secret_cases(problem_set: str, questions: tuple[str, ...], seed: int) -> tuple[Cases, Mapping[str, Exception]]:
    """The graded cases by question, of the same kinds as the public ones; and, of the questions that have none because
    something is wrong with them, what.
    """
    cases, faults = Cases(), {}
    for question in questions:
        try:
            cases[question] = _cases(problem_set, question, seed)
        except Exception as error:  # an author's slip can raise anything; the other questions are graded
            faults[question] = error
    return cases, faults


def _cases(problem_set: str, question: str, seed: int) -> list[Case]:
    # From the names as well: two problem sets that ask the same question don't give each other's cases away.
    own = zlib.crc32(question.encode()), zlib.crc32(problem_set.encode())
    cases = list(graded_question(question, problem_set).cases(np.random.default_rng([seed, *own])))
    if not cases or not all(isinstance(case, Case) for case in cases):
        raise CourseError(f"The cases of {question!r} in {problem_set} are none, or not all of them are a Case.")
    return cases


def grade_submission(problem_set: ProblemSet, submission: Submission, conditions: Conditions) -> Result:
    """Grade one submission. Whatever its code does is part of the result; what this raises is a fault of the grader."""
    realigned = realign(problem_set, submission.content, submission.repairs)
    cases, faults = _secret_cases(problem_set.name, problem_set.checked, conditions.seed)
    run = None
    if not realigned.unreadable:
        # Text cells keep their place as empty ones, so that positions are those of the notebook.
        checks = {graded.check: graded.name for graded in problem_set.graded if graded.name in cases}
        sources = [cell.source if cell.cell_type == "code" else "" for cell in realigned.notebook.cells]
        run = run_notebook(
            Job(sources, cases, checks, conditions.limits, conditions.sandboxed, problem_set.name, problem_set.modules)
        )
    marks = mark_all(problem_set, realigned, cases, run, faults)
    of_the_machine = run.detail if run is not None and run.ended is Outcome.UNGRADABLE else ""
    findings = (*_second_look(problem_set, realigned, run), *_faults(marks, of_the_machine))
    repairs = (*submission.repairs, *realigned.repairs, *findings)
    repairs = (*repairs, *write_into(realigned.notebook, problem_set, marks, repairs, run))
    comments = _comments(problem_set, realigned.answered)
    record = _record(submission, conditions, run, problem_set, _answers(problem_set, realigned))
    if errors := [mark.fault for mark in marks if mark.fault is not None]:
        record[GRADER_ERROR] = _traced(*errors)
    elif of_the_machine:
        record[GRADER_ERROR] = of_the_machine
    return Result(submission.student, realigned.notebook, marks, comments, repairs, record)


def grade_whatever_happens(problem_set: ProblemSet, submission: Submission, conditions: Conditions) -> Result:
    """As :func:`grade_submission`, but a fault of the grader is a result, too: ungradable, with the error noted.

    What takes far longer than its cells may is given up, like what has ended two workers.
    """
    try:
        with time_limit(conditions.limits.seconds_in_all + SECONDS_BEYOND_ITS_CELLS):
            return grade_submission(problem_set, submission, conditions)
    except TookTooLong:
        return crashed(problem_set, submission, conditions, "Grading it did not come to an end.")
    except Exception as error:
        return failed(problem_set, submission, conditions, error)


def crashed(
    problem_set: ProblemSet,
    submission: Submission,
    conditions: Conditions,
    what: str = "Grading it ended the process that graded it, twice.",
) -> Result:
    """The result of a submission that has ended two workers: it is not tried a third time, nor even read here."""
    return _without_evidence(problem_set, submission, conditions, Outcome.CRASHED, what, None)


def failed(problem_set: ProblemSet, submission: Submission, conditions: Conditions, error: Exception) -> Result:
    """The result where the grader itself has failed: nobody else waits for that, and a person has to look."""
    what = "The grader failed on this submission, and not its code: a person has to look."
    realigned = None
    with contextlib.suppress(Exception):  # reading it may be what the grader has failed at; that error is noted below
        realigned = realign(problem_set, submission.content, submission.repairs)
    # Students are told less: the error may quote an answer key.
    finding = f"{what} {in_short(error)}."
    result = _without_evidence(problem_set, submission, conditions, Outcome.UNGRADABLE, what, realigned, finding)
    result.record[GRADER_ERROR] = _traced(error)
    return result


def _traced(*errors: Exception) -> str:
    most = 10_000 // len(errors)  # characters
    return "\n".join("".join(traceback.format_exception(error))[-most:] for error in errors)


def _without_evidence(
    problem_set: ProblemSet,
    submission: Submission,
    conditions: Conditions,
    outcome: Outcome,
    reason: str,
    realigned: Realigned | None,
    finding: str = "",
) -> Result:
    """No points where a check decides; a text waits for a person, who may have to open the student's own file.

    finding: what the instructor is told, if it is more than the reason.
    """
    if realigned is None or realigned.unreadable:
        given = dict.fromkeys(problem_set.answer_ids, True)
        realigned = Realigned(nbformat.from_dict(problem_set.notebook), given)
    repairs = (*submission.repairs, *realigned.repairs, Repair("", finding or reason, confidence=0.0, kind="finding"))
    marks = tuple(
        mark_by_hand(realigned, one) if one.by_hand else Mark(one.name, 0.0, one.points, outcome, reason)
        for one in problem_set.graded
    )
    write_into(realigned.notebook, problem_set, marks, repairs, None)
    comments = _comments(problem_set, realigned.answered)
    record = _record(submission, conditions, None, problem_set, {})
    return Result(submission.student, realigned.notebook, marks, comments, repairs, record)


def _comments(problem_set: ProblemSet, answered: Mapping[str, bool]) -> dict[str, str | None]:
    """nbgrader's own remark on cells that were left as they were given."""
    return {name: None if answered.get(name) else "No response." for name in problem_set.answer_ids}


def _second_look(problem_set: ProblemSet, realigned: Realigned, run: Run | None) -> list[Repair]:
    """What a person should look at: means of deception in the answers' text, and what the run itself showed."""
    looks = [
        Repair(name, f"this answer reaches for {', '.join(found[:5])}", confidence=0.0, kind="finding")
        for index, name in zip(problem_set.solution_cells, problem_set.answer_ids, strict=True)
        if realigned.answered[name]
        and realigned.notebook.cells[index].cell_type == "code"
        and (found := suspicious(realigned.notebook.cells[index].source, ran=_ran(run, index)))
    ]
    shown = dict.fromkeys(run.suspicions if run else ())
    return looks + [Repair("", what, confidence=0.0, kind="finding") for what in shown]


def _ran(run: Run | None, cell: int) -> bool:
    """Whether a cell came to run: it began, and Python could read it."""
    if run is None or all(cell != begun for begun, _ in run.begun):
        return False
    return not any(
        one.output_type == "error" and one.ename in ("SyntaxError", "IndentationError", "TabError")
        for one in run.outputs[cell] or ()
    )


def _faults(marks: Sequence[Mark], of_the_machine: str) -> list[Repair]:
    """What the instructor is told where a question or this machine is at fault: the student has done nothing.

    of_the_machine: why it could not run the notebook, so that no answer was tried; "" if it could.
    """
    told = [
        (mark.question, f"this question can't be graded: {in_short(mark.fault)}")
        for mark in marks
        if mark.fault is not None
    ]
    if of_the_machine:
        told.append(("", of_the_machine))
    return [Repair(where, what, confidence=0.0, kind="finding") for where, what in told]


def _answers(problem_set: ProblemSet, realigned: Realigned) -> dict[str, str]:
    """Digests by question: equal ones are of the same answer, whatever else was handed in with it."""
    if realigned.unreadable:  # then a person may grade by the file itself
        return {}
    cells = {one.name: realigned.notebook.cells[one.answer] for one in problem_set.graded}
    return {name: _digest(cell.source, cell.get("attachments")) for name, cell in cells.items()}


def _digest(*of: Any) -> str:
    return hashlib.sha256(orjson.dumps(of, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def _record(
    submission: Submission,
    conditions: Conditions,
    run: Run | None,
    problem_set: ProblemSet,
    answers: Mapping[str, str],
) -> dict[str, Any]:
    content = b"" if submission.content is None else submission.content
    taken = {one.name: _cpu_seconds(run, one) for one in problem_set.graded if run and not one.by_hand}
    return {
        "submission": hashlib.sha256(content).hexdigest(),
        "answers": answers,
        "release": hashlib.sha256(problem_set.text.encode()).hexdigest(),
        "seed": conditions.seed,
        "edition": edition(problem_set.name),
        "versions": {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__},
        "limits": vars(conditions.limits),
        "sandboxed": conditions.sandboxed,
        "isolation": list(run.layers) if run else [],
        "cpu_seconds": {
            "cells": round(run.cpu_seconds, 4) if run else 0.0,
            "process": round(run.process_cpu_seconds, 4) if run else 0.0,
            "questions": {name: round(seconds, 4) for name, seconds in taken.items() if seconds is not None},
        },
    }


def _cpu_seconds(run: Run, graded: GradedCell) -> float | None:
    """CPU time of an answer's cell and its check; None where one of them did not come to its end."""
    seconds = run.cpu_seconds_of(graded.answer), run.cpu_seconds_of(graded.check)
    return None if None in seconds else sum(seconds)


def pack(problem_set: ProblemSet, submission: Submission, conditions: Conditions, *, page: bool) -> bytes:
    """A task for a worker: everything it needs, in bytes. A worker has no shared disk and no database.

    page: whether it also makes the feedback page.
    """
    content = submission.content
    return orjson.dumps(
        {
            "problem_set": problem_set.name,
            "release": problem_set.text,
            "student": submission.student,
            "content": None if content is None else base64.b64encode(content).decode(),
            "repairs": [asdict(repair) for repair in submission.repairs],
            "conditions": asdict(conditions),
            "page": page,
        }
    )


def get_ready(name: str, release: str) -> None:
    """Do in a worker what is the same for every submission to a problem set, lest the first ones pay for it.

    It raises nothing: what fails here fails again, and is told, when a submission is graded.
    """
    with contextlib.suppress(Exception):
        import_questions_of(name)
    with contextlib.suppress(Exception):
        render_release(name, release)
    gc.freeze()  # what is there now stays: no garbage collector has to look at it


def render_release(name: str, release: str) -> None:
    """Read a release and render its cells: both are remembered."""
    problem_set = _problem_set(name, release)
    _ = problem_set.modules  # it remembers them
    realign(problem_set, release.encode())
    _pages(problem_set, crashed(problem_set, Submission("", None), Conditions(0)), with_page=True)


def grade_packed(task: bytes, spent: float = 0.0) -> bytes:
    """What a worker does: a task of :func:`pack` in, a result for :func:`unpack` out.

    spent: CPU seconds that it has taken besides, to be noted with the result.
    """
    began = time.process_time() - spent
    plain = orjson.loads(task)
    content = plain["content"]
    problem_set = _problem_set(plain["problem_set"], plain["release"])
    submission = Submission(
        plain["student"],
        None if content is None else base64.b64decode(content),
        tuple(map(Repair.from_json, plain["repairs"])),
    )
    conditions = Conditions(**{**plain["conditions"], "limits": Limits(**plain["conditions"]["limits"])})
    try:
        result = grade_submission(problem_set, submission, conditions)
        text, page = _pages(problem_set, result, plain["page"])
    except Exception as error:  # one submission that the grader can't bear does not cost a class its grades
        result = failed(problem_set, submission, conditions, error)
        text, page = _pages(problem_set, result, plain["page"])
    result.record["cpu_seconds"]["grader"] = round(time.process_time() - began, 4)
    return orjson.dumps([result.to_json(), len(text)], option=orjson.OPT_APPEND_NEWLINE) + text + page


def _pages(problem_set: ProblemSet, result: Result, with_page: bool) -> tuple[bytes, bytes]:
    """The autograded notebook's file and, if asked for, the feedback page."""
    text = notebook_text(result.notebook)  # before the page's making writes scores into its cells
    if not with_page:
        return text, b""
    from autograder.feedback_pages import render

    return text, render(problem_set.name, result.student, result.notebook, expected_scores(result)).encode()


def unpack(packed: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    """A worker's result: what :meth:`Result.to_json` gave, the notebook's file, and the feedback page or nothing."""
    head, _, body = packed.partition(b"\n")
    plain, size = orjson.loads(head)
    return plain, body[:size], body[size:]


def notebook_text(notebook: NotebookNode) -> bytes:
    """A notebook as its file holds it."""
    return orjson.dumps(notebook, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def expected_scores(result: Result) -> Scores:
    """What the gradebook will say if nobody has graded by hand and nothing was late."""
    return Scores(
        result.score,
        result.max_score,
        0.0,
        {mark.question: (mark.score or 0.0, mark.max_score) for mark in result.marks},
        result.comments,
    )


@lru_cache(maxsize=8)
def _problem_set(name: str, release: str) -> ProblemSet:
    return ProblemSet.parse(name, release)
