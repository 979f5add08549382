"""Traces that mistakes leave in an error message."""

import re
from collections.abc import Callable
from typing import Any

# What PyTorch and NumPy say where two shapes don't fit each other element by element.
SHAPES_DO_NOT_MATCH = r"must match the size of tensor b|could not be broadcast|shape mismatch|not broadcastable"

# The same where two vectors of different lengths are compared: an answer for each class with a label for each image.
VECTORS_DO_NOT_MATCH = r"tensor b \(\d+\) at non-singleton dimension 0|with shapes \(\d+,\) \(\d+,\)"


_SIZES = re.compile(
    r"size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)"
    r"|with shapes \((?:\d+,\s*)*?(\d+),?\) \((?:\d+,\s*)*?(\d+),?\)"
)


def sizes_that_differ(seen: Any) -> set[int]:
    """The two sizes that an error names which stand beside each other and differ; of NumPy's shapes, the last ones."""
    found = _SIZES.search(seen.error.message) if seen.error is not None else None
    return {int(size) for size in found.groups() if size} if found else set()


def raised(pattern: str, *kinds: str) -> Callable[[Any, Any], bool]:
    """A recogniser: the answer raised an error whose message has the pattern, or that is of one of the kinds."""
    compiled = re.compile(pattern) if pattern else None

    def recognise(_verdict, seen) -> bool:
        if seen.error is None:
            return False
        return seen.error.type_name in kinds or bool(compiled and compiled.search(seen.error.message))

    return recognise
