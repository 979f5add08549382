"""The right letters of multiple-choice questions: the one part of a question that a student must not read.

Each problem set that asks any has a module here of its own name, with ``KEYS: dict[str, Key]`` by question.
"""

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

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
    """A question as it is graded: a multiple choice with its key, any other as students have it.

    Raises :class:`ValueError` if a choice has no key, or the key lacks a reply.
    """
    question = find_question(name, problem_set)
    return with_key(question, _keys(problem_set).get(name)) if question.choices else question


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


def _keys(problem_set: str) -> Mapping[str, Key]:
    module = f"{__name__}.{problem_set}"
    return importlib.import_module(module).KEYS if importlib.util.find_spec(module) else {}
