"""convolve1d(x, w, stride=1, padding=0): mathematical convolution of vectors, the kernel flipped."""

import dataclasses

import torch.nn.functional as F

from course_utils.questions.draws import distinct, whole_numbers
from course_utils.questions.ps1_convolution import misconceptions as known
from course_utils.questions.ps1_convolution import wrong_convolutions as wrong
from course_utils.questions.ps1_convolution.sections import IN_ONE_DIMENSION
from course_utils.questions.ps1_convolution.windows import window_of_vector
from course_utils.questions.question import Aspect, Case, Forbidden, Misconception, Question


def oracle(x, w, stride=1, padding=0):
    """``F.conv1d`` with the kernel flipped."""
    return F.conv1d(x[None, None], w.flip(0)[None, None], stride=stride, padding=padding)[0, 0]


def cases(rng):
    length = int(rng.integers(8, 12))
    return [
        Case("stride 1, no padding", (whole_numbers(rng, length), distinct(rng, 3))),
        Case("padding 1", (whole_numbers(rng, 7), distinct(rng, 3)), {"padding": 1}),
        Case("an even kernel", (whole_numbers(rng, 8), distinct(rng, 4))),
        Case("stride 3", (whole_numbers(rng, 14), distinct(rng, 3)), {"stride": 3}),
        Case(
            "stride 2 with padding 2, and a size that 2 does not divide",
            (whole_numbers(rng, 9), distinct(rng, 4)),
            {"stride": 2, "padding": 2},
        ),
        Case("a kernel of one value", (whole_numbers(rng, 5), distinct(rng, 1))),
        Case("a kernel as long as the vector", (whole_numbers(rng, 5), distinct(rng, 5))),
        Case(
            "leaves its arguments as they were",
            (whole_numbers(rng, 6), distinct(rng, 3)),
            {"padding": 1},
            Aspect.INPUT_UNCHANGED,
        ),
    ]


KERNEL_NOT_FLIPPED = Misconception(
    "kernel_not_flipped",
    "You did not flip the kernel: that is cross-correlation, what PyTorch calls convolution. "
    "Mathematical convolution turns the kernel round first.",
    "In the worked example, which value of w meets the first value of the window?",
    IN_ONE_DIMENSION,
    (lambda x, w, stride=1, padding=0: oracle(x, w.flip(0), stride, padding),),
)

# Of the mistakes with an image, those that a vector can show.
ONE_AXIS = (
    known.STRIDE_IGNORED,
    known.STRIDE_IN_SIZE_ONLY,
    known.STRIDE_STORED_AT_INPUT_INDEX,
    known.STRIDE_STEPS_OVER_OUTPUT,
    known.STRIDE_DIVIDES_TWICE,
    known.PADDING_IGNORED,
    known.PADDING_ON_ONE_SIDE,
    known.PADDED_WITH_ONES,
    known.PADDED_WITH_EDGE,
    known.PADDING_ALWAYS_SAME,
    known.PADDING_ZERO_BREAKS,
    known.BORDER_LEFT_ZERO,
    known.DIVIDED_BY_KERNEL_AREA,
    known.TRUNCATED_TO_INTEGERS,
)

WITHOUT_PLUS_ONE = dataclasses.replace(
    known.WITHOUT_PLUS_ONE,
    told="The last window is missing: the output is one too short.",
    oracles=(lambda x, w, stride=1, padding=0: oracle(x, w, stride, padding)[:-1],),
)

RESULT_REVERSED = Misconception(
    "result_reversed",
    "The result is in reverse order: it is turned round, and not (only) the kernel.",
    "Shift x by one: in which direction does your result shift?",
    IN_ONE_DIMENSION,
    (
        lambda x, w, stride=1, padding=0: oracle(x, w, stride, padding).flip(0),
        lambda x, w, stride=1, padding=0: oracle(x.flip(0), w, stride, padding),
    ),
)

QUESTION = Question(
    name="convolve1d",
    title="Convolution of vectors: convolve1d",
    section=IN_ONE_DIMENSION,
    cases=cases,
    oracle=oracle,
    misconceptions=(
        KERNEL_NOT_FLIPPED,
        *known.adapted(ONE_AXIS, wrong.vectors, section=IN_ONE_DIMENSION),
        dataclasses.replace(WITHOUT_PLUS_ONE, section=IN_ONE_DIMENSION),
        RESULT_REVERSED,
    ),
    window=window_of_vector,
    forbidden=Forbidden(
        operations=("aten.convolution", "aten.im2col"),
        calls=("scipy.*", "numpy.convolve", "numpy.correlate", "cv2.*", "skimage.*"),
    ),
)
