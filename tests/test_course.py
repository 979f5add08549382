"""The grader's own notes are for nobody else, and the seed of the graded cases is drawn once."""

import os
import stat

import pytest
from in_this_process import InThisProcess

from autograder.classwork import Classwork
from autograder.course import Course
from autograder.errors import CourseError
from autograder.grade import Conditions, Result
from autograder.problem_set import ProblemSet
from autograder.record import note
from autograder.settled import read_settled, settle

PS = "ps1_convolution"
OWN_ID = "c.CourseDirectory.course_id = 'vision-2026'\n"


@pytest.fixture
def course(tmp_path):
    """A course folder of somebody whose files everybody may read and write, if nothing else is said."""
    before = os.umask(0)
    yield Course.at(tmp_path)
    os.umask(before)


def may(path):
    """What the owner and others may do, as for chmod."""
    return oct(stat.S_IMODE(path.stat().st_mode))


def asked_for(course):
    course.make_notes(PS)


def seeded(course):
    course.secret_seed(PS)


def graded(course):
    """A result, noted as nbgrader's own autograde has it noted."""
    note(course, PS, Result("ana", None, (), {}))


def settled(course):
    settle(course, PS, "ana", ["a doubt"], "I asked.", "")


def begun(course):
    """A grading, of nobody yet."""
    work = Classwork(course, ProblemSet.read(course.release(PS)), {}, Conditions(1), shard=(1, 2))
    assert list(work.grade(InThisProcess())) == []


@pytest.mark.parametrize("there", [False, True], ids=["new", "open to everybody"])
@pytest.mark.parametrize("write", [asked_for, seeded, graded, settled, begun], ids=lambda write: write.__name__)
def test_whatever_writes_notes_makes_their_folder_for_nobody_else(course, write, there):
    if there:
        (course.root / ".autograder" / PS).mkdir(parents=True)  # as a copy or an archive brings it
    write(course)
    assert may(course.root / ".autograder") == "0o700" and course.notes(PS).is_dir()


def test_whoever_only_reads_makes_and_changes_nothing(course):
    places = course.notes(PS), course.journal(PS), course.regrade_report(PS), course.result(PS, "ana")
    assert all(place.is_relative_to(course.root / ".autograder" / PS) for place in places)
    assert list(course.students_in_notes(PS)) == [] and read_settled(course, PS) == {}
    assert list(course.root.iterdir()) == []
    (course.root / ".autograder" / PS).mkdir(parents=True)
    (course.root / ".autograder").chmod(0o755)
    assert list(course.students_in_notes(PS)) == [] and may(course.root / ".autograder") == "0o755"


def test_notes_that_cannot_be_read_are_not_taken_for_none(course, monkeypatch):
    graded(course)
    assert list(course.students_in_notes(PS)) == ["ana"]

    def closed(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", closed)
    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(PermissionError):
        list(course.students_in_notes(PS))


@pytest.mark.parametrize(
    ("settings", "course_id"),
    [(None, "cnn-course"), ("c.CourseDirectory.db_url = 'sqlite://'\n", "cnn-course"), (OWN_ID, "vision-2026")],
)
def test_the_gradebook_is_of_the_course_that_nbgrader_says(course, settings, course_id):
    if settings is not None:
        (course.root / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}")
    with course.gradebook() as gradebook:
        assert gradebook.course_id == course_id
        assert gradebook.update_or_create_assignment(PS).course_id == course_id


def test_the_secret_seed_is_drawn_once_and_for_nobody_else(course, tmp_path):
    seed = course.secret_seed(PS)
    assert course.secret_seed(PS) == Course(course.root).secret_seed(PS) == seed
    assert course.secret_seed("ps3_first_cnn") != seed
    [file] = course.notes(PS).iterdir()  # and nothing beside it in which it could be read, too
    assert may(file) == "0o600" and int(file.read_text()) == seed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"a seed",
        b"-3",
        b"1.5",
        b"0x10",
        b"12 34",
        b"\xff\xfe",
        b"\0" * 8,
        b"9223372036854775808",
        b"1" * 26,
        b"1" * 5_000,
    ],
)
def test_a_seed_file_that_holds_no_number_is_told_with_the_way_out_and_left_alone(course, content):
    file = course.make_notes(PS) / "seed"
    file.write_bytes(content)
    with pytest.raises(CourseError, match="holds no number from 0 to 9223372036854775807: put the seed back") as told:
        course.secret_seed(PS)
    assert str(file) in str(told.value) and file.read_bytes() == content


def test_blanks_around_the_seed_do_not_matter(course):
    (course.make_notes(PS) / "seed").write_text(" 4711\n\n")
    assert course.secret_seed(PS) == 4711


def test_whoever_mistypes_a_problem_set_reads_the_course_s_own_too(course):
    own = course.root / "release" / "my_own" / "my_own.ipynb"
    own.parent.mkdir(parents=True)
    own.write_text("{}")
    with pytest.raises(CourseError, match=rf"Known are: my_own, .*{PS}"):
        course.release("my_won")


def test_of_a_large_class_a_mistyped_name_lists_a_few(course):
    for number in range(300):
        (course.submitted / f"student{number:03}" / PS).mkdir(parents=True)
    with pytest.raises(CourseError, match="student019 and 280 more"):
        course.submissions(PS, "nobody")


def test_a_database_whose_driver_is_not_there_is_told_without_its_password(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(
        "get_config().CourseDirectory.db_url = 'mysql://me:hidden@host/grades'\n"
    )
    with pytest.raises(CourseError, match="MySQLdb: install it") as raised:
        Course(tmp_path).gradebook()
    assert "mysql://me:***@host/grades" in str(raised.value)
