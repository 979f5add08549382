"""Multiple choice: the student's notebook only sees that a letter was chosen; which is right is the grader's secret."""

from collections.abc import Callable, Mapping
from typing import Any

from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Question, Section, Shortfall


def multiple_choice(name: str, title: str, section: Section, choices: Mapping[str, str]) -> Question:
    """A question whose answer is one letter.

    choices: the text to each (small) letter: ``{"a": "…", "b": "…"}``.
    """
    return Question(
        name=name,
        title=title,
        section=section,
        cases=lambda _rng: [Case("your choice", property=_is_one_of(choices))],
        takes="value",
        choices=choices,
    )


def letter_of(value: Any) -> str:
    """The letter that is meant by ``"c"``, ``"C"`` or ``" c"``; "" for what is no text."""
    return value.strip().lower() if isinstance(value, str) else ""


def _is_one_of(choices: Mapping[str, str]) -> Callable[[Any], Shortfall | None]:
    letters = ", ".join(f'"{letter}"' for letter in choices)

    def is_one_of(value: Any) -> Shortfall | None:
        if value is None or isinstance(value, str) and not value.strip():
            return Shortfall(f"There is no answer yet: write one of the letters {letters}.", Outcome.NOT_ANSWERED)
        if letter_of(value) not in choices:
            return Shortfall(f"{value!r:.60} is none of the letters {letters}.", Outcome.WRONG_TYPE_OR_SHAPE)
        return None

    return is_one_of
