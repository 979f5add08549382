"""Tidying the only copy of a notebook: it is whole afterwards, or as it was."""

import sys
from pathlib import Path

import nbformat
import pytest
import typer
from typed import typed_program

from autograder import tidy

NOTEBOOK = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1  ")]))
CONFLICT = NOTEBOOK.replace("1 + 1", '<<<<<<< HEAD\n1 + 1\n=======\n2 + 2\n>>>>>>> other"', 1)


@pytest.fixture
def tidied(monkeypatch):
    """What the program says to these files."""

    def tidied(*paths: Path):
        monkeypatch.setattr(sys, "argv", ["tidy", *map(str, paths)])
        return typed_program(lambda: typer.run(tidy.main))

    return tidied


@pytest.mark.parametrize("content", [CONFLICT.encode(), b"", b"{}", b"[]", b"\xff\xfe{}"])
def test_what_is_no_notebook_is_named_and_left_as_it_is(tmp_path, tidied, content):
    path = tmp_path / "mine.ipynb"
    path.write_bytes(content)
    done = tidied(path)
    assert done.returncode == 2 and f"{path} can't be read as a notebook" in done.told and "git" in done.told
    assert "Traceback" not in done.told and path.read_bytes() == content


def test_a_disk_that_is_full_tears_nothing(tmp_path, tidied, monkeypatch):
    path = tmp_path / "mine.ipynb"
    path.write_text(NOTEBOOK)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.replace", full)
        disk.setattr(Path, "write_text", full)
        assert "No space left" in tidied(path).told
    assert path.read_text() == NOTEBOOK
    assert tidied(path).returncode == 0 and path.read_text() == tidy.tidy(NOTEBOOK) != NOTEBOOK
