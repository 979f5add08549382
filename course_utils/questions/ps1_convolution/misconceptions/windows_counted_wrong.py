"""The output is too small or too large: windows are left out, or hang over the edge."""

import re
from typing import Any

import torch
import torch.nn.functional as F

from course_utils.questions.ps1_convolution.misconceptions.convolution import (
    Mistake,
    bias_added_after,
    only_first,
    pair,
    right,
)
from course_utils.questions.ps1_convolution.misconceptions.errors import sizes_that_differ
from course_utils.questions.ps1_convolution.sections import TAUGHT_DILATION, TAUGHT_LOOP
from course_utils.questions.question import Misconception


def without_plus_one(images, weight, *rest, **options):
    """The last window is left out, on both axes."""
    return right(images, weight, *rest, **options)[..., :-1, :-1]


def last_window_left_zero(images, weight, *rest, **options):
    """The output is large enough, but the loop ends one too early on both axes."""
    full = right(images, weight, *rest, **options)
    return only_first(full, full.shape[2] - 1, full.shape[3] - 1)


WITHOUT_PLUS_ONE = Misconception(
    "without_plus_one",
    "The last window along each axis is missing: the output is one too small, or its last row and column stay zero.",
    "A window of 3 fits into 3 pixels once. What does your formula say, and what your loop?",
    TAUGHT_LOOP,
    (without_plus_one, last_window_left_zero),
    stronger="Take a 2×2 image and a 2×2 kernel, all ones: one window fits, so the output is [[4]]. From its first "
    "place to its last it makes 2 − 2 = 0 moves. Does your formula give the number of moves or of places? And does "
    "your loop reach the last place, although `range` leaves its end out?",
)


def border_left_zero(images, weight, *rest, **options):
    """The loop starts at half the kernel's size and stops as early: the border of the output stays zero."""
    full = right(images, weight, *rest, **options)
    out = torch.zeros_like(full)
    rows, columns = weight.shape[2] // 2, weight.shape[3] // 2
    inner = (..., slice(rows, full.shape[2] - rows), slice(columns, full.shape[3] - columns))
    out[inner] = full[inner]
    return out


def border_cut_off(images, weight, *rest, **options):
    """The same loop, its results appended: the border of the output is missing."""
    full = right(images, weight, *rest, **options)
    rows, columns = weight.shape[2] // 2, weight.shape[3] // 2
    return full[..., rows : full.shape[2] - rows, columns : full.shape[3] - columns]


