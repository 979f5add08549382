"""Grades for other systems: a table of one's own, Canvas, Moodle and Gradescope."""

from enum import StrEnum


class Format(StrEnum):
    """Whose columns a table of grades has."""

    CSV = "csv"
    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"


class Visibility(StrEnum):
    """When students see the result, in Gradescope's words."""

    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"
    VISIBLE = "visible"
    HIDDEN = "hidden"
