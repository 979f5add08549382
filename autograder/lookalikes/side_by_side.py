"""Pairs of submissions to look at side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from autograder.class_results import Work
from autograder.course import Course
from autograder.damaged import WRONG
from autograder.errors import CourseError
from autograder.lookalikes.near_identical import CODE, PROSE, nearly_the_same
from autograder.lookalikes.same_mistake import same_mistakes
from autograder.problem_set import ProblemSet, grade_id

# What so many students share, or that part of the class if it is more, is no coincidence.
FEW = 2
FEW_OF_A_CLASS = 0.02
# A few more may have had the same thought. They are listed where the same pair is alike in another question, too.
STILL_FEW = 5


@dataclass(frozen=True)
class Likeness:
    """One question in which two submissions are alike. ``code`` are both answers, or nothing where only results are."""

    question: str
    why: str
    code: tuple[str, str]


@dataclass(frozen=True)
class Pair:
    """Two students whose submissions are alike in at least one question."""

    students: tuple[str, str]
    likenesses: tuple[Likeness, ...]


def pairs(course: Course, problem_set: ProblemSet, works: Sequence[Work]) -> list[Pair]:
    """Those who are alike, the most questions first."""
    few = max(FEW, int(FEW_OF_A_CLASS * len(works)))
    still_few = max(few, STILL_FEW)
    answers = {work.student: _answers(course, problem_set, work.student) for work in works}
    found: dict[tuple[str, str], dict[str, str]] = {}
    beyond_doubt: set[tuple[str, str]] = set()
    for graded in problem_set.graded:
        given = problem_set.notebook.cells[graded.answer].source
        texts = {student: cells.get(graded.name, "") for student, cells in answers.items()}
        changed = {student: text for student, text in texts.items() if text.strip() and text != given}
        language = PROSE if graded.by_hand else CODE
        for near in nearly_the_same(changed, given, still_few, language):
            one, other = (texts[student].split() for student in near.students)
            found.setdefault(near.students, {})[graded.name] = (
                f"the {language.name} is the same, letter by letter"
                if one == other
                else f"{near.share:.0%} of the code is the same after renaming"
                if language is CODE
                else f"{near.share:.0%} of the text is the same"
            )
            if near.sharing <= few:
                beyond_doubt.add(near.students)
    for one, other, question, sharing in same_mistakes(works, still_few):
        pair = tuple(sorted((one, other)))
        why = found.setdefault(pair, {}).get(question)
        found[pair][question] = f"{why}; the same rare mistake" if why else "the same rare mistake"
        if sharing <= few:
            beyond_doubt.add(pair)
    listed = [
        Pair(
            pair,
            tuple(Likeness(question, why, tuple(answers[student].get(question, "") for student in pair))
                  for question, why in whys.items()),
        )
        for pair, whys in found.items()
        if pair in beyond_doubt or len(whys) > 1
    ]  # fmt: skip
    return sorted(listed, key=lambda pair: (-len(pair.likenesses), pair.students))


def _answers(course: Course, problem_set: ProblemSet, student: str) -> dict[str, str]:
    """The texts of a student's answer cells, by question, as they were graded.

    Raises :class:`CourseError` for a notebook that can't be read.
    """
    path = course.autograded(problem_set.name, student)
    if not path.is_file():
        return {}
    asked = {grade_id(problem_set.notebook.cells[graded.answer]): graded.name for graded in problem_set.graded}
    try:
        cells = orjson.loads(path.read_bytes())["cells"]
        named = ((cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"]) for cell in cells)
        # One text, or, where nbgrader has written the notebook, a list of its lines.
        return {asked[name]: "".join(source) for name, source in named if name in asked}
    except WRONG as error:
        raise CourseError(
            f"{path} is damaged: delete it, and autograder grade {problem_set.name} makes it again."
        ) from error
