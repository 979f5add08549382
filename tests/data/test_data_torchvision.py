"""torchvision's own download from a server on this machine: good, slow, stalled, cut short, missing, wrong."""

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from local_server import LocalServer, crawling, cut_short, stalled, whole
from tiny_data import (
    ScriptedSource,
    cifar10_archive,
    cifar10_attributes,
    cifar10_batches,
    md5,
    mnist_files,
    mnist_gz_files,
    nothing_else_in,
    tiny,
    tiny_cifar10,
    tiny_mnist,
    with_attributes,
)

from course_utils.data import DataUnavailable, TorchvisionDownload
from course_utils.data.chain import load

ARCHIVE = "cifar-10-python.tar.gz"


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    local = LocalServer()
    yield local
    local.stop()


def mnist_on(server: LocalServer):
    """Facts, images, and torchvision's knowledge of where MNIST is, with the files on the server."""
    facts, raw = tiny_mnist()
    files = mnist_gz_files(raw)
    server.routes.update({f"/mnist/{name}": whole(content) for name, content in files.items()})
    resources = [[name, md5(content)] for name, content in files.items()]
    return facts, raw, {"mirrors": [f"{server.url}mnist/"], "resources": resources}


def cifar10_on(server: LocalServer, answer=whole):
    facts, raw = tiny_cifar10()
    archive = cifar10_archive(raw)
    server.routes[f"/{ARCHIVE}"] = answer(archive)
    facts = with_attributes(facts, tgz_md5=md5(archive), **cifar10_attributes(raw))
    return facts, raw, {"url": f"{server.url}{ARCHIVE}"}


def same(found, raw) -> bool:
    return np.array_equal(found.images.numpy(), raw.images.transpose(0, 3, 1, 2)) and np.array_equal(
        found.labels.numpy(), raw.labels
    )


@pytest.mark.parametrize("put_on", [mnist_on, cifar10_on])
def test_a_good_download_delivers_and_keeps_both_splits(put_on, server, cache, capsys, monkeypatch):
    # A relative folder, because the downloading process works in another one.
    monkeypatch.chdir(cache.parent)
    monkeypatch.setenv("COURSE_DATA", cache.name)
    facts, raw, attributes = put_on(server)
    found = load(facts, "train", sources=["cache", TorchvisionDownload(attributes=attributes)])
    assert same(found, raw["train"])
    assert repr(found).endswith("(from the torchvision download)")
    out, err = capsys.readouterr()
    assert "downloading it with torchvision" in out and "FALLBACK" not in out and err == ""
    assert f"{facts.name} with torchvision:" in out, "a progress bar is shown"
    assert nothing_else_in(cache, f"{facts.key}-train.npz", f"{facts.key}-test.npz")
    assert same(load(facts, "test", sources=["cache"]), raw["test"])


def fallback_line(put, cache, capsys, **options) -> str:
    """Load from torchvision, which fails, then from a source that works; the line that says so."""
    facts, raw, attributes = put
    sources = ["cache", TorchvisionDownload(attributes=attributes, **options), ScriptedSource(raw)]
    assert same(load(facts, "train", sources=sources), raw["train"])
    out, err = capsys.readouterr()
    assert err == ""
    (line,) = [line for line in out.splitlines() if "FALLBACK" in line]
    assert nothing_else_in(cache, f"{facts.key}-train.npz", f"{facts.key}-test.npz")
    return line


def test_a_stalled_download_is_given_up(server, cache, capsys):
    put = cifar10_on(server, lambda archive: stalled(len(archive)))
    line = fallback_line(put, cache, capsys, window_s=1)
    # On a busy machine the last bytes may still fall into the second that is looked at.
    why = r"(no byte arrived for 1 s|only 0 kB/s over the last 1 s)"
    assert re.search(f"torchvision's download of CIFAR-10 was given up: {why}", line), line
    assert server.closed.wait(10), "the process that downloaded has ended"


def test_a_crawling_download_is_given_up(server, cache, capsys):
    put = cifar10_on(server, lambda _: crawling(10_000_000, bytes_per_s=80_000))
    line = fallback_line(put, cache, capsys, window_s=1)
    assert "was given up: only " in line and "at least 300 kB/s wanted" in line


def test_a_download_that_is_cut_short(server, cache, capsys):
    line = fallback_line(cifar10_on(server, cut_short), cache, capsys)
    assert "failed (RuntimeError: File not found or corrupted.)" in line


