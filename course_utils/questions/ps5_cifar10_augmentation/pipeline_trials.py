"""How a pipeline of augmentations is tried: on photos, ramps and flat colours, in training and in evaluation."""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from course_utils.checking.describe import describe
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps5_cifar10_augmentation.drawing import UNLIKELY
from course_utils.questions.question import Case, Shortfall

WRONG_FORM = Outcome.WRONG_TYPE_OR_SHAPE
MOST_DEGREES = 30.0
MOST_BLACK = 0.3  # a crop with padding 4 and a rotation by 15° leave about a fifth black
DIFFERENT = 8  # of 48 copies; with a shift by up to 4 pixels nearly all differ
IN_EVALUATION = 6  # so many images are tried in eval()
PARTS = ("what", "kornia", "train", "eval")


def probe(answer, images, seed):
    """What the pipeline makes of the images in training, and of the first few inside a model in evaluation."""
    pipeline = answer()
    found = {"what": "a module", "kornia": False, "train": None, "eval": None}
    if not isinstance(pipeline, nn.Module):
        return found | {"what": describe(pipeline)}
    found["kornia"] = any(_is_kornia(type(module)) for module in pipeline.modules())
    model = nn.Sequential(pipeline)
    state = torch.get_rng_state()
    torch.manual_seed(seed)
    with torch.no_grad():
        model.eval()
        found["eval"] = model(images[:IN_EVALUATION].clone())
        model.train()
        found["train"] = model(images.clone())
    torch.set_rng_state(state)
    return found


def _is_kornia(kind: type) -> bool:
    return any(base.__module__.startswith("kornia.augmentation") for base in kind.__mro__)


def cases(rng):
    def case(name, images, check):
        images = images.float().contiguous()
        return Case(name, (images, int(rng.integers(2**31))), property=_property(images, check))

    photo = _photos(rng, 1)
    return [
        case("a module with Kornia in it", _photos(rng, 8), _is_a_pipeline),
        case("shape and dtype stay", _photos(rng, 7), keeps_form),
        case("off in evaluation, also inside a model", _photos(rng, 12), _off),
        case("on in training", _photos(rng, 24), _on),
        case("values from 0 to 1 stay there", torch.from_numpy(rng.random((24, 3, 32, 32))).round(), _keeps_range),
        case("each image of a batch in its own way", photo.repeat(48, 1, 1, 1), _differ),
        case("about half of the images mirrored", _ramp().mT.repeat(96, 3, 1, 1), _half_mirrored),
        case("the sky stays above", _ramp().flip(-2).repeat(96, 3, 1, 1), _upright),
        case("colours stay with their images", _flat(rng), _own_colours),
        case("most of the image is left", torch.full((64, 3, 32, 32), 0.6), _not_black),
    ]


def _photos(rng, count: int) -> torch.Tensor:
    """Smooth random images in [0.1, 0.9]."""
    coarse = torch.from_numpy(0.1 + 0.8 * rng.random((count, 3, 5, 5)))
    return nn.functional.interpolate(coarse, size=(32, 32), mode="bilinear")


def _ramp() -> torch.Tensor:
    """1×1×32×32, dark at the top and bright at the bottom."""
    return torch.linspace(0.1, 0.9, 32)[:, None].expand(1, 1, 32, 32)


def _flat(rng) -> torch.Tensor:
    """30 images of one colour each: red, green or blue."""
    colours = 0.2 + 0.5 * torch.eye(3)[torch.from_numpy(rng.permutation(30) % 3)]
    return colours[:, :, None, None].expand(30, 3, 32, 32)


def _property(images: torch.Tensor, check: Callable[[torch.Tensor, dict], Shortfall | None]):
    def holds(value: Any) -> Shortfall | None:
        if not isinstance(value, dict) or set(value) != set(PARTS):
            return Shortfall(f"It returns {describe(value)}; expected is a module.", WRONG_FORM)
        if value["what"] != "a module":
            return Shortfall(f"It returns {value['what']!s:.200}; expected is an nn.Module.", WRONG_FORM)
        if check is not keeps_form and (amiss := keeps_form(images, value)):
            return amiss
        return check(images, value)

    return holds


