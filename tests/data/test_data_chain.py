"""The order of the sources, and what the reader is told when one fails."""

import errno
import resource
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_data import ScriptedSource, nothing_else_in, random_split, tiny_cifar10, tiny_mnist

from course_utils.data import DataUnavailable, cifar10, mnist
from course_utils.data import cache as cache_module
from course_utils.data import chain as chain_module
from course_utils.data.cache import CacheFile, cache_folder
from course_utils.data.chain import load
from course_utils.data.digests import RawSplit
from course_utils.data.embedded_sample import EmbeddedSample
from course_utils.data.hand_laid import HandLaidFiles
from course_utils.data.source import SourceFailed

FACTS, RAW = tiny_cifar10()


def working() -> ScriptedSource:
    return ScriptedSource(RAW, "the working source")


def broken(why: str = "is on fire") -> ScriptedSource:
    return ScriptedSource(SourceFailed(why), "the broken source")


def printed(capsys) -> list[str]:
    """The lines on standard output. Nothing may go to standard error, which costs points in a notebook."""
    out, err = capsys.readouterr()
    assert err == ""
    return out.splitlines()


def assert_is_the_train_split(found) -> None:
    assert found.images.dtype == torch.uint8 and found.images.is_contiguous()
    assert np.array_equal(found.images.numpy(), RAW["train"].images.transpose(0, 3, 1, 2))
    assert np.array_equal(found.labels.numpy(), RAW["train"].labels)


def test_sources_are_asked_in_order_until_one_delivers(monkeypatch, capsys):
    torchvision, npm = broken("is down"), broken("is missing")
    monkeypatch.setattr(
        chain_module,
        "SOURCES",
        {
            "cache": (CacheFile, HandLaidFiles),
            "torchvision": (lambda: torchvision,),
            "npm": (lambda: npm,),
            "sample": (EmbeddedSample,),
        },
    )
    found = cifar10(train=False)
    assert (torchvision.asked, npm.asked) == (1, 1)
    assert found.is_sample and found.source == "embedded sample"
    start, first, second = printed(capsys)
    assert start == "[course data] CIFAR-10 (test): asking the broken source."
    assert first.startswith("[course data] FALLBACK: CIFAR-10 (test): the broken source is down. Now asking")
    assert "FALLBACK" in second and "is missing" in second
    assert "800 real images instead of 10,000, so accuracies will be lower" in second
    assert "Mend the broken source." in second


def test_the_default_order():
    assert list(chain_module.SOURCES) == ["cache", "torchvision", "npm", "sample"]


def test_what_was_fetched_comes_from_the_cache_afterwards(cache, capsys):
    first, second = working(), working()
    assert_is_the_train_split(load(FACTS, "train", sources=["cache", first]))
    again = load(FACTS, "train", sources=["cache", second])
    assert_is_the_train_split(again)
    assert (first.asked, second.asked) == (1, 0)
    assert again.source == "cache"
    assert nothing_else_in(cache, "cifar10-train.npz", "cifar10-test.npz")
    assert len(load(FACTS, "test", sources=["cache"])) == 10, "the other split was stored with it"
    assert len(printed(capsys)) == 1, "only the fetch is announced"


def altered(**change) -> dict[str, RawSplit]:
    train = RawSplit(**{"images": RAW["train"].images, "labels": RAW["train"].labels, **change})
    return {"train": train, "test": RAW["test"]}


def one_pixel_changed() -> np.ndarray:
    images = RAW["train"].images.copy()
    images[7, 1, 2, 0] ^= 1
    return images


@pytest.mark.parametrize(
    "wrong",
    [
        altered(images=one_pixel_changed()),
        altered(labels=np.roll(RAW["train"].labels, 1)),
        altered(images=RAW["train"].images[:-1], labels=RAW["train"].labels[:-1]),
        altered(images=RAW["train"].images.astype(np.float32)),
        altered(images=np.ascontiguousarray(RAW["train"].images.transpose(0, 2, 1, 3))),
        {**RAW, "test": random_split(FACTS, 10, seed=99)},
    ],
    ids=[
        "one bit of a pixel",
        "labels shifted",
        "an image less",
        "floats",
        "H and W swapped",
        "the other split",
    ],
)
def test_data_with_the_wrong_digest_is_never_used(wrong, cache, capsys):
    found = load(FACTS, "train", sources=["cache", ScriptedSource(wrong, "the altered source"), working()])
    assert_is_the_train_split(found)
    fallback = printed(capsys)[-1]
    assert "FALLBACK" in fallback and "the altered source holds" in fallback
    assert_is_the_train_split(load(FACTS, "train", sources=["cache"]))


def test_whatever_a_reader_raises_the_next_source_is_asked(capsys):
    surprising = ScriptedSource(ZeroDivisionError("surprise"))
    assert_is_the_train_split(load(FACTS, "train", sources=[surprising, working()]))
    assert "(ZeroDivisionError: surprise)" in printed(capsys)[-1]


