"""Where in its padded image a window lies, and which mistakes the places give away."""

import re
from typing import Any

import torch
import torch.nn.functional as F

from course_utils.questions.ps5_cifar10_augmentation.drawing import formed


def places(images: torch.Tensor, batches: torch.Tensor, padding: int, **how: Any) -> torch.Tensor | None:
    """Where in its padded image each window lies, as times×N×2 (row, column); None if one is no such window.

    how: options of ``F.pad``, to ask for the windows of another padding.
    """
    height, width = images.shape[2:]
    count, batches = 2 * padding + 1, batches.double()
    windows = F.pad(images.double(), (padding,) * 4, **how).unfold(2, height, 1).unfold(3, width, 1)
    windows = windows.permute(0, 2, 3, 1, 4, 5).flatten(1, 2)  # N×count²×C×H×W
    # Comparing every result with every window takes long; one number of each tells which one it can be.
    at = (_signature(batches)[:, :, None] == _signature(windows)).int().argmax(2)
    if not torch.equal(batches, windows[torch.arange(len(images)), at]):
        return None
    return torch.stack([at // count, at % count], 2)


def _signature(images: torch.Tensor) -> torch.Tensor:
    """One whole number for each C×H×W: two windows share it less than once in a billion."""
    pixels = (images * 64).round().long().flatten(-3)
    return (pixels * torch.randint(2**40, pixels.shape[-1:], generator=torch.Generator().manual_seed(0))).sum(-1)


def padded_with(*modes):
    def recognise(verdict, seen):
        batches, (images, padding, *_) = formed(verdict, seen), verdict.case.args
        if batches is None or not padding or places(images, batches, padding) is not None:
            return False
        return any(places(images, batches, padding, mode=mode) is not None for mode in modes)

    return recognise


def padded_with_a_value(verdict, seen):
    batches, (images, padding, *_) = formed(verdict, seen), verdict.case.args
    if batches is None or not padding or places(images, batches, padding) is not None:
        return False
    strange = batches[~torch.isin(batches, images)]
    return len(strange.unique()) == 1 and places(images, batches, padding, value=strange[0].item()) is not None


def _found(verdict, seen):
    """The places of windows that are right as such, and the padding; None for others."""
    batches, (images, padding, *_) = formed(verdict, seen), verdict.case.args
    found = None if batches is None or not padding else places(images, batches, padding)
    return None if found is None else (found, padding)


def of_places(check):
    """A recogniser that looks at the places (times×N×2) of windows that are right as such, and at the padding."""

    def recognise(verdict, seen):
        found = _found(verdict, seen)
        return found is not None and bool(check(*found))

    return recognise


def _varies(found):
    return not (found == found[0, 0]).all()


def one_for_all(found, _padding):
    return (found == found[:, :1]).all() and _varies(found)


def diagonal(found, _padding):
    return (found[..., 0] == found[..., 1]).all() and _varies(found) and not one_for_all(found, 0)


def one_axis(found, padding):
    return any((found[..., axis] == padding).all() for axis in (0, 1)) and _varies(found)


def last_missing(found, padding):
    return all(found[..., axis].min() == 0 and found[..., axis].max() == 2 * padding - 1 for axis in (0, 1))


def first_missing(found, padding):
    return all(found[..., axis].min() == 1 and found[..., axis].max() == 2 * padding for axis in (0, 1))


def half(found, padding):
    one_side = found.max() <= padding or found.min() >= padding
    # Of the places on one side of the middle, padding 1 has only one.
    return one_side and (_varies(found) or padding == 1 and (found != padding).all())


def corner(found, padding):
    return padding > 0 and not _varies(found)


def edges_rare(found, padding):
    """Rounding a continuous draw leaves half as much for the first and the last place."""
    counts = found.flatten().bincount(minlength=2 * padding + 1).double()
    inner = counts[1:-1].mean()
    return counts.min() > 0 and all(0.35 < counts[end] / inner < 0.65 for end in (0, -1))


def _shape(verdict, seen):
    batches = seen.value.get("batches") if isinstance(seen.value, dict) else None
    return tuple(batches.shape[-2:]) if isinstance(batches, torch.Tensor) and batches.ndim == 5 else None


def channels_last(verdict, seen):
    batches = seen.value.get("batches") if isinstance(seen.value, dict) else None
    n, channels, height, width = verdict.case.args[0].shape
    return isinstance(batches, torch.Tensor) and batches.shape[1:] == (n, height, width, channels)


def other_size(verdict, seen):
    shape, images = _shape(verdict, seen), verdict.case.args[0]
    return shape is not None and shape != images.shape[2:] and shape != images.shape[:1:-1]


def other_sizes(verdict, seen):
    """Windows that reach over the edge are cut off by slicing, and then do not fit together."""
    return seen.error is not None and "equal size" in seen.error.message


def breaks_without_padding(verdict, seen):
    """A name that exists only inside ``if padding``, or the empty slice ``[p:-p]``."""
    if verdict.case.args[1]:
        return False
    if seen.error is not None:
        return seen.error.type_name == "UnboundLocalError" or re.search(_EMPTY, seen.error.message) is not None
    shape = _shape(verdict, seen)
    return shape is not None and 0 in shape


_EMPTY = r"tensor (size )?\(0\)|into shape \(.*\b0\b.*\)|non-zero|out of bounds|tensor \[.*\b0\]"


def sides_swapped(verdict, seen):
    shape, images = _shape(verdict, seen), verdict.case.args[0]
    return shape is not None and shape == tuple(images.shape[:1:-1]) and images.shape[2] != images.shape[3]
