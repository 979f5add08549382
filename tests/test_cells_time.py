"""What is done around a student's cells is not counted as theirs."""

import time
from types import SimpleNamespace

import pytest

from course_utils.checking.check import hand_evidence_to
from course_utils.runner.job import Job
from course_utils.runner.notebook import run

OF_A_CELL, AROUND_IT = 0.02, 0.1  # CPU seconds


def work(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


class Around:
    """The wire and the means to put things back, both of which take their time."""

    def __init__(self):
        self.lines = []

    def send(self, kind, **content):
        work(AROUND_IT)
        self.lines.append((kind, content))

    add = send

    def restore_shell(self):
        work(AROUND_IT)
        return []


@pytest.fixture(autouse=True)
def checks_judge_again():
    yield
    hand_evidence_to(None)


def test_what_is_sent_and_put_back_is_not_the_cells():
    around = Around()
    cells = SimpleNamespace(most_bytes=0, run=lambda source, then: (work(OF_A_CELL), then([])))
    run(Job(["1", "2", "3"], {}), around, cells, SimpleNamespace(user_ns={}), around)
    spent = [content["cpu_seconds"] for kind, content in around.lines if kind in ("begin", "done")]
    assert spent == sorted(spent) and len(spent) == 4
    for before, after in zip(spent, spent[1:], strict=False):
        assert OF_A_CELL * 0.9 <= after - before < AROUND_IT
