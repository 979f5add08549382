"""The window lies where it should, but what is computed there is not the sum of the products."""

import torch

from course_utils.questions.ps1_convolution.misconceptions.convolution import only_first, right
from course_utils.questions.ps1_convolution.sections import TAUGHT_SLIDING
from course_utils.questions.question import Misconception


def zero_everywhere(images, weight, *rest, **options):
    return torch.zeros_like(right(images, weight, *rest, **options))


ZERO_EVERYWHERE = Misconception(
    "zero_everywhere",
    "Your output has the right size and is zero everywhere: the image or the sums never get to where they are needed.",
    "Print one window and one sum inside the loop. Are they zero there already? If not, where is the sum put?",
    TAUGHT_SLIDING,
    (zero_everywhere,),
    stronger="Take the 1×1 image [[5]] and the kernel [[2]]: the output is [[10]]. Print in this order the two things "
    "that your code multiplies, their product, the sum and, at the very end, the output. The first of them that is 0 "
    "comes out of the faulty line.",
)


def clipped_at_zero(images, weight, *rest, **options):
    return right(images, weight, *rest, **options).clamp(min=0)


def clipped_to_bytes(images, weight, *rest, **options):
    """Into the range from 0 to 255, as pictures are shown."""
    return right(images, weight, *rest, **options).clamp(0, 255)


def without_signs(images, weight, *rest, **options):
    return right(images, weight, *rest, **options).abs()


NEGATIVE_VALUES_LOST = Misconception(
    "negative_values_lost",
    "Your output has no negative values: they are cut off at 0, or have lost their sign.",
    "A picture can't show a negative value, but the sum of window times kernel may well be one. Leave it as it is.",
    TAUGHT_SLIDING,
    (clipped_at_zero, clipped_to_bytes, without_signs),
    stronger="Take the 1×1 image [[5]] and the kernel [[-2]]: the output is [[-10]]. Print the sum just before you "
    "store it. If it is -10 there, look at what follows: `clamp`, `clip`, `abs`, `max`, `relu` or a dtype without "
    "signs such as `uint8`.",
)


def matrix_product(images, weight, *rest, **options):
    """The sum of ``window @ kernel``: each weight is replaced by the sum of a row of the kernel."""
    if weight.shape[2] != weight.shape[3]:
        raise ValueError("such a product does not exist")
    return right(images, weight.sum(3)[:, :, None].expand_as(weight), *rest, **options)


def matrix_product_kernel_first(images, weight, *rest, **options):
    if weight.shape[2] != weight.shape[3]:
        raise ValueError("such a product does not exist")
    return right(images, weight.sum(2)[..., None].expand_as(weight), *rest, **options)


MATRIX_PRODUCT = Misconception(
    "matrix_product",
    "You take the matrix product of window and kernel, which multiplies rows with columns. "
    "Here each pixel is multiplied with the one weight that lies on it.",
    "Compute both products of two 2×2 matrices by hand, with `@` and with `*`. Which one is the worked example's?",
    TAUGHT_SLIDING,
    (matrix_product, matrix_product_kernel_first),
    stronger="Take the image [[1, 2], [3, 4]] and a 2×2 kernel of ones: the output is 1 + 2 + 3 + 4 = 10. The matrix "
    "product of the two adds up to 20. Which do you get, and with which sign or function does your line multiply "
    "window and kernel?",
)


def divided_by_kernel_area(images, weight, bias=None, *rest, **options):
    out = right(images, weight, None, *rest, **options) / (weight.shape[2] * weight.shape[3])
    return out if bias is None else out + bias[:, None, None]


def divided_by_weights_of_a_filter(images, weight, bias=None, *rest, **options):
    out = right(images, weight, None, *rest, **options) / weight[0].numel()
    return out if bias is None else out + bias[:, None, None]


DIVIDED_BY_KERNEL_AREA = Misconception(
    "divided_by_kernel_area",
    "You divide by the number of kernel values: that is the mean of the products, not their sum.",
    "Compute one output of the worked example by hand, and compare. Is anything divided there?",
    TAUGHT_SLIDING,
    (divided_by_kernel_area, divided_by_weights_of_a_filter),
    stronger="Take a 2×2 image and a 2×2 kernel, all ones: the output is [[4]]. If you get 1, something divides by 4 "
    "behind the products: a `mean`, or a `/` in your formula. Which line is it?",
)


