"""Grades for other systems: a table of one's own, Canvas, Moodle and Gradescope."""

from enum import StrEnum


class Format(StrEnum):
    """Whose columns a table of grades has."""

    CSV = "csv"
    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"
