"""A small problem set with four questions, a right submission to it, and small limits: so that a run takes little."""

import copy
import json
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from autograder.grade import Conditions, Result, Submission, grade_submission
from autograder.problem_set import ProblemSet, grade_id
from autograder.sandbox import student_process
from course_utils.runner.isolation.guarantees import missing
from course_utils.runner.job import Limits

from .submission import ESSAY, FULL, REFERENCE, Hostile

SEED = 4711
SMALL = {"cpu_seconds_per_case": 1.0, "seconds_per_cell": 20.0, "seconds_in_all": 60.0, "cpu_seconds": 30,
         "memory_mib": 256, "processes": 16, "file_mib": 8, "output_bytes_per_cell": 100_000}  # fmt: skip


@pytest.fixture(scope="session")
def few(short: ProblemSet) -> ProblemSet:
    """Of problem set 1 only the imports and the cells of four questions."""
    notebook = copy.deepcopy(short.notebook)
    kept = {*FULL, *(f"{name}_answer" for name in FULL), ESSAY}
    imports = notebook.cells[short.imports]
    notebook.cells = [cell for cell in notebook.cells if cell is imports or grade_id(cell) in kept]
    return ProblemSet.parse(short.name, nbformat.writes(notebook, version=4))


@pytest.fixture(scope="session")
def right(few: ProblemSet, reference: ProblemSet) -> str:
    """A right submission to it, as JSON text."""
    notebook = copy.deepcopy(few.notebook)
    answers = {grade_id(cell): cell.source for cell in reference.notebook.cells}
    for index in few.solution_cells:
        notebook.cells[index].source = answers[grade_id(notebook.cells[index])]
    return nbformat.writes(notebook, version=4)


@pytest.fixture
def submit(few: ProblemSet, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """``submit(content, **limits)`` grades a submission; skips where this machine can't isolate it."""
    monkeypatch.setattr(student_process, "GRACE_SECONDS", 1.0)

    def submit(content: bytes | None, **limits: Any) -> Result:
        conditions = Conditions(SEED, Limits(**{**SMALL, **limits}))
        result = grade_submission(few, Submission("somebody", content), conditions)
        layers = result.record["isolation"]
        if layers and missing(layers):
            pytest.skip(f"this machine does not close off {', '.join(missing(layers))}")
        return result

    return submit


def content_of(hostile: Hostile, right: str) -> bytes | None:
    """A hostile submission's bytes."""
    notebook = json.loads(right)
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removesuffix("_answer")
        if name in hostile.answers and cell["metadata"]["nbgrader"]["solution"]:
            cell["source"] = hostile.answers[name].replace(REFERENCE, cell["source"])
    changed = None if hostile.change is None else hostile.change(notebook)
    return changed if isinstance(changed, bytes) else json.dumps(notebook).encode()
