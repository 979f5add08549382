"""Test images that students' notebooks don't hold: whoever looks up the labels of the sample finds none of them.

    python -m autograder.answer_keys.unseen_images

cuts them from the full data sets: of each class, some that lie evenly among those that are not in the embedded sample
(MNIST's test images differ in difficulty from place to place). They are stored like it, as mosaics whose column c holds
images of class c.
"""

from functools import cache
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from course_utils.data import ImageSet
from course_utils.data.catalog import CIFAR10, MNIST, Dataset
from course_utils.data.chain import load
from course_utils.data.cut_sample import write
from course_utils.data.digests import RawSplit
from course_utils.data.embedded_sample import from_mosaic

FOLDER = Path(__file__).parent / "unseen"
OF_A_CLASS = {MNIST.key: 100, CIFAR10.key: 40}


DATASETS = {facts.key: facts for facts in (MNIST, CIFAR10)}


@cache
def unseen(key: str) -> ImageSet:
    """The images of the data set of that key, row by row of the mosaic."""
    facts = DATASETS[key]
    with Image.open(FOLDER / f"{facts.key}.webp", formats=["WEBP"]) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    images = from_mosaic(pixels[..., : facts.image_shape[2]], facts.image_shape)
    labels = torch.arange(len(images)) % len(facts.classes)
    return ImageSet(
        facts.name, "test", torch.from_numpy(images).permute(0, 3, 1, 2).contiguous(), labels, facts.classes, "grader"
    )


def cut(facts: Dataset) -> RawSplit:
    """The images, cut from the full test split. Raises DataUnavailable if that cannot be had."""
    full = load(facts, "test", allow_sample=False)
    known = facts.samples["test"].count // len(facts.classes)
    chosen = []
    for label in range(len(facts.classes)):
        others = (full.labels == label).nonzero()[known:, 0]
        chosen.append(others[torch.linspace(0, len(others) - 1, OF_A_CLASS[facts.key]).long()])
    subset = full.subset(torch.stack(chosen, dim=1).flatten())
    images = np.ascontiguousarray(subset.images.permute(0, 2, 3, 1).numpy())
    return RawSplit(images, subset.labels.numpy().astype(np.uint8))


def main() -> None:
    """Write both files."""
    FOLDER.mkdir(exist_ok=True)
    for facts in DATASETS.values():
        path = FOLDER / f"{facts.key}.webp"
        write(cut(facts), path, columns=len(facts.classes))
        print(f"{path}: {path.stat().st_size:,} bytes, {len(unseen(facts.key))} images")


if __name__ == "__main__":
    main()
