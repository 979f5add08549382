"""nbgrader's own test notebooks, many of them broken on purpose: each is graded, and gets an outcome everywhere."""

from importlib.resources import files

import nbformat
import pytest

from course_utils.questions.outcome import Outcome

from .conftest import ESSAY
from .submission import FULL

pytestmark = pytest.mark.hostile
# Only tests that ship with nbgrader hold them.
FIXTURES = sorted(path for path in files("nbgrader").joinpath("tests").rglob("*.ipynb") if "files" in path.parts)


def test_there_are_fixtures():
    assert len(FIXTURES) >= 60


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_fixture_is_graded(submit, path):
    result = submit(path.read_bytes())
    marks = {mark.question: mark for mark in result.marks}
    assert set(marks) == {*FULL, ESSAY}
    # None of them answers a question of ours.
    assert {mark.outcome for mark in marks.values()} <= {Outcome.NOT_ANSWERED, Outcome.UNGRADABLE, Outcome.BY_HAND}
    assert result.score == 0
    nbformat.validate(result.notebook)
