"""pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False): the size after pooling, along one axis."""

import torch
import torch.nn.functional as F

from course_utils.questions.ps2_shapes_and_parameters.arithmetic import PLAIN_ARITHMETIC, one_of
from course_utils.questions.ps2_shapes_and_parameters.conv_output_size import (
    only_the_kernel_divided,
    only_the_padding_divided,
)
from course_utils.questions.ps2_shapes_and_parameters.sections import FIVE_HALVED, POOLING, POOLING_TAUGHT, ROUNDING
from course_utils.questions.question import Case, Misconception, Question


def oracle(n, kernel, stride=None, padding=0, ceil_mode=False):
    """The size that ``F.max_pool1d`` returns."""
    return F.max_pool1d(torch.zeros(1, 1, n), kernel, stride, padding, ceil_mode=ceil_mode).shape[-1]


def cases(rng):
    half = int(rng.integers(5, 12))
    third = int(rng.integers(4, 9))
    return [
        Case("an even size, halved", (2 * half, 2)),
        Case("an odd size, halved", (2 * half + 3, 2)),
        Case("windows of 3, side by side, that don't fit", (3 * third + one_of(rng, 1, 2), 3)),
        Case("overlapping windows", (2 * half + 4, 3), {"stride": 2}),
        Case("overlapping windows with padding", (2 * half + 1, 3), {"stride": 2, "padding": 1}),
        Case("windows of 7 with padding 3, that don't fit", (2 * half + 4, 7), {"stride": 2, "padding": 3}),
        Case("ceil_mode, and a window that hangs over the edge", (2 * half + 1, 2), {"ceil_mode": True}),
        Case("ceil_mode, and windows that fit", (3 * third, 3), {"ceil_mode": True}),
        Case(
            "ceil_mode, and a last window that would start in the padding on the right",
            (2 * half + 3, 2),
            {"padding": 1, "ceil_mode": True},
        ),
        Case(
            "ceil_mode with padding, and a last window that starts on the last pixel",
            (2 * half, 3),
            {"stride": 2, "padding": 1, "ceil_mode": True},
        ),
        Case(
            "ceil_mode, and a last window that would start behind the image",
            (3 * third, 2),
            {"stride": 3, "ceil_mode": True},
        ),
    ]


def every_window_that_begins(n, kernel, stride=None, padding=0, ceil_mode=False):
    """Rounded up for ``ceil_mode``, wherever the last window starts."""
    stride = stride or kernel
    return oracle(n + (stride - 1) * ceil_mode, kernel, stride, padding)


def always_rounded_up(n, kernel, stride=None, padding=0, ceil_mode=False):
    return every_window_that_begins(n, kernel, stride, padding, True)


def start_compared_with_the_padded_row(n, kernel, stride=None, padding=0, ceil_mode=False):
    windows = every_window_that_begins(n, kernel, stride, padding, ceil_mode)
    starts_in_the_padded_row = oracle(n + 2 * padding, 1, stride or kernel)
    return min(windows, starts_in_the_padded_row) if ceil_mode else windows


def start_compared_with_the_image_only(n, kernel, stride=None, padding=0, ceil_mode=False):
    windows = every_window_that_begins(n, kernel, stride, padding, ceil_mode)
    starts_on_a_pixel_of_the_bare_image = oracle(n, 1, stride or kernel)
    return min(windows, starts_on_a_pixel_of_the_bare_image) if ceil_mode else windows


def start_of_the_next_compared(n, kernel, stride=None, padding=0, ceil_mode=False):
    """The last window is dropped where the one after it would start behind the image."""
    windows = every_window_that_begins(n, kernel, stride, padding, ceil_mode)
    starts_that_count = oracle(n + padding, 1, stride or kernel)
    return windows - (ceil_mode and windows >= starts_that_count)


def padding_on_one_side(rule):
    return lambda n, kernel, stride=None, padding=0, ceil_mode=False: rule(
        n - padding, kernel, stride, padding, ceil_mode
    )


def without_padding(rule):
    return lambda n, kernel, stride=None, padding=0, ceil_mode=False: rule(n, kernel, stride, 0, ceil_mode)


def one_by_one(n, kernel, stride=None, padding=0, ceil_mode=False):
    return oracle(n, kernel, stride or 1, padding, ceil_mode)


def side_by_side(n, kernel, stride=None, padding=0, ceil_mode=False):
    return oracle(n, kernel, None, padding, ceil_mode)


