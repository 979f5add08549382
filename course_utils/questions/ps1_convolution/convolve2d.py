"""convolve2d(image, kernel, padding=0): mathematical convolution, through the student's own conv2d."""

import torch.nn.functional as F

from course_utils.questions.draws import distinct, whole_numbers
from course_utils.questions.ps1_convolution import misconceptions as known
from course_utils.questions.ps1_convolution import wrong_convolutions as wrong
from course_utils.questions.ps1_convolution.conv2d import LOOPS_ONLY
from course_utils.questions.ps1_convolution.sections import FLIPPING
from course_utils.questions.ps1_convolution.windows import window
from course_utils.questions.question import Aspect, Case, Misconception, Question


def oracle(image, kernel, padding=0):
    """``F.conv2d`` with the kernel flipped on both axes."""
    return F.conv2d(image[None, None], kernel.flip(0, 1)[None, None], padding=padding)[0, 0]


def cases(rng):
    return [
        Case("a 3×3 kernel", (whole_numbers(rng, 5, 7), distinct(rng, 3, 3))),
        Case("padding 1", (whole_numbers(rng, 6, 5), distinct(rng, 3, 3)), {"padding": 1}),
        Case("a kernel with unequal sides", (whole_numbers(rng, 7, 6), distinct(rng, 2, 3))),
        Case("an even kernel, padding 2", (whole_numbers(rng, 5, 4), distinct(rng, 2, 2)), {"padding": 2}),
        Case("a larger kernel", (whole_numbers(rng, 6, 7), distinct(rng, 5, 4))),
        Case("a 1×1 kernel", (whole_numbers(rng, 3, 4), distinct(rng, 1, 1))),
        Case(
            "leaves its arguments as they were",
            (whole_numbers(rng, 5, 5), distinct(rng, 3, 3)),
            {"padding": 1},
            Aspect.INPUT_UNCHANGED,
        ),
    ]


def with_flipped_kernel(mistake):
    """A mistake of conv2d, made after the kernel was flipped as it should be."""

    def mistaken(image, kernel, padding=0):
        return mistake(image[None, None], kernel.flip(0, 1)[None, None], padding=padding)[0, 0]

    return mistaken


KERNEL_NOT_FLIPPED = Misconception(
    "kernel_not_flipped",
    "You did not flip the kernel: this is cross-correlation, what PyTorch calls convolution. "
    "Mathematical convolution turns the kernel round along both axes first.",
    "scipy.signal.convolve2d and F.conv2d differ by just this. Which of the two does your answer follow?",
    FLIPPING,
    (with_flipped_kernel(wrong.kernel_flipped),),
)
IMAGE_FLIPPED = Misconception(
    "image_flipped",
    "You flipped the image where the kernel is to be flipped: the result comes out upside down.",
    "Sliding over a flipped image visits the places in reverse order. Which of the two tensors is to be turned round?",
    FLIPPING,
    (
        lambda image, kernel, padding=0: oracle(image.flip(0, 1), kernel.flip(0, 1), padding),
        lambda image, kernel, padding=0: oracle(image.flip(0, 1), kernel, padding),
        lambda image, kernel, padding=0: oracle(image, kernel, padding).flip(0, 1),
    ),
)

QUESTION = Question(
    name="convolve2d",
    title="Mathematical convolution: convolve2d",
    section=FLIPPING,
    cases=cases,
    oracle=oracle,
    misconceptions=(
        KERNEL_NOT_FLIPPED,
        IMAGE_FLIPPED,
        *known.adapted(
            (known.KERNEL_FLIPPED_ON_ONE_AXIS, known.KERNEL_TRANSPOSED, known.KERNEL_TURNED),
            with_flipped_kernel,
        ),
        *known.adapted((*known.PADDINGS, *known.SIZES), with_flipped_kernel),
    ),
    window=window,
    forbidden=LOOPS_ONLY,
    built_on=("conv2d",),
)
