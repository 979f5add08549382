"""The local cache: one file a split, in ``$COURSE_DATA`` or the user's cache folder.

``<data set>-<split>.npz`` is an uncompressed NumPy archive with ``images`` and ``labels`` as in ``digests.RawSplit``;
nothing in it is pickled, so reading it never runs code.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import platformdirs

from course_utils.data.catalog import Dataset
from course_utils.data.digests import RawSplit
from course_utils.data.source import Request, Source, SourceFailed
from course_utils.files import atomic_file


def cache_folder(chosen: str | os.PathLike[str] | None = None) -> Path:
    """The cache, as an absolute path: ``chosen``, else ``$COURSE_DATA``, else the user's cache folder."""
    folder = chosen or os.environ.get("COURSE_DATA")
    if folder:
        return Path(folder).expanduser().absolute()  # downloading programs work in another folder
    return platformdirs.user_cache_path("cnn-course", appauthor=False)


def cache_path(folder: Path, facts: Dataset, split: str) -> Path:
    return folder / f"{facts.key}-{split}.npz"


def store(folder: Path, facts: Dataset, split: str, raw: RawSplit) -> None:
    """Put a verified split into the cache, whole or not at all. Raises OSError."""
    with atomic_file(cache_path(folder, facts, split)) as file:
        np.savez(file, images=raw.images, labels=raw.labels)


class CacheFile(Source):
    """The file that an earlier call stored."""

    label = "cache"
    is_local = True
    worth_keeping = False

    def obstacle(self, request: Request) -> str | None:
        return None if os.path.lexists(self._path(request)) else "is not there"

    def where(self, request: Request) -> str:
        return f"the cache file {self._path(request)}"

    def promise(self, request: Request) -> str:
        return f"reading {self.where(request)}"

    def remedy(self, request: Request) -> str:
        return "It is replaced as soon as another source works; if this line comes again, delete it yourself."

    def fetch(self, request: Request) -> dict[str, RawSplit]:
        path = self._path(request)
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as arrays:
                return {request.split: RawSplit(arrays["images"], arrays["labels"])}
        except (IsADirectoryError, PermissionError) as error:
            raise SourceFailed(f"cannot be read ({error.strerror})") from error
        except Exception as error:  # a damaged archive makes NumPy and zipfile raise nearly anything
            raise SourceFailed(f"is damaged ({type(error).__name__}: {error})") from error

    @staticmethod
    def _path(request: Request) -> Path:
        return cache_path(request.folder, request.facts, request.split)
