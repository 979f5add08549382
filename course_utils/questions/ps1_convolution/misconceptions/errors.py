"""What the error of an answer that broke off says about the mistake behind it."""

import re
from typing import Any

from course_utils.questions.ps1_convolution.sections import TAUGHT_LOOP
from course_utils.questions.question import Misconception

# What Python, PyTorch and NumPy say where two shapes don't fit or an index runs over an edge.
_RUNS_OVER = re.compile(
    r"out of (bounds|range)|must match|broadcast|same number of elements|cannot be multiplied|mismatch|not aligned"
    r"|invalid for input of size"
)

# What they say where a value is stored in a place of another shape, as when the sum was forgotten.
_NOT_ONE_NUMBER = re.compile(r"number of sizes provided|setting an array element with a sequence|to Python scalars")


def runs_over_an_edge(seen: Any) -> bool:
    """Whether an answer broke off because shapes didn't fit or an index ran over an edge."""
    return complains(seen, _RUNS_OVER)


def complains(seen: Any, about: re.Pattern) -> bool:
    """Whether an answer broke off with a message that says so."""
    return seen.error is not None and about.search(seen.error.message) is not None


SHAPES_DO_NOT_FIT = Misconception(
    "shapes_do_not_fit",
    "Your code breaks off because two shapes do not fit together, or because an index runs over an edge.",
    "Print the shapes of both sides in the line that the error names. What should they be?",
    TAUGHT_LOOP,
    recognise=lambda _verdict, seen: runs_over_an_edge(seen) or complains(seen, _NOT_ONE_NUMBER),
    stronger="Follow one window through your loop, with a kernel of 2×3. The window is 2×3, so is its product with "
    "the kernel, and the sum is one number, of shape `()`. Print these three shapes and where the window starts: "
    "which of them is the first to be different, or outside?",
)
