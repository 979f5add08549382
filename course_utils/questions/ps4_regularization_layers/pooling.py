"""What the three poolings share: their cases, and what none of them may call."""

import torch.nn.functional as F

from course_utils.questions.draws import distinct
from course_utils.questions.question import Aspect, Case, Forbidden

FORBIDDEN = Forbidden(
    operations=("*pool*",),
    calls=("scipy.*", "skimage.*", "cv2.*", "PIL.*"),
    instead="Cut out the windows yourself (loops, slices or `unfold`): that is what this question practises.",
)


def total(x, kernel, stride=None, padding=0, **more):
    """Sum pooling as the lecture does it: an average that is divided by nothing."""
    return F.avg_pool2d(x, kernel, stride, padding, divisor_override=1, **more)


def negative(rng, *shape):
    return -distinct(rng, *shape).abs()


def cases(rng):
    """Small, because answers loop; wide and tall, overlapping and not fitting, and with negative values everywhere."""

    wide, tall = int(rng.integers(8, 11)), int(rng.integers(9, 12))
    return [
        Case("2×2 windows on a wide image, three channels", (distinct(rng, 2, 3, 4, 8), 2)),
        Case("only negative values", (negative(rng, 1, 2, 6, 4), 2)),
        Case("a size that the window does not divide", (distinct(rng, 2, 2, 7, 9), 2)),
        Case("3×3 windows on a tall image", (distinct(rng, 1, 2, tall, 6), 3)),
        Case("overlapping windows: 3×3 with stride 2", (distinct(rng, 2, 2, 7, wide), 3), {"stride": 2}),
        Case("stride 1", (distinct(rng, 1, 2, 4, 6), 2), {"stride": 1}),
        Case("a stride larger than the window", (distinct(rng, 1, 2, 8, 11), 2), {"stride": 3}),
        Case("padding 1 around negative values", (negative(rng, 1, 3, 6, 4), 2), {"padding": 1}),
        Case(
            "3×3 with stride 2 and padding 1, which does not fit",
            (negative(rng, 2, 2, 6, wide), 3),
            {"stride": 2, "padding": 1},
        ),
        Case(
            "all numbers in float64; the input compared before and after",
            (distinct(rng, 1, 2, 5, 6).double(), 2),
            {"stride": 2, "padding": 1},
            aspect=Aspect.INPUT_UNCHANGED,
        ),
    ]
