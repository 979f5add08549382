"""What is slow to read, to draw or to keep is cut or shown as it is, and what people really show is not touched.

Nothing here measures time: without its limit, each of these takes minutes.
"""

import gc
import re

import pytest
import torch

from autograder.feedback_exporter import _coloured
from autograder.feedback_pages import render
from autograder.grade import expected_scores, notebook_text
from autograder.safe_html import safe_html
from autograder.safe_markdown import safe_markdown
from autograder.sandbox.outputs import MOST_MARKDOWN, clean
from course_utils.runner.jupyter_kernel import ask_for_a_kernel
from course_utils.runner.shell import MOST_IN_ALL, MOST_OUTPUTS, CellOutputs

from . import heavy_outputs, heavy_sources
from .conftest import content_of

pytestmark = [pytest.mark.hostile, pytest.mark.filterwarnings("ignore:Your element with mimetype")]  # of none left


def display(**data):
    data = {kind.replace("_", "/"): value for kind, value in data.items()}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


@pytest.mark.parametrize("hostile", [*heavy_sources.SUBMISSIONS, *heavy_outputs.SUBMISSIONS], ids=str)
def test_notebook_and_page_are_made_and_stay_small(submit, right, hostile):
    result = submit(content_of(hostile, right), **hostile.limits)
    text = notebook_text(result.notebook)
    page = render("ps1_convolution", "somebody", result.notebook, expected_scores(result))
    assert len(text) < 3_000_000 and len(page) < 6_000_000
    assert all(len(cell.get("outputs", ())) <= MOST_IN_ALL for cell in result.notebook.cells)


@pytest.mark.parametrize(
    "source",
    ["\t\n" * 10_000, "    \n" * 4_000, "\f\n" * 10_000, "\u2003\n" * 10_000, "\t\r\n" * 6_000, "x\r" + "\t\r" * 9_000,
     "%x\n" + "a." * 9_000, "%x\n" + (" " * 50 + "\n") * 390, "x = 1\n" * 50_000, "'" * 200_000],
)  # fmt: skip
def test_code_on_a_page_is_shown_whatever_it_is(source):
    page = _coloured("first = 1\n" + source + "\nlast = 2\n")
    assert re.search(r"first\b.*\blast\b", page, re.DOTALL)


def test_an_answer_of_a_few_hundred_lines_is_coloured():
    assert '<span class="k">return</span>' in _coloured("def one(x):\n    \n    return x\n\n" * 300)


def test_blank_lines_are_no_kernel_s_affair():
    assert not ask_for_a_kernel(["\n" * 300_000 + "y = 1", "\t\n" * 300_000 + "from x import y"])
    assert ask_for_a_kernel(["y = 1\n\n  import ipykernel"]) and ask_for_a_kernel(["\tfrom  comm import create_comm"])


@pytest.mark.parametrize(
    "text",
    [r"\\[" * 6_600, r"\begin{a}" * 2_200, "$[" * 10_000, "a" + " " * 19_000 + "b", "<div>" * 4_000,
     "```python\n" + "\t\n" * 9_000 + "```"],
)  # fmt: skip
def test_text_that_is_slow_to_render_is_shown(text):
    assert safe_markdown(f"first\n\n{text}\n\nlast").count("first") == 1


def test_a_long_essay_with_formulas_and_code_is_rendered():
    essay = "## One\n\nWith $x^2$ and `code`, **bold** and [a link](https://example.org):\n\n```python\nx = 1\n```\n\n"
    page = safe_markdown(essay * 100)
    assert page.count("<strong>bold</strong>") == page.count("<math") == page.count('<span class="mi">1</span>') == 100


@pytest.mark.parametrize(
    "html",
    ["<div>" * 200_000, "<table><tr><td>" * 60_000, "<svg>" + "<td>" * 100_000, "<li><dd>" * 100_000,
     "<table>" + "<br>" * 200_000, "<span>" * 3_000 + "</x>" * 200_000,
     "<p " + "".join(f"a{n} " for n in range(99_999)),
     "".join(f"<b id={n}>" for n in range(2_000)) + "<p>" * 9_000,
     f'<p><a title="{"x" * 300_000}"></p>' + "<p>x</p>" * 9_000,
     f'<p><b title="<{"x" * 300_000}"></p>' + "<p>x" * 9_000],
)  # fmt: skip
def test_html_that_is_slow_to_parse_or_grows_is_shown_as_text(html):
    shown = safe_html(html)
    assert shown.startswith("<pre>") and len(shown) < 6 * len(html)


def test_html_of_a_few_characters_does_not_grow_either():
    html = f'<p><b title="{"x" * 1_500}"></p>' + "<p>x" * 400
    assert len(safe_html(html)) < 6 * len(html)
    picture, place = f"data:image/png;base64,{'A' * 300_000}", "data:image/png;base64,aside0aside"
    html = f'<img src="{picture}">' + f'<img src="{place}">' * 5_000
    assert len(safe_html(html)) < 2 * len(html)


