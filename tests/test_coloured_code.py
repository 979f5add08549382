"""Code on a feedback page has the colours that it has in a notebook."""

from pygments import highlight

from autograder.feedback_exporter import AS_HTML, WITH_MAGICS, _coloured
from autograder.sample_class import answers


def test_plain_python_is_coloured_as_if_it_could_hold_magics():
    for known in answers("ps1_convolution").values():
        for variant in known:
            assert _coloured(variant.source) == highlight(variant.source, WITH_MAGICS, AS_HTML)


def test_magics_are_coloured():
    assert '<span class="o">%</span><span class="k">timeit</span>' in _coloured("%timeit 1 + 1")
    assert _coloured("!ls") == highlight("!ls", WITH_MAGICS, AS_HTML)


def test_an_empty_cell_has_a_line_of_its_own():
    assert " \n</pre>" in _coloured("")
