"""Stock nbgrader, with its own settings: generate the assignment, autograde, generate feedback."""

import subprocess
import sys
import time
from pathlib import Path

from nbgrader.api import Gradebook

Scores = dict[tuple[str, str], float | None]  # by student and question

NBGRADER = str(Path(sys.executable).with_name("nbgrader"))


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


def scores(course: Path, problem_set: str) -> Scores:
    """Of everybody; None where neither the machine nor a person has given one yet."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "stock") as gradebook:
        return {
            (submission.student.id, grade.name): (
                None if grade.auto_score is None and grade.manual_score is None else grade.score
            )
            for submission in gradebook.assignment_submissions(problem_set)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def _run(course: Path, *words: str) -> None:
    # Its commands end with a status of 1 if one submission fails; that is part of what is compared.
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    subprocess.run([NBGRADER, *words], cwd=course, capture_output=True, env={"PATH": path, "HOME": str(course)})
