"""The parts of questions that a student must not have: the right letters of choices, and images to try networks on.

A problem set that has such questions has a module here of its own name, with ``KEYS: dict[str, Key]`` for multiple
choices, and ``CASES: dict[str, Callable[[Generator], list[Case]]]`` for cases that take the place of a question's own.
"""

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from course_utils.questions import find_question
from course_utils.questions.multiple_choice import letter_of
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Misconception, Question, Section, Shortfall


@dataclass(frozen=True)
class Reply:
    """What whoever chose a wrong letter is told.

    name     the mistake's name, a slug
    told     what is wrong
    hint     a nudge
    section  where to read it again: not the question itself
    """

    name: str
    told: str
    hint: str
    section: Section


@dataclass(frozen=True)
class Key:
    """The right letter of a question, and a reply to every other one."""

    right: str
    replies: Mapping[str, Reply]


@cache
def graded_question(name: str, problem_set: str) -> Question:
    """A question as it is graded: with its key or its secret cases, and any other as students have it.

    Raises :class:`ValueError` if a choice has no key, or the key lacks a reply.
    """
    question = find_question(name, problem_set)
    if question.choices:
        return with_key(question, _secrets(problem_set, "KEYS").get(name))
    cases = _secrets(problem_set, "CASES").get(name)
    return replace(question, cases=cases) if cases else question


def with_key(question: Question, key: Key | None) -> Question:
    """A multiple choice whose only case is whether the letter is right; raises :class:`ValueError` as above."""
    if key is None:
        raise ValueError(f"the multiple choice {question.name!r} has no key in autograder/answer_keys")
    if {key.right, *key.replies} != set(question.choices) or key.right in key.replies:
        raise ValueError(f"the key of {question.name!r} must hold a reply to every wrong letter, and to no other")

    def is_right(letter: object) -> Shortfall | None:
        (formal,) = question.public_cases()
        if shortfall := formal.property(letter):
            return shortfall
        chosen = letter_of(letter)
        return None if chosen == key.right else Shortfall(f"You chose {chosen}: {question.choices[chosen]}.")

    known = tuple(
        Misconception(
            reply.name,
            reply.told,
            reply.hint,
            reply.section,
            recognise=lambda verdict, seen, letter=letter: (
                verdict.outcome is Outcome.WRONG and letter_of(seen.value) == letter
            ),
        )
        for letter, reply in key.replies.items()
    )
    return replace(question, cases=lambda _rng: [Case("your choice", property=is_right)], misconceptions=known)


def _secrets(problem_set: str, kind: str) -> Mapping[str, Any]:
    module = f"{__name__}.{problem_set}"
    return getattr(importlib.import_module(module), kind, {}) if importlib.util.find_spec(module) else {}
