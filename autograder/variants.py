"""Wrong and right answers to every question, each in a file of its own under ``mutants/``.

``conv2d__stride_ignored.py`` is a wrong answer that must be told as ``stride_ignored``; a further part of the name
tells versions apart (``conv2d__kernel_flipped__rot90.py``). ``conv2d__ok_einsum.py`` is a right answer.
"""

from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError

MUTANTS = Path(__file__).parent / "mutants"


@dataclass(frozen=True)
class Variant:
    """One way to answer a question: the text of its answer cell, and what must become of it."""

    question: str
    name: str
    source: str

    @property
    def is_right(self) -> bool:
        return self.name.startswith("ok_")

    @property
    def misconception(self) -> str:
        """The name by which a wrong answer must be told."""
        return self.name.partition("__")[0]


def variants(problem_set: str) -> list[Variant]:
    """All variants of a problem set, by question and name; raises :class:`CourseError` where there are none."""
    found = []
    for path in sorted((MUTANTS / problem_set).glob("*.py")):
        question, separator, name = path.stem.partition("__")
        if not separator:
            raise CourseError(f"{path} is not named <question>__<misconception>.py or <question>__ok_<how>.py.")
        found.append(Variant(question, name, path.read_text(encoding="utf-8")))
    if not found:
        raise CourseError(f"There are no mutants for {problem_set!r} in {MUTANTS / problem_set}.")
    return found