def test_a_missing_file(server, cache, capsys):
    put = cifar10_on(server)
    server.routes.clear()
    assert "failed (HTTPError: HTTP Error 404: Not Found)" in fallback_line(put, cache, capsys)


LOADER = """
import sys
from course_utils.data import TorchvisionDownload, cifar10
cifar10(sources=[TorchvisionDownload(attributes={"url": sys.argv[1]}, window_s=300)])
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process the POSIX way")
def test_the_download_ends_with_the_process_that_wanted_it(server):
    """A restarted kernel must not leave a download behind that goes on for an hour."""
    asked = threading.Event()

    def note_and_stall(handler):
        if len(server.requests) > 1:  # the first request only looks for redirects
            asked.set()
        stalled(1_000_000)(handler)

    server.routes[f"/{ARCHIVE}"] = note_and_stall
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", LOADER, f"{server.url}{ARCHIVE}"]
    parent = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        assert asked.wait(60)
        server.closed.clear()
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert server.closed.wait(20)


def laid(cache: Path, files: dict[str, bytes], folder: str = ".") -> None:
    (cache / folder).mkdir(parents=True)
    for name, content in files.items():
        (cache / folder / name).write_bytes(content)


@pytest.mark.parametrize("files", [mnist_files, mnist_gz_files], ids=["unpacked", "compressed"])
def test_mnist_laid_into_the_cache_by_hand_needs_no_network(files, cache, capsys):
    facts, raw = tiny_mnist()
    laid(cache, files(raw), "MNIST/raw")
    for split in ("train", "test"):
        found = load(facts, split)
        assert same(found, raw[split]) and found.source == "cache"
    assert capsys.readouterr() == ("", "")
    assert nothing_else_in(cache, "MNIST", "mnist-train.npz", "mnist-test.npz")
    assert nothing_else_in(cache / "MNIST/raw", *files(raw))


@pytest.mark.parametrize("form", ["folder", "archive"])
def test_cifar10_laid_into_the_cache_by_hand_needs_no_network(form, cache, capsys):
    facts, raw = tiny_cifar10()
    facts = with_attributes(facts, **cifar10_attributes(raw))
    if form == "folder":
        laid(cache, cifar10_batches(raw), "cifar-10-batches-py")
    else:
        laid(cache, {ARCHIVE: cifar10_archive(raw)})
    for split in ("train", "test"):
        found = load(facts, split)
        assert same(found, raw[split]) and found.source == "cache"
    assert capsys.readouterr() == ("", "")
    by_hand = "cifar-10-batches-py" if form == "folder" else ARCHIVE
    assert nothing_else_in(cache, by_hand, "cifar10-train.npz", "cifar10-test.npz")


@pytest.mark.parametrize("damage", [lambda c: c[: len(c) // 2], lambda c: b"", lambda c: b"<html>no</html>"])
def test_a_damaged_file_laid_by_hand_is_named_and_left_alone(damage, cache, capsys):
    facts, raw = tiny_cifar10()
    facts = with_attributes(facts, **cifar10_attributes(raw))
    content = damage(cifar10_archive(raw))
    laid(cache, {ARCHIVE: content})
    assert same(load(facts, "train", sources=["cache", ScriptedSource(raw)]), raw["train"])
    (line,) = capsys.readouterr().out.splitlines()
    assert f"{cache / ARCHIVE} is incomplete or damaged" in line and "Copy it again" in line
    assert (cache / ARCHIVE).read_bytes() == content
    assert nothing_else_in(cache, ARCHIVE, "cifar10-train.npz", "cifar10-test.npz")


def test_files_that_are_whole_but_hold_other_images(cache):
    facts, raw = tiny_mnist()
    laid(cache, mnist_gz_files(raw), "MNIST/raw")
    other, _ = tiny(facts, seed=5)
    with pytest.raises(DataUnavailable, match="train-labels-idx1-ubyte.gz holds altered pixels"):
        load(other, "train", sources=["cache"])
    assert nothing_else_in(cache, "MNIST")


def test_a_pickle_other_than_the_published_one_is_not_opened(cache, tmp_path):
    facts, raw = tiny_cifar10()
    facts = with_attributes(facts, **cifar10_attributes(raw))
    batches = cifar10_batches(raw)
    batches["data_batch_1"] = f"cos\nmkdir\n(S'{tmp_path / 'was here'}'\ntR.".encode()
    laid(cache, batches, "cifar-10-batches-py")
    with pytest.raises(DataUnavailable, match="incomplete or damaged"):
        load(facts, "train", sources=["cache"])
    assert not (tmp_path / "was here").exists()
