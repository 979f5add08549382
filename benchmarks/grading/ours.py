"""``autograder grade``, the whole command: sandbox, judge, feedback, gradebook."""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from autograder.class_results import Answer, read_class
from autograder.course import Course

AUTOGRADER = str(Path(sys.executable).with_name("autograder"))


@dataclass(frozen=True)
class Measured:
    """Seconds of one run of the command.

    wall: from start to end.
    after_first: from the first result to the end, that is without the start.
    submissions: how many were graded.
    cells: CPU time of the submissions' cells; check cells watch the answer, too (operations, lines, time).
    besides: CPU time of everything else that was done for the submissions: fork, sandbox, putting back what cells
        replace, sending outputs and evidence, judge, feedback page, sending the result, gradebook.
    main: the part of ``besides`` that the main process took, with the gradebook's making. What the other processes do
        before the first task comes is in ``wall`` only.
    """

    wall: float
    after_first: float
    submissions: int
    cells: float
    besides: float
    main: float


def grade(course: Path, problem_set: str, *options: str) -> Measured:
    """Grade a course folder from nothing."""
    for left in ("gradebook.db", "grades.csv"):
        (course / left).unlink(missing_ok=True)
    for left in (".autograder", "autograded", "feedback"):
        shutil.rmtree(course / left, ignore_errors=True)
    started = time.monotonic()
    subprocess.run(
        [AUTOGRADER, "grade", problem_set, "--course", str(course), *options], check=True, stdout=subprocess.DEVNULL
    )
    wall = time.monotonic() - started
    notes = [json.loads(path.read_text()) for path in (course / ".autograder" / problem_set / "results").glob("*.json")]
    spent = [note["cpu_seconds"] for note in notes]
    run = json.loads((course / ".autograder" / problem_set / "run.json").read_text())
    main = run["main_cpu_seconds"]
    cells = sum(one["cells"] for one in spent)
    besides = sum(one["process"] - one["cells"] + one["grader"] for one in spent) + main
    return Measured(wall, run["seconds_after_first"], len(notes), cells, besides, main)


def answers(course: Path, problem_set: str) -> dict[tuple[str, str], Answer]:
    """Everybody's, by student and question, with what became of each."""
    works = read_class(Course(course), problem_set)
    return {(work.student, answer.question): answer for work in works for answer in work.answers}
