"""What can be wrong with what an instructor asks for."""


class CourseError(Exception):
    """Something an instructor can mend. The message is one sentence saying what is wrong and what to do."""
