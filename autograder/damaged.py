"""Files of the grader's own that somebody, or a full disk, has damaged.

What is read from them becomes typed objects at once, while it is known which file, and which line, is to be named.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from autograder.errors import CourseError

Parsed = TypeVar("Parsed")
# What is raised where JSON is none, or says something else than it should.
WRONG = (ValueError, TypeError, KeyError, AttributeError)


def read_note(path: Path, parse: Callable[[Any], Parsed]) -> Parsed:
    """What ``parse`` makes of a student's result as it was noted.

    Raises :class:`CourseError` where that can't be read, or ``parse`` can make nothing of it.
    """
    try:
        return parse(json.loads(path.read_bytes()))
    except WRONG as error:
        raise CourseError(
            f"{path} is damaged: delete it, and autograder grade {path.parent.parent.name} makes it again from the "
            "journal."
        ) from error


def read_lines(path: Path, parse: Callable[[Any], Parsed]) -> Iterator[Parsed]:
    """What ``parse`` makes of each line of a file with one JSON object a line; nothing if there is no file.

    Raises :class:`CourseError` for a damaged line, and OSError for a file that can't be read.
    """
    for number, line in enumerate(path.read_bytes().splitlines() if path.exists() else (), 1):
        try:
            parsed = parse(json.loads(line))
        except WRONG as error:
            raise CourseError(f"Line {number} of {path} is damaged: take that line out, or mend it.") from error
        yield parsed


def append_lines(path: Path, lines: str) -> None:
    """Add whole lines to a file. Where its last one has lost its end, they begin below it and not in it.

    Raises OSError where that can't be written.
    """
    with path.open("ab+") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        torn = file.read() not in (b"", b"\n")
        file.write((b"\n" if torn else b"") + lines.encode())
