"""Programs that misbehave while they are watched."""

import subprocess
import sys

import pytest

from course_utils.data import watched_process
from course_utils.data.source import SourceFailed
from course_utils.data.speed_watch import SpeedWatch
from course_utils.data.watched_process import ProgramFailed, run_watched
from course_utils.data.workspace import working_folder


def watch(text: str, folder, **options) -> None:
    run_watched(
        [sys.executable, "-c", text],
        folder,
        caption="test",
        total_bytes=100,
        arrived=lambda: 0,
        watch=SpeedWatch(min_bytes_per_s=0, window_s=60),
        **options,
    )


def test_a_program_that_works(tmp_path):
    watch("import sys; open('got', 'w').write(sys.stdin.readline())", tmp_path, stdin_line="order\n")
    assert (tmp_path / "got").read_text() == "order\n"


def test_a_program_that_fails_hands_over_what_it_said(tmp_path):
    with pytest.raises(ProgramFailed, match="no torchvision here"):
        watch("raise SystemExit('no torchvision here')", tmp_path)


def test_a_program_that_ends_without_reading_its_order(tmp_path):
    with pytest.raises(ProgramFailed, match="not interested"):
        watch("raise SystemExit('not interested')", tmp_path, stdin_line="x" * 1_000_000)


def test_a_program_that_never_begins(tmp_path, monkeypatch):
    monkeypatch.setattr(watched_process, "START_LIMIT_S", 0.2)
    with pytest.raises(SourceFailed, match="did not begin"):
        watch("import time; time.sleep(600)", tmp_path, started=lambda: False)


def test_an_interruption_ends_the_program_and_leaves_nothing(cache, monkeypatch):
    started = []

    class Recorded(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            started.append(self)

    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr(watched_process.subprocess, "Popen", Recorded)
    with pytest.raises(KeyboardInterrupt), working_folder(cache, needed_bytes=1) as folder:
        watch("import time; time.sleep(600)", folder, started=interrupt)
    assert [process.poll() is None for process in started] == [False]
    assert list(cache.iterdir()) == []
