"""``make bench-grading``: what it costs to grade a class, beside stock nbgrader in the same run on the same machine."""

import os
import platform
import tempfile
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from autograder.class_results import Answer
from autograder.release import build
from benchmarks.grading import ours, stock
from benchmarks.grading.classes import LIGHT, REAL, BenchmarkClass
from benchmarks.grading.dask_workers import two_workers
from benchmarks.grading.differences import differences, table


class Kind(StrEnum):
    """The two classes, as ``--only`` names them."""

    LIGHT = "light"
    REAL = "real"


console = Console(width=120)
CLASSES = {Kind.LIGHT: LIGHT, Kind.REAL: REAL}
AGAINST_STOCK = {LIGHT.name: 10, REAL.name: 4}  # submissions that stock nbgrader grades
IN_A_PAIR = {LIGHT.name: 100, REAL.name: 12}


def main(
    sizes: Annotated[str, typer.Option(help="Class sizes, separated by commas, each at least 2.")] = "10,100,1000",
    only: Annotated[Kind | None, typer.Option(help="One of the two classes.", show_default="both")] = None,
    pairs: Annotated[int, typer.Option(min=1, help="Pairs of runs with and without what is compared.")] = 3,
    dask: Annotated[int, typer.Option(min=0, help="Submissions of the comparison with Dask; 0 leaves it out.")] = 200,
) -> None:
    """Measure and print; nothing is asserted."""
    numbers = _numbers(sizes)
    console.print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    for kind, one in CLASSES.items():
        if only in (None, kind):
            _measure(one, numbers, pairs, dask)


def _numbers(sizes: str) -> list[int]:
    try:
        numbers = [int(size) for size in sizes.split(",")]
    except ValueError:
        raise typer.BadParameter(f"{sizes!r} is no list of whole numbers, such as --sizes 2,10") from None
    if min(numbers) < 2:
        raise typer.BadParameter("what a submission takes after the first one needs two of them: --sizes 2,10")
    return numbers


def _measure(one: BenchmarkClass, sizes: list[int], pairs: int, dask: int) -> None:
    console.rule(f"{'light: one question' if one is LIGHT else 'real: problem set 1 as released'}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _against_stock(one, root / "against")
        starting = _ours(one, root / "one", 1).wall
        table = Table(
            "submissions", "seconds in all", "ms each after the start", "ms of CPU besides the cells", "of cells"
        )
        each = {}
        for size in sizes:
            run = _ours(one, root / f"class-{size}", size)
            each[size] = run.after_first / (size - 1) * 1000
            table.add_row(
                f"{size}", f"{run.wall:.1f}", f"{each[size]:.1f}",
                f"{run.besides / size * 1000:.1f}", f"{run.cells / size * 1000:.1f}",
            )  # fmt: skip
        console.print(table)
        console.print(f"A class of one takes {starting:.1f} s. " + _flatness(each))
        _sandbox(one, root / "sandbox", pairs)
        if dask and one is LIGHT:
            _dask(one, root / "dask", pairs, dask)


def _ours(one: BenchmarkClass, folder: Path, size: int, *options: str) -> ours.Measured:
    if not folder.exists():
        one.make(folder, size)
        _release(one, folder)
    return ours.grade(folder, one.name, *options)


def _release(one: BenchmarkClass, folder: Path) -> None:
    if one is not REAL:
        build(one.name, folder / "release" / one.name, source=one.source.parent)


def _against_stock(one: BenchmarkClass, folder: Path) -> None:
    size = AGAINST_STOCK[one.name]
    theirs, mine = folder / "stock", folder / "ours"
    for place in (theirs, mine):
        one.make(place, size)
    stock.prepare(theirs, one.name)
    _release(one, mine)
    autograding, feedback = (part / size for part in stock.grade(theirs, one.name))
    large = _ours(one, folder / "throughput", 1000 if one is LIGHT else 40)
    mine_each = large.wall / large.submissions
    console.print(
        f"stock nbgrader: {autograding:.2f} s to autograde a submission and {feedback:.2f} s for its feedback page (of "
        f"{size}); ours: {mine_each:.4f} s for both (of {large.submissions}, the start included): "
        f"[bold]{(autograding + feedback) / mine_each:.0f} x[/]; against its autograding alone, "
        f"{autograding / mine_each:.0f} x"
    )
    ours.grade(mine, one.name)
    _compare_scores(stock.scores(theirs, one.name), ours.answers(mine, one.name))


def _compare_scores(theirs: dict[tuple[str, str], stock.Given], mine: dict[tuple[str, str], Answer]) -> None:
    """How many scores agree; of the others which they are and why."""
    found = list(differences(theirs, mine))
    scored = {key for scores in (theirs, mine) for key, one in scores.items() if one.score is not None} & {*mine}
    waiting = f"; {len(mine) - len(scored)} more wait for a person in both" if len(scored) < len(mine) else ""
    console.print(f"Scores that agree: {len(scored) - len(found)} of {len(scored)}{waiting}.")
    if found:
        console.print(table(found))


def _flatness(each: dict[int, float]) -> str:
    if len(each) < 2:
        return ""
    smallest, largest = min(each), max(each)
    return f"From {smallest} to {largest}, a submission's cost changes by {each[largest] / each[smallest] - 1:+.0%}."


def _sandbox(one: BenchmarkClass, folder: Path, pairs: int) -> None:
    size = IN_A_PAIR[one.name]
    ratios = []
    for _ in range(pairs):
        inside, outside = _ours(one, folder, size), _ours(one, folder, size, "--no-sandbox")
        ratios.append((inside.cells + inside.besides) / (outside.cells + outside.besides))
    console.print(
        f"The sandbox costs {median(ratios) - 1:+.1%} of CPU time (median of {pairs} pairs of {size} submissions: "
        + ", ".join(f"{ratio - 1:+.1%}" for ratio in ratios)
        + ")."
    )


def _dask(one: BenchmarkClass, folder: Path, pairs: int, size: int) -> None:
    ratios = []
    for _ in range(pairs):
        local = _ours(one, folder, size, "--jobs", "2")
        with two_workers() as address:
            ratios.append(_ours(one, folder, size, "--scheduler", address).after_first / local.after_first)
    console.print(
        f"Dask with two local workers takes {median(ratios):.2f} times as long as two local processes "
        f"({size} submissions, from the first result to the last; median of {pairs} pairs)."
    )


if __name__ == "__main__":
    typer.run(main)
