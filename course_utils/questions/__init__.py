"""The graded questions, found by their names."""

from functools import cache

from course_utils.questions.question import Question


class UnknownQuestion(LookupError):
    """No question has that name."""


@cache
def all_questions() -> dict[str, Question]:
    """Every question of every problem set, by name."""
    from course_utils.questions import ps1_convolution

    return {question.name: question for question in ps1_convolution.QUESTIONS}


def find_question(name: str) -> Question:
    """The question of that name; raises :class:`UnknownQuestion` with the nearest name there is."""
    import difflib

    questions = all_questions()
    if name in questions:
        return questions[name]
    near = difflib.get_close_matches(str(name), questions, n=1)
    did_you_mean = f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(questions)}."
    raise UnknownQuestion(f"There is no question named {name!r}.{did_you_mean}")
