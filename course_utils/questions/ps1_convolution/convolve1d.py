"""convolve1d(x, w, stride=1, padding=0): mathematical convolution of vectors, the kernel flipped."""

from course_utils.questions.draws import distinct, whole_numbers
from course_utils.questions.ps1_convolution.conv2d import CONVOLUTIONS, CONVOLUTIONS_OF_OTHERS
from course_utils.questions.ps1_convolution.misconceptions.convolution import right_on_vectors
from course_utils.questions.ps1_convolution.misconceptions.retold_for_vectors import ON_A_VECTOR
from course_utils.questions.ps1_convolution.sections import IN_ONE_DIMENSION, TAUGHT_IN_ONE_DIMENSION
from course_utils.questions.ps1_convolution.windows import window_of_vector
from course_utils.questions.question import Aspect, Case, Forbidden, Misconception, Question


def cases(rng):
    length = int(rng.integers(8, 12))
    return [
        Case("stride 1, no padding", (whole_numbers(rng, length), distinct(rng, 3))),
        Case("padding 1", (whole_numbers(rng, 7), distinct(rng, 3)), {"padding": 1}),
        Case("an even kernel", (whole_numbers(rng, 8), distinct(rng, 4))),
        Case("stride 3", (whole_numbers(rng, 14), distinct(rng, 3)), {"stride": 3}),
        Case(
            "stride 2 with padding 2, and a size that 2 does not divide",
            (whole_numbers(rng, 9), distinct(rng, 4)),
            {"stride": 2, "padding": 2},
        ),
        Case(
            "a kernel of one value, all numbers in float64", (whole_numbers(rng, 5).double(), distinct(rng, 1).double())
        ),
        Case(
            "a kernel as long as the vector",
            (whole_numbers(rng, 5), distinct(rng, 5)),
            aspect=Aspect.INPUT_UNCHANGED,
        ),
        Case(
            "arguments compared before and after",
            (whole_numbers(rng, 6), distinct(rng, 3)),
            aspect=Aspect.INPUT_UNCHANGED,
        ),
    ]


KERNEL_NOT_FLIPPED = Misconception(
    "kernel_not_flipped",
    "You did not flip the kernel: that is cross-correlation, what PyTorch calls convolution. "
    "Mathematical convolution turns the kernel round first.",
    "In the worked example, which weight meets the first value of the window?",
    TAUGHT_IN_ONE_DIMENSION,
    (lambda x, w, stride=1, padding=0: right_on_vectors(x, w.flip(0), stride, padding),),
    stronger="Take x = [1, 2, 3] and w = [1, 0]. Reversed, w is [0, 1], so the windows [1, 2] and [2, 3] give 2 and "
    "3. If you get [1, 2], print the weights just before they are multiplied: in which order do they stand?",
)

RESULT_REVERSED = Misconception(
    "result_reversed",
    "Your result comes out in reverse order: you turned x or the result round, and not w alone.",
    "In the worked example, which values of x belong to the first number of the result?",
    TAUGHT_IN_ONE_DIMENSION,
    (
        lambda x, w, stride=1, padding=0: right_on_vectors(x, w, stride, padding).flip(0),
        lambda x, w, stride=1, padding=0: right_on_vectors(x.flip(0), w, stride, padding),
        lambda x, w, stride=1, padding=0: right_on_vectors(x.flip(0), w.flip(0), stride, padding),
    ),
    stronger="Take x = [1, 2, 3] and w = [1, 0]. The result is [2, 3], from the windows [1, 2] and [2, 3] in this "
    "order. Print your windows in the order in which their sums are stored: which `flip`, `[::-1]` or `insert(0, …)` "
    "turns round more than w?",
)

QUESTION = Question(
    name="convolve1d",
    title="Convolution of vectors: convolve1d",
    section=IN_ONE_DIMENSION,
    cases=cases,
    oracle=right_on_vectors,
    misconceptions=(
        KERNEL_NOT_FLIPPED,
        RESULT_REVERSED,
        *ON_A_VECTOR,
    ),
    window=window_of_vector,
    forbidden=Forbidden(
        operations=(*CONVOLUTIONS, "aten.im2col"),
        calls=CONVOLUTIONS_OF_OTHERS,
    ),
)
