"""The window does not move by the stride, or its results do not land where they belong."""

import re
from typing import Any

import torch

from course_utils.questions.ps1_convolution.misconceptions.convolution import bias_added_after, only_first, right
from course_utils.questions.ps1_convolution.misconceptions.errors import sizes_that_differ
from course_utils.questions.ps1_convolution.sections import TAUGHT_STRIDE
from course_utils.questions.question import Misconception


def stride_ignored(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, 1, padding, **rest)


STRIDE_IGNORED = Misconception(
    "stride_ignored",
    "Your answer ignores the stride: it returns what stride 1 gives.",
    "With stride 2 the window moves two pixels at a time. Where does it move in your code, and how many moves fit?",
    TAUGHT_STRIDE,
    (stride_ignored,),
    stronger="Take the 1×5 image [[1, 2, 3, 4, 5]], the kernel [[1]] and stride 2. The windows start at columns 0, 2 "
    "and 4, so the output is [[1, 3, 5]]. If you get all five numbers, look for `stride` in two places: where a "
    "window starts, and where the output's size is worked out.",
)


def stride_always_two(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, 2, padding, **rest)


STRIDE_ALWAYS_TWO = Misconception(
    "stride_always_two",
    "Your window always moves by two, whatever the stride.",
    "Search your code for the number 2, and ask of each one where it comes from.",
    TAUGHT_STRIDE,
    (stride_always_two,),
    stronger="Take the 1×7 image [[1, 2, 3, 4, 5, 6, 7]] and the kernel [[1]]. Stride 1 should give all seven "
    "numbers, stride 3 [[1, 4, 7]]. If you get [[1, 3, 5, 7]] both times, which line sets the step of your window, "
    "and does the argument `stride` occur in it?",
)


def stride_on_rows_only(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, (stride, 1), padding, **rest)


def stride_on_columns_only(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, (1, stride), padding, **rest)


def stride_moves_rows_only(images, weight, bias=None, stride=1, padding=0, **rest):
    """The right size, but along the width the window moves by one."""
    width = right(images, weight, bias, stride, padding, **rest).shape[3]
    return right(images, weight, bias, (stride, 1), padding, **rest)[..., :width]


def stride_moves_columns_only(images, weight, bias=None, stride=1, padding=0, **rest):
    height = right(images, weight, bias, stride, padding, **rest).shape[2]
    return right(images, weight, bias, (1, stride), padding, **rest)[..., :height, :]


STRIDE_ON_ONE_AXIS = Misconception(
    "stride_on_one_axis",
    "Your window moves by the stride along one axis only. Along the other it moves by one.",
    "Compare what your code does with the row index and with the column index, letter by letter.",
    TAUGHT_STRIDE,
    (
        stride_on_rows_only,
        stride_on_columns_only,
        stride_moves_rows_only,
        stride_moves_columns_only,
    ),
    stronger="Number the pixels of a 3×3 image from 1 to 9, with the kernel [[1]] and stride 2: the output is "
    "[[1, 3], [7, 9]]. A 2 in yours says that the window moves by one along the columns, a 4 that it does so along "
    "the rows. Which line gives that axis its start?",
)


def stride_in_size_only(images, weight, bias=None, stride=1, padding=0, **rest):
    """``out[i, j]`` of the right size, from the window at (i, j)."""
    height, width = right(images, weight, bias, stride, padding, **rest).shape[2:]
    return right(images, weight, bias, 1, padding, **rest)[..., :height, :width]


STRIDE_IN_SIZE_ONLY = Misconception(
    "stride_in_size_only",
    "The output has the right size for the stride, but the window still moves by one.",
    "For the output at [1, 1] with stride 2: at which row and column of the image does the window begin?",
    TAUGHT_STRIDE,
    (stride_in_size_only,),
    stronger="Number the pixels of a 3×3 image from 1 to 9, with the kernel [[1]] and stride 2: the output is "
    "[[1, 3], [7, 9]]. If yours is [[1, 2], [4, 5]], the stride is missing where the windows are cut out. Print a "
    "window's top left corner beside its place in the output.",
)


def stride_steps_over_output(images, weight, bias=None, stride=1, padding=0, **rest):
    """``for i in range(0, out, stride)`` with the right window: only every stride-th output is filled."""
    full = right(images, weight, bias, stride, padding, **rest)
    out = torch.zeros_like(full)
    out[..., ::stride, ::stride] = full[..., ::stride, ::stride]
    return out


STRIDE_STEPS_OVER_OUTPUT = Misconception(
    "stride_steps_over_output",
    "Your loop steps by the stride over the output: what it fills in is right, but most of the output stays zero.",
    "Every output position gets a value, whatever the stride. Which index has to jump: the output's or the image's?",
    TAUGHT_STRIDE,
    (stride_steps_over_output, bias_added_after(stride_steps_over_output)),
    stronger="Take the 1×5 image [[1, 2, 3, 4, 5]], the kernel [[1]] and stride 2. The output [[1, 3, 5]] has three "
    "places, but `range(0, 3, 2)` or a slice `::2` reaches only the first and the last: you get [[1, 0, 5]]. Which "
    "places of the output should your line visit?",
)


