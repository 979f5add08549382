"""fixed_conv(image, kernel, stride, padding): a published convolution with a wrong stride, repaired."""

import dataclasses

from course_utils.questions.ps1_convolution import conv2d
from course_utils.questions.ps1_convolution.sections import BUG
from course_utils.questions.ps1_convolution.windows import window
from course_utils.questions.question import Question


def cases(rng):
    """The cases of conv2d, with all four arguments said: the repaired function has no defaults."""
    return [
        dataclasses.replace(case, options={"stride": 1, "padding": 0, **case.options}) for case in conv2d.cases(rng)
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
