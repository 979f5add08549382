"""denormalize(images, mean, std): the way back from a normalised batch to pixels."""

import torch

from course_utils.questions.draws import normal
from course_utils.questions.ps5_cifar10_augmentation import normalize
from course_utils.questions.ps5_cifar10_augmentation.normalize import NO_TRANSFORMS, column, statistics
from course_utils.questions.ps5_cifar10_augmentation.sections import BROADCASTING, NORMALISING, TAUGHT_STATISTICS
from course_utils.questions.question import Aspect, Case, Misconception, Question


def oracle(images, mean, std):
    # Back is the same operation with other numbers: (x + m/s) / (1/s) = x·s + m.
    return normalize.oracle(images, -mean / std, 1 / std)


def cases(rng):
    def single(channels):
        return tuple(one.float() for one in statistics(rng, channels))

    return [
        Case("two images, given float32 statistics", (normal(rng, 2, 3, 4, 5), *single(3))),
        Case("statistics in float64, as channel_statistics gives", (normal(rng, 2, 3, 5, 4), *statistics(rng, 3))),
        Case("images as wide as they have channels", (normal(rng, 4, 3, 3, 3), *single(3))),
        Case("one channel", (normal(rng, 3, 1, 4, 6), *single(1))),
        Case("five channels, and values that leave [0, 1]", (10 * normal(rng, 1, 5, 3, 4), *single(5))),
        Case(
            "images in float64, which stay as they are",
            (normal(rng, 2, 3, 2, 4).double(), *single(3)),
            aspect=Aspect.INPUT_UNCHANGED,
        ),
    ]  # fmt: skip


def swapped(images, mean, std):
    return images * column(mean, images) + column(std, images)


def added_first(images, mean, std):
    return (images + column(mean, images)) * column(std, images)


def divided(images, mean, std):
    return images / column(std, images) + column(mean, images)


def subtracted(images, mean, std):
    return images * column(std, images) - column(mean, images)


def both_steps_forward(images, mean, std):
    return (images + column(mean, images)) / column(std, images)


def clipped(images, mean, std):
    return oracle(images, mean, std).clamp(0, 1)


def to_bytes(images, mean, std):
    return oracle(images, mean, std) * 255


def only_spread(images, _mean, std):
    return images * column(std, images)


def only_shifted(images, mean, _std):
    return images + column(mean, images)


def along_width(images, mean, std):
    return images * std.to(images.dtype) + mean.to(images.dtype)


def along_height(images, mean, std):
    return images * std.to(images.dtype)[:, None] + mean.to(images.dtype)[:, None]


def along_batch(images, mean, std):
    return images * column(std, images)[..., None] + column(mean, images)[..., None]


def own_statistics(images, _mean, _std):
    std, mean = torch.std_mean(images, dim=(0, 2, 3), correction=0)
    return oracle(images, mean, std)


