"""The table of grades: one row a question, as ``grades.csv`` in the course folder."""

import csv
from collections.abc import Iterator
from pathlib import Path

from autograder.class_results import Answer, Work, read_class
from autograder.course import Course
from autograder.errors import CourseError
from autograder.problem_set import cells_of
from autograder.spreadsheet import as_csv
from autograder.turns import one_at_a_time
from autograder.whole_files import write_whole

COLUMNS = ("student", "assignment", "question", "score", "max_score", "outcome", "diagnosis", "repairs", "by_hand")


def write_grades(course: Course) -> list[str]:
    """Write ``grades.csv`` anew from the results of every problem set that has been graded here.

    Of a set whose results can't be read, the rows that are there stay as they are; what is wrong is returned, in a
    sentence for each such set.
    """
    rows: list[dict[str, str]] = []
    wrong: list[str] = []
    with one_at_a_time(course.grades_lock):
        for problem_set in course.graded_problem_sets():
            try:
                rows += (row for work in read_class(course, problem_set) for row in _rows(problem_set, work))
            except CourseError as error:
                rows += _rows_so_far(course.grades_csv, problem_set)
                wrong.append(str(error))
        write_whole(course.grades_csv, as_csv(COLUMNS, rows).encode())
    return wrong


def _rows(problem_set: str, work: Work) -> Iterator[dict[str, str]]:
    for answer in work.answers:
        repairs = [
            repair.told + (": look at it" if repair.doubtful else "")
            for repair in work.repairs
            if repair.cell in {"", *cells_of(answer.question)}
        ]
        yield {
            "student": work.student,
            "assignment": problem_set,
            "question": answer.question,
            "score": "" if answer.score is None else f"{answer.score:g}",
            "max_score": f"{answer.max_score:g}",
            "outcome": answer.outcome,
            "diagnosis": answer.diagnosis or answer.mend_first,
            "repairs": "; ".join(repairs),
            "by_hand": _by_hand(answer),
        }


def _by_hand(answer: Answer) -> str:
    if not answer.by_hand:
        return ""
    return "given by hand; waits for another look" if answer.outdated else "given by hand"


def _rows_so_far(table: Path, problem_set: str) -> list[dict[str, str]]:
    """A problem set's rows in the table as it is; none where that can't be read, or has other columns."""
    try:
        with table.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
    return [row for row in rows if tuple(row) == COLUMNS and row["assignment"] == problem_set]
