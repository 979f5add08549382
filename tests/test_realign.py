"""Whatever became of a notebook, the answers are found again, and nothing else of it survives."""

import copy
import json

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.problem_set import grade_id
from autograder.realign import Repair, realign
from autograder.sample_class import answer

MINE = "def conv2d(image, kernel, stride=1, padding=0):\n    return 'mine'"


@pytest.fixture
def submitted(problem_set):
    """A released notebook in which conv2d is answered, as plain JSON data."""
    notebook = copy.deepcopy(problem_set.notebook)
    answer(notebook, "conv2d", MINE)
    return json.loads(nbformat.writes(notebook, version=4))


def rebuilt(problem_set, plain):
    return realign(problem_set, json.dumps(plain).encode())


def position(plain, name):
    return next(
        i for i, cell in enumerate(plain["cells"]) if cell["metadata"].get("nbgrader", {}).get("grade_id") == name
    )


def text(realigned, name):
    return next(cell.source for cell in realigned.notebook.cells if grade_id(cell) == name)


def test_an_untouched_notebook_needs_no_repair(problem_set, submitted):
    found = rebuilt(problem_set, submitted)
    assert found.repairs == () and text(found, "conv2d_answer") == MINE
    assert [name for name, answered in found.answered.items() if answered] == ["conv2d_answer"]


def test_only_the_text_of_answer_cells_comes_from_the_student(problem_set, submitted):
    for cell in submitted["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]
        cell["metadata"].setdefault("nbgrader", {})["points"] = 100
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "forged"}]
            if cell["metadata"]["nbgrader"].get("grade"):
                cell["source"] = "100.0"
    submitted["metadata"]["kernelspec"] = {"name": "evil", "display_name": "evil", "language": "R"}
    found = rebuilt(problem_set, submitted)
    expected = copy.deepcopy(problem_set.notebook)
    answer(expected, "conv2d", MINE)
    assert found.notebook == expected


def test_a_deleted_check_comes_back(problem_set, submitted):
    del submitted["cells"][position(submitted, "conv2d")]
    found = rebuilt(problem_set, submitted)
    assert text(found, "conv2d") == 'check("conv2d", conv2d)' and found.repairs == ()


def test_a_deleted_answer_is_not_answered(problem_set, submitted):
    del submitted["cells"][position(submitted, "conv2d_answer")]
    found = rebuilt(problem_set, submitted)
    assert not found.answered["conv2d_answer"] and found.repairs[0].cell == "conv2d_answer"


def test_of_duplicates_the_last_filled_in_one_counts(problem_set, submitted):
    at = position(submitted, "conv2d_answer")
    stub = copy.deepcopy(json.loads(nbformat.writes(problem_set.notebook, version=4))["cells"][at])
    submitted["cells"].append(stub)
    found = rebuilt(problem_set, submitted)
    assert text(found, "conv2d_answer") == MINE and not found.repairs[0].doubtful


def test_two_different_duplicates_are_shown_to_a_person(problem_set, submitted):
    second = copy.deepcopy(submitted["cells"][position(submitted, "conv2d_answer")])
    second["source"] = MINE.replace("mine", "second")
    submitted["cells"].append(second)
    found = rebuilt(problem_set, submitted)
    assert "second" in text(found, "conv2d_answer") and found.repairs[0].doubtful


def test_moved_cells_change_nothing(problem_set, submitted):
    submitted["cells"].reverse()
    found = rebuilt(problem_set, submitted)
    assert text(found, "conv2d_answer") == MINE and found.repairs == ()


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_retyped_answer_is_read_as_code(problem_set, submitted, kind):
    cell = submitted["cells"][position(submitted, "conv2d_answer")]
    cell["cell_type"] = kind
    found = rebuilt(problem_set, submitted)
    assert text(found, "conv2d_answer") == MINE and "stood in a" in found.repairs[0].what


def test_without_metadata_an_answer_is_found_by_its_id(problem_set, submitted):
    for cell in submitted["cells"]:
        cell["metadata"] = {}
    found = rebuilt(problem_set, submitted)
    assert text(found, "conv2d_answer") == MINE and not any(repair.doubtful for repair in found.repairs)


def test_without_metadata_and_ids_an_answer_is_found_by_what_it_defines(problem_set, submitted):
    for cell in submitted["cells"]:
        cell["metadata"] = {}
        del cell["id"]
    found = rebuilt(problem_set, submitted)
    assert text(found, "conv2d_answer") == MINE


