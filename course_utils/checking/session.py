"""What the checks of this session said, for the summary at the end of a problem set."""

from dataclasses import dataclass

from course_utils.checking.verdict import QuestionVerdict
from course_utils.questions.outcome import Outcome


@dataclass(frozen=True)
class Tried:
    """What a check said when it last ran: numbers and names, none of the answer's tensors."""

    outcome: Outcome
    passed: int
    cases: int
    mistake: str = ""


_tried: dict[tuple[str, str], Tried] = {}


def remember(verdict: QuestionVerdict) -> None:
    """Keep what a check has just said."""
    question, tried = verdict.question, Tried(verdict.outcome, verdict.passed, len(verdict.cases), verdict.mistake)
    _tried[question.asked_in, question.name] = tried


def last_try(problem_set: str, question: str) -> Tried | None:
    """What the check of a question said last; None if it has not run since the kernel started."""
    return _tried.get((problem_set, question))


def forget() -> None:
    """As after a restart of the kernel."""
    _tried.clear()
