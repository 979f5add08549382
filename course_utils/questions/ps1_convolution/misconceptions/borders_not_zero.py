"""Padded, but not with zeros: with ones, with the image's own edge, or with its opposite end."""

import torch.nn.functional as F

from course_utils.questions.ps1_convolution.misconceptions.convolution import Mistake, pair, right
from course_utils.questions.ps1_convolution.sections import SLIDING
from course_utils.questions.question import Misconception


def padding_with(mode: str, value: float = 0.0) -> Mistake:
    """Pad with something else than zeros: "constant" with a value, "replicate" or "reflect"."""

    def wrong(images, weight, bias=None, stride=1, padding=0, **rest):
        rows, columns = pair(padding)
        widths = (columns, columns, rows, rows)
        padded = F.pad(images, widths, mode, value) if mode == "constant" else F.pad(images, widths, mode)
        return right(padded, weight, bias, stride, 0, **rest)

    return wrong


PADDED_WITH_ONES = Misconception(
    "padded_with_ones",
    "You pad with ones where zeros are asked for.",
    "Look at a corner of the output: which values of the padded image does its window cover?",
    SLIDING,
    (padding_with("constant", 1.0),),
)

PADDED_WITH_EDGE = Misconception(
    "padded_with_edge",
    "The border is not zero: your padding continues the image, by repeating its edge or other pixels of it.",
    "Such paddings exist (`replicate`, `reflect`, `circular`), and are fine for photos. Which one is asked for here?",
    SLIDING,
    (padding_with("replicate"), padding_with("reflect"), padding_with("circular")),
)


def padding_wraps_around(images, weight, bias=None, stride=1, padding=0, **rest):
    """Index -1 is the last one: above and on the left stand pixels of the opposite end, and zeros at the other ends."""
    rows, columns = pair(padding)
    padded = F.pad(images, (columns, columns, rows, rows), "circular")
    padded[..., images.shape[2] + rows :, :] = 0
    padded[..., images.shape[3] + columns :] = 0
    return right(padded, weight, bias, stride, 0, **rest)


PADDING_WRAPS_AROUND = Misconception(
    "padding_wraps_around",
    "Where the window reaches over the upper or left edge, your code takes pixels from the opposite end of the image.",
    "What does `image[-1]` give in Python? What should stand there instead?",
    SLIDING,
    (padding_wraps_around,),
)
