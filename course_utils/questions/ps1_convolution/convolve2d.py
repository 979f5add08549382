"""convolve2d(image, kernel, padding=0): mathematical convolution, through the student's own conv2d."""

import dataclasses

import torch.nn.functional as F

from course_utils.questions.draws import distinct, whole_numbers
from course_utils.questions.ps1_convolution.conv2d import LOOPS_ONLY
from course_utils.questions.ps1_convolution.conv2d import oracle as conv2d_oracle
from course_utils.questions.ps1_convolution.misconceptions import (
    SIZES_OF_ONE_IMAGE,
    errors,
    kernel_placed_wrong,
    windows_counted_wrong,
)
from course_utils.questions.ps1_convolution.misconceptions.convolution import adapted, right
from course_utils.questions.ps1_convolution.misconceptions.paddings import PADDINGS
from course_utils.questions.ps1_convolution.sections import FLIPPING, TAUGHT_FLIPPING, TAUGHT_PADDING
from course_utils.questions.ps1_convolution.windows import window
from course_utils.questions.question import Aspect, Case, Misconception, Question


def oracle(image, kernel, padding=0):
    """``F.conv2d`` with the kernel flipped on both axes."""
    return F.conv2d(image[None, None], kernel.flip(0, 1)[None, None], padding=padding)[0, 0]


