"""Of the mistakes with an image, those that a vector can show, told in the words of a vector."""

import dataclasses

import torch.nn.functional as F

from course_utils.questions.ps1_convolution.misconceptions import (
    borders_not_zero,
    errors,
    paddings,
    sides_mixed_up,
    strides,
    sums,
    windows_counted_wrong,
)
from course_utils.questions.ps1_convolution.misconceptions.convolution import right_on_vectors, vectors
from course_utils.questions.ps1_convolution.sections import (
    TAUGHT_IN_ONE_DIMENSION,
    TAUGHT_LENGTH,
    TAUGHT_LOOP,
    TAUGHT_PADDING,
    TAUGHT_PADDING_A_VECTOR,
    TAUGHT_STRIDE,
)
from course_utils.questions.question import Misconception

# Where the lecture teaches of vectors what it teaches of images elsewhere.
ON_VECTORS = {
    TAUGHT_PADDING: TAUGHT_PADDING_A_VECTOR,
    TAUGHT_LOOP: TAUGHT_LENGTH,
    TAUGHT_STRIDE: TAUGHT_STRIDE,
}


def _retold(
    misconception: Misconception, told: str = "", hint: str = "", *oracles, stronger: str = ""
) -> Misconception:
    """A mistake that is known from images, in the words of a vector; oracles that a vector needs replace its own."""
    adapted = tuple(vectors(one) for one in misconception.oracles)
    return dataclasses.replace(
        misconception,
        told=told or misconception.told,
        hint=hint or misconception.hint,
        stronger=stronger or misconception.stronger,
        oracles=oracles or adapted,
        section=ON_VECTORS.get(misconception.section, TAUGHT_IN_ONE_DIMENSION),
    )


def _one_too_many(x, w, stride=1, padding=0):
    return F.pad(right_on_vectors(x, w, stride, padding), (0, 1))


def _last_left_zero(x, w, stride=1, padding=0):
    return F.pad(right_on_vectors(x, w, stride, padding)[:-1], (0, 1))


def _first_three_weights(x, w, stride=1, padding=0):
    return right_on_vectors(x, w[:3], stride, padding)


def _first_three_weights_reversed(x, w, stride=1, padding=0):
    return right_on_vectors(x, w.flip(0)[:3].flip(0), stride, padding)


