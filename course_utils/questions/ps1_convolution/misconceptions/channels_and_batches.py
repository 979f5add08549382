"""Channels, filters and the images of a batch are taken for one another, or one of them for all."""

import re
from typing import Any

import torch
import torch.nn.functional as F

from course_utils.questions.ps1_convolution.misconceptions.axes_lost_in_reshape import AXES_LOST_IN_RESHAPE
from course_utils.questions.ps1_convolution.misconceptions.convolution import right
from course_utils.questions.ps1_convolution.misconceptions.errors import reshaped_from, runs_over_an_edge
from course_utils.questions.ps1_convolution.sections import TAUGHT_AXES, TAUGHT_CHANNELS
from course_utils.questions.question import Misconception


def first_channel_only(images, weight, *rest, **options):
    return right(images[:, :1], weight[:, :1], *rest, **options)


def last_channel_only(images, weight, *rest, **options):
    """``=`` where ``+=`` is meant: every channel overwrites the one before."""
    return right(images[:, -1:], weight[:, -1:], *rest, **options)


def channels_kept_apart(images, weight, bias=None, *rest, **options):
    """N×O×C×H×W: the sum over the input channels is missing."""
    parts = [right(images[:, c : c + 1], weight[:, c : c + 1], bias, *rest, **options) for c in range(weight.shape[1])]
    return torch.stack(parts, dim=2)


def channels_kept_apart_in_one_axis(images, weight, bias=None, *rest, **options):
    return channels_kept_apart(images, weight, bias, *rest, **options).flatten(1, 2)


CHANNELS_NOT_SUMMED = Misconception(
    "channels_not_summed",
    "The input channels are not added up: every output value has to be one sum over all of them.",
    "A filter has one slice for each channel of the image. What becomes of the sums of the slices in your code?",
    TAUGHT_CHANNELS,
    (
        first_channel_only,
        last_channel_only,
        channels_kept_apart,
        channels_kept_apart_in_one_axis,
    ),
    stronger="Take one image of a single pixel with three channels, 1, 10 and 100, and a 1×3×1×1 weight of ones: the "
    "output is 1×1×1×1 and holds 111. A 1 or a 100 says that only one channel is left. Three numbers say that nobody "
    "adds them up: which line should?",
)


def channels_averaged(images, weight, bias=None, *rest, **options):
    out = right(images, weight, None, *rest, **options) / weight.shape[1]
    return out if bias is None else out + bias[:, None, None]


CHANNELS_AVERAGED = Misconception(
    "channels_averaged",
    "You take the mean over the input channels where the sum is asked for.",
    "For one channel, mean and sum are the same. By which factor do they differ for three?",
    TAUGHT_CHANNELS,
    (channels_averaged,),
    stronger="Take one image of a single pixel with three channels, 1, 10 and 100, and a 1×3×1×1 weight of ones: the "
    "output is 111. If you get 37, that is 111 / 3: look for a `mean` over the channels, or for a division by their "
    "number.",
)


def first_filter_for_all(images, weight, *rest, **options):
    return right(images, weight[:1].expand_as(weight).contiguous(), *rest, **options)


ONE_FILTER_FOR_ALL = Misconception(
    "one_filter_for_all",
    "Every output channel gets the first filter.",
    "Which index of `weight` tells the filters apart? Does it change in your code?",
    TAUGHT_CHANNELS,
    (first_filter_for_all,),
    stronger="Take a 1×1×1×1 image of 1 and a 3×1×1×1 weight of 2, 3 and 5: the output channels are 2, 3 and 5. If "
    "you get 2 three times, print the shape of the weights at the line that multiplies: do all three filters arrive "
    "there, or only `weight[0]`?",
)


def first_image_for_all(images, weight, *rest, **options):
    return right(images[:1].expand_as(images).contiguous(), weight, *rest, **options)


