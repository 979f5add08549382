"""conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1): batch, channels, bias, dilation."""

import dataclasses
import re

from course_utils.questions.draws import distinct, whole_numbers
from course_utils.questions.ps1_convolution.conv2d import CONVOLUTIONS, CONVOLUTIONS_OF_OTHERS
from course_utils.questions.ps1_convolution.misconceptions.biases import BIASES
from course_utils.questions.ps1_convolution.misconceptions.channels_and_batches import CHANNELS_AND_BATCHES
from course_utils.questions.ps1_convolution.misconceptions.convolution import right
from course_utils.questions.ps1_convolution.misconceptions.dilations import DILATIONS
from course_utils.questions.ps1_convolution.misconceptions.errors import runs_over_an_edge
from course_utils.questions.ps1_convolution.misconceptions.kernel_placed_wrong import KERNEL_PLACED_WRONG
from course_utils.questions.ps1_convolution.misconceptions.paddings import PADDING_ZERO_BREAKS, PADDINGS
from course_utils.questions.ps1_convolution.misconceptions.sides_mixed_up import (
    HEIGHT_AND_WIDTH_SWAPPED,
    KERNEL_SIZE_THREE,
    KERNEL_TAKEN_FOR_SQUARE,
)
from course_utils.questions.ps1_convolution.misconceptions.strides import STRIDE_SLICE_TOO_SHORT, STRIDES
from course_utils.questions.ps1_convolution.misconceptions.sums import (
    DIVIDED_BY_KERNEL_AREA,
    LAST_PRODUCT_ONLY,
    TRUNCATED_TO_INTEGERS,
)
from course_utils.questions.ps1_convolution.misconceptions.windows_counted_wrong import (
    BORDER_LEFT_ZERO,
    MORE_WINDOWS_THAN_FIT,
    WINDOW_TOO_SMALL,
    WITHOUT_PLUS_ONE,
)
from course_utils.questions.ps1_convolution.sections import CHANNELS
from course_utils.questions.ps1_convolution.windows import window
from course_utils.questions.question import Aspect, Case, Forbidden, Question


def cases(rng):
    """``images``, ``weight`` and, where there is one, ``bias`` come by position, the rest by name."""

    def layer(n, c, o, height, width, rows, columns, bias=True):
        tensors = whole_numbers(rng, n, c, height, width), distinct(rng, o, c, rows, columns)
        return (*tensors, distinct(rng, o)) if bias else tensors

    return [
        Case("one channel in, one out, no bias", layer(1, 1, 1, 5, 6, 3, 3, bias=False)),
        Case("three channels in, one out", layer(1, 3, 1, 5, 6, 3, 3, bias=False)),
        Case("a batch of two, three channels in, two out, bias", layer(2, 3, 2, 5, 6, 3, 3)),
        Case("padding 1", layer(2, 2, 3, 5, 4, 3, 3), {"padding": 1}),
        Case("stride 2 on a tall image", layer(1, 2, 2, 9, 6, 3, 3), {"stride": 2}),
        Case(
            "stride 2 with padding 1, a kernel with unequal sides",
            layer(2, 2, 3, 6, 7, 2, 3),
            {"stride": 2, "padding": 1},
        ),
        Case("dilation 2", layer(1, 2, 2, 8, 7, 3, 3), {"dilation": 2}),
        Case(
            "dilation 3 with stride 2 and padding 2",
            layer(2, 1, 2, 9, 8, 2, 3),
            {"dilation": 3, "stride": 2, "padding": 2},
        ),
        Case(
            "a 1×1 kernel: channels mixed pixel by pixel, all numbers in float64",
            tuple(tensor.double() for tensor in layer(2, 3, 3, 3, 4, 1, 1)),
        ),
        Case("a larger kernel, padding 2", layer(1, 1, 2, 6, 5, 5, 4), {"padding": 2}),
        Case(
            "arguments compared before and after",
            layer(1, 2, 2, 5, 4, 3, 3),
            aspect=Aspect.INPUT_UNCHANGED,
        ),
    ]


def _breaks_unless_three(verdict, seen) -> bool:
    """The error names a side of the kernel that isn't 3, as the size that is too small or beside the 3."""
    numbers = re.findall(r"\d+", seen.error.message) if runs_over_an_edge(seen) else []
    return any(
        f"with size {side}" in seen.error.message or {"3", str(side)} <= set(numbers)
        for side in verdict.case.args[1].shape[2:]
        if numbers and side != 3
    )


def _in_values_only(misconception):
    """Where so many axes can be wrong, an error proves nothing about sizes; values do."""
    return dataclasses.replace(misconception, recognise=None)


SIZES = (
    WITHOUT_PLUS_ONE,
    BORDER_LEFT_ZERO,
    DIVIDED_BY_KERNEL_AREA,
    LAST_PRODUCT_ONLY,
    TRUNCATED_TO_INTEGERS,
    _in_values_only(KERNEL_TAKEN_FOR_SQUARE),
    dataclasses.replace(KERNEL_SIZE_THREE, recognise=_breaks_unless_three),
    _in_values_only(HEIGHT_AND_WIDTH_SWAPPED),
    PADDING_ZERO_BREAKS,
    _in_values_only(MORE_WINDOWS_THAN_FIT),
)

QUESTION = Question(
    name="conv2d_layer",
    title="A whole layer: conv2d_layer",
    section=CHANNELS,
    cases=cases,
    oracle=right,
    misconceptions=(
        *BIASES,
        *CHANNELS_AND_BATCHES,
        *DILATIONS,
        *STRIDES,
        STRIDE_SLICE_TOO_SHORT,
        *KERNEL_PLACED_WRONG,
        *PADDINGS,
        *SIZES,
        WINDOW_TOO_SMALL,
    ),
    window=window,
    forbidden=Forbidden(
        operations=CONVOLUTIONS,
        calls=CONVOLUTIONS_OF_OTHERS,
    ),
    gradient=True,
    atol=1e-3,  # sums of up to 27 products of numbers up to 9, in whatever order
)
