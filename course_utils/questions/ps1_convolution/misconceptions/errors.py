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

# What PyTorch says where two tensors have different sizes along one axis, the second in `einsum`.
_TWO_SIZES = re.compile(
    r"size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)"
    r"|has size (\d+) for operand \d+ which does not broadcast with previously seen size (\d+)"
)

# What PyTorch and NumPy say where a reshape does not come out even.
_RESHAPED = re.compile(r"invalid for input of size (\d+)|cannot reshape array of size (\d+)")


def runs_over_an_edge(seen: Any) -> bool:
    """Whether an answer broke off because shapes didn't fit or an index ran over an edge."""
    return complains(seen, _RUNS_OVER)


def complains(seen: Any, about: re.Pattern) -> bool:
    """Whether an answer broke off with a message that says so."""
    return seen.error is not None and about.search(seen.error.message) is not None


def reshaped_from(seen: Any) -> int | None:
    """How many values there were where an answer broke off because they don't fill the shape that it asked for."""
    found = seen.error and _RESHAPED.search(seen.error.message)
    return int(found[1] or found[2]) if found else None


def sizes_that_differ(seen: Any) -> set[int]:
    """The two sizes of one axis that an error names because they should be the same; none where it names none."""
    said = seen.error.message if seen.error is not None else ""
    if found := _TWO_SIZES.search(said):
        return {int(size) for size in found.groups() if size}
    if "operands could not be broadcast" not in said:
        return set()
    one, other = ([int(size) for size in re.findall(r"\d+", shape)] for shape in re.findall(r"\(([\d,]+)\)", said)[:2])
    pairs = [{a, b} for a, b in zip(one[::-1], other[::-1], strict=False) if a != b and 1 not in (a, b)]
    return pairs[0] if pairs else set()


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