def test_the_less_a_text_is_alike_the_less_sure_the_repair(problem_set, submitted):
    """Without metadata, ids and a definition, the likeness of its text is all there is to find an answer by."""
    cell = submitted["cells"][position(submitted, "conv2d_answer")]
    stub = text(rebuilt(problem_set, None), "conv2d_answer")
    del cell["id"], cell["metadata"]["nbgrader"]
    sure = []
    for change in ("#", "# one more remark, which stands in no release\n" * 2):
        cell["source"] = f"{change}\n{stub.replace('def conv2d', 'if True:  #')}"
        (repair,) = (one for one in rebuilt(problem_set, submitted).repairs if one.cell == "conv2d_answer")
        assert repair.doubtful and f"{repair.confidence:.0%}" in repair.told
        sure.append(repair.confidence)
    assert 0.9 > sure[0] > sure[1] > 0.6


def strip(plain):
    """All cells without a name to find them by."""
    for cell in plain["cells"]:
        cell["metadata"] = {}
        del cell["id"]


def own_cell(kind, source):
    return {"cell_type": kind, "metadata": {}, "source": source}


def of_cell(found, name):
    (repair,) = (one for one in found.repairs if one.cell == name)
    return repair


def test_of_several_cells_that_define_an_answer_the_last_one_counts_and_a_person_is_asked(problem_set, submitted):
    strip(submitted)
    assert not of_cell(rebuilt(problem_set, submitted), "conv2d_answer").doubtful
    submitted["cells"].append(own_cell("markdown", f"My answer:\n\n{MINE}"))
    found = rebuilt(problem_set, submitted)
    assert text(found, "conv2d_answer") == MINE and not of_cell(found, "conv2d_answer").doubtful, (
        "a text defines nothing"
    )
    submitted["cells"].append(own_cell("code", MINE.replace("mine", "the last one")))
    found = rebuilt(problem_set, submitted)
    assert "the last one" in text(found, "conv2d_answer") and of_cell(found, "conv2d_answer").doubtful


def test_of_several_cells_that_are_alike_each_is_as_much_less_sure(problem_set, submitted):
    cell = submitted["cells"][position(submitted, "conv2d_answer")]
    del cell["id"], cell["metadata"]["nbgrader"]
    cell["source"] = text(rebuilt(problem_set, None), "conv2d_answer").replace("def conv2d", "if True:  #")
    alone = of_cell(rebuilt(problem_set, submitted), "conv2d_answer").confidence
    submitted["cells"].append(copy.deepcopy(cell))
    assert of_cell(rebuilt(problem_set, submitted), "conv2d_answer").confidence == pytest.approx(alone / 2)


ESSAY = "I flip the kernel where signals are filtered, and leave it as it is in a network."


def test_an_essay_without_a_name_is_the_one_text_that_is_not_given(problem_set, submitted):
    submitted["cells"][position(submitted, "flip_or_not")]["source"] = ESSAY
    strip(submitted)
    found = rebuilt(problem_set, submitted)
    assert text(found, "flip_or_not") == ESSAY and of_cell(found, "flip_or_not").doubtful
    submitted["cells"].append(own_cell("markdown", "Which of the two is it?"))
    found = rebuilt(problem_set, submitted)
    assert not found.answered["flip_or_not"] and of_cell(found, "flip_or_not").what == "the answer cell is missing"


@pytest.mark.parametrize(
    ("kind", "length", "doubtful"), [("markdown", 21, True), ("markdown", 20, False), ("code", 21, False)]
)
def test_a_person_is_asked_where_a_missing_essay_may_stand_in_other_cells(
    problem_set, submitted, kind, length, doubtful
):
    answered = submitted["cells"][position(submitted, "conv2d_answer")]
    submitted["cells"] = [answered, *(own_cell(kind, letter * length) for letter in "ab")]
    found = rebuilt(problem_set, submitted)
    assert of_cell(found, "flip_or_not").doubtful is doubtful
    assert not of_cell(found, "convolve1d_answer").doubtful, "code that is missing is not looked for in other cells"


@pytest.mark.parametrize("doubtful", [True, False])
def test_a_note_from_before_there_were_confidences_can_still_be_read(doubtful):
    noted = Repair.from_json({"cell": "conv2d", "what": "found by its text", "doubtful": doubtful, "kind": "repair"})
    assert noted.doubtful is doubtful and Repair.from_json(vars(noted)) == noted


def test_a_helper_outside_the_answer_cells_is_told(problem_set, submitted):
    helper = {"cell_type": "code", "metadata": {}, "source": "def pad_it(x): return x", "outputs": []}
    submitted["cells"].insert(2, helper)
    submitted["cells"][position(submitted, "conv2d_answer")]["source"] = MINE.replace("'mine'", "pad_it(image)")
    repair = rebuilt(problem_set, submitted).repairs[0]
    assert "pad_it" in repair.what and repair.doubtful


