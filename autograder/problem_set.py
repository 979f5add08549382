"""A problem set as its release defines it: the questions, their points and their answer cells."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.colab import TAG
from autograder.errors import CourseError

ANSWER = "_answer"  # what the grade id of an answer's cell has behind the question's name, where a check decides


@dataclass(frozen=True)
class GradedCell:
    """A graded cell of the release.

    name: its grade id, which is the question's name.
    points: how many points a right answer earns.
    by_hand: whether a person grades it.
    check: position of the cell that is graded.
    answer: position of the cell that the student fills in (the same one where a person grades it).
    """

    name: str
    points: float
    by_hand: bool
    check: int
    answer: int

    @property
    def answer_id(self) -> str:
        """The grade id of the cell that the student fills in."""
        return self.name if self.by_hand else answer_id(self.name)


@dataclass(frozen=True)
class ProblemSet:
    """A released notebook and what is graded in it."""

    name: str
    notebook: NotebookNode
    graded: tuple[GradedCell, ...]
    text: str  # of the release, as it was read

    @classmethod
    def read(cls, path: Path) -> "ProblemSet":
        """Read a release, or the source of one; raises :class:`CourseError` as :meth:`parse` does."""
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise _unreadable(path.stem, str(path), error) from error
        return cls.parse(path.stem, text, str(path))

    @classmethod
    def parse(cls, name: str, text: str, file: str = "") -> "ProblemSet":
        """The same from a release's text, which an error calls ``file``.

        Raises :class:`CourseError` where it can't be read, a grade id is there twice, a check asks for another question
        than its grade id says or has no answer cell, or an answer cell belongs to no check.
        """
        file = file or name
        try:
            notebook = nbformat.reads(text, as_version=4)
        except Exception as error:  # nbformat raises whatever it stumbles over
            raise _unreadable(name, file, error) from error
        positions = _positions(notebook, file)
        graded = tuple(
            _graded(notebook, index, positions, file)
            for index, cell in enumerate(notebook.cells)
            if nbgrader_settings(cell).get("grade")
        )
        of_no_check = _solution_cells(notebook) - {one.answer for one in graded}
        if of_no_check:
            lost = grade_id(notebook.cells[min(of_no_check)])
            raise CourseError(
                f"{file}: the answer cell {lost!r} belongs to no check; an answer to the check 'name' has the grade id "
                f"{answer_id('name')!r}."
            )
        return cls(name, notebook, graded, text)

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
    def checked(self) -> tuple[str, ...]:
        """The questions that a check decides, and no person."""
        return tuple(one.name for one in self.graded if not one.by_hand)

    @property
    def solution_cells(self) -> list[int]:
        """Positions of all cells that a student fills in."""
        return sorted(_solution_cells(self.notebook))

    @property
    def answer_ids(self) -> list[str]:
        """The grade ids of all cells that a student fills in, in their order."""
        return [grade_id(self.notebook.cells[index]) for index in self.solution_cells]


def _unreadable(name: str, file: str, error: Exception) -> CourseError:
    return CourseError(
        f"The notebook of {name} can't be read ({type(error).__name__}: {str(error)[:100]}): get {file} back "
        "from git. A release can be made again: `make release`, or in a course's own folder "
        f"`nbgrader generate_assignment {name} --force`, which without --force skips what is there."
    )


def _solution_cells(notebook: NotebookNode) -> set[int]:
    return {index for index, cell in enumerate(notebook.cells) if nbgrader_settings(cell).get("solution")}


def _positions(notebook: NotebookNode, file: str) -> dict[str, int]:
    """Where each grade id is; raises :class:`CourseError` if one is there twice."""
    places: dict[str, list[int]] = {}
    for index, cell in enumerate(notebook.cells):
        if grade_id(cell):
            places.setdefault(grade_id(cell), []).append(index)
    for name, found in places.items():
        if len(found) > 1:
            times = "twice" if len(found) == 2 else f"{len(found)} times"
            cells = " and ".join(str(index + 1) for index in found)
            raise CourseError(f"{file}: the grade id {name!r} is there {times} (cells {cells}, counted from 1).")
    return {name: found[0] for name, found in places.items()}


def _graded(notebook: NotebookNode, index: int, positions: Mapping[str, int], file: str) -> GradedCell:
    """What a graded cell says of itself; raises :class:`CourseError` where that can't be graded."""
    cell = notebook.cells[index]
    settings = nbgrader_settings(cell)
    name, points, by_hand = settings.get("grade_id"), settings.get("points"), bool(settings.get("solution"))
    if not name or points is None:
        raise CourseError(
            f"{file}: the graded cell {name or index + 1!r} lacks its {'points' if name else 'grade_id'}."
        )
    if by_hand:
        return GradedCell(name, float(points), by_hand, index, index)
    named = _checked_question(cell.source)
    if named is None:
        raise CourseError(f"{file}: the graded cell {name!r} has to be the one line check({name!r}, …).")
    if named != name:
        raise CourseError(f"{file}: the check names {named!r}, and its grade id is {name!r}.")
    if answer_id(name) not in positions:
        answers = [grade_id(notebook.cells[at]) for at in sorted(_solution_cells(notebook))]
        others = [repr(one) for one in answers if one and question_of(one) not in positions]
        there = f"; {' and '.join(others)} belong{'s' * (len(others) == 1)} to no check" if others else ""
        raise CourseError(
            f"{file}: the check {name!r} has no answer cell with the grade id {answer_id(name)!r}{there}."
        )
    return GradedCell(name, float(points), by_hand, index, positions[answer_id(name)])


def _checked_question(source: str) -> str | None:
    """The question that a check names; None where it is no such line."""
    try:
        return checked_expression(source)[0]
    except (SyntaxError, IndexError, AttributeError, ValueError):
        return None


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


def answer_id(question: str) -> str:
    """The grade id of the cell that answers a question which a check decides: ``conv2d_answer`` answers ``conv2d``."""
    return question + ANSWER


def cells_of(question: str) -> frozenset[str]:
    """The grade ids that the cells of a question may have."""
    return frozenset({question, answer_id(question)})


def question_of(cell: str) -> str:
    """The question that the cell with this grade id belongs to."""
    return cell.removesuffix(ANSWER)


def checked_expression(source: str) -> tuple[str, str]:
    """The question's name and the answer's expression in a line such as ``check("find_the_bug", fixed_conv)``."""
    call = ast.parse(source.strip()).body[0].value
    name, answer = call.args
    return ast.literal_eval(name), ast.unparse(answer)