def cases(rng):
    return [
        Case("a 3×3 kernel", (whole_numbers(rng, 5, 7), distinct(rng, 3, 3))),
        Case("padding 1 on a square image", (whole_numbers(rng, 5, 5), distinct(rng, 3, 3)), {"padding": 1}),
        Case(
            "a kernel with unequal sides",
            (whole_numbers(rng, 7, 6), distinct(rng, 2, 3)),
            aspect=Aspect.INPUT_UNCHANGED,
        ),
        Case("an even kernel, padding 2", (whole_numbers(rng, 5, 4), distinct(rng, 2, 2)), {"padding": 2}),
        Case("a larger kernel", (whole_numbers(rng, 6, 7), distinct(rng, 5, 3))),
        Case(
            "a 1×1 kernel, all numbers in float64",
            (whole_numbers(rng, 3, 4).double(), distinct(rng, 1, 1).double()),
        ),
        Case(
            "arguments compared before and after",
            (whole_numbers(rng, 5, 5), distinct(rng, 3, 3)),
            aspect=Aspect.INPUT_UNCHANGED,
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
    TAUGHT_FLIPPING,
    (with_flipped_kernel(kernel_placed_wrong.kernel_flipped),),
    stronger="Take the image [[12, 3], [25, 10]] and the kernel [[1, 2], [3, 4]]. Flipped along both axes, the kernel "
    "is [[4, 3], [2, 1]] and the output 117; 133 is the cross-correlation. Print the kernel where the window meets "
    "it: is it flipped not at all, twice, or is the flipped one thrown away?",
)
IMAGE_FLIPPED = Misconception(
    "image_flipped",
    "You turned the image or the result round, and not the kernel alone: the values come out in reverse order.",
    "Sliding over a flipped image visits its places in reverse order. Which of the two tensors is to be flipped?",
    TAUGHT_FLIPPING,
    (
        lambda image, kernel, padding=0: oracle(image.flip(0, 1), kernel.flip(0, 1), padding),
        lambda image, kernel, padding=0: oracle(image.flip(0, 1), kernel, padding),
        lambda image, kernel, padding=0: oracle(image, kernel, padding).flip(0, 1),
    ),
    stronger="Take the image [[1, 2, 3]] and the kernel [[1, 0]]. Flipped, the kernel is [[0, 1]], so the output is "
    "[[2, 3]], from left to right. Go through your lines one by one and note for image, kernel and result whether it "
    "is turned there. Only one of them should be.",
)

KERNEL_FLIPPED_ON_ONE_AXIS = dataclasses.replace(
    kernel_placed_wrong.KERNEL_FLIPPED_ON_ONE_AXIS,
    told="You flip the kernel along one axis only: that is a mirror image of it. Both axes are to be flipped.",
    hint="Write down a kernel of 2×3 with the numbers 1 to 6, and what becomes of it in your code.",
    stronger="Print the kernel that your code slides, for [[1, 2, 3], [4, 5, 6]]. It should be "
    "[[6, 5, 4], [3, 2, 1]]. [[4, 5, 6], [1, 2, 3]] has only its rows in reverse order, [[3, 2, 1], [6, 5, 4]] only "
    "its columns. Which axis is missing in your flip?",
)
KERNEL_TRANSPOSED = dataclasses.replace(
    kernel_placed_wrong.KERNEL_TRANSPOSED,
    told="Your kernel is transposed: its rows became columns. That is not the same as flipping it along both axes.",
    hint="What becomes of the shape of a kernel with 2 rows and 3 columns, with `.T` and with flipping?",
    oracles=(
        kernel_placed_wrong.kernel_transposed,
        lambda images, weight, **rest: right(images, weight.flip(2, 3).mT, **rest),
    ),
    stronger="Print the kernel that your code slides, for [[1, 2, 3], [4, 5, 6]]. It should be "
    "[[6, 5, 4], [3, 2, 1]], still 2×3. If yours is 3×2, which operation has swapped its axes, and is it needed at "
    "all?",
)
KERNEL_TURNED = dataclasses.replace(
    kernel_placed_wrong.KERNEL_TURNED,
    told="Your kernel is turned by 90 degrees. Flipping it along both axes turns it by 180.",
    stronger="Print the kernel that your code slides, for [[1, 2], [3, 4]]. Half a turn makes [[4, 3], [2, 1]] of it, "
    "a quarter turn [[2, 4], [1, 3]] or [[3, 1], [4, 2]]. How many quarter turns does your code make, or what does it "
    "flip besides a transpose?",
)
MORE_WINDOWS_THAN_FIT = dataclasses.replace(
    windows_counted_wrong.MORE_WINDOWS_THAN_FIT,
    hint="Put numbers into your formula: 5 pixels, padding 1, a kernel of 3. Draw the windows and count them.",
    oracles=(windows_counted_wrong.one_window_too_many,),
    stronger="5 pixels with padding 1 make a row of 7, and windows of 3 start at places 0 to 4: five windows. Print "
    "two numbers in your loop, where the last window starts and how wide the image is that you cut it from. Start "
    "plus 3 must not be larger than that.",
)
PADDING_TAKEN_FOR_STRIDE = Misconception(
    "padding_taken_for_stride",
    "Your `padding` arrives as the stride: it stands in the call where `conv2d` expects another argument.",
    "In which order does `conv2d` take its arguments? How do you hand over one of them by its name?",
    TAUGHT_PADDING,
    (lambda image, kernel, padding=0: conv2d_oracle(image, kernel.flip(0, 1), stride=padding),),
    lambda verdict, seen: (
        not verdict.case.options.get("padding")
        and seen.error is not None
        and (seen.error.type_name == "ZeroDivisionError" or "must not be zero" in seen.error.message)
    ),
    stronger="The signature is `conv2d(image, kernel, stride=1, padding=0)`: the third value without a name is the "
    "stride. For a 3×3 image, a 2×2 kernel and padding 1 the output should be 4×4. Print the stride and the padding "
    "inside the function that slides: which values arrive?",
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
        PADDING_TAKEN_FOR_STRIDE,
        *adapted((KERNEL_FLIPPED_ON_ONE_AXIS, KERNEL_TRANSPOSED, KERNEL_TURNED), with_flipped_kernel),
        *adapted((*PADDINGS, *SIZES_OF_ONE_IMAGE[:-2], MORE_WINDOWS_THAN_FIT), with_flipped_kernel),
        errors.SHAPES_DO_NOT_FIT,
    ),
    window=window,
    forbidden=LOOPS_ONLY,
    built_on=("conv2d",),
)
