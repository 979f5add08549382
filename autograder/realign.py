"""Rebuild a submission from the release: only the source text of the answer cells comes from the student.

Deleted, duplicated, moved, retyped and metadata-stripped cells are found again, and every repair is written down.
No metadata, tag or output of the student's survives.
"""

import ast
import base64
import binascii
import builtins
import contextlib
import copy
import json
import re
import symtable
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any, Literal

from nbformat import NotebookNode
from rapidfuzz import fuzz

from autograder.course import PROJECT
from autograder.problem_set import ProblemSet, grade_id

MOST_BYTES = 50_000_000
MOST_VALUES = 3_000_000  # by the marks between them: as objects of Python, values take far more memory than their text
MOST_CELLS = 150_000
PICTURES = ("image/png", "image/jpeg")  # what JupyterLab attaches when a picture is pasted into a text
MOST_PICTURE_BYTES = 8_000_000  # of one answer, as base64
ATTACHED = re.compile(r"\battachment:([^\s)\"'>]*)")
ZIP = b"PK\x03\x04"  # how such an archive begins
SIMILAR = 70  # of 100, by which two texts are taken for versions of one another
SURE = 0.9  # the confidence in a repair that needs no person's look
BY_CELL_ID, BY_DEFINITION, BY_WHAT_IS_LEFT = 1.0, 0.95, 0.5
MOST_PARSED = 200_000  # characters: reading Python takes a hundred times as much memory as its text
UNREADABLE_CODE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Repair:
    """What had to be put right. A doubtful repair asks for a person's look.

    confidence: from 0 to 1, how sure it is that this is what the student meant. For a text that was found by its
        likeness, the likeness; for one of several candidates, its share; 0 where nothing could be put right.
    kind: "unreadable" where nothing could be put right; "finding" is what only the instructor is told.
    """

    cell: str
    what: str
    confidence: float = 1.0
    kind: Literal["repair", "unreadable", "finding"] = "repair"

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Repair":
        """From its attributes; a course that was graded before there were confidences noted ``doubtful``."""
        rest = dict(plain)
        confidence = BY_WHAT_IS_LEFT if rest.pop("doubtful", False) else 1.0
        return cls(**{"confidence": confidence, **rest})

    @property
    def doubtful(self) -> bool:
        return self.confidence < SURE

    @property
    def told(self) -> str:
        """As an instructor reads it."""
        certain = self.kind != "repair" or self.confidence in (0.0, 1.0)
        return self.what if certain else f"{self.what} (confidence {self.confidence:.0%})"


@dataclass(frozen=True)
class Realigned:
    """The rebuilt notebook.

    answered: by grade id of an answer cell, whether its text differs from the release's.
    unreadable: why nothing could be read, or "".
    """

    notebook: NotebookNode
    answered: Mapping[str, bool]
    repairs: tuple[Repair, ...] = ()
    unreadable: str = ""


@dataclass
class _Cell:
    """A submitted cell, as far as it can be trusted: a type, a text, two names it may go by, and pasted pictures."""

    kind: str
    source: str
    grade_id: str | None
    id: str | None
    pictures: dict[str, dict[str, str]]
    taken: bool = field(default=False)

    @cached_property
    def plain(self) -> str:
        return _plain(self.source)

    @cached_property
    def defined(self) -> frozenset[str]:
        return _defined(self.source)

    @property
    def marks(self) -> frozenset[str]:
        """By what it may be known which problem set it is of: its names, and its text."""
        return frozenset(mark for mark in (self.grade_id, self.id, self.plain) if mark)


class Unreadable(ValueError):
    """The submission is not a notebook; the message says in what way."""


