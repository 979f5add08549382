"""A class that is graded in moments: one question, on the problem set that the benchmark calls light."""

import copy
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from here import SEED, course_of
from nbgrader.preprocessors import ClearSolutions

from autograder.course import Course
from autograder.grade import Conditions
from autograder.problem_set import ProblemSet, grade_id
from autograder.sample_class import answer
from benchmarks.grading.classes import LIGHT


@pytest.fixture(scope="session")
def light_release(tmp_path_factory) -> Path:
    """The released notebook of the light problem set, in a folder as a course has it."""
    folder = tmp_path_factory.mktemp("light") / "release" / LIGHT.name
    folder.mkdir(parents=True)
    # What generating the assignment does to it, without a process of nbgrader's: that is tested elsewhere.
    notebook, _ = ClearSolutions().preprocess(nbformat.read(LIGHT.source, as_version=4), {})
    nbformat.write(notebook, folder / f"{LIGHT.name}.ipynb")
    return folder


@pytest.fixture
def make_course(tmp_path, light_release) -> Callable[..., Path]:
    """``make_course(students, name)``: a course folder with so many submissions, and a seed that is always the same."""

    def make(students: int, name: str = "course") -> Path:
        return course_of(students, tmp_path / name, light_release)

    return make


@pytest.fixture
def conditions() -> Conditions:
    return Conditions(SEED)


@pytest.fixture(scope="session")
def several(short: ProblemSet) -> ProblemSet:
    """Several questions, one of them graded by hand: what is left of problem set 1 without all others."""
    kept = {"convolve1d_answer", "convolve1d", "conv2d_answer", "conv2d", "flip_or_not"}
    notebook = copy.deepcopy(short.notebook)
    imports = notebook.cells[short.imports]
    notebook.cells = [cell for cell in notebook.cells if cell is imports or grade_id(cell) in kept]
    return ProblemSet.parse(short.name, nbformat.writes(notebook, version=4))


@pytest.fixture
def hand_in(tmp_path, several: ProblemSet) -> Callable[..., Course]:
    """``hand_in("ana", conv2d="def conv2d…")``: a course with such questions, into which she hands in this."""
    release = tmp_path / "release" / several.name
    release.mkdir(parents=True)
    (release / f"{several.name}.ipynb").write_text(several.text, encoding="utf-8")

    def hand_in(student: str, **answers: str) -> Course:
        notebook = copy.deepcopy(several.notebook)
        for question, source in answers.items():
            answer(notebook, question, source)
        folder = tmp_path / "submitted" / student / several.name
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / f"{several.name}.ipynb")
        return Course.at(tmp_path)

    return hand_in
