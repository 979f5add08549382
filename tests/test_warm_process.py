"""What the grader says of a warm process that is gone, and where one listens."""

import tempfile
from contextlib import closing

import pytest

from autograder.sandbox.warm_process import SAID, Connection, WarmProcess, WarmProcessBroken


def test_of_what_a_process_wrote_before_it_ended_the_last_line_is_told(tmp_path):
    told = "Traceback (most recent call last):\n  File a, line 1\nModuleNotFoundError: No module named 'torch'\n"
    (tmp_path / SAID).write_text(told)
    with pytest.raises(WarmProcessBroken) as broken:
        Connection(str(tmp_path / "socket"))
    assert str(broken.value).endswith(": ModuleNotFoundError: No module named 'torch'")
    assert "Traceback" not in str(broken.value) and "\n" not in str(broken.value)


def test_a_temporary_folder_with_a_long_path_does_not_keep_it_from_listening(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with closing(WarmProcess(sandboxed=False)) as process:
        Connection(process.address).close()
