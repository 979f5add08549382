"""conv2d_fast(images, weight, bias=None, stride=1, padding=0): the layer, vectorised."""

from course_utils.questions.draws import distinct, normal, whole_numbers
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps1_convolution.conv2d_layer import QUESTION as LAYER
from course_utils.questions.ps1_convolution.conv2d_layer import SIZES
from course_utils.questions.ps1_convolution.misconceptions.biases import BIASES
from course_utils.questions.ps1_convolution.misconceptions.channels_and_batches import CHANNELS_AND_BATCHES
from course_utils.questions.ps1_convolution.misconceptions.convolution import right
from course_utils.questions.ps1_convolution.misconceptions.kernel_placed_wrong import KERNEL_PLACED_WRONG
from course_utils.questions.ps1_convolution.misconceptions.paddings import PADDINGS
from course_utils.questions.ps1_convolution.misconceptions.strides import STRIDE_SLICE_TOO_SHORT, STRIDES
from course_utils.questions.ps1_convolution.sections import TAUGHT_SPEED, TAUGHT_WITHOUT_LOOPS, WITHOUT_LOOPS
from course_utils.questions.ps1_convolution.windows import window
from course_utils.questions.question import Aspect, Case, Misconception, Question

# With few channels a picture of this size keeps F.conv2d busy for a fraction of a millisecond, and a Python loop over
# its pixels for hundreds of times as long. On one thread all right answers take up to 30 times as long as F.conv2d,
# loops in NumPy or with Python's own numbers 250 times and more.
PIXELS = 128, 128
SLOWER = 100.0


def cases(rng):
    def layer(n, c, o, height, width, rows, columns, bias=True):
        tensors = whole_numbers(rng, n, c, height, width), distinct(rng, o, c, rows, columns)
        return (*tensors, distinct(rng, o)) if bias else tensors

    def on_two_sizes(name, smaller, larger, n, c, *weight_shape, bias=True, **options):
        _, *others = layer(n, c, *weight_shape[:1], 1, 1, *weight_shape[1:], bias=bias)
        small, large = (whole_numbers(rng, n, c, *size) for size in (smaller, larger))
        return Case(name, (large, *others), options, Aspect.NO_PIXEL_LOOP, smaller=(small, *others))

    return [
        Case("a batch of two, three channels in, two out, no bias", layer(2, 3, 2, 5, 6, 3, 3, bias=False)),
        Case("with a bias", layer(2, 3, 2, 6, 5, 3, 3)),
        Case("padding 1", layer(2, 2, 3, 5, 4, 3, 3), {"padding": 1}),
        Case("stride 2 on a tall image", layer(1, 2, 2, 9, 6, 3, 3), {"stride": 2}),
        Case(
            "stride 2 with padding 1, a kernel with unequal sides",
            layer(2, 2, 3, 6, 7, 2, 3),
            {"stride": 2, "padding": 1},
        ),
        Case(
            "a 1×1 kernel, all numbers in float64",
            tuple(tensor.double() for tensor in layer(2, 3, 3, 3, 4, 1, 1)),
        ),
        Case("a larger kernel, padding 2", layer(1, 1, 2, 6, 5, 5, 4), {"padding": 2}),
        Case("arguments compared before and after", layer(1, 2, 2, 5, 4, 3, 3), aspect=Aspect.INPUT_UNCHANGED),
        on_two_sizes("no Python loop over pixels", (5, 4), (16, 15), 2, 2, 3, 3, 3, padding=1),
        on_two_sizes("no Python loop over pixels, with stride 2", (5, 6), (17, 18), 1, 2, 2, 3, 3, stride=2),
        on_two_sizes("no Python loop over pixels, without a bias", (4, 5), (12, 15), 2, 1, 2, 2, 3, bias=False),
        Case(
            "speed, held against F.conv2d",
            (normal(rng, 1, 2, *PIXELS), normal(rng, 2, 2, 3, 3), normal(rng, 2)),
            {"padding": 1},
            Aspect.SPEED,
        ),
    ]


def _loops_over_pixels(verdict, _seen) -> bool:
    return verdict.case.aspect is Aspect.NO_PIXEL_LOOP and _right_values_but(verdict)


def _only_slow(verdict, seen) -> bool:
    """The time is all that is wrong, or there was too little of it."""
    return verdict.case.aspect is Aspect.SPEED and (seen.status == "timed out" or _right_values_but(verdict))


def _right_values_but(verdict) -> bool:
    return verdict.outcome is Outcome.WRONG and verdict.first_wrong is None


LOOP_OVER_PIXELS = Misconception(
    "loop_over_pixels",
    "There is a Python loop over pixels: the larger the image, the more steps Python makes.",
    "The windows of all pixels can be laid side by side in one tensor first. "
    "Or turn the loops inside out: loop over the few places of the kernel, and shift the whole image for each.",
    TAUGHT_WITHOUT_LOOPS,
    recognise=_loops_over_pixels,
    stronger="For an image of 4×4 pixels and a 3×3 kernel, `F.unfold` gives nine numbers for each of the four "
    "windows, 1×9×4. A row of nine weights times that matrix is all four outputs at once. Which of your loops or "
    "comprehensions makes more rounds when the image grows?",
)
SLOW = Misconception(
    "slow",
    "Far slower than F.conv2d. Such times arise where Python does one small step after another: "
    "a loop over the pixels is slow in NumPy and with Python's own numbers, too.",
    "How many times does your innermost line run, for an image of 128×128 pixels? "
    "Which single call could do the work of all those rounds?",
    TAUGHT_SPEED,
    recognise=_only_slow,
    stronger="128×128 pixels are 16,384 windows. One matrix product, a 2×18 weight times an 18×16,384 matrix, does "
    "them all. Which of your calls hides a loop over the windows: `apply_along_axis`, `vectorize`, `.item()`, "
    "`.tolist()`, a comprehension? Time your lines one by one with `time.perf_counter()`.",
)

QUESTION = Question(
    name="conv2d_fast",
    title="Without loops: conv2d_fast",
    section=WITHOUT_LOOPS,
    cases=cases,
    oracle=right,
    misconceptions=(
        LOOP_OVER_PIXELS,
        *BIASES,
        *CHANNELS_AND_BATCHES,
        *STRIDES,
        STRIDE_SLICE_TOO_SHORT,
        *KERNEL_PLACED_WRONG,
        *PADDINGS,
        *SIZES,
        SLOW,
    ),
    window=window,
    forbidden=LAYER.forbidden,
    gradient=True,
    slower=SLOWER,
    atol=1e-3,  # sums of up to 27 products of numbers up to 9, in whatever order
)
