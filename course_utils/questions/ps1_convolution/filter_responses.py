"""What a small filter makes of a constant image, a step edge and an impulse, and what it lacks there."""

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F

from course_utils.checking.describe import describe

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


# What a filtered image lacks: a sentence and, where there is only one, the right image. None: nothing.
Lacking = tuple[str, torch.Tensor | None] | None

Expectation = Callable[[torch.Tensor, torch.Tensor], Lacking]


def _inner(image: torch.Tensor, got: torch.Tensor) -> torch.Tensor:
    """The part of the image under the centres of the windows: what an identity kernel would return."""
    top, left = (image.shape[0] - got.shape[0]) // 2, (image.shape[1] - got.shape[1]) // 2
    return image[top : top + got.shape[0], left : left + got.shape[1]]


def keeps(image: torch.Tensor, got: torch.Tensor) -> Lacking:
    """The image stays as it is."""
    expected = _inner(image, got)
    if (got - expected).abs().max() <= CLOSE * expected.abs().max():
        return None
    return (
        f"a constant image of {image[0, 0]:.1f} becomes {got[0, 0]:.3g}; it has to stay as it is.",
        expected,
    )


def vanishes(image: torch.Tensor, got: torch.Tensor) -> Lacking:
    """The answer is 0 everywhere."""
    if got.abs().max() <= CLOSE * image.abs().max():
        return None
    return f"{_called(image)} gets an answer of {_largest(got):.3g}; it has to be 0 everywhere.", torch.zeros_like(got)


def spreads(_image: torch.Tensor, got: torch.Tensor) -> Lacking:
    """One lit pixel becomes several."""
    lit = int((got.abs() > CLOSE).sum())
    if lit >= 2 and got.max() < 0.95:
        return None
    return (
        f"one pixel of 1 becomes {lit} lit pixel{'' if lit == 1 else 's'} with a largest value of {got.max():.3g}; "
        "its light has to spread over several.",
        None,
    )


def softens(image: torch.Tensor, got: torch.Tensor) -> Lacking:
    """Between the two sides of a step lie new values, and none beyond them."""
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


def overshoots(image: torch.Tensor, got: torch.Tensor) -> Lacking:
    """Beside a step the dark side gets darker and the bright side brighter."""
    margin = CLOSE * _height(image)
    darker, brighter = got.min() < image.min() - margin, got.max() > image.max() + margin
    if not (darker and brighter):
        missing = f"darker than {image.min():.1f}" if not darker else f"brighter than {image.max():.1f}"
        return f"beside {_called(image)} nothing gets {missing}; a sharpened edge overshoots on both sides.", None
    across = got[0] if _is_upright(image) else got[:, 0]  # from the dark side to the bright one
    if across.argmin() < across.argmax():
        return None
    return (
        f"the brightest value, {across.max():.3g}, comes before the darkest, {across.min():.3g}, on the way from the "
        f"dark side of {_called(image)} to the bright one; the dark side has to get darker, and the bright side "
        "brighter.",
        None,
    )


def answers(image: torch.Tensor, got: torch.Tensor) -> Lacking:
    """The edge can be seen."""
    if got.abs().max() >= 0.1 * _height(image):
        return None
    return (
        f"{_called(image)} between {image.min():.1f} and {image.max():.1f} gets an answer of at most "
        f"{got.abs().max():.2f}: nothing to see.",
        None,
    )


def is_positive(_image: torch.Tensor, got: torch.Tensor) -> Lacking:
    """No mistake: both signs are published. It is only to be said."""
    if got.sum() >= 0:
        return None
    return "it is negative where the image gets brighter; the other sign is more common. Both are accepted.", None


def _called(image: torch.Tensor) -> str:
    if _height(image) == 0:
        return f"a constant image of {image[0, 0]:.1f}"
    return "a vertical edge" if _is_upright(image) else "a horizontal edge"


def _is_upright(image: torch.Tensor) -> bool:
    """Whether the image is the same in every row, so that its edge runs from top to bottom."""
    return bool((image == image[0]).all())


def _height(image: torch.Tensor) -> torch.Tensor:
    return image.max() - image.min()


def _largest(got: torch.Tensor) -> float:
    return got.flatten()[got.abs().argmax()].item()
