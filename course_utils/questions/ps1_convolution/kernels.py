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
# Kernels written with two decimals, such as nine times 0.11, are as good as exact ones.
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
    height = high - low
    return [
        _case("blur keeps a constant image", "blur", constant, _keeps),
        _case("blur spreads an impulse", "blur", impulse(), _spreads),
        _case("blur softens a step and adds no new values", "blur", vertical, _softens),
        _case("sharpen keeps a constant image", "sharpen", constant, _keeps),
        _case("sharpen overshoots at a step", "sharpen", vertical, _overshoots),
        _case("edge gives 0 on a constant image", "edge", constant, _vanishes),
        _case("edge answers to a vertical edge", "edge", vertical, _answers(height)),
        _case("edge answers to a horizontal edge", "edge", horizontal, _answers(height)),
        _case("sobel_x gives 0 on a constant image", "sobel_x", constant, _vanishes),
        _case("sobel_x answers to a vertical edge", "sobel_x", vertical, _answers(height)),
        _case("sobel_x gives 0 on a horizontal edge", "sobel_x", horizontal, _vanishes),
        _case("sobel_y gives 0 on a constant image", "sobel_y", constant, _vanishes),
        _case("sobel_y answers to a horizontal edge", "sobel_y", horizontal, _answers(height)),
        _case("sobel_y gives 0 on a vertical edge", "sobel_y", vertical, _vanishes),
    ]


Expectation = Callable[[torch.Tensor, torch.Tensor], tuple[str, torch.Tensor | None] | None]


def _case(name: str, key: str, image: torch.Tensor, expectation: Expectation) -> Case:
    def holds(kernels: Any) -> Shortfall | None:
        unusable = why_unusable(kernels, key)
        if unusable:
            return Shortfall(unusable, Outcome.WRONG_TYPE_OR_SHAPE)
        got = response(image, kernels[key])
        lacking = expectation(image, got)
        if lacking is None:
            return None
        reason, expected = lacking
        return Shortfall(f"{key}: {reason}", image=image, kernel=kernels[key], expected=expected, got=got)

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
        return f"kernels[{key!r}] is {describe(kernel)}; expected is a height×width tensor such as 3×3 (at most 5×5)."
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


def _vanishes(_image, got):
    if got.abs().max() <= CLOSE:
        return None
    return f"the answer reaches {_largest(got):.3g} where it has to be 0 everywhere.", torch.zeros_like(got)


def _spreads(_image, got):
    lit = int((got.abs() > 1e-6).sum())
    if lit >= 2 and got.max() < 0.95:
        return None
    return (
        f"one bright pixel becomes {lit} with a largest value of {got.max():.3g}; a blur spreads it over several.",
        None,
    )


def _softens(image, got):
    low, high = image.min(), image.max()
    if got.min() < low - CLOSE or got.max() > high + CLOSE:
        return (
            f"values from {got.min():.3g} to {got.max():.3g} come out of an image from {low:.1f} to {high:.1f}.",
            None,
        )
    between = ((got > low + CLOSE) & (got < high - CLOSE)).any()
    return None if between else ("the step is as hard as before: no value lies between its two sides.", None)


def _overshoots(image, got):
    if got.max() > image.max() + CLOSE or got.min() < image.min() - CLOSE:
        return None
    return (
        f"nothing gets brighter than {image.max():.1f} or darker than {image.min():.1f}; a sharpened step overshoots.",
        None,
    )


def _answers(height: float) -> Expectation:
    def answers(_image, got):
        if got.abs().max() >= 0.1 * height:
            return None
        return (
            f"an edge of height {height:.1f} gets an answer of at most {got.abs().max():.3g}: nothing to see.",
            None,
        )

    return answers


def _largest(got: torch.Tensor) -> float:
    return got.flatten()[got.abs().argmax()].item()


def _about(key: str, mistaken: Callable[[torch.Tensor], bool]) -> Callable[[Any, Any], bool]:
    """A recogniser: the failing case is about this kernel, and the kernel shows the mistake."""

    def recognise(verdict, seen) -> bool:
        return verdict.case.name.split()[0] == key and not why_unusable(seen.value, key) and mistaken(seen.value[key])

    return recognise


def _any_of(*recognisers: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda verdict, seen: any(recognise(verdict, seen) for recognise in recognisers)


def _is_identity(kernel: torch.Tensor) -> bool:
    return int((kernel.abs() > 1e-6).sum()) == 1


def _answers_to(kernel: torch.Tensor, image: torch.Tensor) -> bool:
    return bool(response(image, kernel).abs().max() > 0.1)


def _along_wrong_axis(kernel: torch.Tensor, right: torch.Tensor, other: torch.Tensor) -> bool:
    return not _answers_to(kernel, right) and _answers_to(kernel, other)


def _sobel_not_zero_sum(kernel: torch.Tensor) -> bool:
    return abs(kernel.sum().item()) > CLOSE


MISCONCEPTIONS = (
    Misconception(
        "blur_not_normalised",
        "Your blur makes the image brighter or darker: its values do not add up to 1.",
        "What does your kernel make of an image in which every pixel is 1?",
        KERNELS,
        recognise=_about("blur", lambda kernel: bool((kernel >= 0).all()) and abs(kernel.sum().item() - 1) > CLOSE),
    ),
    Misconception(
        "sharpen_not_normalised",
        "Your sharpen changes flat regions: its values have to add up to 1. "
        "(If they add up to 0 it is an edge filter: the image itself is missing from it.)",
        "Sharpening is the image plus its own edges. Which kernel stands for “the image”?",
        KERNELS,
        recognise=_about("sharpen", lambda kernel: abs(kernel.sum().item() - 1) > CLOSE),
    ),
    Misconception(
        "edge_not_zero_sum",
        "Your edge filter answers to flat regions: its values do not add up to 0.",
        "What does your kernel make of an image in which every pixel is 1?",
        KERNELS,
        recognise=_about("edge", lambda kernel: abs(kernel.sum().item()) > CLOSE),
    ),
    Misconception(
        "edge_in_one_direction",
        "Your edge filter sees edges of one direction only.",
        "A Sobel kernel is made for one direction. Which kernel compares a pixel with *all* its neighbours?",
        KERNELS,
        recognise=_about(
            "edge", lambda kernel: _answers_to(kernel, step_along_x()) != _answers_to(kernel, step_along_y())
        ),
    ),
    Misconception(
        "sobel_axes_swapped",
        "Your sobel_x and sobel_y are swapped (or one of them answers to the other's edges).",
        "sobel_x measures how brightness changes when you go along x. Which edges does it see, standing or lying ones?",
        KERNELS,
        recognise=_any_of(
            _about("sobel_x", lambda kernel: _along_wrong_axis(kernel, step_along_x(), step_along_y())),
            _about("sobel_y", lambda kernel: _along_wrong_axis(kernel, step_along_y(), step_along_x())),
        ),
    ),
    Misconception(
        "sobel_not_zero_sum",
        "Your Sobel kernel answers to flat regions: its values do not add up to 0.",
        "The column of negative values and the column of positive ones have to balance.",
        KERNELS,
        recognise=_any_of(_about("sobel_x", _sobel_not_zero_sum), _about("sobel_y", _sobel_not_zero_sum)),
    ),
    Misconception(
        "changes_nothing",
        "One of your kernels is the identity: it returns the image as it is, or only scaled.",
        "A kernel with one value different from 0 copies one pixel. What has to be around it?",
        KERNELS,
        recognise=_any_of(*(_about(key, _is_identity) for key in NAMES)),
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
