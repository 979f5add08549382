"""conv_output_size(n, kernel, stride=1, padding=0, dilation=1): the size of a convolution's output along one axis."""

import torch
import torch.nn.functional as F

from course_utils.questions.ps2_shapes_and_parameters.arithmetic import PLAIN_ARITHMETIC, one_of
from course_utils.questions.ps2_shapes_and_parameters.sections import DILATION, OUTPUT_SIZE, ROUNDING
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
    return round((oracle(n, kernel, 1, padding, dilation) - 1) / stride) + 1


def padding_on_one_side(n, kernel, stride=1, padding=0, dilation=1):
    return oracle(n - padding, kernel, stride, padding, dilation)


def dilated_by_multiplying(n, kernel, stride=1, padding=0, dilation=1):
    return oracle(n, dilation * kernel, stride, padding)


def dilated_by_multiplying_and_a_one(n, kernel, stride=1, padding=0, dilation=1):
    """``dilation * kernel - 1`` where PyTorch's formula has one weight less: this window is larger still."""
    return oracle(n - dilation, kernel, stride, padding, dilation)


def gaps_of_dilation(n, kernel, stride=1, padding=0, dilation=1):
    """As many places between two weights as the dilation says, so the window is larger by one for each gap."""
    return oracle(n - (kernel - 1), kernel, stride, padding, dilation)


def gaps_of_dilation_if_any(n, kernel, stride=1, padding=0, dilation=1):
    return (gaps_of_dilation if dilation > 1 else oracle)(n, kernel, stride, padding, dilation)


def only_the_kernel_divided(n, kernel, stride=1, padding=0, dilation=1):
    places = oracle(n, 1, padding=padding)
    fewer = places - oracle(n, kernel, 1, padding, dilation)
    return places - (fewer + 1) // stride + 1


def only_the_padding_divided(n, kernel, stride=1, padding=0, dilation=1):
    added = oracle(n, 1, padding=padding) - n
    return oracle(n, kernel, 1, padding, dilation) - added + added // stride


def only_a_one_divided(n, kernel, stride=1, padding=0, dilation=1):
    return oracle(n, kernel, 1, padding, dilation) + (stride > 1)


def one_place_too_many(n, kernel, stride=1, padding=0, dilation=1):
    return oracle(n + 1, kernel, stride, padding, dilation)


