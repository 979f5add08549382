"""What a mistake in a convolution is made of: the right one, and how a mistake passes from one question to another.

A mistake is ``F.conv2d`` with a twist. All are written for a batch, images N×C×H×W and weight O×C×kh×kw;
:func:`one_channel` and :func:`vectors` make the same mistake for questions about single images and about vectors.
"""

from collections.abc import Callable
from dataclasses import replace

import torch
import torch.nn.functional as F

from course_utils.questions.question import Misconception

Mistake = Callable[..., torch.Tensor]


def right(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """What ``F.conv2d`` returns."""
    return F.conv2d(images, weight, bias, stride, padding, dilation)


def right_on_vectors(x, w, stride=1, padding=0):
    """``F.conv1d`` with the kernel flipped: the right convolution of vectors."""
    return F.conv1d(x[None, None], w.flip(0)[None, None], stride=stride, padding=padding)[0, 0]


def one_channel(mistake: Mistake) -> Mistake:
    """The mistake for ``(image, kernel, stride=1, padding=0)`` with image H×W and kernel kh×kw."""

    def wrong(image, kernel, stride=1, padding=0):
        return mistake(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]

    return wrong


def vectors(mistake: Mistake) -> Mistake:
    """The mistake for ``(x, w, stride=1, padding=0)`` with vectors; the kernel is flipped, as convolution asks."""

    def wrong(x, w, stride=1, padding=0):
        return mistake(x[None, None, :, None], w.flip(0)[None, None, :, None], stride=stride, padding=(padding, 0))[
            0, 0, :, 0
        ]

    return wrong


def bias_added_after(mistake: Mistake) -> Mistake:
    """The same mistake, but the bias is added to the finished output: also where nothing else was filled in."""

    def wrong(images, weight, bias=None, *rest, **options):
        out = mistake(images, weight, None, *rest, **options)
        return out if bias is None else out + bias[:, None, None]

    return wrong


def adapted(misconceptions: tuple[Misconception, ...], adapt: Callable, **changes) -> tuple[Misconception, ...]:
    """The same misconceptions for a question with another signature: every wrong oracle goes through ``adapt``."""
    return tuple(
        replace(one, oracles=tuple(adapt(oracle) for oracle in one.oracles), **changes) for one in misconceptions
    )


def only_first(full: torch.Tensor, rows: int, columns: int) -> torch.Tensor:
    """The values of the first rows and columns, and zeros in the others."""
    out = torch.zeros_like(full)
    out[..., :rows, :columns] = full[..., :rows, :columns]
    return out


def pair(value: int | tuple[int, int]) -> tuple[int, int]:
    """A stride or padding for rows and for columns, however it was given."""
    return value if isinstance(value, tuple) else (value, value)
