"""Cache files that are damaged, unreadable, or written by several processes at once."""

import io
import os
import pickle
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_data import ScriptedSource, nothing_else_in, tiny_mnist

from course_utils.data import DataUnavailable
from course_utils.data import cache as cache_module
from course_utils.data.cache import store
from course_utils.data.chain import load
from course_utils.data.source import SourceFailed
from course_utils.data.workspace import A_DAY, working_folder
from course_utils.files import PARTIAL, atomic_file

FACTS, RAW = tiny_mnist()
FILE = "mnist-train.npz"


def stored(cache: Path) -> Path:
    store(cache, FACTS, "train", RAW["train"])
    return cache / FILE


def same(found) -> bool:
    return np.array_equal(found.images.numpy(), RAW["train"].images.transpose(0, 3, 1, 2)) and np.array_equal(
        found.labels.numpy(), RAW["train"].labels
    )


def assert_replaced(cache: Path, capsys) -> None:
    """The damage is told with the name of the file and the remedy, and good data then takes its place."""
    assert same(load(FACTS, "train", sources=["cache", ScriptedSource(RAW)]))
    out, err = capsys.readouterr()
    (line,) = out.splitlines()
    assert err == "" and line.startswith("[course data] FALLBACK")
    assert str(cache / FILE) in line and "delete it yourself" in line
    assert same(load(FACTS, "train", sources=["cache"]))
    assert nothing_else_in(cache, FILE, "mnist-test.npz")


@pytest.mark.parametrize("keep", [0, 1, 100, -1], ids=["empty", "a byte", "the beginning", "all but a byte"])
def test_a_truncated_file_is_replaced(cache, capsys, keep):
    path = stored(cache)
    path.write_bytes(path.read_bytes()[:keep])
    assert_replaced(cache, capsys)


def test_an_altered_file_is_replaced(cache, capsys):
    images = RAW["train"].images.copy()
    images[3, 4, 5, 0] ^= 1
    cache.mkdir()
    with open(cache / FILE, "wb") as file:  # a sound archive of its own, with one bit of one pixel changed
        np.savez(file, images=images, labels=RAW["train"].labels)
    assert_replaced(cache, capsys)


def test_something_else_under_the_name_is_replaced(cache, capsys):
    cache.mkdir()
    with open(cache / FILE, "wb") as file:
        np.savez(file, pictures=RAW["train"].images)
    assert_replaced(cache, capsys)


def npy_header(shape: tuple[int, ...]) -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "|u1", "fortran_order": False, "shape": shape})
    return stream.getvalue()


def test_a_header_that_promises_terabytes_is_no_harm(cache, capsys):
    cache.mkdir()
    with zipfile.ZipFile(cache / FILE, "w") as archive:
        archive.writestr("images.npy", npy_header((10**10, 28, 28, 1)))
        archive.writestr("labels.npy", npy_header((10**10,)))
    assert_replaced(cache, capsys)


def test_reading_never_runs_code(cache, tmp_path, capsys):
    class Mine:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "was here"),)

    cache.mkdir()
    with open(cache / FILE, "wb") as file:
        np.savez(file, images=np.array([Mine()], dtype=object), labels=RAW["train"].labels)
    assert_replaced(cache, capsys)
    (cache / FILE).write_bytes(pickle.dumps(Mine()))
    assert_replaced(cache, capsys)
    assert not (tmp_path / "was here").exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_wherever_it_is_damaged_the_right_images_come(cache, data):
    path = stored(cache)
    content = bytearray(path.read_bytes())
    # Half of the damage in the 600 bytes at both ends, where the headers and the table of contents are.
    positions = (
        st.integers(0, len(content) - 1) | st.integers(0, 299) | st.integers(len(content) - 300, len(content) - 1)
    )
    for position in data.draw(st.lists(positions, min_size=1, max_size=4)):
        content[position] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content)
    assert same(load(FACTS, "train", sources=["cache", ScriptedSource(RAW)]))
    assert same(load(FACTS, "train", sources=["cache"]))


def test_a_folder_in_place_of_the_file(cache, capsys):
    (cache / FILE).mkdir(parents=True)
    assert same(load(FACTS, "train", sources=["cache", ScriptedSource(RAW)]))
    fallback, not_kept = capsys.readouterr().out.splitlines()
    assert "FALLBACK" in fallback and f"{cache / FILE} cannot be read" in fallback
    assert "NOT KEPT" in not_kept and str(cache / FILE) in not_kept
    assert nothing_else_in(cache, FILE)


def test_a_file_without_permission_to_read(cache, capsys, monkeypatch):
    path = stored(cache)

    def refuse(file, *args, **options):
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(cache_module, "open", refuse, raising=False)
    with pytest.raises(DataUnavailable, match=r"cannot be read \(Permission denied\)"):
        load(FACTS, "train", sources=["cache"])
    assert same(load(FACTS, "train", sources=["cache", ScriptedSource(RAW)]))
    assert f"{path} cannot be read (Permission denied)" in capsys.readouterr().out


def test_a_failed_write_leaves_the_old_file_and_nothing_else(cache):
    path = stored(cache)
    before = path.read_bytes()
    with pytest.raises(RuntimeError), atomic_file(path) as file:
        file.write(b"half of it")
        raise RuntimeError
    assert path.read_bytes() == before
    assert nothing_else_in(cache, FILE)


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_the_cache_can_be_shared(cache):
    before = os.umask(0o022)
    try:
        assert stored(cache).stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(before)


WRITER = """
import sys
from tiny_data import ScriptedSource, tiny_mnist
from course_utils.data.chain import load
facts, raw = tiny_mnist()
print("ready", flush=True)
sys.stdin.readline()
for _ in range(10):
    load(facts, "train", sources=[ScriptedSource(raw)])
    assert load(facts, "train", sources=["cache"]).source == "cache"
"""


def test_processes_that_write_at_once_do_not_disturb_each_other(cache):
    """Each stores the file again and again while both read it; a read that fails raises in its process."""
    here = Path(__file__).parent
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here.parents[1]), str(here)])}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for writer in writers:
        assert writer.stdout.readline().strip() == b"ready"
    for writer in writers:
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors.decode()
    assert same(load(FACTS, "train", sources=["cache"]))
    assert nothing_else_in(cache, FILE, "mnist-test.npz")


def test_what_a_killed_process_left_is_removed_after_a_day(cache):
    old, young = cache / f"{PARTIAL}old", cache / f"{PARTIAL}young"
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "half.gz").write_bytes(b"half")
    then = time.time() - A_DAY - 60
    os.utime(old, (then, then))
    with working_folder(cache, needed_bytes=1) as folder:
        assert folder.parent == cache
        assert nothing_else_in(cache, young.name, folder.name)
    assert nothing_else_in(cache, young.name)


def test_a_download_goes_elsewhere_when_the_cache_cannot_hold_it(cache, tmp_path, monkeypatch):
    cache.write_text("a file where the folder should be")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with working_folder(cache, needed_bytes=1) as folder:
        assert folder.parent == tmp_path


def test_too_little_room_anywhere_is_said(cache):
    complaint = f"needs .* of disk .*{cache} has only .* free"
    with pytest.raises(SourceFailed, match=complaint), working_folder(cache, needed_bytes=10**18):
        pass
    assert nothing_else_in(cache)
