"""random_crop(images, padding, generator): each image shifted a little, by a draw of its own."""

import math
from typing import Any

import torch
import torch.nn.functional as F

from course_utils.checking.describe import shape_text
from course_utils.questions.ps5_cifar10_augmentation.crop_places import (
    corner,
    diagonal,
    edges_rare,
    first_missing,
    half,
    last_missing,
    of_places,
    one_axis,
    one_for_all,
    other_size,
    other_sizes,
    padded_with,
    padded_with_a_value,
    places,
    sides_swapped,
)
from course_utils.questions.ps5_cifar10_augmentation.drawing import (
    COMMON_HERE,
    DRAWING,
    UNLIKELY,
    drawn,
    form,
    reproducible,
    unchanged,
)
from course_utils.questions.ps5_cifar10_augmentation.random_flip import different_images
from course_utils.questions.ps5_cifar10_augmentation.sections import CROP, ONE_DRAW, TAUGHT_CROP
from course_utils.questions.question import Case, Forbidden, Misconception, Question, Shortfall

BATCH = 32
# Calls of the answer: to count nine places closely, to see all 25 places, to see nine of them, to see one change.
TO_COUNT, TO_SEE_25, TO_SEE_9, FEW = 64, 24, 8, 4


def probe(answer, images, padding, seed, times):
    return drawn(answer, images, padding, seed, times)


def cases(rng):
    def case(name, padding, times, holds, height=5, width=6, dtype=torch.float32, channels=1, batch=BATCH):
        images = different_images(rng, batch, channels, height, width, dtype=dtype)
        return Case(name, (images, padding, int(rng.integers(2**31)), times), property=holds(images, padding))

    return [
        case("each image is a window of its padded self", 2, FEW, _windows, channels=2),
        case("all places of the window occur", 2, TO_SEE_25, _all_places),
        case("all places equally often, padding 1", 1, TO_COUNT, _equally_often),
        case("rows and columns drawn apart", 2, TO_SEE_9, _rows_and_columns_apart),
        case("a draw for each image", 1, TO_SEE_9, _independent),
        case("padding 0 leaves the images as they are", 0, FEW, _windows),
        case("tall images, more padding", 3, FEW, _windows, height=7, width=4),
        case("bytes", 1, TO_SEE_9, _all_places, dtype=torch.uint8, channels=3, height=4),
        case("whole numbers", 1, TO_SEE_9, _all_places, dtype=torch.int64),
        case("float64", 1, TO_SEE_9, _all_places, dtype=torch.float64),
        case("the generator decides, and nothing else", 2, FEW, _repeats),
        case("the images stay as they are", 1, FEW, _unchanged),
    ]


def _property(check):
    """A property of the form first, then of what ``check(padding, found, value)`` says; found: times×N×2."""

    def of(images, padding):
        def holds(value: Any) -> Shortfall | None:
            amiss = form(images, value)
            if amiss is not None:
                return amiss
            found = places(images, value["batches"], padding)
            if found is None:
                return _odd_one(images, padding, value["batches"])
            return check(padding, found, value)

        return holds

    return of


def _odd_one(images, padding, batches):
    for call, batch in enumerate(batches):
        for at in range(len(images)):
            if places(images[at : at + 1], batches[call : call + 1, at : at + 1], padding) is None:
                return Shortfall(
                    f"Image {at} of the batch comes back as something that is no {shape_text(images[0, 0])} window of "
                    f"this image with {padding} rows and columns of zeros on each side.",
                    image=F.pad(images[at, 0], (padding,) * 4),
                    got=batch[at, 0],
                )
    return None


@_property
def _windows(padding, found, _value):
    if padding and (found == padding).all():
        return Shortfall(f"None of {found[..., 0].numel():,} images is shifted.")
    return None


@_property
def _all_places(padding, found, _value):
    count = 2 * padding + 1
    seen = torch.zeros(count, count, dtype=torch.bool)
    seen[found[..., 0].flatten(), found[..., 1].flatten()] = True
    if seen.all():
        return None
    top, left = (~seen).nonzero()[0].tolist()
    return Shortfall(
        f"In {found[..., 0].numel():,} draws the window never starts at row {top} and column {left} of the padded "
        f"image. It starts at {int(seen.sum())} of {count**2} possible places."
    )


@_property
def _equally_often(padding, found, _value):
    draws = found[..., 0].numel()
    share = 1 / (2 * padding + 1)
    margin = UNLIKELY * math.sqrt(draws * share * (1 - share))
    for axis, name in enumerate(("row", "column")):
        for place, count in enumerate(found[..., axis].flatten().bincount(minlength=2 * padding + 1).tolist()):
            if abs(count - draws * share) > margin:
                return Shortfall(
                    f"{count:,} of {draws:,} windows start at {name} {place} of the padded image; if all places are "
                    f"equally likely, about {draws * share:,.0f} do."
                )
    return None


