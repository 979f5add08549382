"""channel_statistics(images): the mean and the standard deviation of each channel, from sums and sums of squares."""

import numpy as np
import torch

from course_utils.checking.compare import Tolerance, same
from course_utils.checking.describe import describe
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps5_cifar10_augmentation.sections import (
    POPULAR_STD,
    STATISTICS,
    TAUGHT_STATISTICS,
)
from course_utils.questions.ps5_cifar10_augmentation.statistics_oracles import (
    axes_lost,
    bytes_overflow,
    mean_not_subtracted,
    not_scaled,
    one_number,
    one_number_for_each,
    oracle,
    order_swapped,
    std_of_each_image,
    sum_overflows,
    unbiased,
    variance,
    variance_of_each_image,
)
from course_utils.questions.question import Aspect, Case, Forbidden, Misconception, Question, Shortfall

# The covariance of values with themselves is their variance, and layers that normalise compute one.
OPERATIONS = (
    "aten.std*", "aten.var*", "aten.cov", "aten.corrcoef", "*batch_norm*", "*layer_norm*", "*group_norm*",
    "*instance_norm*",
)  # fmt: skip
CALLS = (
    "numpy.std", "numpy.var", "numpy._std", "numpy._var", "numpy.lib.nanstd", "numpy.lib.nanvar", "numpy.lib.cov",
    "numpy.lib.corrcoef", "numpy.ma.core.MaskedArray.std", "numpy.ma.core.MaskedArray.var", "numpy.ma.extras.cov",
    "numpy.ma.extras.corrcoef", "statistics.*stdev", "statistics.*variance", "statistics.correlation",
    "statistics.linear_regression", "statistics.NormalDist.*", "scipy.stats.*", "scipy.ndimage.variance",
    "scipy.ndimage.standard_deviation", "cv2.meanStdDev", "PIL.ImageStat.*",
)  # fmt: skip
NEARLY_EQUAL = "bright images that hardly differ: where digits are lost"
IN_FLOAT64 = "both results in float64"
WRONG_FORM = Outcome.WRONG_TYPE_OR_SHAPE
ATOL, RTOL = 1e-6, 1e-5


def cases(rng):
    # Each image has a brightness of its own, so that most of the deviation lies between the images.
    brightness = rng.permutation([0, 60, 120, 180])[:, None, None, None]
    differ = torch.from_numpy((brightness + rng.integers(0, 70, (4, 3, 2, 5))).astype(np.uint8))
    bright = torch.full((6, 3, 9, 11), 254, dtype=torch.uint8)
    for channel, count in enumerate(rng.permutation([1, 2, 3])):  # a few pixels are brighter by 1
        image, row, column = np.unravel_index(rng.choice(6 * 9 * 11, count, replace=False), (6, 9, 11))
        bright[image, channel, row, column] = 255
    return [
        Case("two small images", (_bytes(rng, 2, 3, 2, 4),)),
        Case("one channel", (_bytes(rng, 5, 1, 3, 4),)),
        Case("five channels and one image", (_bytes(rng, 1, 5, 4, 3),)),
        Case("images that differ in brightness", (differ,)),
        Case("bytes whose sums and squares don't fit into a byte", (_bytes(rng, 20, 3, 6, 8, low=100),)),
        Case(NEARLY_EQUAL, (bright,)),
        Case("the images stay as they are", (_bytes(rng, 3, 3, 4, 2),), aspect=Aspect.INPUT_UNCHANGED),
        Case(IN_FLOAT64, (_bytes(rng, 2, 3, 3, 4),), property=_in_float64),
    ]


def _bytes(rng, *shape, low=0):
    """Random bytes, each channel with a range of its own."""
    values = rng.integers(low, 256, shape)
    for channel in range(1, shape[1]):
        values[:, channel] //= channel + 1
    return torch.from_numpy(values.astype(np.uint8))


def _in_float64(value):
    """The property that both results are tensors of float64, whatever they hold: other cases compare the values."""
    two = isinstance(value, list | tuple) and len(value) == 2
    if not two or not all(isinstance(one, torch.Tensor) and one.shape == (3,) for one in value):
        return Shortfall(f"It returns {describe(value)}; expected are two tensors of shape 3.", WRONG_FORM)
    for name, one in zip(("mean", "standard deviation"), value, strict=True):
        if one.dtype != torch.float64:
            return Shortfall(f"The dtype of the {name} is {one.dtype}; expected is torch.float64.", WRONG_FORM)
    return None


def _shapes(verdict, seen):
    """The shapes of the two tensors returned and the number of channels; None for anything else."""
    pair = seen.value
    if not isinstance(pair, list | tuple) or len(pair) != 2 or not all(isinstance(one, torch.Tensor) for one in pair):
        return None
    return [tuple(one.shape) for one in pair], verdict.case.args[0].shape[1]


