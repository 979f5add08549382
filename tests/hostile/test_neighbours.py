"""A submission that is graded at the same time as hostile ones, in another thread, is not harmed."""

import json
import threading

import pytest

from . import processes, resources
from .conftest import ESSAY, content_of
from .submission import FULL

pytestmark = pytest.mark.hostile
VIOLENT = ("SIGKILL", "bomb", "orphans", "hold memory", "shared memory", "many files")


def test_what_runs_at_the_same_time_is_not_harmed(submit, right):
    slow = json.loads(right)
    for cell in slow["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "kernels_answer":
            cell["source"] = "open('begun', 'w').close()\nimport time\ntime.sleep(5)\n" + "".join(cell["source"])
    results = []
    other = threading.Thread(target=lambda: results.append(submit(json.dumps(slow).encode())))
    other.start()
    attacks = [
        hostile
        for hostile in (*processes.SUBMISSIONS, *resources.SUBMISSIONS)
        if any(word in hostile.name for word in VIOLENT)
    ]
    assert len(attacks) >= len(VIOLENT)
    while other.is_alive():
        for hostile in attacks:
            submit(content_of(hostile, right), **hostile.limits)
    other.join()
    assert {mark.question: mark.score for mark in results[0].marks} == {**FULL, ESSAY: None}
