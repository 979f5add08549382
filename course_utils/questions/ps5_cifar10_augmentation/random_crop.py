"""random_crop(images, padding, generator): each image shifted a little, by a draw of its own."""

import math
from typing import Any

import torch
import torch.nn.functional as F

from course_utils.checking.describe import shape_text
from course_utils.questions.ps5_cifar10_augmentation.crop_places import (
    breaks_without_padding,
    channels_last,
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
from course_utils.questions.ps5_cifar10_augmentation.random_flip import different_images
from course_utils.questions.ps5_cifar10_augmentation.sections import CROP, ONE_DRAW, TAUGHT_CROP, WINDOWS
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
        case(ON_THE_DEVICE, 1, FEW, _on_the_device),
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
def _on_the_device(_padding, _found, value):
    return on_the_device(value)


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
            stronger="Send one image eight times, `train.images[:1].repeat(8, 1, 1, 1)`, with padding 4 and show the "
            "result: all eight are shifted alike. Print your rows and columns: eight of each are needed. If you have "
            "a loop: do the lines that draw stand inside it?",
        ),
        Misconception(
            "same_number_for_row_and_column",
            "The row and the column of a window are always the same number, so images only move along the diagonal.",
            "How many random numbers does one image need? With padding 1 there are nine places: can you reach all?",
            TAUGHT_CROP,
            recognise=of_places(diagonal),
            stronger="For padding 1, print the row and the column of twenty windows: only (0, 0), (1, 1) and (2, 2) "
            "occur, three of nine places. How many numbers do you draw for one image, and which one stands in the "
            "slice of the rows, which one in that of the columns?",
        ),
        Misconception(
            "one_axis_only",
            "Your images move along one axis only.",
            "A window has a row and a column to start from. Which of them do you draw?",
            TAUGHT_CROP,
            recognise=of_places(one_axis),
            stronger="For `train.images[:20]` and padding 1, print the shape of your padded images, 20×3×34×34, and "
            "the row and the column of each window: both have to run from 0 to 2. Which of these numbers doesn't "
            "move, or which side is not padded?",
        ),
        Misconception(
            "shifted_one_way",
            "Your images move to one side only: half of the padding is never seen.",
            "An image with padding p is 2p rows higher. From which numbers can a window start?",
            TAUGHT_CROP,
            recognise=of_places(half),
            stronger="The row 7 8 9 with padding 1 has to become 0 7 8 sometimes, and 8 9 0 at other times; yours "
            "never becomes one of them. Print the padded row: does a zero stand at both ends? Then print your starts: "
            "0, 1 and 2 are needed, so how many numbers are that for padding p?",
        ),
        Misconception(
            "last_place_missing",
            "One of the outermost places never occurs: you draw one place too few.",
            "With padding 1 a window can start at 0, 1 or 2. Which numbers does `randint` draw, and is its upper end "
            "among them?",
            TAUGHT_CROP,
            recognise=of_places(lambda found, padding: last_missing(found, padding) or first_missing(found, padding)),
            stronger="Print `.unique()` of a thousand of your starts for padding 1: 0, 1 and 2 are needed (or −1, 0 "
            "and 1, if you draw shifts), and one end is missing. Put numbers into the two bounds of your draw, and "
            "write down all that lies from the first to just below the second.",
        ),
        Misconception(
            "edges_drawn_half_as_often",
            "The outermost places occur half as often as the others: you round a number that is spread evenly.",
            "Which numbers between 0 and 2 are rounded to 0, and which to 1? Compare the lengths of the two ranges.",
            TAUGHT_CROP,
            recognise=of_places(edges_rare),
            stronger="Count a thousand of your starts for padding 1 with `bincount`: about 333 of each are needed, "
            "and yours are about 250, 500 and 250, as in the last line that the cell with `calls` prints. Which of "
            "the other two calls there draws whole numbers from the start, and all three of them?",
        ),
        Misconception(
            "no_chance",
            "Your window always lies at the same place.",
            "Where does your function draw something, and where is it used?",
            TAUGHT_CROP,
            recognise=of_places(corner),
            stronger="Print where your window starts, in ten calls: it is the same place each time; (0, 0) is a "
            "corner, and (p, p) changes nothing. Is there a line in your function that draws from `generator`? If "
            "there is: do its numbers stand in the slice?",
        ),
        Misconception(
            "padding_zero_breaks",
            "Your function breaks, or returns nothing, where the padding is 0.",
            "What is `t[p:-p]` for p = 0? And a name that is set only inside `if padding:`, does it exist without?",
            TAUGHT_CROP,
            recognise=breaks_without_padding,
            stronger="Call it with `torch.ones(2, 1, 5, 6)` and padding 0: the images have to come back as they are. "
            "Is something of yours empty? `t[0:-0]` is `t[0:0]`: which end, counted from the front, is right for "
            "every padding? Has a name no value? In which branch does it get one?",
        ),
        Misconception(
            "padded_with_edge",
            "You repeat or mirror the pixels at the edge, where black pixels (zeros) are asked for.",
            "Which values stand in the border of your padded image? Which `mode` does your padding have?",
            TAUGHT_CROP,
            recognise=padded_with("replicate", "reflect"),
            stronger="Pad `torch.ones(1, 1, 2, 2)` by 1 as your function does it, and print the 4×4 numbers: a frame "
            "of twelve zeros is needed, and yours has none. Which word in the padding call says what the frame is "
            "made of, and what does `F.pad` take if it is left out?",
        ),
        Misconception(
            "wraps_around",
            "What leaves the image on one side comes in on the other.",
            "What does `roll` do with the last column? What should stand there?",
            TAUGHT_CROP,
            recognise=padded_with("circular"),
            stronger="`torch.tensor([7, 8, 9]).roll(1)` is 9 7 8, but the window of “By hand” is 0 7 8: the 9 comes "
            "in where a zero should be. Which two steps make 0 7 8 there, before and after the place is drawn?",
        ),
        Misconception(
            "padded_with_another_value",
            "You pad with a value that is not 0.",
            "Which value is black, for pixels that have not been normalised?",
            TAUGHT_CROP,
            recognise=padded_with_a_value,
            stronger="Pad the row 7, 8, 9 by 1 as your function does it: 0 7 8 9 0 has to come out. Print the two "
            "outer numbers of yours: which argument of the padding call, or which tensor that you fill first, gives "
            "them their value?",
        ),
        Misconception(
            "height_and_width_swapped",
            "Your windows are as high as the image is wide, and as wide as it is high.",
            "In which order does `images.shape` name them? An image of 5×6 shows it, one of 32×32 does not.",
            TAUGHT_CROP,
            recognise=sides_swapped,
            stronger="Send `torch.ones(2, 1, 5, 6)` through with padding 1: 2×1×5×6 has to come out, and yours is "
            "2×1×6×5. Write the 5 or the 6 next to each of your names, beginning where `images.shape` is unpacked: "
            "the slice of axis 2 needs the 5, that of axis 3 the 6.",
        ),
        Misconception(
            "channels_last",
            "Your windows come back as N×H×W×C, with the channels last. Asked for is N×C×H×W, as the images came.",
            "Print the shape of your result for images of 2×3×5×6. At which place do the 3 channels stand?",
            WINDOWS,
            recognise=channels_last,
            stronger="For images of 2×3×5×6 the same shape has to come back, and yours is 2×5×6×3. Do you index with "
            "three tensors and a `:` between them? PyTorch then puts the axes of the three tensors in front, and that "
            "of the `:` behind them. Which method puts the axes of a tensor into another order?",
        ),
        Misconception(
            "other_size",
            "Your windows are not as large as the images were.",
            "Write down the height of the padded image, the first and the last row of a window, and count.",
            TAUGHT_CROP,
            recognise=lambda verdict, seen: other_size(verdict, seen) or other_sizes(verdict, seen),
            stronger="For images of 5×6 and padding 1, print the shapes of the padded image and of every window: 7×8 "
            "and 5×6 are needed. If the first is wrong, look at the padding. If not: which window is too large or too "
            "small, and what are its first and its last row, for the start 2?",
        ),
        *DRAWING,
        *common_here(TAUGHT_CROP),
    ),
)
