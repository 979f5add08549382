"""Writing to disk so that nothing half-written is ever left under a name that somebody reads."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from course_utils.data.notices import megabytes
from course_utils.data.source import SourceFailed

PARTIAL = ".cnn-course-partial-"  # ours alone: leftovers with this name are deleted, in the system's folder, too
A_DAY = 24 * 3600


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write that appears as `path`, whole, when the block ends, and not at all if it raises.

    Raises OSError if the folder cannot be made or written, or is full; the previous `path` is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, because a rename is atomic only within one file system. Opened plainly and not with
    # tempfile, whose files are private to their owner: a cache may be shared by a whole computer room.
    partial = path.parent / f"{PARTIAL}{path.name}-{secrets.token_hex(6)}"
    try:
        with open(partial, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    if os.name == "posix":  # a rename lasts through a power cut only once its folder is on the disk as well
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def working_folder(cache: Path, needed_bytes: int) -> Iterator[Path]:
    """An empty folder for a download, deleted afterwards: in the cache, else where the system has such.

    Raises SourceFailed if neither can be written and has `needed_bytes` free.
    """
    obstacles = []
    for parent in (cache, Path(tempfile.gettempdir())):
        try:
            parent.mkdir(parents=True, exist_ok=True)
            _remove_leftovers(parent)
            free = shutil.disk_usage(parent).free
            if free < needed_bytes:
                obstacles.append(f"{parent} has only {megabytes(free)} free")
                continue
            folder = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=parent))
        except OSError as error:
            obstacles.append(f"{parent} cannot be written ({error.strerror or error})")
            continue
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return
    raise SourceFailed(f"needs {megabytes(needed_bytes)} of disk for a while, but {' and '.join(obstacles)}")


def folder_bytes(folder: Path, pattern: str = "*") -> int:
    """Bytes of all files below `folder` whose name matches."""
    total = 0
    for path in folder.rglob(pattern):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # moved or deleted by the program that is working in there
            continue
    return total


def _remove_leftovers(parent: Path) -> None:
    """Delete what a killed process left more than a day ago; a live download is over long before."""
    for path in parent.glob(f"{PARTIAL}*"):
        try:
            if time.time() - path.stat().st_mtime > A_DAY:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError:  # somebody else's, or just being deleted by another process
            continue
