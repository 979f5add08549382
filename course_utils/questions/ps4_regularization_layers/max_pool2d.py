"""max_pool2d(x, kernel, stride=None, padding=0): the largest number of each window."""

import torch.nn.functional as F

from course_utils.questions.ps4_regularization_layers import pooling
from course_utils.questions.ps4_regularization_layers.sections import MAX_POOLING, NOT_FITTING_TAUGHT, POOLING_TAUGHT
from course_utils.questions.question import Misconception, Question


def oracle(x, kernel, stride=None, padding=0):
    """PyTorch's own."""
    return F.max_pool2d(x, kernel, stride, padding)


def padded_with_zero(x, kernel, stride=None, padding=0):
    return F.max_pool2d(F.pad(x, (padding,) * 4), kernel, stride)


def starts_at_zero(x, kernel, stride=None, padding=0):
    return F.relu(F.max_pool2d(x, kernel, stride, padding))


def average(x, kernel, stride=None, padding=0):
    return F.avg_pool2d(x, kernel, stride, padding)


def smallest(x, kernel, stride=None, padding=0):
    return -F.max_pool2d(-x, kernel, stride, padding)


QUESTION = Question(
    name="max_pool2d",
    title="Max pooling",
    section=MAX_POOLING,
    cases=pooling.cases,
    oracle=oracle,
    forbidden=pooling.FORBIDDEN,
    misconceptions=(
        *pooling.misconceptions(F.max_pool2d, lambda out, **over: out.amax(**over)),
        Misconception(
            "padded_with_zero",
            "You pad with zeros. Where all numbers of a window are negative, a zero from outside wins.",
            "Max-pool an image that is −5 everywhere, with padding 1. Which value may never come out?",
            NOT_FITTING_TAUGHT,
            (padded_with_zero,),
        ),
        Misconception(
            "maximum_starts_at_zero",
            "Where all numbers of a window are negative, your maximum is 0: it seems to start there.",
            "Which number is the largest of −3, −7 and −5? With which number does your code begin to compare?",
            POOLING_TAUGHT,
            (starts_at_zero,),
        ),
        Misconception(
            "minimum_for_maximum",
            "You keep the smallest number of each window, or what was padded there. Asked for is the largest.",
            "Which number can never be the maximum of anything: −∞ or +∞?",
            POOLING_TAUGHT,
            (smallest,),
        ),
    ),
    shows=("x",),
)
