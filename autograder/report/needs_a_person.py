"""What in a class's results a person has to look at, and why; and what was put right without a doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.class_results import Work, question_of
from autograder.few import few

MOST_NAMED = 5
AGAIN = "to be graded by hand again, in formgrader: the answer or its points are others than when it was graded"


@dataclass(frozen=True)
class Matter:
    """Something to look at. ``who`` is a student or several; ``question`` is "" where all of a submission is meant."""

    who: str
    question: str
    why: str


def matters(works: Sequence[Work]) -> list[Matter]:
    """Doubtful repairs, lost answers, crashes and the like, and texts that nobody has graded yet."""
    return [
        *(matter for work in works if not work.is_settled for matter in _matters(work)),
        *_ungraded(works),
    ]


def put_right(works: Sequence[Work]) -> list[Matter]:
    """Repairs that nobody doubts and that cost no answer."""
    return [
        Matter(work.student, question_of(repair.cell), repair.told)
        for work in works
        for repair in work.repairs
        if repair not in work.doubtful_repairs
    ]


def _matters(work: Work) -> Iterator[Matter]:
    for repair in work.doubtful_repairs:
        yield Matter(work.student, question_of(repair.cell), repair.told)
    unsure = [answer for answer in work.answers if answer.unsure]
    if len(unsure) == len(work.answers):  # one reason for all of it
        if not any(repair.doubtful for repair in work.repairs):
            yield Matter(work.student, "", f"{unsure[0].outcome}: {unsure[0].reason}")
        return
    by_reason: dict[str, list[str]] = {}
    for answer in unsure:
        by_reason.setdefault(f"{answer.outcome}: {answer.reason}", []).append(answer.question)
    for reason, questions in by_reason.items():
        yield Matter(work.student, ", ".join(questions), reason)


def _ungraded(works: Sequence[Work]) -> Iterator[Matter]:
    waiting: dict[tuple[str, str], list[str]] = {}
    for work in works:
        for answer in work.answers:
            if answer.waits:
                why = AGAIN if answer.outdated else "to be graded by hand, in formgrader"
                waiting.setdefault((answer.question, why), []).append(work.student)
    for (question, why), students in waiting.items():
        yield Matter(few(students, MOST_NAMED), question, why)
