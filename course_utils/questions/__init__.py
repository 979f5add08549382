"""The graded questions, found by their names."""

import importlib
import pkgutil
from functools import cache

from course_utils.questions.question import Question


class UnknownQuestion(LookupError):
    """No question has that name, or several have."""


@cache
def questions_by_problem_set() -> dict[str, dict[str, Question]]:
    """Every question by problem set and name. A problem set is a package here whose name begins with ``ps``."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg and module.name[:2] == "ps")
    packages = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: {question.name: question for question in package.QUESTIONS} for name, package in packages.items()}


def all_questions() -> tuple[Question, ...]:
    """Every question of every problem set."""
    return tuple(question for questions in questions_by_problem_set().values() for question in questions.values())


def find_question(name: str, problem_set: str | None = None) -> Question:
    """The question of that name; without a problem set, the only one of that name in all of them.

    Raises :class:`UnknownQuestion`, with the nearest name there is.
    """
    sets = questions_by_problem_set()
    asked_in = [problem_set] if problem_set in sets else [one for one, questions in sets.items() if name in questions]
    if len(asked_in) > 1:
        raise UnknownQuestion(
            f"Several problem sets ask {name!r}: say which one is meant with check = checks_of({asked_in[0]!r})."
        )
    if asked_in and name in sets[asked_in[0]]:
        return sets[asked_in[0]][name]
    raise UnknownQuestion(f"There is no question named {name!r}.{_nearest(str(name), asked_in)}")


def _nearest(name: str, problem_sets: list[str]) -> str:
    import difflib

    sets = questions_by_problem_set()
    there = [question for one in problem_sets or sets for question in sets[one]]
    near = difflib.get_close_matches(name, there, n=1)
    return f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(there)}."
