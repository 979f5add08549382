"""Which answers does an answer call that is meant to be built on others?"""

from collections.abc import Iterator
from inspect import unwrap
from types import CodeType, FunctionType
from typing import Any

from course_utils.questions import find_question
from course_utils.questions.question import Question


def called_answers(question: Question, answer: Any) -> Iterator[tuple[Question, Any]]:
    """Of the questions that this one is built on, those whose answer is called here, with that answer as it is now."""
    function = unwrap(answer) if callable(answer) else None
    if not isinstance(function, FunctionType):
        return
    names = _names(function.__code__) & function.__globals__.keys()
    for one in question.built_on:
        if one in names:
            yield find_question(one, question.asked_in), function.__globals__[one]


def _names(code: CodeType) -> set[str]:
    """The names that a function looks up outside itself, and those of the functions in it."""
    inner = (one for one in code.co_consts if isinstance(one, CodeType))
    return set(code.co_names).union(*map(_names, inner))
