"""Random changes of a whole batch of images, each image with its own draw. Taught in lecture 5.

``random_flip`` and ``random_crop`` are written by hand. ``KorniaAugment`` holds a pipeline of Kornia. All of them
take images N×C×H×W and return as many, in the same order, so that the labels stay true, of the same dtype
and range, on the same device, and, unless a pipeline of your own resizes them, of the same shape.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def random_flip(images: Tensor, p: float = 0.5, generator: torch.Generator | None = None) -> Tensor:
    """Mirror each image left to right with probability ``p``, independently of the others.

    images: N×C×H×W, any dtype.
    generator: where the random numbers come from, on the device of ``images``; default PyTorch's own.

    Raises ValueError for anything but a batch, and for a ``p`` that is no probability.
    """
    _check_batch(images)
    if not 0 <= p <= 1:
        raise ValueError(f"p is a probability, 0 to 1, not {p}")
    flip = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(flip[:, None, None, None], images.flip(-1), images)


def random_crop(images: Tensor, padding: int = 4, generator: torch.Generator | None = None) -> Tensor:
    """Cut a window of the original size out of each padded image: a shift by up to ``padding`` pixels.

    images: N×C×H×W, any dtype. The padding is 0, which is black for pixels, so crop *before* normalising.
    generator: as for ``random_flip``.

    Raises ValueError for anything but a batch.
    """
    _check_batch(images)
    n, _, height, width = images.shape
    tops, lefts = torch.randint(2 * padding + 1, (2, n), generator=generator, device=images.device)
    windows = F.pad(images, (padding,) * 4).unfold(2, height, 1).unfold(3, width, 1)  # a view of all windows
    return windows[torch.arange(n, device=images.device), :, tops, lefts]


def _check_batch(images: Tensor) -> None:
    if images.ndim != 4:
        shape = "×".join(map(str, images.shape))
        raise ValueError(
            f"a batch of images is N×C×H×W, and this is {shape}: a single image gets one with images[None]"
        )


def flip_and_crop(images: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """The two together, as nearly every recipe for CIFAR-10 has them: padding 4, mirrored half the time."""
    return random_flip(random_crop(images, generator=generator), generator=generator)


class KorniaAugment(nn.Module):
    """A Kornia pipeline that behaves like a layer: on in ``train()``, off in ``eval()``, values kept in [0, 1].

    steps: modules of ``kornia.augmentation``, applied in this order. Default, for colour images of 32×32 pixels: crop
        and flip as in ``flip_and_crop``, a rotation by up to 10° and a little jitter of the colours.

    Called with float images N×C×H×W in [0, 1]. In ``eval()`` it returns them as they are, which Kornia's own
    ``AugmentationSequential`` does not. Raises ValueError for values outside [0, 1], because Kornia's colour
    operations would clip them without a word (normalised images, or pixels from 0 to 255), and, with the default
    steps, for images of another size. Raises TypeError for a dtype that isn't floating-point.
    """

    def __init__(self, *steps: nn.Module):
        super().__init__()
        import kornia.augmentation as K  # slow to import: only when it is used

        self.size = None if steps else (3, 32, 32)
        steps = steps or (
            K.RandomCrop((32, 32), padding=4),
            K.RandomHorizontalFlip(),
            K.RandomRotation(10.0, p=0.5),
            K.ColorJitter(0.1, 0.1, 0.1, 0.02, p=0.5),
        )
        self.pipeline = K.AugmentationSequential(*steps)

    def forward(self, images: Tensor) -> Tensor:
        if not images.is_floating_point():
            raise TypeError(f"augment float images in [0, 1], not {images.dtype}: images.float() / 255")
        _check_batch(images)
        if self.size and tuple(images.shape[1:]) != self.size:
            shape = "×".join(map(str, images.shape))
            raise ValueError(f"the default steps are for N×3×32×32, and this is {shape}: give steps of your own")
        if images.numel() and not 0 <= images.amin() <= images.amax() <= 1:
            raise ValueError("augment images in [0, 1], before they are normalised: these have values outside")
        return self.pipeline(images).clamp(0, 1) if self.training else images
