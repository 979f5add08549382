"""What the three poolings share: their cases, and the mistakes that can be made in each of them.

A *pool* here is a library call ``pool(x, kernel, stride, padding, **more)``, so a mistake is a pool called differently.
"""

import re
from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F

from course_utils.questions.draws import distinct
from course_utils.questions.ps4_regularization_layers.sections import NOT_FITTING_TAUGHT, POOLING_TAUGHT
from course_utils.questions.question import Aspect, Case, Forbidden, Misconception

Pool = Callable[..., torch.Tensor]

FORBIDDEN = Forbidden(
    operations=("*pool*",),
    calls=("scipy.*", "skimage.*", "cv2.*", "PIL.*"),
    instead="Cut out the windows yourself (loops, slices or `unfold`): that is what this question practises.",
)


def total(x, kernel, stride=None, padding=0, **more):
    """Sum pooling as the lecture does it: an average that is divided by nothing."""
    return F.avg_pool2d(x, kernel, stride, padding, divisor_override=1, **more)


def cases(rng):
    """Small, because answers loop; wide and tall, overlapping and not fitting, and with negative values everywhere."""

    def negative(*shape):
        return -distinct(rng, *shape).abs()

    wide, tall = int(rng.integers(8, 11)), int(rng.integers(9, 12))
    return [
        Case("2×2 windows on a wide image, three channels", (distinct(rng, 2, 3, 4, 8), 2)),
        Case("only negative values", (negative(1, 2, 6, 4), 2)),
        Case("a size that the window does not divide", (distinct(rng, 2, 2, 7, 9), 2)),
        Case("3×3 windows on a tall image", (distinct(rng, 1, 2, tall, 6), 3)),
        Case("overlapping windows: 3×3 with stride 2", (distinct(rng, 2, 2, 7, wide), 3), {"stride": 2}),
        Case("stride 1", (distinct(rng, 1, 2, 4, 6), 2), {"stride": 1}),
        Case("a stride larger than the window", (distinct(rng, 1, 2, 8, 11), 2), {"stride": 3}),
        Case("padding 1 around negative values", (negative(1, 3, 6, 4), 2), {"padding": 1}),
        Case(
            "3×3 with stride 2 and padding 1, which does not fit",
            (negative(2, 2, 6, wide), 3),
            {"stride": 2, "padding": 1},
        ),
        Case(
            "all numbers in float64; the input compared before and after",
            (distinct(rng, 1, 2, 5, 6).double(), 2),
            {"stride": 2, "padding": 1},
            aspect=Aspect.INPUT_UNCHANGED,
        ),
    ]


def stride_default_one(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride or 1, padding)


def stride_always_kernel(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, kernel, padding)


def stride_in_size_only(pool: Pool) -> Pool:
    def wrong(x, kernel, stride=None, padding=0):
        rows, columns = pool(x, kernel, stride, padding).shape[2:]
        return pool(x, kernel, 1, padding)[:, :, :rows, :columns]

    return wrong


def partial_windows(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride, padding, ceil_mode=True)


def padding_ignored(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride, 0)


def padding_not_in_size(pool: Pool) -> Pool:
    def wrong(x, kernel, stride=None, padding=0):
        rows, columns = pool(x, kernel, stride, 0).shape[2:]
        return pool(x, kernel, stride, padding)[:, :, :rows, :columns]

    return wrong


def transposed(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride, padding).transpose(2, 3)


def height_for_both(pool: Pool) -> Pool:
    def wrong(x, kernel, stride=None, padding=0):
        out = pool(x, kernel, stride, padding)
        return out[..., : out.shape[2]]

    return wrong


def over_batch_and_channels(pool: Pool, together: Pool) -> Pool:
    """``together`` is how the values at one place of all images and channels become one."""

    def wrong(x, kernel, stride=None, padding=0):
        out = pool(x, kernel, stride, padding)
        return together(out, dim=(0, 1), keepdim=True).expand_as(out)

    return wrong


def over_channels(pool: Pool, together: Pool) -> Pool:
    """As before, but each image for itself: every channel gets the same."""

    def wrong(x, kernel, stride=None, padding=0):
        out = pool(x, kernel, stride, padding)
        return together(out, dim=1, keepdim=True).expand_as(out)

    return wrong


_RUNS_OVER = re.compile(r"out of (bounds|range)|non-zero size|numel\(\) == 0|zero-size array|must match|broadcast")


def _breaks_where_sides_differ(verdict: Any, seen: Any) -> bool:
    height, width = verdict.case.args[0].shape[2:]
    return height != width and seen.error is not None and _RUNS_OVER.search(seen.error.message) is not None


def misconceptions(pool: Pool, together: Pool) -> tuple[Misconception, ...]:
    """The mistakes that do not depend on what is kept of a window."""
    return (
        Misconception(
            "stride_default_one",
            "Without a stride your window moves by one. A pooling's window moves by its own size then.",
            "How many 2×2 windows are there in a 4×8 image if they don't overlap? How many do you return?",
            POOLING_TAUGHT,
            (stride_default_one(pool),),
        ),
        Misconception(
            "stride_always_kernel",
            "Your window always moves by its own size, whatever the stride.",
            "Which line of your code uses the argument `stride`? Try a 3×3 window with stride 2.",
            POOLING_TAUGHT,
            (stride_always_kernel(pool),),
        ),
        Misconception(
            "stride_in_size_only",
            "The output has the right size for the stride, but the window still moves by one.",
            "For the output at [1, 1] with stride 2: at which row and column of the image does the window begin?",
            POOLING_TAUGHT,
            (stride_in_size_only(pool),),
        ),
        Misconception(
            "partial_windows",
            "You also pool windows that stick out over the edge. They are left out: the size is rounded down.",
            "Max-pool a 5×5 image with 2×2 windows. Where would a third window in a row end?",
            NOT_FITTING_TAUGHT,
            (partial_windows(pool),),
        ),
        Misconception(
            "padding_ignored",
            "Your answer ignores the padding: it returns what padding 0 gives.",
            "How large is a 6×4 image after padding by 1 on all four sides, and how many windows fit then?",
            NOT_FITTING_TAUGHT,
            (padding_ignored(pool),),
        ),
        Misconception(
            "padding_not_in_size",
            "You pad the image, but count the windows as if it weren't padded: the last ones are missing.",
            "Which height and width does your size formula use: those before padding, or those after?",
            NOT_FITTING_TAUGHT,
            (padding_not_in_size(pool),),
        ),
        Misconception(
            "height_and_width_swapped",
            "Height and width are mixed up somewhere, or one of them serves for both.",
            "`x.shape` is (images, channels, height, width). Follow your code for an image of 4 rows and 8 columns.",
            POOLING_TAUGHT,
            (transposed(pool), height_for_both(pool)),
            _breaks_where_sides_differ,
        ),
        Misconception(
            "channels_pooled_together",
            "You make one number of all channels (or all images) at once. Each channel of each image is pooled alone.",
            "Over how many numbers does your code reduce at once for a 2×2 window? Print the shape of one window.",
            POOLING_TAUGHT,
            (over_batch_and_channels(pool, together), over_channels(pool, together)),
        ),
    )
