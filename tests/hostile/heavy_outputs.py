"""Right answers that show what costs nothing to send and much to read, to keep or to draw."""

from course_utils.questions.outcome import Outcome

from .submission import RIGHT, Hostile, after

AS_GRADED = {"output_bytes_per_cell": 1_000_000}


def _shows(name: str, why: str, code: str) -> Hostile:
    return Hostile(name, why, {"conv2d": after(code)}, outcomes=RIGHT, limits=AS_GRADED)


EMPTY = _shows(
    "250,000 empty outputs",
    "each of them was checked, stored and put on a page",
    "for n in range(250_000): display({'text/plain': ''}, raw=True)",
)
MARKDOWN = _shows(
    "ten texts in which formulas begin",
    "each of them takes seconds to render",
    r"for n in range(10): display({'text/markdown': f'{n}' + '\\\\['*6600}, raw=True)",
)
NESTED = _shows(
    "200,000 elements in one another",
    "a browser's parser looks through all that are open",
    "display({'text/html': '<div>' * 200_000 + 'kept'}, raw=True)",
)
COLOURS = _shows(
    "a colour with 450,000 parameters",
    "they are read one by one from the front of a list",
    r"print('\x1b[' + '1;' * 450_000 + 'm' + 'kept')",
)
SUBMISSIONS = [
    EMPTY,
    MARKDOWN,
    NESTED,
    COLOURS,
    _shows(
        "100,000 changes between standard output and error",
        "each of them begins another output",
        "import sys\nfor n in range(50_000): print(1); print(2, file=sys.stderr)",
    ),
    _shows(
        "2,000 tracebacks that it asks for",
        "an error shown is no error of the cell's",
        "for n in range(2_000): get_ipython()._showtraceback(OSError, 'x', [])",
    ),
    _shows(
        "100,000 kinds of one output",
        "only what is in them was counted",
        "display({f'{n}': '' for n in range(100_000)}, raw=True)",
    ),
    _shows(
        "an output with 50 MB to say of itself",
        "that was not counted at all",
        "display({'text/plain': 'x'}, raw=True, metadata={'a': 'x' * 50_000_000, 'b': object})",
    ),
    _shows(
        "a text of 900,000 lines, none with anything in it",
        "each of them was checked",
        "display({'text/plain': [''] * 900_000, 'text/html': [['x' * 9_000_000]]}, raw=True)",
    ),
    Hostile(
        "an error whose name has 15 million characters",
        "names were not cut",
        {"conv2d": "raise type('x' * 15_000_000, (Exception,), {})()"},
        earns={"conv2d": 0},
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "an error after 5,000 outputs",
        "what a cell shows too much of must not hide why it does not run",
        {"conv2d": "for n in range(5_000): display(n)\nraise ValueError('the reason')"},
        earns={"conv2d": 0},
        outcomes={"conv2d": Outcome.RAISED},
    ),
    Hostile(
        "returns tensors of 12 MB in each case",
        "the judge kept what it had judged, in case that the same comes again",
        {
            "conv2d": "def conv2d(image, kernel, stride=1, padding=0):\n"
            "    return [torch.full((990_000,), n + 0.5) for n in range(3)]"
        },
        earns={"conv2d": 0},
        outcomes={"conv2d": Outcome.WRONG_TYPE_OR_SHAPE},
    ),
]