def test_html_that_people_show_is_kept():
    head = '<table border="1" class="dataframe"><tr style="text-align: right;">'
    rows = "".join(f"<tr>\n<th>{row}</th>{'<td>0.123456</td>' * 20}</tr>\n" for row in range(100))
    words = "".join(f"<span style='background-color:rgb({n % 255},1,2)'>word</span> " for n in range(3_000))
    links = "".join(
        f"<p><a href='https://example.org/{n}'>one</a> <b style='color:red'>two</b></p>" for n in range(500)
    )
    table = safe_html(f"<div><style>.dataframe th {{vertical-align: top;}}</style>{head}{rows}</table></div>")
    assert table.count("<td>") == 2_000 and 'class="dataframe"' in table and "text-align:right" in table
    assert safe_html(words).count("<span style=") == 3_000
    assert safe_html(links).count("<a href=") == 500


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<img src="https://evil.example/p.gif" alt="p">', '<img alt="p">'),
        ('<img src="/hub/logout">', "<img>"),
        ('<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA">'),
        ('<p style="background:url(https://evil.example/a.png)">x</p>', "<p>x</p>"),
        (r'<p style="background:u\72l(https://evil.example/a.png)">x</p>', "<p>x</p>"),
        ("<p style=\"background:image-set('https://evil.example/a.png' 1x)\">x</p>", "<p>x</p>"),
        ('<p style="color:red">x</p>', '<p style="color:red">x</p>'),
        ('<div class="modal-backdrop in">x</div>', "<div>x</div>"),
        ('<div class="modal-backdrop dataframe">x</div>', '<div class="dataframe">x</div>'),
        ('<a href="https://example.org">x</a>', '<a href="https://example.org" rel="noopener noreferrer">x</a>'),
    ],
)
def test_a_page_fetches_nothing_and_looks_like_itself(html, left):
    assert safe_html(html) == left


def test_a_picture_from_elsewhere_in_a_text_is_not_fetched():
    assert "evil" not in safe_markdown("![p](https://evil.example/p.gif) ![q](//evil.example/q.gif)")


@pytest.mark.parametrize(
    "escapes", ["\x1b[" + "1;" * 450_000 + "m", "\x1b[31m" * 150_000, "\x1b[" * 400_000, "\x1b[38;5;1m" * 90_000]
)
def test_escapes_that_are_slow_to_show_are_left_out(escapes):
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": [f"first{escapes}last"]}
    for output in (stream(f"first{escapes}last"), display(text_plain=f"first{escapes}last"), error):
        assert "first" in str(clean([output])) and str(clean([output])).count("\\x1b") == 0


def test_colours_stay():
    text = "\x1b[1;38;2;255;0;0mred\x1b[0m" * 500
    assert clean([stream(text)]) == [stream(text)]


def test_outputs_are_limited_in_number_before_they_are_checked():
    assert len(clean([display(text_plain="")] * 1_000_000)) == MOST_IN_ALL
    many = {f"x/{n}": [""] * 10 for n in range(100_000)}
    assert clean([display(text_plain=["a", "b"] * 2, **many)]) == [display(text_plain="abab")]


def test_much_markdown_of_a_cell_is_shown_as_text():
    outputs = clean([display(text_markdown="x" * (MOST_MARKDOWN // 2), text_plain="p") for _ in range(4)])
    assert [*map(list, (one.data for one in outputs))] == [["text/markdown", "text/plain"]] * 2 + [["text/plain"]] * 2
    assert outputs[3].data["text/plain"] == "x" * (MOST_MARKDOWN // 2)


class TestCellOutputs:
    def test_a_cell_has_so_many_outputs_and_says_that_there_were_more(self):
        outputs = CellOutputs(1_000_000)
        for n in range(5_000):
            outputs.display({"text/plain": f"{n}"})
            outputs.stream("stdout" if n % 2 else "stderr", "x")
        assert len(outputs.outputs) == MOST_OUTPUTS + 1
        assert outputs.outputs[-1]["text"].count("was left out") == 1

    def test_the_first_error_is_kept_and_no_other(self):
        outputs = CellOutputs(1_000_000)
        for _ in range(5_000):
            outputs.display({"text/plain": ""})
        for name in ("First", "Second"):
            outputs.error(name, "why", [])
        assert len(outputs.outputs) == MOST_IN_ALL and outputs.outputs[-1]["ename"] == "First"

    def test_outputs_that_are_cleared_make_room(self):
        outputs = CellOutputs(1_000_000)
        for n in range(5_000):
            outputs.clear()
            outputs.display({"text/plain": f"{n}"})
        assert [one["data"] for one in outputs.outputs] == [{"text/plain": "4999"}]

    def test_every_output_counts_for_something(self):
        outputs = CellOutputs(1_000)
        for _ in range(100):
            outputs.display({"text/plain": ""})
        outputs.stream("stdout", "more")
        assert len(outputs.outputs) < 1_000 and "the cell prints too much" in outputs.outputs[-1]["text"]

    def test_what_is_no_text_is_left_out_and_lines_are_joined(self):
        outputs = CellOutputs(1_000)
        outputs.result({"text/plain": ["a\n", "b"], "text/html": [["c"]], "image/png": b"d", "x/y": None})
        assert outputs.outputs[0]["data"] == {"text/plain": "a\nb"}


def test_the_judge_keeps_nothing_large_that_an_answer_returned(submit, right):
    [hostile] = [one for one in heavy_outputs.SUBMISSIONS if one.name.startswith("returns tensors")]
    result = submit(content_of(hostile, right))
    assert [mark.verdict.cases[0].got[0].numel() for mark in result.marks if mark.question == "conv2d"] == [990_000]
    del result
    gc.collect()
    assert not [one for one in gc.get_objects() if type(one) is torch.Tensor and one.numel() == 990_000]
