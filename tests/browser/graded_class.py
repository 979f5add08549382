"""A small class, graded and reported on by the course's own commands: every kind of verdict is on some page."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from small_course import FLIPPED, PS, RAISES, RIGHT, small_course

from autograder.release import build
from autograder.sample_class import answer

WRONG = RIGHT | {"convolve1d": RAISES, "conv2d": FLIPPED}
STUDENTS = {"right": RIGHT, "wrong": WRONG, "lookalike": WRONG, "nothing": {}}
PAGES = ["feedback_right", "feedback_wrong", "feedback_nothing", "report"]


@dataclass(frozen=True)
class GradedClass:
    """The pages that students and their instructor get."""

    course: Path

    def page(self, name: str) -> Path:
        """One of PAGES."""
        kind, _, student = name.partition("_")
        return self.course / ("reports" if kind == "report" else f"feedback/{student}/{PS}") / f"{PS}.html"


def graded_class(folder: Path) -> GradedClass:
    small_course(folder)
    build(PS, folder / "release" / PS, folder / "source" / PS)
    for student, answers in STUDENTS.items():
        notebook = nbformat.read(folder / "release" / PS / f"{PS}.ipynb", as_version=4)
        for question, source in answers.items():
            answer(notebook, question, source)
        (folder / "submitted" / student / PS).mkdir(parents=True)
        # A name that a browser gave: the repair is told on the page.
        nbformat.write(notebook, folder / "submitted" / student / PS / f"{PS} (1).ipynb")
    program = str(Path(sys.executable).with_name("autograder"))
    for command in ("grade", "report"):
        done = subprocess.run([program, command, PS, "--course", str(folder)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return GradedClass(folder)
