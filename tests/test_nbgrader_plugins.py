"""What nbgrader's commands and formgrader's button do when the machine or the grader itself is at fault."""

import json
import shutil

import nbformat
import pytest
from traitlets.config import Config

from autograder import grade, nbgrader_plugins
from autograder.course import PROJECT, Course
from autograder.doctor import Examination
from autograder.errors import CourseError
from autograder.grade import Submission
from autograder.nbgrader_plugins import RunAndJudge
from course_utils.runner.isolation.guarantees import Layer

PS = "ps2_shapes_and_parameters"


@pytest.fixture
def autograded(tmp_path, monkeypatch):
    """``autograded(**settings)``: what the first pass of ``nbgrader autograde`` makes of an unanswered release."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PROJECT / "release" / PS, tmp_path / "release" / PS)
    content = (PROJECT / "release" / PS / f"{PS}.ipynb").read_bytes()

    def autograded(**settings):
        plugin = RunAndJudge(config=Config({"RunAndJudge": settings}))
        resources = {"nbgrader": {"assignment": PS, "student": "ana"}, "autograder": Submission("", content)}
        notebook, _ = plugin.preprocess(nbformat.v4.new_notebook(), resources)
        return notebook, json.loads(Course(tmp_path).result(PS, "ana").read_text())

    return autograded


def test_a_fault_of_the_grader_is_a_result_with_the_error_in_its_note(autograded, monkeypatch):
    def fails(*_):
        raise ZeroDivisionError("the grader's own")

    monkeypatch.setattr(grade, "mark_all", fails)
    notebook, noted = autograded()
    assert {mark["outcome"] for mark in noted["marks"]} == {"ungradable"}
    assert "ZeroDivisionError: the grader's own" in noted["grader_error"]
    nbformat.validate(notebook)


def test_an_open_machine_is_refused_unless_the_setting_says_otherwise(autograded, monkeypatch, tmp_path):
    monkeypatch.setattr(nbgrader_plugins, "examine", lambda: Examination((Layer.LIMITS,), ("the network",)))
    with pytest.raises(CourseError, match="RunAndJudge.sandbox=False"):
        autograded()
    assert not Course(tmp_path).result(PS, "ana").exists()
    _, noted = autograded(sandbox=False)
    assert noted["sandboxed"] is False
