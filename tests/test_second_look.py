"""What is read as plain Python, without IPython's eyes, is what IPython would make of it."""

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder import second_look
from autograder.sample_class import answers
from autograder.second_look import suspicious

PLAIN = {
    "with a text over several lines": "x = '''\n   text'''\nimport gc",
    "with a line that goes on": "x = (1\n     , 2)\nimport gc",
}
FOR_IPYTHON = {
    "indented as a whole": "    x = 1\n    import gc",
    "with empty lines in front": "\n\n   \nimport gc",
    "with a comment that is indented": "        # first\nif True:\n    import gc",
    "a magic": "%time import gc",
    "a magic's result": "x = %time __import__('gc')",
    "a cell magic": "%%time\nimport gc",
    "a command": "!import gc",
    "a call for help": "import gc\ngc?",
    "prompts": ">>> import gc",
    "a prompt that is Python": "In [1]: import gc",
    "a continued prompt": "x = 1\n...: import gc",
}


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_what_is_plain_python_is_read_as_ipython_reads_it(source):
    assert not second_look.FOR_IPYTHON.search(source)
    through_ipython = ast.parse(TransformerManager().transform_cell(source))
    assert ast.dump(second_look._parsed(source)) == ast.dump(through_ipython)
    assert suspicious(source) == ("gc",)


@pytest.mark.parametrize("source", FOR_IPYTHON.values(), ids=FOR_IPYTHON)
def test_what_ipython_reads_otherwise_goes_through_it(source):
    assert second_look.FOR_IPYTHON.search(source)
    assert ast.dump(second_look._parsed(source)) == ast.dump(ast.parse(TransformerManager().transform_cell(source)))


@pytest.mark.parametrize("source", [",print gc", ";print gc", "/print gc"])
def test_what_begins_a_quoted_call_is_no_python_and_goes_through_ipython(source):
    assert ast.dump(second_look._parsed(source)) == ast.dump(ast.parse(TransformerManager().transform_cell(source)))


def test_known_answers_are_read_as_ipython_reads_them():
    sources = {variant.source for known in answers("ps1_convolution").values() for variant in known}
    for source in sources:
        try:
            expected = ast.dump(ast.parse(TransformerManager().transform_cell(source)))
        except SyntaxError:
            continue
        assert ast.dump(second_look._parsed(source)) == expected
