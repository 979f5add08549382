"""conv_output_size(n, kernel, stride=1, padding=0, dilation=1): the size of a convolution's output along one axis."""

import torch
import torch.nn.functional as F

from course_utils.questions.ps2_shapes_and_parameters.arithmetic import PLAIN_ARITHMETIC, one_of
from course_utils.questions.ps2_shapes_and_parameters.sections import GROUPS, OUTPUT_SIZE, ROUNDING
from course_utils.questions.question import Case, Misconception, Question


def oracle(n, kernel, stride=1, padding=0, dilation=1):
    """The size that ``F.conv1d`` returns."""
    output = F.conv1d(
        torch.zeros(1, 1, n), torch.zeros(1, 1, kernel), stride=stride, padding=padding, dilation=dilation
    )
    return output.shape[-1]


def cases(rng):
    """Each draws a number of windows and what the stride leaves over, so that every seed shows every mistake."""

    def case(name, kernel, stride=1, padding=0, dilation=1, left_over=0, windows=None):
        windows = windows or int(rng.integers(8, 16))
        n = dilation * (kernel - 1) + 1 + stride * (windows - 1) + left_over - 2 * padding
        options = {"stride": stride, "padding": padding, "dilation": dilation}
        defaults = {"stride": 1, "padding": 0, "dilation": 1}
        return Case(name, (n, kernel), {key: value for key, value in options.items() if value != defaults[key]})

    return [
        case("only a kernel", one_of(rng, 3, 5, 7)),
        case("padding", one_of(rng, 5, 7), padding=one_of(rng, 1, 2, 3)),
        case("a stride that fits", 3, stride=one_of(rng, 2, 3)),
        case("stride 3, and 1 pixel is left over", one_of(rng, 3, 5), stride=3, left_over=1),
        case("stride 3, and 2 pixels are left over", one_of(rng, 2, 4), stride=3, left_over=2),
        case("dilation", one_of(rng, 3, 5), dilation=one_of(rng, 2, 3)),
        case("everything at once", 3, 2, one_of(rng, 2, 3, 4), one_of(rng, 3, 4), left_over=1),
        case("a 1×1 kernel with stride 2", 1, stride=2, left_over=1),
        case("a window as large as the padded image", one_of(rng, 8, 9), padding=one_of(rng, 1, 2), windows=1),
    ]


def rounded_up(n, kernel, stride=1, padding=0, dilation=1):
    return oracle(n + stride - 1, kernel, stride, padding, dilation)


def rounded_to_nearest(n, kernel, stride=1, padding=0, dilation=1):
    return round((n + 2 * padding - (dilation * (kernel - 1) + 1)) / stride) + 1


def padding_on_one_side(n, kernel, stride=1, padding=0, dilation=1):
    return oracle(n - padding, kernel, stride, padding, dilation)


def dilated_by_multiplying(n, kernel, stride=1, padding=0, dilation=1):
    return oracle(n, dilation * kernel, stride, padding)


def only_the_kernel_divided(n, kernel, stride=1, padding=0, dilation=1):
    return n + 2 * padding - (dilation * (kernel - 1) + 1) // stride + 1


def only_the_padding_divided(n, kernel, stride=1, padding=0, dilation=1):
    return n - (dilation * (kernel - 1) + 1) + 2 * padding // stride + 1


def positions_divided(n, kernel, stride=1, padding=0, dilation=1):
    return oracle(n, kernel, 1, padding, dilation) // stride


QUESTION = Question(
    name="conv_output_size",
    title="The size of a convolution's output",
    section=OUTPUT_SIZE,
    cases=cases,
    oracle=oracle,
    atol=0.0,
    rtol=0.0,
    forbidden=PLAIN_ARITHMETIC,
    misconceptions=(
        Misconception(
            "ceil_for_floor",
            "Your function rounds up where the stride does not fit: it counts a window that hangs over the edge. "
            "PyTorch takes only windows that lie wholly inside.",
            "Draw 6 pixels and a window of 3 that moves by 2. Where does the second window end, "
            "and is there room for a third?",
            ROUNDING,
            oracles=(rounded_up, rounded_to_nearest),
        ),
        Misconception(
            "dilation_forgotten",
            "Your function does not use the dilation: it takes the window to be as wide as the kernel has weights.",
            "Put three fingers on every second square of a sheet of paper. How many squares lie under your hand?",
            GROUPS,
            oracles=(lambda n, kernel, stride=1, padding=0, dilation=1: oracle(n, kernel, stride, padding),),
        ),
        Misconception(
            "dilation_times_kernel",
            "Your function multiplies the kernel by the dilation. "
            "The window ends at its last weight: there is no gap behind it.",
            "Three weights with dilation 2: write down x for a weight and a dot for a gap. How many signs are that?",
            GROUPS,
            oracles=(dilated_by_multiplying,),
        ),
        Misconception(
            "padding_counted_once",
            "Your function counts the padding once. There are that many zeros on each of the two sides.",
            "How long is a row of 5 pixels after `padding=1`? Write it down, zeros included.",
            ROUNDING,
            oracles=(padding_on_one_side,),
        ),
        Misconception(
            "padding_ignored",
            "Your function does not use the padding.",
            "With a kernel of 3, which padding keeps the size? What does your function say for it?",
            ROUNDING,
            oracles=(lambda n, kernel, stride=1, padding=0, dilation=1: oracle(n, kernel, stride, 0, dilation),),
        ),
        Misconception(
            "stride_ignored",
            "Your function does not use the stride: it counts every window as if the stride were 1.",
            "If the window moves two pixels at a time, about how many windows are left of 10?",
            ROUNDING,
            oracles=(lambda n, kernel, stride=1, padding=0, dilation=1: oracle(n, kernel, 1, padding, dilation),),
        ),
        Misconception(
            "plus_one_forgotten",
            "Your function counts the moves of the window, not its places: the first place needs no move.",
            "What does it return for a kernel that is as large as the image? How many windows are there?",
            ROUNDING,
            oracles=(lambda *args, **options: oracle(*args, **options) - 1,),
        ),
        Misconception(
            "plus_one_divided_too",
            "Your function adds the 1 before it divides by the stride, and loses the first window by rounding.",
            "An image of 5, a kernel of 3, stride 2: count the windows on paper, then try your formula.",
            ROUNDING,
            oracles=(positions_divided,),
        ),
        Misconception(
            "brackets_missing",
            "Your function divides only the last term by the stride: division goes before plus and minus.",
            "What is `10 - 4 // 2` in Python? Which part of your formula has to be divided as a whole?",
            ROUNDING,
            oracles=(only_the_kernel_divided, only_the_padding_divided),
        ),
    ),
)
