"""The parts of questions that a student must not have: the right letters of choices, and images to try networks on.

A problem set that has such questions has a module here of its own name, with ``KEYS: dict[str, Key]`` for multiple
choices, and ``CASES: dict[str, Callable[[Generator], list[Case]]]`` for cases that take the place of a question's own.
"""

import importlib
import importlib.util
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course import PROJECT
from autograder.errors import CourseError
from course_utils.questions import UnknownQuestion, find_question
from course_utils.questions.multiple_choice import letter_of
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Misconception, Question, Section, Shortfall


@dataclass(frozen=True)
class Reply:
    """What whoever chose a wrong letter is told.

    name: the mistake's name, a slug.
    told: what is wrong.
    hint: a nudge.
    section: where to read it again; not the question itself.
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

    Raises :class:`CourseError` as :func:`asked_question` does, and if a choice has no key, or the key lacks a reply.
    """
    question = asked_question(name, problem_set)
    if question.choices:
        key = _secrets(problem_set, "KEYS").get(name)
        try:
            return with_key(question, key)
        except ValueError as error:
            raise CourseError(f"autograder/answer_keys/{problem_set}.py: {error}.") from error
    cases = _secrets(problem_set, "CASES").get(name)
    return replace(question, cases=cases) if cases else question


def asked_question(name: str, problem_set: str) -> Question:
    """A question as students have it; raises :class:`CourseError` if there is none, or its files can't be imported."""
    try:
        return find_question(name, problem_set)
    except UnknownQuestion as error:
        forgotten = Path("course_utils", "questions", problem_set, f"{name}.py")
        if (PROJECT / forgotten).is_file():
            raise CourseError(
                f"{forgotten} is there, but QUESTIONS in {forgotten.with_name('__init__.py')} does not name {name!r}."
            ) from error
        raise CourseError(str(error)) from error
    except Exception as error:  # importing an author's file can raise anything
        raise CourseError(f"The questions of {problem_set} can't be imported: {in_short(error)}.") from error


def in_short(error: BaseException) -> str:
    """An error in one line, with the last line of the course's own files, or of a cell, that it came through."""
    if isinstance(error, CourseError):
        return str(error).rstrip(".")
    said = error.msg if isinstance(error, SyntaxError) else next(iter(str(error).splitlines()), "without a message")
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", error.lineno))
    own = [(_shown(file), line) for file, line in places if _is_own(file)]
    return f"{type(error).__name__}: {said[:300]}" + ("" if not own else f" ({own[-1][0]}:{own[-1][1]})")


def _is_own(file: str) -> bool:
    path = Path(file)
    if "site-packages" in path.parts or file.startswith("<"):  # <frozen importlib._bootstrap>
        return False
    return not path.is_absolute() or path.is_relative_to(PROJECT)


def _shown(file: str) -> Path:
    return Path(file).relative_to(PROJECT) if Path(file).is_absolute() else Path(file)


def with_key(question: Question, key: Key | None) -> Question:
    """A multiple choice whose only case is whether the letter is right.

    Raises :class:`ValueError` if there is no key, or it lacks a reply.
    """
    if not isinstance(key, Key):
        raise ValueError(f"KEYS holds no Key to the multiple choice {question.name!r}")
    amiss = {key.right} - set(question.choices) | (set(question.choices) - {key.right}) ^ set(key.replies)
    if amiss:
        raise ValueError(
            f"the key to {question.name!r} must hold a reply to every wrong letter, and to no other: look at "
            f"{', '.join(sorted(amiss))}"
        )

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
    """What the problem set's module here holds of a kind; nothing where there is none."""
    module = f"{__name__}.{problem_set}"
    if importlib.util.find_spec(module) is None:
        return {}
    try:
        return getattr(importlib.import_module(module), kind, {})
    except Exception as error:  # an author's file, too
        raise CourseError(f"autograder/answer_keys/{problem_set}.py can't be imported: {in_short(error)}.") from error
