"""Write a table of grades."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from autograder.class_results import refuse_several_releases
from autograder.course import Course
from autograder.errors import CourseError
from autograder.exports import Format, canvas, gradescope, moodle, plain
from autograder.exports.class_list import ListedStudent, class_list
from autograder.few import few
from autograder.spreadsheet import as_csv
from autograder.whole_files import write_whole

Table = list[dict[str, str]]
TABLES: Mapping[Format, Callable[[str, Sequence[ListedStudent]], Table]] = {
    Format.CSV: plain.table,
    Format.CANVAS: canvas.table,
    Format.MOODLE: moodle.table,
    Format.GRADESCOPE: gradescope.table,
}
ONLY_FINAL = (Format.CANVAS, Format.MOODLE)  # systems that take over what they are given


def export(course: Course, problem_set: str, to: Format) -> tuple[Path, Mapping[str, Sequence[str]]]:
    """Write ``exports/<problem set>-<format>.csv`` into the course folder; also who is left out, by status.

    Raises :class:`~autograder.errors.CourseError` where nothing has been graded, where somebody who is graded is not in
    the gradebook, where there is nothing that may be exported, and for another system than one's own where not all that
    is in its table was graded with the same release.
    """
    entries = class_list(course, problem_set)
    left_out: dict[str, list[str]] = {}
    for entry in entries if to in ONLY_FINAL else ():
        if not entry.is_final:
            left_out.setdefault(entry.status, []).append(entry.student)
    if sum(map(len, left_out.values())) == len(entries):
        raise CourseError(
            f"Nobody's grade is final yet, so there is nothing for {to}: {in_words(left_out)}. "
            f"The table with --format csv has everybody, with the status."
        )
    if to is not Format.CSV:  # the others have one number of points possible, and it has one for everybody
        written = (entry for entry in entries if to not in ONLY_FINAL or entry.is_final)
        refuse_several_releases(problem_set, [entry.work for entry in written if entry.work])
    table = TABLES[to](problem_set, entries)
    path = course.root / "exports" / f"{problem_set}-{to}.csv"
    write_whole(path, as_csv(list(table[0]), table, end="\r\n").encode())  # RFC 4180
    return path, left_out


def in_words(statuses: Mapping[str, Sequence[str]]) -> str:
    """ "3 waits for a grade by hand (ana, ben, cleo), 1 no submission (dan)"."""
    return ", ".join(f"{len(students)} {status} ({few(students)})" for status, students in statuses.items())
