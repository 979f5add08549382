"""What a cell has changed of what runs and shows the next ones is put back, and named unless ordinary cells do so."""

import pytest

from autograder.sandbox.student_process import run_notebook
from course_utils.questions import find_question
from course_utils.questions.outcome import Outcome
from course_utils.runner.job import Job

QUESTION = "convolve1d"
CASES = {QUESTION: find_question(QUESTION).public_cases()}
SETUP = "import torch\nfrom course_utils import check\nconvolve1d = lambda x, w, stride=1, padding=0: x"
CHECK = f'check("{QUESTION}", {QUESTION})'
SHELL = "import copy\nshell = get_ipython()\n"
REPLACED = {
    "displayhook": "shell.displayhook = copy.copy(shell.displayhook)",
    "display_pub": "shell.display_pub = copy.copy(shell.display_pub)",
    "events": "shell.events = copy.copy(shell.events)",
    "compile": "shell.compile = copy.copy(shell.compile)",
    "_user_ns": "shell.user_ns = dict(shell.user_ns)",
    "user_module": "shell.user_module = copy",
}
ORDINARY = {
    "callbacks": "get_ipython().events.register('pre_run_cell', lambda *given: None)",
    "a way to show errors": "get_ipython().set_custom_exc((ValueError,), lambda *given: None)",
    "the annotations of the future": "from __future__ import annotations",
    "modules that are read again": "%load_ext autoreload\n%autoreload 2",
    "outputs that are kept": "%%capture kept\nprint(1)",
}


def run(*cells):
    checks = {position: QUESTION for position, cell in enumerate(cells, 1) if cell == CHECK}
    return run_notebook(Job([SETUP, *cells], CASES, checks))


@pytest.mark.parametrize("name", REPLACED)
def test_a_part_of_ipython_that_was_replaced_is_named(name):
    ran = run(SHELL + REPLACED[name], CHECK)
    assert ran.ended is Outcome.CORRECT and None not in ran.evidence[QUESTION].values()
    assert f"the notebook replaced get_ipython().{name}; it was put back" in ran.suspicions


@pytest.mark.parametrize("cell", ORDINARY.values(), ids=ORDINARY)
def test_what_ordinary_cells_change_is_named_to_nobody(cell):
    ran = run(cell, CHECK, "1")
    assert ran.ended is Outcome.CORRECT and not ran.suspicions


@pytest.mark.parametrize("kind", ["trace", "profile"])
def test_nothing_follows_the_threads_of_a_check(kind):
    ran = run(f"import threading\nthreading.set{kind}(print)", CHECK, f"threading.get{kind}()")
    assert ran.ended is Outcome.CORRECT and ran.outputs[-1] == []
