"""conv2d(image, kernel, stride=1, padding=0): what PyTorch calls convolution, with loops, one channel."""

import torch.nn.functional as F

from course_utils.questions.draws import distinct, whole_numbers
from course_utils.questions.ps1_convolution.misconceptions import SIZES_OF_ONE_IMAGE
from course_utils.questions.ps1_convolution.misconceptions.convolution import adapted, one_channel
from course_utils.questions.ps1_convolution.misconceptions.kernel_placed_wrong import KERNEL_PLACED_WRONG
from course_utils.questions.ps1_convolution.misconceptions.paddings import PADDINGS
from course_utils.questions.ps1_convolution.misconceptions.strides import STRIDES
from course_utils.questions.ps1_convolution.sections import SLIDING
from course_utils.questions.ps1_convolution.windows import window
from course_utils.questions.question import Aspect, Case, Forbidden, Question


def oracle(image, kernel, stride=1, padding=0):
    """``F.conv2d`` on a batch of one image with one channel."""
    return F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]


def cases(rng):
    """Small, because the answer loops; together they expose every mistake that is known by name.

    Two have a square image and a square kernel: what fails everywhere but there mixes up height and width.
    """
    tall, wide = int(rng.integers(7, 9)), int(rng.integers(9, 12))
    return [
        Case("a wide image and a 3×3 kernel", (whole_numbers(rng, 5, wide - 2), distinct(rng, 3, 3))),
        Case("padding 1 on a square image", (whole_numbers(rng, 5, 5), distinct(rng, 3, 3)), {"padding": 1}),
        Case("stride 2 on a square image", (whole_numbers(rng, 7, 7), distinct(rng, 3, 3)), {"stride": 2}),
        Case(
            "stride 2 with padding 1, and a size that 2 does not divide",
            (whole_numbers(rng, 8, 7), distinct(rng, 3, 3)),
            {"stride": 2, "padding": 1},
        ),
        Case("stride 3", (whole_numbers(rng, 10, 12), distinct(rng, 2, 2)), {"stride": 3}),
        Case(
            "a 1×1 kernel, all numbers in float64",
            (whole_numbers(rng, 4, 5).double(), distinct(rng, 1, 1).double()),
        ),
        Case("a kernel with unequal sides", (whole_numbers(rng, tall, 6), distinct(rng, 2, 3))),
        Case(
            "a tall image and a larger kernel with unequal sides, padding 2",
            (whole_numbers(rng, tall, 4), distinct(rng, 5, 3)),
            {"padding": 2},
        ),
        Case(
            "a kernel as large as the image",
            (whole_numbers(rng, 4, 5), distinct(rng, 4, 5)),
            aspect=Aspect.INPUT_UNCHANGED,
        ),
        Case(
            "arguments compared before and after",
            (whole_numbers(rng, 5, 6), distinct(rng, 3, 3)),
            aspect=Aspect.INPUT_UNCHANGED,
        ),
    ]


# However it is spelled, a convolution ends in an operation of such a name: aten.convolution, aten._conv_depthwise2d,
# aten.convolution_backward, mkldnn._convolution_pointwise, torchvision.deform_conv2d.
CONVOLUTIONS = ("*convolution*", "*conv[123_]*")
# A product of polynomials is a convolution of their coefficients.
CONVOLUTIONS_OF_OTHERS = (
    "scipy.*", "numpy.convolve", "numpy.correlate", "numpy.lib.poly*", "numpy.polynomial.*", "cv2.*", "skimage.*",
)  # fmt: skip
LOOPS_ONLY = Forbidden(
    operations=(*CONVOLUTIONS, "aten.im2col", "aten.unfold", "aten.unfold_copy"),
    calls=CONVOLUTIONS_OF_OTHERS,
    instead="Slide the window yourself, with loops: that is what this question practises.",
)

QUESTION = Question(
    name="conv2d",
    title="Sliding a window: conv2d",
    section=SLIDING,
    cases=cases,
    oracle=oracle,
    misconceptions=adapted((*KERNEL_PLACED_WRONG, *STRIDES, *PADDINGS, *SIZES_OF_ONE_IMAGE), one_channel),
    window=window,
    forbidden=LOOPS_ONLY,
)
