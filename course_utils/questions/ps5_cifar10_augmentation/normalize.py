"""normalize(images, mean, std): each channel with mean 0 and standard deviation 1."""

import torch

from course_utils.questions.draws import normal
from course_utils.questions.ps5_cifar10_augmentation.sections import (
    BROADCASTING,
    LOADER,
    NORMALISING,
    TAUGHT_STATISTICS,
)
from course_utils.questions.question import Aspect, Case, Forbidden, Misconception, Question

NO_TRANSFORMS = Forbidden(
    operations=("aten.*batch_norm*", "aten.*instance_norm*"),
    calls=("torchvision.*", "kornia.*"),
    instead="It is one line with a subtraction and a division: write it yourself.",
)


def oracle(images, mean, std):
    from torchvision.transforms.functional import normalize

    return normalize(images, mean.tolist(), std.tolist())


def pixels(rng, *shape: int) -> torch.Tensor:
    """Pixels in [0, 1]."""
    return torch.from_numpy(rng.random(shape)).float()


def statistics(rng, channels: int) -> tuple[torch.Tensor, torch.Tensor]:
    """A mean and a standard deviation for each channel, all different, in float64 as channel_statistics gives them."""
    means = torch.linspace(0.35, 0.6, channels, dtype=torch.float64)
    stds = torch.linspace(0.12, 0.3, channels, dtype=torch.float64)
    return (
        means[torch.from_numpy(rng.permutation(channels))] + float(rng.uniform(0, 0.02)),
        stds[torch.from_numpy(rng.permutation(channels))] + float(rng.uniform(0, 0.02)),
    )


def cases(rng):
    return [
        Case("two images, given float32 statistics", (pixels(rng, 2, 3, 4, 5), *_single(statistics(rng, 3)))),
        Case("statistics in float64, as channel_statistics gives", (pixels(rng, 2, 3, 5, 4), *statistics(rng, 3))),
        Case("images as wide as they have channels", (pixels(rng, 4, 3, 3, 3), *_single(statistics(rng, 3)))),
        Case("one channel", (pixels(rng, 3, 1, 4, 6), *_single(statistics(rng, 1)))),
        Case("five channels, values of any size", (3 * normal(rng, 1, 5, 3, 4), *_single(statistics(rng, 5)))),
        Case(
            "images in float64, which stay as they are",
            (pixels(rng, 2, 3, 2, 4).double(), *_single(statistics(rng, 3))),
            aspect=Aspect.INPUT_UNCHANGED,
        ),
    ]  # fmt: skip


def _single(pair):
    return tuple(one.float() for one in pair)


def column(values: torch.Tensor, images: torch.Tensor) -> torch.Tensor:
    return values.to(images.dtype)[:, None, None]


def swapped(images, mean, std):
    return oracle(images, std, mean)


def multiplied(images, mean, std):
    return (images - column(mean, images)) * column(std, images)


def by_variance(images, mean, std):
    return oracle(images, mean, std**2)


def not_centred(images, mean, std):
    return oracle(images, torch.zeros_like(mean), std)


def not_divided(images, mean, std):
    return oracle(images, mean, torch.ones_like(std))


def brackets(images, mean, std):
    return images - column(mean, images) / column(std, images)


def divided_first(images, mean, std):
    return images / column(std, images) - column(mean, images)


def added(images, mean, std):
    return oracle(images, -mean, std)


def along_width(images, mean, std):
    return (images - mean.to(images.dtype)) / std.to(images.dtype)


def along_height(images, mean, std):
    return (images - mean.to(images.dtype)[:, None]) / std.to(images.dtype)[:, None]


def along_batch(images, mean, std):
    return (images - column(mean, images)[..., None]) / column(std, images)[..., None]


def own_statistics(correction):
    def wrong(images, _mean, _std):
        std, mean = torch.std_mean(images, dim=(0, 2, 3), correction=correction)
        return oracle(images, mean, std)

    return wrong


def twice(images, mean, std):
    return oracle(oracle(images, mean, std), mean, std)


def scaled_again(images, mean, std):
    return oracle(images / 255, mean, std)


def first_channel(images, mean, std):
    return oracle(images, mean[:1].expand(len(mean)), std[:1].expand(len(std)))


def averaged(images, mean, std):
    return oracle(images, mean.mean().expand(len(mean)), std.mean().expand(len(std)))


def does_not_broadcast(_verdict, seen) -> bool:
    return seen.error is not None and (
        "must match the size of tensor" in seen.error.message or "could not be broadcast" in seen.error.message
    )


