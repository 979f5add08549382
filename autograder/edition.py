"""Which edition of the checks and the grader this is: other questions, keys or versions may give other outcomes."""

import hashlib
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import autograder
import course_utils

DECIDING = {".py", ".webp"}  # code, and the images that only graded networks meet
# Packages and modules that decide no outcome: JupyterLab's settings, the proofs of the checks, what makes classes,
# releases and students' editions, and what is made of results afterwards.
ASIDE = {
    "course_utils": {"jupyterlab"},
    "autograder": {
        "audit", "by_hand", "class_results", "cli", "demo", "exports", "grades", "lookalikes", "mutants", "record",
        "regrade", "release", "report", "sample_class", "settled", "spreadsheet", "student_edition", "tables",
        "templates", "tidy", "variants",
    },
}  # fmt: skip


@cache
def edition(problem_set: str | None = None) -> str:
    """A digest of the course's own code that can decide outcomes, and of the versions it computes with.

    problem_set: leave out the questions and keys of all others; of one without questions of its own, which may ask
        those of any, nothing is left out.
    """
    found = hashlib.sha256(f"{platform.python_version()} {version('torch')} {version('numpy')}".encode())
    others = set() if problem_set is None else _others(problem_set)
    for package in (autograder, course_utils):
        root = Path(package.__file__).parent
        for path in _deciding(root, others):
            found.update(f"{root.name}/{path.relative_to(root)}\n".encode() + path.read_bytes())
    return found.hexdigest()


def _others(problem_set: str) -> set[str]:
    from course_utils.questions import problem_sets  # imports PyTorch, which is not for Dask's scheduler

    return set(problem_sets()) - {problem_set} if problem_set in problem_sets() else set()


def _deciding(root: Path, others: set[str]) -> Iterator[Path]:
    """The files below a package that can decide outcomes, without what belongs to these problem sets."""
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        aside = Path(inside.parts[0]).stem in ASIDE[root.name] or {*inside.parts, path.stem} & others
        if path.suffix in DECIDING and not aside:
            yield path
