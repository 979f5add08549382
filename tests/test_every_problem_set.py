"""Every problem set through the whole pipeline: full marks for the reference, none for the stub, names for mistakes.

Problem set 1 has tests of its own, with many more submissions.
"""

import copy

import nbformat
import pytest

from autograder.answer_keys import graded_question
from autograder.course import PROJECT
from autograder.grade import Conditions, Submission, grade_submission
from autograder.problem_set import ProblemSet
from autograder.release import problem_sets
from autograder.sample_class import make_class
from course_utils.questions.outcome import Outcome

SEED = 4711


@pytest.fixture(scope="module", params=[name for name in problem_sets() if name != "ps1_convolution"])
def release(request):
    """A release without the code that only teaches."""
    release = ProblemSet.read(PROJECT / "release" / request.param / f"{request.param}.ipynb")
    for index, cell in enumerate(release.notebook.cells):
        needed = index == release.imports or "nbgrader" in cell.metadata or "setup" in cell.metadata.get("tags", ())
        if cell.cell_type == "code" and not needed:
            cell.source = ""
    return release


def graded(release, notebook):
    submission = Submission("somebody", nbformat.writes(notebook, version=4).encode())
    return {mark.question: mark for mark in grade_submission(release, submission, Conditions(SEED)).marks}


def test_the_reference_has_full_marks_and_essays_wait(release):
    reference = ProblemSet.read(PROJECT / "source" / release.name / f"{release.name}.ipynb")
    for mark in graded(release, reference.notebook).values():
        assert mark.outcome in (Outcome.CORRECT, Outcome.BY_HAND), (mark.question, mark.reason)


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
