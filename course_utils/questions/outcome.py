"""The words for what can become of an answer."""

from enum import StrEnum


class Outcome(StrEnum):
    """What became of an answer, or of one case of it. Only ``correct`` earns points."""

    CORRECT = "correct"
    WRONG = "wrong"
    WRONG_TYPE_OR_SHAPE = "wrong type/shape"
    RAISED = "raised"
    FORBIDDEN = "forbidden operation"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"
    NOT_ANSWERED = "not answered"
    UNGRADABLE = "ungradable"
    BY_HAND = "to be graded by hand"
    GRADED_BY_HAND = "graded by hand"

    @property
    def told(self) -> str:
        """The outcome as a student reads it: none of them has to know that Python calls an error *raised*."""
        return "raised an error" if self is Outcome.RAISED else str(self)
