"""A grader that hangs on one submission gives it up: in its own process, and as a worker of a Dask cluster."""

import contextlib
import re
import signal
import subprocess
import sys
import threading
import time

import pytest

from autograder import grade
from autograder.grade import Conditions, Submission, grade_whatever_happens
from autograder.time_limit import TookTooLong, time_limit
from course_utils.questions.outcome import Outcome
from course_utils.runner.job import Limits


def hang(*_):
    with contextlib.suppress(Exception):  # nobody inside takes it for a fault of his own
        re.fullmatch("(a|aa)+b", "a" * 100)


def test_what_hangs_is_broken_off_and_nothing_comes_later():
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TookTooLong), time_limit(0.2):
        hang()
    with time_limit(0.2):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0) and signal.getsignal(signal.SIGALRM) is before


def test_another_thread_works_as_it_is():
    done = []

    def work():
        with time_limit(0.05):
            time.sleep(0.2)
            done.append("all of it")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["all of it"]


def test_a_submission_at_which_the_grader_hangs_is_given_up_and_a_person_is_asked(problem_set, monkeypatch):
    monkeypatch.setattr(grade, "grade_submission", hang)
    monkeypatch.setattr(grade, "SECONDS_BEYOND_ITS_CELLS", 0.2)
    result = grade_whatever_happens(problem_set, Submission("ana", b"{}"), Conditions(1, Limits(seconds_in_all=0.1)))
    assert {mark.outcome for mark in result.marks} == {Outcome.CRASHED, Outcome.BY_HAND} and result.needs_a_person
    assert result.marks[0].reason == "Grading it did not come to an end."


HANGS = """
import re
from autograder.executors import dask_cluster
dask_cluster.SECONDS_BEYOND_ITS_CELLS = -239.0
dask_cluster._threads_here = lambda: 1
import autograder.grade
autograder.grade.grade_packed = lambda task: re.fullmatch(task, "a" * 100)
"""


@pytest.mark.parametrize(
    ("tasks", "status"),
    [("('(a|aa)+b',)", 1), ("('a+',)); import time; time.sleep(2", 0)],
    ids=["hangs without letting other threads run", "is done in time"],
)
def test_a_dask_worker_that_hangs_ends(tasks, status):
    code = f"{HANGS}dask_cluster._grade_all({tasks})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100)
    assert done.returncode == status, done.stderr
    assert ("Timeout" in done.stderr) is bool(status)
