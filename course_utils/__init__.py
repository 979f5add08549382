"""What the course's notebooks import: the checks, the data, the plots and whatever a lecture has taught.

Nothing here knows an answer key, and nothing here imports the grader.
"""

from typing import Any

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    # `check` brings PyTorch along, which takes seconds to import; not everything in here needs it.
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from course_utils.checking.check import check

    globals()[name] = check
    return check
