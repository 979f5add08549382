"""avg_pool2d(x, kernel, stride=None, padding=0): the mean of each window, padded zeros included."""

import torch
import torch.nn.functional as F

from course_utils.questions.ps4_regularization_layers import pooling, pooling_mistakes
from course_utils.questions.ps4_regularization_layers.sections import (
    AVERAGE_POOLING,
    NOT_FITTING_TAUGHT,
    POOLING_TAUGHT,
)
from course_utils.questions.ps4_regularization_layers.wrong_pools import (
    divided_by_area,
    mean_of_one_larger,
    window_one_larger,
    window_one_smaller,
)
from course_utils.questions.question import Misconception, Question


def oracle(x, kernel, stride=None, padding=0):
    """PyTorch's own, with its default: zeros from the padding count."""
    return F.avg_pool2d(x, kernel, stride, padding)


def padding_not_counted(x, kernel, stride=None, padding=0):
    return F.avg_pool2d(x, kernel, stride, padding, count_include_pad=False)


def divided_by_side(x, kernel, stride=None, padding=0):
    return F.avg_pool2d(x, kernel, stride, padding, divisor_override=kernel)


def rounded_down(x, kernel, stride=None, padding=0):
    return oracle(x, kernel, stride, padding).floor()


def fraction_cut_off(x, kernel, stride=None, padding=0):
    return oracle(x, kernel, stride, padding).trunc()


QUESTION = Question(
    name="avg_pool2d",
    title="Average pooling",
    section=AVERAGE_POOLING,
    cases=pooling.cases,
    oracle=oracle,
    forbidden=pooling.FORBIDDEN,
    misconceptions=(
        *pooling_mistakes.misconceptions(F.avg_pool2d, torch.mean),
        *pooling_mistakes.windows_off_by_one(
            smaller=(window_one_smaller(F.avg_pool2d), divided_by_area(window_one_smaller(pooling.total))),
            larger=(mean_of_one_larger, divided_by_area(window_one_larger(pooling.total))),
        ),
        pooling_mistakes.padding_of_max_pooling(F.avg_pool2d),
        Misconception(
            "padding_not_counted",
            "You divide by the number of pixels that lie inside the image. Here the padded zeros count, too.",
            "A 2×2 window at a corner, padded by 1, covers one pixel of −5 and three zeros. What is the mean of those "
            "four numbers?",
            NOT_FITTING_TAUGHT,
            (padding_not_counted,),
            stronger="Pool `torch.ones(1, 1, 2, 2)` with `kernel=2` and `padding=1`: each of the four windows holds a "
            "single 1 and three padded zeros, so 0.25 has to come out everywhere. You return 1. How many numbers does "
            "your mean run over in the first window, and where did the other three go?",
        ),
        Misconception(
            "whole_numbers_only",
            "Your averages are whole numbers: what comes after the point is lost.",
            "What is the mean of 1, 2, 2 and 2? Which dtype, or which kind of division, can hold that?",
            POOLING_TAUGHT,
            (rounded_down, fraction_cut_off),
            stronger="Pool `torch.tensor([[1., 2.], [2., 2.]]).view(1, 1, 2, 2)` with `kernel=2`: 1.75 has to come "
            "out, and you return 1. Print the dtype of the tensor that collects your results, and look for `int` and "
            "`//`: where does 1.75 become 1?",
        ),
        Misconception(
            "sum_for_average",
            "You return the sum of each window. Asked for is its mean.",
            "All pixels are 1. What is the average of a window, and what do you return?",
            POOLING_TAUGHT,
            (pooling.total,),
            stronger="Pool an image of ones with `kernel=2` and then with `kernel=3`: you return 4 and 9, and 1 has "
            "to come out both times. What do 4 and 9 count in a window, and which call of yours makes one number of "
            "it?",
        ),
        Misconception(
            "divided_by_one_side",
            "You divide by the side of the window, and not by the number of pixels in it.",
            "How many numbers does a 3×3 window hold?",
            POOLING_TAUGHT,
            (divided_by_side,),
            stronger="Pool an image of ones: with `kernel=2` you return 2 and with `kernel=3` you return 3, but the "
            "mean of ones is 1. The sums of these windows are 4 and 9. Which number do you divide them by, and which "
            "one is needed for as many rows as columns?",
        ),
        Misconception(
            "maximum_for_average",
            "You return the largest number of each window. Asked for is its mean.",
            "What are the maximum and the mean of 1, 1, 3 and 7?",
            POOLING_TAUGHT,
            (F.max_pool2d,),
            stronger="Pool `torch.tensor([[1., 1.], [3., 7.]]).view(1, 1, 2, 2)` with `kernel=2`: 3 has to come out, "
            "and you return 7. Find the one call that makes a single number of the four (perhaps it is inside a "
            "function that you reuse): what does it keep of a window?",
        ),
    ),
    shows=("x",),
)
