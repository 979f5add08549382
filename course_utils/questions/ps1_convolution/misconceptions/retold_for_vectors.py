"""Of the mistakes with an image, those that a vector can show, told in the words of a vector."""

import dataclasses

import torch.nn.functional as F

from course_utils.questions.ps1_convolution.misconceptions import (
    borders_not_zero,
    errors,
    paddings,
    sides_mixed_up,
    strides,
    sums,
    windows_counted_wrong,
)
from course_utils.questions.ps1_convolution.misconceptions.convolution import right_on_vectors, vectors
from course_utils.questions.ps1_convolution.sections import IN_ONE_DIMENSION
from course_utils.questions.question import Misconception


def _retold(misconception: Misconception, told: str = "", hint: str = "", *oracles) -> Misconception:
    """A mistake that is known from images, in the words of a vector; oracles that a vector needs replace its own."""
    adapted = tuple(vectors(one) for one in misconception.oracles)
    return dataclasses.replace(
        misconception,
        told=told or misconception.told,
        hint=hint or misconception.hint,
        oracles=oracles or adapted,
        section=IN_ONE_DIMENSION,
    )


def _one_too_many(x, w, stride=1, padding=0):
    return F.pad(right_on_vectors(x, w, stride, padding), (0, 1))


def _last_left_zero(x, w, stride=1, padding=0):
    return F.pad(right_on_vectors(x, w, stride, padding)[:-1], (0, 1))


def _first_three_weights(x, w, stride=1, padding=0):
    return right_on_vectors(x, w[:3], stride, padding)


def _first_three_weights_reversed(x, w, stride=1, padding=0):
    return right_on_vectors(x, w.flip(0)[:3].flip(0), stride, padding)


# Of the mistakes with an image, those that a vector can show.
ON_A_VECTOR = (
    _retold(
        strides.STRIDE_IGNORED,
        hint="With stride 2 the window moves two places at a time. Where does it move in your code, "
        "and how many moves fit?",
    ),
    _retold(
        strides.STRIDE_IN_SIZE_ONLY,
        hint="For output 1 with stride 2: at which place of the padded x does the window begin?",
    ),
    _retold(
        strides.STRIDE_STORED_AT_INPUT_INDEX,
        hint="When the window begins at place 4 and the stride is 2, which output is its sum?",
    ),
    _retold(
        strides.STRIDE_STEPS_OVER_OUTPUT,
        hint="Every output gets a value, whatever the stride. Which index has to jump: the output's or that of x?",
    ),
    _retold(
        strides.STRIDE_DIVIDES_TWICE,
        hint="If the output has `n` elements and you loop over `range(0, n, stride)`, how often does it run?",
    ),
    _retold(strides.STRIDE_ALWAYS_TWO),
    _retold(paddings.PADDING_IGNORED, hint="Padding makes x longer at both ends before the window slides over it."),
    _retold(
        paddings.PADDING_ON_ONE_SIDE,
        told="Your padding counts on one side only: either all the zeros stand at one end of x, or the length of "
        "the output counts them only once. They belong at both ends.",
        hint="Pad [7, 8, 9] on paper with 1. At which place does the 7 stand then, and how many numbers are there?",
    ),
    _retold(
        paddings.PADDING_NOT_IN_SIZE,
        told="You pad x, but count the outputs as if it weren't padded: the last ones are missing or zero.",
        hint="How long is x after padding? Does your loop end there, or where x ended before?",
    ),
    _retold(
        borders_not_zero.PADDING_WRAPS_AROUND,
        told="Where the window reaches over the start of x, your code takes values from its end.",
        hint="What does `x[-1]` give in Python? What should stand there instead?",
    ),
    _retold(borders_not_zero.PADDED_WITH_ONES, hint="Which values of the padded x does the first window cover?"),
    _retold(
        borders_not_zero.PADDED_WITH_EDGE,
        told="The border is not zero: your padding continues x, by repeating its last value or other values of it.",
        hint="Such paddings exist (`replicate`, `reflect`, `circular`). Which one is asked for here?",
    ),
    _retold(
        paddings.PADDING_ALWAYS_SAME,
        told="You always pad with half the length of w, whatever padding was asked for.",
        hint="The padding is an argument. With padding 0 and three weights, is the result as long as x?",
    ),
    _retold(
        paddings.PADDING_ALWAYS_FULL,
        told="You return every place where w and x touch at all (the “full” convolution), "
        "whatever padding was asked for.",
        hint="The padding is an argument: with padding 0, only windows that lie wholly inside x count.",
    ),
    _retold(
        windows_counted_wrong.WITHOUT_PLUS_ONE,
        "The last window is missing: the output is one too short, or its last value stays zero.",
        "A window of 3 fits into 3 numbers once. What does your formula say, and what your loop?",
        lambda x, w, stride=1, padding=0: right_on_vectors(x, w, stride, padding)[:-1],
        _last_left_zero,
    ),
    _retold(
        windows_counted_wrong.BORDER_LEFT_ZERO,
        told="The ends of your output are zero or missing: your loop starts too late, and perhaps stops too early.",
        hint="Which values does the very first window cover? Which is the first that your loop looks at?",
    ),
    _retold(
        sums.ZERO_EVERYWHERE,
        told="Your output has the right length and is zero everywhere: "
        "x or the sums never get to where they are needed.",
    ),
    _retold(sums.NEGATIVE_VALUES_LOST, hint="May a sum of products be negative? Leave it as it is."),
    _retold(sums.DIVIDED_BY_KERNEL_AREA, told="You divide by the number of weights: that is a mean, not a sum."),
    _retold(sums.TRUNCATED_TO_INTEGERS),
    _retold(
        sides_mixed_up.ODD_KERNELS_ONLY,
        told="Your answer breaks where w has an even number of weights: it starts from the middle of w, "
        "and there is none.",
        hint="How many places lie in `[i - m // 2 : i + m // 2 + 1]` for m = 3, and how many for m = 2? "
        "A window can also be named by its first place.",
    ),
    _retold(
        sides_mixed_up.KERNEL_SIZE_THREE,
        "Your answer is written for three weights: a 3 (or an offset of 1) stands in it as a number.",
        "Search your code for the numbers 1, 2 and 3, and ask of each where it comes from.",
        _first_three_weights,
        _first_three_weights_reversed,
    ),
    _retold(paddings.PADDING_ZERO_BREAKS),
    _retold(
        windows_counted_wrong.MORE_WINDOWS_THAN_FIT,
        "Your window hangs over the end of the vector that it slides over: you ask for more windows than fit, "
        "or cut them too short.",
        "Put numbers into your formula: 7 elements, 3 weights, stride 2, with and without padding. "
        "Draw the windows and count them.",
        vectors(windows_counted_wrong.size_without_brackets),
        _one_too_many,
    ),
    _retold(errors.SHAPES_DO_NOT_FIT),
)
