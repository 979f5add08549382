"""Random damage to a right notebook: no exception, a mark for every question, and what is whole is still found.

More than a thousand notebooks are put together again and judged; some go the whole way, to the page a student reads.
DAMAGED_CLASS=1000 makes that class as large.
"""

import json
import os
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from in_this_process import InThisProcess

from autograder.classwork import Classwork
from autograder.course import Course
from autograder.grade import Conditions
from autograder.judge import mark_all
from autograder.problem_set import grade_id
from autograder.realign import realign
from autograder.sandbox.student_process import Run
from course_utils.questions.outcome import Outcome

from .conftest import ESSAY, SEED
from .submission import FULL

pytestmark = pytest.mark.hostile
# The same damage every time, so that no run fails that did not fail before.
SAME = {
    "derandomize": True, "database": None, "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
}  # fmt: skip

SIZE = int(os.environ.get("DAMAGED_CLASS", 60))

anywhere = st.integers(0, 10**6)
replacements = st.one_of(
    st.sampled_from(
        [None, True, 0, -1, 10**30, 1.5, float("nan"), float("inf"), "", [], {}, "\0", "\ud800", "x" * 10**6]
    ),
    st.text(max_size=20),
    st.recursive(st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=3)),
    st.dictionaries(st.sampled_from(["cells", "source", "metadata", "nbgrader", "grade_id", "id"]), st.integers()),
    st.integers(1, 300).map(lambda depth: json.loads("[" * depth + "]" * depth)),
)
cell_damage = st.one_of(
    st.tuples(st.just("delete"), anywhere),
    st.tuples(st.just("duplicate"), anywhere, anywhere),
    st.tuples(st.just("move"), anywhere, anywhere),
    st.tuples(st.just("shuffle"), st.randoms(use_true_random=False)),
    st.tuples(st.just("retype"), anywhere, st.sampled_from(["code", "markdown", "raw", "heading", "", None, 3, {}])),
    st.tuples(st.just("strip"), anywhere, st.sampled_from(["metadata", "id", "source", "cell_type", "nbgrader"])),
    st.tuples(st.just("strip all"), st.sampled_from(["metadata", "id", "source", "cell_type", "nbgrader"])),
    st.tuples(st.just("replace"), st.lists(anywhere, min_size=1, max_size=6), replacements),
)
byte_damage = st.one_of(
    st.tuples(st.just("flip"), st.lists(st.tuples(anywhere, st.integers(0, 255)), min_size=1, max_size=20)),
    st.tuples(st.just("cut"), anywhere),
    st.tuples(st.just("cut out"), anywhere, st.integers(1, 5_000)),
    st.tuples(st.just("insert"), anywhere, st.binary(min_size=1, max_size=50)),
    st.tuples(st.just("repeat"), anywhere, st.integers(1, 5_000)),
    st.tuples(
        st.just("encode"), st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "latin-1", "cp1252", "utf-7", "cp037"])
    ),
    st.tuples(st.just("line ends"), st.sampled_from([b"\r\n", b"\r", b"\0", b""])),
)


def damage_cells(notebook: dict[str, Any], damages: list[tuple]) -> None:
    """Apply each damage in turn; where earlier ones left no list of cells, only values can be replaced."""
    for kind, *how in damages:
        cells = notebook.get("cells")
        if kind == "replace":
            _replace(notebook, *how)
        elif not isinstance(cells, list) or not cells:
            continue
        elif kind == "shuffle":
            how[0].shuffle(cells)
        elif kind == "strip all":
            for cell in cells:
                _strip(cell, how[0])
        elif kind == "delete":
            del cells[how[0] % len(cells)]
        elif kind == "duplicate":
            cells.insert(how[1] % len(cells), json.loads(json.dumps(cells[how[0] % len(cells)])))
        elif kind == "move":
            cells.insert(how[1] % len(cells), cells.pop(how[0] % len(cells)))
        elif isinstance(cell := cells[how[0] % len(cells)], dict):
            if kind == "retype":
                cell["cell_type"] = how[1]
            else:
                _strip(cell, how[1])


def _strip(cell: Any, name: str) -> None:
    if isinstance(cell, dict):
        cell.pop(name, None)
        if name == "nbgrader" and isinstance(cell.get("metadata"), dict):
            cell["metadata"].pop(name, None)


def _replace(plain: Any, steps: list[int], value: Any) -> None:
    """Follow the steps into the data and put the value where they end."""
    for left, step in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
        keys = list(plain) if isinstance(plain, dict) else range(len(plain))
        if not keys:
            return
        key = keys[step % len(keys)]
        if left == 0 or not isinstance(plain[key], dict | list):
            plain[key] = value
            return
        plain = plain[key]