QUESTION = Question(
    name="denormalize",
    title="Back to pixels",
    section=NORMALISING,
    cases=cases,
    oracle=oracle,
    forbidden=NO_TRANSFORMS,
    misconceptions=(
        Misconception(
            "mean_and_std_swapped",
            "You multiply by the mean and add the standard deviation.",
            "A normalised pixel of 0 was exactly the mean. What does your function make of 0?",
            TAUGHT_STATISTICS,
            oracles=(swapped,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: −1 has to become 0.25, and yours becomes −1 · 0.5 + 0.25 = "
            "−0.25. Check your formula, and then the order of the names: after `def`, and where you unpack or convert "
            "them.",
        ),
        Misconception(
            "steps_in_the_same_order",
            "You undo the steps in the order in which they were done: the mean comes back before the spread.",
            "First socks, then shoes. What comes off first?",
            TAUGHT_STATISTICS,
            oracles=(added_first, both_steps_forward),
            stronger="By hand, with μ = 0.5 and σ = 0.25: −1 has to become 0.25, and yours becomes −0.125 or −2. "
            "Write the two steps of `normalize` one below the other, then read them from the bottom to the top: which "
            "one do you have to take back first, and by which operation?",
        ),
        Misconception(
            "step_not_inverted",
            "One of the two steps is done once more and not undone: a division where a multiplication belongs, or a "
            "subtraction where an addition belongs.",
            "A normalised pixel of 1 lies one standard deviation above the mean. What does your function make of 1?",
            TAUGHT_STATISTICS,
            oracles=(divided, subtracted),
            stronger="By hand, with μ = 0.5 and σ = 0.25: −1 has to become 0.25, and yours becomes −3.5 or −0.75. "
            "Solve z = (x − 0.5) / 0.25 for x, on paper, in two steps: which operations stand in your result, and "
            "which in your code?",
        ),
        Misconception(
            "normalised_again",
            "You normalise a second time in place of going back.",
            "`denormalize(normalize(x, mean, std), mean, std)` has to give x. What does yours give for x = mean?",
            TAUGHT_STATISTICS,
            oracles=(normalize.oracle,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: −1 has to become 0.25, and yours becomes (−1 − 0.5) / 0.25 "
            "= −6. Solve z = (x − 0.5) / 0.25 for x, on paper: what becomes of the division, and what of the "
            "subtraction?",
        ),
        Misconception(
            "half_of_it",
            "You undo one of the two steps only.",
            "Normalising has a subtraction and a division. Which line of yours undoes which?",
            TAUGHT_STATISTICS,
            oracles=(only_spread, only_shifted),
            stronger="By hand, with μ = 0.5 and σ = 0.25: −1 has to become 0.25. With the spread alone it becomes "
            "−0.25, with the mean alone −0.5. Which of the two is yours, and does the missing step come before or "
            "after it?",
        ),
        Misconception(
            "clipped",
            "You cut off what lies below 0 or above 1. Then it is no inverse any more.",
            "What does your function return for a value that was 1.2 before it was normalised? "
            "Who should decide to clip, this function or whoever draws the picture?",
            TAUGHT_STATISTICS,
            oracles=(clipped,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: −3 has to become −0.25, and yours becomes 0. Which line "
            "stops at 0 and 1? Run your function without it, and then `normalize` on the result: is −3 back?",
        ),
        Misconception(
            "scaled_to_bytes",
            "Your result goes from 0 to 255. The images that were normalised went from 0 to 1.",
            "Normalise a pixel of 0.5 and go back. Which number do you want to see?",
            TAUGHT_STATISTICS,
            oracles=(to_bytes,),
            stronger="By hand, with μ = 0.5 and σ = 0.25: −1 has to become 0.25, and yours becomes 63.75 = 255 · "
            "0.25. `normalize` has no 255 in it, so there is none to be undone: where does yours stand?",
        ),
        Misconception(
            "broadcast_on_another_axis",
            "Your mean and standard deviation lie along another axis than the channels. Shapes are aligned from the "
            "right: C numbers next to N×C×H×W stand for columns.",
            "Which shape must the C numbers have, so that they stand below the C of N×C×H×W? Where are ones needed?",
            BROADCASTING,
            oracles=(along_width, along_height, along_batch),
            recognise=normalize.does_not_broadcast,
            stronger="Give it `narrow` and `mean` of this section and `torch.ones(3)`: channel 2 has to be 2 "
            "everywhere. Print the shape in which your mean meets the images: (3,) stands below W, (3, 1) below H, "
            "(3, 1, 1, 1) below N. Compare with the shape that the cell with `narrow` gives it.",
        ),
        Misconception(
            "own_statistics",
            "You take mean and standard deviation from the images you were given. Those of a normalised batch are "
            "about 0 and 1: the way back needs the old ones.",
            "Which two numbers were subtracted and divided by? Where does your function get them from?",
            TAUGHT_STATISTICS,
            oracles=(own_statistics,),
            stronger="Give it `-torch.ones(1, 3, 2, 2)` with three means of 0.5 and three deviations of 0.25: 0.25 "
            "has to come out everywhere, and yours is −1. Search your code for a mean and a deviation of `images`: "
            "what are the arguments `mean` and `std` good for then?",
        ),
    ),
    shows=("images",),
)
