"""A file is there whole or not at all, whoever else writes it: grades.csv is of all problem sets."""

import os

import pytest

from autograder.record import write_whole
from course_utils.files import atomic_file


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


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_that_may_only_be_read_is_replaced(tmp_path, durable):
    path = tmp_path / "folder" / ("x" * os.pathconf(tmp_path, "PC_NAME_MAX"))  # of the greatest length
    write_whole(path, b"before", durable=durable)
    path.chmod(0o444)
    write_whole(path, b"after", durable=durable)
    assert path.read_bytes() == b"after"
