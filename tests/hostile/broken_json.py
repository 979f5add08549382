"""Files that are no notebooks, or hardly: too large, too deep, of the wrong version, in the wrong encoding."""

import json
from typing import Any

from autograder.realign import MOST_BYTES
from course_utils.questions.outcome import Outcome

from .submission import ESSAY, FULL, RIGHT, WRONG, Change, Hostile, cell_of, nothing

UNGRADABLE = dict.fromkeys([*FULL, ESSAY], Outcome.UNGRADABLE)
NOT_ANSWERED = dict.fromkeys([*FULL, ESSAY], Outcome.NOT_ANSWERED)


def _unreadable(name: str, why: str, content: bytes) -> Hostile:
    return _lost(name, why, lambda notebook: content)


def _lost(name: str, why: str, change: Change) -> Hostile:
    """What can't be read earns nothing, and a person has to look."""
    return Hostile(name, why, {}, change, nothing(), flagged=True, essay=False, outcomes=UNGRADABLE)


def _kept(name: str, why: str, change: Change, flagged: bool | None = None) -> Hostile:
    """All answers are found in it, and all are right."""
    return Hostile(name, why, {}, change, flagged=flagged, outcomes=RIGHT)


def _as(encoding: str, **options: Any):
    return lambda notebook: json.dumps(notebook, ensure_ascii=False, **options).encode(encoding)


def _set(**fields: Any):
    return lambda notebook: notebook.update(fields)


def _set_in_cells(**fields: Any):
    def change(notebook: dict[str, Any]) -> None:
        for cell in notebook["cells"]:
            cell.update(fields)

    return change


