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
    step_along_x,
    step_along_y,
    vanishes,
    why_unusable,
)
from course_utils.questions.ps1_convolution.sections import KERNELS
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


def _does_not_overshoot(kernel: torch.Tensor) -> bool:
    edge = step_along_x()
    return _sums_to(1, kernel) and not _is_identity(kernel) and overshoots(edge, response(edge, kernel)) is not None


def _in_both_directions(kernel: torch.Tensor) -> bool:
    return _sums_to(0, kernel) and all(not _silent_on(kernel, image) for image in (step_along_x(), step_along_y()))


def _along_wrong_axis(kernel: torch.Tensor, right: torch.Tensor, other: torch.Tensor) -> bool:
    return not _answers_to(kernel, right) and _answers_to(kernel, other)


MISCONCEPTIONS = (
    Misconception(
        "kernel_missing",
        "`kernels` lacks at least one of the five keys.",
        "Print `kernels.keys()` and compare it with the table above, letter by letter.",
        KERNELS,
        recognise=_missing,
    ),
    Misconception(
        "kernel_wrong_form",
        "At least one kernel does not have the form that is asked for: a tensor with two axes, from 2×2 to "
        "5×5, in the dictionary `kernels`.",
        "Print `type(kernels)`, and of one of its values the type, the shape and the dtype.",
        KERNELS,
        recognise=_in_wrong_form,
    ),
    Misconception(
        "changes_nothing",
        "A kernel of yours only copies the image, perhaps brighter or darker: a single value of it is not 0.",
        "Each output is then one pixel times that value. What should the neighbours contribute?",
        KERNELS,
        recognise=_any_of(*(_about(key, _is_identity) for key in NAMES)),
    ),
    Misconception(
        "blur_not_normalised",
        "Your blur makes the image brighter or darker: its values do not add up to 1.",
        "What does your kernel make of an image in which every pixel is 1?",
        KERNELS,
        recognise=_about("blur", lambda kernel: bool((kernel >= 0).all()) and not _sums_to(1, kernel)),
    ),
    Misconception(
        "blur_with_negative_values",
        "Your blur has negative values: where neighbours are subtracted, differences stand out. A blur evens them out.",
        "A blurred pixel is a mean of its neighbourhood. Which sign do the weights of a mean have?",
        KERNELS,
        recognise=_about("blur", lambda kernel: bool((kernel < 0).any())),
    ),
    Misconception(
        "sharpen_not_normalised",
        "Your sharpen makes flat areas brighter or darker: its values have to add up to 1. "
        "(If they add up to 0 it is an edge filter: the image itself is missing from it.)",
        "Sharpening is the image plus its own edges. Which kernel leaves an image as it is?",
        KERNELS,
        recognise=_about("sharpen", lambda kernel: not _sums_to(1, kernel)),
    ),
    Misconception(
        "sharpen_does_not_overshoot",
        "Your sharpen keeps flat areas, but it doesn't exaggerate a step on both of its sides.",
        "Beside a step, the dark side has to get darker and the bright side brighter. "
        "Which sign do the neighbours need, if a pixel is to move away from them? And do left and right count alike?",
        KERNELS,
        recognise=_about("sharpen", _does_not_overshoot),
    ),
    Misconception(
        "edge_not_zero_sum",
        "Your edge filter answers to flat areas: its values do not add up to 0.",
        "What does your kernel make of an image in which every pixel is 1?",
        KERNELS,
        recognise=_about("edge", lambda kernel: not _sums_to(0, kernel)),
    ),
    Misconception(
        "edge_in_one_direction",
        "Your edge filter sees edges of one direction only.",
        "A Sobel kernel is made for one direction. Which kernel compares a pixel with its neighbours on all sides?",
        KERNELS,
        recognise=_about(
            "edge", lambda kernel: _answers_to(kernel, step_along_x()) != _answers_to(kernel, step_along_y())
        ),
    ),
    Misconception(
        "sobel_not_zero_sum",
        "A Sobel kernel of yours answers to flat areas: its values do not add up to 0.",
        "It compares one side of a pixel with the other. Which sign has each of the two sides?",
        KERNELS,
        recognise=_any_of(*(_about(key, lambda kernel: not _sums_to(0, kernel)) for key in ("sobel_x", "sobel_y"))),
    ),
    Misconception(
        "sobel_axes_swapped",
        "Your sobel_x and sobel_y are swapped, or one of them stands under both keys.",
        "sobel_x tells how brightness changes along x, that is from left to right. "
        "Is the line that it sees then an upright or a lying one?",
        KERNELS,
        recognise=_any_of(
            _about("sobel_x", lambda kernel: _along_wrong_axis(kernel, step_along_x(), step_along_y())),
            _about("sobel_y", lambda kernel: _along_wrong_axis(kernel, step_along_y(), step_along_x())),
        ),
    ),
    Misconception(
        "sobel_in_both_directions",
        "A Sobel kernel of yours answers to edges of both directions. It should see one of them and miss the other.",
        "Add up the values of every row, and of every column. "
        "For a kernel that sees only upright lines, which of these sums are 0?",
        KERNELS,
        recognise=_any_of(*(_about(key, _in_both_directions) for key in ("sobel_x", "sobel_y"))),
    ),
)
