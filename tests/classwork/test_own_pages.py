"""No page holds what another student wrote, although submissions that are graded one after another share results."""

import pytest
from here import SEED
from in_this_process import InThisProcess

from autograder.classwork import Classwork
from autograder.grade import Conditions

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
