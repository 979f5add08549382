"""What the course's notebooks import: the checks, the data, the plots and whatever a lecture has taught.

Nothing here knows an answer key, and nothing here imports the grader.
"""

from typing import Any

__all__ = ["check", "checks_of"]


def __getattr__(name: str) -> Any:
    # The checks bring PyTorch along, which takes seconds to import; not everything in here needs it.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from course_utils.checking.check import check, checks_of

    globals().update(check=check, checks_of=checks_of)
    return globals()[name]
