"""A class that is graded in moments: one question, on the problem set that the benchmark calls light."""

from collections.abc import Callable
from pathlib import Path

import pytest
from here import SEED, course_of

from autograder.grade import Conditions
from autograder.release import build
from benchmarks.grading.classes import LIGHT


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
        return course_of(students, tmp_path / name, light_release)

    return make


@pytest.fixture
def conditions() -> Conditions:
    return Conditions(SEED)