def test_an_interruption_is_no_failure():
    class Interrupted(ScriptedSource):
        def fetch(self, request):
            raise KeyboardInterrupt

    after = working()
    with pytest.raises(KeyboardInterrupt):
        load(FACTS, "train", sources=[Interrupted(RAW), after])
    assert after.asked == 0


def test_without_the_sample_one_exception_lists_everything(cache):
    with pytest.raises(DataUnavailable) as failure:
        load(
            FACTS,
            "train",
            sources=["cache", broken("is down"), broken("is slow"), "sample"],
            allow_sample=False,
        )
    message = str(failure.value)
    for part in (
        f"{cache / 'cifar10-train.npz'} is not there",
        f"{cache / 'cifar-10-python.tar.gz'} is not there",
        "the broken source is down. Mend the broken source.",
        "the broken source is slow. Mend the broken source.",
        f"copied into {cache}",
    ):
        assert part in message
    assert "embedded sample" not in message


def test_a_missing_cache_is_said_before_the_sample_is_used(cache, capsys):
    assert cifar10(sources=["cache", "sample"]).is_sample
    (line,) = printed(capsys)
    assert line.startswith(f"[course data] FALLBACK: CIFAR-10 (train): it is not in the cache {cache}.")
    assert not cache.exists(), "the sample is not stored"


@pytest.mark.parametrize("load_set", [mnist, cifar10])
def test_the_smoke_profile_takes_the_sample_silently(load_set, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_PROFILE", "smoke")
    found = load_set()
    assert found.is_sample
    assert found.source == "embedded sample chosen by COURSE_PROFILE=smoke"
    assert printed(capsys) == []


def test_other_profiles_and_explicit_wishes_ask_the_chain(monkeypatch):
    load(FACTS, "train", sources=[working()])
    for profile, options in (
        ("cpu", {}),
        ("smoke", {"allow_sample": False}),
        ("smoke", {"sources": ["cache"]}),
    ):
        monkeypatch.setenv("COURSE_PROFILE", profile)
        assert load(FACTS, "train", **options).source == "cache"


def test_an_unknown_source_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match="unknown source 'ftp': choose from cache, torchvision, npm, sample"):
        mnist(sources=["ftp"])


def test_where_the_cache_is(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "a"))
    assert cache_folder() == tmp_path / "a"
    assert cache_folder(tmp_path / "b") == tmp_path / "b"
    monkeypatch.setenv("COURSE_DATA", "~/data")
    assert cache_folder() == Path.home() / "data"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_DATA", "data")
    assert cache_folder() == tmp_path / "data"
    monkeypatch.setenv("COURSE_DATA", "")
    assert cache_folder().name == "cnn-course"


def test_cache_dir_is_used(tmp_path, cache):
    load(FACTS, "train", cache_dir=tmp_path / "elsewhere", sources=[working()])
    assert (tmp_path / "elsewhere" / "cifar10-train.npz").exists()
    assert not cache.exists()


def assert_not_kept(lines: list[str], cache: Path) -> None:
    (line,) = [line for line in lines if "NOT KEPT" in line]
    assert str(cache) in line and "COURSE_DATA" in line


def test_a_file_where_the_cache_folder_should_be(cache, capsys):
    cache.write_text("I am a file")
    assert_is_the_train_split(load(FACTS, "train", sources=["cache", working()]))
    assert_not_kept(printed(capsys), cache)
    assert cache.read_text() == "I am a file"


def test_a_full_disk(cache, monkeypatch, capsys):
    def savez(file, **arrays):
        file.write(b"the first bytes still fit")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(cache_module.np, "savez", savez)
    assert_is_the_train_split(load(FACTS, "train", sources=["cache", working()]))
    lines = printed(capsys)
    assert_not_kept(lines, cache)
    assert "No space left on device" in lines[-1]
    assert nothing_else_in(cache)


def test_a_write_that_the_system_cuts_short(cache, capsys):
    """The same without pretending: the kernel refuses to let a file grow beyond 64 kB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, hard))
    try:
        found = load(FACTS, "train", sources=["cache", working()])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert_is_the_train_split(found)
    assert_not_kept(printed(capsys), cache)
    assert nothing_else_in(cache)


def test_a_read_only_cache_that_holds_the_data_is_enough(cache, monkeypatch):
    load(FACTS, "train", sources=[working()])

    def refuse(*_args, **_options):
        raise AssertionError("a cache that is only read must not be written")

    monkeypatch.setattr(chain_module, "store", refuse)
    assert_is_the_train_split(load(FACTS, "train"))


def test_mnist_keeps_one_channel():
    facts, raw = tiny_mnist()
    found = load(facts, "test", sources=[ScriptedSource(raw)])
    assert found.images.shape == (10, 1, 28, 28)
    assert found.classes == tuple("0123456789")
