"""What the gradebook says of one submission."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Scores:
    """Manual grades, late penalty and comments included.

    grades: score and points, by grade id.
    comments: by the grade id of what a student fills in.
    by_hand: the grade ids of what a person has graded.
    outdated: those of them that wait for another look.
    """

    total: float
    max_total: float
    late_penalty: float
    grades: Mapping[str, tuple[float, float]]
    comments: Mapping[str, str | None]
    by_hand: frozenset[str] = frozenset()
    outdated: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """Equal for equal scores and comments."""
        plain = asdict(self) | {"by_hand": sorted(self.by_hand), "outdated": sorted(self.outdated)}
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]
