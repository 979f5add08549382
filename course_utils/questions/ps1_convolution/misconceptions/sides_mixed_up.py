"""Height serves for width, or an answer takes the sides of a kernel for granted: equal, odd, or 3."""

from typing import Any

from course_utils.questions.ps1_convolution.misconceptions.convolution import bias_added_after, right
from course_utils.questions.ps1_convolution.misconceptions.errors import runs_over_an_edge
from course_utils.questions.ps1_convolution.sections import TAUGHT_LOOP
from course_utils.questions.question import Misconception


def _sides(verdict: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Height and width of a case's image, and of its kernel."""
    image, kernel = verdict.case.args[:2]
    return tuple(image.shape[-2:]), tuple(kernel.shape[-2:])


def output_transposed(images, weight, *rest, **options):
    return right(images, weight, *rest, **options).transpose(2, 3)


def output_size_swapped(images, weight, *rest, **options):
    """The output is laid out width × height, filled where indices fit."""
    full = right(images, weight, *rest, **options)
    out = full.new_zeros(*full.shape[:2], full.shape[3], full.shape[2])
    side = min(full.shape[2:])
    out[..., :side, :side] = full[..., :side, :side]
    return out


def height_for_both_axes(images, weight, *rest, **options):
    """One size, the height, serves for both axes of the output."""
    full = right(images, weight, *rest, **options)
    if full.shape[3] < full.shape[2]:
        raise IndexError("such code runs off the right edge")
    return full[..., : full.shape[2]]


def width_for_both_axes(images, weight, *rest, **options):
    full = right(images, weight, *rest, **options)
    if full.shape[2] < full.shape[3]:
        raise IndexError("such code runs off the lower edge")
    return full[..., : full.shape[3], :]


def input_transposed(images, weight, *rest, **options):
    """Rows taken for columns throughout: the image is read the other way."""
    return right(images.transpose(2, 3), weight, *rest, **options)


def _breaks_where_sides_differ(verdict: Any, seen: Any) -> bool:
    return runs_over_an_edge(seen) and any(height != width for height, width in _sides(verdict))


HEIGHT_AND_WIDTH_SWAPPED = Misconception(
    "height_and_width_swapped",
    "Height and width (rows and columns) are mixed up somewhere, or one of them serves for both.",
    "`image.shape` is (height, width) and `image[row, column]` has the row first. "
    "Follow your code on paper for an image of 3 rows and 7 columns.",
    TAUGHT_LOOP,
    (
        output_transposed,
        output_size_swapped,
        bias_added_after(output_size_swapped),
        height_for_both_axes,
        width_for_both_axes,
        input_transposed,
    ),
    _breaks_where_sides_differ,
    stronger="Take the 2×3 image [[1, 2, 3], [4, 5, 6]] and the kernel [[1]]: the image itself should come out. Then "
    "write beside every size and every index of your code whether it belongs to rows or to columns. The mistake "
    "stands where the two meet, or where one serves for both.",
)


def kernel_taken_for_square(images, weight, *rest, **options):
    """The number of rows is used for both sides of the kernel."""
    return right(images, weight[..., : weight.shape[2]], *rest, **options)


def kernel_taken_for_square_by_width(images, weight, *rest, **options):
    return right(images, weight[..., : weight.shape[3], :], *rest, **options)


def _breaks_on_unequal_kernels(verdict: Any, seen: Any) -> bool:
    _, (rows, columns) = _sides(verdict)
    return runs_over_an_edge(seen) and rows != columns


KERNEL_TAKEN_FOR_SQUARE = Misconception(
    "kernel_taken_for_square",
    "Your answer treats every kernel as square: one of its sides serves for both.",
    "A kernel of 2×3 has 6 weights. How many of them does your window use?",
    TAUGHT_LOOP,
    (kernel_taken_for_square, kernel_taken_for_square_by_width),
    _breaks_on_unequal_kernels,
    stronger="Take a 2×3 image with a 2×3 kernel, all ones, then a 3×2 image with a 3×2 kernel: the output is [[6]] "
    "both times. Where yours is not, print the shape of the window that you cut out, which should be the kernel's. "
    "Which of its sides comes from the wrong axis?",
)


def kernel_size_three(images, weight, *rest, **options):
    """A window of 3×3, whatever the kernel."""
    if tuple(weight.shape[2:]) == (1, 1):
        weight = weight.expand(-1, -1, 3, 3)  # nine pixels times one number, and no error
    if min(weight.shape[2:]) < 3:
        raise ValueError("a smaller kernel makes such code fail")
    return right(images, weight[..., :3, :3], *rest, **options)


def kernel_size_three_in_window(images, weight, *rest, **options):
    """The same, but the size of the output reckons with the whole kernel."""
    height, width = right(images, weight, *rest, **options).shape[2:]
    return kernel_size_three(images, weight, *rest, **options)[..., :height, :width]


def _breaks_unless_three(verdict: Any, seen: Any) -> bool:
    return runs_over_an_edge(seen) and any(side != 3 for side in verdict.case.args[1].shape[-2:])


KERNEL_SIZE_THREE = Misconception(
    "kernel_size_three",
    "Your answer is written for 3×3 kernels: a 3 (or an offset of 1) stands in it as a number.",
    "Search your code for the numbers 1, 2 and 3, and ask of each where it comes from.",
    TAUGHT_LOOP,
    (kernel_size_three, kernel_size_three_in_window),
    _breaks_unless_three,
    stronger="Take a 2×2 image with a 2×2 kernel, all ones, then both 4×4: the outputs are [[4]] and [[16]]. Count "
    "how many products your code adds up for one output. Which line makes them nine, and from which shape should it "
    "take its numbers?",
)


def _breaks_on_even_kernels(verdict: Any, seen: Any) -> bool:
    return runs_over_an_edge(seen) and any(side % 2 == 0 for side in verdict.case.args[1].shape[-2:])


ODD_KERNELS_ONLY = Misconception(
    "odd_kernels_only",
    "Your answer breaks on kernels with an even side: it starts from the middle of the kernel, and there is none.",
    "How many pixels lie in `[i - k // 2 : i + k // 2 + 1]` for k = 3, and how many for k = 2? "
    "A window can also be named by its top left corner.",
    TAUGHT_LOOP,
    recognise=_breaks_on_even_kernels,
    stronger="For k = 3 that slice has 3 places; for k = 2 it has 3 as well, one more than the kernel. Let i be the "
    "first row of the window, not its middle. For k = 2 and 4 rows, which rows belong to the window i = 0, and what "
    "is the last i?",
)
