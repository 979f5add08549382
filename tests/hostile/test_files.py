"""Submitted folders: renamed notebooks, links, things that are no files, files that are too large."""

import os

import pytest

from autograder.exchange import SECRET, TIMESTAMP
from autograder.grade import Conditions, pack
from autograder.realign import MOST_BYTES, realign
from autograder.record import copy_for_exchange
from autograder.submissions import read_submission

pytestmark = pytest.mark.hostile
PS = "ps1_convolution"
TEXT = b'{"cells": []}'


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "submitted" / "somebody" / PS
    folder.mkdir(parents=True)
    other = tmp_path / "submitted" / "other" / PS
    other.mkdir(parents=True)
    (other / f"{PS}.ipynb").write_bytes(b"the other's answers")
    return folder


@pytest.mark.parametrize(
    "name",
    [
        f"{PS} (1).ipynb", f"{PS}-Copy1.ipynb", f"{PS}.ipynb.txt", f"{PS}.ipynb.json", f"{PS}.IPYNB",
        "Kopie von ps1 convolution.ipynb", "Untitled.ipynb", "\n.ipynb", "ü名前 😀.ipynb", f"-rf {PS}.ipynb",
        f"{'x' * 240}.ipynb", f"{PS}", f"download-{PS}.part",
    ],
)  # fmt: skip
def test_a_renamed_notebook_is_found_and_told(folder, name, problem_set):
    (folder / name).write_bytes(TEXT)
    found = read_submission(folder, "somebody", problem_set)
    assert found.content == TEXT and len(found.repairs) == 1 and not found.repairs[0].doubtful


def test_a_name_that_is_no_text_can_be_told(folder, problem_set):
    (folder / os.fsdecode(b"caf\xe9.ipynb")).write_bytes(TEXT)  # as an old archive holds it
    found = read_submission(folder, "somebody", problem_set)
    assert found.content == TEXT and found.repairs[0].what.encode().decode() == "the file was named caf�.ipynb"
    assert pack(problem_set, found, Conditions(seed=1), page=True)


@pytest.mark.parametrize(
    "target",
    [
        "../../other/{ps}/{ps}.ipynb", "{root}/submitted/other/{ps}/{ps}.ipynb", "/etc/passwd", "/dev/zero",
        "/proc/self/environ", "/nowhere", "{ps}.ipynb", ".", "/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", [f"{PS}.ipynb", f"{PS} (1).ipynb"])
def test_a_link_out_of_the_folder_is_not_read(folder, tmp_path, problem_set, target, name):
    (folder / name).symlink_to(target.format(ps=PS, root=tmp_path))
    found = read_submission(folder, "somebody", problem_set)
    assert found.content is None and all(repair.doubtful for repair in found.repairs)
    assert realign(problem_set, found.content).unreadable


def test_a_link_in_place_of_the_folder_s_own_notebook_hides_no_other(folder, problem_set):
    (folder / f"{PS}.ipynb").symlink_to("/etc/passwd")
    (folder / "mine.ipynb").write_bytes(TEXT)
    assert read_submission(folder, "somebody", problem_set).content == TEXT


def test_a_link_inside_the_folder_is_followed(folder, problem_set):
    (folder / "mine.ipynb").write_bytes(TEXT)
    (folder / f"{PS}.ipynb").symlink_to("mine.ipynb")
    assert read_submission(folder, "somebody", problem_set).content == TEXT


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_not_read(folder, make, problem_set):
    make(folder / f"{PS}.ipynb")
    assert read_submission(folder, "somebody", problem_set).content is None


def test_of_a_file_of_gigabytes_only_a_part_is_read(folder, problem_set):
    with open(folder / f"{PS}.ipynb", "wb") as file:
        file.truncate(20 << 30)  # a hole: it takes no room on the disk
    content = read_submission(folder, "somebody", problem_set).content
    assert len(content) == MOST_BYTES + 1
    assert "more than" in realign(problem_set, b"x" * len(content)).unreadable


def lie_beside(path, how):
    if how == "link":
        (path.parent.parent / "seed").write_text("4242")
        path.symlink_to("../seed")
    elif how == "pipe":
        os.mkfifo(path)
    elif how == "endless":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(20 << 30)


@pytest.mark.parametrize("how", ["link", "pipe", "endless", "huge"])
@pytest.mark.parametrize("name", [SECRET, TIMESTAMP])
def test_what_does_not_come_from_the_exchange_is_neither_waited_for_nor_handed_on(
    folder, tmp_path, problem_set, name, how
):
    (folder / f"{PS}.ipynb").write_bytes(TEXT)
    lie_beside(folder / name, how)
    feedback = tmp_path / "feedback"
    feedback.mkdir()
    assert read_submission(folder, "somebody", problem_set).content == TEXT
    copy_for_exchange(folder, feedback)
    assert not list(feedback.iterdir())


def test_what_the_exchange_has_put_beside_a_submission_is_handed_on(folder, tmp_path):
    (folder / TIMESTAMP).write_text("2027-03-01 12:00:00.000000 UTC")
    (folder / SECRET).write_text("a" * 40)
    copy_for_exchange(folder, tmp_path)
    assert (tmp_path / SECRET).read_text() == "a" * 40 and (tmp_path / TIMESTAMP).is_file()