def realign(problem_set: ProblemSet, content: bytes | None, found: Sequence[Repair] = ()) -> Realigned:
    """Rebuild the notebook from the release and the answers in ``content``, whatever state it is in.

    found: what was said of the file when it was looked for. A reason why nothing can be read is not said twice.
    """
    rebuilt = copy.deepcopy(problem_set.notebook)
    names = problem_set.answer_ids
    given = frozenset(_plain(cell.source) for cell in rebuilt.cells)
    try:
        cells = _read_cells(content)
    except Unreadable as error:
        if why := "; ".join(one.what for one in found if one.kind == "unreadable"):
            return Realigned(rebuilt, dict.fromkeys(names, False), (), why)
        return _not_to_be_graded(problem_set, str(error), f"nothing could be graded: {error}")
    repairs: list[Repair] = []
    answered = {}
    for index, name in zip(problem_set.solution_cells, names, strict=True):
        stub = rebuilt.cells[index]
        cell = _find(stub, name, cells, given, repairs)
        answered[name] = cell is not None and cell.plain != _plain(stub.source)
        if cell is not None:
            stub.source = cell.source
            if stub.cell_type == "markdown":
                _attach(stub, name, cell.pictures, repairs)
    if why := _of_another(problem_set, cells):
        return _not_to_be_graded(problem_set, why, why)
    repairs += _own_helpers(rebuilt, problem_set, cells)
    return Realigned(rebuilt, answered, tuple(repairs))


def answers_in(problem_set: ProblemSet, content: bytes | None) -> dict[str, str]:
    """The answers that differ from the release, by grade id; none where nothing can be read."""
    found = realign(problem_set, content)
    answers = {grade_id(cell): _plain(cell.source) for cell in found.notebook.cells}
    return {name: answers[name] for name, answered in found.answered.items() if answered}


def _not_to_be_graded(problem_set: ProblemSet, why: str, told: str) -> Realigned:
    nothing = Repair("", told, confidence=0.0, kind="unreadable")
    answered = dict.fromkeys(problem_set.answer_ids, False)
    return Realigned(copy.deepcopy(problem_set.notebook), answered, (nothing,), why)


def _of_another(problem_set: ProblemSet, cells: list[_Cell]) -> str:
    """What is wrong where somebody has handed in the notebook of another problem set, or one of none; else ""."""
    taken = [cell for cell in cells if cell.taken]
    if 2 * len(taken) > len(problem_set.solution_cells):
        return ""  # the rule: nothing else need be read
    marks = frozenset().union(*(cell.marks for cell in cells))
    own = marks & _marks(problem_set.text)
    others = {name: of for name, of in _released().items() if name != problem_set.name}
    # Problem sets share cells, and names of cells: it is another one's where far more is of that, and nothing is not.
    likeness = {name: len(marks & of) for name, of in others.items()}
    name = max(likeness, key=likeness.get, default="")
    none = f"no cell of {problem_set.name} is in it"
    if (
        name
        and own <= others[name]
        and 2 * len(own) < likeness[name]
        and all(cell.marks & others[name] for cell in taken)
    ):
        return f"this looks like {name}: {none}"
    if not taken and not own - frozenset().union(*others.values()) and any(cell.plain for cell in cells):
        return f"this is another notebook: {none}"
    return ""


@cache
def _released() -> dict[str, frozenset[str]]:
    """The marks of this project's problem sets, by name: those of its releases that are here and can be read."""
    found = {}
    for path in sorted((PROJECT / "release").glob("*/*.ipynb")):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            found[path.stem] = _marks(path.read_text(encoding="utf-8"))
    return found


@lru_cache(16)
def _marks(release: str) -> frozenset[str]:
    """By what a release's cells are known, from its text; nothing where it is none."""
    try:
        return frozenset().union(*(cell.marks for cell in _read_cells(release.encode())))
    except Unreadable:
        return frozenset()


