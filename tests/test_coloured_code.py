"""Code on a feedback page has the colours that it has in a notebook."""

import re
from importlib.resources import files

from pygments import highlight

from autograder.feedback_exporter import AS_HTML, WITH_MAGICS, _coloured
from autograder.sample_class import answers


def test_plain_python_is_coloured_as_if_it_could_hold_magics():
    for known in answers("ps1_convolution").values():
        for variant in known:
            assert _coloured(variant.source) == highlight(variant.source, WITH_MAGICS, AS_HTML)


def test_the_page_defines_the_colours_of_what_code_is_made_of():
    style = (files("autograder") / "templates" / "course_feedback" / "feedback.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--jp-mirror-editor-(\w+)-color: (#\w{6});", style))
    assert {"keyword", "string", "comment", "number", "operator"} <= colours.keys()


def test_magics_are_coloured():
    assert '<span class="o">%</span><span class="k">timeit</span>' in _coloured("%timeit 1 + 1")
    assert _coloured("!ls") == highlight("!ls", WITH_MAGICS, AS_HTML)


def test_an_empty_cell_has_a_line_of_its_own():
    assert " \n</pre>" in _coloured("")