def always_by_two(n, kernel, stride=1, padding=0, dilation=1):
    return oracle(n, kernel, 2, padding, dilation)


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
            stronger="`conv_output_size(6, 3, stride=2)` is 2. The window could move by 6 − 3 = 3 pixels, which is "
            "1.5 moves of 2, and half a move is not made. Print the number of moves before and after you round it: "
            "what becomes of 1.5?",
        ),
        Misconception(
            "dilation_forgotten",
            "Your function does not use the dilation: it takes the window to be as wide as the kernel has weights.",
            "Put three fingers on every second square of a sheet of paper. How many squares lie under your hand?",
            DILATION,
            oracles=(lambda n, kernel, stride=1, padding=0, dilation=1: oracle(n, kernel, stride, padding),),
            stronger="`conv_output_size(7, 3, dilation=2)` is 3: the weights of the first window lie on places 0, 2 "
            "and 4, so it spans 5 and can start at 0, 1 and 2. If you get 5, which part of your formula stands for "
            "the width of the window?",
        ),
        Misconception(
            "dilation_times_kernel",
            "Your function multiplies the kernel by the dilation. "
            "The window ends at its last weight: there is no gap behind it.",
            "Three weights with dilation 2: write down x for a weight and a dot for a gap. How many signs are that?",
            DILATION,
            oracles=(dilated_by_multiplying, dilated_by_multiplying_and_a_one),
            stronger="`conv_output_size(7, 3, dilation=2)` is 3, and you get 2 or 1: you take a window that spans 6, "
            "or even 7. Its weights lie on places 0, 2 and 4. How many places are that from the first to the last, "
            "and how many steps of 2 lie between three weights?",
        ),
        Misconception(
            "gaps_too_wide",
            "Your function leaves as many places free between two weights as the dilation says. The dilation is how "
            "far apart the weights are; the gap between them is smaller.",
            "With dilation 1 the weights lie side by side. How many free places are there between two of them? And "
            "with dilation 2?",
            DILATION,
            oracles=(gaps_of_dilation, gaps_of_dilation_if_any),
            stronger="`conv_output_size(7, 3, dilation=2)` is 3, and you get 1: you take a window that spans 7. "
            "Dilation 2 means x.x.x, and not x..x..x: the weights lie on places 0, 2 and 4. Count the dots between "
            "two weights, and compare their number with the dilation.",
        ),
        Misconception(
            "padding_counted_once",
            "Your function counts the padding once. There are that many zeros on each of the two sides.",
            "How long is a row of 5 pixels after `padding=1`? Write it down, zeros included.",
            ROUNDING,
            oracles=(padding_on_one_side,),
            stronger="`conv_output_size(5, 3, padding=1)` is 5: the padded row 0 1 2 3 4 5 0 has 7 places. If you get "
            "4, yours has 6. Look at the term with the padding in your formula: for how many sides does it speak?",
        ),
        Misconception(
            "padding_ignored",
            "Your function does not use the padding.",
            "With a kernel of 3, which padding keeps the size? What does your function say for it?",
            ROUNDING,
            oracles=(lambda n, kernel, stride=1, padding=0, dilation=1: oracle(n, kernel, stride, 0, dilation),),
            stronger="`conv_output_size(5, 3, padding=1)` is 5, not 3: the window slides over the row 0 1 2 3 4 5 0, "
            "which has 7 places. Where in your formula does the length of this row stand?",
        ),
        Misconception(
            "stride_ignored",
            "Your function counts every window, as if the stride were 1.",
            "If the window moves two pixels at a time, about how many windows are left of 10?",
            ROUNDING,
            oracles=(lambda n, kernel, stride=1, padding=0, dilation=1: oracle(n, kernel, 1, padding, dilation),),
            stronger="`conv_output_size(7, 3, stride=2)` is 3: of the places 0, 1, 2, 3 and 4 the window starts at 0, "
            "2 and 4. If you get 5, you count all of them. From place 0 to place 4, how many moves of 2 is that? If "
            "the stride stands in your formula, which number does it divide?",
        ),
        Misconception(
            "plus_one_forgotten",
            "Your function counts the moves of the window, not its places: the first place needs no move.",
            "What does it return for a kernel that is as large as the image? How many windows are there?",
            ROUNDING,
            oracles=(lambda *args, **options: oracle(*args, **options) - 1,),
            stronger="`conv_output_size(3, 3)` is 1, because the window fits without any move. With 5 pixels it "
            "starts at 0, 1 and 2: two moves, three places. What does your formula give for these two, and what is "
            "missing both times?",
        ),
        Misconception(
            "stride_always_two",
            "Your function moves the window by 2, whatever the stride is.",
            "5 pixels, a kernel of 3, stride 1: at which places can the window start? And with stride 3 on 9 pixels?",
            ROUNDING,
            oracles=(always_by_two,),
            stronger="`conv_output_size(5, 3)` is 3, with windows at 0, 1 and 2. You get 2, with windows at 0 and 2. "
            "Search your code for a 2 that has nothing to do with the two sides of the padding: which argument should "
            "stand there?",
        ),
        Misconception(
            "plus_one_doubled",
            "Your function counts one place too many: a 1 is added twice, or the window is taken to be one place too "
            "narrow, which is the same.",
            "What does it return for a kernel that is as large as the image? How many windows are there?",
            ROUNDING,
            oracles=(lambda *args, **options: oracle(*args, **options) + 1, one_place_too_many),
            stronger="`conv_output_size(3, 3)` is 1, and you get 2. The window can't move at all: is the part of your "
            "formula that counts its moves 0 here? If it is 1, how many places does the window span in your formula? "
            "If it is 0, what is added to it?",
        ),
        Misconception(
            "plus_one_divided_too",
            "Your function adds the 1 before it divides by the stride, and loses the first window by rounding.",
            "An image of 5, a kernel of 3, stride 2: count the windows on paper, then try your formula.",
            ROUNDING,
            oracles=(positions_divided,),
            stronger="`conv_output_size(5, 3, stride=2)` is 2, with windows at 0 and 2. With the 1 under the fraction "
            "you get (5 − 3 + 1) // 2 = 1. The first window is there before any move is made: which part of your "
            "formula counts moves, and so is all that the stride divides?",
        ),
        Misconception(
            "brackets_missing",
            "Your function divides only the last term by the stride: division goes before plus and minus.",
            "What is `10 - 4 // 2` in Python? Which part of your formula has to be divided as a whole?",
            ROUNDING,
            oracles=(only_the_kernel_divided, only_the_padding_divided, only_a_one_divided),
            stronger="`conv_output_size(10, 3, stride=2)` is 4. The window can move by 10 − 3 = 7 pixels, and it is "
            "these 7 that the stride divides. In `10 - 3 // 2 + 1` it divides the 3 alone, which gives 10; a 1 before "
            "the `//` would be divided alone, too. What stands directly before yours?",
        ),
    ),
)
