"""What right answers hold, and nobody has to look at: ``ordinary_answers.txt``, and the course's own answers."""

import re
from pathlib import Path

import pytest

from autograder.course import PROJECT
from autograder.problem_set import ProblemSet
from autograder.second_look import suspicious
from autograder.variants import MUTANTS, variants

PROBLEM_SETS = sorted(folder.name for folder in MUTANTS.iterdir() if any(folder.glob("*.py")))
# "=== what it is", then the text of an answer.
BLOCKS = re.split(r"^=== (.*)\n", Path(__file__).with_name("ordinary_answers.txt").read_text(), flags=re.MULTILINE)
ORDINARY = dict(zip(BLOCKS[1::2], BLOCKS[2::2], strict=True))


@pytest.mark.parametrize("source", ORDINARY.values(), ids=ORDINARY)
def test_what_is_ordinary_needs_nobody(source):
    assert suspicious(source) == ()


def test_they_are_many():
    assert len(ORDINARY) > 60


@pytest.mark.parametrize("problem_set", PROBLEM_SETS)
def test_right_answers_of_all_kinds_need_nobody(problem_set):
    right = [one for one in variants(problem_set) if one.is_right]
    assert {one.name: found for one in right if (found := suspicious(one.source))} == {}


@pytest.mark.parametrize("problem_set", PROBLEM_SETS)
def test_wrong_answers_need_nobody_unless_they_use_private_names(problem_set):
    wrong = [one for one in variants(problem_set) if not one.is_right]
    assert [one.name for one in wrong if any(not name.startswith("_") for name in suspicious(one.source))] == []


@pytest.mark.parametrize("problem_set", PROBLEM_SETS)
def test_reference_answers_need_nobody(problem_set):
    known = ProblemSet.read(PROJECT / "source" / problem_set / f"{problem_set}.ipynb")
    cells = [known.notebook.cells[index] for index in known.solution_cells]
    assert [cell.source for cell in cells if cell.cell_type == "code" and suspicious(cell.source)] == []
