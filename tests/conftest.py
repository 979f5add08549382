"""What many tests need: the problem set, and a way to grade one notebook with some answers changed."""

import copy
import os
from collections.abc import Callable, Iterator
from functools import cache
from unittest.mock import patch

import nbformat
import pytest
import torch
from without_teaching import without_teaching

from autograder.course import PROJECT
from autograder.grade import Conditions, Result, Submission, grade_submission
from autograder.problem_set import ProblemSet
from autograder.sample_class import answer
from course_utils.runner.job import Limits

SEED = 12345
# Tests share two cores with one another and with what they start: threads would only wait for one another.
torch.set_num_threads(1)
os.environ.setdefault("OMP_NUM_THREADS", "1")  # for the processes that tests start


@pytest.fixture(scope="session", autouse=True)
def quick_gradebooks() -> Iterator[None]:
    """A new gradebook has the program alembic say its version, which takes a second: here only the first one does."""
    import nbgrader.api

    with patch("nbgrader.api.get_alembic_version", cache(nbgrader.api.get_alembic_version)):
        yield


@pytest.fixture(scope="session")
def problem_set() -> ProblemSet:
    """Problem set 1 as it is released."""
    return ProblemSet.read(PROJECT / "release" / "ps1_convolution" / "ps1_convolution.ipynb")


@pytest.fixture(scope="session")
def reference() -> ProblemSet:
    """Problem set 1 with the reference answers."""
    return ProblemSet.read(PROJECT / "source" / "ps1_convolution" / "ps1_convolution.ipynb")


@pytest.fixture(scope="session")
def short() -> ProblemSet:
    """Problem set 1 without the code that only teaches, which takes most of the time of a run."""
    return without_teaching(PROJECT / "release" / "ps1_convolution" / "ps1_convolution.ipynb")


@pytest.fixture
def grade(short: ProblemSet, reference: ProblemSet) -> Callable[..., Result]:
    """``grade(conv2d="def conv2d…", limits=…)`` grades the reference answers with these in their place."""

    def grade(limits=None, **answers: str) -> Result:
        notebook = copy.deepcopy(reference.notebook)
        for question, source in answers.items():
            answer(notebook, question, source)
        submission = Submission("somebody", nbformat.writes(notebook, version=4).encode())
        return grade_submission(short, submission, Conditions(SEED, limits or Limits()))

    return grade
