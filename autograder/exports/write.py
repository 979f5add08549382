"""Write a table of grades."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from autograder.course import Course
from autograder.exports import Format, canvas, gradescope, moodle, plain
from autograder.exports.class_list import Entry, class_list
from autograder.record import write_whole

Table = list[dict[str, str]]
TABLES: Mapping[Format, Callable[[str, Sequence[Entry]], Table]] = {
    Format.CSV: plain.table,
    Format.CANVAS: canvas.table,
    Format.MOODLE: moodle.table,
    Format.GRADESCOPE: gradescope.table,
}


def export(course: Course, problem_set: str, to: Format) -> Path:
    """Write ``exports/<problem set>-<format>.csv`` into the course folder.

    Raises :class:`~autograder.errors.CourseError` where nothing has been graded.
    """
    table = TABLES[to](problem_set, class_list(course, problem_set))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(table[0]), lineterminator="\r\n")  # RFC 4180
    writer.writeheader()
    writer.writerows(table)
    path = course.root / "exports" / f"{problem_set}-{to}.csv"
    write_whole(path, buffer.getvalue().encode("utf-8"))
    return path
