"""torchvision's own download, given up when it is too slow.

The home of CIFAR-10 has been throttled to 55–85 kB/s since June 2026 (github.com/pytorch/vision/issues/9536):
at that speed its 170 MB take 40 minutes, while other sources need seconds.
"""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course_utils.data.catalog import Dataset
from course_utils.data.digests import RawSplit
from course_utils.data.notices import megabytes
from course_utils.data.source import Request, Source, SourceFailed
from course_utils.data.speed_watch import SpeedWatch
from course_utils.data.torchvision_files import read_torchvision_files
from course_utils.data.watched_process import ProgramFailed, run_watched
from course_utils.data.workspace import folder_bytes, working_folder

CHILD = Path(__file__).with_name("torchvision_child.py")


class TorchvisionDownload(Source):
    """Download through torchvision.

    min_bytes_per_s, window_s: give up when the last ``window_s`` seconds were slower than this on average.
    attributes: attributes of torchvision's class to override. An institution with a mirror of its own writes
        ``TorchvisionDownload(attributes={"url": "https://…/cifar-10-python.tar.gz"})`` for CIFAR-10,
        ``TorchvisionDownload(attributes={"mirrors": ["https://…/mnist/"]})`` for MNIST.
    """

    label = "torchvision download"

    def __init__(
        self,
        *,
        min_bytes_per_s: float = 300e3,
        window_s: float = 15,
        attributes: Mapping[str, Any] | None = None,
    ) -> None:
        self.min_bytes_per_s = min_bytes_per_s
        self.window_s = window_s
        self.attributes = dict(attributes or {})

    def where(self, request: Request) -> str:
        return f"torchvision's download of {request.facts.name}"

    def promise(self, request: Request) -> str:
        size = megabytes(request.facts.torchvision.download_bytes)
        return f"downloading it with torchvision ({size}), once, for the cache in {request.folder}"

    def remedy(self, request: Request) -> str:
        return (
            f"Copy torchvision's files into {request.folder} from a machine that has them, or wait for a "
            f"slow download with {request.facts.key}(sources=[TorchvisionDownload(min_bytes_per_s=1)])."
        )

    def fetch(self, request: Request) -> dict[str, RawSplit]:
        facts = self._with_attributes(request.facts)
        needed = facts.torchvision.download_bytes + 2 * facts.pixel_bytes
        with working_folder(request.folder, needed) as folder:
            self._download(facts, folder)
            return {split: read_torchvision_files(facts, folder, split) for split in facts.splits}

    def _with_attributes(self, facts: Dataset) -> Dataset:
        attributes = {**facts.torchvision.attributes, **self.attributes}
        return dataclasses.replace(facts, torchvision=dataclasses.replace(facts.torchvision, attributes=attributes))

    def _download(self, facts: Dataset, folder: Path) -> None:
        started = folder / "started"
        order = {
            "dataset": facts.torchvision.dataset,
            "attributes": facts.torchvision.attributes,
            "root": str(folder),
            "started": str(started),
        }
        try:
            run_watched(
                # -P: files beside the script must not hide modules that torchvision imports
                [sys.executable, "-P", str(CHILD)],
                folder,
                caption=f"{facts.name} with torchvision",
                total_bytes=facts.torchvision.download_bytes,
                arrived=lambda: folder_bytes(folder, "*.gz"),
                watch=SpeedWatch(self.min_bytes_per_s, self.window_s),
                started=started.exists,
                stdin_line=json.dumps(order) + "\n",
            )
        except ProgramFailed as error:
            lines = [line for line in re.split(r"[\r\n]+", error.output) if line.strip()]
            raise SourceFailed(f"failed ({lines[-1] if lines else 'without a message'})") from error
