"""A folder for what is being downloaded, and how much is in it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course_utils.data.notices import megabytes
from course_utils.data.source import SourceFailed
from course_utils.files import PARTIAL, remove_leftovers

A_DAY = 24 * 3600


@contextmanager
def working_folder(cache: Path, needed_bytes: int) -> Iterator[Path]:
    """An empty folder for a download, deleted afterwards: in the cache, else where the system has such.

    Raises SourceFailed if neither can be written and has ``needed_bytes`` free.
    """
    obstacles = []
    for parent in (cache, Path(tempfile.gettempdir())):
        try:
            parent.mkdir(parents=True, exist_ok=True)
            remove_leftovers(parent, A_DAY)  # a live download is over long before
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
    """Bytes of all files below ``folder`` whose name matches."""
    total = 0
    for path in folder.rglob(pattern):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # moved or deleted by the program that is working in there
            continue
    return total
