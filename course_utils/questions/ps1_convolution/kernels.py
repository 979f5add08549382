"""kernels: a dict of five small filters, judged by what they do to a constant image, a step edge and an impulse."""

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F

from course_utils.checking.describe import describe
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps1_convolution.sections import KERNELS
from course_utils.questions.question import Case, Misconception, Question, Shortfall

NAMES = ("blur", "sharpen", "edge", "sobel_x", "sobel_y")
# Kernels written with two decimals, such as nine times 0.11, are as good as exact ones. All distances are relative to
# the image's own values, so that no kernel passes with some grey and fails with another.
CLOSE = 0.02


def constant_image(side: int = 7, value: float = 1.0) -> torch.Tensor:
    return torch.full((side, side), value)


def step_along_x(side: int = 7, low: float = 0.0, high: float = 1.0) -> torch.Tensor:
    """Dark on the left, bright on the right: a vertical edge."""
    image = torch.full((side, side), low)
    image[:, side // 2 :] = high
    return image


def step_along_y(side: int = 7, low: float = 0.0, high: float = 1.0) -> torch.Tensor:
    """Dark above, bright below: a horizontal edge."""
    return step_along_x(side, low, high).T.contiguous()


def impulse(side: int = 7) -> torch.Tensor:
    """One bright pixel in the middle of a black image."""
    image = torch.zeros(side, side)
    image[side // 2, side // 2] = 1.0
    return image


def response(image: torch.Tensor, kernel: torch.Tensor) -> torch.Tensor:
    """The filtered image, without padding, so that no border shows."""
    return F.conv2d(image[None, None], kernel[None, None].to(image.dtype))[0, 0]


def cases(rng):
    grey = round(float(rng.uniform(0.2, 0.9)), 1)
    low, high = round(float(rng.uniform(0.0, 0.3)), 1), round(float(rng.uniform(0.6, 1.0)), 1)
    constant, vertical, horizontal = (
        constant_image(value=grey),
        step_along_x(low=low, high=high),
        step_along_y(low=low, high=high),
    )
    return [
        _case(
            "blur keeps a constant image, spreads an impulse and softens a step",
            "blur",
            (constant, _keeps),
            (impulse(), _spreads),
            (vertical, _softens),
        ),
        _case(
            "sharpen keeps a constant image and overshoots on both sides of a step",
            "sharpen",
            (constant, _keeps),
            (vertical, _overshoots),
        ),
        _case(
            "edge gives 0 on a constant image and answers to vertical and to horizontal edges",
            "edge",
            (constant, _vanishes),
            (vertical, _answers),
            (horizontal, _answers),
        ),
        _case(
            "sobel_x gives 0 on a constant image and on a horizontal edge, and answers to a vertical one",
            "sobel_x",
            (constant, _vanishes),
            (vertical, _answers),
            (horizontal, _vanishes),
            (vertical, _is_positive),
        ),
        _case(
            "sobel_y gives 0 on a constant image and on a vertical edge, and answers to a horizontal one",
            "sobel_y",
            (constant, _vanishes),
            (horizontal, _answers),
            (vertical, _vanishes),
            (horizontal, _is_positive),
        ),
    ]


# What a filtered image lacks: a sentence and, where there is only one, the right image. None: nothing.
Lacking = tuple[str, torch.Tensor | None] | None
Expectation = Callable[[torch.Tensor, torch.Tensor], Lacking]


def _case(name: str, key: str, *expectations: tuple[torch.Tensor, Expectation]) -> Case:
    """One case a kernel, so that each counts alike: it shows the first expectation that is not met."""

    def holds(kernels: Any) -> Shortfall | None:
        unusable = why_unusable(kernels, key)
        if unusable:
            return Shortfall(unusable, Outcome.NOT_ANSWERED if kernels == {} else Outcome.WRONG_TYPE_OR_SHAPE)
        for image, expectation in expectations:
            got = response(image, kernels[key])
            lacking = expectation(image, got)
            if lacking is not None:
                reason, expected = lacking
                outcome = Outcome.CORRECT if expectation is _is_positive else Outcome.WRONG
                return Shortfall(f"{key}: {reason}", outcome, image, kernels[key], expected, got)
        return None

    return Case(name, property=holds)


def why_unusable(kernels: Any, key: str) -> str:
    """ "" if ``kernels[key]`` is a kernel that fits the test images, else one sentence saying why not."""
    if not isinstance(kernels, dict):
        return f"`kernels` is {describe(kernels)}; expected is a dict with the keys {', '.join(NAMES)}."
    if key not in kernels:
        return f"`kernels` has no key {key!r}; it has {', '.join(map(repr, kernels)) or 'none'}."
    kernel = kernels[key]
    if not isinstance(kernel, torch.Tensor):
        return f"kernels[{key!r}] is {describe(kernel)}; expected is a tensor."
    if kernel.ndim != 2 or not min(kernel.shape) >= 2 or max(kernel.shape) > 5:
        return f"kernels[{key!r}] is {describe(kernel)}; expected are two axes, height×width, from 2×2 to 5×5."
    if kernel.is_complex() or kernel.dtype is torch.bool:
        return f"kernels[{key!r}] is {describe(kernel)}; expected are real numbers."
    if not torch.isfinite(kernel).all():
        return f"kernels[{key!r}] holds a value that is not a finite number."
    return ""


def _inner(image: torch.Tensor, got: torch.Tensor) -> torch.Tensor:
    """The part of the image under the centres of the windows: what an identity kernel would return."""
    top, left = (image.shape[0] - got.shape[0]) // 2, (image.shape[1] - got.shape[1]) // 2
    return image[top : top + got.shape[0], left : left + got.shape[1]]


def _keeps(image, got):
    expected = _inner(image, got)
    if (got - expected).abs().max() <= CLOSE * expected.abs().max():
        return None
    return (
        f"a constant image of {image[0, 0]:.1f} becomes {got[0, 0]:.3g}; it has to stay as it is.",
        expected,
    )


def _vanishes(image, got):
    if got.abs().max() <= CLOSE * image.abs().max():
        return None
    return f"{_called(image)} gets an answer of {_largest(got):.3g}; it has to be 0 everywhere.", torch.zeros_like(got)


def _spreads(_image, got):
    lit = int((got.abs() > CLOSE).sum())
    if lit >= 2 and got.max() < 0.95:
        return None
    return (
        f"one pixel of 1 becomes {lit} lit pixel{'' if lit == 1 else 's'} with a largest value of {got.max():.3g}; "
        "its light has to spread over several.",
        None,
    )


def _softens(image, got):
    low, high = image.min(), image.max()
    if got.min() < low - CLOSE * high or got.max() > high + CLOSE * high:
        return (
            f"out of an image with values from {low:.1f} to {high:.1f} come values from {got.min():.3g} to "
            f"{got.max():.3g}; a blur adds no darker and no brighter ones.",
            None,
        )
    margin = CLOSE * _height(image)
    between = ((got > low + margin) & (got < high - margin)).any()
    return None if between else ("the step is as hard as before: no value lies between its two sides.", None)


def _overshoots(image, got):
    margin = CLOSE * _height(image)
    darker, brighter = got.min() < image.min() - margin, got.max() > image.max() + margin
    if darker and brighter:
        return None
    missing = f"darker than {image.min():.1f}" if not darker else f"brighter than {image.max():.1f}"
    return f"beside the step nothing gets {missing}; a sharpened step overshoots on both sides.", None


def _answers(image, got):
    if got.abs().max() >= 0.1 * _height(image):
        return None
    return (
        f"{_called(image)} between {image.min():.1f} and {image.max():.1f} gets an answer of at most "
        f"{got.abs().max():.2f}: nothing to see.",
        None,
    )


def _is_positive(_image, got):
    """No mistake: both signs are published. It is only to be said."""
    if got.sum() >= 0:
        return None
    return "it is negative where the image gets brighter; the other sign is more common. Both are accepted.", None


def _called(image: torch.Tensor) -> str:
    if _height(image) == 0:
        return f"a constant image of {image[0, 0]:.1f}"
    return "a vertical edge" if (image == image[0]).all() else "a horizontal edge"


def _height(image: torch.Tensor) -> torch.Tensor:
    return image.max() - image.min()


def _largest(got: torch.Tensor) -> float:
    return got.flatten()[got.abs().argmax()].item()


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
    return _answers(image, response(image, kernel)) is None


def _silent_on(kernel: torch.Tensor, image: torch.Tensor) -> bool:
    return _vanishes(image, response(image, kernel)) is None


def _does_not_overshoot(kernel: torch.Tensor) -> bool:
    edge = step_along_x()
    return _sums_to(1, kernel) and not _is_identity(kernel) and _overshoots(edge, response(edge, kernel)) is not None


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

QUESTION = Question(
    name="kernels",
    title="Kernels that see: kernels",
    section=KERNELS,
    cases=cases,
    misconceptions=MISCONCEPTIONS,
    takes="value",
)
