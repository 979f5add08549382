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
            stronger="Pool `torch.arange(16.).view(1, 1, 4, 4)` with `kernel=2`, and print the step by which your "
            "window moves: it has to be 2, and the result 1×1×2×2. Look up every place where the step gets its value, "
            "the default in the first line of the function included.",
        ),
        Misconception(
            "stride_always_kernel",
            "Your window always moves by its own size, whatever the stride.",
            "Which line of your code uses the argument `stride`? Try a 3×3 window with stride 2.",
            POOLING_TAUGHT,
            (stride_always_kernel(pool),),
            stronger="Pool a 5×5 image with `kernel=3` and `stride=2`: the windows begin at rows and columns 0 and 2 "
            "and overlap, so 2×2 numbers come out. Where does your second window begin? Go through every place where "
            "your code says `kernel`: does it mean the window's size, or how far it moves?",
        ),
        Misconception(
            "stride_in_size_only",
            "The output has the right size for the stride, but the window still moves by one.",
            "For the output at [1, 1] with stride 2: at which row and column of the image does the window begin?",
            POOLING_TAUGHT,
            (stride_in_size_only(pool),),
            stronger="Pool `torch.arange(16.).view(1, 1, 4, 4)` with `kernel=2` and print where each window begins: "
            "it has to be (0, 0), (0, 2), (2, 0), (2, 2). Put the indices of the output, [0, 0], [0, 1], [1, 0], [1, "
            "1], next to these numbers: what has to be done to an index?",
        ),
        Misconception(
            "partial_windows",
            "You also pool windows that stick out over the edge. They are left out: the size is rounded down.",
            "Max-pool a 5×5 image with 2×2 windows. Where would a third window in a row end?",
            NOT_FITTING_TAUGHT,
            (partial_windows(pool),),
            stronger="Take one side of 5 pixels with `kernel=2` and no stride given: windows begin at 0 and 2, and "
            "that is all, because one that begins at 4 would need pixel 5. Compute your formula, or list your "
            "beginnings, for this side: which operation rounds up, or which bound lets the 4 in?",
        ),
        Misconception(
            "padding_ignored",
            "Your answer ignores the padding: it returns what padding 0 gives.",
            "How large is a 6×4 image after padding by 1 on all four sides, and how many windows fit then?",
            NOT_FITTING_TAUGHT,
            (padding_ignored(pool),),
            stronger="Pool `torch.ones(1, 1, 2, 2)` with `kernel=2` and `padding=1`: four windows fit, so 1×1×2×2 has "
            "to come out, and you return 1×1×1×1. Search your code for `padding`: which line makes the larger image, "
            "and does every later line use that one?",
        ),
        Misconception(
            "padding_not_in_size",
            "You pad the image, but count the windows as if it weren't padded: the last ones are missing.",
            "Which height and width does your size formula use: those before padding, or those after?",
            NOT_FITTING_TAUGHT,
            (padding_not_in_size(pool),),
            stronger="Pool `torch.ones(1, 1, 4, 4)` with `kernel=2`, `stride=2` and `padding=1`: the padded image is "
            "6×6, so three windows fit along each side, and you return two. Print the height and width that enter "
            "your size formula: are they 4 or 6, and in which line were they read?",
        ),
        Misconception(
            "height_and_width_swapped",
            "Height and width are mixed up somewhere, or one of them serves for both.",
            "`x.shape` is (images, channels, height, width). Follow your code for an image of 4 rows and 8 columns.",
            POOLING_TAUGHT,
            (transposed(pool), height_for_both(pool)),
            _breaks_where_sides_differ,
            stronger="Pool an image of the shape 1×1×2×4 with `kernel=2`: 1×1×1×2 has to come out. Write its number, "
            "2 or 4, next to each of your names for a size. Then check every use: numbers and counters of rows belong "
            "to axis 2 of `x`, those of columns to axis 3.",
        ),
        Misconception(
            "channels_pooled_together",
            "You make one number of all channels (or all images) at once. Each channel of each image is pooled alone.",
            "Over how many numbers does your code reduce at once for a 2×2 window? Print the shape of one window.",
            POOLING_TAUGHT,
            (over_batch_and_channels(pool, together), over_channels(pool, together)),
            stronger="Make one image whose channel 0 is all 1 and whose channel 1 is all 2: `torch.tensor([1., "
            "2.]).view(1, 2, 1, 1).expand(1, 2, 2, 2)`. With `kernel=2` two different numbers have to come out. Yours "
            "are equal: over which of the four axes does your maximum, mean or sum run, and which two of them make up "
            "a window?",
        ),
    )