def without_brackets(divided):
    """A single term of the formula is divided; there is nothing left to round that ``ceil_mode`` could change."""
    return lambda n, kernel, stride=None, padding=0, ceil_mode=False: divided(n, kernel, stride or kernel, padding)


def kernel_divided_and_the_size_rounded(n, kernel, stride=None, padding=0, ceil_mode=False):
    """As by ``/`` and a rounding at the end: what is subtracted is rounded the other way."""
    stride = stride or kernel
    return only_the_kernel_divided(n, kernel if ceil_mode else kernel + stride - 1, stride, padding)


def always_by_two(n, kernel, stride=None, padding=0, ceil_mode=False):
    return oracle(n, kernel, stride or 2, padding, ceil_mode)


QUESTION = Question(
    name="pool_output_size",
    title="The size after pooling",
    section=POOLING,
    cases=cases,
    oracle=oracle,
    atol=0.0,
    rtol=0.0,
    forbidden=PLAIN_ARITHMETIC,
    misconceptions=(
        Misconception(
            "stride_defaults_to_one",
            "Without a stride, your function moves the window by 1, as a convolution does. "
            "Pooling windows lie side by side, if you don't say otherwise.",
            "Which size does `nn.MaxPool2d(2)` make of 28 pixels, and how far apart do its windows start?",
            POOLING_TAUGHT,
            oracles=(one_by_one,),
            stronger="`pool_output_size(28, 2)` is 14, and you get 27: the windows start at 0, 1, 2, … in place of 0, "
            "2, 4, … Print the stride that your formula really uses when nobody names one. What should it be instead "
            "of 1?",
        ),
        Misconception(
            "stride_defaults_to_two",
            "Without a stride, your function moves the window by 2, whatever its size.",
            "`nn.MaxPool2d(3)` on 9 pixels: its windows lie side by side. How many are there?",
            POOLING_TAUGHT,
            oracles=(always_by_two,),
            stronger="`pool_output_size(9, 3)` is 3, with windows at 0, 3 and 6. You get 4, with windows at 0, 2, 4 "
            "and 6. Search your code for the 2 that stands in for a missing stride: which of the arguments tells the "
            "right number?",
        ),
        Misconception(
            "stride_ignored",
            "Your function lays the windows side by side, also where a stride is given.",
            "Windows of 3 that start at 0, 2, 4 and 6 overlap. Which of the arguments asks for that?",
            POOLING_TAUGHT,
            oracles=(side_by_side,),
            stronger="`pool_output_size(9, 3, stride=2)` is 4, with windows at 0, 2, 4 and 6. You get 3, with windows "
            "at 0, 3 and 6: that is right where nobody names a stride. Which line sets the stride to the kernel's "
            "size, and does it ask whether there is one already?",
        ),
        Misconception(
            "brackets_missing",
            "Your function divides only one term by the stride: division goes before plus and minus.",
            "What is `10 - 4 // 2` in Python? Which part of your formula has to be divided as a whole?",
            ROUNDING,
            oracles=(
                without_brackets(only_the_kernel_divided),
                without_brackets(only_the_padding_divided),
                kernel_divided_and_the_size_rounded,
            ),
            stronger="`pool_output_size(10, 2)` is 5. The window can move by 10 − 2 = 8 pixels, and it is these 8 that "
            "the stride divides. In `10 - 2 // 2 + 1` it divides the 2 alone, which gives 10. What stands directly "
            "before your division?",
        ),
        Misconception(
            "ceil_for_floor",
            "Your function always rounds up. Without `ceil_mode`, a window that hangs over the edge is not taken.",
            "5 pixels, windows of 2: what does PyTorch make of the fifth pixel?",
            FIVE_HALVED,
            oracles=(
                always_rounded_up,
                lambda n, kernel, stride=None, padding=0, ceil_mode=False: oracle(n, kernel, stride, padding, True),
            ),
            stronger="`pool_output_size(5, 2)` is 2, `pool_output_size(5, 2, ceil_mode=True)` is 3. If you get 3 both "
            "times, look at the line that rounds 1.5 moves: does it depend on `ceil_mode`, or does it always round "
            "up?",
        ),
        Misconception(
            "ceil_mode_ignored",
            "Your function rounds down, also with `ceil_mode=True`.",
            "5 pixels, windows of 2, `ceil_mode=True`: is the fifth pixel dropped?",
            FIVE_HALVED,
            oracles=(
                lambda n, kernel, stride=None, padding=0, ceil_mode=False: oracle(n, kernel, stride, padding, False),
            ),
            stronger="`pool_output_size(5, 2, ceil_mode=True)` is 3: (5 − 2) / 2 = 1.5 moves, rounded up 2, and one "
            "more window. Print the number of moves just before you round it up. Is it still 1.5, or has a `//` cut "
            "the half off already?",
        ),
        Misconception(
            "window_in_the_padding",
            "With `ceil_mode` your function counts a last window in which there is no pixel of the image at all.",
            "Counted from the start of the padding: where does the last window start, and where does the image end?",
            FIVE_HALVED,
            oracles=(every_window_that_begins, start_compared_with_the_padded_row),
            stronger="`pool_output_size(5, 2, padding=1, ceil_mode=True)` is 3. Rounded up, windows would start at "
            "places 0, 2, 4 and 6 of the padded row, but its last pixel stands at place 5. Print the start of your "
            "last window, and the place of the last pixel: when is a window one too many?",
        ),
        Misconception(
            "next_window_compared",
            "With `ceil_mode` your function drops a last window that has pixels in it: it looks where the window after "
            "it would start.",
            "With 3 windows and stride 2: at which place does the third one start, and which place do you compare?",
            FIVE_HALVED,
            oracles=(start_of_the_next_compared,),
            stronger="`pool_output_size(6, 3, ceil_mode=True)` is 2, with windows at 0 and 3, and you get 1. Two "
            "windows with stride 3: the last of them starts at 3, on a pixel; a window after it would start at 6. "
            "Print the place that you compare with the end of the image: whose start is it?",
        ),
        Misconception(
            "left_padding_forgotten",
            "With `ceil_mode` your function drops a last window that starts on a pixel of the image: "
            "it compares the window's start, which is counted from the padding, with the size of the bare image.",
            "With one zero on the left, at which place of the padded row does the last pixel of the image stand?",
            FIVE_HALVED,
            oracles=(start_compared_with_the_image_only,),
            stronger="`pool_output_size(6, 3, stride=2, padding=1, ceil_mode=True)` is 4: the windows start at 0, 2, "
            "4 and 6. The zero in front moves the six pixels to places 1 to 6, so the last window still starts on a "
            "pixel. With which number do you compare its start, and where does the image end in the padded row?",
        ),
        Misconception(
            "padding_counted_once",
            "Your function counts the padding once. There is that much of it on each of the two sides.",
            "How long is a row of 5 pixels after `padding=1`? Write it down, padding included.",
            ROUNDING,
            oracles=(padding_on_one_side(oracle), padding_on_one_side(every_window_that_begins)),
            stronger="`pool_output_size(9, 3, stride=2, padding=1)` is 5: the padded row has 11 places. If you get 4, "
            "yours has 10. Look at the term with the padding in your formula: for how many sides does it speak?",
        ),
        Misconception(
            "padding_ignored",
            "Your function does not use the padding.",
            "9 pixels, windows of 3, stride 2, padding 1: draw the padded row and count the windows.",
            ROUNDING,
            oracles=(without_padding(oracle), without_padding(every_window_that_begins)),
            stronger="`pool_output_size(9, 3, stride=2, padding=1)` is 5: the padded row has 11 places, and the "
            "windows start at 0, 2, 4, 6 and 8. You get 4, the number for 9 places. Which term of your formula is the "
            "length of the row?",
        ),
        Misconception(
            "plus_one_forgotten",
            "Your function counts the moves of the window, not its places: the first place needs no move.",
            "What does it return for one window that covers the whole image?",
            ROUNDING,
            oracles=(
                lambda *args, **options: oracle(*args, **options) - 1,
                lambda *args, **options: every_window_that_begins(*args, **options) - 1,
            ),
            stronger="`pool_output_size(2, 2)` is 1, because the window fits without any move. With 4 pixels it "
            "starts at 0 and 2: one move, two places. What does your formula give for these two, and what is missing "
            "both times?",
        ),
        Misconception(
            "plus_one_doubled",
            "Your function counts one window too many: it adds 1 twice.",
            "What does it return for one window that covers the whole image?",
            ROUNDING,
            oracles=(
                lambda *args, **options: oracle(*args, **options) + 1,
                lambda *args, **options: every_window_that_begins(*args, **options) + 1,
            ),
            stronger="`pool_output_size(2, 2)` is 1, and you get 2. The window can't move at all, so the part of your "
            "formula that counts its moves is 0 here. What is added to it, and at which places?",
        ),
    ),
)
