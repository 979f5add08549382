"""same_padding(kernel, dilation=1): the padding (before, after) with which a convolution of stride 1 keeps the size."""

import torch
import torch.nn.functional as F

from course_utils.questions.ps2_shapes_and_parameters.arithmetic import PLAIN_ARITHMETIC, one_of
from course_utils.questions.ps2_shapes_and_parameters.sections import DILATION, SAME, VALID_SAME_FULL
from course_utils.questions.question import Case, Misconception, Question

SIDE = 100  # of an image that is larger than every window of the cases


def _padded(kernel: int, padding: int, dilation: int) -> int:
    return F.conv1d(torch.zeros(1, 1, SIDE), torch.zeros(1, 1, kernel), padding=padding, dilation=dilation).shape[-1]


def oracle(kernel, dilation=1):
    """Before: as much as the image would not grow by, if both sides had it. After: what then is still missing."""
    before = max(padding for padding in range(SIDE) if _padded(kernel, padding, dilation) <= SIDE)
    return before, SIDE - _padded(kernel, before, dilation) + before


def cases(rng):
    return [
        Case("a kernel of 3", (3,)),
        Case("a larger odd kernel", (one_of(rng, 5, 7, 9, 11),)),
        Case("a 1×1 kernel", (1,)),
        Case("an odd kernel with dilation 2", (one_of(rng, 3, 5, 7),), {"dilation": 2}),
        Case("an odd kernel with a larger dilation", (one_of(rng, 3, 5, 7),), {"dilation": one_of(rng, 3, 4, 5)}),
        Case("an even kernel", (one_of(rng, 2, 4, 6),)),
        Case("an even kernel with dilation 3", (one_of(rng, 2, 4, 6),), {"dilation": 3}),
        Case("an even kernel with an even dilation", (one_of(rng, 2, 4, 6),), {"dilation": one_of(rng, 2, 4)}),
    ]


def _on_both_sides(size):
    """A wrong oracle: the same padding before and after."""
    return lambda kernel, dilation=1: (size(kernel, dilation),) * 2


def sides_differ_as_without_dilation(kernel, dilation=1):
    """One more behind for each even kernel, also where an even dilation leaves nothing over."""
    before, (left, right) = oracle(kernel, dilation)[0], oracle(kernel)
    return before, before + right - left


def _any_float(_verdict, seen) -> bool:
    values = seen.value if isinstance(seen.value, list | tuple) else [seen.value]
    return any(isinstance(value, float) for value in values)


def _one_number(_verdict, seen) -> bool:
    return isinstance(seen.value, int)


