"""How a pipeline of augmentations is tried: on photos, ramps and flat colours, in training and in evaluation."""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from course_utils.checking.describe import describe
from course_utils.checking.kept_randomness import seed_cpu
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps5_cifar10_augmentation.drawing import UNLIKELY
from course_utils.questions.ps5_cifar10_augmentation.pipeline_images import flat, marked, photos, ramp, sky
from course_utils.questions.question import Case, Shortfall

WRONG_FORM = Outcome.WRONG_TYPE_OR_SHAPE
MOST_DEGREES, TURNED = 20.0, 0.04  # this share may seem to be turned further: noise and holes mislead the eye
MOST_BLACK = 0.3  # a crop with padding 4 and a rotation by 15° leave about a fifth black
DIFFERENT = 8  # of the copies; with a shift by up to 4 pixels nearly all differ
LEAST_SHIFT, MOST_SHIFT = (
    2.75,
    5.75,
)  # how far the largest shift has to reach, and may; 4 pixels, turned by 15°, are 4.9
SHIFTED = 0.62  # this share of the images, at the least, between p = 0.5, which is too seldom, and 0.75
FAR, MOSTLY = 0.25, 0.4  # in no more than this share of the images a channel of a colour may change further
COPIES, BATCH = 24, 30  # in the cases about variety and about shifts
IN_EVALUATION = 6  # so many images are tried in eval()
MIDDLE = slice(8, 24)  # rows and columns that the border of a shifted image hardly reaches
PARTS = ("what", "kornia", "train", "eval")
IN_A_LIST = "in a plain list"


def probe(answer, images, seed, times=1, middle=False):
    """What the pipeline makes of the images in training, so many times, and of the first few inside a model in eval().

    The results of training stand one after the other, those of the first time in front. With ``middle``, only the
    middle of each image is kept.
    """
    pipeline = answer()
    found = {"what": "a module", "kornia": False, "train": None, "eval": None}
    if not isinstance(pipeline, nn.Module):
        return found | {"what": describe(pipeline)}
    found["kornia"] = any(map(_is_kornia, pipeline.modules())) or (_in_a_plain_list(pipeline) and IN_A_LIST)
    model = nn.Sequential(pipeline)
    seed_cpu(seed)
    with torch.no_grad():
        model.eval()
        found["eval"] = _part_of(model(images[:IN_EVALUATION].clone()), images, middle)
        model.train()
        passes = [model(images.clone()) for _ in range(times)]
        alike = all(isinstance(one, torch.Tensor) and one.shape == images.shape for one in passes)
        found["train"] = _part_of(torch.cat(passes) if alike else passes[0], images, middle)
    return found


def _part_of(got: Any, images: torch.Tensor, middle: bool) -> Any:
    """All of the result, or the middle of its images if they are as large as those that went in."""
    whole = not middle or not isinstance(got, torch.Tensor) or got.shape[1:] != images.shape[1:]
    return got if whole else got[..., MIDDLE, MIDDLE].clone()


def _is_kornia(one: Any) -> bool:
    return any(base.__module__.startswith("kornia.augmentation") for base in type(one).__mro__)


def _in_a_plain_list(pipeline: nn.Module) -> bool:
    """Whether a module of Kornia stands in a list, tuple or dict that an attribute holds."""
    held = [value for module in pipeline.modules() for value in vars(module).values()]
    lists = [one.values() if isinstance(one, dict) else one for one in held if isinstance(one, dict | list | tuple)]
    return any(_is_kornia(step) for steps in lists for step in steps)


def cases(rng):
    def case(name, images, check, times=1, middle=False):
        args = images.float().contiguous(), int(rng.integers(2**31)), times, middle
        # Kornia makes so many Python calls that recording them takes a fifth of a check's time.
        return Case(name, args, property=_property(sent(args), check), watched=check is _is_a_pipeline)

    photo = photos(rng, 1)
    return [
        case("a module with Kornia in it", photos(rng, 8), _is_a_pipeline),
        case("shape and dtype stay", photos(rng, 7), keeps_form),
        case("off in evaluation, also inside a model", photos(rng, 12), _off),
        case("on in training", photos(rng, 24), _on),
        case("values from 0 to 1 stay there", torch.from_numpy(rng.random((24, 3, 32, 32))).round(), _keeps_range),
        case("each image of a batch in its own way", photo.repeat(COPIES, 1, 1, 1), _differ, times=2),
        case("shifted by up to 4 pixels, in every batch", marked().repeat(BATCH, 1, 1, 1), _shifted, 10, middle=True),
        case("about half of the images mirrored", ramp().mT.repeat(128, 3, 1, 1), _half_mirrored, middle=True),
        case("the sky stays above", sky().repeat(192, 1, 1, 1), _upright, middle=True),
        case("colours stay with their images", flat(rng), _own_colours, middle=True),
        case("colours change a little only", flat(rng).repeat(5, 1, 1, 1), _mild_colours, middle=True),
        case("most of the image is left", torch.full((64, 3, 32, 32), 0.6), _not_black),
    ]


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


