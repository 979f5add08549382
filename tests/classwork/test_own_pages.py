"""No page holds what another student wrote, although submissions that are graded one after another share results."""

import base64
import copy

import nbformat
import pytest
from here import SEED
from in_this_process import InThisProcess

from autograder.classwork import Classwork
from autograder.course import Course
from autograder.grade import Conditions
from autograder.problem_set import grade_id

STUDENTS = ("ana", "ben", "cleo")
# The word is set in one answer and told by the next, whose text is the same for everybody: what was made of that text
# for one student, such as its HTML or a verdict, must not be shown to another.
SETS = "SAID = 'word of {student}'\ndef convolve1d(x, w, stride=1, padding=0):\n    return x"
TELLS = """\
print(f"printed: {SAID}")
def conv2d(image, kernel, stride=1, padding=0):
    print(f"printed by the check: {SAID}")
    raise KeyError(f"raised: {SAID}")"""
ESSAY = "In an essay: the word of {student}."


@pytest.fixture
def course(several, hand_in):
    for student in STUDENTS:
        course = hand_in(
            student, convolve1d=SETS.format(student=student), conv2d=TELLS, flip_or_not=ESSAY.format(student=student)
        )
    work = Classwork(course, several, course.submissions(several.name), Conditions(SEED))
    assert len(list(work.grade(InThisProcess()))) == len(STUDENTS)
    return course


SHOWN = ("printed:", "printed by the check:", "raised:", "In an essay: the")


@pytest.mark.parametrize(("kind", "shown"), [("feedback", SHOWN), ("autograded", SHOWN), ("result", ("raised:",))])
def test_everybody_has_what_is_ones_own_and_nothing_of_the_others(course, several, kind, shown):
    for student in STUDENTS:
        text = getattr(course, kind)(several.name, student).read_text(encoding="utf-8")
        assert [told for told in shown if f"{told} word of {student}" not in text] == []
        assert [other for other in STUDENTS if other != student and f"word of {other}" in text] == []


def test_pictures_of_the_same_name_are_each_on_the_page_of_whoever_pasted_them(several, hand_in):
    """An essay that is only `![](attachment:image.png)` has the same text for everybody: so a browser names it."""
    pasted = {student: base64.b64encode(f"the picture of {student}".encode()).decode() for student in STUDENTS}
    for student, picture in pasted.items():
        course = hand_in(student)
        paste(course, several, student, picture)
    list(Classwork(course, several, course.submissions(several.name), Conditions(SEED)).grade(InThisProcess()))
    for student in STUDENTS:
        page = course.feedback(several.name, student).read_text(encoding="utf-8")
        assert [one for one, picture in pasted.items() if picture in page] == [student]


def paste(course: Course, problem_set, student: str, picture: str) -> None:
    """Hand in an essay that is nothing but a picture."""
    notebook = copy.deepcopy(problem_set.notebook)
    (essay,) = [cell for cell in notebook.cells if grade_id(cell) == "flip_or_not"]
    essay.source, essay.attachments = "![](attachment:image.png)", {"image.png": {"image/png": picture}}
    nbformat.write(notebook, course.submissions(problem_set.name)[student] / f"{problem_set.name}.ipynb")