def _read_cells(content: bytes | None) -> list[_Cell]:
    if content is None:
        raise Unreadable("there is no notebook in the submitted folder")
    if not content.strip():
        raise Unreadable("the submitted file is empty")
    if len(content) > MOST_BYTES:
        raise Unreadable(f"the submitted file has more than the {MOST_BYTES:,} bytes that are read")
    if sum(map(content.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise Unreadable(f"the submitted file holds more than the {MOST_VALUES:,} values that are read")
    try:
        plain = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        why = "it is a zip archive" if content.startswith(ZIP) else error
        why = "it is no text in UTF-8" if isinstance(why, UnicodeDecodeError) else why
        raise Unreadable(f"the submitted file is not a notebook: it is not valid JSON ({why})"[:200]) from error
    cells = plain.get("cells") if isinstance(plain, dict) else None
    if cells is None and isinstance(plain, dict) and isinstance(plain.get("worksheets"), list):
        # nbformat 3 kept its cells in worksheets.
        sheets = [sheet.get("cells") for sheet in plain["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list):
        raise Unreadable("the submitted file is JSON, but not a notebook: it has no list of cells")
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"the submitted notebook has {len(cells):,} cells; {MOST_CELLS:,} are read at most")
    return [_read_cell(cell) for cell in cells if isinstance(cell, dict)]


def _read_cell(plain: dict[str, Any]) -> _Cell:
    source = plain.get("source", plain.get("input", ""))
    if isinstance(source, list):
        source = "".join(source if set(map(type, source)) == {str} else (one for one in source if isinstance(one, str)))
    metadata = plain.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return _Cell(
        str(plain.get("cell_type")),
        # A null byte or a lone surrogate can't be stored, run or shown.
        source.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(source, str) else "",
        name if isinstance(name, str) else None,
        plain.get("id") if isinstance(plain.get("id"), str) else None,
        _pictures(plain.get("attachments")),
    )


def _pictures(attachments: Any) -> dict[str, dict[str, str]]:
    """Of a cell's attachments those that are pictures, by name and type, as base64; nothing else is kept."""
    pictures: dict[str, dict[str, str]] = {}
    left = MOST_PICTURE_BYTES
    for name, forms in attachments.items() if isinstance(attachments, dict) else ():
        for kind in PICTURES:
            data = forms.get(kind) if isinstance(forms, dict) else None
            data = "".join(data) if isinstance(data, list) and set(map(type, data)) == {str} else data
            if isinstance(data, str) and len(data) <= left and _is_base64(data):
                pictures[name] = {kind: data}
                left -= len(data)
    return pictures


def _is_base64(text: str) -> bool:
    try:
        return bool(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError):
        return False


def _attach(stub: NotebookNode, name: str, pictures: dict[str, dict[str, str]], repairs: list[Repair]) -> None:
    """Keep the pictures that the answer shows. One that is not there would let nbconvert refuse the whole notebook."""
    shown = dict.fromkeys(ATTACHED.findall(stub.source))
    kept = {one: pictures[one] for one in shown if one in pictures}
    if kept:
        stub.attachments = kept
    missing = [one for one in shown if one not in kept]
    if missing:
        stub.source = ATTACHED.sub(lambda found: found[0] if found[1] in kept else f"missing-{found[0]}", stub.source)
        repairs.append(Repair(name, f"a picture that it shows is not in the notebook: {missing[0]:.80}"))


def _find(
    stub: NotebookNode, name: str, cells: list[_Cell], given: frozenset[str], repairs: list[Repair]
) -> _Cell | None:
    """The submitted cell that answers ``stub``: by grade id, by cell id, by what it defines, by its text.

    ``given`` are the texts of the release's cells. What is left for an essay is the one text that is none of them.
    """
    free = [cell for cell in cells if not cell.taken]
    by_grade_id = [cell for cell in free if cell.grade_id == name]
    if by_grade_id:
        found = _best_of_duplicates(stub, name, by_grade_id, repairs)
    else:
        unnamed = [cell for cell in free if cell.grade_id is None]
        by_id = [cell for cell in unnamed if cell.id is not None and cell.id == stub.get("id")]
        defined, text = _defined(stub.source), _plain(stub.source)
        defining = [cell for cell in unnamed if not by_id and cell.kind == "code" and defined & cell.defined]
        settled = by_id or defining
        likeness = {id(cell): fuzz.ratio(cell.plain, text, score_cutoff=SIMILAR) for cell in unnamed if not settled}
        alike = [cell for cell in unnamed if likeness.get(id(cell))]
        own = [cell for cell in unnamed if cell.kind == stub.cell_type == "markdown" and cell.plain not in given]
        for candidates, how, confidence in (
            (by_id, "it was found by its cell id", BY_CELL_ID),
            (defining, "it was found by what it defines", BY_DEFINITION / max(1, len(defining))),
            (alike, "it was found by its text", None),
            (own if len(own) == 1 else [], "no other text is the student's own", BY_WHAT_IS_LEFT),
        ):
            if candidates:
                found = candidates[-1]
                if confidence is None:  # however alike: only a person can tell that it is a version of this cell
                    confidence = (SURE - 0.01) * likeness[id(found)] / 100 / len(candidates)
                repairs.append(Repair(name, f"its grading metadata was gone; {how}", confidence))
                break
        else:
            # A person should look if what is missing may stand in some other cell.
            elsewhere = any(cell.kind == stub.cell_type and len(cell.plain) > 20 for cell in unnamed)
            unsure = stub.cell_type == "markdown" and elsewhere
            repairs.append(Repair(name, "the answer cell is missing", BY_WHAT_IS_LEFT if unsure else 1.0))
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
    text = _plain(stub.source)
    filled = [cell for cell in same if cell.plain != text]
    different = {cell.plain for cell in filled}
    repairs.append(
        Repair(
            name,
            f"{len(same)} copies of the answer cell; the last one that is filled in counts",
            1 / max(1, len(different)),
        )
    )
    # In a notebook that is run from top to bottom, the last definition holds.
    return (filled or same)[-1]


def _own_helpers(rebuilt: NotebookNode, problem_set: ProblemSet, cells: list[_Cell]) -> list[Repair]:
    """Answers that use a name which only a cell of the student's own defines: it is not run, a person should know."""
    given = set(dir(builtins))
    for cell in rebuilt.cells:
        if cell.cell_type == "code":
            given |= _defined(cell.source)
    missing = {}
    for index, name in zip(problem_set.solution_cells, problem_set.answer_ids, strict=True):
        cell = rebuilt.cells[index]
        if cell.cell_type == "code" and (names := used_names(cell.source) - given):
            missing[name] = names
    own = set()
    for cell in cells if missing else ():
        if not cell.taken and cell.kind == "code" and cell.grade_id is None:
            own |= cell.defined
    return [
        Repair(
            name,
            f"it uses `{one}`, which a cell outside the answer cells defines; only answer cells are graded",
            confidence=0.0,
        )
        for name, names in missing.items()
        for one in sorted(names & own)
    ]


@lru_cache(1024)  # most cells are the release's, in every submission
def _defined(source: str) -> frozenset[str]:
    """Names that a cell defines at its top level."""
    try:
        if len(source) > MOST_PARSED:
            raise MemoryError
        tree = ast.parse(source)
    except UNREADABLE_CODE:
        return frozenset(re.findall(r"^(?:def|class)[ \t]+(\w+)", source, re.MULTILINE))
    names = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {leaf.id for target in targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name)}
    return frozenset(names)


@lru_cache(1024)
def used_names(source: str) -> frozenset[str]:
    """Names that a cell takes from the notebook: read somewhere, and neither a parameter nor a local variable."""
    try:
        if len(source) > MOST_PARSED:
            raise MemoryError
        tables = [symtable.symtable(source, "answer", "exec")]
    except UNREADABLE_CODE:
        return frozenset()
    names = set()
    for table in tables:  # grows while it is walked through
        tables += table.get_children()
        outermost = table.get_type() == "module"
        names |= {
            one.get_name() for one in table.get_symbols() if one.is_referenced() and (outermost or one.is_global())
        }
    return frozenset(names)


def _plain(source: str) -> str:
    """A text without the differences that an editor makes: blanks at line ends and blank lines around."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
