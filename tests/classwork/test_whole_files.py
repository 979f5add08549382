"""A file is there whole or not at all, whoever else writes it: grades.csv is of all problem sets."""

import os
import threading
import time
from pathlib import Path

import pytest
from here import LIGHT, classwork, write_answer
from in_this_process import InThisProcess

from autograder import grades
from autograder.course import Course
from autograder.whole_files import write_whole
from course_utils.files import PARTIAL, atomic_file


def test_two_gradings_that_write_the_same_file_at_once_both_succeed(tmp_path, monkeypatch):
    path, as_ever, mine, others = tmp_path / "grades.csv", os.replace, b"mine" * 1_000, b"of the other"

    def meanwhile(*places):
        monkeypatch.setattr(os, "replace", as_ever)
        write_whole(path, others)
        assert path.read_bytes() == others
        as_ever(*places)

    monkeypatch.setattr(os, "replace", meanwhile)
    write_whole(path, mine)
    assert path.read_bytes() == mine and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("durable", [False, True])
def test_what_ends_half_way_leaves_what_was_there(tmp_path, durable):
    path = tmp_path / "grades.csv"
    write_whole(path, b"before", durable=durable)
    with pytest.raises(KeyboardInterrupt), atomic_file(path, durable=durable) as file:
        file.write(b"half of it")
        raise KeyboardInterrupt
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]


def test_what_killed_gradings_left_is_removed_and_what_another_writes_now_is_not(make_course, conditions):
    course = make_course(1)
    list(classwork(course, conditions).grade(InThisProcess()))
    of_student = Path("student0000", LIGHT.name)
    places = (".", f".autograder/{LIGHT.name}", f".autograder/{LIGHT.name}/results", "autograded" / of_student,
              "feedback" / of_student)  # fmt: skip
    left, written = ([course / place / f"{PARTIAL}{name}" for place in places] for name in ("left", "written now"))
    for path in (*left, *written):
        path.write_text("half of it")
    for path in left:
        os.utime(path, (time.time() - 4000,) * 2)
    list(classwork(course, conditions).grade(InThisProcess()))
    assert [*course.rglob(f"{PARTIAL}*")] and not any(path.exists() for path in left)
    assert all(path.exists() for path in written)


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_that_may_only_be_read_is_replaced(tmp_path, durable):
    path = tmp_path / "folder" / ("x" * os.pathconf(tmp_path, "PC_NAME_MAX"))  # of the greatest length
    write_whole(path, b"before", durable=durable)
    path.chmod(0o444)
    write_whole(path, b"after", durable=durable)
    assert path.read_bytes() == b"after"


@pytest.mark.parametrize("durable", [False, True])
def test_where_nothing_can_be_written_the_file_is_named_and_not_the_one_in_its_place(tmp_path, monkeypatch, durable):
    """Root, who may write into any folder, can't write into one that has just been deleted, either."""
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: None)
    path = tmp_path / "deleted" / "grades.csv"
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(path, b"some", durable=durable)
    assert (caught.value.filename, caught.value.filename2) == (str(path), None)


def test_a_folder_that_is_in_the_way_is_named(tmp_path):
    (tmp_path / "grades.csv").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_whole(tmp_path / "grades.csv", b"some")
    assert (caught.value.filename, caught.value.filename2) == (str(tmp_path / "grades.csv"), None)
    assert [*tmp_path.iterdir()] == [tmp_path / "grades.csv"]


def test_what_cannot_be_read_while_a_file_is_written_keeps_its_name(tmp_path):
    with pytest.raises(FileNotFoundError) as caught, atomic_file(tmp_path / "grades.csv"):
        (tmp_path / "not there").read_bytes()
    assert caught.value.filename == str(tmp_path / "not there")


def test_of_two_gradings_that_end_together_none_undoes_the_rows_of_the_other(make_course, conditions, monkeypatch):
    course, as_ever = make_course(1), grades.read_class
    list(classwork(course, conditions).grade(InThisProcess()))
    write_answer(course, "student0000", "def convolve1d(x, w, stride=1, padding=0):\n    raise KeyError('mine')")
    other = threading.Thread(target=grades.write_grades, args=[Course(course)])

    def meanwhile(*of):
        monkeypatch.setattr(grades, "read_class", as_ever)
        before = as_ever(*of)
        list(classwork(course, conditions).grade(InThisProcess()))
        other.start()
        other.join(0.5)
        return before

    monkeypatch.setattr(grades, "read_class", meanwhile)
    grades.write_grades(Course(course))
    other.join()
    assert ",raised," in (course / "grades.csv").read_text()
