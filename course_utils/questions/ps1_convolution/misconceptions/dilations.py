"""The kernel is not spread, on one axis only, or too far."""

from course_utils.questions.ps1_convolution.misconceptions.convolution import right
from course_utils.questions.ps1_convolution.sections import TAUGHT_DILATION
from course_utils.questions.question import Misconception


def dilation_ignored(images, weight, bias=None, stride=1, padding=0, dilation=1):
    return right(images, weight, bias, stride, padding, 1)


DILATION_IGNORED = Misconception(
    "dilation_ignored",
    "Your answer ignores the dilation.",
    "With dilation 2, which three of the columns 0 to 4 do the weights of one row of a 3×3 kernel meet?",
    TAUGHT_DILATION,
    (dilation_ignored,),
    stronger="Take the 1×5 image [[1, 2, 3, 4, 5]], a 1×3 kernel of ones and dilation 2. The weights meet 1, 3 and 5, "
    "so the only output is 9. If you get 6, 9 and 12, they meet neighbours: which lines would have to use `dilation`, "
    "the window's or the size's, or both?",
)


def dilation_on_rows_only(images, weight, bias=None, stride=1, padding=0, dilation=1):
    return right(images, weight, bias, stride, padding, (dilation, 1))


def dilation_on_columns_only(images, weight, bias=None, stride=1, padding=0, dilation=1):
    return right(images, weight, bias, stride, padding, (1, dilation))


DILATION_ON_ONE_AXIS = Misconception(
    "dilation_on_one_axis",
    "Your kernel is dilated along one axis only.",
    "Compare what your code does with rows and with columns, letter by letter.",
    TAUGHT_DILATION,
    (dilation_on_rows_only, dilation_on_columns_only),
    stronger="Number the pixels of a 3×3 image from 1 to 9, with a 2×2 kernel of ones and dilation 2. The weights "
    "meet the four corners: the output is [[20]]. Two outputs side by side say that the columns are not dilated, two "
    "below one another that the rows are not.",
)


def dilation_only_in_size(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """The size of a dilated kernel, the window of a dense one."""
    height, width = right(images, weight, bias, stride, padding, dilation).shape[2:]
    return right(images, weight, bias, stride, padding, 1)[..., :height, :width]


DILATION_ONLY_IN_SIZE = Misconception(
    "dilation_only_in_size",
    "The output has the size that dilation gives, but the weights still meet pixels that lie side by side.",
    "With dilation 2, which three of the columns 0 to 4 do the weights of one row of a 3×3 kernel meet?",
    TAUGHT_DILATION,
    (dilation_only_in_size,),
    stronger="Take the 1×5 image [[1, 2, 3, 4, 5]], a 1×3 kernel of ones and dilation 2: the output is 1 + 3 + 5 = 9. "
    "If you get 6, print the window that you cut out. It holds 1, 2 and 3: from where to where should it reach, and "
    "how many pixels further is the next weight?",
)


def dilation_span_times_kernel(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """The span taken as d·k in place of d·(k-1)+1: the output is too small."""
    rows, columns = ((side - 1) * dilation + 1 for side in weight.shape[2:])
    lost = [dilation * side - span for side, span in zip(weight.shape[2:], (rows, columns), strict=True)]
    return right(images[..., : images.shape[2], :], weight, bias, stride, padding, dilation)[
        ...,
        : _fewer(images.shape[2], rows + lost[0], stride, padding),
        : _fewer(images.shape[3], columns + lost[1], stride, padding),
    ]


def _fewer(size: int, span: int, stride: int, padding: int) -> int:
    """How many windows of that span fit."""
    return max((size + 2 * padding - span) // stride + 1, 0)


def dilation_as_zeros_off_by_one(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """``dilation`` zeros set between the taps, where dilation - 1 are meant."""
    return right(images, weight, bias, stride, padding, dilation + 1)


def dilation_as_zeros_off_by_one_if_any(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """The same inside ``if dilation > 1``."""
    return right(images, weight, bias, stride, padding, dilation + 1 if dilation > 1 else 1)


DILATION_SPAN = Misconception(
    "dilation_span",
    "Your dilated kernel is too large: k weights that lie d pixels apart span d·(k − 1) + 1 pixels.",
    "On squared paper, mark 3 squares with a distance of 2 from one to the next. How many squares do they reach over?",
    TAUGHT_DILATION,
    (
        dilation_span_times_kernel,
        dilation_as_zeros_off_by_one,
        dilation_as_zeros_off_by_one_if_any,
    ),
    stronger="Take the 1×5 image [[1, 2, 3, 4, 5]], a 1×3 kernel of ones and dilation 2. The span is 5, so one window "
    "fits, and the output is 9. Print the span that you use: 6 has a gap behind the last weight, 7 has two pixels in "
    "each gap where one belongs.",
)

DILATIONS = (DILATION_IGNORED, DILATION_ON_ONE_AXIS, DILATION_ONLY_IN_SIZE, DILATION_SPAN)
