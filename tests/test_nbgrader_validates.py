"""``nbgrader validate``, which is also JupyterLab's Validate: every source passes, and every release fails."""

import shutil

import pytest
from nbgrader_command import nbgrader
from without_teaching import without_teaching

from autograder.course import PROJECT
from autograder.problem_set import ProblemSet
from autograder.release import source_names


@pytest.mark.parametrize("name", source_names())
def test_the_source_is_valid_and_no_answer_of_the_release_is(tmp_path, name):
    shutil.copy(PROJECT / "nbgrader_config.py", tmp_path)
    notebooks = [f"{folder}/{name}/{name}.ipynb" for folder in ("source", "release")]
    for notebook in notebooks:
        (tmp_path / notebook).parent.mkdir(parents=True)
        (tmp_path / notebook).write_text(without_teaching(PROJECT / notebook).text, encoding="utf-8")
    said = nbgrader(tmp_path, "validate", *notebooks)
    questions = len(ProblemSet.read(PROJECT / notebooks[1]).graded)
    failed = said.index(f"VALIDATION FAILED ON {questions} CELL(S)")
    assert said.index("Success!") < failed < said.index("There is no answer yet")
