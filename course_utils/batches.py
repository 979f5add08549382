"""A loader that keeps all images on the device. Taught in lecture 5, section 6."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor

from course_utils.data import ImageSet

CIFAR10_MEAN = (0.4914, 0.4822, 0.4465)
"""Mean of the red, green and blue pixels of the 50,000 training images, in [0, 1]; lecture 5 computes it."""
CIFAR10_STD = (0.2470, 0.2435, 0.2616)
"""Standard deviation over all these pixels, not the mean of the images' own standard deviations."""


class DeviceBatches:
    """Batches (images, labels) of an ``ImageSet`` whose uint8 pixels lie on the device, ready for a network.

    image_set: the images; they are copied to ``device`` once, as uint8.
    batch_size: images a batch; the last one may be smaller, or is left out with ``drop_last``.
    mean, std: numbers in [0, 1], one a channel, subtracted from and divided into pixels in [0, 1].
    shuffle: a new order in every pass. ``seed`` decides all orders: the same seed, the same epochs.
    augment: called with each batch as float images in [0, 1], *before* they are normalised; must return as
        many, in the same order. Pass None for evaluation.
    channels_last: store the batch in memory with the channels innermost, which convolutions on a CPU and on
        tensor cores like better. Shapes stay N×C×H×W.
    device: where images and labels live.

    It can be iterated over again and again. A batch is a float32 tensor N×C×H×W and an int64 tensor N.
    Raises ValueError for a batch size below 1, for means that are not one a channel, for a std that isn't
    positive, and for an ``augment`` that returns another number of images.
    """

    def __init__(
        self,
        image_set: ImageSet,
        batch_size: int,
        *,
        mean: Sequence[float] = CIFAR10_MEAN,
        std: Sequence[float] = CIFAR10_STD,
        shuffle: bool = False,
        seed: int = 0,
        augment: Callable[[Tensor], Tensor] | None = None,
        channels_last: bool = False,
        drop_last: bool = False,
        device: torch.device | str = "cpu",
    ):
        channels = image_set.images.shape[1]
        if batch_size < 1:
            raise ValueError(f"a batch holds at least one image, not {batch_size}")
        if not len(mean) == len(std) == channels:
            raise ValueError(f"one mean and one std a channel: {channels}, not {len(mean)} and {len(std)}")
        self.images, self.labels = image_set.images.to(device), image_set.labels.to(device)
        self.mean, self.std = (
            torch.as_tensor(numbers, dtype=torch.float32, device=device).reshape(1, channels, 1, 1)
            for numbers in (mean, std)
        )
        if not (self.std > 0).all():
            raise ValueError(f"a std is larger than 0, and these are {self.std.flatten().tolist()}")
        self.batch_size, self.shuffle, self.drop_last = batch_size, shuffle, drop_last
        self.augment, self.channels_last = augment, channels_last
        self.generator = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        """How many batches a pass has."""
        full, rest = divmod(len(self.labels), self.batch_size)
        return full + bool(rest and not self.drop_last)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        n = len(self.labels)
        order = torch.randperm(n, generator=self.generator) if self.shuffle else torch.arange(n)
        order = order.to(self.labels.device)
        for start in range(0, len(self) * self.batch_size, self.batch_size):
            chosen = order[start : start + self.batch_size]
            yield self._ready(self.images[chosen]), self.labels[chosen]

    def _ready(self, pixels: Tensor) -> Tensor:
        images = pixels.float() / 255
        if self.augment is not None:
            images = self.augment(images)
            if len(images) != len(pixels):
                raise ValueError(f"augment got {len(pixels)} images and returned {len(images)}: labels would not fit")
        images = (images - self.mean) / self.std
        return images.contiguous(memory_format=torch.channels_last) if self.channels_last else images