# Of the mistakes with an image, those that a vector can show.
ON_A_VECTOR = (
    _retold(
        strides.STRIDE_IGNORED,
        hint="With stride 2 the window moves two places at a time. Where does it move in your code, "
        "and how many moves fit?",
        stronger="Take x = [1, 2, 3, 4, 5], w = [1] and stride 2. The windows start at places 0, 2 and 4, so the "
        "result is [1, 3, 5]. If you get all five numbers, look for `stride` in two places: where a window starts, "
        "and where the length of the result is worked out.",
    ),
    _retold(
        strides.STRIDE_IN_SIZE_ONLY,
        hint="For output 1 with stride 2: at which place of the padded x does the window begin?",
        stronger="Take x = [1, 2, 3, 4, 5], w = [1] and stride 2: the result is [1, 3, 5]. If you get [1, 2, 3], the "
        "stride is missing where the windows are cut out. Print the first place of each window beside its place in "
        "the result.",
    ),
    _retold(
        strides.STRIDE_STORED_AT_INPUT_INDEX,
        hint="When the window begins at place 4 and the stride is 2, which output is its sum?",
        stronger="Take x = [1, 2, 3, 4, 5], w = [1] and stride 2. The result is [1, 3, 5]: the window at place 4 is "
        "the third, so its value belongs at place 2. Print both for each value, the window's start and the place "
        "where you store it. How does one follow from the other?",
    ),
    _retold(
        strides.STRIDE_STEPS_OVER_OUTPUT,
        hint="Every output gets a value, whatever the stride. Which index has to jump: the output's or that of x?",
        stronger="Take x = [1, 2, 3, 4, 5], w = [1] and stride 2. The result [1, 3, 5] has three places, but "
        "`range(0, 3, 2)` reaches only the first and the last: you get [1, 0, 5]. Which places of the result should "
        "your loop visit?",
    ),
    _retold(
        strides.STRIDE_DIVIDES_TWICE,
        hint="If the output has `n` elements and you loop over `range(0, n, stride)`, how often does it run?",
        stronger="Take x = [1, 2, 3, 4, 5, 6, 7], w = [1] and stride 2. There are (7 − 1) // 2 + 1 = 4 windows, and "
        "the result is [1, 3, 5, 7]. How many values does your code compute? If only two, in which two lines does the "
        "stride occur?",
    ),
    _retold(
        strides.STRIDE_ALWAYS_TWO,
        stronger="Take x = [1, 2, 3, 4, 5, 6, 7] and w = [1]. Stride 1 should give all seven numbers, stride 3 "
        "[1, 4, 7]. If you get [1, 3, 5, 7] both times, which line sets the step of your window, and does the "
        "argument `stride` occur in it?",
    ),
    _retold(
        paddings.PADDING_IGNORED,
        hint="Padding makes x longer at both ends before the window slides over it.",
        stronger="Take x = [5], w = [1] and padding 1: the result is [0, 5, 0]. Print the length of what you cut the "
        "windows from. If it is not 3, follow the padded vector: `F.pad` gives a new tensor and leaves the old one as "
        "it is.",
    ),
    _retold(
        paddings.PADDING_ON_ONE_SIDE,
        told="Your padding counts on one side only: either all the zeros stand at one end of x, or the length of "
        "the output counts them only once. They belong at both ends.",
        hint="Pad [7, 8, 9] on paper with 1. At which place does the 7 stand then, and how many numbers are there?",
        stronger="Take x = [5], w = [1] and padding 1: the result is [0, 5, 0]. If yours has two numbers, some line "
        "counts the padding once. If it has three with the 5 at an end, all the zeros lie on one side. Which line is "
        "it?",
    ),
    _retold(
        paddings.PADDING_NOT_IN_SIZE,
        told="You pad x, but count the outputs as if it weren't padded: the last ones are missing or zero.",
        hint="How long is x after padding? Does your loop end there, or where x ended before?",
        stronger="Take three numbers for x, three for w, and padding 1. The padded x has 5 numbers, so windows start "
        "at places 0, 1 and 2: three outputs. With the length before the padding there is only 3 − 3 + 1 = 1. Which "
        "of the two lengths does your formula use, and which your loop?",
    ),
    _retold(
        borders_not_zero.PADDING_WRAPS_AROUND,
        told="Where the window reaches over the start of x, your code takes values from its end.",
        hint="What does `x[-1]` give in Python? What should stand there instead?",
        stronger="Take x = [1, 2, 3], w = [1] and padding 1: the result is [0, 1, 2, 3, 0]. If yours begins with 3, "
        "print the place of x that you read first: it is -1, and Python counts negative indices from the end. What "
        "has to happen where an index is below 0?",
    ),
    _retold(
        borders_not_zero.PADDED_WITH_ONES,
        hint="Which values of the padded x does the first window cover?",
        stronger="Take x = [5], w = [1] and padding 1: the result is [0, 5, 0], and its ends show the padding itself. "
        "Print your padded x: which line fills its ends, and with what?",
    ),
    _retold(
        borders_not_zero.PADDED_WITH_EDGE,
        told="The border is not zero: your padding continues x, by repeating its last value or other values of it.",
        hint="Such paddings exist (`replicate`, `reflect`, `circular`). Which one is asked for here?",
        stronger="Take x = [1, 2, 3], w = [1] and padding 1: the result is [0, 1, 2, 3, 0]. Which numbers stand at "
        "the two ends of yours, and which line puts them there: a `mode=…`, an index that is held inside x, a "
        "remainder `%`?",
    ),
    _retold(
        paddings.PADDING_ALWAYS_SAME,
        told="You always pad with half the length of w, whatever padding was asked for.",
        hint="The padding is an argument. With padding 0 and three weights, is the result as long as x?",
        stronger="Take x = [1, 1, 1] and w = [1, 1, 1]. With padding 0 the result is the single number 3, with "
        "padding 2 it has five. If you get three both times, find the line that sets how many zeros are added: it "
        "looks at w. What should it look at?",
    ),
    _retold(
        paddings.PADDING_ALWAYS_FULL,
        told="You return every place where w and x touch at all (the “full” convolution), "
        "whatever padding was asked for.",
        hint="The padding is an argument: with padding 0, only windows that lie wholly inside x count.",
        stronger="Take x = [1, 1, 1] and w = [1, 1]. With padding 0 the result is [2, 2]. If you get [1, 2, 2, 1], "
        "your windows hang over both ends by one place. Which line lets them, and does it ask `padding`?",
    ),
    _retold(
        windows_counted_wrong.WITHOUT_PLUS_ONE,
        "The last window is missing: the output is one too short, or its last value stays zero.",
        "A window of 3 fits into 3 numbers once. What does your formula say, and what your loop?",
        lambda x, w, stride=1, padding=0: right_on_vectors(x, w, stride, padding)[:-1],
        _last_left_zero,
        stronger="Take x = [1, 1] and w = [1, 1]: one window fits, so the result is [2]. From its first place to its "
        "last it makes 2 − 2 = 0 moves. Does your formula give the number of moves or of places? And does your loop "
        "reach the last place, although `range` leaves its end out?",
    ),
    _retold(
        windows_counted_wrong.BORDER_LEFT_ZERO,
        told="The ends of your output are zero or missing: your loop starts too late, and perhaps stops too early.",
        hint="Which values does the very first window cover? Which is the first that your loop looks at?",
        stronger="Take five ones for x and three ones for w: the result is [3, 3, 3]. Its first number belongs to the "
        "window over places 0 to 2. Which places of the result does your code fill: 0, 1 and 2, or fewer?",
    ),
    _retold(
        sums.ZERO_EVERYWHERE,
        told="Your output has the right length and is zero everywhere: "
        "x or the sums never get to where they are needed.",
        stronger="Take x = [5] and w = [2]: the result is [10]. Print in this order the two things that your code "
        "multiplies, their product, the sum and, at the very end, the result. The first of them that is 0 comes out "
        "of the faulty line.",
    ),
    _retold(
        sums.NEGATIVE_VALUES_LOST,
        hint="May a sum of products be negative? Leave it as it is.",
        stronger="Take x = [5] and w = [-2]: the result is [-10]. Print the sum just before you store it. If it is "
        "-10 there, look at what follows: `clamp`, `clip`, `abs`, `max`, `relu` or a dtype without signs such as "
        "`uint8`.",
    ),
    _retold(
        sums.DIVIDED_BY_KERNEL_AREA,
        told="You divide by the number of weights: that is a mean, not a sum.",
        stronger="Take x = [1, 1] and w = [1, 1]: the result is [2]. If you get 1, something divides by 2 behind the "
        "products: a `mean`, or a `/` in your formula. Which line is it?",
    ),
    _retold(
        sums.TRUNCATED_TO_INTEGERS,
        stronger="Take x = [3] and w = [0.5]: the result is [1.5]. If you get 1, print the dtype of x, of w, of the "
        "sum and of the tensor that takes it. The first integer dtype, or an `int(…)`, cuts the half off: where does "
        "it come from?",
    ),
    _retold(
        sides_mixed_up.ODD_KERNELS_ONLY,
        told="Your answer breaks where w has an even number of weights: it starts from the middle of w, "
        "and there is none.",
        hint="How many places lie in `[i - m // 2 : i + m // 2 + 1]` for m = 3, and how many for m = 2? "
        "A window can also be named by its first place.",
        stronger="For m = 3 that slice has 3 places; for m = 2 it has 3 as well, one more than w. Let i be the first "
        "place of the window, not its middle. For m = 2 and 4 numbers, which places belong to the window i = 0, and "
        "what is the last i?",
    ),
    _retold(
        sides_mixed_up.KERNEL_SIZE_THREE,
        "Your answer is written for three weights: a 3 (or an offset of 1) stands in it as a number.",
        "Search your code for the numbers 1, 2 and 3, and ask of each where it comes from.",
        _first_three_weights,
        _first_three_weights_reversed,
        stronger="Take x = [1, 1] with w = [1, 1], then four ones for both: the results are [2] and [4]. Count how "
        "many products your code adds up for one output. Which line makes them three, and from which length should it "
        "take its number?",
    ),
    _retold(paddings.PADDING_ZERO_BREAKS),
    _retold(
        windows_counted_wrong.MORE_WINDOWS_THAN_FIT,
        "Your window hangs over the end of the vector that it slides over: you ask for more windows than fit, "
        "or cut them too short.",
        "Put numbers into your formula: 7 elements, 3 weights, stride 2, with and without padding. "
        "Draw the windows and count them.",
        vectors(windows_counted_wrong.size_without_brackets),
        _one_too_many,
        stronger="With 7 numbers, 3 weights and stride 2, windows start at 0, 2 and 4; with padding 1 there are 9 "
        "places, and one more starts at 6. Print where your last window starts, and the length of what you cut it "
        "from: start plus 3 must not be larger.",
    ),
    _retold(
        errors.SHAPES_DO_NOT_FIT,
        stronger="Follow one window through your loop, with three weights. The window has 3 numbers, so has its "
        "product with the reversed w, and the sum is one number, of shape `()`. Print these three shapes and where "
        "the window starts: which of them is the first to be different, or outside?",
    ),
)
