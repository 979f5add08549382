"""What the course's notebooks import: the checks, the data, the plots and whatever a lecture has taught.

Nothing here knows an answer key, and nothing here imports the grader.
"""

from course_utils.checking import check

__all__ = ["check"]
