"""What a person has looked at and settled: a line a time, beside the results, with the person's own words.

A student's doubts are settled as they stand then. If grading again raises another one, that asks for a look again.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.damaged import append_lines, read_lines


@dataclass(frozen=True)
class Settled:
    """What a person has said of a student's doubts, about what was handed in then (its digest)."""

    doubts: tuple[str, ...]
    note: str
    when: str
    submission: str = ""

    def covers(self, doubts: Collection[str], submission: str) -> bool:
        """Whether it was said of the same submission, and all of these doubts were known then."""
        return set(doubts) <= set(self.doubts) and submission == self.submission


def read_settled(course: Course, problem_set: str) -> dict[str, Settled]:
    """By student: the latest word on them."""
    return dict(read_lines(_path(course, problem_set), _parsed))


def _parsed(plain: dict[str, Any]) -> tuple[str, Settled]:
    """Who is meant, and what was said of them; an earlier edition of the grader did not note the submission."""
    doubts, words = map(str, plain["doubts"]), (plain["note"], plain["when"], plain.get("submission", ""))
    return str(plain["student"]), Settled(tuple(doubts), *map(str, words))


def settle(course: Course, problem_set: str, student: str, doubts: Collection[str], note: str, submission: str) -> None:
    """Write down that a person has looked at these doubts about what the student has handed in (its digest).

    Raises OSError where that can't be written.
    """
    line = {
        "student": student, "doubts": list(doubts), "note": note, "when": f"{datetime.now():%Y-%m-%d %H:%M}",
        "submission": submission,
    }  # fmt: skip
    course.make_notes(problem_set)
    append_lines(_path(course, problem_set), json.dumps(line) + "\n")


def _path(course: Course, problem_set: str) -> Path:
    return course.notes(problem_set) / "settled.jsonl"
