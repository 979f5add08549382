"""Grade one submission: realign → run in a process of its own → evidence → judge. Bytes in, a result out."""

import platform
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from nbformat import NotebookNode

from autograder.feedback import write_into
from autograder.judge import Mark, mark_all
from autograder.problem_set import ProblemSet
from autograder.realign import Repair, realign
from autograder.student_process import run_notebook
from course_utils.questions import find_question
from course_utils.questions.question import Case
from course_utils.runner.job import Job, Limits

# The judge works on small tensors, beside processes that use the other cores: threads would wait for one another.
torch.set_num_threads(1)


@dataclass(frozen=True)
class Submission:
    """A student's notebook as bytes, or None if there was none; ``repairs`` tells how it was found."""

    student: str
    content: bytes | None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class Result:
    """A graded submission.

    notebook    the rebuilt notebook with its outputs and the judge's feedback, for nbgrader and formgrader
    marks       one for every graded cell
    repairs     what had to be put right before it could be graded
    record      what an appeal needs to replay the grading: seed, versions, limits, isolation
    """

    student: str
    notebook: NotebookNode
    marks: tuple[Mark, ...]
    repairs: tuple[Repair, ...] = ()
    record: Mapping[str, Any] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(mark.score or 0.0 for mark in self.marks)

    @property
    def max_score(self) -> float:
        return sum(mark.max_score for mark in self.marks)

    @property
    def needs_a_person(self) -> bool:
        return any(repair.doubtful for repair in self.repairs)


def secret_cases(problem_set: ProblemSet, seed: int) -> dict[str, list[Case]]:
    """The graded cases of every question: the same kinds as the public ones, from another seed."""
    return {
        graded.name: find_question(graded.name).cases(np.random.default_rng([seed, zlib.crc32(graded.name.encode())]))
        for graded in problem_set.graded
        if not graded.by_hand
    }


def grade_submission(
    problem_set: ProblemSet, submission: Submission, seed: int, limits: Limits | None = None
) -> Result:
    """Grade one submission. Never raises for anything a submission holds or does."""
    limits = limits or Limits()
    realigned = realign(problem_set, submission.content)
    cases = secret_cases(problem_set, seed)
    run = None
    if not realigned.unreadable:
        # Text cells keep their place as empty ones, so that positions are those of the notebook.
        sources = [cell.source if cell.cell_type == "code" else "" for cell in realigned.notebook.cells]
        run = run_notebook(Job(sources, cases, limits))
    marks = mark_all(problem_set, realigned, cases, run)
    repairs = (*submission.repairs, *realigned.repairs)
    return Result(
        submission.student,
        write_into(realigned.notebook, problem_set, marks, repairs, run),
        marks,
        repairs,
        {"seed": seed, "versions": _versions(), "limits": vars(limits), "isolation": ["process", "session", "rlimits"]},
    )


def _versions() -> dict[str, str]:
    return {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__}