QUESTION = Question(
    name="same_padding",
    title="Padding that keeps the size",
    section=SAME,
    cases=cases,
    oracle=oracle,
    atol=0.0,
    rtol=0.0,
    forbidden=PLAIN_ARITHMETIC,
    misconceptions=(
        Misconception(
            "half_a_pixel",
            "Your function returns a float, because `/` always gives one in Python, even for 6 / 2.",
            "Can there be one and a half zeros on a side? Which operator divides whole numbers?",
            VALID_SAME_FULL,
            recognise=_any_float,
            stronger="`same_padding(3)` is `(1, 1)`, not `(1.0, 1.0)`, and `same_padding(4)` is `(1, 2)`. Print the "
            "`type(…)` of every number on its way: behind which operation is it a float for the first time? "
            "(`np.floor` gives a float, too.)",
        ),
        Misconception(
            "one_number_returned",
            "Your function returns a single number. Asked for is a pair: before the first pixel, and after the last.",
            "A kernel of 4 takes 3 pixels away. Can one number on both sides give them back?",
            VALID_SAME_FULL,
            recognise=_one_number,
            stronger="`same_padding(4)` is `(1, 2)`, and `same_padding(3)` is `(1, 1)`: two numbers also where they "
            "are equal. What do you get for each of them? When you know how many zeros are needed altogether and how "
            "many stand before, how many are left for after?",
        ),
        Misconception(
            "dilation_forgotten",
            "Your function does not use the dilation: the padding it returns is right for weights side by side only.",
            "Three weights with dilation 2 cover 5 pixels. By how many does the image shrink without padding?",
            DILATION,
            oracles=(lambda kernel, dilation=1: oracle(kernel), _on_both_sides(lambda kernel, _: oracle(kernel)[1])),
            stronger="`same_padding(3, dilation=2)` is `(2, 2)`: the weights lie on places 0, 2 and 4, the window "
            "spans 5 pixels and takes 4 away. If you get `(1, 1)`, yours takes 2 away. By how much does each further "
            "weight make the window wider?",
        ),
        Misconception(
            "dilation_times_kernel",
            "Your function takes the window to be dilation times kernel wide. "
            "It ends at its last weight: there is no gap behind it.",
            "Three weights with dilation 3: write down x for a weight and a dot for a gap. How many signs are that?",
            DILATION,
            oracles=(
                lambda kernel, dilation=1: oracle(dilation * kernel),
                _on_both_sides(lambda kernel, dilation: oracle(dilation * kernel)[1]),
            ),
            stronger="`same_padding(3, dilation=3)` is `(3, 3)`, and you get `(4, 4)`. The weights lie on places 0, 3 "
            "and 6, so the window spans 7, not 9, and takes 6 away. How many steps of 3 lie between three weights?",
        ),
        Misconception(
            "even_kernel_rounded",
            "Your function pads both sides alike, also where an odd number of pixels has to be given back: "
            "with an even kernel the image becomes larger or smaller by one.",
            "An image of 28 with a kernel of 4 and your padding: how large is the output?",
            VALID_SAME_FULL,
            oracles=(
                _on_both_sides(lambda kernel, dilation: oracle(kernel, dilation)[0]),
                _on_both_sides(lambda kernel, dilation: oracle(kernel, dilation)[1]),
                _on_both_sides(lambda kernel, dilation: dilation * oracle(kernel)[1]),
                _on_both_sides(lambda kernel, dilation: dilation * oracle(kernel)[0]),
            ),
            stronger="`same_padding(4)` is `(1, 2)`: together the 3 pixels that the kernel takes away. `(1, 1)` would "
            "leave 27 of 28 pixels, `(2, 2)` would make 29. What do your two numbers add up to for kernels of 2, 4 "
            "and 6, and what should they?",
        ),
        Misconception(
            "each_half_dilated",
            "You share out the padding first and multiply each half by the dilation afterwards. With an even kernel "
            "the two sides then differ by the whole dilation.",
            "A kernel of 2 with dilation 4: how many zeros are needed altogether, and how should two sides share them?",
            VALID_SAME_FULL,
            oracles=(lambda kernel, dilation=1: tuple(dilation * half for half in oracle(kernel)),),
            stronger="`same_padding(2, dilation=4)` is `(2, 2)`, and you get `(0, 4)`: both add up to 4. Which of the "
            "two comes first in your code, sharing or multiplying, and which has to?",
        ),
        Misconception(
            "kernel_asked_for_evenness",
            "For each even kernel, your function puts one zero more on the second side. With an even dilation an even "
            "number of zeros is needed, which two sides can share.",
            "A kernel of 2 with dilation 4: how many zeros are needed altogether? Which number has to be even or odd?",
            VALID_SAME_FULL,
            oracles=(sides_differ_as_without_dilation,),
            stronger="`same_padding(2, dilation=4)` is `(2, 2)`, together the 4 pixels that the window takes away, and "
            "you get `(2, 3)`. `same_padding(2, dilation=3)` is `(1, 2)`. On which number does it depend whether the "
            "two sides differ?",
        ),
        Misconception(
            "larger_side_first",
            "Where the two sides differ, your function puts the larger one in front. PyTorch puts it behind.",
            'A kernel of 4 with `padding="same"`: how many zeros does the lecture count on the left?',
            VALID_SAME_FULL,
            oracles=(lambda kernel, dilation=1: oracle(kernel, dilation)[::-1],),
            stronger="`same_padding(4)` is `(1, 2)`, and you get `(2, 1)`: both add up to 3. One of your two numbers "
            "is half of 3, rounded, and the other is what is left. Is the first one rounded down or up, and at which "
            "place of the pair does it stand?",
        ),
        Misconception(
            "all_on_one_side",
            "Your function puts all the padding on one side: the size is right, but the image is shifted.",
            "With a kernel of 3, the first output should have the first pixel in the middle of its window. Has it?",
            VALID_SAME_FULL,
            oracles=(
                lambda kernel, dilation=1: (0, sum(oracle(kernel, dilation))),
                lambda kernel, dilation=1: (sum(oracle(kernel, dilation)), 0),
            ),
            stronger="`same_padding(3)` is `(1, 1)`: with one zero in front, the first window covers that zero, pixel "
            "0 and pixel 1. With `(0, 2)` or `(2, 0)` the first window has pixel 1 or a zero in its middle. Between "
            "how many sides do the 2 zeros have to be divided?",
        ),
        Misconception(
            "both_sides_together",
            "Your function returns for each side how many zeros are needed altogether.",
            "Try kernel 3: which padding did the lecture take to keep 28×28?",
            VALID_SAME_FULL,
            oracles=(_on_both_sides(lambda kernel, dilation: sum(oracle(kernel, dilation))),),
            stronger="`same_padding(3)` is `(1, 1)`. A kernel of 3 takes 2 pixels away altogether. You give 2 back on "
            "each side, so 28 pixels become 30. How many of the 2 belong on one side, and what is left for the other?",
        ),
    ),
)
