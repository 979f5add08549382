"""random_flip(images, p, generator): each image of a batch mirrored with probability p, by a draw of its own."""

import math
from typing import Any

import torch

from course_utils.questions.ps5_cifar10_augmentation.drawing import (
    DRAWING,
    ON_THE_DEVICE,
    UNLIKELY,
    common_here,
    drawn,
    form,
    on_the_device,
    reproducible,
    unchanged,
)
from course_utils.questions.ps5_cifar10_augmentation.flip_traces import (
    all_or_none,
    along,
    always_as_many,
    draws_do_not_fit,
    is_mirrored,
    mixed,
    never,
    normal_share,
    order_lost,
    shows_rate,
)
from course_utils.questions.ps5_cifar10_augmentation.sections import (
    AUGMENTATION,
    BROADCASTING,
    FLIP,
    ONE_DRAW,
    TAUGHT_FLIP,
)
from course_utils.questions.question import Case, Forbidden, Misconception, Question, Shortfall

BATCH = 16
MANY, SEVERAL, FEW = 64, 16, 4  # calls of the answer: to count a share closely, to see it, to see one change


def probe(answer, images, p, seed, times):
    return drawn(answer, images, p, seed, times)


def different_images(rng, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """Images whose pixels are all different within a channel, so that each change shows, and none of them is 0."""
    n, channels, height, width = shape
    pixels = [rng.permutation(height * width) + 1 for _ in range(n * channels)]
    images = torch.from_numpy(rng.permutation(pixels).reshape(shape).copy())
    return (images / 64).to(dtype) if dtype.is_floating_point else images.to(dtype)


def cases(rng):
    def case(name, p, times, holds, height=3, width=4, dtype=torch.float32, channels=2, batch=BATCH):
        images = different_images(rng, batch, channels, height, width, dtype=dtype)
        return Case(name, (images, p, int(rng.integers(2**31)), times), property=holds(images, p))

    return [
        case("each image comes back as it is or mirrored", 0.5, SEVERAL, _images_or_mirrored),
        case("about half of them mirrored for p = 0.5", 0.5, MANY, _about_p),
        case("one of eight mirrored for p = 0.125", 0.125, MANY, _about_p),
        case("none mirrored for p = 0", 0.0, SEVERAL, _none),
        case("all mirrored for p = 1", 1.0, SEVERAL, _all),
        case("a draw for each image", 0.5, SEVERAL, _independent),
        case("the generator decides, and nothing else", 0.5, FEW, _repeats),
        case("bytes", 0.5, SEVERAL, _about_p, dtype=torch.uint8, channels=3, height=5),
        case("whole numbers, one channel, odd width", 0.5, SEVERAL, _about_p, dtype=torch.int64, channels=1, width=5),
        case("float64", 0.5, SEVERAL, _about_p, dtype=torch.float64, height=2),
        case("a single image", 0.5, MANY, _about_p, batch=1),
        case(ON_THE_DEVICE, 0.5, FEW, _on_the_device),
        case("the images stay as they are", 0.5, FEW, _unchanged),
    ]


def _property(check):
    """A property of the form first, then of what ``check(images, p, mirrored)`` says; mirrored: bool times×N."""

    def of(images, p):
        def holds(value: Any) -> Shortfall | None:
            amiss = form(images, value)
            if amiss is not None:
                return amiss
            mirrored = is_mirrored(images, value["batches"], 3)
            if mirrored is None:
                return _odd_one(images, value["batches"])
            return check(images, p, mirrored, value)

        return holds

    return of


def _odd_one(images, batches):
    fits = ((batches == images) | (batches == images.flip(3))).flatten(2).all(2)
    neither = fits if not fits.all() else (batches == images).flatten(2).all(2)
    call, at = (~neither).nonzero()[0].tolist()
    return Shortfall(
        f"Image {at} of the batch comes back neither as it was nor mirrored left to right.",
        image=images[at, 0],
        expected=images[at, 0].flip(-1),
        got=batches[call, at, 0],
    )


@_property
def _images_or_mirrored(_images, _p, mirrored, _value):
    return None if mirrored.any() else Shortfall(f"None of {mirrored.numel():,} images is mirrored.")


@_property
def _about_p(_images, p, mirrored, _value):
    n = mirrored.numel()
    margin = UNLIKELY * math.sqrt(n * p * (1 - p))
    if abs(mirrored.sum().item() - n * p) <= margin:
        return None
    return Shortfall(f"{mirrored.sum():,} of {n:,} images are mirrored; expected are about {n * p:,.0f} for p = {p:g}.")


@_property
def _none(_images, _p, mirrored, _value):
    if not mirrored.any():
        return None
    return Shortfall(f"{mirrored.sum():,} of {mirrored.numel():,} images are mirrored, although p is 0.")


@_property
def _all(_images, _p, mirrored, _value):
    left = int((~mirrored).sum())
    return Shortfall(f"{left:,} of {mirrored.numel():,} images are not mirrored, although p is 1.") if left else None


@_property
def _independent(_images, p, mirrored, _value):
    counts = mirrored.sum(1)
    if ((counts == 0) | (counts == mirrored.shape[1])).all():
        return Shortfall(f"In each of {len(counts)} batches either all images are mirrored or none is.")
    if (counts == counts[0]).all():
        return Shortfall(
            f"In each of {len(counts)} batches exactly {counts[0]} of {mirrored.shape[1]} images are mirrored. Drawn "
            "one by one, the number would vary."
        )
    # Each place of the batch has its own share, and neighbours must not know of each other.
    pairs = (mirrored[:, 1:] == mirrored[:, :-1]).double().mean()
    margin = UNLIKELY * math.sqrt(0.25 / mirrored[:, 1:].numel())
    if abs(pairs.item() - (p * p + (1 - p) ** 2)) > margin:
        return Shortfall(
            f"Neighbours in a batch are treated alike in {pairs:.0%} of the cases; expected are about 50%."
        )
    return None


@_property
def _repeats(_images, _p, _mirrored, value):
    return reproducible(value)


@_property
def _on_the_device(_images, _p, _mirrored, value):
    return on_the_device(value)


@_property
def _unchanged(_images, _p, _mirrored, value):
    return unchanged(value)


QUESTION = Question(
    name="random_flip",
    title="A flip for each image",
    section=FLIP,
    cases=cases,
    probe=probe,
    forbidden=Forbidden(
        calls=("torchvision.*", "kornia.*"),
        instead="Draw for each image, and choose between the image and its mirror image yourself.",
    ),
    misconceptions=(
        Misconception(
            "one_draw_for_the_batch",
            "You draw once for the whole batch: all its images are mirrored, or none is.",
            "How many random numbers does your function draw for a batch of 128 images? How many decisions are there?",
            ONE_DRAW,
            recognise=all_or_none,
            stronger="Send `train.images[:16]` through ten times with p = 0.5 and count the images that come back "
            "changed: yours is 0 or 16 each time. Print the shape of your random numbers: 16 are needed. If you have "
            "a loop: does the line that draws stand inside it?",
        ),
        Misconception(
            "always_the_same_number",
            "You mirror exactly the share p of every batch. Then the images of a batch depend on each other, and in a "
            "batch of one nothing happens.",
            "Throw a coin for each image. Does heads come up exactly eight times in sixteen throws?",
            TAUGHT_FLIP,
            recognise=always_as_many,
            stronger="Send `train.images[:16]` through ten times with p = 0.5 and count the images that come back "
            "changed: yours is 8 each time, but 5 or 11 must happen, too. Which line computes how many images to "
            "mirror? Without it, what could each image compare with p, on its own?",
        ),
        Misconception(
            "upside_down",
            "You mirror top to bottom. A photo that stands on its head is not what the network will be asked about.",
            "Of the axes N, C, H, W, which one runs from left to right?",
            AUGMENTATION,
            recognise=along(2),
            stronger="Send `t.view(1, 1, 2, 3)` of this section through with p = 1: the rows 3 2 1 and 6 5 4 have to "
            "come out, and yours are 4 5 6 and 1 2 3. The tensor you flip has four axes in a batch, three in a loop: "
            "which number does the last one have?",
        ),
        Misconception(
            "turned_by_half",
            "You mirror along both axes: the image is turned by half a turn.",
            "Which axes does your flip name? Which one runs from left to right?",
            AUGMENTATION,
            recognise=along(2, 3),
            stronger="Send `t.view(1, 1, 2, 3)` of this section through with p = 1: the rows 3 2 1 and 6 5 4 have to "
            "come out, and yours are 6 5 4 and 3 2 1. The rows have changed places, too: which axis that you name "
            "does that, or which turn?",
        ),
        Misconception(
            "colours_reversed",
            "You reverse the channels: red and blue change places, and nothing is mirrored.",
            "Of the axes N, C, H, W, which one does your flip name?",
            TAUGHT_FLIP,
            recognise=along(1),
            stronger="Send `torch.tensor([1, 2, 3]).view(1, 3, 1, 1)` through with p = 1: a single pixel is its own "
            "mirror image, so 1, 2, 3 has to come back, and yours is 3, 2, 1. How many axes does the tensor have that "
            "you flip, and which one do you name, counted from 0?",
        ),
        Misconception(
            "order_lost",
            "Your images come back in another order, so they no longer stand beside their labels.",
            "Which image stands at place 0 of your result? Which label stands at place 0?",
            AUGMENTATION,
            recognise=order_lost,
            stronger="Send `torch.arange(6).view(6, 1, 1, 1)` through with p = 0.5, several times: single pixels are "
            "their own mirror images, so 0 to 5 has to come back. Yours doesn't. Which line puts chosen and other "
            "images one after the other, or turns axis 0? How could each result land where its image came from?",
        ),
        Misconception(
            "drawn_for_each_pixel",
            "You draw for each pixel, row or channel, so an image comes back half mirrored.",
            "Which shape do your random numbers have? How many should there be for a batch of N images?",
            TAUGHT_FLIP,
            recognise=mixed,
            stronger="Print the shape of your random numbers for `train.images[:16]`: 16 numbers are needed, in the "
            "shape 16×1×1×1 if they are to fit beside the images. Which other sizes stand in yours, and what gets a "
            "decision of its own because of that: a channel, a row, a pixel?",
        ),
        Misconception(
            "broadcast_on_another_axis",
            "Your draws, one for each image, lie along another axis than the images. Shapes are aligned from the "
            "right: N numbers next to N×C×H×W stand for columns.",
            "Which shape must the N numbers have, so that they stand below the N of N×C×H×W? Where are ones needed?",
            BROADCASTING,
            recognise=draws_do_not_fit,
            stronger="Print the shape in which your draws meet the images: (16,) stands below W, (16, 1) below H, "
            "(16, 1, 1) below C. In section 2, `reshape(3, 1, 1)` lets three numbers stand below C, for which there "
            "are two axes to its right. How many axes are there to the right of N?",
        ),
        Misconception(
            "p_is_chance_to_stay",
            "In your function p is the probability that an image stays as it is.",
            "What should happen for p = 0? And what does yours do?",
            TAUGHT_FLIP,
            recognise=shows_rate(lambda p: 1 - p),
            stronger="Try the ends, where nothing is left to chance: with p = 0 all images have to come back as they "
            "are, with p = 1 all mirrored. Yours does the opposite. Print your mask for p = 0, then follow its "
            "values: does True lead to the mirrored image, and when should it be True?",
        ),
        Misconception(
            "p_ignored",
            "Your function mirrors half of the images, whatever p is.",
            "Search your code for `p`. What does it do for p = 0?",
            TAUGHT_FLIP,
            recognise=shows_rate(lambda p: 0.5),
            stronger="Send `train.images[:1000]` through with p = 0.125 and count the images that come back changed: "
            "about 125 are needed, and yours are about 500. With which number is your draw compared, or between which "
            "whole numbers does it choose? Where should `p` stand in that line?",
        ),
        Misconception(
            "normal_for_uniform",
            "Your random numbers are not spread evenly from 0 to 1: they are normally distributed, and more than the "
            "share p of them lies below p.",
            "Draw a thousand of them and print the share that lies below 0. What do you want it to be?",
            TAUGHT_FLIP,
            recognise=shows_rate(normal_share),
            stronger="Print the smallest and the largest of 10,000 of your random numbers: everything has to lie "
            "between 0 and 1. For p = 0.5 you mirror 69 % of the images, and for p = 0 still half of them. Compare "
            "the function you call with that in the cell about `first` and `second`, letter by letter.",
        ),
        Misconception(
            "never_mirrored",
            "Your function returns the images as they are.",
            "Does `flip` change a tensor, or return a new one? What becomes of the result?",
            TAUGHT_FLIP,
            recognise=never,
            stronger="Send `t.view(1, 1, 2, 3)` of this section through with p = 1: 3 2 1 and 6 5 4 have to come out, "
            "and yours is unchanged. Print what your `flip` returns, in its own line: that is right. To which name or "
            "place is it assigned, and is that what you return?",
        ),
        *DRAWING,
        *common_here(TAUGHT_FLIP),
    ),
)
