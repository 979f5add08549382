"""A class that is graded in moments: one question, on the problem set that the benchmark calls light."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.grade import Conditions
from autograder.release import build
from benchmarks.grading.classes import LIGHT

SEED = 4242


@pytest.fixture(scope="session")
def light_release(tmp_path_factory) -> Path:
    """The released notebook of the light problem set, in a folder as a course has it."""
    folder = tmp_path_factory.mktemp("light") / "release" / LIGHT.name
    build(LIGHT.name, folder, source=LIGHT.source.parent)
    return folder


@pytest.fixture
def make_course(tmp_path, light_release) -> Callable[..., Path]:
    """``make_course(students, name)``: a course folder with so many submissions, and a seed that is always the same."""

    def make(students: int, name: str = "course") -> Path:
        folder = tmp_path / name
        LIGHT.make(folder, students)
        shutil.copytree(light_release, folder / "release" / LIGHT.name)
        (folder / ".autograder" / LIGHT.name).mkdir(parents=True)
        (folder / ".autograder" / LIGHT.name / "seed").write_text(f"{SEED}\n")
        return folder

    return make


@pytest.fixture
def conditions() -> Conditions:
    return Conditions(SEED)
