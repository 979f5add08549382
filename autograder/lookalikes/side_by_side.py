"""Pairs of submissions to look at side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from autograder.class_results import Work
from autograder.course import Course
from autograder.lookalikes.same_mistake import same_mistakes
from autograder.lookalikes.similar_code import alike
from autograder.problem_set import ProblemSet, grade_id

FEW = 2  # students, or
FEW_OF_A_CLASS = 0.02  # that share of the class, if it is more


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
    answers = {work.student: _answers(course, problem_set, work.student) for work in works}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for graded in problem_set.graded:
        given = problem_set.notebook.cells[graded.answer].source
        texts = {student: cells.get(graded.name, "") for student, cells in answers.items()}
        changed = {student: text for student, text in texts.items() if text.strip() and text != given}
        if not graded.by_hand:
            for one, other, share in alike(changed, given, few):
                same = texts[one].split() == texts[other].split()
                found.setdefault((one, other), {})[graded.name] = (
                    "the code is the same, letter by letter"
                    if same
                    else f"{share:.0%} of the code is the same after renaming"
                )
    for one, other, question in same_mistakes(works, few):
        pair = tuple(sorted((one, other)))
        why = found.setdefault(pair, {}).get(question)
        found[pair][question] = f"{why}; the same rare mistake" if why else "the same rare mistake"
    listed = [
        Pair(
            pair,
            tuple(Likeness(question, why, tuple(answers[student].get(question, "") for student in pair))
                  for question, why in whys.items()),
        )
        for pair, whys in found.items()
    ]  # fmt: skip
    return sorted(listed, key=lambda pair: (-len(pair.likenesses), pair.students))


def _answers(course: Course, problem_set: ProblemSet, student: str) -> dict[str, str]:
    """The texts of a student's answer cells, by question, as they were graded."""
    path = course.autograded(problem_set.name, student)
    if not path.is_file():
        return {}
    cells = orjson.loads(path.read_bytes())["cells"]
    asked = {grade_id(problem_set.notebook.cells[graded.answer]): graded.name for graded in problem_set.graded}
    named = ((cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"]) for cell in cells)
    # One text, or, where nbgrader has written the notebook, a list of its lines.
    return {asked[name]: "".join(source) for name, source in named if name in asked}
