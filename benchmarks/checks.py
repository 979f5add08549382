"""How long a student waits for a check: of every question, with a right and with a wrong answer.

    python -m benchmarks.checks

The first call of each check is what counts: it is the one that asks the oracle. The first wrong answer is another
first: what each known mistake would return is computed then. After it comes the time of the next wrong one. What is
done once with the notebook's imports, ``checks_of``, has a row of its own. Each problem set has a process of its own,
in which nothing ran that a student hasn't run by then.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from autograder.audit import expressions, recipes_of
from autograder.variants import variants
from course_utils import checks_of
from course_utils.checking.check import CheckFailed
from course_utils.questions import problem_sets

KINDS = ("right", "wrong", "wrong again")


def seconds_of_checks(problem_set: str) -> dict[str, dict[str, float]]:
    """By kind and question, seconds of the check, for every question not graded by hand. And of ``checks_of``."""
    began = time.perf_counter()
    check = checks_of(problem_set)
    seconds: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    seconds["with the imports"] = {"checks_of": time.perf_counter() - began}
    wrong = {}
    for variant in variants(problem_set):
        if not variant.is_right:
            wrong.setdefault(variant.question, variant.source)
    for name, expression in expressions(problem_set).items():
        source, given = recipes_of(problem_set, name)["ok_reference"]
        for kind, text in zip(KINDS, (source, wrong[name], wrong[name]), strict=True):
            answers = dict(given)
            exec(text, answers)
            answer = eval(expression, answers)
            began = time.perf_counter()
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(CheckFailed):
                check(name, answer)
            seconds[kind][name] = time.perf_counter() - began
    return seconds


def main(slowest: Annotated[int, typer.Option(min=1, help="How many of each problem set are shown.")] = 3) -> None:
    """Measure and print the slowest checks of every problem set."""
    table = Table("problem set", "answer", "its slowest checks, in seconds", "the median check")
    for problem_set in problem_sets():
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
            of_all = executor.submit(seconds_of_checks, problem_set).result()
        for kind, of_each in of_all.items():
            seconds = sorted(of_each.items(), key=lambda pair: -pair[1])
            shown = ", ".join(f"{name} {taken:.2f}" for name, taken in seconds[:slowest])
            table.add_row(problem_set, kind, shown, f"{seconds[len(seconds) // 2][1]:.3f}")
    Console(width=120).print(table)


if __name__ == "__main__":
    typer.run(main)
