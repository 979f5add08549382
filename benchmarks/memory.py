"""How much memory a submission can make the grader use, whatever it does.

    python -m benchmarks.memory

Each submission is graded in a worker of its own, which has graded an ordinary one before. Measured are the peaks of two
things over what they held then: the worker, which reads, judges and draws, and the notebook's own processes together,
which are stopped when they hold more than the limit (512 MiB).
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from concurrent.futures import ProcessPoolExecutor

import nbformat
import psutil
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.course import PROJECT
from autograder.grade import Conditions, Submission, grade_whatever_happens
from autograder.problem_set import ProblemSet
from course_utils.runner.job import Limits

PS = "ps1_convolution"
MIB = 2**20
CONDITIONS = Conditions(1, Limits(seconds_per_cell=10, seconds_in_all=40))  # memory is what counts; don't wait
EVERY = 0.02  # seconds between two looks at the notebook's processes
ANSWER = "def conv2d(image, kernel, stride=1, padding=0):\n"

# Each is the text of the answer to conv2d, whose check calls it with every case.
WORST = {
    "the reference": None,
    "20 GB at once": "x = b'x' * (20 * 2**30)",
    "20 GB, 10 MB at a time": "held = []\nwhile True: held.append(b'x' * (10 * 2**20))",
    "20 GB in 40 processes": "import os, time\nfor _ in range(40):\n    if os.fork() == 0:\n"
    "        x = [b'x' * 2**20 for _ in range(512)]\n        time.sleep(60)\ntime.sleep(20)",
    "2.6 GB in 20 programs": "import subprocess, sys, time\n"
    "holds = 'x = b\"x\" * (130 << 20); import time; time.sleep(60)'\n"
    "for _ in range(20): subprocess.Popen([sys.executable, '-S', '-c', holds])\ntime.sleep(20)",
    "20 GB of output, line by line": "for _ in range(10_000_000): print('x' * 2000)",
    "20 GB of output in one line": "while True: print('x' * 10_000_000, end='')",
    "a large picture in each of 100 outputs": "from IPython.display import display, HTML\n"
    "for _ in range(100): display(HTML('<b>' + 'x' * 1_000_000 + '</b>'))",
    "a result of 60 million numbers": ANSWER + "    return torch.rand(60_000_000)",
    "a result of 2.9 million numbers": ANSWER + "    return torch.rand(1700, 1700)",
    "a list of a million numbers": ANSWER + "    return list(range(1_000_000))",
    "a nest of dicts": ANSWER + "    x = {}\n    for i in range(900): x = {i: x, 'y': [i] * 1000}\n    return x",
    "a million lines to the grader": "import os\nfor n in range(3, 40):\n    try:\n        for _ in range(1000):\n"
    "            os.isatty(n) or os.write(n, b'[]\\n' * 1000)\n    except OSError: pass",
    "a line to the grader of 190 MB": "import os\nfor n in range(3, 40):\n    try:\n        left = 190_000_000\n"
    "        while not os.isatty(n) and left > 0: left -= os.write(n, b'x' * min(left, 1_000_000))\n"
    "        os.write(n, b'\\n')\n    except OSError: pass",
    "an error message of 500 MB": "raise ValueError('x' * 500_000_000)",
}


def peaks(answer: str | None) -> tuple[float, float]:
    """MiB beyond what was held before: of a worker, and of the notebook's processes together.

    They are looked at from here: a thread of the worker's own would hold up what watches them there.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        pid, before = executor.submit(_grade_an_ordinary_one).result()
        worker = psutil.Process(pid)
        warm, highest = _below(worker), 0
        after = executor.submit(_grade, answer)
        while not after.done():
            highest = max(highest, _below(worker))
            time.sleep(EVERY)
        return (after.result() - before) / MIB, max(0, highest - warm) / MIB


def _grade_an_ordinary_one() -> tuple[int, int]:
    """In a worker: its process id, and the most bytes it has held."""
    return os.getpid(), _grade(None)


def _grade(answer: str | None) -> int:
    """In a worker: grade the reference with this answer to conv2d, if there is one; the most bytes it has held."""
    notebook = nbformat.read(PROJECT / "source" / PS / f"{PS}.ipynb", 4)
    if answer is not None:
        cell = next(
            one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == "conv2d_answer"
        )
        cell.source = answer
    content = nbformat.writes(notebook, version=4).encode()
    problem_set = ProblemSet.read(PROJECT / "release" / PS / f"{PS}.ipynb")
    grade_whatever_happens(problem_set, Submission("somebody", content), CONDITIONS)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _below(worker: psutil.Process) -> int:
    """Bytes that the processes which a worker has started hold."""
    return sum(map(_own, worker.children(recursive=True)))


def _own(process: psutil.Process) -> int:
    """Resident bytes, of which those that several processes share are divided among them (Linux: PSS)."""
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0
    return getattr(memory, "pss", memory.uss)


def main() -> None:
    """Measure and print."""
    table = Table("submission", "the worker: MiB more", "the notebook's processes: MiB more")
    for name, answer in track(WORST.items(), "grading"):
        table.add_row(name, *(f"{more:.0f}" for more in peaks(answer)))
    Console(width=120).print(table)


if __name__ == "__main__":
    typer.run(main)
