"""How long a student waits for a check: every question's, with the reference answer, in a process that has imported.

    python benchmarks/checks.py

The first call of each check is what counts: it is the one that imports the question and makes its public cases.
"""

from __future__ import annotations

import contextlib
import io
import time
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from autograder.audit import defined_before, expressions
from course_utils import checks_of
from course_utils.questions import problem_sets, questions_of


def seconds_of_checks(problem_set: str) -> dict[str, float]:
    """Seconds of the first check of every question that is not graded by hand."""
    answers, asked = defined_before(problem_set), expressions(problem_set)
    check = checks_of(problem_set)
    seconds = {}
    for name in questions_of(problem_set):
        began = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            check(name, eval(asked[name], answers))
        seconds[name] = time.perf_counter() - began
    return seconds


def main(slowest: Annotated[int, typer.Option(min=1, help="How many of each problem set are shown.")] = 3) -> None:
    """Measure and print the slowest checks of every problem set."""
    table = Table("problem set", "its slowest checks, in seconds", "the median check")
    for problem_set in problem_sets():
        seconds = sorted(seconds_of_checks(problem_set).items(), key=lambda pair: -pair[1])
        shown = ", ".join(f"{name} {taken:.2f}" for name, taken in seconds[:slowest])
        table.add_row(problem_set, shown, f"{seconds[len(seconds) // 2][1]:.3f}")
    Console(width=120).print(table)


if __name__ == "__main__":
    typer.run(main)
