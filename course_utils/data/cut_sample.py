"""Cuts the embedded sample from the full data sets: ``python -m course_utils.data.cut_sample [FOLDER]``.

The rule is fixed: the first images of each class, as many as the catalog says, the training sample from the
training split and the test sample from the test split. So it gives the same pixels each time, and it says
whether they have the digests in the catalog. The bytes of the files may differ with the version of libwebp.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from course_utils.data.catalog import CIFAR10, MNIST, Dataset
from course_utils.data.chain import load
from course_utils.data.digests import RawSplit, facts_of
from course_utils.data.embedded_sample import SAMPLES, sample_path, to_mosaic


def cut(facts: Dataset, split: str) -> RawSplit:
    """The sample of a split, cut from the full data. Raises DataUnavailable if that cannot be had."""
    full = load(facts, split, allow_sample=False)
    sample = full.per_class(facts.samples[split].count // len(facts.classes))
    images = np.ascontiguousarray(sample.images.permute(0, 2, 3, 1).numpy())
    return RawSplit(images, sample.labels.numpy().astype(np.uint8))


def write(raw: RawSplit, path: Path, columns: int) -> None:
    """Write the mosaic as lossless WebP, which knows no grey pictures: those are stored as RGB."""
    mosaic = to_mosaic(raw.images, columns)
    rgb = np.repeat(mosaic, 3, axis=2) if mosaic.shape[2] == 1 else mosaic
    Image.fromarray(rgb).save(path, "WEBP", lossless=True, quality=100, method=6, exact=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES, help="where to write (default: %(default)s)")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for facts in (MNIST, CIFAR10):
        for split in facts.samples:
            raw = cut(facts, split)
            path = folder / sample_path(facts, split).name
            write(raw, path, columns=len(facts.classes))
            found = facts_of(raw)
            verdict = "as in the catalog" if found == facts.samples[split] else "NOT as in the catalog"
            print(f"{path}: {path.stat().st_size:,} bytes, {verdict}: {found}")


if __name__ == "__main__":
    main()
