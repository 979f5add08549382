"""What all sources of images have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course_utils.data.catalog import Dataset, SplitFacts
from course_utils.data.digests import RawSplit


@dataclass(frozen=True)
class Request:
    """Which split of which data set is wanted, and the folder of the cache."""

    facts: Dataset
    split: str
    folder: Path


class SourceFailed(Exception):
    """A source could not deliver. The message continues a sentence whose subject is ``Source.where``."""


class Source:
    """One place images can come from.

    label: follows "from the" in the text of an ImageSet.
    is_local: it reads files on this machine's disk, which is quick and needs no announcement.
    is_sample: it delivers the sample, not the full data.
    worth_keeping: what it delivers should be stored in the cache.
    """

    label: str
    is_local = False
    is_sample = False
    worth_keeping = True

    def obstacle(self, request: Request) -> str | None:
        """Why it is plainly no use to ask this source, e.g. ``"is not there"``; None if it is worth asking."""
        return None

    def where(self, request: Request) -> str:
        """Names the source as the subject of a sentence: with its file, if it is one."""
        raise NotImplementedError

    def promise(self, request: Request) -> str:
        """Says what is done when this source is used: the rest of a sentence that begins with "Now"."""
        raise NotImplementedError

    def remedy(self, request: Request) -> str:
        """Says what a person can do if this source fails: a full sentence."""
        raise NotImplementedError

    def expected(self, facts: Dataset) -> Mapping[str, SplitFacts]:
        """The digests its splits must have."""
        return facts.splits

    def fetch(self, request: Request) -> dict[str, RawSplit]:
        """Deliver the wanted split, and the other one too if it comes along; unverified.

        Raises SourceFailed; anything else a reader raises over damaged data counts as a failure, too.
        """
        raise NotImplementedError
