"""Moodle: *Grades → Import → CSV file*; map *Email address* or *ID number*, and the grade.

The columns are those of its own export, without the feedback, which is for students to read. What is imported can't be
changed on the assignment's page any more, so only students whose grade is final are in the file. ``Status`` says so;
map it to nothing.
"""

from collections.abc import Sequence

from autograder.exports.class_list import ListedStudent
from autograder.spreadsheet import number


def table(problem_set: str, entries: Sequence[ListedStudent]) -> list[dict[str, str]]:
    """``ID number`` is the gradebook's lms_user_id, or else the name under which the student submits."""
    return [
        {
            "First name": entry.first_name,
            "Last name": entry.last_name,
            "ID number": entry.lms_user_id or entry.student,
            "Institution": "",
            "Department": "",
            "Email address": entry.email,
            f"Assignment: {problem_set} (Real)": number(entry.score),
            "Status": entry.status,
        }
        for entry in entries
        if entry.is_final
    ]
