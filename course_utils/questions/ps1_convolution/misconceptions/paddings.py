"""The border of zeros is missing, stands in the wrong place or has another width than asked for."""

import re
from typing import Any

import torch.nn.functional as F

from course_utils.questions.ps1_convolution.misconceptions.borders_not_zero import (
    PADDED_WITH_EDGE,
    PADDED_WITH_ONES,
    PADDING_WRAPS_AROUND,
)
from course_utils.questions.ps1_convolution.misconceptions.convolution import only_first, pair, right
from course_utils.questions.ps1_convolution.misconceptions.errors import complains, reshaped_from, runs_over_an_edge
from course_utils.questions.ps1_convolution.sections import TAUGHT_PADDING
from course_utils.questions.question import Misconception


def padding_ignored(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, stride, 0, **rest)


def _has_values_without_padding(verdict: Any, seen: Any) -> bool:
    """As many values as padding 0 gives were to fill an output of another size."""
    case, values = verdict.case, reshaped_from(seen)
    if values is None or not case.options.get("padding") or case.args[0].ndim != 4:
        return False
    return values == padding_ignored(*case.args, **case.options).numel()


PADDING_IGNORED = Misconception(
    "padding_ignored",
    "Your answer ignores the padding: it computes what padding 0 gives.",
    "Padding makes the image larger on all four sides before the window slides over it.",
    TAUGHT_PADDING,
    (padding_ignored,),
    _has_values_without_padding,
    stronger="Take the 1×1 image [[5]], the kernel [[1]] and padding 1: the output is 3×3, zeros with a 5 in the "
    "middle. Print the shape of what you cut the windows from. If it is not 3×3, follow the padded image: `F.pad` "
    "gives a new tensor and leaves the old one as it is.",
)


def padding_before_only(images, weight, bias=None, stride=1, padding=0, **rest):
    """Also what comes out where both sides are padded and the output size counts the padding once."""
    rows, columns = pair(padding)
    return right(F.pad(images, (columns, 0, rows, 0)), weight, bias, stride, 0, **rest)


def padding_after_only(images, weight, bias=None, stride=1, padding=0, **rest):
    rows, columns = pair(padding)
    return right(F.pad(images, (0, columns, 0, rows)), weight, bias, stride, 0, **rest)


def padding_all_before(images, weight, bias=None, stride=1, padding=0, **rest):
    """As many zeros as asked for, but all of them above and on the left."""
    rows, columns = pair(padding)
    return right(F.pad(images, (2 * columns, 0, 2 * rows, 0)), weight, bias, stride, 0, **rest)


def padding_all_after(images, weight, bias=None, stride=1, padding=0, **rest):
    rows, columns = pair(padding)
    return right(F.pad(images, (0, 2 * columns, 0, 2 * rows)), weight, bias, stride, 0, **rest)


PADDING_ON_ONE_SIDE = Misconception(
    "padding_on_one_side",
    "Your padding counts on one side only: either all the zeros stand at one end of each axis, or the size of the "
    "output counts them only once. They belong at both ends.",
    "Pad a tiny image on paper with 1. In which row does its first row stand then, and how many rows are there?",
    TAUGHT_PADDING,
    (
        padding_before_only,
        padding_after_only,
        padding_all_before,
        padding_all_after,
    ),
    stronger="Take the 1×1 image [[5]], the kernel [[1]] and padding 1: the output is 3×3, with the 5 in the middle. "
    "If yours is 2×2, some line counts the padding once. If it is 3×3 with the 5 in a corner, all the zeros lie on "
    "one side. Which line is it?",
)


def padding_on_rows_only(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, stride, (pair(padding)[0], 0), **rest)


def padding_on_columns_only(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, stride, (0, pair(padding)[1]), **rest)


PADDING_ON_ONE_AXIS = Misconception(
    "padding_on_one_axis",
    "You pad one axis only: the other has no border of zeros.",
    "`F.pad` takes its numbers from the last axis backwards: left, right, top, bottom.",
    TAUGHT_PADDING,
    (padding_on_rows_only, padding_on_columns_only),
    stronger="Take the 1×1 image [[5]], the kernel [[1]] and padding 1: the output is 3×3. If yours is 3×1 or 1×3, "
    "print the shape just after the padding. Height and width should both have grown by 2: which of them has not, and "
    "which line was to see to it?",
)