def keeps_form(images, value):
    for mode, expected in (("train", images), ("eval", images[:IN_EVALUATION])):
        got = value[mode]
        if not isinstance(got, torch.Tensor):
            return Shortfall(f"In {mode}() the pipeline returns {describe(got)}.", WRONG_FORM)
        if got.shape != expected.shape or got.dtype != expected.dtype:
            return Shortfall(
                f"In {mode}() the pipeline returns {describe(got)} for {describe(expected)}: both have to stay.",
                WRONG_FORM,
            )
        if not torch.isfinite(got).all():
            return Shortfall(f"In {mode}() the pipeline returns values that are not finite numbers.")
    return None


def _is_a_pipeline(_images, value):
    if value["kornia"] is True:
        return None
    return Shortfall("There is no module of kornia.augmentation in it.")


def _off(images, value):
    altered = changed(value["eval"], images[:IN_EVALUATION])
    if not altered.any():
        return None
    at = altered.nonzero()[0].item()
    return Shortfall(
        f"After eval(), {int(altered.sum())} of {len(altered)} images come back changed.",
        image=images[at, 0],
        expected=images[at, 0],
        got=value["eval"][at, 0],
    )


def _on(images, value):
    altered = changed(value["train"], images)
    if altered.double().mean() >= 0.5:
        return None
    return Shortfall(
        f"In training, {int(altered.sum())} of {len(altered)} images are changed; expected are most of them."
    )


def changed(got: torch.Tensor, images: torch.Tensor) -> torch.Tensor:
    return ((got - images).abs() > 1e-6).flatten(1).any(1)


def _keeps_range(_images, value):
    low, high = value["train"].min().item(), value["train"].max().item()
    if low >= -1e-5 and high <= 1 + 1e-5:
        return None
    return Shortfall(f"Out of values from 0 to 1 come values from {low:.3g} to {high:.3g}.")


def _differ(_images, value):
    count = different(value["train"])
    if count >= DIFFERENT:
        return None
    return Shortfall(f"Out of 48 copies of an image in one batch come {count} different images; expected are many.")


def different(images: torch.Tensor) -> int:
    return len(images.flatten(1).mul(1e4).round().unique(dim=0))


def gradients(images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """How much brighter each image gets downwards and to the right, in its middle, where no border reaches.

    The median, so that a hole in the image does not count.
    """
    middle = images.mean(1)[:, 10:22, 10:22].double()
    down, right = middle[:, 1:] - middle[:, :-1], middle[:, :, 1:] - middle[:, :, :-1]
    return down.flatten(1).median(1).values, right.flatten(1).median(1).values


def angles(value: dict) -> torch.Tensor:
    """By how many degrees, from 0 to 180, images with the sky above have been turned; 0 where nothing is to be seen."""
    down, right = gradients(value["train"])
    visible = torch.hypot(down, right) > 0.005
    return torch.rad2deg(torch.atan2(right, -down)).abs() * visible


def _half_mirrored(_images, value):
    count = _count_mirrored(value)
    n = len(value["train"])
    if abs(count - n / 2) <= UNLIKELY * math.sqrt(n / 4):
        return None
    return Shortfall(f"{count} of {n} images are mirrored left to right; expected are about half.")


def _count_mirrored(value: dict) -> int:
    return int((gradients(value["train"])[1] < 0).sum())


def _upright(_images, value):
    turned = angles(value)
    if turned.max() <= MOST_DEGREES:
        return None
    return Shortfall(
        f"An image is turned by {turned.max():.0f}°. Up to {MOST_DEGREES:.0f}° are accepted; 180° is upside down.",
        image=value["train"][turned.argmax(), 0],
    )


def _own_colours(images, value):
    out = value["train"][:, :, 14:18, 14:18].mean((2, 3))
    own = images[:, :, 0, 0].argmax(1, keepdim=True)
    other = (out.amax(1) > out.gather(1, own)[:, 0] + 0.05).sum()
    if other == 0:
        return None
    return Shortfall(
        f"{other} of {len(out)} images have taken on another colour: red, green or blue became another one."
    )


def _not_black(_images, value):
    share = (value["train"].amax(1) < 0.05).double().mean().item()
    if share <= MOST_BLACK:
        return None
    return Shortfall(f"{share:.0%} of the pixels are black afterwards; none was before.")
