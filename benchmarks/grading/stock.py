"""Stock nbgrader, with its own settings: generate the assignment, autograde, generate feedback."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.utils import is_solution

NBGRADER = str(Path(sys.executable).with_name("nbgrader"))


@dataclass(frozen=True)
class Given:
    """A score, None where neither the machine nor a person has given one yet; and which of its rules has led to it."""

    score: float | None
    why: str


def prepare(course: Path, problem_set: str) -> None:
    """What an instructor has done before anything is graded."""
    (course / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.root = {str(course)!r}\nc.CourseDirectory.course_id = 'stock'\n"
    )
    _run(course, "generate_assignment", problem_set)


def grade(course: Path, problem_set: str) -> tuple[float, float]:
    """Autograde everybody, and make the feedback pages; seconds of either."""
    started = time.monotonic()
    _run(course, "autograde", problem_set)
    graded = time.monotonic()
    _run(course, "generate_feedback", problem_set)
    return graded - started, time.monotonic() - graded


def scores(course: Path, problem_set: str) -> dict[tuple[str, str], Given]:
    """Everybody's, by student and question."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "stock") as gradebook:
        return {
            (submission.student.id, grade.name): Given(
                None if grade.auto_score is None and grade.manual_score is None else grade.score,
                _why(course / "autograded" / submission.student.id / problem_set / f"{problem_set}.ipynb", grade.name),
            )
            for submission in gradebook.assignment_submissions(problem_set)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def _why(autograded: Path, question: str) -> str:
    if not autograded.exists():
        return "autograding failed: there is no notebook"
    for cell in nbformat.read(autograded, as_version=4).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == question:
            return why(cell)
    return "the cell is gone"


def why(cell: NotebookNode) -> str:
    """The rule by which it grades a cell that was run: ``nbgrader.utils.determine_grade`` gives only the score."""
    if cell.cell_type != "code" or is_solution(cell):
        return "a person grades the cell, unless it was left as it was: 0"
    for output in cell.outputs:
        if output.output_type == "error":
            said = f"{output.ename}: {output.evalue}".partition("\n")[0].rstrip(".")
            return f"all or nothing: the cell ends with an error ({said}), so 0"
        if output.output_type == "stream" and output.name == "stderr":
            return "all or nothing: the cell writes to stderr, so 0"
        if output.output_type == "execute_result":
            return "what the cell shows is the score, or all points if it is no number"
    return "all or nothing: the cell shows no error, so all points"


def _run(course: Path, *words: str) -> None:
    # Its commands end with a status of 1 if one submission fails; that is part of what is compared.
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    subprocess.run([NBGRADER, *words], cwd=course, capture_output=True, env={"PATH": path, "HOME": str(course)})
