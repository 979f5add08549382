"""Files of the grader's own that somebody, or a full disk, has damaged."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.errors import CourseError


def read_note(path: Path) -> dict[str, Any]:
    """A student's result as it was noted; raises :class:`CourseError` where that can't be read."""
    try:
        result = json.loads(path.read_bytes())
        result["marks"], result["repairs"]
    except (ValueError, TypeError, KeyError) as error:
        raise CourseError(
            f"{path} is damaged: delete it, and autograder grade {path.parent.parent.name} makes it again from the "
            "journal."
        ) from error
    return result


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file with one JSON object each, if it is there; raises :class:`CourseError` for a damaged one."""
    for number, line in enumerate(path.read_bytes().splitlines() if path.is_file() else (), 1):
        try:
            yield dict(json.loads(line))
        except (ValueError, TypeError) as error:
            raise CourseError(f"Line {number} of {path} is damaged: take that line out, or mend it.") from error