ONE_IMAGE_FOR_ALL = Misconception(
    "one_image_for_all",
    "Every image of the batch gets the result of the first.",
    "Which of your indices counts the images? Does it change in your code?",
    TAUGHT_AXES,
    (first_image_for_all,),
    stronger="Take two images of a single pixel, 1 and 2, so 2×1×1×1, and a weight of 1: the outputs are 1 and 2. If "
    "you get 1 twice, print the shape at every step: from which line on is the axis of the images gone? A `[0]` takes "
    "it away.",
)


def batch_summed(images, weight, *rest, **options):
    """A sum over all axes of a batch of windows: every image gets the sum over the batch."""
    out = right(images.sum(0, keepdim=True), weight, *rest, **options)
    return out.expand(images.shape[0], *out.shape[1:])


BATCH_SUMMED = Misconception(
    "batch_summed",
    "The images of a batch are added up: every image gets the sum over all of them.",
    "A `.sum()` without axes adds up everything. Which axis of your window counts the images?",
    TAUGHT_AXES,
    (batch_summed,),
    stronger="Take two images of a single pixel, 1 and 2, so 2×1×1×1, and a weight of 1: the outputs are 1 and 2. If "
    "you get 3 twice, look at the line that sums. Which axes does it run over, or which letters does its `einsum` "
    "drop? That of the images has to stay.",
)


def padding_on_all_axes(images, weight, bias=None, stride=1, padding=0, **rest):
    """All four axes are padded: image 0 and channel 0 are nothing but zeros."""
    padded = F.pad(images, (padding,) * 8)[: images.shape[0], : images.shape[1]]
    return right(padded, weight, bias, stride, 0, **rest)


def _breaks_on_padded_channels(verdict: Any, seen: Any) -> bool:
    """The error names the weight's channels, and as many as padding on both sides makes of them.

    One that speaks of a shape and a number of values says nothing of channels: a size stands there by chance.
    """
    padding, channels = verdict.case.options.get("padding", 0), verdict.case.args[1].shape[1]
    if not padding or not runs_over_an_edge(seen) or reshaped_from(seen) is not None:
        return False
    return {str(channels), str(channels + 2 * padding)} <= set(re.findall(r"\d+", seen.error.message))


PADDED_ON_ALL_AXES = Misconception(
    "padded_on_all_axes",
    "Your padding puts zeros along all four axes: there are more images and more channels than before, full of zeros.",
    "Print the shape of the images before and after the padding. Which of the four numbers should have grown?",
    TAUGHT_AXES,
    (padding_on_all_axes,),
    _breaks_on_padded_channels,
    stronger="With padding 1, images of 2×3×5×5 should become 2×3×7×7. If yours become 4×5×7×7, their first image and "
    "their first channel are zeros. `F.pad` wants two numbers for each axis, last axis first; a single number in "
    "`np.pad` pads every axis. For how many axes does yours speak?",
)


def in_and_out_swapped(images, weight, *rest, **options):
    return right(images, weight.transpose(0, 1), *rest, **options)


def out_channels_counted_as_in(images, weight, *rest, **options):
    """As many output channels as the input has."""
    if weight.shape[1] > weight.shape[0]:
        raise IndexError("such code asks for a filter that does not exist")
    return right(images, weight, *rest, **options)[:, : weight.shape[1]]


IN_AND_OUT_SWAPPED = Misconception(
    "in_and_out_swapped",
    "Input and output channels are swapped: the first axis of `weight` counts the output channels.",
    "For 3 input and 16 output channels, `weight.shape` begins with 16.",
    TAUGHT_CHANNELS,
    (in_and_out_swapped, out_channels_counted_as_in),
    stronger="Take one 1×1 image with 2 channels and a weight of shape 3×2×1×1. The output has 3 channels, each of "
    "them a sum over 2. Print what your code takes for these two numbers, and look at every place where `weight` has "
    "indices or letters: which of them counts the filters?",
)

CHANNELS_AND_BATCHES = (
    CHANNELS_NOT_SUMMED,
    CHANNELS_AVERAGED,
    ONE_FILTER_FOR_ALL,
    ONE_IMAGE_FOR_ALL,
    BATCH_SUMMED,
    PADDED_ON_ALL_AXES,
    IN_AND_OUT_SWAPPED,
    AXES_LOST_IN_RESHAPE,
)
