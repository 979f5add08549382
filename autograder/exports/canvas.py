"""Canvas: *Grades → Import*.

The columns are those of its own gradebook export; the row under the headings holds the points possible. Canvas takes
any further column for an assignment, so there is none for the status, and an empty score would delete the one that
Canvas has. So only students whose grade is final are in the file: whoever is not in it stays as they are.
"""

from collections.abc import Sequence

from autograder.exports.class_list import ListedStudent
from autograder.spreadsheet import number

POINTS_POSSIBLE = "    Points Possible"  # the spaces are Canvas's


def table(problem_set: str, entries: Sequence[ListedStudent]) -> list[dict[str, str]]:
    """Students are found by ``ID`` (the gradebook's lms_user_id) or ``SIS Login ID`` (the name they submit under)."""
    final = [entry for entry in entries if entry.is_final]
    possible = next((entry.work.max_score for entry in final if entry.work), None)  # the same for all: see export
    first = _row(POINTS_POSSIBLE, "", "", problem_set, number(possible))
    return [first, *(_of(problem_set, entry) for entry in final)]


def _of(problem_set: str, entry: ListedStudent) -> dict[str, str]:
    name = ", ".join(part for part in (entry.last_name, entry.first_name) if part) or entry.student
    return _row(name, entry.lms_user_id, entry.student, problem_set, number(entry.score))


def _row(name: str, identity: str, login: str, problem_set: str, score: str) -> dict[str, str]:
    return {
        "Student": name,
        "ID": identity,
        "SIS User ID": "",
        "SIS Login ID": login,
        "Section": "",
        problem_set: score,
    }