def _null_bytes(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        cell["source"] = "\0" + cell["source"].replace("\n", "\0\n")


def _surrogates(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution") and cell["cell_type"] == "code":
            cell["source"] += "\n# \ud800"


def _padded(notebook: dict[str, Any]) -> bytes:
    return json.dumps(notebook).encode().ljust(MOST_BYTES + 1)


def _old(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    notebook.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": notebook.pop("cells"), "metadata": {}}])


def _broken_worksheets(notebook: dict[str, Any]) -> None:
    notebook.pop("cells")
    notebook["worksheets"] = [None, 3, {"cells": None}, {"cells": 3}, {"cells": "text"}, {}]


def _sources_as_lists(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        cell["source"] = [None, 3, *cell["source"].splitlines(keepends=True), [], {}]


def _strange_cells(notebook: dict[str, Any]) -> None:
    strange = [None, 3, "text", [], [[]], {}, {"cell_type": {}}, {"source": {}}, {"metadata": {"nbgrader": {}}},
               {"metadata": {"nbgrader": {"grade_id": ["conv2d_answer"]}}}, {"metadata": "x", "id": []}]  # fmt: skip
    notebook["cells"] = [*strange, *notebook["cells"], *strange]


def _duplicate_keys(notebook: dict[str, Any]) -> bytes:
    return b'{"cells": [], "cells": 3, ' + json.dumps(notebook).encode()[1:]


def _numbers(notebook: dict[str, Any]) -> bytes:
    return json.dumps({**notebook, "metadata": {"a": float("nan"), "b": float("inf")}}).encode()


def _deep_metadata(notebook: dict[str, Any]) -> bytes:
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    return json.dumps(notebook).replace('"metadata": {', f'"x": {deep}, "metadata": {{', 1).encode()


def _many_cells(notebook: dict[str, Any]) -> None:
    notebook["cells"] += [{"cell_type": "code", "metadata": {}, "source": f"x{n} = {n}"} for n in range(100_000)]


def _many_unnamed_cells(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    _many_cells(notebook)


def _long_source(notebook: dict[str, Any]) -> None:
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "x = 1\n" * 1_000_000})
    cell_of(notebook, "kernels_answer")["source"] += "\n# " + "x" * 5_000_000


def _deep_source(notebook: dict[str, Any]) -> None:
    cell_of(notebook, "conv2d_answer")["source"] = "conv2d = " + "(" * 5_000 + ")" * 5_000


def _deep_expression(notebook: dict[str, Any]) -> None:
    cell_of(notebook, "conv2d_answer")["source"] = "conv2d = " + "-" * 100_000 + "1"


SUBMISSIONS = [
    _unreadable("nothing", "an empty file", b""),
    _unreadable("blanks", "a file of blanks", b" \n\t"),
    _unreadable("null bytes", "a file of which only the size arrived", bytes(10_000)),
    _unreadable("noise", "no encoding at all", bytes(range(256)) * 20),
    _unreadable("an archive", "the file before it was unpacked", b"PK\x03\x04" + bytes(100)),
    _unreadable("a page", "what a login page saves", b"<!DOCTYPE html><html><body>Please log in</body></html>"),
    _unreadable("a script", "exported as Python", WRONG.encode()),
    _unreadable("lists in lists", "deeper than a parser goes", b"[" * 1_000_000),
    _unreadable("closed lists in lists", "the same, well formed", b"[" * 500_000 + b"]" * 500_000),
    _unreadable("a number of a million digits", "slow to read", b'{"cells": ' + b"9" * 1_000_000 + b"}"),
    _unreadable("JSON of another kind", "no list of cells", b'{"cells": {"a": 1}, "nbformat": 4}'),
    _lost("one byte larger than is read", "gigabytes would take the memory of the grader", _padded),
    _kept("UTF-8 with a mark", "an editor of Windows", _as("utf-8-sig"), flagged=False),
    _kept("nbformat 3", "of the year 2013", _old),
    Hostile(
        "worksheets that are none",
        "no cell is found",
        {},
        _broken_worksheets,
        nothing(),
        essay=False,
        outcomes=NOT_ANSWERED,
    ),
    _kept("nbformat 99.99", "the number says nothing", _set(nbformat=99, nbformat_minor=99), flagged=False),
    _kept("nbformat that is a list", "no number at all", _set(nbformat=[], nbformat_minor=None), flagged=False),
    _kept("no metadata at all", "neither here nor there", _set(metadata=None), flagged=False),
    _kept("id null", "what a broken tool writes", _set_in_cells(id=None), flagged=False),
    _kept("one id for all", "ids must differ", _set_in_cells(id="x"), flagged=False),
    _kept("ids that are objects", "and no texts", _set_in_cells(id={"a": []}), flagged=False),
    _kept(
        "outputs and counts that are none",
        "they are not read",
        _set_in_cells(outputs={"a": 1}, execution_count="x", attachments=3),
        flagged=False,
    ),
    _kept("null bytes in sources", "can't be run or stored; without them it is what was written", _null_bytes),
    _kept("half surrogate pairs in sources", "can't be encoded", _surrogates),
    _kept("sources as lists with strangers in them", "lines are allowed, numbers not", _sources_as_lists),
    _kept("cells that are none", "among those that are", _strange_cells),
    _kept("cells twice", "the last of two equal keys counts", _duplicate_keys),
    _kept("numbers that JSON does not have", "NaN and Infinity", _numbers),
    _lost("metadata deeper than a parser goes", "no notebook any more", _deep_metadata),
    _kept("100,000 cells", "each is looked at", _many_cells),
    _kept("100,000 cells and no metadata", "each could be any answer", _many_unnamed_cells),
    _kept("sources of megabytes", "long texts are compared", _long_source),
    Hostile(
        "parentheses deeper than Python reads",
        "a SyntaxError, as of any cell that does not run",
        {},
        _deep_source,
        {"conv2d": 0},
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "an expression deeper than Python compiles",
        "recursion in the parser, which some versions of Python take for a lack of memory",
        {},
        _deep_expression,
        {"conv2d": 0},
        # Python 3.11 calls it a MemoryError; another version may call it a RecursionError.
        outcomes={"conv2d": (Outcome.RAISED, Outcome.OUT_OF_MEMORY)},
    ),
]
