"""A file is there whole or not at all, whoever else writes it: grades.csv is of all problem sets."""

import os
import time
from pathlib import Path

import pytest
from here import LIGHT, classwork
from in_this_process import InThisProcess

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
