"""The graded questions, found by their names."""

import contextlib
import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from course_utils.questions.question import Question


class UnknownQuestion(LookupError):
    """No question has that name, or several have."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this in place of a traceback through the check's own code, which would explain nothing.
        return [f"{type(self).__name__}: {self}"]


class UnknownProblemSet(UnknownQuestion):
    """No problem set of that name asks questions."""


@cache
def problem_sets() -> tuple[str, ...]:
    """The names of all problem sets: the packages in here that begin with ``ps``."""
    return tuple(
        sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg and module.name[:2] == "ps")
    )


@cache
def questions_of(problem_set: str) -> Mapping[str, Question]:
    """The questions of one problem set by name, in its order. No other problem set is imported.

    Raises :class:`UnknownProblemSet`, with those that there are.
    """
    module = f"{__name__}.{problem_set}"
    try:
        package = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:  # it is what its own modules import that is missing
            raise
        there = ", ".join(problem_sets())
        raise UnknownProblemSet(
            f"There are no questions of a problem set {problem_set!r}. There are: {there}."
        ) from None
    return MappingProxyType({question.name: question for question in getattr(package, "QUESTIONS", ())})


def prepare_first_checks(problem_set: str) -> None:
    """Do what the first checks would otherwise wait for.

    Modules named in the package's ``IMPORTED_WITH_CHECKS`` are imported, and the public cases are made. Of questions in
    ``FORETOLD_WITH_CHECKS``, whose oracles are slow, what the known mistakes return is computed, too. Cases that an
    answer could change are made anew by each check; what making them computes and keeps is there by then.
    """
    from course_utils.checking.foretold import foretell

    package = importlib.import_module(f"{__name__}.{problem_set}")
    for module in getattr(package, "IMPORTED_WITH_CHECKS", ()):
        importlib.import_module(module)
    for question in questions_of(problem_set).values():
        with contextlib.suppress(Exception):  # its own check meets the same error, and no other question has to
            question.public_cases()
            if question.name in getattr(package, "FORETOLD_WITH_CHECKS", ()):
                foretell(question)


def import_questions_of(problem_set: str) -> None:
    """Import what a problem set asks: its own questions or, where it has none and asks those of others, all."""
    if problem_set in problem_sets():
        questions_of(problem_set)
    else:
        all_questions()


def all_questions() -> tuple[Question, ...]:
    """Every question of every problem set."""
    return tuple(question for problem_set in problem_sets() for question in questions_of(problem_set).values())


def find_question(name: str, problem_set: str | None = None) -> Question:
    """The question of that name; without a problem set, the only one of that name in all of them.

    Raises :class:`UnknownQuestion`, with the nearest name there is.
    """
    if problem_set in problem_sets():
        asked_in, nearby = [problem_set] * (name in questions_of(problem_set)), [problem_set]
    else:
        asked_in, nearby = [one for one in problem_sets() if name in questions_of(one)], problem_sets()
    if len(asked_in) > 1:
        raise UnknownQuestion(
            f"Several problem sets ask {name!r}: say which one is meant with check = checks_of({asked_in[0]!r})."
        )
    if not asked_in:
        there = [question for one in nearby for question in questions_of(one)]
        near = difflib.get_close_matches(str(name), there, n=1)
        all_there = f" There are: {', '.join(there)}." if there else f" There is none in {', '.join(nearby)} yet."
        did_you_mean = f" Did you mean {near[0]!r}?" if near else all_there
        raise UnknownQuestion(f"There is no question named {name!r}.{did_you_mean}")
    return questions_of(asked_in[0])[name]
