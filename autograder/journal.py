"""The journal: every outcome is written down durably before anything else is done with it.

One JSON object a line. A line counts only if it is whole, so a grader that is killed at any moment leaves a journal
that can be read. From it, the same command goes on where the other stopped.
"""

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from autograder.damaged import WRONG
from autograder.edition import edition
from autograder.errors import CourseError
from autograder.grade import Conditions, Result, Submission
from autograder.problem_set import ProblemSet


@dataclass(frozen=True)
class Entry:
    """One outcome.

    key: what was graded, by what, under which conditions. Equal keys have equal outcomes.
    result: without the notebook, which of a large class would fill the memory.
    notebook: SHA-256 of the autograded notebook's text, which lies in a file of its own.
    recorded: whether it is in the gradebook.
    page_digest: of the scores that its feedback page tells, "" without a page. What a person has given, and what the
        clock says, is not in the key.
    answered_anew: the questions for which something else was handed in than what the gradebook has: it has still to be
        told, lest a grade by hand stay without a second look. None once it is recorded.
    """

    student: str
    key: str
    result: Result
    notebook: str
    recorded: bool = False
    page_digest: str = ""
    answered_anew: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Entry":
        """From its attributes; an earlier edition of the grader called the digest of the page ``told``."""
        rest = dict(plain)
        page_digest = rest.pop("told", "")
        result, anew = Result.from_json(rest.pop("result"), None), tuple(rest.pop("answered_anew", ()))
        return cls(**{"page_digest": page_digest, **rest, "result": result, "answered_anew": anew})

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "result": self.result.to_json()}

    def entered(self, page_digest: str) -> "Entry":
        """The same once it is in the gradebook, with a page that tells these scores."""
        return replace(self, recorded=True, page_digest=page_digest, answered_anew=())


class Journal:
    """A journal file, open for appending by one process at a time."""

    def __init__(self, path: Path) -> None:
        """Open it and drop a torn last line.

        Raises :class:`CourseError` if another process has it open, it can't be locked or is damaged, and
        :class:`OSError` if it can't be read or written.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab+")
        self.entries: dict[str, Entry] = {}
        try:
            _lock(self._file.fileno(), path)
            self._file.seek(0)
            content = self._file.read()
            whole = content.rfind(b"\n") + 1
            self._file.truncate(whole)
            self._take_all(content[:whole], path)
        except BaseException:
            self._file.close()
            raise

    @staticmethod
    def read(path: Path) -> dict[str, Entry]:
        """The latest entry for each student in a journal that another process may be writing."""
        journal = Journal.__new__(Journal)
        journal.entries = {}
        content = path.read_bytes()
        journal._take_all(content[: content.rfind(b"\n") + 1], path)
        return journal.entries

    def append(self, entry: Entry) -> None:
        """Write an entry; when this returns, it is on the disk."""
        self._write({"entry": entry.to_json()})
        self.entries[entry.student] = entry

    def mark_recorded(self, pages: Mapping[str, str]) -> None:
        """Note by student that the latest entry is in the gradebook, and the digest of what the feedback page tells."""
        if pages:
            keys = {student: self.entries[student].key for student in pages}
            self._write({"recorded": keys, "page_digests": dict(pages)})
            for student, page_digest in pages.items():
                self.entries[student] = self.entries[student].entered(page_digest)

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *exc: Any) -> None:
        self.close()

    def _write(self, plain: dict[str, Any]) -> None:
        self._file.write(orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _take_all(self, lines: bytes, path: Path) -> None:
        for number, line in enumerate(lines.splitlines(), 1):
            try:
                self._take(line)
            except WRONG as error:
                raise CourseError(
                    f"Line {number} of {path} is damaged: take that line out (whoever it is about is graded again), "
                    "or get the file back from a copy."
                ) from error

    def _take(self, line: bytes) -> None:
        plain = json.loads(line)
        if "entry" in plain:
            entry = Entry.from_json(plain["entry"])
            self.entries[entry.student] = entry
        pages = plain.get("page_digests", plain.get("told", {}))  # as in an entry
        for student, key in plain.get("recorded", {}).items():
            if student in self.entries and self.entries[student].key == key:
                self.entries[student] = self.entries[student].entered(pages.get(student, ""))


def key_of(problem_set: ProblemSet, submission: Submission, conditions: Conditions) -> str:
    """Stands for what is graded and how: the submission, the release, the conditions, and what grades."""
    parts = [
        b"nothing" if submission.content is None else submission.content,
        json.dumps([asdict(repair) for repair in submission.repairs]).encode(),
        problem_set.text.encode(),
        json.dumps(asdict(conditions), sort_keys=True).encode(),
        edition(problem_set.name).encode(),
    ]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _lock(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CourseError(f"Another grading of {path.parent.name} is running here: wait for it, or stop it.") from error
    except OSError as error:  # as on a network's disk without locks
        raise CourseError(
            f"{path} can't be locked ({error.strerror or error}): two gradings at a time would spoil it, so put the "
            "course on a disk that has locks."
        ) from error


def other_journals(own: Path) -> Iterator[dict[str, Entry]]:
    """What the other journals of the same problem set hold: of undivided gradings, and of the parts of divided ones."""
    for path in (own.with_name("journal.jsonl"), *sorted(own.parent.glob("journal-*-of-*.jsonl"))):
        if path != own:
            with contextlib.suppress(FileNotFoundError):  # there is none, or another run has taken it in since
                yield Journal.read(path)
