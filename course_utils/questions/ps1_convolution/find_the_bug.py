"""fixed_conv(image, kernel, stride, padding): a published convolution with a wrong stride, repaired."""

import dataclasses

from course_utils.questions.draws import distinct, whole_numbers
from course_utils.questions.ps1_convolution import conv2d
from course_utils.questions.ps1_convolution.sections import BUG
from course_utils.questions.ps1_convolution.windows import window
from course_utils.questions.question import Aspect, Case, Question


def cases(rng):
    """Nearly all with a stride above 1, so that the function as it was published earns next to nothing.

    The repaired function has no defaults: every case says all four arguments.
    """

    def case(name, image, kernel, stride, padding, aspect=Aspect.VALUES):
        return Case(name, (image, kernel), {"stride": stride, "padding": padding}, aspect)

    return [
        case("stride 2 on a square image", whole_numbers(rng, 7, 7), distinct(rng, 3, 3), 2, 0),
        case("stride 3 on a wide image", whole_numbers(rng, 8, 11), distinct(rng, 2, 2), 3, 0),
        case(
            "stride 2 with padding 1, and a size that 2 does not divide",
            whole_numbers(rng, 8, 7),
            distinct(rng, 3, 3),
            2,
            1,
        ),
        case(
            "stride 2, a kernel with unequal sides",
            whole_numbers(rng, 9, 6),
            distinct(rng, 2, 3),
            2,
            0,
            Aspect.INPUT_UNCHANGED,
        ),
        case(
            "stride 3 with padding 2, a larger kernel with unequal sides",
            whole_numbers(rng, 9, 6),
            distinct(rng, 5, 3),
            3,
            2,
        ),
        case(
            "stride 2, a 1×1 kernel, all numbers in float64",
            whole_numbers(rng, 5, 6).double(),
            distinct(rng, 1, 1).double(),
            2,
            0,
        ),
        case("padding 1 with stride 1, still right", whole_numbers(rng, 5, 5), distinct(rng, 3, 3), 1, 1),
        case(
            "arguments compared before and after",
            whole_numbers(rng, 7, 6),
            distinct(rng, 3, 3),
            2,
            0,
            Aspect.INPUT_UNCHANGED,
        ),
    ]


QUESTION = Question(
    name="find_the_bug",
    title="Find the bug: fixed_conv",
    function="fixed_conv",
    section=BUG,
    cases=cases,
    oracle=conv2d.oracle,
    misconceptions=conv2d.QUESTION.misconceptions,
    window=window,
    forbidden=dataclasses.replace(conv2d.LOOPS_ONLY, instead="Repair the loops; don't replace them."),
)
