"""What the gradebook says of one submission."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Scores:
    """Manual grades, late penalty and comments included.

    grades     by grade id: score and points
    comments   by grade id of what a student fills in
    by_hand    the grade ids of what a person has graded
    """

    total: float
    max_total: float
    late_penalty: float
    grades: Mapping[str, tuple[float, float]]
    comments: Mapping[str, str | None]
    by_hand: frozenset[str] = frozenset()
