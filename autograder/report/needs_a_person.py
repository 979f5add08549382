"""What in a class's results a person has to look at, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.class_results import Work
from course_utils.questions.outcome import Outcome

# What a machine or an accident may have done as well as the student.
UNSURE = (Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY, Outcome.UNGRADABLE)


@dataclass(frozen=True)
class Matter:
    """Something to look at. ``who`` is a student or several; ``question`` is "" where all of a submission is meant."""

    who: str
    question: str
    why: str


def matters(works: Sequence[Work]) -> list[Matter]:
    """Doubtful repairs, crashes and the like, and texts that nobody has graded yet."""
    return [*(matter for work in works for matter in _matters(work)), *_ungraded(works)]


def _matters(work: Work) -> Iterator[Matter]:
    for doubt in work.doubts:
        yield Matter(work.student, "", doubt)
    unsure = [answer for answer in work.answers if answer.outcome in UNSURE]
    if len(unsure) == len(work.answers):  # one reason for all of it
        if not work.doubts:
            yield Matter(work.student, "", f"{unsure[0].outcome}: {unsure[0].reason}")
    else:
        for answer in unsure:
            yield Matter(work.student, answer.question, f"{answer.outcome}: {answer.reason}")


def _ungraded(works: Sequence[Work]) -> Iterator[Matter]:
    waiting = Counter(answer.question for work in works for answer in work.answers if answer.outcome is Outcome.BY_HAND)
    for question, count in waiting.items():
        yield Matter(f"{count} student{'s' * (count != 1)}", question, "to be graded by hand, in formgrader")
