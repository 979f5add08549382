"""Reading the files torchvision downloads, in the folders where torchvision puts them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from course_utils.data.catalog import Dataset
from course_utils.data.digests import RawSplit
from course_utils.data.idx import parse_idx

if TYPE_CHECKING:
    import torchvision

MNIST_RAW = Path("MNIST", "raw")


def read_torchvision_files(facts: Dataset, root: Path, split: str) -> RawSplit:
    """A split from the files below torchvision's ``root``; unverified.

    Raises OSError, ValueError, RuntimeError.
    """
    return {"mnist": _read_mnist, "cifar10": _read_cifar10}[facts.key](facts, root, split)


def mnist_file(root: Path, name: str) -> Path:
    """The IDX file ``name``, unpacked if it is there, else compressed."""
    unpacked = root / MNIST_RAW / name
    return unpacked if unpacked.exists() else unpacked.with_name(f"{name}.gz")


def mnist_names(split: str) -> tuple[str, str]:
    prefix = {"train": "train", "test": "t10k"}[split]
    return f"{prefix}-images-idx3-ubyte", f"{prefix}-labels-idx1-ubyte"


def torchvision_class(facts: Dataset) -> type[torchvision.datasets.VisionDataset]:
    """The class of torchvision.datasets, with the attributes the catalog overrides."""
    import torchvision  # takes a second or two: only for those who need it

    name = facts.torchvision.dataset
    return type(name, (getattr(torchvision.datasets, name),), dict(facts.torchvision.attributes))


def _read_mnist(facts: Dataset, root: Path, split: str) -> RawSplit:
    arrays = []
    for name, dimensions in zip(mnist_names(split), (3, 1), strict=True):
        path = mnist_file(root, name)
        with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
            arrays.append(parse_idx(file.read(), dimensions))
    images, labels = arrays
    return RawSplit(images[..., None], labels)


def _read_cifar10(facts: Dataset, root: Path, split: str) -> RawSplit:
    # These batches are pickles, which can run code when they are read. torchvision compares the MD5 of each
    # with the published one first, and refuses to open any other file.
    dataset = torchvision_class(facts)(root, train=split == "train", download=False)
    return RawSplit(np.ascontiguousarray(dataset.data), np.array(dataset.targets, dtype=np.uint8))
