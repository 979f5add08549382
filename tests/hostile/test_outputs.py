"""What cells show reaches the notebook that formgrader opens, and the feedback page, without what would run there."""

import html5lib
import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import PROJECT, Course
from autograder.feedback_pages import render
from autograder.grade import expected_scores
from autograder.sandbox.outputs import clean

from .conftest import content_of
from .outputs import SHOWS_ALL

pytestmark = [pytest.mark.hostile, pytest.mark.filterwarnings("ignore:Your element with mimetype")]  # of none left
# What a page may run, fetch from or send to others by itself.
RUN_BY_THEMSELVES = {"script", "iframe", "object", "embed", "form", "svg", "base", "meta", "link"}
HARMLESS_KINDS = {"text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg"}


def would_run(page):
    """Elements and attributes of a page that run or send something, as a browser reads it."""
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        if element.tag.rpartition("}")[2] in RUN_BY_THEMSELVES:
            yield element.tag, element.text, tuple(element.items())
        for name, value in element.items():
            if name.startswith("on") or value.strip().lower().startswith(("javascript:", "data:text")):
                yield element.tag, name, value


def shown(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


@pytest.fixture
def graded(submit, right):
    return submit(content_of(SHOWS_ALL, right))


def test_nothing_that_runs_is_left_in_the_graded_notebook(graded):
    outputs = shown(graded.notebook)
    assert {kind for output in outputs for kind in output.get("data", ())} <= HARMLESS_KINDS
    pages = [output.data["text/html"] for output in outputs if "text/html" in output.get("data", ())]
    # That of both cells that show it twice, and the verdicts.
    assert len([page for page in pages if page.startswith("<b>kept</b>")]) == 4 and len(pages) > 4
    assert [found for page in pages for found in would_run(page)] == []
    assert [output.metadata for output in outputs if output.get("metadata")] == []


def test_nothing_that_runs_is_on_a_page_that_formgrader_makes_of_it(graded):
    settings = Course(PROJECT).nbgrader_settings()
    page, _ = HTMLExporter(config=settings, template_name="basic").from_notebook_node(graded.notebook)
    for place in ("a traceback", "a picture", "LaTeX", "a stream", "a coloured stream"):
        assert f"from {place}" in page  # shown as text
    assert "<strong>kept</strong>" in page and list(would_run(page)) == []


def test_nothing_that_runs_is_on_the_feedback_page(graded, submit, right):
    page, own = (
        render("ps1_convolution", "somebody", result.notebook, expected_scores(result))
        for result in (graded, submit(right.encode()))
    )
    for place in ("a traceback", "a picture", "LaTeX", "a stream", "a coloured stream", "a verdict"):
        assert f"from {place}" in page
    assert set(would_run(page)) <= set(would_run(own))  # what every feedback page has: its head


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("application/javascript", "alert(1)"),
        ("image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'),
        ("application/vnd.jupyter.widget-view+json", {"model_id": "x"}),
        ("application/json", {"a": 1}),
        ("text/javascript", "alert(1)"),
        ("TEXT/HTML", "<script>alert(1)</script>"),
    ],
)
def test_a_kind_of_output_that_may_run_is_left_out_and_its_plain_text_stays(kind, value):
    for output_type, more in (("display_data", {}), ("execute_result", {"execution_count": None})):
        data = {kind: value, "text/plain": "what it is"}
        [output] = clean([{"output_type": output_type, "data": data, "metadata": {}, **more}])
        assert output.data == {"text/plain": "what it is"}


@pytest.mark.parametrize("html", ["<b>kept</b><script>alert(1)</script>", ["<b>kept</b><scr", "ipt>alert(1)</script>"]])
def test_html_is_cleaned_also_where_it_comes_in_pieces(html):
    [output] = clean([{"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}])
    assert output.data["text/html"] == "<b>kept</b>"


def test_what_an_output_says_of_itself_is_left_out():
    told = {"isolated": True, "image/png": {"width": '"><script>alert(1)</script>'}}
    [output] = clean([{"output_type": "display_data", "data": {"image/png": "iVBO"}, "metadata": told}])
    assert output.metadata == {} and output.data == {"image/png": "iVBO"}


def test_what_is_no_output_is_left_out_and_all_others_stay():
    streams = [{"output_type": "stream", "name": "stdout", "text": text} for text in ("one", "two")]
    strange = [None, 3, "text", [], {}, {"output_type": "update"}, {"output_type": "stream", "name": 1, "text": "x"},
               {"output_type": "display_data", "data": {"text/html": {"a": 1}}, "metadata": {}},
               {"output_type": "error", "ename": "E", "evalue": "e", "traceback": "no list"}]  # fmt: skip
    assert clean([streams[0], *strange, streams[1]]) == streams
    for no_list in (None, 3, "text", {}):
        with pytest.raises(TypeError):
            clean(no_list)


def test_what_is_left_is_a_notebook_s_output():
    error = {"output_type": "error", "ename": "E", "evalue": "<b>", "traceback": ["\x1b[31m<script>alert(1)</script>"]}
    notebook = new_notebook(cells=[new_code_cell("1 / 0", outputs=clean([error]))])
    nbformat.validate(notebook)
    assert shown(notebook) == [error]  # a text: it is for the pages to show it as one, which is tested above
