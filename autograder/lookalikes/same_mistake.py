"""Wrong answers that few give: the same question, and wrong in the same way in every case."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from autograder.class_results import Answer, Work
from course_utils.questions.outcome import Outcome

# What says little about how an answer was found.
USUAL = (Outcome.CORRECT, Outcome.NOT_ANSWERED, Outcome.BY_HAND, Outcome.GRADED_BY_HAND, Outcome.UNGRADABLE)


def same_mistakes(works: Sequence[Work], few: int) -> Iterator[tuple[str, str, str, int]]:
    """Pairs of students with the same rare wrong answer, its question, and how many have given it: up to ``few``.

    What is wrong because it calls another wrong answer is no mistake of its own.
    """
    by_mistake: dict[tuple, list[str]] = {}
    for work in works:
        for answer in work.answers:
            if answer.outcome not in USUAL and not answer.mend_first:
                by_mistake.setdefault(_mistake(answer), []).append(work.student)
    for (question, *_), students in by_mistake.items():
        if 2 <= len(students) <= few:
            yield from ((*pair, question, len(students)) for pair in combinations(students, 2))


def _mistake(answer: Answer) -> tuple[object, ...]:
    # The reason names the first wrong value: two who are wrong there by the same number are wrong in the same way.
    return answer.question, answer.outcome, answer.diagnosis, answer.reason, answer.cases
