"""A problem set as its release defines it: the questions, their points and their answer cells."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.colab import TAG
from autograder.errors import CourseError


@dataclass(frozen=True)
class Graded:
    """A graded cell of the release.

    name       its grade id, which is the question's name
    points     how many points a right answer earns
    by_hand    whether a person grades it
    check      position of the cell that is graded
    answer     position of the cell that the student fills in (the same one where a person grades it)
    """

    name: str
    points: float
    by_hand: bool
    check: int
    answer: int


@dataclass(frozen=True)
class ProblemSet:
    """A released notebook and what is graded in it."""

    name: str
    notebook: NotebookNode
    graded: tuple[Graded, ...]
    text: str  # of the release, as it was read

    @classmethod
    def read(cls, path: Path) -> "ProblemSet":
        """Read a release; raises :class:`CourseError` where a check has no answer cell."""
        return cls.parse(path.stem, path.read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, name: str, text: str) -> "ProblemSet":
        """The same from a release's text."""
        try:
            notebook = nbformat.reads(text, as_version=4)
        except Exception as error:  # nbformat raises whatever it stumbles over
            raise CourseError(
                f"The notebook of {name} can't be read ({type(error).__name__}: {str(error)[:100]}): make the release "
                f"again with `nbgrader generate_assignment {name}`, or get the file back from git."
            ) from error
        positions = {grade_id(cell): index for index, cell in enumerate(notebook.cells) if grade_id(cell)}
        graded = []
        for index, cell in enumerate(notebook.cells):
            settings = nbgrader_settings(cell)
            if not settings.get("grade"):
                continue
            question, by_hand = settings["grade_id"], bool(settings.get("solution"))
            answer = index if by_hand else positions.get(f"{question}_answer")
            if answer is None:
                raise CourseError(
                    f"{name}: the check {question!r} has no answer cell with the grade id {question + '_answer'!r}."
                )
            graded.append(Graded(question, float(settings["points"]), by_hand, index, answer))
        return cls(name, notebook, tuple(graded), text)

    @property
    def imports(self) -> int:
        """Position of the cell that imports what answers need: the first code cell after the one for Colab."""
        cells = enumerate(self.notebook.cells)
        return next(at for at, cell in cells if cell.cell_type == "code" and TAG not in cell.metadata.get("tags", ()))

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """What its code cells and checks import, as names of modules; some may not exist, or be part of a module."""
        found: dict[str, None] = {f"course_utils.questions.{self.name}": None}
        for cell in self.notebook.cells:
            if cell.cell_type == "code":
                found.update(dict.fromkeys(_imported(cell.source)))
        return tuple(found)

    @property
    def solution_cells(self) -> list[int]:
        """Positions of all cells that a student fills in."""
        return [index for index, cell in enumerate(self.notebook.cells) if nbgrader_settings(cell).get("solution")]


def _imported(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # magics, or a stub that is to be completed
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name != "*")


def nbgrader_settings(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})


def grade_id(cell: NotebookNode) -> str | None:
    return nbgrader_settings(cell).get("grade_id")


def checked_expression(source: str) -> tuple[str, str]:
    """The question's name and the answer's expression in a line such as ``check("find_the_bug", fixed_conv)``."""
    call = ast.parse(source.strip()).body[0].value
    name, answer = call.args
    return ast.literal_eval(name), ast.unparse(answer)
