"""What nbgrader's exchange puts beside a submission goes along with what is made of it."""

import pytest
from here import classwork
from in_this_process import InThisProcess

from autograder.course import Course
from benchmarks.grading.classes import LIGHT

BESIDE = {"timestamp.txt": b"2026-03-02 14:00:00.000000 UTC", "submission_secret.txt": b"0123"}


def hand_in(course, student="student0000", **changed):
    for name, content in (BESIDE | changed).items():
        path = course / "submitted" / student / LIGHT.name / name
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)


def beside(page, student="student0000"):
    return {path.name: path.read_bytes() for path in page(LIGHT.name, student).parent.glob("*.txt")}


def grade(folder, conditions, **options):
    list(classwork(folder, conditions, **options).grade(InThisProcess()))
    return Course(folder)


def test_it_is_that_of_the_submission_which_the_page_is_about(make_course, conditions):
    folder = make_course(2)
    hand_in(folder)
    course = grade(folder, conditions)
    assert beside(course.feedback) == beside(course.autograded) == BESIDE
    assert beside(course.feedback, "student0001") == beside(course.autograded, "student0001") == {}
    again = {"timestamp.txt": b"2026-03-02 15:00:00.000000 UTC", "submission_secret.txt": b"4567"}
    hand_in(folder, **again)
    grade(folder, conditions, feedback=False)
    assert beside(course.feedback) == BESIDE and beside(course.autograded) == again
    grade(folder, conditions)
    assert beside(course.feedback) == again


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("timestamp.txt", None),
        ("timestamp.txt", b"yesterday evening"),
        ("submission_secret.txt", None),
        ("submission_secret.txt", b"\xff\xfe"),
    ],
)
def test_what_is_gone_or_would_stop_nbgrader_is_gone_there_as_well(make_course, conditions, name, content):
    folder = make_course(1)
    hand_in(folder)
    grade(folder, conditions)
    hand_in(folder, **{name: content})
    course = grade(folder, conditions)
    left = {other: text for other, text in BESIDE.items() if other != name}
    assert beside(course.feedback) == beside(course.autograded) == left
