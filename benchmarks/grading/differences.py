"""Where stock nbgrader's scores and this grader's differ: whose, on which question, and by which rule of either."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from autograder.class_results import Answer
from benchmarks.grading.stock import Given
from course_utils.questions.outcome import Outcome


@dataclass(frozen=True)
class Difference:
    """One answer with another score by either; theirs is None where stock has no grade for it at all."""

    student: str
    question: str
    theirs: Given | None
    ours: Answer


def differences(
    theirs: Mapping[tuple[str, str], Given], ours: Mapping[tuple[str, str], Answer]
) -> Iterator[Difference]:
    """What differs by more than rounding, in the order of ours. That neither has a score yet is no difference."""
    for (student, question), answer in ours.items():
        given = theirs.get((student, question))
        if not _agree(given and given.score, answer.score):
            yield Difference(student, question, given, answer)


def _agree(their: float | None, our: float | None) -> bool:
    if their is None or our is None:
        return their is our
    return abs(their - our) < 0.005


def table(found: list[Difference]) -> Table:
    """A row for each difference. What comes from students is text: Rich must not read it as markup."""
    shown = Table("student", "question")
    shown.add_column("stock", justify="right", no_wrap=True)
    shown.add_column("ours", justify="right", no_wrap=True)
    shown.add_column("why stock's")
    shown.add_column("why ours")
    for one in found:
        shown.add_row(
            Text(one.student), one.question,
            _points(one.theirs and one.theirs.score), f"{_points(one.ours.score)} of {one.ours.max_score:g}",
            Text(one.theirs.why if one.theirs else "it has no grade for this"), Text(why_ours(one.ours)),
        )  # fmt: skip
    return shown


def why_ours(answer: Answer) -> str:
    """How many cases earn something and what became of the others; without cases, what became of the answer."""
    known = f" ({answer.diagnosis or answer.mend_first})" if answer.diagnosis or answer.mend_first else ""
    if not answer.cases:
        return f"{answer.outcome}{known}: {answer.reason}".removesuffix(": ")
    became = Counter(outcome for _, outcome in answer.cases)
    right = became.pop(str(Outcome.CORRECT), 0)
    others = ", ".join(f"{count} {outcome}" for outcome, count in became.items())
    credit = f"partial credit by case: {right} of {len(answer.cases)} right"
    return f"{credit}; {others}{known}" if others else credit


def _points(score: float | None) -> str:
    return "—" if score is None else f"{score:g}"
