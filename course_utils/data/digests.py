"""The form in which every source delivers a split, and the digest by which it is recognised.

What is hashed with SHA-256, without any header:

- pixels: the bytes of a uint8 array N×H×W×C in C order, that is image after image in the published order,
  each row by row from the top, each pixel as R, G, B (grey images: one byte a pixel);
- labels: one byte an image, the index of its class.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from course_utils.data.catalog import SplitFacts


@dataclass(frozen=True, eq=False)
class RawSplit:
    """A split as published: images uint8 N×H×W×C, labels uint8 N; both C-contiguous."""

    images: np.ndarray
    labels: np.ndarray


def facts_of(raw: RawSplit) -> SplitFacts:
    """The count and the digests of a split (CIFAR-10's 154 MB take about 0.1 s)."""
    return SplitFacts(len(raw.labels), _sha256(raw.images), _sha256(raw.labels))


def mismatch(raw: RawSplit, expected: SplitFacts, image_shape: tuple[int, int, int]) -> str | None:
    """How ``raw`` differs from the published data, to end a sentence about its source; None if not at all."""
    if raw.images.dtype != np.uint8 or raw.labels.dtype != np.uint8:
        return f"holds {raw.images.dtype} images and {raw.labels.dtype} labels where bytes belong"
    wanted = (expected.count, *image_shape)
    if raw.images.shape != wanted or raw.labels.shape != wanted[:1]:
        return f"holds images {raw.images.shape} and labels {raw.labels.shape}, not {wanted} and {wanted[:1]}"
    found = facts_of(raw)
    for what in ("pixels", "labels"):
        have, want = getattr(found, f"{what}_sha256"), getattr(expected, f"{what}_sha256")
        if have != want:
            return f"holds altered {what} (SHA-256 {have[:12]}…, published data {want[:12]}…)"
    return None


def _sha256(array: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(array)).hexdigest()
