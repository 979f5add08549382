"""From a hint to the section that teaches the idea: links that JupyterLab opens."""

from functools import cache
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.filters import markdown2html

from autograder.course import PROJECT
from course_utils.checking.links import heading_id, link_to
from course_utils.questions import all_questions
from course_utils.questions.misconceptions_of_all import COMMON, LIBRARY_CALL
from course_utils.questions.question import Section

QUESTIONS = all_questions()
LINKED = sorted(
    {
        (question.asked_in, section)
        for question in QUESTIONS
        for section in (question.section, *(known.section for known in question.misconceptions))
    },
    key=str,
)
LECTURES = {path.stem for path in (PROJECT / "notebooks").glob("0*.ipynb")}


@cache
def texts(notebook: Path) -> dict[str, str]:
    """A notebook's texts by the ids of their cells."""
    cells = nbformat.read(notebook, as_version=4).cells
    return {cell.id: cell.source for cell in cells if cell.cell_type == "markdown"}


def headings(problem_set: str) -> list[str]:
    """The ids of a problem set's headings in JupyterLab: their text as it is rendered, with hyphens."""
    found = []
    for source in texts(PROJECT / "release" / problem_set / f"{problem_set}.ipynb").values():
        page = BeautifulSoup(markdown2html(source), "html.parser")
        for heading in page.find_all(["h1", "h2", "h3", "h4"]):
            heading.find("a", class_="anchor-link").decompose()
            found.append(heading.get_text().replace(" ", "-"))
    return found


@pytest.mark.parametrize(("asked_in", "section"), LINKED, ids=str)
def test_every_section_that_a_question_names_can_be_opened_at_its_heading(asked_in, section):
    folder = PROJECT / "release" / asked_in
    address, _, place = link_to(section, asked_in, folder).partition("#")
    if section.notebook == asked_in:
        assert address == "" and headings(asked_in).count(place) == 1
        return
    lecture = PROJECT / "notebooks" / f"{section.notebook}.ipynb"
    assert (folder / address).resolve() == lecture
    where, _, cell = place.partition("=")
    first_line = texts(lecture)[cell].splitlines()[0]
    assert where == "cell-id" and first_line.lstrip("# ") == section.heading, "give this heading a cell of its own"


@pytest.mark.parametrize("name", sorted({question.asked_in for question in QUESTIONS}))
def test_what_any_question_may_point_to_is_in_every_problem_set(name):
    for known in (LIBRARY_CALL, *COMMON):
        assert headings(name).count(link_to(known.section, name).removeprefix("#")) == 1


def test_what_was_misunderstood_in_problem_set_1_is_taught_again_by_a_lecture():
    asked = [question for question in QUESTIONS if question.asked_in == "ps1_convolution"]
    known = {one for question in asked for one in question.misconceptions if one not in (LIBRARY_CALL, *COMMON)}
    elsewhere = {one.name: str(one.section) for one in known if one.section.notebook not in LECTURES}
    assert known and elsewhere == {}


def lecture(folder: Path, *texts: str) -> Path:
    """A folder with one lecture in ``notebooks/``."""
    cells = [nbformat.v4.new_markdown_cell(text, id=f"cell-{number}") for number, text in enumerate(texts)]
    (folder / "notebooks").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "notebooks" / "02_conv2d.ipynb")
    return folder


SAME = Section("02_conv2d", "Valid, same, full")


@pytest.mark.parametrize(("fetched", "up"), [("ps2", "../"), ("release/ps2", "../../"), ("course/ps2/a", "../../../")])
def test_an_assignment_finds_the_lectures_from_wherever_it_was_put(tmp_path, fetched, up):
    lecture(tmp_path, "# Layers", "Before it.\n\n### Valid, same, full\n\nAfter it.")
    (tmp_path / fetched).mkdir(parents=True)
    assert link_to(SAME, "ps2", tmp_path / fetched) == f"{up}notebooks/02_conv2d.ipynb#cell-id=cell-1"


def test_a_lecture_that_a_student_has_changed_is_linked_as_well_as_it_goes(tmp_path):
    lecture(tmp_path, "# Layers")
    assert link_to(SAME, "ps2", tmp_path) == "notebooks/02_conv2d.ipynb"
    (tmp_path / "notebooks" / "02_conv2d.ipynb").write_text("half a notebo")
    assert link_to(SAME, "ps2", tmp_path) == "notebooks/02_conv2d.ipynb"


def test_without_the_lecture_there_is_no_link(tmp_path):
    assert link_to(Section("02_conv2d", "Valid, same, full"), "ps2_shapes_and_parameters", tmp_path) == ""


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Trap 1: `eval()` does not switch it off", "Trap-1:-eval()-does-not-switch-it-off"),
        ("Where does `in_place` go?", "Where-does-in_place-go?"),
        ("The size of $n$ windows", ""),  # JupyterLab knows these by other names, or the address would be encoded
        ("Grösse", ""),
        ("*Never* do this", ""),
    ],
)
def test_headings_are_named_as_in_jupyterlab_or_not_at_all(heading, expected):
    assert heading_id(heading) == expected


def test_a_heading_of_the_problem_set_without_a_certain_name_has_no_link():
    assert link_to(Section("ps7", "Grösse"), "ps7") == ""
