"""What an oracle says of a case, computed once: a class, or an audit, is judged on the same cases again and again."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from course_utils.questions.question import Case


def expected(oracle: Callable[..., Any], case: Case) -> Any:
    """What the right oracle returns for a case; it is not to be changed."""
    return _returned(_Call(oracle, case))


def predicted(wrong: Callable[..., Any], case: Case) -> Any:
    """What a wrong oracle returns for a case; None where the mistake makes the call itself fail."""
    return _returned_or_none(_Call(wrong, case))


class _Call:
    """An oracle and a case; equal only to a call of the very same objects."""

    def __init__(self, oracle: Callable[..., Any], case: Case) -> None:
        self.oracle, self.case = oracle, case

    def __call__(self) -> Any:
        return self.oracle(*self.case.args, **self.case.options)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Call) and self.oracle is other.oracle and self.case is other.case

    def __hash__(self) -> int:
        return hash((id(self.oracle), id(self.case)))


@lru_cache(maxsize=1_024)
def _returned(call: _Call) -> Any:
    return call()


@lru_cache(maxsize=8_192)
def _returned_or_none(call: _Call) -> Any:
    try:
        return call()
    except (RuntimeError, IndexError, ValueError):
        return None
