"""How an answer's text is read: as IPython reads it, in a time that has a bound, and as part of a grading."""

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.second_look import MOST_READ, suspicious
from autograder.second_look.reading import read
from autograder.variants import variants

PLAIN = {
    "with a text over several lines": "x = '''\n   text'''\nimport ctypes",
    "with a line that goes on": "x = (1\n     , 2)\nimport ctypes",
    "with a remainder": "x = 3 % 2\nimport ctypes",
    "with a question": "x = 'why?'  # why?\nimport ctypes",
}
FOR_IPYTHON = {
    "indented as a whole": "    x = 1\n    import ctypes",
    "with empty lines in front": "\n\n   \nimport ctypes",
    "with a comment that is indented": "        # first\nif True:\n    import ctypes",
    "a magic": "%time import ctypes",
    "a magic's result": "x = %time __import__('ctypes')",
    "a cell magic": "%%time\nimport ctypes",
    "a command": "!ctypes",
    "a call for help": "import ctypes\ngc?",
    "prompts": ">>> import ctypes",
    "a prompt that is Python": "In [1]: ctypes.x",
    "a continued prompt": "x = 1\n...: import ctypes",
    "a line that ends otherwise": "x = 1\rimport ctypes",
    "a quoted call": ",vars ctypes",
    "a call quoted as a whole": ";vars ctypes",
    "a call": "/vars ctypes",
}


@pytest.mark.parametrize("source", [*PLAIN.values(), *FOR_IPYTHON.values()], ids=[*PLAIN, *FOR_IPYTHON])
def test_it_is_read_as_ipython_reads_it(source):
    assert read(source).code[0].rstrip() == TransformerManager().transform_cell(source).rstrip()
    assert suspicious(source)


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_ipython_is_not_asked_where_it_changes_nothing(source, monkeypatch):
    monkeypatch.delattr(TransformerManager, "transform_cell")
    assert suspicious.__wrapped__(source) == ("ctypes",)


def test_known_answers_are_read_as_ipython_reads_them():
    for variant in variants("ps1_convolution"):
        try:
            expected = ast.dump(ast.parse(TransformerManager().transform_cell(variant.source)))
        except SyntaxError:
            continue
        assert ast.dump(ast.parse(read(variant.source).code[0])) == expected


def test_the_body_of_a_cell_magic_is_part_of_the_answer():
    names = {node.name for node in read("%%capture\n%%time\ndef f(): pass").nodes if isinstance(node, ast.FunctionDef)}
    assert names == {"f"}


def _much(unit: str, head: str = "", tail: str = "", most: int = MOST_READ) -> str:
    return head + unit * ((most - len(head) - len(tail)) // len(unit)) + tail


SLOW = {
    "commands behind a sign for comments": _much("x['#'] = !ls\n", "x = {}\n"),
    "such commands, in few lines and many others": _much("y = [1, 2, 3]\n", "x = {}\n" + "x['#'] = !ls\n" * 200),
    "names with thousands of dots": _much("x = torch" + "._a" * 2_900 + "\n"),
    "changes under names with hundreds of dots": _much("torch" + ".a" * 290 + " = 1\n"),
    "a module with thousands of dots": _much(".a", "import a"),
    "cell magics in one another": _much("%%time\n"),
    "line magics in one another": _much("%time ", tail="x\n"),
    "magics of a short text": _much("%time x\n", most=20_000),
    "texts that are not closed": _much("'" + "\\'" * 240 + "\n", "%time x\n" * 5, most=20_000),
    "help for what is no name": _much("a" * 490 + " x?\n", most=20_000),
    "a line that is no name, and help for it": "a" * 40_000 + " x?",
    "formatted texts": _much("{a}", "x = f'", "'"),
    "a text that looks like a private name": _much("a._", "x = '", " '"),
    "sums of texts": _much("x = " + "'a' + " * 500 + "'a'\n"),
    "names for names, the last one first": "torch.a = 1\n" + "".join(f"a{n + 1} = a{n}\n" for n in range(3_000, 0, -1)),
    "names of many texts": _much("getattr(x, n)\n", "for n in [" + "'_a'," * 4_000 + "]: pass\n"),
    "functions that are timed": _much("timeit.timeit(f)\n", "def f(): pass\n"),
    "wrappers in one another": _much("update_wrapper(" * 90 + "a" + ")" * 90 + "\n"),
    "brackets in one another": _much("[" * 90 + "a" + "]" * 90 + "\n"),
    "blanks": _much(" ", tail="x"),
    "blank lines": _much("\t\n", tail="x"),
}


@pytest.mark.parametrize("source", SLOW.values(), ids=SLOW)
def test_whatever_is_slow_to_read_has_a_bound(source):
    assert len(source) <= MOST_READ
    suspicious(source)  # nothing here measures time: without its bound, each takes a minute, or many


def test_much_of_an_ordinary_text_is_read():
    assert suspicious(_much("def f(x):\n    return x[0] + 1\n\n", most=45_000)) == ()
    assert suspicious(_much("%timeit f(x)\n", "x = 1\n" * 100, most=900)) == ()
    assert suspicious(_much("x = 1\n", "!ls\n%time x\n" * 3, most=10_000)) == ()


def test_too_much_is_told():
    assert suspicious("x" * (MOST_READ + 1)) == ("50,001 characters",)
    assert suspicious("%time x\n" * 100) == ("more magics than an answer needs",)
    assert suspicious("%time x\n" + "x = 1\n" * 4_000) == ("more than can be read where magics are looked for",)
