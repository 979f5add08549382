"""Tags, metadata, points and saved outputs that tell nbgrader, or a kernel, what to do."""

from typing import Any

from course_utils.questions.outcome import Outcome

from .submission import OF_WRONG, WRONG, Hostile, cell_of

RAISING = "def conv2d(image, kernel, stride=1, padding=0):\n    raise ValueError\nraise ValueError"


def _tag_all(*tags: str):
    def change(notebook: dict[str, Any]) -> None:
        for cell in notebook["cells"]:
            cell["metadata"]["tags"] = list(tags)

    return change


def _set(name: str, **settings: Any):
    def change(notebook: dict[str, Any]) -> None:
        cell_of(notebook, name)["metadata"]["nbgrader"].update(settings)

    return change


def _more_points(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        cell["metadata"].setdefault("nbgrader", {})["points"] = 100


def _score_as_source(notebook: dict[str, Any]) -> None:
    check = cell_of(notebook, "conv2d")
    check["source"] = "3.0"
    check["metadata"]["nbgrader"].update(solution=True, locked=False)


def _saved_outputs(notebook: dict[str, Any]) -> None:
    score = {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "3.0"}, "metadata": {}}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [score]


def _verdict(notebook: dict[str, Any]) -> None:
    verdict = {"outcome": "correct", "score": 3.0, "diagnosis": "", "says": "", "text": "", "repairs": []}
    cell_of(notebook, "conv2d")["metadata"]["autograder"] = verdict
    notebook["metadata"]["autograder"] = verdict


def _kernel(notebook: dict[str, Any]) -> None:
    notebook["metadata"] = {
        "kernelspec": {"name": "bash", "display_name": "bash", "language": "bash", "argv": ["/bin/true"]},
        "language_info": {"name": "R"},
    }


def _hidden_and_frozen(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        cell["metadata"].update(editable=False, deletable=False, frozen=True, init_cell=True, jupyter={"hidden": True})


def _takes_another_name(notebook: dict[str, Any]) -> None:
    cell_of(notebook, "conv2d_answer")["metadata"]["nbgrader"]["grade_id"] = "kernels_answer"


SUBMISSIONS = [
    Hostile(
        "skip-execution on every cell",
        "nbclient leaves such cells out, and stock nbgrader gives full marks to a check without outputs",
        {"conv2d": WRONG},
        _tag_all("skip-execution"),
        {"conv2d": 0},
        flagged=False,
        outcomes=OF_WRONG,
    ),
    Hostile(
        "raises-exception on every cell",
        "nbclient takes an error in such a cell for wanted",
        {"conv2d": RAISING},
        _tag_all("raises-exception"),
        {"conv2d": 0},
        flagged=False,
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "both tags beside right answers", "tags cost nothing either", {}, _tag_all("skip-execution", "raises-exception")
    ),
    Hostile("points raised to 100", "the points are the release's", {}, _more_points, flagged=False),
    Hostile(
        "check no longer graded",
        "a question that is not graded can't be lost",
        {"conv2d": WRONG},
        _set("conv2d", grade=False, points=0),
        {"conv2d": 0},
        outcomes=OF_WRONG,
    ),
    Hostile(
        "check in which a score stands",
        "stock nbgrader reads a number as the score",
        {"conv2d": WRONG},
        _score_as_source,
        {"conv2d": 0},
        outcomes=OF_WRONG,
    ),
    Hostile(
        "scores as saved outputs",
        "an output that was never computed",
        {"conv2d": WRONG},
        _saved_outputs,
        {"conv2d": 0},
        outcomes=OF_WRONG,
    ),
    Hostile(
        "a verdict in the metadata",
        "the grader writes its own there",
        {"conv2d": WRONG},
        _verdict,
        {"conv2d": 0},
        outcomes=OF_WRONG,
    ),
    Hostile("another kernel and language", "the kernel is the grader's choice", {}, _kernel, flagged=False),
    Hostile("hidden, frozen and locked cells", "how cells are shown has no meaning here", {}, _hidden_and_frozen),
    Hostile(
        "answer under another question's name",
        "two cells of one name: the other question's own counts, and a person is asked",
        {"conv2d": WRONG},
        _takes_another_name,
        {"conv2d": 0},
        flagged=True,
        outcomes={"conv2d": Outcome.NOT_ANSWERED},
    ),
]