@_property
def _rows_and_columns_apart(padding, found, _value):
    alike = (found[..., 0] == found[..., 1]).double()
    share = 1 / (2 * padding + 1)
    if abs(alike.mean().item() - share) <= UNLIKELY * math.sqrt(share * (1 - share) / alike.numel()):
        return None
    return Shortfall(
        f"Row and column of the window are the same number in {alike.mean():.0%} of the draws; expected is about "
        f"{share:.0%}."
    )


@_property
def _independent(padding, found, _value):
    if (found == found[:, :1]).all():
        return Shortfall(f"In each of {len(found)} batches all images are shifted in the same way.")
    alike = (found[:, 1:] == found[:, :-1]).all(2).double()
    share = 1 / (2 * padding + 1) ** 2
    if abs(alike.mean().item() - share) <= UNLIKELY * math.sqrt(share * (1 - share) / alike.numel()):
        return None
    return Shortfall(
        f"Neighbours in a batch are shifted alike in {alike.mean():.0%} of the draws; expected is about {share:.0%}."
    )


@_property
def _repeats(_padding, _found, value):
    return reproducible(value)


@_property
def _unchanged(_padding, _found, value):
    return unchanged(value)


QUESTION = Question(
    name="random_crop",
    title="A crop for each image",
    section=CROP,
    cases=cases,
    probe=probe,
    forbidden=Forbidden(
        calls=("torchvision.*", "kornia.*"),
        instead="Pad, draw a place for each image, and cut the windows yourself.",
    ),
    misconceptions=(
        Misconception(
            "one_draw_for_the_batch",
            "You draw one place for the whole batch: all its images are shifted in the same way.",
            "How many rows and how many columns do you draw for a batch of 128 images?",
            ONE_DRAW,
            recognise=of_places(one_for_all),
        ),
        Misconception(
            "same_number_for_row_and_column",
            "The row and the column of a window are always the same number, so images only move along the diagonal.",
            "How many random numbers does one image need? With padding 1 there are nine places: can you reach all?",
            TAUGHT_CROP,
            recognise=of_places(diagonal),
        ),
        Misconception(
            "one_axis_only",
            "Your images move along one axis only.",
            "A window has a row and a column to start from. Which of them do you draw?",
            TAUGHT_CROP,
            recognise=of_places(one_axis),
        ),
        Misconception(
            "shifted_one_way",
            "Your images move to one side only: half of the padding is never seen.",
            "An image with padding p is 2p rows higher. From which numbers can a window start?",
            TAUGHT_CROP,
            recognise=of_places(half),
        ),
        Misconception(
            "last_place_missing",
            "One of the outermost places never occurs: you draw one place too few.",
            "With padding 1 a window can start at 0, 1 or 2. Which numbers does `randint` draw, and is its upper end "
            "among them?",
            TAUGHT_CROP,
            recognise=of_places(lambda found, padding: last_missing(found, padding) or first_missing(found, padding)),
        ),
        Misconception(
            "edges_drawn_half_as_often",
            "The outermost places occur half as often as the others: you round a number that is spread evenly.",
            "Which numbers between 0 and 2 are rounded to 0, and which to 1? Compare the lengths of the two ranges.",
            TAUGHT_CROP,
            recognise=of_places(edges_rare),
        ),
        Misconception(
            "no_chance",
            "Your window always lies at the same place.",
            "Where does your function draw something, and where is it used?",
            TAUGHT_CROP,
            recognise=of_places(corner),
        ),
        Misconception(
            "padded_with_edge",
            "You repeat or mirror the pixels at the edge, where black pixels (zeros) are asked for.",
            "Which values stand in the border of your padded image? Which `mode` does your padding have?",
            TAUGHT_CROP,
            recognise=padded_with("replicate", "reflect"),
        ),
        Misconception(
            "wraps_around",
            "What leaves the image on one side comes in on the other.",
            "What does `roll` do with the last column? What should stand there?",
            TAUGHT_CROP,
            recognise=padded_with("circular"),
        ),
        Misconception(
            "padded_with_another_value",
            "You pad with a value that is not 0.",
            "Which value is black, for pixels that have not been normalised?",
            TAUGHT_CROP,
            recognise=padded_with_a_value,
        ),
        Misconception(
            "height_and_width_swapped",
            "Your windows are as high as the image is wide, and as wide as it is high.",
            "In which order does `images.shape` name them? An image of 5×6 shows it, one of 32×32 does not.",
            CROP,
            recognise=sides_swapped,
        ),
        Misconception(
            "other_size",
            "Your windows are not as large as the images were.",
            "Write down the height of the padded image, the first and the last row of a window, and count.",
            TAUGHT_CROP,
            recognise=lambda verdict, seen: other_size(verdict, seen) or other_sizes(verdict, seen),
        ),
        *DRAWING,
        *COMMON_HERE,
    ),
)
