"""Every problem set through the whole pipeline: full marks for the reference, none for the stub, names for mistakes.

Problem set 1 has tests of its own, with many more submissions.
"""

import copy

import nbformat
import pytest
from without_teaching import without_teaching

from autograder.answer_keys import graded_question
from autograder.course import PROJECT
from autograder.grade import Conditions, Submission, grade_submission
from autograder.problem_set import ProblemSet
from autograder.release import source_names
from autograder.sample_class import make_class
from course_utils.questions.outcome import Outcome

SEED = 4711


@pytest.fixture(scope="module", params=[name for name in source_names() if name != "ps1_convolution"])
def release(request):
    """A release without the code that only teaches."""
    return without_teaching(PROJECT / "release" / request.param / f"{request.param}.ipynb")


def graded(release, notebook):
    submission = Submission("somebody", nbformat.writes(notebook, version=4).encode())
    return {mark.question: mark for mark in grade_submission(release, submission, Conditions(SEED)).marks}


def whole(name, answered):
    """A problem set with all its cells, graded: with the reference answers, or as it is released."""
    release = ProblemSet.read(PROJECT / "release" / name / f"{name}.ipynb")
    notebook = nbformat.read(PROJECT / ("source" if answered else "release") / name / f"{name}.ipynb", 4)
    return grade_submission(
        release, Submission("somebody", nbformat.writes(notebook, version=4).encode()), Conditions(SEED)
    )


def raising(notebook):
    return [cell for cell in notebook.cells if any(one.output_type == "error" for one in cell.get("outputs", ()))]


@pytest.mark.parametrize("name", source_names())
def test_the_reference_has_full_marks_and_no_cell_raises(name):
    result = whole(name, answered=True)
    for mark in result.marks:
        assert mark.outcome in (Outcome.CORRECT, Outcome.BY_HAND), (mark.question, mark.reason)
    assert [cell.source for cell in raising(result.notebook)] == []


@pytest.mark.parametrize("name", source_names())
def test_run_all_of_what_students_get_stops_nowhere(name):
    """Of a cell with this tag, JupyterLab takes an error and goes on: so the summary at the end is always reached."""
    result = whole(name, answered=False)
    assert [
        cell.source for cell in raising(result.notebook) if "raises-exception" not in cell.metadata.get("tags", ())
    ] == []


def test_the_release_as_it_is_has_no_point(release):
    marks = graded(release, copy.deepcopy(release.notebook))
    assert {mark.outcome for mark in marks.values()} == {Outcome.NOT_ANSWERED}
    assert all(mark.score == 0 for mark in marks.values())


def test_mistakes_are_named_and_right_answers_have_full_marks(release):
    student = make_class(release, seed=SEED, size=12, broken=())[-1]  # with the most mistakes
    assert any(student.expected.values()) and not all(student.expected.values())
    marks = graded(release, student.notebook)
    for question, misconception in student.expected.items():
        if any(student.expected[other] for other in graded_question(question, release.name).built_on):
            continue  # it calls an answer that is wrong, and is wrong with it
        assert marks[question].diagnosis == misconception, (question, marks[question].reason)
        assert (marks[question].outcome is Outcome.CORRECT) == (misconception == ""), marks[question].reason
