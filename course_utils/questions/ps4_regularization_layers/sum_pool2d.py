"""sum_pool2d(x, kernel, stride=None, padding=0): the sum of each window."""

import torch
import torch.nn.functional as F

from course_utils.questions.ps4_regularization_layers import pooling, pooling_mistakes, wrong_pools
from course_utils.questions.ps4_regularization_layers.sections import SUM_POOLING, SUM_TAUGHT
from course_utils.questions.question import Misconception, Question


def covering_average(x, kernel, stride=None, padding=0):
    """The average of windows that are stretched until they cover the whole image."""
    return F.adaptive_avg_pool2d(x, F.avg_pool2d(x, kernel, stride, padding).shape[2:])


def times_side(x, kernel, stride=None, padding=0):
    return F.avg_pool2d(x, kernel, stride, padding) * kernel


def times_four(x, kernel, stride=None, padding=0):
    return F.avg_pool2d(x, kernel, stride, padding) * 4


def padding_not_counted(x, kernel, stride=None, padding=0):
    return F.avg_pool2d(x, kernel, stride, padding, count_include_pad=False) * kernel**2


QUESTION = Question(
    name="sum_pool2d",
    title="Sum pooling",
    section=SUM_POOLING,
    cases=pooling.cases,
    oracle=pooling.total,
    forbidden=pooling.FORBIDDEN,
    built_on=("avg_pool2d",),
    misconceptions=(
        *pooling_mistakes.misconceptions(pooling.total, torch.sum),
        *pooling_mistakes.windows_off_by_one(
            smaller=(wrong_pools.window_one_smaller(pooling.total),),
            larger=(wrong_pools.window_one_larger(pooling.total),),
        ),
        pooling_mistakes.padding_of_max_pooling(pooling.total),
        Misconception(
            "average_for_sum",
            "You return an average: the sum of each window divided by something.",
            "All pixels are 1. What is the sum of a 2×2 window, and what do you return?",
            SUM_TAUGHT,
            (F.avg_pool2d, covering_average),
            stronger="Pool `torch.ones(1, 1, 6, 6)` with `kernel=2` and then with `kernel=3`: 4 and 9 have to come "
            "out, and you return 1 both times. Find the call that divides: by which number does it divide in each "
            "case, and does any line of yours undo that?",
        ),
        Misconception(
            "wrong_factor",
            "Your sum is a mean times a factor that only fits some windows.",
            "All pixels are 1. What are the mean and the sum of a 2×2 window, of a 3×3 window, and of one at a padded "
            "border? By what did you multiply each?",
            SUM_TAUGHT,
            (times_four, times_side, padding_not_counted),
            stronger="Pool `torch.ones(1, 1, 6, 6)` with `kernel=3`: 9 has to come out, and with `stride=2, "
            "padding=1` a 4 in the corner. If padded zeros count, the means before your factor are 1 and 4/9. Which "
            "factor turns them into 9 and 4? Compare both your means and your factor.",
        ),
    ),
    shows=("x",),
)