def sent(args: tuple[Any, ...]) -> torch.Tensor:
    """What the results of training are to be compared with, if these are a case's arguments."""
    images, _, times, middle = args
    return _part_of(images.repeat(times, 1, 1, 1), images, middle)


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
    if value["kornia"] == IN_A_LIST:
        return Shortfall("Its modules of kornia.augmentation stand in a plain list, where PyTorch doesn't find them.")
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
    count = fewest_different(value)
    if count < DIFFERENT:
        return Shortfall(
            f"Out of {COPIES} copies of an image in one batch come {count} different images; expected are many."
        )
    first, *others = value["train"].split(COPIES)
    if all(torch.equal(first, other) for other in others):
        return Shortfall("The same batch is changed in the same way, again and again.")
    return None


def fewest_different(value: dict) -> int:
    """How many different images come out of the copies in a batch, in the batch with the fewest."""
    return min(map(different, value["train"].split(COPIES)))


def different(images: torch.Tensor) -> int:
    return len(images.flatten(1).mul(1e4).round().unique(dim=0))


def shifts(value: dict) -> torch.Tensor:
    """How far the spot has moved along one axis, the larger of the two: batches×images, NaN where it is hidden."""
    grey = value["train"].double().mean(1)
    stands_out = (grey - grey.flatten(1).median(1).values[:, None, None]).abs()
    most = stands_out.flatten(1).amax(1)
    weight = (stands_out - most[:, None, None] / 2).clamp(min=0)
    at = torch.arange(16, dtype=torch.float64) - 7.5
    total = weight.sum((1, 2))
    moved = torch.stack([weight.sum(2) @ at / total, weight.sum(1) @ at / total]).abs().amax(0)
    return moved.where(most > 0.3, torch.nan).view(-1, BATCH)


def _shifted(_images, value):
    moved = shifts(value)
    seen = moved[~moved.isnan()]
    if hides(value):
        return Shortfall("A bright spot in the middle of the images is not to be seen in most of them afterwards.")
    if seen.max() < LEAST_SHIFT:
        return Shortfall(f"No image is shifted by more than {seen.max():.1f} pixels; up to 4 are asked for.")
    if seen.max() > MOST_SHIFT:
        return Shortfall(f"An image is shifted by {seen.max():.0f} pixels; up to 4 are asked for.")
    still = rests(value)
    if still:
        return Shortfall(
            f"In {still} of {len(moved)} batches no image is shifted; each image has to be, in every batch."
        )
    share = (seen > 0.5).double().mean().item()
    if share < SHIFTED:
        return Shortfall(f"{share:.0%} of the images are shifted; each is to be, and by chance a few stay in place.")
    return None


def hides(value: dict) -> bool:
    """Whether the spot is not to be seen in most of the images."""
    return bool(shifts(value).isnan().double().mean() > 0.5)


def rests(value: dict) -> int:
    """In how many batches no image is shifted."""
    return int((~(shifts(value) > 0.5)).all(1).sum())


def gradients(images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """How much brighter the middle of each image gets downwards and to the right.

    The median, so that a hole in the image does not count much, over three pixels each, so that noise does not.
    """
    middle = images.double().mean(1)
    down, right = middle[:, 3:] - middle[:, :-3], middle[:, :, 3:] - middle[:, :, :-3]
    return down.flatten(1).median(1).values, right.flatten(1).median(1).values


def angles(value: dict) -> torch.Tensor:
    """By how many degrees, from 0 to 180, images with the sky above have been turned; 0 where nothing is to be seen."""
    yellow, blue = value["train"][:, :2], value["train"][:, 2]
    down, right = gradients(yellow)
    visible = (torch.hypot(down, right) > 0.02) & (blue.flatten(1).median(1).values < 0.65)
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
    too_far = turned > MOST_DEGREES
    if too_far.double().mean() <= TURNED:
        return None
    return Shortfall(
        f"{int(too_far.sum())} of {len(turned)} images are turned by more than {MOST_DEGREES:.0f}°, the furthest by "
        f"{turned.max():.0f}°. Up to 15° are allowed; 180° is upside down.",
        image=value["train"][turned.argmax(), 0],
    )


def _own_colours(images, value):
    out = colours(value)
    own = images[:, :, 0, 0].argmax(1, keepdim=True)
    other = (out.amax(1) > out.gather(1, own)[:, 0] + 0.05).sum()
    if other == 0:
        return None
    return Shortfall(
        f"{other} of {len(out)} images have taken on another colour: red, green or blue became another one."
    )


def colours(value: dict) -> torch.Tensor:
    """The colour in the middle of each image: N×3."""
    return value["train"][:, :, 6:10, 6:10].mean((2, 3))


def inverted(images: torch.Tensor, value: dict) -> torch.Tensor:
    """Which images of one colour have become their negative, more or less."""
    out, before = colours(value), images[:, :, 0, 0]
    return (out - (1 - before)).abs().amax(1) < (out - before).abs().amax(1)


def _mild_colours(images, value):
    out = colours(value)
    far = ((out - images[:, :, 0, 0]).abs().amax(1) > FAR) & (out.amax(1) > 0.05)  # a hole is no colour
    if far.double().mean() <= MOSTLY:
        return None
    return Shortfall(
        f"In {int(far.sum())} of {len(far)} images of one colour, red, green or blue changes by more than "
        f"{FAR}; in six of ten it has to be less."
    )


def _not_black(_images, value):
    share = share_of_black(value)
    if share <= MOST_BLACK:
        return None
    return Shortfall(f"{share:.0%} of the pixels are black afterwards; none was before.")


def share_of_black(value: dict) -> float:
    return (value["train"].amax(1) < 0.05).double().mean().item()
