"""What is done around a student's cells is not counted as theirs."""

import time
from types import SimpleNamespace

import pytest

from course_utils.checking.check import hand_evidence_to
from course_utils.runner.job import Job
from course_utils.runner.notebook import run

OF_A_CELL, AROUND_IT = 0.25, 4.0  # CPU seconds: their sums are exact


class Clock:
    """CPU time that passes where something says that it works."""

    def __init__(self):
        self.seconds = 1000.0

    def work(self, seconds):
        self.seconds += seconds


class Around:
    """The wire and the means to put things back, both of which take their time."""

    def __init__(self, clock):
        self.clock, self.lines = clock, []

    def send(self, kind, **content):
        self.clock.work(AROUND_IT)
        self.lines.append((kind, content))

    add = send

    def restore_shell(self):
        self.clock.work(AROUND_IT)
        return []


@pytest.fixture(autouse=True)
def checks_judge_again():
    yield
    hand_evidence_to(None)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(time, "process_time", lambda: clock.seconds)
    monkeypatch.setattr(time, "thread_time", lambda: clock.seconds)
    return clock


def test_what_is_sent_and_put_back_is_not_the_cells(clock):
    around = Around(clock)
    cells = SimpleNamespace(most_bytes=0, run=lambda source, then: (clock.work(OF_A_CELL), then([])))
    run(Job(["1", "2", "3"], {}), around, cells, SimpleNamespace(user_ns={}), around, lambda: False)
    told = [(kind, content["cpu_seconds"]) for kind, content in around.lines if "cpu_seconds" in content]
    assert told == [("begin", 0.0), ("begin", OF_A_CELL), ("begin", 2 * OF_A_CELL), ("done", 3 * OF_A_CELL)]
