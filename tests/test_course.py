"""The grader's own notes are for nobody else, and the seed of the graded cases is drawn once."""

import os
import stat

import pytest

from autograder.course import Course
from autograder.errors import CourseError

PS = "ps1_convolution"


@pytest.fixture
def course(tmp_path):
    """A course folder of somebody whose files everybody may read and write, if nothing else is said."""
    before = os.umask(0)
    yield Course.at(tmp_path)
    os.umask(before)


def may(path):
    """What the owner and others may do, as for chmod."""
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_the_graders_notes_are_for_nobody_else(course):
    course.notes(PS)
    assert may(course.root / ".autograder") == "0o700"


def test_notes_that_everybody_may_read_are_closed_again(course):
    (course.root / ".autograder" / PS).mkdir(parents=True)  # as a copy or an archive brings it
    course.notes(PS)
    assert may(course.root / ".autograder") == "0o700"


def test_the_secret_seed_is_drawn_once_and_for_nobody_else(course, tmp_path):
    seed = course.secret_seed(PS)
    assert course.secret_seed(PS) == Course(course.root).secret_seed(PS) == seed
    assert course.secret_seed("ps3_first_cnn") != seed
    [file] = course.notes(PS).iterdir()  # and nothing beside it in which it could be read, too
    assert may(file) == "0o600" and int(file.read_text()) == seed


@pytest.mark.parametrize("content", [b"", b"\n", b"a seed", b"-3", b"1.5", b"0x10", b"12 34", b"\xff\xfe", b"\0" * 8])
def test_a_seed_file_that_holds_no_number_is_told_with_the_way_out_and_left_alone(course, content):
    file = course.notes(PS) / "seed"
    file.write_bytes(content)
    with pytest.raises(CourseError, match="holds no number: put the seed back") as told:
        course.secret_seed(PS)
    assert str(file) in str(told.value) and file.read_bytes() == content


def test_blanks_around_the_seed_do_not_matter(course):
    (course.notes(PS) / "seed").write_text(" 4711\n\n")
    assert course.secret_seed(PS) == 4711
