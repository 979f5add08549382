"""The sample that comes with the course."""

from itertools import product

import numpy as np
import pytest

from course_utils.data import DataUnavailable, cifar10, embedded_sample, mnist
from course_utils.data.catalog import CIFAR10, MNIST
from course_utils.data.cut_sample import write
from course_utils.data.digests import RawSplit, facts_of, mismatch
from course_utils.data.embedded_sample import SAMPLES, from_mosaic, sample_path, to_mosaic

LOADERS = {"mnist": mnist, "cifar10": cifar10}
EVERY_SAMPLE = list(product((MNIST, CIFAR10), ("train", "test")))


def sample(facts, split):
    return LOADERS[facts.key](train=split == "train", sources=["sample"])


def test_it_is_small():
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) <= 6_000_000


@pytest.mark.parametrize(("facts", "split"), EVERY_SAMPLE)
def test_it_is_balanced_and_as_large_as_the_catalog_says(facts, split, capsys):
    found = sample(facts, split)
    assert len(found) == facts.samples[split].count
    assert found.images.shape[1:] == (facts.image_shape[2], *facts.image_shape[:2])
    assert found.labels.bincount().tolist() == [len(found) // 10] * 10
    assert found.labels[:20].tolist() == [*range(10), *range(10)], "so that every prefix is balanced"
    assert found.is_sample and found.source == "embedded sample"
    assert capsys.readouterr() == ("", ""), "asked for by name, it is no fallback"


@pytest.mark.parametrize(("facts", "split"), EVERY_SAMPLE)
def test_its_digests_are_those_of_the_catalog(facts, split):
    found = sample(facts, split)
    images = np.ascontiguousarray(found.images.permute(0, 2, 3, 1).numpy())
    raw = RawSplit(images, found.labels.numpy().astype(np.uint8))
    assert facts_of(raw) == facts.samples[split]
    raw.images[0, 0, 0, 0] ^= 1
    assert "altered pixels" in mismatch(raw, facts.samples[split], facts.image_shape)


@pytest.mark.parametrize("facts", [MNIST, CIFAR10], ids=lambda facts: facts.key)
def test_no_image_is_in_training_and_test_or_twice(facts):
    pictures = {split: {image.numpy().tobytes() for image in sample(facts, split).images} for split in facts.samples}
    assert not pictures["train"] & pictures["test"]
    assert {split: len(distinct) for split, distinct in pictures.items()} == {
        split: known.count for split, known in facts.samples.items()
    }


def test_a_damaged_sample_is_named_with_the_remedy(tmp_path, monkeypatch):
    damaged = tmp_path / "mnist-train.webp"
    damaged.write_bytes(sample_path(MNIST, "train").read_bytes()[:10_000])
    monkeypatch.setattr(embedded_sample, "SAMPLES", tmp_path)
    with pytest.raises(DataUnavailable, match="git checkout") as failure:
        mnist(sources=["sample"])
    assert str(damaged) in str(failure.value)


@pytest.mark.parametrize("channels", [1, 3])
def test_a_mosaic_is_lossless(channels, tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (30, 5, 4, channels), dtype=np.uint8)
    mosaic = to_mosaic(images, columns=10)
    assert mosaic.shape == (3 * 5, 10 * 4, channels)
    assert np.array_equal(mosaic[5:10, 8:12], images[12]), "row 1, column 2 is image 12"
    assert np.array_equal(from_mosaic(mosaic, (5, 4, channels)), images)
    write(RawSplit(images, np.zeros(30, np.uint8)), tmp_path / "mosaic.webp", columns=10)
    with embedded_sample.Image.open(tmp_path / "mosaic.webp") as picture:
        assert np.array_equal(np.asarray(picture.convert("RGB"))[..., :channels], mosaic)