def border_left_zero_before(images, weight, *rest, **options):
    """The loop starts at half the kernel's size, and ends where it should."""
    full = right(images, weight, *rest, **options)
    out = torch.zeros_like(full)
    inner = (..., slice(weight.shape[2] // 2, None), slice(weight.shape[3] // 2, None))
    out[inner] = full[inner]
    return out


BORDER_LEFT_ZERO = Misconception(
    "border_left_zero",
    "The border of your output is zero or missing: your loop starts too late, and perhaps stops too early.",
    "Which pixels does the very first window cover? Which is the first that your loop looks at?",
    TAUGHT_LOOP,
    (
        border_left_zero,
        bias_added_after(border_left_zero),
        border_left_zero_before,
        bias_added_after(border_left_zero_before),
        border_cut_off,
    ),
    stronger="Take a 5×5 image and a 3×3 kernel, all ones: the output is 3×3, nothing but nines. Output [0, 0] "
    "belongs to the window over rows 0 to 2 and columns 0 to 2. Which rows and columns of the output does your code "
    "fill: 0, 1 and 2, or fewer?",
)


def as_large_as_the_image(padded: bool, strided: bool) -> Mistake:
    """For one image of one channel: the output has its size, padded or not.

    With ``strided``, values stand where their windows begin; without, side by side in the corner.
    """

    def wrong(images, weight, bias=None, stride=1, padding=0, **rest):
        full = right(images, weight, bias, stride, padding, **rest)
        (rows, columns), step = pair(padding), stride if strided else 1
        out = torch.zeros_like(F.pad(images, (columns, columns, rows, rows)) if padded else images)
        filled = out[..., ::step, ::step][..., : full.shape[2], : full.shape[3]]
        if filled.shape != full.shape:
            raise IndexError("such code stores outside of the output")
        filled.copy_(full)
        return out

    return wrong


OUTPUT_AS_LARGE_AS_IMAGE = Misconception(
    "output_as_large_as_image",
    "Your output is as large as the image, and only a part of it is filled in. It has one value for each place of the "
    "window, and no other.",
    "How many places has a 3×3 window on a 5×5 image? How many values do you return?",
    TAUGHT_LOOP,
    tuple(as_large_as_the_image(padded, strided) for padded in (False, True) for strided in (True, False)),
    stronger="Take a 3×3 image and a 2×2 kernel, all ones: the window has two places along each axis, so the output is "
    "[[4, 4], [4, 4]]. Yours is 3×3, and its last row and column stay zero. Which line makes the tensor that you fill, "
    "and whose shape does it take?",
)


def size_without_brackets(images, weight, bias=None, stride=1, padding=0, **rest):
    """``n - k + 2 * p // s + 1``: the stride divides the padding alone. What no window fills stays zero."""
    full = right(images, weight, bias, stride, padding, **rest)
    sizes = [
        n - k + 2 * p // stride + 1 for n, k, p in zip(images.shape[2:], weight.shape[2:], pair(padding), strict=True)
    ]
    return F.pad(full, (0, sizes[1] - full.shape[3], 0, sizes[0] - full.shape[2]))


def one_window_too_many(images, weight, *rest, **options):
    """One row and one column too many, which no whole window fills."""
    return F.pad(right(images, weight, *rest, **options), (0, 1, 0, 1))


def one_partial_window_too_many(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """The same, but what still lies inside the image is summed there."""
    height, width = right(images, weight, bias, stride, padding, dilation).shape[2:]
    rows, columns = pair(padding)
    room = stride + dilation * max(weight.shape[2:])
    padded = F.pad(images, (columns, columns + room, rows, rows + room))
    return right(padded, weight, bias, stride, 0, dilation)[..., : height + 1, : width + 1]


def _window_hangs_over(verdict: Any, seen: Any) -> bool:
    """What a window over the edge leads to: it is smaller than the kernel, or an index is one too large."""
    said = seen.error.message if seen.error is not None else ""
    sides = tuple(verdict.case.args[1].shape[-2:])
    cut = re.search(r"tensor a \((\d+)\) must match .* tensor b \((\d+)\)|tensor \[(\d+)\] and src \[(\d+)\]", said)
    if cut:
        return max(int(size) for size in cut.groups() if size) in sides
    if "operands could not be broadcast" in said:
        shapes = [tuple(map(int, re.findall(r"\d+", shape))) for shape in re.findall(r"\(([\d, ]+)\)", said)]
        return sides in shapes and all(len(shape) == len(sides) for shape in shapes)
    return re.search(r"index (\d+) is out of bounds .* size \1\b|list index out of range", said) is not None


MORE_WINDOWS_THAN_FIT = Misconception(
    "more_windows_than_fit",
    "Your window hangs over the edge of the image that it slides over: you ask for more windows than fit, "
    "or cut them too short.",
    "Put numbers into your formula: 7 pixels, a kernel of 3, stride 2, with and without padding. Draw the windows and "
    "count them. Is the image that you slide over as large as your formula takes it to be?",
    TAUGHT_LOOP,
    (
        size_without_brackets,
        bias_added_after(size_without_brackets),
        one_window_too_many,
        bias_added_after(one_window_too_many),
        one_partial_window_too_many,
    ),
    _window_hangs_over,
    stronger="With 7 pixels, a kernel of 3 and stride 2, windows start at 0, 2 and 4; with padding 1 the row has 9 "
    "places, and one more starts at 6. Print where your last window starts, how wide it is, and the width of what you "
    "cut it from: start plus 3 must not be larger.",
)


def _window_one_too_small(verdict: Any, seen: Any) -> bool:
    """The error names a side of the kernel, and a size that is one less; not where the bias is added.

    Where the output is higher than wide, one size for both axes lets the window hang over the edge, too.
    """
    sizes = sizes_that_differ(seen)
    height, width = right(*verdict.case.args, **verdict.case.options).shape[2:]
    if not sizes or "bias" in seen.error.line or height > width:
        return False
    return any(sizes == {side - 1, side} for side in verdict.case.args[1].shape[-2:])


WINDOW_TOO_SMALL = Misconception(
    "window_too_small",
    "The window that you cut out has a row or a column fewer than the kernel: it ends too early, or hangs over the "
    "edge of the image.",
    "Print the shape of the window and that of the kernel. Which pixel is the last in a slice such as `x[2:5]`?",
    TAUGHT_DILATION,
    recognise=_window_one_too_small,
    stronger="Three weights with dilation 2 lie on the columns 0, 2 and 4. The last one is 2 · (3 − 1) = 4 columns "
    "further, but `x[0:4:2]` holds only the columns 0 and 2, because a slice leaves its end out. Where does yours end, "
    "and which column must still be in it?",
)
