"""A set of labelled images held in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

SAMPLE = "embedded sample"


@dataclass(frozen=True, eq=False, repr=False)
class ImageSet:
    """Labelled images of one split of a data set.

    name: the data set, e.g. ``"CIFAR-10"``.
    split: ``"train"`` or ``"test"``.
    images: uint8 tensor N×C×H×W, contiguous, values 0 to 255; C is 1 for grey images, 3 for RGB.
    labels: int64 tensor N; ``labels[i]`` is an index into ``classes``.
    classes: the name of each class.
    source: where the images came from, e.g. ``"cache"`` or ``"embedded sample"``.

    Raises TypeError for another dtype, ValueError for another shape or a label without a class.
    """

    name: str
    split: str
    images: torch.Tensor
    labels: torch.Tensor
    classes: tuple[str, ...]
    source: str

    def __post_init__(self) -> None:
        if self.images.dtype != torch.uint8 or self.labels.dtype != torch.int64:
            raise TypeError(f"images must be uint8 and labels int64, not {self.images.dtype} and {self.labels.dtype}")
        if self.images.ndim != 4 or self.labels.shape != self.images.shape[:1]:
            raise ValueError(
                f"images must be N×C×H×W and labels N, not {tuple(self.images.shape)} and {tuple(self.labels.shape)}"
            )
        if len(self.labels) and not 0 <= self.labels.min() <= self.labels.max() < len(self.classes):
            raise ValueError(f"labels must lie in 0 … {len(self.classes) - 1}")

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        shape = "×".join(str(side) for side in self.images.shape[1:])
        return (
            f"{self.name} {self.split}: {len(self):,} images {shape}, "
            f"{len(self.classes)} classes (from the {self.source})"
        )

    @property
    def is_sample(self) -> bool:
        """True if these are the few images that come with the course, not the full data set."""
        return self.source.startswith(SAMPLE)

    def subset(self, indices: torch.Tensor | slice) -> ImageSet:
        """The images at ``indices``: a slice, an int64 tensor of positions, or a bool mask of length N."""
        return replace(self, images=self.images[indices], labels=self.labels[indices])

    def per_class(self, n: int) -> ImageSet:
        """The first ``n`` images of each class: a balanced set of ``n · len(classes)`` images.

        The classes take turns (0 1 2 … 9 0 1 2 …), so that every prefix of it is balanced as well.
        Raises ValueError if a class has fewer than ``n`` images.
        """
        positions = [torch.nonzero(self.labels == c).flatten()[:n] for c in range(len(self.classes))]
        for name, found in zip(self.classes, positions, strict=True):
            if len(found) < n:
                raise ValueError(f"{n} images per class wanted, but class {name!r} has only {len(found)}")
        return self.subset(torch.stack(positions, dim=1).flatten())