def damage_bytes(content: bytes, damages: list[tuple]) -> bytes:
    for kind, *how in damages:
        size = max(len(content), 1)
        at = how[0] % size if isinstance(how[0], int) else 0
        if kind == "flip":
            changed = bytearray(content)
            for place, byte in how[0] if content else ():
                changed[place % size] = byte
            content = bytes(changed)
        elif kind == "cut":
            content = content[:at]
        elif kind == "cut out":
            content = content[:at] + content[at + how[1] :]
        elif kind == "insert":
            content = content[:at] + how[1] + content[at:]
        elif kind == "repeat":
            content = content[: at + how[1]] + content[at:]
        elif kind == "encode":
            content = content.decode("utf-8", "replace").encode(how[0], "replace")
        else:
            content = content.replace(b"\n", how[0])
    return content


@pytest.fixture(scope="module")
def whole(reference):
    """The reference notebook as JSON text, and its answer cells by name."""
    text = nbformat.writes(reference.notebook, version=4)
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in json.loads(text)["cells"]}
    names = [grade_id(reference.notebook.cells[index]) for index in reference.solution_cells]
    return text, {name: cells[name] for name in names}


def look_at(problem_set, answers, content):
    """Realign and judge; what was not damaged must be found."""
    found = realign(problem_set, content)
    expected = problem_set.notebook.cells
    assert [grade_id(cell) for cell in found.notebook.cells] == [grade_id(cell) for cell in expected]
    assert [cell.cell_type for cell in found.notebook.cells] == [cell.cell_type for cell in expected]
    for name, original in answers.items():
        copies = named(content, name)
        if copies and all(cell == original for cell in copies):
            assert found.answered[name] and not found.unreadable, name
            text = next(cell.source for cell in found.notebook.cells if grade_id(cell) == name)
            assert text == "".join(original["source"]), name
    marks = mark_all(problem_set, found, {}, Run([None] * len(expected)))
    assert [mark.question for mark in marks] == [graded.name for graded in problem_set.graded]
    assert all(isinstance(mark.outcome, Outcome) and mark.reason for mark in marks)
    for cell in found.notebook.cells:
        cell.source.encode()


def named(content: bytes, name: str) -> list[Any]:
    """The submitted cells of that grade id, if the content can be read at all."""
    try:
        cells = json.loads(content.decode("utf-8-sig")).get("cells")
    except (ValueError, AttributeError, RecursionError):
        return []
    return [cell for cell in cells if _name(cell) == name] if isinstance(cells, list) else []


def _name(cell: Any) -> Any:
    for key in ("metadata", "nbgrader", "grade_id"):
        cell = cell.get(key) if isinstance(cell, dict) else None
    return cell


@settings(max_examples=800, **SAME)
@given(damages=st.lists(cell_damage, min_size=1, max_size=8))
def test_damaged_cells(problem_set, whole, damages):
    text, answers = whole
    notebook = json.loads(text)
    damage_cells(notebook, damages)
    look_at(problem_set, answers, json.dumps(notebook).encode())


@settings(max_examples=500, **SAME)
@given(damages=st.lists(byte_damage, min_size=1, max_size=3))
def test_damaged_bytes(problem_set, whole, damages):
    text, answers = whole
    look_at(problem_set, answers, damage_bytes(text.encode(), damages))


def test_a_class_of_damaged_notebooks_loses_nobody(few, right, tmp_path):
    """To the end: everybody is in the journal and in the gradebook, and has a notebook and a page."""
    handed_in = {f"student{number:02}": content for number, content in enumerate(damaged(right, SIZE))}
    for student, content in handed_in.items():
        path = tmp_path / "submitted" / student / few.name / f"{few.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    course = Course(tmp_path)
    executor = InThisProcess()
    results = [one.result for one in _classwork(course, few).grade(executor)]
    assert executor.graded == len(results) == len(handed_in)
    for result in results:
        assert [mark.question for mark in result.marks] == [*FULL, ESSAY]
        assert all(0 <= (mark.score or 0) <= mark.max_score for mark in result.marks)
        notebook = tmp_path / "autograded" / result.student / few.name / f"{few.name}.ipynb"
        nbformat.validate(nbformat.read(notebook, as_version=4))
        page = tmp_path / "feedback" / result.student / few.name / f"{few.name}.html"
        assert all(f">{question}<" in page.read_text(encoding="utf-8") for question in FULL)
    with course.gradebook() as book:
        scores = {one["student"]: one["score"] for one in book.submission_dicts(few.name)}
    assert scores == {result.student: pytest.approx(result.score) for result in results}
    list(_classwork(course, few).grade(executor))
    assert executor.graded == len(handed_in), "somebody is not in the journal"


def damaged(right, count):
    """The first notebooks that the generator makes."""
    found = []

    @settings(max_examples=count, **SAME)
    @given(cells=st.lists(cell_damage, min_size=1, max_size=4), rest=st.lists(byte_damage, max_size=1))
    def collect(cells, rest):
        notebook = json.loads(right)
        damage_cells(notebook, cells)
        found.append(damage_bytes(json.dumps(notebook, indent=1).encode(), rest))

    collect()
    return found


def _classwork(course, problem_set):
    return Classwork(course, problem_set, course.submissions(problem_set.name), Conditions(SEED))
