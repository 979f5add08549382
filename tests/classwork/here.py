"""Helpers of the tests in this folder."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from autograder.course import Course
from autograder.grade import Conditions
from autograder.problem_set import ProblemSet
from benchmarks.grading.classes import LIGHT

SEED = 4242
AUTOGRADER = str(Path(sys.executable).with_name("autograder"))
# Times of submission and of the last change are when it was made; everything else has to be the same.
CONTENT = """
    SELECT student.id, grade_cell.name, grade.auto_score, grade.manual_score, grade.needs_manual_grade
    FROM grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
    JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
    JOIN student ON submitted_assignment.student_id = student.id
    JOIN base_cell AS grade_cell ON grade.cell_id = grade_cell.id
    ORDER BY student.id, grade_cell.name
"""


def course_of(students: int, folder: Path, light_release: Path) -> Path:
    """A course folder with so many submissions, and a seed that is always the same."""
    LIGHT.make(folder, students)
    shutil.copytree(light_release, folder / "release" / LIGHT.name)
    (folder / ".autograder" / LIGHT.name).mkdir(parents=True)
    (folder / ".autograder" / LIGHT.name / "seed").write_text(f"{SEED}\n")
    return folder


def autograder(*arguments: object, **options: object) -> subprocess.CompletedProcess:
    return subprocess.run([AUTOGRADER, *map(str, arguments)], capture_output=True, text=True, **options)


def gradebook(course: Path) -> list[tuple]:
    """What the gradebook says of everybody."""
    with sqlite3.connect(course / "gradebook.db") as connection:
        return connection.execute(CONTENT).fetchall()


def classwork(folder: Path, conditions: Conditions, **options: object):
    from autograder.classwork import Classwork

    course = Course(folder)
    release = ProblemSet.read(course.release(LIGHT.name))
    return Classwork(course, release, course.submissions(LIGHT.name), conditions, **options)


def write_answer(course: Path, student: str, source: str) -> None:
    """Hand in another answer."""
    import nbformat

    from autograder.sample_class import answer

    path = course / "submitted" / student / LIGHT.name / f"{LIGHT.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    answer(notebook, "convolve1d", source)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    os.utime(path)
