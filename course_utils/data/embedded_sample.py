"""A few thousand real images that come with the course, so that every notebook runs without a network.

Each file is a lossless WebP mosaic. Column c holds images of class c in the order in which the data set has
them, so that, read row by row, the labels are 0 1 2 … 9 0 1 2 … 9. ``cut_sample.py`` makes the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image

from course_utils.data.catalog import Dataset, SplitFacts
from course_utils.data.digests import RawSplit
from course_utils.data.image_set import SAMPLE
from course_utils.data.source import Request, Source

SAMPLES = Path(__file__).with_name("samples")


class EmbeddedSample(Source):
    """The committed sample."""

    label = SAMPLE
    is_sample = True
    is_local = True
    worth_keeping = False

    def where(self, request: Request) -> str:
        return f"the embedded sample {sample_path(request.facts, request.split)}"

    def promise(self, request: Request) -> str:
        sample, full = request.facts.samples[request.split], request.facts.splits[request.split]
        return (
            f"using the sample that comes with the course: {sample.count:,} real images instead of "
            f"{full.count:,}, so accuracies will be lower"
        )

    def remedy(self, request: Request) -> str:
        return "It belongs to the course: restore it with `git checkout -- course_utils/data/samples`."

    def expected(self, facts: Dataset) -> Mapping[str, SplitFacts]:
        return facts.samples

    def fetch(self, request: Request) -> dict[str, RawSplit]:
        facts = request.facts
        with Image.open(sample_path(facts, request.split), formats=["WEBP"]) as picture:
            pixels = np.asarray(picture.convert("RGB"))
        images = from_mosaic(pixels[..., : facts.image_shape[2]], facts.image_shape)
        labels = np.arange(len(images), dtype=np.int64) % len(facts.classes)
        return {request.split: RawSplit(images, labels.astype(np.uint8))}


def sample_path(facts: Dataset, split: str) -> Path:
    return SAMPLES / f"{facts.key}-{split}.webp"


def to_mosaic(images: np.ndarray, columns: int) -> np.ndarray:
    """Images N×H×W×C as one picture (N/columns·H)×(columns·W)×C, row by row."""
    n, height, width, channels = images.shape
    grid = images.reshape(n // columns, columns, height, width, channels)
    return grid.swapaxes(1, 2).reshape(n // columns * height, columns * width, channels)


def from_mosaic(picture: np.ndarray, image_shape: tuple[int, int, int]) -> np.ndarray:
    """The images N×H×W×C in a picture made by ``to_mosaic``."""
    height, width, channels = image_shape
    rows, columns = picture.shape[0] // height, picture.shape[1] // width
    grid = picture.reshape(rows, height, columns, width, channels)
    return np.ascontiguousarray(grid.swapaxes(1, 2)).reshape(rows * columns, height, width, channels)