QUESTION = Question(
    name="normalize",
    title="Normalise a batch",
    section=NORMALISING,
    cases=cases,
    oracle=oracle,
    forbidden=NO_TRANSFORMS,
    misconceptions=(
        Misconception(
            "mean_and_std_swapped",
            "You subtract the standard deviation and divide by the mean.",
            "Which of the two numbers must the subtraction take away, so that the mean becomes 0?",
            TAUGHT_STATISTICS,
            oracles=(swapped,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: a pixel of 0 has to become −2, and yours becomes (0 − 0.25) "
            "/ 0.5 = −0.5. Check your formula, and then the order of the names: after `def`, and where you unpack or "
            "convert them.",
        ),
        Misconception(
            "multiplied_by_std",
            "You multiply by the standard deviation. That makes the spread smaller still.",
            "The spread of a channel is 0.25. By which factor does it become 1?",
            TAUGHT_STATISTICS,
            oracles=(multiplied,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: a pixel of 0.75 has to become 1, and yours becomes 0.25 · "
            "0.25 = 0.0625. How often does 0.25 fit into the distance 0.25, and which operation asks that?",
        ),
        Misconception(
            "variance_for_std",
            "You divide by the square of the standard deviation.",
            "The spread of a channel is 0.25. What is it after your division?",
            TAUGHT_STATISTICS,
            oracles=(by_variance,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: a pixel of 0.75 has to become 1, and yours becomes 0.25 / "
            "0.0625 = 4. Where does 0.0625 come from: which line squares what it was given?",
        ),
        Misconception(
            "half_of_it",
            "You do one half only: subtract the mean without dividing, or divide without subtracting.",
            "What are the mean and the standard deviation of your result over a whole data set? What should they be?",
            TAUGHT_STATISTICS,
            oracles=(not_centred, not_divided),
            stronger="By hand, with μ = 0.5 and σ = 0.25: a pixel of 0.75 has to become 1. With the subtraction alone "
            "it becomes 0.25, with the division alone 3. Which of the two is yours, and in which of your lines would "
            "the other step come before or after it?",
        ),
        Misconception(
            "brackets_forgotten",
            "Only the mean is divided by the standard deviation: the division comes before the subtraction.",
            "What does Python compute for `6 - 4 / 2`?",
            TAUGHT_STATISTICS,
            oracles=(brackets,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: a pixel of 0.75 has to become 1, and yours becomes 0.75 − 2 "
            "= −1.25. Where does the 2 come from? Write down which of your two operations Python does first.",
        ),
        Misconception(
            "divided_first",
            "You divide first, and then take away a mean that was not divided.",
            "A pixel that equals the mean has to become 0. What does it become in your code?",
            TAUGHT_STATISTICS,
            oracles=(divided_first,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: a pixel of 0.75 has to become 1, and yours becomes 3 − 0.5 = "
            "2.5. The distance from the mean is what has to be divided. Which of your two operations does Python do "
            "first, and what would make it wait?",
        ),
        Misconception(
            "mean_added",
            "You add the mean. Normalising takes it away.",
            "A pixel that equals the mean has to become 0. What does it become in your code?",
            TAUGHT_STATISTICS,
            oracles=(added,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: a pixel of 0.5 has to become 0, and yours becomes (0.5 + "
            "0.5) / 0.25 = 4. The division is right. Look at the sign before it.",
        ),
        Misconception(
            "broadcast_on_another_axis",
            "Your mean and standard deviation lie along another axis than the channels. Shapes are aligned from the "
            "right: C numbers next to N×C×H×W stand for columns.",
            "Which shape must the C numbers have, so that they stand below the C of N×C×H×W? Where are ones needed?",
            BROADCASTING,
            oracles=(along_width, along_height, along_batch),
            recognise=does_not_broadcast,
            stronger="Give it `narrow` and `mean` of this section and `torch.ones(3)`: channel 2 has to be −2 "
            "everywhere. Print the shape in which your mean meets the images: (3,) stands below W, (3, 1) below H, "
            "(3, 1, 1, 1) below N. Compare with the shape that the cell with `narrow` gives it.",
        ),
        Misconception(
            "own_statistics",
            "You compute mean and standard deviation from the batch you were given. The same image would look "
            "different in another batch.",
            "What would your function make of a batch with one image that is all white?",
            LOADER,
            oracles=(own_statistics(0), own_statistics(1)),
            stronger="Give it `torch.full((1, 3, 2, 2), 0.75)` with three means of 0.5 and three deviations of 0.25: "
            "1 has to come out everywhere, and yours is NaN. Search your code for `.mean(` and for deviations of "
            "`images`: what are the arguments `mean` and `std` good for then?",
        ),
        Misconception(
            "one_channel_for_all",
            "All channels get the same mean and the same standard deviation.",
            "Try it with a mean that is 0 for red, 1 for green and 2 for blue.",
            TAUGHT_STATISTICS,
            oracles=(first_channel, averaged),
            stronger="Give it `torch.zeros(1, 3, 2, 2)`, the means 0, 1, 2 and three deviations of 1: the channels "
            "have to become 0, −1 and −2. In yours they are all 0, or all −1. Which index, or which `.mean()`, makes "
            "a single number of the three?",
        ),
        Misconception(
            "normalised_twice",
            "You normalise what is normalised already.",
            "How often do the subtraction and the division run when your function is called once?",
            TAUGHT_STATISTICS,
            oracles=(twice,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: a pixel of 0.75 has to become 1, and yours goes on to (1 − "
            "0.5) / 0.25 = 2. Print one pixel after each line of yours: in which line does it leave 1, and what "
            "repeats there?",
        ),
        Misconception(
            "scaled_again",
            "You divide by 255. The images that this function gets are in [0, 1] already.",
            "Print the largest value of `images` before the first line of your code and after it.",
            TAUGHT_STATISTICS,
            oracles=(scaled_again,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: a pixel of 0.75 has to become 1, and yours becomes (0.003 − "
            "0.5) / 0.25 = −1.99. Where does the 0.003 come from? Read the line of the docstring about `images` once "
            "more.",
        ),
    ),
    shows=("images",),
)
