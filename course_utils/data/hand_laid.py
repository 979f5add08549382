"""torchvision's files, copied into the cache folder by hand: for a machine that has no network at all.

    <cache>/MNIST/raw/*-ubyte.gz, or unpacked
    <cache>/cifar-10-batches-py/, or the archive
    <cache>/cifar-10-python.tar.gz

They are verified like everything else; the first use also stores them as a cache file, which loads faster.
"""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

from course_utils.data.digests import RawSplit
from course_utils.data.source import Request, Source, SourceFailed
from course_utils.data.torchvision_files import mnist_file, mnist_names, read_torchvision_files
from course_utils.data.workspace import working_folder

CIFAR10_BATCHES = "cifar-10-batches-py"
CIFAR10_ARCHIVE = "cifar-10-python.tar.gz"


class HandLaidFiles(Source):
    """Files of torchvision in the cache folder; they are read where they lie and left as they are."""

    label = "cache"
    is_local = True

    def obstacle(self, request: Request) -> str | None:
        return None if all(os.path.exists(path) for path in _files(request)) else "is not there"

    def where(self, request: Request) -> str:
        return " with ".join(str(path) for path in _files(request))

    def promise(self, request: Request) -> str:
        return f"reading {self.where(request)}"

    def remedy(self, request: Request) -> str:
        return "Copy it again from where it works, or delete it."

    def fetch(self, request: Request) -> dict[str, RawSplit]:
        try:
            return {request.split: self._read(request)}
        except SourceFailed:
            raise
        except Exception as error:  # damaged files make the readers of tar and gzip raise nearly anything
            raise SourceFailed(f"is incomplete or damaged ({type(error).__name__}: {error})") from error

    def _read(self, request: Request) -> RawSplit:
        facts, archive = request.facts, request.folder / CIFAR10_ARCHIVE
        if _files(request) != [archive]:
            return read_torchvision_files(facts, request.folder, request.split)
        with working_folder(request.folder, 2 * facts.pixel_bytes) as unpacked:
            with tarfile.open(archive, "r:gz") as tar:
                tar.extractall(unpacked, filter="data")
            return read_torchvision_files(facts, unpacked, request.split)


def _files(request: Request) -> list[Path]:
    """What must be there for this split."""
    if request.facts.key == "mnist":
        return [mnist_file(request.folder, name) for name in mnist_names(request.split)]
    batches = request.folder / CIFAR10_BATCHES
    return [batches if batches.is_dir() else request.folder / CIFAR10_ARCHIVE]