def truncated_to_integers(images, weight, *rest, **options):
    return right(images, weight, *rest, **options).trunc()


def wrapped_to_bytes(images, weight, *rest, **options):
    """Stored as uint8, as photos are: cut to whole numbers, and counted from 0 again below 0 and above 255."""
    return truncated_to_integers(images, weight, *rest, **options) % 256


TRUNCATED_TO_INTEGERS = Misconception(
    "truncated_to_integers",
    "Your values are cut to whole numbers: somewhere an integer dtype takes them in.",
    "Which dtype has the tensor that you fill, and what does it take it from?",
    TAUGHT_SLIDING,
    (truncated_to_integers, wrapped_to_bytes),
    stronger="Take the 1×1 image [[3]] and the kernel [[0.5]]: the output is [[1.5]]. If you get 1, print the dtype "
    "of the image, of the kernel, of the sum and of the tensor that takes it. The first integer dtype, or an "
    "`int(…)`, cuts the half off: where does it come from?",
)


def last_product_only(images, weight, *rest, **options):
    """``=`` where ``+=`` is meant in the innermost of all loops: the last channel and the last tap remain."""
    last = torch.zeros_like(weight)
    last[:, -1, -1, -1] = weight[:, -1, -1, -1]
    return right(images, last, *rest, **options)


def last_tap_only(images, weight, *rest, **options):
    """The same in a loop over taps that takes all channels at once."""
    last = torch.zeros_like(weight)
    last[..., -1, -1] = weight[..., -1, -1]
    return right(images, last, *rest, **options)


LAST_PRODUCT_ONLY = Misconception(
    "last_product_only",
    "Only the last product is left of each sum: every round of your loop over the kernel replaces what the rounds "
    "before it have put there.",
    "Follow one output through your loops. What stands there after the first round over the kernel, and what after the "
    "second?",
    TAUGHT_SLIDING,
    (last_product_only, last_tap_only),
    stronger="Take the 1×2 image [[2, 3]] and the kernel [[10, 1]]: the output is 20 + 3 = [[23]]. If you get 3, the "
    "20 was there and is gone. Look at the line in your innermost loop that has the output or the sum on its left: "
    "does it add to what stands there?",
)


def sum_never_reset(images, weight, *rest, **options):
    """The sum is set to 0 before all loops: each output holds those before it, too."""
    full = right(images, weight, *rest, **options)
    return full.flatten().cumsum(0).reshape(full.shape)


def sum_reset_for_each_row(images, weight, *rest, **options):
    return right(images, weight, *rest, **options).cumsum(3)


SUM_NOT_RESET = Misconception(
    "sum_not_reset",
    "Your sum goes on from one output to the next: each output holds those before it, too.",
    "Which value should the sum have when a new window begins? Which line gives it that value, and how often does it "
    "run?",
    TAUGHT_SLIDING,
    (sum_never_reset, sum_reset_for_each_row),
    stronger="Take the 1×3 image [[1, 2, 3]] and the kernel [[1]]: the output is [[1, 2, 3]]. If you get [[1, 3, 6]], "
    "the sum was 1 when the second window began, and 3 at the third. Inside which loops does the line stand that sets "
    "it to 0, and inside which should it?",
)


def first_row_only(images, weight, *rest, **options):
    """``return`` inside the outer loop: the other rows stay zero."""
    full = right(images, weight, *rest, **options)
    return only_first(full, 1, full.shape[3])


def first_value_only(images, weight, *rest, **options):
    """``return`` inside both loops."""
    return only_first(right(images, weight, *rest, **options), 1, 1)


FIRST_ROW_ONLY = Misconception(
    "first_row_only",
    "Your function ends after the first row of the output, or after its first value: all the others stay zero.",
    "Which line ends a function, however many rounds its loops still have to make?",
    TAUGHT_SLIDING,
    (first_row_only, first_value_only),
    stronger="Take the 2×1 image [[1], [2]] and the kernel [[1]]: the output is the image. If yours is [[1], [0]], the "
    "second round of the loop over rows was never made. How far is your `return` indented, and how far the outermost "
    "`for`?",
)
