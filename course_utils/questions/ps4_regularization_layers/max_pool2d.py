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
            stronger="Pool `night[None, None]` from above with `kernel=2` and `padding=1`: −8, −3, −6, −2 have to "
            "come out, and you return zeros. Print the padded image before the first window: which number stands at "
            "its border, and which argument of the padding call decides that?",
        ),
        Misconception(
            "maximum_starts_at_zero",
            "Where all numbers of a window are negative, your maximum is 0: it seems to start there.",
            "Which number is the largest of −3, −7 and −5? With which number does your code begin to compare?",
            POOLING_TAUGHT,
            (starts_at_zero,),
            stronger="Pool `-torch.ones(1, 1, 2, 2)` with `kernel=2`: −1 has to come out, and you return 0. Print the "
            "tensor that collects your results as it is before the first comparison: where does its 0 come from, and "
            "which number would lose against every pixel?",
        ),
        Misconception(
            "minimum_for_maximum",
            "You keep the smallest number of each window, or what was padded there. Asked for is the largest.",
            "Which number can never be the maximum of anything: −∞ or +∞?",
            POOLING_TAUGHT,
            (smallest,),
            stronger="Pool `torch.tensor([[1., 5.], [2., 3.]]).view(1, 1, 2, 2)` with `kernel=2`: 5 has to come out, "
            "and you return 1. A direction is chosen at two places: in the call that makes one number of a window, "
            "and in the sign of what you pad with. Check both.",
        ),
    ),
    shows=("x",),
)
