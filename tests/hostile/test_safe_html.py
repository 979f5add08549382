"""HTML that a submission makes is cleaned of what runs; pictures go around the cleaning, and nothing else with them."""

import base64
import os

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.course import PROJECT, Course
from autograder.safe_html import safe_html

pytestmark = pytest.mark.hostile
DATA = base64.b64encode(os.urandom(3_000)).decode()  # as long as a real picture's
PICTURE = f"data:image/png;base64,{DATA}"


def test_pictures_come_back_as_they_were_each_at_its_place():
    other = f"data:image/jpeg;base64,{DATA[::-1].replace('=', 'A')}"
    clean = safe_html(f'<img src="{PICTURE}" alt="one"><p>and</p><img src="{other}" alt="two">')
    assert clean.index(PICTURE) < clean.index("and") < clean.index(other)


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{PICTURE}" onerror="alert(1)">',
        f'<img src="{PICTURE}"><script>alert(1)</script>',
        f'<a href="{PICTURE}">alert(1)</a>',
        f'<iframe src="{PICTURE}">alert(1)</iframe>',
        f'<img src="{PICTURE}" style="background:url(javascript:alert(1))">',
    ],
)
def test_beside_a_picture_nothing_runs_either(html):
    clean = safe_html(html)
    for forbidden in ("onerror", "<script", "href", "<iframe", "javascript"):
        assert forbidden not in clean


@pytest.mark.parametrize("number", ["0", "1", "999999999"])
def test_a_forged_place_of_a_picture_gets_none(number):
    forged = f"data:image/png;base64,aside{number}aside"
    clean = safe_html(f'<img src="{PICTURE}" alt="real"><img src="{forged}" alt="forged"><b>kept</b>')
    assert clean.count(DATA) == 1 and forged in clean and "<b>kept</b>" in clean
    assert safe_html(f'<img src="{forged}" alt="alone">').count("base64,") == 1


@pytest.mark.parametrize("kind", ["markdown", "output"])
def test_formgrader_shows_what_students_write_without_what_would_run(kind):
    """Its pages are the server's own: what runs there may open a terminal."""
    text = 'Because $x < y$:\n\n<img src="x" onerror="alert(1)">\n\n<script>alert(2)</script>\n\n**kept**'
    notebook = new_notebook()
    if kind == "markdown":
        notebook.cells = [new_markdown_cell(text)]
    else:
        shown = new_output("display_data", {"text/markdown": text})
        notebook.cells = [new_code_cell("display(Markdown(text))", outputs=[shown])]
    settings = Course(PROJECT).nbgrader_settings()
    page, _ = HTMLExporter(config=settings, template_name="basic").from_notebook_node(notebook)
    assert "<strong>kept</strong>" in page and "onerror" not in page and "alert(2)" not in page
