"""A ``reshape`` where axes have to be moved: the shape is right, the values are shuffled."""

import torch.nn.functional as F

from course_utils.questions.ps1_convolution.misconceptions.convolution import right
from course_utils.questions.ps1_convolution.sections import TAUGHT_SHREDDED
from course_utils.questions.question import Misconception


def channels_last_reshaped(images, weight, *rest, **options):
    """N×H×W×O reshaped, not permuted, to N×O×H×W: the shape is right, the values are not."""
    full = right(images, weight, *rest, **options)
    return full.permute(0, 2, 3, 1).reshape(full.shape)


def batch_and_channel_mixed(images, weight, *rest, **options):
    """O×N×H×W reshaped, not transposed, to N×O×H×W."""
    full = right(images, weight, *rest, **options)
    return full.transpose(0, 1).reshape(full.shape)


def filters_reshaped(images, weight, *rest, **options):
    """``weight.reshape(-1, out)`` where its transpose is meant: the filters' numbers are dealt out in turn."""
    return right(images, weight.reshape(-1, len(weight)).T.reshape(weight.shape), *rest, **options)


def columns_reshaped(images, weight, bias=None, *rest, **options):
    """The columns of ``F.unfold`` reshaped, not transposed, to one row a window."""

    def shuffled(columns):
        return columns.reshape(columns.shape[0], columns.shape[2], columns.shape[1]).transpose(1, 2)

    return _from_columns(shuffled, images, weight, bias, *rest, **options)


def windows_reshaped(images, weight, bias=None, *rest, **options):
    """Windows N×C×H×W×kh×kw reshaped to N×L×(C·kh·kw): the channels stay where they were."""

    def shuffled(columns):
        n, length, places = columns.shape
        windows = columns.reshape(n, weight.shape[1], -1, places).transpose(2, 3)
        return windows.reshape(n, places, length).transpose(1, 2)

    return _from_columns(shuffled, images, weight, bias, *rest, **options)


def _from_columns(change, images, weight, bias=None, stride=1, padding=0, dilation=1):
    like = right(images, weight, bias, stride, padding, dilation)
    out = weight.flatten(1) @ change(F.unfold(images, weight.shape[2:], dilation, padding, stride))
    return (out if bias is None else out + bias[:, None]).reshape(like.shape)


AXES_LOST_IN_RESHAPE = Misconception(
    "axes_lost_in_reshape",
    "The shape is right but the values are shuffled: a `reshape` or `view` stands where axes have to be moved.",
    "`reshape` reads the numbers in the same order as before. Which function swaps axes?",
    TAUGHT_SHREDDED,
    (
        channels_last_reshaped,
        batch_and_channel_mixed,
        filters_reshaped,
        columns_reshaped,
        windows_reshaped,
    ),
    stronger="For `t = torch.tensor([[1, 2, 3], [4, 5, 6]])`, `t.reshape(3, 2)` has the rows 1 2, 3 4, 5 6, and `t.T` "
    "the rows 1 4, 2 5, 3 6. At each of your `reshape`s and `view`s write down what every axis means before and "
    "after. Where the order of meanings changes, axes have to be moved first.",
)