def _axes_kept(verdict, seen) -> bool:
    found = _shapes(verdict, seen)
    return found is not None and all(shape != (found[1],) and shape[1:2] == (found[1],) and
                                     all(n == 1 for n in shape[2:] + shape[:1]) for shape in found[0])  # fmt: skip


def _other_axes(verdict, seen) -> bool:
    found = _shapes(verdict, seen)
    return found is not None and any(shape != (found[1],) for shape in found[0]) and not _axes_kept(verdict, seen)


def _digits_lost(verdict, seen) -> bool:
    found = _shapes(verdict, seen)
    if verdict.case.name != NEARLY_EQUAL or found is None or found[0] != [(found[1],)] * 2:
        return False
    return torch.allclose(seen.value[0].double(), verdict.expected[0], atol=1e-3)


def _float32_returned(verdict, seen) -> bool:
    """In the case about the dtype only: in all others the values are what counts."""
    if verdict.case.name != IN_FLOAT64 or _shapes(verdict, seen) is None:
        return False
    right = same(seen.value, oracle(*verdict.case.args), Tolerance(ATOL, RTOL))
    return right and any(one.dtype == torch.float32 for one in seen.value)


QUESTION = Question(
    name="channel_statistics",
    title="Mean and standard deviation of a data set",
    section=STATISTICS,
    cases=cases,
    oracle=oracle,
    atol=ATOL,
    rtol=RTOL,
    forbidden=Forbidden(
        operations=OPERATIONS,
        calls=CALLS,
        instead="Take the sums and the sums of squares: they can be collected part by part, in one pass.",
    ),
    misconceptions=(
        Misconception(
            "std_of_each_image",
            "Your standard deviation is a mean of the images' own standard deviations, or of their variances. How much "
            "the images differ from each other is lost.",
            "Take one image that is all black and one that is all white. What is the standard deviation within each, "
            "and what is it over all pixels?",
            POPULAR_STD,
            oracles=tuple(of(n) for of in (std_of_each_image, variance_of_each_image) for n in (0, 1)),
            stronger="For `four` of this section 0.36 has to come out, and yours is 0.2 (or 0.28). At which place "
            "does your code hold one finished deviation, or variance, for each image? What else could be collected "
            "image by image, so that the deviation is computed only once, at the end?",
        ),
        Misconception(
            "bytes_overflow",
            "You multiply or add in `uint8`, where everything above 255 starts again at 0.",
            "What does `torch.tensor([16], dtype=torch.uint8) ** 2` give?",
            TAUGHT_STATISTICS,
            oracles=(
                bytes_overflow(lambda variance: variance),
                bytes_overflow(lambda variance: variance.clamp(min=0)),
                bytes_overflow(lambda variance: variance.abs()),
                sum_overflows,
            ),
            stronger="Before any division by 255, the mean of the squares of `four` is 24709.5; in bytes it is 69.5. "
            "Print the dtype in front of every product and every sum of yours: where is it still `uint8`, and which "
            "line of yours has to come earlier?",
        ),
        Misconception(
            "one_number_for_all_channels",
            "You average over the channels as well: red, green and blue get the same number.",
            "How many numbers should be left for an image with three channels? Which axis must stay?",
            TAUGHT_STATISTICS,
            oracles=(one_number, one_number_for_each),
            stronger="Make an image whose red is 0, green 51 and blue 255: `torch.tensor([0, 51, 255], "
            "dtype=torch.uint8).view(1, 3, 1, 1).expand(1, 3, 2, 2)`. The means have to be 0, 0.2 and 1, and yours is "
            "0.4. Over which axes does your mean or sum run, and which one of the four is one too many?",
        ),
        Misconception(
            "axes_kept",
            "The numbers may be right, but the axes you have averaged over are still there, with size 1.",
            "Print the shape of each of the two results. Which option of `sum` and `mean` keeps axes?",
            TAUGHT_STATISTICS,
            recognise=_axes_kept,
            stronger="For `four` both results have to have the shape (1,), and yours is (1, 1, 1, 1). Look for "
            "`keepdim`, or for an index with `None`: it may be useful where the mean is subtracted from the pixels. "
            "What can be done about it after that, just before the `return`?",
        ),
        Misconception(
            "wrong_axes",
            "You average over other axes than those of the images, the rows and the columns: the result is not one "
            "number for each channel.",
            "Write the names N, C, H, W above the shape, and cross out those that you sum over. What is left?",
            TAUGHT_STATISTICS,
            recognise=_other_axes,
            stronger="Print your shape for images of 5×3×2×4; three numbers are needed. 5×3: the axis of the images "
            "is still there. 3×2×4: rows and columns are still there. 4: the columns were taken for the channels. "
            "Compare with the axes that you name in `dim` or `axis`.",
        ),
        Misconception(
            "axes_lost_in_reshape",
            "`reshape` or `view` to C rows cuts the batch into C parts of whole images: they are not the channels.",
            "In which order do the numbers of N×C×H×W lie in memory? Which axis has to come first, and how does it "
            "get there?",
            TAUGHT_STATISTICS,
            oracles=(axes_lost,),
            stronger="Take two images of one pixel and two channels, `torch.tensor([[0, 255], [0, 255]], "
            "dtype=torch.uint8).view(2, 2, 1, 1)`: channel 0 is always 0, channel 1 always 255. The means have to be "
            "0 and 1, and yours are 0.5. Print row 0 of your reshaped tensor: which image do its numbers come from?",
        ),
        Misconception(
            "unbiased_std",
            "Your standard deviation divides by the number of pixels minus 1. Asked for is the one that divides by the "
            "number of pixels.",
            "Two pixels, 0 and 1: by what do you divide the sum of squares of their distances from 0.5?",
            TAUGHT_STATISTICS,
            oracles=(unbiased,),
            stronger="The squares of the deviations of `four` add up to 0.25 + 0.01 + 0.01 + 0.25 = 0.52. Asked for is "
            "√(0.52 / 4) = 0.36, and yours is √(0.52 / 3) = 0.42. Where does a 1 get subtracted in your code, or "
            "which call does it without being asked?",
        ),
        Misconception(
            "not_scaled",
            "Your numbers are for pixels from 0 to 255. Asked for are those for pixels from 0 to 1.",
            "Can the mean of numbers between 0 and 1 be 120?",
            TAUGHT_STATISTICS,
            oracles=(not_scaled,),
            stronger="For `four` 0.5 and 0.36 have to come out, and yours are 127.5 and 91.9. Search your code for "
            "255. If it isn't there: what happens to both results when all pixels are divided by 255? If it is: does "
            "its result reach your sums?",
        ),
        Misconception(
            "variance_for_std",
            "You return the variance in place of the standard deviation.",
            "The standard deviation has the unit of a pixel. Which unit does a mean of squares have?",
            TAUGHT_STATISTICS,
            oracles=(variance,),
            stronger="For `four` 0.36 has to come out as the second number, and yours is 0.13. Find both numbers in "
            "the answer to “By hand”: which step leads from one to the other there, and after which line of yours "
            "does it belong?",
        ),
        Misconception(
            "mean_not_subtracted",
            "You take the root of the mean square without the mean. That is not the spread around the mean.",
            "What is the standard deviation of images that are all of one grey? What does yours give?",
            TAUGHT_STATISTICS,
            oracles=(mean_not_subtracted,),
            stronger="For `four` your second number is √0.38 = 0.62, and 0.36 has to come out. Find 0.38 in the "
            "answer to “By hand”: what is taken away from it there before the root, and which of your variables holds "
            "that?",
        ),
        Misconception(
            "order_swapped",
            "You return the standard deviation first. Asked for is the mean, then the standard deviation.",
            "Read the line of the docstring that begins with “Returns”.",
            TAUGHT_STATISTICS,
            oracles=(order_swapped,),
            stronger="For `four` the first number has to be 0.5 and the second 0.36; yours come the other way round. "
            "Whoever writes `mean, std = channel_statistics(images)` gets them under the wrong names. Look at the "
            "order in your `return`.",
        ),
        Misconception(
            "digits_lost",
            "Where the images hardly differ, your standard deviation is wrong: the mean square and the squared mean "
            "agree in all the digits that `float32` has.",
            "How many digits does `float32` have, and how many are left after subtracting two numbers that agree in "
            "the first seven? Which dtypes have more?",
            TAUGHT_STATISTICS,
            recognise=_digits_lost,
            stronger="Give it `pixels.view(1, 1, 1, -1)` of this section: the deviation has to be 0.000124. Print the "
            "dtype of the two numbers that you subtract from each other; a `.double()` after that brings no digit "
            "back. Which line makes this dtype out of bytes?",
        ),
        Misconception(
            "float32_returned",
            "The numbers are right, but not both of them are `float64`. Asked for are two `float64` tensors.",
            "Print the dtype of both results. In which line of yours does it become `float32`?",
            STATISTICS,
            recognise=_float32_returned,
            stronger="Print `[one.dtype for one in channel_statistics(four)]`: `torch.float64` is needed twice. Search "
            "your code for `.float()`, and for tensors that you make: `torch.zeros(3)` and `torch.tensor(0.5)` are "
            "`float32` as long as nobody says otherwise.",
        ),
    ),
    shows=("images",),
)
