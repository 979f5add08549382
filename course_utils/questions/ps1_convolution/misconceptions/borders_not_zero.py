"""Padded, but not with zeros: with ones, with the image's own edge, or with its opposite end."""

import torch.nn.functional as F

from course_utils.questions.ps1_convolution.misconceptions.convolution import Mistake, pair, right
from course_utils.questions.ps1_convolution.sections import TAUGHT_PADDING
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
    TAUGHT_PADDING,
    (padding_with("constant", 1.0),),
    stronger="Take the 1×1 image [[5]], the kernel [[1]] and padding 1. Every output but the middle one shows a pixel "
    "of the border, so it should be 0. Print your padded image: which line fills its border, and with what?",
)

PADDED_WITH_EDGE = Misconception(
    "padded_with_edge",
    "The border is not zero: your padding continues the image, by repeating its edge or other pixels of it.",
    "Such paddings exist (`replicate`, `reflect`, `circular`), and are fine for photos. Which one is asked for here?",
    TAUGHT_PADDING,
    (padding_with("replicate"), padding_with("reflect"), padding_with("circular")),
    stronger="Take the image [[1, 2], [3, 4]], the kernel [[1]] and padding 1: the output is 4×4, the image in a "
    "frame of zeros. Which numbers stand in the frame of yours, and which line puts them there: a `mode=…`, an index "
    "that is held inside the image, a remainder `%`?",
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
    TAUGHT_PADDING,
    (padding_wraps_around,),
    stronger="Take the image [[1, 2], [3, 4]], the kernel [[1]] and padding 1: the first row of the output is four "
    "zeros. Print the row and column that you read for output [0, 0]. Both are -1, and Python counts negative indices "
    "from the end. What has to happen where an index is below 0?",
)
