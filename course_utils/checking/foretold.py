"""What an oracle says of a case, computed once: a class, or an audit, is judged on the same cases again and again."""

from collections.abc import Callable
from typing import Any

from course_utils.checking.by_identity import by_identity
from course_utils.checking.compare import Tolerance, same
from course_utils.questions.question import Case, Question


@by_identity(1_024)
def expected(oracle: Callable[..., Any], case: Case) -> Any:
    """What the right oracle returns for a case; it is not to be changed."""
    return oracle(*case.args, **case.options)


@by_identity(8_192)
def predicted(wrong: Callable[..., Any], case: Case) -> Any:
    """What a wrong oracle returns for a case; None where the mistake makes the call itself fail."""
    try:
        return wrong(*case.args, **case.options)
    except (RuntimeError, IndexError, ValueError):
        return None


@by_identity(8_192)
def passes(question: Question, wrong: Callable[..., Any], case: Case) -> bool | None:
    """Whether an answer with this mistake passes the case all the same; None where the mistake says nothing of it."""
    foretold = predicted(wrong, case)
    if foretold is None:
        return None
    if case.property is not None:
        return case.property(foretold) is None
    return same_values(question, foretold, expected(question.oracle, case))


def foretell(question: Question) -> None:
    """Compute what every oracle says of the public cases, so that the first wrong answer need not wait for it."""
    for case in question.public_cases():
        expected(question.oracle, case)
        for misconception in question.misconceptions:
            for wrong in misconception.oracles:
                predicted(wrong, case)


def same_values(question: Question, one: Any, other: Any) -> bool:
    """Whether both hold the same values (within the question's tolerance), whatever the dtype; None is no value."""
    return one is not None and same(one, other, tolerance_of(question))


def tolerance_of(question: Question) -> Tolerance:
    """How far a value may be from the expected one."""
    return Tolerance(question.atol, question.rtol)
