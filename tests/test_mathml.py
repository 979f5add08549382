"""Formulas on feedback pages: shown without a script, and without anything that could run."""

from html.parser import HTMLParser

import nbformat
import pytest

from autograder.course import PROJECT
from autograder.release import source_names
from autograder.safe_markdown import safe_markdown


@pytest.fixture
def html():
    return safe_markdown


def test_a_formula_is_shown_in_its_line_or_on_its_own(html):
    shown = html("It is $w_1 = 4$.\n\n$$\\frac{a}{b}$$")
    assert '<math display="inline">' in shown and "<msub><mi>w</mi><mn>1</mn></msub>" in shown
    assert '<math display="block">' in shown and "<mfrac>" in shown and "$" not in shown


def test_what_is_code_is_no_formula(html):
    assert "<code>$HOME and $PATH</code>" in html("`$HOME and $PATH`")


@pytest.mark.parametrize(
    "tex",
    [r"\href{javascript:alert(1)}{x}", r"\style{background:url(http://x.y)}{x}", r"\class{jp-Cell}{x}",
     r"\text{<script>alert(1)</script>}", r"\text{<img src=x onerror=alert(1)>}", r"\text{&lt;script&gt;}"],
)  # fmt: skip
def test_a_formula_can_do_nothing(html, tex):
    shown = html(f"${tex}$").lower()
    assert not any(one in shown for one in ("<script", "<img", "href", "style=", "class=", "<a "))


class Attributes(HTMLParser):
    """The names of all attributes of a page."""

    def __init__(self, html):
        super().__init__()
        self.found = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found |= {name for name, _ in attrs}


@pytest.mark.parametrize("around", ["![{}](a.png)", "<img alt='{}' src='a.png'>", "<a title='{}'>x</a>", "[x](y '{}')"])
def test_a_formula_in_an_attribute_does_not_get_out_of_it(html, around):
    shown = html(around.format('$\\text{" onerror=alert(1) x="}$'))
    assert Attributes(shown).found <= {"alt", "src", "title", "href", "rel", "display"}


@pytest.mark.parametrize("tex", [r"\frac{", "x" * 5_000, r"\left( x", "{" * 400])
def test_what_cannot_be_read_stays_as_it_was_written(html, tex):
    assert "<math" not in html(f"${tex}$") and tex[:5] in html(f"${tex}$")


@pytest.mark.parametrize("name", source_names())
def test_every_formula_of_a_problem_set_can_be_read(html, name):
    cells = nbformat.read(PROJECT / "release" / name / f"{name}.ipynb", as_version=4).cells
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    left = [text for text in map(html, texts) if "$" in text.replace("<code>$", "")]
    assert left == [] and any("<math" in html(text) for text in texts)
