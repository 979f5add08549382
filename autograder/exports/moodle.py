"""Moodle: *Grades → Import → CSV file*; map *Email address* or *ID number*, the grade and the feedback.

The columns are those of its own export. Moodle wants grade and feedback together: importing one without the other
loses the other. The feedback column tells the status.
"""

from collections.abc import Sequence

from autograder.exports.class_list import Entry, number


def table(problem_set: str, entries: Sequence[Entry]) -> list[dict[str, str]]:
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
            f"Assignment: {problem_set} (Feedback)": entry.status,
        }
        for entry in entries
    ]