def stride_stored_at_input_index(images, weight, bias=None, stride=1, padding=0, **rest):
    """The published bug: the loop steps by the stride and its index serves both for the window and for the output."""
    out = torch.zeros_like(right(images, weight, bias, stride, padding, **rest))
    height, width = out.shape[2:]
    dense = right(images, weight, bias, 1, padding, **rest)
    out[..., ::stride, ::stride] = dense[..., :height:stride, :width:stride]
    return out


def _stores_outside_the_output(verdict: Any, seen: Any) -> bool:
    """An index as large as the output is, with a stride: it counts pixels where it should count outputs."""
    said = seen.error.message if seen.error is not None else ""
    found, options = re.search(r"index \d+ .*(?:dimension|axis) (\d) with size (\d+)", said), verdict.case.options
    if not found or options.get("stride", 1) == 1:
        return False
    axis, size = int(found[1]), int(found[2])
    image, kernel = verdict.case.args[:2]
    if axis >= min(image.ndim, kernel.ndim):
        return False
    outputs = (image.shape[axis] + 2 * options.get("padding", 0) - kernel.shape[axis]) // options["stride"] + 1
    return size == outputs


STRIDE_STORED_AT_INPUT_INDEX = Misconception(
    "stride_stored_at_input_index",
    "The index at which you store a sum jumps by the stride: the sums land in the wrong places of the output, "
    "or outside it, with gaps between them.",
    "When the window begins at row 4 and the stride is 2, to which row of the output does its sum belong?",
    TAUGHT_STRIDE,
    (stride_stored_at_input_index, bias_added_after(stride_stored_at_input_index)),
    _stores_outside_the_output,
    stronger="Take the 1×5 image [[1, 2, 3, 4, 5]], the kernel [[1]] and stride 2. The output is [[1, 3, 5]]: the "
    "window at column 4 is the third, so its value belongs at place 2. Print both for each value, the window's start "
    "and the place where you store it. How does one follow from the other?",
)


def stride_divides_twice(images, weight, bias=None, stride=1, padding=0, **rest):
    """``range(0, out, stride)`` again, the results appended: too few of them."""
    height, width = right(images, weight, bias, stride, padding, **rest).shape[2:]
    return right(images, weight, bias, 1, padding, **rest)[..., :height:stride, :width:stride]


def stride_divides_twice_but_moves(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, stride, padding, **rest)[..., ::stride, ::stride]


def stride_divides_twice_and_rest_is_zero(images, weight, bias=None, stride=1, padding=0, **rest):
    """``for i in range(0, out, stride)`` stored at ``i // stride``: the first outputs are right, the others zero."""
    full = right(images, weight, bias, stride, padding, **rest)
    filled = full[..., ::stride, ::stride].shape[2:]
    return only_first(full, *filled)


STRIDE_DIVIDES_TWICE = Misconception(
    "stride_divides_twice",
    "The stride is used twice: it divides the number of steps, and then the loop steps by it as well. "
    "So only a part of the outputs is computed.",
    "If the output has `n` rows and you loop over `range(0, n, stride)`, how many rounds does the loop make?",
    TAUGHT_STRIDE,
    (
        stride_divides_twice,
        stride_divides_twice_but_moves,
        stride_divides_twice_and_rest_is_zero,
    ),
    stronger="Take the 1×7 image [[1, 2, 3, 4, 5, 6, 7]], the kernel [[1]] and stride 2. There are (7 − 1) // 2 + 1 = "
    "4 windows, and the output is [[1, 3, 5, 7]]. How many values does your code compute along this axis? If only "
    "two, in which two lines does the stride occur?",
)


def _slice_too_short(verdict: Any, seen: Any) -> bool:
    """The error names a side of the output, and what a slice of that length holds with the stride as its step."""
    stride, sizes = verdict.case.options.get("stride", 1), sizes_that_differ(seen)
    if stride == 1 or not sizes or "bias" in seen.error.line:
        return False
    sides = right(*verdict.case.args, **verdict.case.options).shape[2:]
    return any(sizes == {side, -(-side // stride)} for side in sides)


STRIDE_SLICE_TOO_SHORT = Misconception(
    "stride_slice_too_short",
    "With a stride, the slice that you take for one place of the kernel ends too early: a slice with a step holds "
    "fewer values than it is long.",
    "How many numbers are in `range(10)[0:4:2]`? How far must a slice with the step 2 reach to hold four?",
    TAUGHT_STRIDE,
    recognise=_slice_too_short,
    stronger="Take 9 rows, a kernel of 3 and stride 2: the output has 4 rows. For the first row of the kernel they "
    "come from the rows 0, 2, 4 and 6 of the image, but `x[0:4:2]` holds only 0 and 2. Where does your slice end, and "
    "which row must it still reach?",
)

# The narrower explanations first: of equals the first is told.
STRIDES = (
    STRIDE_IGNORED,
    STRIDE_ON_ONE_AXIS,
    STRIDE_IN_SIZE_ONLY,
    STRIDE_STORED_AT_INPUT_INDEX,
    STRIDE_STEPS_OVER_OUTPUT,
    STRIDE_DIVIDES_TWICE,
    STRIDE_ALWAYS_TWO,
)
