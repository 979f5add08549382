"""Which images come back mirrored, and which mistakes that gives away."""

import math
import re

import torch

from course_utils.questions.ps5_cifar10_augmentation.drawing import UNLIKELY, formed


def is_mirrored(images: torch.Tensor, batches: torch.Tensor, *axes: int) -> torch.Tensor | None:
    """Which images are mirrored along these axes, as a bool tensor times×N; None if one is neither that nor unchanged.

    The axes are those of ``images``.
    """
    changed = (batches == images.flip(axes)).flatten(2).all(2)
    same = (batches == images).flatten(2).all(2)
    return changed if bool((changed | same).all()) else None


def along(*axes):
    """A recogniser: images come back mirrored along these axes."""

    def recognise(verdict, seen):
        batches = formed(verdict, seen)
        images = verdict.case.args[0]
        return batches is not None and (mirrored := is_mirrored(images, batches, *axes)) is not None and mirrored.any()

    return recognise


def right_kind(verdict, seen):
    """The mirrored images of an answer that only mirrors left to right, else None."""
    batches = formed(verdict, seen)
    return None if batches is None else is_mirrored(verdict.case.args[0], batches, 3)


def shows_rate(rate):
    """A recogniser: the share of mirrored images is this function of p, and not p."""

    def recognise(verdict, seen):
        mirrored, p = right_kind(verdict, seen), verdict.case.args[1]
        expected = rate(p)
        if mirrored is None or abs(expected - p) < 0.1:
            return False
        if expected not in (0, 1) and p not in (0, 1) and (mirrored == mirrored[0]).all():
            return False  # the same few draws again and again say nothing about a rate
        share = mirrored.double().mean().item()

        def fits(rate):
            return abs(share - rate) <= UNLIKELY * math.sqrt(max(rate * (1 - rate), 1e-3) / mirrored.numel())

        return fits(expected) and not fits(p)

    return recognise


def all_or_none(verdict, seen):
    """Whether in each batch all images are mirrored, or none is."""
    mirrored = right_kind(verdict, seen)
    if mirrored is None or mirrored.shape[1] == 1 or verdict.case.args[1] in (0, 1):
        return False
    return bool((mirrored == mirrored[:, :1]).all()) and bool(mirrored.any()) and not bool(mirrored.all())


def always_as_many(verdict, seen):
    """Whether each batch has the same number of mirrored images, but not always the same ones."""
    mirrored = right_kind(verdict, seen)
    if mirrored is None or mirrored.shape[1] == 1 or verdict.case.args[1] in (0, 1):
        return False
    counts = mirrored.sum(1)
    different = any(not torch.equal(mirrored[0], one) for one in mirrored[1:])
    return different and bool((counts == counts[0]).all()) and 0 < counts[0] < mirrored.shape[1]


def never(verdict, seen):
    """Whether no image ever changes, although some should."""
    batches = formed(verdict, seen)
    return batches is not None and verdict.case.args[1] > 0 and bool((batches == verdict.case.args[0]).all())


def order_lost(verdict, seen):
    """Whether the images come back at other places of the batch, mirrored or not."""
    batches, images = formed(verdict, seen), verdict.case.args[0]
    if batches is None or len(images) == 1:
        return False
    # times×N×N: does the image that comes out at one place stem from the image at another?
    out, own, turned = (each.flatten(-3) for each in (batches, images, images.flip(3)))
    stems = (out[:, :, None] == own).all(-1) | (out[:, :, None] == turned).all(-1)
    return bool(stems.any(2).all()) and not bool(stems.diagonal(dim1=1, dim2=2).all())


def mixed(verdict, seen):
    """Whether an image comes back mirrored in parts."""
    batches, images = formed(verdict, seen), verdict.case.args[0]
    if batches is None or is_mirrored(images, batches, 3) is not None:
        return False
    return bool(((batches == images) | (batches == images.flip(3))).all())


def draws_do_not_fit(verdict, seen):
    """Whether a number for each image meets an axis other than that of the images."""
    count = len(verdict.case.args[0])
    message = seen.error.message if seen.error else ""
    return re.search(rf"tensor [ab] \({count}\)|could not be broadcast together with shapes \({count},", message)


def normal_share(p: float) -> float:
    """The share of standard normal numbers below p."""
    return 0.5 * (1 + math.erf(p / math.sqrt(2)))
