"""Every notebook in the one agreed form, and the released ones equal to a fresh build."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.answer_keys import graded_question
from autograder.course import PROJECT
from autograder.problem_set import ProblemSet, checked_expression, grade_id
from autograder.release import build, source_names
from autograder.tidy import notebooks, tidy
from course_utils.questions import find_question

WRITTEN = notebooks()
RELEASED = sorted((PROJECT / "release").glob("*/*.ipynb"))
EVERY = WRITTEN + RELEASED
LECTURES = [path for path in WRITTEN if path.parent.name == "notebooks"]
DESCRIBE_THEMSELVES = {"show_window"}  # its alt text is written from the numbers it draws


def name_of(path):
    return str(path.relative_to(PROJECT))


def read(path):
    return nbformat.read(path, as_version=4)


def headings(notebook):
    lines = [
        line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines()
        if re.match(r"#{1,6} ", line)
    ]  # fmt: skip
    return [(len(line) - len(line.lstrip("#")), line.lstrip("# ").strip()) for line in lines]


def test_there_are_notebooks():
    assert WRITTEN and len(RELEASED) == len(source_names())


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_notebook_is_tidy(path):
    text = path.read_text(encoding="utf-8")
    assert text == tidy(text), f"run make tidy: {path} is not in the agreed form"


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_tidying_twice_is_tidying_once(path):
    once = tidy(path.read_text(encoding="utf-8"))
    assert tidy(once) == once


def test_tidying_removes_what_is_no_content_and_names_cells_by_theirs():
    messy = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "mine", "display_name": "Mine"}, "jupytext": {}})
    messy.cells = [
        nbformat.v4.new_markdown_cell("# A title", metadata={"collapsed": True}),
        nbformat.v4.new_code_cell("1 + 1  ", execution_count=7, outputs=[nbformat.v4.new_output("stream", text="2")]),
        nbformat.v4.new_code_cell("1 + 1", metadata={"tags": ["kept"]}),
        nbformat.v4.new_code_cell("# The numbers, checked.\nassert 1 + 1 == 2"),
        nbformat.v4.new_code_cell("import sys", metadata={"tags": ["colab"]}),
    ]
    clean = nbformat.reads(tidy(nbformat.writes(messy)), as_version=4)
    assert clean.metadata.kernelspec.name == "python3" and "jupytext" not in clean.metadata
    assert [cell.id for cell in clean.cells][0] == "a-title"
    assert clean.cells[1].outputs == [] and clean.cells[1].execution_count is None
    assert clean.cells[1].id != clean.cells[2].id and clean.cells[1].source == clean.cells[2].source
    assert clean.cells[2].metadata == {"tags": ["kept"]} and clean.cells[0].metadata == {}
    assert clean.cells[3].metadata == {"jupyter": {"source_hidden": True}}  # JupyterLab folds it
    assert clean.cells[4].metadata == {"jupyter": {"source_hidden": True}, "tags": ["colab"]}


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_a_notebook_has_no_outputs_and_one_title_and_ordered_headings(path):
    notebook = read(path)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None
        meant = {"nbgrader", "tags", "jupyter"} | ({"deletable", "editable"} if path in RELEASED else set())
        assert set(cell.metadata) <= meant
    levels = [level for level, _ in headings(notebook)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in zip(levels, levels[1:], strict=False)), (
        "a heading skips a level"
    )


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_code_that_teaches_fits_into_one_look_and_pictures_have_alt_text(path):
    for cell in read(path).cells:
        if cell.cell_type != "code":
            assert not re.search(r"!\[\s*\]\(|<img(?![^>]*\balt=)", cell.source), "a picture without alt text"
            continue
        if "nbgrader" not in cell.metadata:
            assert len(cell.source.splitlines()) <= 15, cell.source
        for call in [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]:
            function = ast.unparse(call.func)
            assert function not in {"plt.show", "exit", "quit", "input", "os.system"}, cell.source
            if re.fullmatch(r"(.+\.)?show_\w+", function) and function not in DESCRIBE_THEMSELVES:
                alt = [keyword.value for keyword in call.keywords if keyword.arg == "alt"]
                assert alt and not (isinstance(alt[0], ast.Constant) and not alt[0].value.strip()), cell.source


@pytest.mark.parametrize("path", LECTURES, ids=name_of)
def test_a_lecture_has_every_part_that_a_student_relies_on(path):
    cells = read(path).cells
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    titles = [text for _, text in headings(read(path))]
    start = "\n".join(texts[: next(i for i, text in enumerate(texts) if text.startswith("## 1. "))])
    for part in ("What you will be able to do", "What you need", "(Time|Minutes)", "Two questions"):
        assert re.search(rf"\*\*{part}", start), f"{part} is missing before section 1"
    assert re.search(r"\*Measured\*(?=[^*]*minutes?)(?=[^*]*`smoke`)(?=[^*]*`cpu`)", start), "how long does it take?"
    assert any(".announce(" in cell.source for cell in cells), "it does not announce its profile"
    assert any("**Predict**" in text for text in texts)
    assert any("Find the bug" in title for title in titles)
    assert titles[-3:] == ["Summary", "Exercises", "References"]
    end = "\n".join(texts)["\n".join(texts).index("## Exercises") :]
    assert -1 < end.find("**Easy**") < end.find("<details>") < end.find("**Stretch**") < end.find("## References")
    for kind in ("Easy", "Stretch"):  # each list counts from 1
        numbers = [int(number) for number in re.findall(r"^(\d+)\. ", list_after(end, f"**{kind}**"), re.M)]
        assert len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1)), kind


def test_the_ladder_of_lecture_5_is_the_one_that_was_measured():
    """In notebooks/README.md stands what the benchmark printed; the lecture tells the same, and so does its check."""
    measured = re.findall(r"^\| .+ \| (\d+\.\d\d) % \| (\d+\.\d\d) % \|$", README, re.M)
    cells = read(PROJECT / "notebooks" / "05_cifar10_kornia.ipynb").cells
    text = next(cell.source for cell in cells if "### The ladder on all images" in cell.source)
    told = re.findall(r"^\| .+ \| (\d+\.\d) % \| (\d+\.\d) % \|$", text, re.M)
    source = next(cell.source for cell in cells if "\nladder = {" in cell.source)
    checked = ast.literal_eval(source.split("ladder = ", 1)[1].split("}", 1)[0] + "}")
    ladder = list(checked.values())
    assert len(ladder) == 5 and [tuple(map(float, row)) for row in measured[-5:]] == ladder
    assert [tuple(map(float, row)) for row in told] == [tuple(round(one, 1) for one in row) for row in ladder]


def list_after(text, marker):
    """What follows a marker, up to the next fold, marker or heading."""
    return re.split(r"^(?:<details>|\*\*|##)", text.split(marker, 1)[1], maxsplit=1, flags=re.M)[0]


@pytest.mark.parametrize("path", LECTURES, ids=name_of)
def test_no_cell_gives_an_answer_away_before_a_student_has_predicted_it(path):
    cells = read(path).cells
    for asked, cell in zip(cells, cells[1:], strict=False):
        if asked.cell_type != "markdown" or "**Predict**" not in asked.source or cell.cell_type != "code":
            continue
        rest = asked.source.rsplit("**Predict**", 1)[1]
        if not re.search(r"^#+ ", rest, re.M):  # the cell below belongs to the prediction
            assert "assert" not in cell.source, f"right below a prediction: {cell.source}"


@pytest.mark.parametrize("name", source_names())
def test_the_release_equals_a_fresh_build(name, tmp_path):
    build(name, tmp_path / name)
    for fresh in (tmp_path / name).iterdir():
        committed = PROJECT / "release" / name / fresh.name
        assert committed.read_bytes() == fresh.read_bytes(), f"run make release: {committed} is not what source/ gives"


@pytest.mark.parametrize("path", RELEASED, ids=name_of)
def test_a_release_holds_no_solution(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"BEGIN (SOLUTION|HIDDEN)|END SOLUTION", text)
    source = ProblemSet.read(PROJECT / "source" / path.parent.name / path.name)
    release = ProblemSet.read(path)
    for index in source.solution_cells:
        mine, theirs = source.notebook.cells[index].source, release.notebook.cells[index].source
        begin, end = mine.find("### BEGIN SOLUTION"), mine.find("### END SOLUTION")
        solution = mine[begin:end] if begin >= 0 else mine
        given = set(mine[: max(begin, 0)].splitlines()) | {""}
        leaked = [line for line in solution.splitlines()[1:] if line not in given and line in theirs.splitlines()]
        assert not leaked, leaked


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_a_check_is_one_line_about_a_question_that_exists(path):
    if path.parent.parent.name == "notebooks":
        return
    graded = ProblemSet.read(path)
    for one in graded.graded:
        if one.by_hand:
            continue
        name, _ = checked_expression(graded.notebook.cells[one.check].source)
        assert name == one.name and find_question(name, path.parent.name)
        assert len(graded.notebook.cells[one.check].source.splitlines()) == 1
        assert one.answer < one.check


@pytest.mark.parametrize("name", source_names())
def test_every_hint_points_to_a_heading_that_is_there(name):
    for one in ProblemSet.read(PROJECT / "source" / name / f"{name}.ipynb").graded:
        if one.by_hand:
            continue
        question = graded_question(one.name, name)
        assert question.section.notebook == name
        for section in [question.section, *(misconception.section for misconception in question.misconceptions)]:
            assert section.heading in headings_of(section.notebook), section


def headings_of(notebook):
    """All headings of a problem set or a lecture."""
    path = PROJECT / "source" / notebook / f"{notebook}.ipynb"
    return {text for _, text in headings(read(path if path.exists() else PROJECT / "notebooks" / f"{notebook}.ipynb"))}


README = (PROJECT / "notebooks" / "README.md").read_text(encoding="utf-8")
LAB = PROJECT / "course_utils" / "jupyterlab" / "lab.mk"


def test_git_shows_notebooks_as_python(tmp_path):
    attributes = (PROJECT / ".gitattributes").read_text()
    assert "*.ipynb diff=notebook" in attributes
    # The command that make setup gives to git.
    command = re.search(r"textconv '\$\(BIN\)/(.+?)'", LAB.read_text()).group(1)
    program = Path(sys.executable).with_name(command.split()[0])
    shown = subprocess.run(
        [program, *command.split()[1:], WRITTEN[0]], capture_output=True, text=True, check=True
    ).stdout
    assert "# %%" in shown and '"cells"' not in shown


def test_grade_ids_are_the_ones_that_the_answers_are_found_by():
    for name in source_names():
        notebook = read(PROJECT / "source" / name / f"{name}.ipynb")
        for cell in notebook.cells:
            if grade_id(cell):
                assert cell.id == grade_id(cell)
