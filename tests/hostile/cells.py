"""Cells that are deleted, duplicated, moved, retyped or stripped: the answers are found again."""

import copy
from typing import Any

from course_utils.questions.outcome import Outcome

from .submission import ESSAY, OF_WRONG, WRONG, Hostile, cell_of

RIGHT_NAMES = ("convolve1d", "conv2d", "kernels")


def _named(notebook: dict[str, Any], name: str) -> int:
    return notebook["cells"].index(cell_of(notebook, name))


def _delete(*names: str):
    def change(notebook: dict[str, Any]) -> None:
        for name in names:
            del notebook["cells"][_named(notebook, name)]

    return change


def _delete_all(notebook: dict[str, Any]) -> None:
    notebook["cells"] = []


def _duplicate(name: str, source: str | None = None, times: int = 1):
    def change(notebook: dict[str, Any]) -> None:
        for _ in range(times):
            second = copy.deepcopy(cell_of(notebook, name))
            if source is not None:
                second["source"] = source
            notebook["cells"].append(second)

    return change


def _duplicate_stub_first(notebook: dict[str, Any]) -> None:
    stub = copy.deepcopy(cell_of(notebook, "conv2d_answer"))
    stub["source"] = ""
    notebook["cells"].insert(0, stub)


def _reverse(notebook: dict[str, Any]) -> None:
    notebook["cells"].reverse()


def _checks_first(notebook: dict[str, Any]) -> None:
    notebook["cells"].sort(key=lambda cell: not cell["metadata"].get("nbgrader", {}).get("grade", False))


def _retype(kind: Any):
    def change(notebook: dict[str, Any]) -> None:
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["cell_type"] = kind

    return change


def _strip(*, ids: bool):
    def change(notebook: dict[str, Any]) -> None:
        for cell in notebook["cells"]:
            cell["metadata"] = {}
            if ids:
                cell.pop("id", None)

    return change


def _strip_and_reverse(notebook: dict[str, Any]) -> None:
    _strip(ids=True)(notebook)
    _reverse(notebook)


def _merge(notebook: dict[str, Any]) -> None:
    """The answer and its check in one cell, as *Merge with cell below* leaves them."""
    for name in RIGHT_NAMES:
        answer = cell_of(notebook, f"{name}_answer")
        answer["source"] += "\n\n" + cell_of(notebook, name)["source"]
        _delete(name)(notebook)


def _edit_checks(notebook: dict[str, Any]) -> None:
    for name in RIGHT_NAMES:
        cell_of(notebook, name)["source"] = "raise SystemExit"


def _scratch(notebook: dict[str, Any]) -> None:
    for source in ("while True: pass", "import os; os._exit(0)", "def conv2d(*a): return 0", "1/0", "image = 3"):
        for place in (0, len(notebook["cells"])):
            notebook["cells"].insert(place, {"cell_type": "code", "metadata": {}, "source": source, "outputs": []})


def _check_in_answer(notebook: dict[str, Any]) -> None:
    cell_of(notebook, "conv2d_answer")["source"] += (
        '\ncheck("conv2d", conv2d)\nfor _ in range(3): check("convolve1d", convolve1d)\n'
        "conv2d(torch.ones(3, 3), torch.ones(2, 2))"
    )


SUBMISSIONS = [
    Hostile(
        "checks deleted",
        "no check, no error",
        {"conv2d": WRONG},
        _delete(*RIGHT_NAMES),
        {"conv2d": 0},
        flagged=False,
        outcomes=OF_WRONG,
    ),
    Hostile(
        "an answer deleted",
        "the others are not harmed",
        {},
        _delete("conv2d_answer"),
        {"conv2d": 0},
        outcomes={"conv2d": Outcome.NOT_ANSWERED, "convolve1d": Outcome.CORRECT, "kernels": Outcome.CORRECT},
    ),
    Hostile(
        "everything deleted",
        "a notebook without cells",
        {},
        _delete_all,
        dict.fromkeys(RIGHT_NAMES, 0.0),
        essay=False,
        outcomes=dict.fromkeys([*RIGHT_NAMES, ESSAY], Outcome.NOT_ANSWERED),
    ),
    Hostile("an answer twice", "copied by mistake", {}, _duplicate("conv2d_answer"), flagged=False),
    Hostile("an answer fifty times", "copied on purpose", {}, _duplicate("conv2d_answer", times=50), flagged=False),
    Hostile("a check twice", "points are counted once", {}, _duplicate("conv2d"), flagged=False),
    Hostile(
        "two different answers",
        "the last one counts, as in a notebook that is run; a person looks",
        {},
        _duplicate("conv2d_answer", WRONG),
        {"conv2d": 0},
        flagged=True,
        outcomes=OF_WRONG,
    ),  # fmt: skip
    Hostile("an empty copy of an answer", "what is filled in counts", {}, _duplicate_stub_first),
    Hostile("all in reverse order", "the release's order counts", {}, _reverse, flagged=False),
    Hostile("checks before answers", "the same", {}, _checks_first, flagged=False),
    Hostile("code as Markdown", "a slip of the keyboard: m", {}, _retype("markdown")),
    Hostile("code as raw text", "a slip of the keyboard: r", {}, _retype("raw")),
    Hostile("code as null", "no type at all", {}, _retype(None)),
    Hostile("metadata stripped", "what another editor saves; ids tell the cells", {}, _strip(ids=False)),
    Hostile("metadata and ids stripped", "what the answers define tells the cells", {}, _strip(ids=True)),
    Hostile("metadata and ids stripped, in reverse order", "the same", {}, _strip_and_reverse),
    Hostile("answers and checks merged", "a check in an answer cell is the student's own", {}, _merge, flagged=False),
    Hostile("checks that end the process", "locked cells come from the release", {}, _edit_checks, flagged=False),
    Hostile("cells of one's own that never end", "only answer cells run", {}, _scratch),
    Hostile("checks inside an answer", "only the release's own check counts", {}, _check_in_answer),
]
