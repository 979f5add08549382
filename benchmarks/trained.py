"""How often a right ``trained`` is failed: networks from many seeds, each judged on a secret draw as grading does it.

    python -m benchmarks.trained ps3_first_cnn --networks 1000 --jobs 2

Each result is a line of a file in --out as soon as it is there. The same command again goes on where it stopped, and
with more networks it adds to them. What another edition of the checks has judged stays in the file and is not counted.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table
from scipy.optimize import brentq
from scipy.special import logit
from scipy.stats import binomtest, nct, norm

from autograder import cli
from autograder.answer_keys import graded_question
from autograder.audit import recipes_of
from autograder.edition import edition
from course_utils.checking.evidence import Observation
from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge

QUESTION = "trained"
CONFIDENCE = 0.95
SEEDED = re.compile(r"\b(seed_everything|manual_seed)\(\d+\)")


@cache
def recipes(problem_set: str) -> dict[str, Any]:
    """The reference and every other right answer by name, each to be run with a seed of its own."""
    return recipes_of(problem_set, QUESTION)


def trained_and_judged(problem_set: str, name: str, network: int) -> dict[str, Any]:
    """Train one network and judge it on the draw of that number: one line of the file."""
    source, namespace = recipes(problem_set)[name]
    seeded, places = SEEDED.subn(rf"\g<1>({network})", source)
    if not places:
        raise ValueError(f"{name} sets no seed")
    began = time.process_time()  # other work on the machine does not count
    answers = dict(namespace)
    exec(compile(seeded, f"{name}.py", "exec"), answers)
    seconds = time.process_time() - began
    question = graded_question(QUESTION, problem_set)
    cases = question.cases(np.random.default_rng([network, 1]))
    seen = [Observation.from_json(observe(question, case, answers[QUESTION]).to_json()) for case in cases]
    verdict = judge(question, cases, seen)
    return {
        "recipe": name,
        "network": network,
        "edition": edition(),
        "passed": [case.passed for case in verdict.cases],
        "shares": {
            case.name: case.property.share(observation.value)
            for case, observation in zip(cases, seen, strict=True)
            if case.property.bar > 0
        },
        "bars": {case.name: case.property.bar for case in cases if case.property.bar > 0},
        "seconds": round(seconds, 2),
    }


def written(path: Path) -> list[dict[str, Any]]:
    """The lines that are there, of all editions; a last one that an interruption has cut short is not."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def measured(path: Path) -> list[dict[str, Any]]:
    """The lines of this edition: others may have been judged by other bars."""
    return [line for line in written(path) if line.get("edition") == edition()]


def measure(problem_set: str, networks: int, jobs: int, path: Path, console: Console) -> None:
    """Add the lines of all networks that are missing."""
    whole = written(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(line)}\n" for line in whole), encoding="utf-8")
    known = {(line["recipe"], line["network"]) for line in measured(path)}
    missing = [
        (name, network)
        for network in range(networks)
        for name in recipes(problem_set)
        if (name, network) not in known
    ]  # fmt: skip
    with path.open("a", encoding="utf-8") as file:
        for line in track(_all_of(problem_set, missing, jobs), problem_set, len(missing), console=console):
            file.write(f"{json.dumps(line)}\n")
            file.flush()


def _all_of(problem_set: str, missing: list[tuple[str, int]], jobs: int) -> Iterator[dict[str, Any]]:
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_get_ready) as executor:
        futures = [executor.submit(trained_and_judged, problem_set, *one) for one in missing]
        try:
            yield from (future.result() for future in as_completed(futures))
        finally:
            executor.shutdown(cancel_futures=True)


def _get_ready() -> None:
    torch.set_num_threads(1)
    edition()  # as the code is that this process has just imported; it may be changed while networks are trained


