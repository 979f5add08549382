"""The mistakes in a blur, a sharpen, an edge filter and two Sobel kernels, known by what the filters do to images."""

from collections.abc import Callable
from typing import Any

import torch

from course_utils.questions.ps1_convolution.filter_responses import (
    CLOSE,
    NAMES,
    answers,
    overshoots,
    response,
    softens,
    step_along_x,
    step_along_y,
    vanishes,
    why_unusable,
)
from course_utils.questions.ps1_convolution.sections import TAUGHT_DIRECTIONS, TAUGHT_KERNELS
from course_utils.questions.question import Misconception


def _about(key: str, mistaken: Callable[[torch.Tensor], bool]) -> Callable[[Any, Any], bool]:
    """A recogniser: the failing case is about this kernel, and the kernel shows the mistake."""

    def recognise(verdict, seen) -> bool:
        return verdict.case.name.split()[0] == key and not why_unusable(seen.value, key) and mistaken(seen.value[key])

    return recognise


def _any_of(*recognisers: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda verdict, seen: any(recognise(verdict, seen) for recognise in recognisers)


def _missing(verdict, seen) -> bool:
    return isinstance(seen.value, dict) and len(seen.value) > 0 and verdict.case.name.split()[0] not in seen.value


def _in_wrong_form(verdict, seen) -> bool:
    key = verdict.case.name.split()[0]
    return bool(why_unusable(seen.value, key)) and not (isinstance(seen.value, dict) and key not in seen.value)


def _sums_to(total: float, kernel: torch.Tensor) -> bool:
    return abs(kernel.sum().item() - total) <= CLOSE


def _is_identity(kernel: torch.Tensor) -> bool:
    return int((kernel.abs() > 1e-6).sum()) == 1


def _answers_to(kernel: torch.Tensor, image: torch.Tensor) -> bool:
    return answers(image, response(image, kernel)) is None


def _silent_on(kernel: torch.Tensor, image: torch.Tensor) -> bool:
    return vanishes(image, response(image, kernel)) is None


def _overshoots(kernel: torch.Tensor, image: torch.Tensor) -> bool:
    return overshoots(image, response(image, kernel)) is None


def _sharpens_in_one_direction(kernel: torch.Tensor) -> bool:
    return _sums_to(1, kernel) and _overshoots(kernel, step_along_x()) != _overshoots(kernel, step_along_y())


def _does_not_overshoot(kernel: torch.Tensor) -> bool:
    nowhere = not any(_overshoots(kernel, image) for image in (step_along_x(), step_along_y()))
    return _sums_to(1, kernel) and not _is_identity(kernel) and nowhere


def _softens(kernel: torch.Tensor, image: torch.Tensor) -> bool:
    return softens(image, response(image, kernel)) is None


def _blurs_in_one_direction(kernel: torch.Tensor) -> bool:
    return _softens(kernel, step_along_x()) != _softens(kernel, step_along_y())


def _in_both_directions(kernel: torch.Tensor) -> bool:
    return _sums_to(0, kernel) and all(not _silent_on(kernel, image) for image in (step_along_x(), step_along_y()))


def _along_wrong_axis(kernel: torch.Tensor, right: torch.Tensor, other: torch.Tensor) -> bool:
    return not _answers_to(kernel, right) and _answers_to(kernel, other)


MISCONCEPTIONS = (
    Misconception(
        "kernel_missing",
        "`kernels` lacks at least one of the five keys.",
        "Print `kernels.keys()` and compare it with the table above, letter by letter.",
        TAUGHT_KERNELS,
        recognise=_missing,
        stronger="The five keys are `blur`, `sharpen`, `edge`, `sobel_x` and `sobel_y`, in small letters and with the "
        'underscore. Print `{"blur", "sharpen", "edge", "sobel_x", "sobel_y"} - set(kernels)`: what it shows is '
        "missing, or spelled otherwise.",
    ),
    Misconception(
        "kernel_wrong_form",
        "At least one kernel does not have the form that is asked for: a tensor with two axes, from 2×2 to "
        "5×5, in the dictionary `kernels`.",
        "Print `type(kernels)`, and of one of its values the type, the shape and the dtype.",
        TAUGHT_KERNELS,
        recognise=_in_wrong_form,
        stronger="`kernels[key].shape` has to show two numbers from 2 to 5 for each key, such as "
        "`torch.Size([3, 3])`. Lists, arrays and texts are no tensors, a vector has too few axes, 1×1×3×3 has too "
        "many. Which of your five is different, or is `kernels` itself no dict?",
    ),
    Misconception(
        "changes_nothing",
        "A kernel of yours only copies the image, perhaps brighter or darker: a single value of it is not 0.",
        "Each output is then one pixel times that value. What should the neighbours contribute?",
        TAUGHT_KERNELS,
        recognise=_any_of(*(_about(key, _is_identity) for key in NAMES)),
        stronger="Send an image of zeros with a single 1 in the middle through each kernel: what comes out is the "
        "kernel, turned by half a turn. A blur should light up several pixels, the four others should show positive "
        "and negative ones. Which of yours shows a single pixel?",
    ),
    Misconception(
        "blur_not_normalised",
        "Your blur makes the image brighter or darker: its values do not add up to 1.",
        "What does your kernel make of an image in which every pixel is 1?",
        TAUGHT_KERNELS,
        recognise=_about("blur", lambda kernel: bool((kernel >= 0).all()) and not _sums_to(1, kernel)),
        stronger='On an image of ones, every output is the sum of the weights: print `kernels["blur"].sum()`. Nine '
        "ones, for instance, make a 9 of every 1, which is nine times too bright. What has to become of each of your "
        "weights, so that the sum is 1?",
    ),
    Misconception(
        "blur_with_negative_values",
        "Your blur has negative values: where neighbours are subtracted, differences stand out. A blur evens them out.",
        "A blurred pixel is a mean of its neighbourhood. Which sign do the weights of a mean have?",
        TAUGHT_KERNELS,
        recognise=_about("blur", lambda kernel: bool((kernel < 0).any())),
        stronger="Take the weights -1, 3, -1, which add up to 1, and the pixels 0, 0, 1 of a step: the output is -1, "
        "darker than anything in the image. A mean always lies between the smallest and the largest pixel. Which of "
        "your weights can push it out of there?",
    ),
    Misconception(
        "blur_in_one_direction",
        "Your blur mixes pixels along one axis only: edges across the other axis stay as hard as they were.",
        "A blurred pixel is a mean of its neighbourhood. On how many sides does a pixel have neighbours?",
        TAUGHT_KERNELS,
        recognise=_about("blur", _blurs_in_one_direction),
        stronger="An image of zeros with a single 1 in the middle shows it: your blur makes a line of that pixel, not "
        'a patch. Print `kernels["blur"]` and count the rows, and then the columns, that hold something else than 0. '
        "Which of the two counts is 1?",
    ),
    Misconception(
        "sharpen_not_normalised",
        "Your sharpen makes flat areas brighter or darker: its values have to add up to 1. "
        "(If they add up to 0 it is an edge filter: the image itself is missing from it.)",
        "Sharpening is the image plus its own edges. Which kernel leaves an image as it is?",
        TAUGHT_KERNELS,
        recognise=_about("sharpen", lambda kernel: not _sums_to(1, kernel)),
        stronger='Print `kernels["sharpen"].sum()`. A kernel with a single 1 in the middle keeps the image and adds '
        "up to 1; an edge kernel adds up to 0. Write the two one above the other and add them up, number by number: "
        "what is their sum, and at which number does yours differ?",
    ),
    Misconception(
        "sharpen_does_not_overshoot",
        "Your sharpen keeps flat areas, but it doesn't make a step's dark side darker and its bright side brighter.",
        "Beside a step, the dark side has to get darker and the bright side brighter. "
        "Which sign do the neighbours need, if a pixel is to move away from them? And do left and right count alike?",
        TAUGHT_KERNELS,
        recognise=_about("sharpen", _does_not_overshoot),
        stronger="On a vertical edge, only the sums of the kernel's columns count. With column sums of -1, 3, -1 the "
        "pixels 0, 0, 1 give -1 and the pixels 0, 1, 1 give 2: darker than 0 and brighter than 1. What are your column "
        "sums, and what do they give?",
    ),
    Misconception(
        "sharpen_in_one_direction",
        "Your sharpen overshoots at edges of one direction only; edges of the other direction get no sharper.",
        "A sharpened pixel moves away from its neighbours. On how many sides does a pixel have neighbours?",
        TAUGHT_KERNELS,
        recognise=_about("sharpen", _sharpens_in_one_direction),
        stronger="A vertical edge is seen through the kernel's column sums, a horizontal one through its row sums. "
        'Print `kernels["sharpen"].sum(0)` and `kernels["sharpen"].sum(1)`. To overshoot on both sides, both need '
        "something negative before and after the middle, like -1, 3, -1. Which of the two lacks it?",
    ),
    Misconception(
        "edge_not_zero_sum",
        "Your edge filter answers to flat areas: its values do not add up to 0.",
        "What does your kernel make of an image in which every pixel is 1?",
        TAUGHT_KERNELS,
        recognise=_about("edge", lambda kernel: not _sums_to(0, kernel)),
        stronger='On an image of ones, every output is the sum of the weights: print `kernels["edge"].sum()`. Now add '
        "up the weights around the middle, and compare with the middle itself: the two have to cancel, so they need "
        "opposite signs and the same size.",
    ),
    Misconception(
        "edge_in_one_direction",
        "Your edge filter sees edges of one direction only.",
        "A Sobel kernel is made for one direction. Which kernel compares a pixel with its neighbours on all sides?",
        TAUGHT_KERNELS,
        recognise=_about(
            "edge", lambda kernel: _answers_to(kernel, step_along_x()) != _answers_to(kernel, step_along_y())
        ),
        stronger="Add up each row and each column of your edge kernel. A vertical edge is seen through the column "
        "sums, a horizontal one through the row sums. Where all three of them are 0, the filter is blind: which "
        "neighbours of the middle have no say yet?",
    ),
    Misconception(
        "sobel_not_zero_sum",
        "A Sobel kernel of yours answers to flat areas: its values do not add up to 0.",
        "It compares one side of a pixel with the other. Which sign has each of the two sides?",
        TAUGHT_DIRECTIONS,
        recognise=_any_of(*(_about(key, lambda kernel: not _sums_to(0, kernel)) for key in ("sobel_x", "sobel_y"))),
        stronger="Print `.sum()` of both Sobel kernels: it has to be 0. In `sobel_x` add up the left column and the "
        "right one, in `sobel_y` the top row and the bottom one. Each pair has to cancel. Which of your numbers has "
        "the wrong sign for its side?",
    ),
    Misconception(
        "sobel_axes_swapped",
        "Your sobel_x and sobel_y are swapped, or one of them stands under both keys.",
        "sobel_x tells how brightness changes along x, that is from left to right. "
        "Is the line that it sees then an upright or a lying one?",
        TAUGHT_DIRECTIONS,
        recognise=_any_of(
            _about("sobel_x", lambda kernel: _along_wrong_axis(kernel, step_along_x(), step_along_y())),
            _about("sobel_y", lambda kernel: _along_wrong_axis(kernel, step_along_y(), step_along_x())),
        ),
        stronger="Lay both kernels by hand on three rows of 0 0 1, dark on the left and bright on the right. Only the "
        "right column of the kernel counts there, and its sum is the output. For `sobel_x` it must not be 0, for "
        "`sobel_y` it must. Which of yours does what?",
    ),
    Misconception(
        "sobel_in_both_directions",
        "A Sobel kernel of yours answers to edges of both directions. It should see one of them and miss the other.",
        "Add up the values of every row, and of every column. "
        "For a kernel that sees only upright lines, which of these sums are 0?",
        TAUGHT_DIRECTIONS,
        recognise=_any_of(*(_about(key, _in_both_directions) for key in ("sobel_x", "sobel_y"))),
        stronger="In the row -1 0 1 left and right cancel, so this row is blind to what changes downwards; in -2 -1 0 "
        "nothing cancels. Add up every row of `sobel_x` and every column of `sobel_y`: which of these sums are not 0?",
    ),
)
