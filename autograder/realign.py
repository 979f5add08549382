"""Rebuild a submission from the release: only the source text of the answer cells comes from the student.

Deleted, duplicated, moved, retyped and metadata-stripped cells are found again, and every repair is written down.
No metadata, tag or output of the student's survives.
"""

import ast
import copy
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from rapidfuzz import fuzz

from autograder.problem_set import ProblemSet, grade_id

MOST_BYTES = 50_000_000
SIMILAR = 70  # of 100, by which two texts are taken for versions of one another


@dataclass(frozen=True)
class Repair:
    """What had to be put right. A doubtful repair asks for a person's look."""

    cell: str
    what: str
    doubtful: bool = False


@dataclass(frozen=True)
class Realigned:
    """The rebuilt notebook.

    answered    by grade id of an answer cell: whether its text differs from the release's
    unreadable  why nothing could be read, or ""
    """

    notebook: NotebookNode
    answered: Mapping[str, bool]
    repairs: tuple[Repair, ...] = ()
    unreadable: str = ""

    def name_of(self, index: int) -> str:
        """The grade id of a cell."""
        return grade_id(self.notebook.cells[index])


@dataclass
class _Cell:
    """A submitted cell, as far as it can be trusted: a type, a text, and two names it may go by."""

    kind: str
    source: str
    grade_id: str | None
    id: str | None
    taken: bool = field(default=False)


class Unreadable(ValueError):
    """The submission is not a notebook; the message says in what way."""


def realign(problem_set: ProblemSet, content: bytes | None) -> Realigned:
    """Rebuild the notebook from the release and the answers in ``content``, whatever state it is in."""
    rebuilt = copy.deepcopy(problem_set.notebook)
    names = [grade_id(rebuilt.cells[index]) for index in problem_set.solution_cells]
    try:
        cells = _read_cells(content)
    except Unreadable as error:
        nothing = Repair("", f"nothing could be graded: {error}", doubtful=True)
        return Realigned(rebuilt, dict.fromkeys(names, False), (nothing,), str(error))
    repairs: list[Repair] = []
    answered = {}
    for index, name in zip(problem_set.solution_cells, names, strict=True):
        stub = rebuilt.cells[index]
        found = _find(stub, name, cells, repairs)
        answered[name] = found is not None and _plain(found.source) != _plain(stub.source)
        if found is not None:
            stub.source = found.source
    repairs += _own_helpers(rebuilt, problem_set, cells)
    return Realigned(rebuilt, answered, tuple(repairs))


def _read_cells(content: bytes | None) -> list[_Cell]:
    if content is None:
        raise Unreadable("there is no notebook in the submitted folder")
    if not content.strip():
        raise Unreadable("the submitted file is empty")
    if len(content) > MOST_BYTES:
        raise Unreadable(f"the submitted file has {len(content):,} bytes, more than the {MOST_BYTES:,} that are read")
    try:
        plain = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the submitted file is not a notebook: it is not valid JSON ({error})"[:200]) from error
    cells = plain.get("cells") if isinstance(plain, dict) else None
    if cells is None and isinstance(plain, dict) and isinstance(plain.get("worksheets"), list):
        # nbformat 3 kept its cells in worksheets.
        cells = [cell for sheet in plain["worksheets"] if isinstance(sheet, dict) for cell in sheet.get("cells", [])]
    if not isinstance(cells, list):
        raise Unreadable("the submitted file is JSON, but not a notebook: it has no list of cells")
    return [_read_cell(cell) for cell in cells if isinstance(cell, dict)]


def _read_cell(plain: dict[str, Any]) -> _Cell:
    source = plain.get("source", plain.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = plain.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return _Cell(
        str(plain.get("cell_type")),
        # A null byte or a lone surrogate can't be stored, run or shown.
        source.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(source, str) else "",
        name if isinstance(name, str) else None,
        plain.get("id") if isinstance(plain.get("id"), str) else None,
    )


def _find(stub: NotebookNode, name: str, cells: list[_Cell], repairs: list[Repair]) -> _Cell | None:
    """The submitted cell that answers ``stub``: by grade id, by cell id, by what it defines, by its text."""
    free = [cell for cell in cells if not cell.taken]
    by_grade_id = [cell for cell in free if cell.grade_id == name]
    if by_grade_id:
        found = _best_of_duplicates(stub, name, by_grade_id, repairs)
    else:
        unnamed = [cell for cell in free if cell.grade_id is None]
        by_id = [cell for cell in unnamed if cell.id == stub.get("id")]
        defining = [cell for cell in unnamed if cell.kind == "code" and _defined(stub.source) & _defined(cell.source)]
        alike = [cell for cell in unnamed if fuzz.ratio(_plain(cell.source), _plain(stub.source)) >= SIMILAR]
        for candidates, how, doubtful in (
            (by_id, "its grading metadata was gone; it was found by its cell id", False),
            (defining, "its grading metadata was gone; it was found by what it defines", len(defining) > 1),
            (alike, "its grading metadata was gone; it was found by its text", True),
        ):
            if candidates:
                found = candidates[-1]
                repairs.append(Repair(name, how, doubtful))
                break
        else:
            # A person should look if what is missing may stand in some other cell.
            elsewhere = any(cell.kind == stub.cell_type and len(_plain(cell.source)) > 20 for cell in unnamed)
            repairs.append(
                Repair(name, "the answer cell is missing", doubtful=stub.cell_type == "markdown" and elsewhere)
            )
            return None
    found.taken = True
    if found.kind != stub.cell_type:
        repairs.append(Repair(name, f"the answer stood in a {found.kind} cell; it was read as {stub.cell_type}"))
    return found


def _best_of_duplicates(stub: NotebookNode, name: str, same: list[_Cell], repairs: list[Repair]) -> _Cell:
    for cell in same:
        cell.taken = True
    if len(same) == 1:
        return same[0]
    filled = [cell for cell in same if _plain(cell.source) != _plain(stub.source)]
    different = {_plain(cell.source) for cell in filled}
    repairs.append(
        Repair(
            name, f"{len(same)} copies of the answer cell; the last one that is filled in counts", len(different) > 1
        )
    )
    # In a notebook that is run from top to bottom, the last definition holds.
    return (filled or same)[-1]


def _own_helpers(rebuilt: NotebookNode, problem_set: ProblemSet, cells: list[_Cell]) -> list[Repair]:
    """Answers that use a name which only a cell of the student's own defines: it is not run, a person should know."""
    given = set()
    for cell in rebuilt.cells:
        if cell.cell_type == "code":
            given |= _defined(cell.source)
    own = set()
    for cell in cells:
        if not cell.taken and cell.kind == "code" and cell.grade_id is None:
            own |= _defined(cell.source)
    repairs = []
    for index in problem_set.solution_cells:
        cell = rebuilt.cells[index]
        if cell.cell_type == "code":
            for missing in sorted((_used(cell.source) & own) - given):
                what = (
                    f"it uses `{missing}`, which a cell outside the answer cells defines; only answer cells are graded"
                )
                repairs.append(Repair(grade_id(cell), what, doubtful=True))
    return repairs


def _defined(source: str) -> set[str]:
    """Names that a cell defines at its top level."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(re.findall(r"^(?:def|class)\s+(\w+)", source, re.MULTILINE))
    names = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {leaf.id for target in targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name)}
    return names


def _used(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _plain(source: str) -> str:
    """A text without the differences that an editor makes: blanks at line ends and blank lines around."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