def padding_to_same(images, weight, bias=None, stride=1, padding=0, **rest):
    """Always padded so that the size stays, whatever was asked for."""
    return right(images, weight, bias, stride, (weight.shape[2] // 2, weight.shape[3] // 2), **rest)


def padding_to_same_or_less(images, weight, bias=None, stride=1, padding=0, **rest):
    """The same with ``(k - 1) // 2``, which differs for even kernels."""
    return right(images, weight, bias, stride, ((weight.shape[2] - 1) // 2, (weight.shape[3] - 1) // 2), **rest)


PADDING_ALWAYS_SAME = Misconception(
    "padding_always_same",
    "You always pad with half the size of the kernel, whatever padding was asked for.",
    "The padding is an argument. With padding 0, is the output of a 3×3 kernel as large as the image?",
    TAUGHT_PADDING,
    (padding_to_same, padding_to_same_or_less),
    stronger="Take a 3×3 image and a 3×3 kernel, all ones. With padding 0 the output is the single number 9, with "
    "padding 2 it is 5×5. If you get 3×3 both times, find the line that sets how many zeros are added: it looks at "
    "the kernel. What should it look at?",
)


def padding_to_full(images, weight, bias=None, stride=1, padding=0, **rest):
    """Every place where kernel and image touch, whatever was asked for."""
    return right(images, weight, bias, stride, (weight.shape[2] - 1, weight.shape[3] - 1), **rest)


PADDING_ALWAYS_FULL = Misconception(
    "padding_always_full",
    "You return every place where kernel and image touch at all (the “full” convolution), whatever padding was asked "
    "for.",
    "The padding is an argument: with padding 0, only windows that lie wholly inside the image count.",
    TAUGHT_PADDING,
    (padding_to_full,),
    stronger="Take a 3×3 image and a 2×2 kernel, all ones. With padding 0 the output is 2×2, nothing but fours. If "
    "you get 4×4 with ones in the corners, your windows hang over the edge by one pixel. Which line lets them, and "
    "does it ask `padding`?",
)


def padding_not_in_size(images, weight, bias=None, stride=1, padding=0, **rest):
    """Padded, but with as many outputs as without padding."""
    height, width = right(images, weight, bias, stride, 0, **rest).shape[2:]
    return right(images, weight, bias, stride, padding, **rest)[..., :height, :width]


def padding_not_in_loop(images, weight, bias=None, stride=1, padding=0, **rest):
    """The same, in an output of the right size: its end stays zero."""
    filled = right(images, weight, bias, stride, 0, **rest).shape[2:]
    return only_first(right(images, weight, bias, stride, padding, **rest), *filled)


PADDING_NOT_IN_SIZE = Misconception(
    "padding_not_in_size",
    "You pad the image, but count the outputs as if it weren't padded: the last rows and columns are missing or zero.",
    "How many rows does the image have after padding? Does your loop end there, or where the image ended before?",
    TAUGHT_PADDING,
    (padding_not_in_size, padding_not_in_loop),
    stronger="Take a 3×3 image, a 3×3 kernel and padding 1. The padded image has 5 rows, so windows start at rows 0, "
    "1 and 2: three rows of outputs. With the height before the padding there is only 3 − 3 + 1 = 1. Which of the two "
    "heights does your formula use, and which your loop?",
)

# What Python, PyTorch and NumPy say where an empty image meets a kernel, as after ``t[0:-0]``.
_NOTHING_LEFT = re.compile(r"tensor ([ab] )?\(0\)|with size 0\b|shapes? .*\((\d+,)*0[,)]|\[0[],]")


def _breaks_without_padding(verdict: Any, seen: Any) -> bool:
    if verdict.case.options.get("padding"):
        return False
    if seen.error is not None:
        empty = runs_over_an_edge(seen) and complains(seen, _NOTHING_LEFT)
        return empty or seen.error.type_name == "UnboundLocalError"
    return getattr(seen.value, "numel", lambda: 1)() == 0


PADDING_ZERO_BREAKS = Misconception(
    "padding_zero_breaks",
    "Your answer breaks where the padding is 0.",
    "What is `t[p:-p]` for p = 0? And a name that you set only inside `if padding:`, does it exist without padding?",
    TAUGHT_PADDING,
    recognise=_breaks_without_padding,
    stronger="Take `t` of 6 numbers: `t[1:-1]` is the same as `t[1:5]`. Take 4 numbers and no padding: `t[0:-0]` is "
    "`t[0:0]`, which is empty. Which end, counted from the front, is right in both cases? If the error says that a "
    "name has no value, in which branch is that name set?",
)

# The narrower explanations first: of equals the first is told.
PADDINGS = (
    PADDING_IGNORED,
    PADDING_ON_ONE_SIDE,
    PADDING_ON_ONE_AXIS,
    PADDED_WITH_ONES,
    PADDED_WITH_EDGE,
    PADDING_ALWAYS_SAME,
    PADDING_ALWAYS_FULL,
    PADDING_NOT_IN_SIZE,
    PADDING_WRAPS_AROUND,
)