def test_the_text_of_old_notebooks_is_read(problem_set, submitted):
    cells = submitted["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells, "metadata": {}}]}
    assert text(rebuilt(problem_set, old), "conv2d_answer") == MINE


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no notebook"),
        (b"", "empty"),
        (b"   \n", "empty"),
        (b'{"cells": [', "not valid JSON"),
        (b"\xff\xfe\x00", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[]", "no list of cells"),
        (b'{"cells": 3}', "no list of cells"),
        (b"null", "no list of cells"),
        (b"PK\x03\x04", "not valid JSON"),
    ],
)
def test_what_is_no_notebook_is_said_to_be_none(problem_set, content, says):
    found = realign(problem_set, content)
    assert says in found.unreadable and not any(found.answered.values())
    assert found.notebook == problem_set.notebook and found.repairs[0].doubtful


KEYS = ("cells", "cell_type", "source", "metadata", "nbgrader", "grade_id", "id", "input", "worksheets")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=20,
)


@settings(
    max_examples=25, derandomize=True, database=None, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(data=st.data())
def test_random_damage_to_a_real_notebook_never_stops_it_and_what_comes_out_is_valid(problem_set, submitted, data):
    """Much more of it, without a look at nbformat's own rules, is in the tests of hostile submissions."""
    submitted = copy.deepcopy(submitted)
    cells = submitted["cells"]
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(cells) - 1))
        damage = data.draw(st.sampled_from(["delete", "duplicate", "move", "retype", "strip", "garble"]))
        if damage == "delete" and len(cells) > 1:
            del cells[at]
        elif damage == "duplicate":
            cells.insert(at, copy.deepcopy(cells[at]))
        elif damage == "move":
            cells.insert(data.draw(st.integers(0, len(cells) - 1)), cells.pop(at))
        elif damage == "retype":
            cells[at]["cell_type"] = data.draw(st.sampled_from(["code", "markdown", "raw", "", None]))
        elif damage == "strip":
            cells[at]["metadata"] = data.draw(st.sampled_from([{}, None, [], "x"]))
        else:
            cells[at]["source"] = data.draw(anything)
    found = rebuilt(problem_set, submitted)
    nbformat.validate(found.notebook)
    assert [grade_id(cell) for cell in found.notebook.cells] == [grade_id(cell) for cell in problem_set.notebook.cells]


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="


def _with_essay(problem_set, source, attachments):
    notebook = copy.deepcopy(problem_set.notebook)
    (essay,) = [cell for cell in notebook.cells if grade_id(cell) == "flip_or_not"]
    essay.source, essay.attachments = source, attachments
    realigned = realign(problem_set, nbformat.writes(notebook, version=4).encode())
    (essay,) = [cell for cell in realigned.notebook.cells if grade_id(cell) == "flip_or_not"]
    return realigned, essay


def test_a_picture_that_was_pasted_into_an_essay_stays_with_it(problem_set):
    pasted = {"one.png": {"image/png": PIXEL}, "unused.png": {"image/png": PIXEL}, "page": {"text/html": "<script>"}}
    realigned, essay = _with_essay(problem_set, "![mine](attachment:one.png)", pasted)
    assert essay.attachments == {"one.png": {"image/png": PIXEL}}
    assert not realigned.repairs


@pytest.mark.parametrize(("most", "kept"), [(-1, []), (0, ["one.png"]), (len(PIXEL) - 1, ["one.png"])])
def test_of_very_large_pictures_only_as_much_is_kept_as_one_answer_may_have(problem_set, monkeypatch, most, kept):
    monkeypatch.setattr("autograder.realign.MOST_PICTURE_BYTES", len(PIXEL) + most)
    pasted = {name: {"image/png": PIXEL} for name in ("one.png", "two.png")}
    realigned, essay = _with_essay(problem_set, " ".join(f"![mine](attachment:{name})" for name in pasted), pasted)
    assert list(essay.get("attachments", {})) == kept
    assert f"in the notebook: {'two' if kept else 'one'}.png" in realigned.repairs[0].what


@pytest.mark.parametrize(
    "attachments",
    [
        {},
        {"one.png": {"text/html": "<b>"}},
        {"one.png": {"image/png": "no base64!"}},
        {"other.png": {"image/png": PIXEL}},
    ],
)
def test_a_picture_that_is_not_there_is_told_and_asked_for_no_more(problem_set, attachments):
    realigned, essay = _with_essay(problem_set, "See ![mine](attachment:one.png).", attachments)
    assert "attachments" not in essay and "](attachment:" not in essay.source
    assert [repair.what for repair in realigned.repairs] == ["a picture that it shows is not in the notebook: one.png"]


def test_a_file_of_too_many_values_is_refused_before_it_is_read(problem_set):
    refused = realign(problem_set, b'{"cells": [' + b"{}," * 3_000_001 + b"{}]}").unreadable
    assert "values" in refused
    assert "cells" in realign(problem_set, b'{"cells": [' + b"{}," * 200_000 + b"{}]}").unreadable