def bound_by_counting(failed: int, networks: int) -> float:
    """Failures are rarer than this, whatever the shares are like: Clopper and Pearson, exact for a binomial number."""
    return binomtest(failed, networks, alternative="less").proportion_ci(CONFIDENCE, "exact").high


def bound_by_distance(shares: np.ndarray, bar: float) -> float:
    """Failures are rarer than this if the shares' logits are normally distributed.

    The one-sided tolerance limit of a normal distribution, exact by the noncentral t (NIST/SEMATECH e-Handbook of
    Statistical Methods, 7.2.6.3): of all normal distributions that such shares may come from, one with a large share
    below the bar. Far fewer networks say something here than by counting, and the shape of the tail is assumed.
    """
    if len(shares) < 3:
        return 1.0
    logits, root = logit(np.clip(shares, 1e-3, 1 - 1e-3)), len(shares) ** 0.5
    distance = min((logits.mean() - logit(bar)) / logits.std(ddof=1), 10.0)  # more would only strain the computation

    def chance(deviations: float) -> float:
        """That the bar seems at least so far away where it is only so many standard deviations from the mean."""
        return float(nct.sf(distance * root, len(shares) - 1, deviations * root)) - (1 - CONFIDENCE)

    return float(norm.sf(brentq(chance, min(0, distance - 10), distance)))


def summary(problem_set: str, lines: Iterable[dict[str, Any]]) -> Table:
    """Failures, and what is judged, by recipe and over all of them."""
    table = Table(
        "recipe", "networks", "failed", f"fails less often than ({CONFIDENCE:.0%})\nby counting, by distance",
        "CPU s", "judged: mean, sd, worst (bar)",
        title=f"{problem_set}: a right {QUESTION} that fails", show_lines=True,
    )  # fmt: skip
    of_recipe = defaultdict(list)
    for line in lines:
        of_recipe[line["recipe"]].append(line)
    by_distance = []
    for name, own in sorted(of_recipe.items()):
        judged, bounds = [], []
        for case, bar in own[-1]["bars"].items():
            shares = np.array([line["shares"][case] for line in own])
            spread = shares.std(ddof=1) if len(shares) > 1 else 0.0
            judged.append(f"{case}: {shares.mean():.1%}, {spread:.1%}, {shares.min():.1%} ({bar:.0%})")
            bounds.append(bound_by_distance(shares, bar))
        by_distance.append(min(1.0, sum(bounds)))  # to fail one case is to fail
        table.add_row(name, *_failures(own, by_distance[-1]), "\n".join(judged))
    everything = [line for own in of_recipe.values() for line in own]
    if everything:
        table.add_row("all", *_failures(everything, float(np.mean(by_distance))), "")
    return table


def _failures(lines: list[dict[str, Any]], by_distance: float) -> tuple[str, str, str, str]:
    failed = sum(not all(line["passed"]) for line in lines)
    bounds = f"{bound_by_counting(failed, len(lines)):.2%}, {by_distance:.2g}"
    return f"{len(lines)}", f"{failed}", bounds, f"{np.mean([line['seconds'] for line in lines]):.1f}"


def main(
    problem_set: Annotated[str, typer.Argument(help="ps3_first_cnn or ps5_cifar10_augmentation.")],
    networks: Annotated[int, typer.Option(min=1, help="How many of each recipe.")] = 20,
    jobs: Annotated[int, typer.Option(min=1)] = 1,
    out: Annotated[Path, typer.Option(help="Where the lines are collected.")] = Path("/tmp/trained"),
) -> None:
    """Train, judge, and print how many right answers were failed."""
    console = Console(width=150)
    path = out / f"{problem_set}.jsonl"
    measure(problem_set, networks, jobs, path, console)
    counted = measured(path)
    console.print(summary(problem_set, counted))
    if others := len(written(path)) - len(counted):
        console.print(f"{others} lines of {path} were judged by other editions of the checks, and are not counted.")


if __name__ == "__main__":
    cli.main(lambda: typer.run(main))
