"""conv2d_fast(images, weight, bias=None, stride=1, padding=0): the layer, vectorised."""

from course_utils.questions.draws import distinct, normal, whole_numbers
from course_utils.questions.ps1_convolution import misconceptions as known
from course_utils.questions.ps1_convolution.conv2d_layer import QUESTION as LAYER
from course_utils.questions.ps1_convolution.sections import WITHOUT_LOOPS
from course_utils.questions.ps1_convolution.windows import window
from course_utils.questions.ps1_convolution.wrong_convolutions import right
from course_utils.questions.question import Aspect, Case, Misconception, Question


def cases(rng):
    def layer(n, c, o, height, width, rows, columns, bias=True):
        tensors = whole_numbers(rng, n, c, height, width), distinct(rng, o, c, rows, columns)
        return (*tensors, distinct(rng, o)) if bias else tensors

    weight, bias = distinct(rng, 3, 2, 3, 3), distinct(rng, 3)
    return [
        Case("a batch of two, three channels in, two out, no bias", layer(2, 3, 2, 5, 6, 3, 3, bias=False)),
        Case("with a bias", layer(2, 3, 2, 6, 5, 3, 3)),
        Case("padding 1", layer(2, 2, 3, 5, 4, 3, 3), {"padding": 1}),
        Case("stride 2 on a tall image", layer(1, 2, 2, 9, 6, 3, 3), {"stride": 2}),
        Case(
            "stride 2 with padding 1, a kernel with unequal sides",
            layer(2, 2, 3, 6, 7, 2, 3),
            {"stride": 2, "padding": 1},
        ),
        Case("a 1×1 kernel", layer(2, 3, 3, 3, 4, 1, 1)),
        Case("a larger kernel, padding 2", layer(1, 1, 2, 6, 5, 5, 4), {"padding": 2}),
        Case(
            "leaves its arguments as they were",
            layer(1, 2, 2, 5, 4, 3, 3),
            {"padding": 1},
            Aspect.INPUT_UNCHANGED,
        ),
        Case(
            "no Python loop over pixels",
            (whole_numbers(rng, 2, 2, 14, 13), weight, bias),
            {"padding": 1},
            Aspect.NO_PIXEL_LOOP,
            smaller=(whole_numbers(rng, 2, 2, 7, 6), weight, bias),
        ),
        Case(
            "speed, held against F.conv2d",
            (normal(rng, 16, 8, 32, 32), normal(rng, 16, 8, 3, 3) / 8, normal(rng, 16)),
            {"padding": 1},
            Aspect.SPEED,
        ),
    ]


LOOP_OVER_PIXELS = Misconception(
    "loop_over_pixels",
    "There is a Python loop over pixels: the larger the image, the more tensor operations run.",
    "The windows of all pixels can be laid side by side in one tensor first. "
    "Or turn the loops inside out: loop over the few taps of the kernel, and shift the whole image for each.",
    WITHOUT_LOOPS,
    recognise=lambda verdict, seen: (
        verdict.case.aspect is Aspect.NO_PIXEL_LOOP
        and seen.operations_smaller is not None
        and sum(seen.operations.values()) > 1.5 * seen.operations_smaller
    ),
)
SLOW = Misconception(
    "slow",
    "The values are right and no loop over pixels shows, but it is far slower than F.conv2d.",
    "Which of your steps makes the largest tensor, and how often is each number copied or multiplied?",
    WITHOUT_LOOPS,
    recognise=lambda verdict, seen: verdict.case.aspect is Aspect.SPEED and seen.seconds is not None,
)

QUESTION = Question(
    name="conv2d_fast",
    title="Without loops: conv2d_fast",
    section=WITHOUT_LOOPS,
    cases=cases,
    oracle=right,
    misconceptions=(
        LOOP_OVER_PIXELS,
        *known.LAYER,
        *known.KERNEL_PLACED_WRONG,
        *known.STRIDES,
        *known.PADDINGS,
        *known.SIZES,
        SLOW,
    ),
    window=window,
    forbidden=LAYER.forbidden,
    gradient=True,
    atol=1e-3,  # sums of 72 products of normal values, in whatever order
)
