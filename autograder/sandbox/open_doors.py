"""What a notebook's code would reach, whatever layers hold: nothing, or grading refuses."""

import sys
from collections.abc import Iterable
from pathlib import Path

import autograder
from course_utils.runner.isolation.guarantees import Guarantee, Layer, missing


def open_doors(layers: Iterable[str]) -> list[Guarantee]:
    """The guarantees that none of the layers gives.

    Landlock lets Python's own folders be read. Where the grader is installed among them, only bubblewrap, which hides
    that folder, keeps its answer keys from being read.
    """
    found = set(missing(layers))
    if Layer.BUBBLEWRAP not in layers and _installed_beside_libraries():
        found.add(Guarantee.FILES)
    return [guarantee for guarantee in Guarantee if guarantee in found]


def _installed_beside_libraries() -> bool:
    here = Path(autograder.__file__).resolve().parent
    return any(here.is_relative_to(Path(folder).resolve()) for folder in (sys.prefix, sys.base_prefix, "/usr"))
