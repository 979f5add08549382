"""max_pool2d(x, kernel, stride=None, padding=0): the largest number of each window."""

import math

import torch
import torch.nn.functional as F

from course_utils.questions.ps4_regularization_layers import pooling, pooling_mistakes, wrong_pools
from course_utils.questions.ps4_regularization_layers.sections import MAX_POOLING, NOT_FITTING_TAUGHT, POOLING_TAUGHT
from course_utils.questions.question import Case, Misconception, Question


def oracle(x, kernel, stride=None, padding=0):
    """PyTorch's own."""
    return F.max_pool2d(x, kernel, stride, padding)


def padded_with_zero(x, kernel, stride=None, padding=0):
    return F.max_pool2d(F.pad(x, (padding,) * 4), kernel, stride)


def starts_at_zero(x, kernel, stride=None, padding=0):
    return F.relu(F.max_pool2d(x, kernel, stride, padding))


def smallest(x, kernel, stride=None, padding=0):
    return -F.max_pool2d(-x, kernel, stride, padding)


def last_of_window(x, kernel, stride=None, padding=0):
    """Where every pixel of a window overwrites the one before."""
    rows, columns = oracle(x, kernel, stride, padding).shape[2:]
    ends = F.pad(x, (padding,) * 4, value=-torch.inf)[
        :, :, kernel - 1 :: stride or kernel, kernel - 1 :: stride or kernel
    ]
    return ends[:, :, :rows, :columns]


def cases(rng):
    far_below_zero = pooling.negative(rng, 1, 2, 6, 5) * 1e30
    return [
        *pooling.cases(rng),
        Case("padding 1 around numbers that are far below zero", (far_below_zero, 3), {"stride": 2, "padding": 1}),
    ]


def _a_number_from_nowhere(verdict, seen):
    """Where the answer is wrong stands one and the same number, larger than all pixels."""
    got, expected = seen.value, verdict.expected
    if not isinstance(got, torch.Tensor) or got.shape != expected.shape:
        return False
    strange = got[got != expected]
    return len(strange.unique()) == 1 and bool(verdict.case.args[0].max() < strange[0] < 0)


QUESTION = Question(
    name="max_pool2d",
    title="Max pooling",
    section=MAX_POOLING,
    cases=cases,
    oracle=oracle,
    forbidden=pooling.FORBIDDEN,
    misconceptions=(
        *pooling_mistakes.misconceptions(F.max_pool2d, lambda out, **over: out.amax(**over), -math.inf),
        *pooling_mistakes.windows_off_by_one(
            smaller=(wrong_pools.window_one_smaller(F.max_pool2d, -math.inf),),
            larger=(wrong_pools.window_one_larger(F.max_pool2d, -math.inf),),
        ),
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
            "finite_number_for_infinity",
            "You pad with a negative number, or begin to compare with one, that is not small enough: pixels can be "
            "smaller still, and then it wins.",
            "Is there a number that is smaller than every pixel? What does `-math.inf < -1e30` say?",
            NOT_FITTING_TAUGHT,
            recognise=_a_number_from_nowhere,
            stronger="Pool `torch.full((1, 1, 2, 2), -1e30)` with `kernel=2` and `padding=1`: −1e30 has to come out "
            "everywhere, and you return a number that is nowhere in the image. Search your code for it. What does the "
            "text under “Your turn” say the padding consists of?",
        ),
        Misconception(
            "last_of_window",
            "You return the last pixel of each window, not its largest: each one overwrites the one before.",
            "Which number does a window with 9, 1, 2 and 3 give in your code? Where does it compare?",
            POOLING_TAUGHT,
            (last_of_window,),
            stronger="Pool `torch.tensor([[9., 1.], [2., 3.]]).view(1, 1, 2, 2)` with `kernel=2`: 9 has to come out, "
            "and you return 3. Print your result after every pixel of the window: 9, 9, 9, 9 is needed, and yours is "
            "9, 1, 2, 3. Which line forgets what was there?",
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
