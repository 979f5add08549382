"""A class of sample submissions, made from the mutants and right variants: right, wrong, broken and hostile."""

import copy
import json
import random
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.problem_set import ProblemSet, cells_of, grade_id
from autograder.release import find_source
from autograder.variants import Variant, variants

NAMES = (
    "amara", "bilal", "chiara", "daniel", "elif", "farah", "gustav", "hana", "ivan", "jun", "kofi", "lena", "mateo",
    "noor", "olga", "pedro", "quynh", "rosa", "samir", "tomas", "uma", "viktor", "wei", "ximena", "yusuf", "zofia",
)  # fmt: skip


@dataclass
class Student:
    """A made-up student. ``expected`` says, by question, the diagnosis that their answer must get ("" if right)."""

    name: str
    about: str
    notebook: NotebookNode
    expected: dict[str, str] = field(default_factory=dict)
    filename: str | None = None  # if not the problem set's name
    content: bytes | None = None  # in place of the notebook


def make_class(
    problem_set: ProblemSet, seed: int = 1, size: int = 14, *, broken: Collection[str] | None = None
) -> list[Student]:
    """``size`` students with right answers and known mistakes, and after them one for each way to break a submission.

    The same seed makes the same class. ``broken`` names the ways, all of :data:`BROKEN` if it is None; some of them
    are written for problem set 1.
    """
    rng = random.Random(seed)
    pool = answers(problem_set.name)
    students = []
    for number in range(size):
        # From nobody's mistakes to one in every question.
        wrong = set(rng.sample(sorted(pool), k=min(number // 3, len(pool))))
        students.append(made_up_student(problem_set, name_of(number), pool, wrong, rng))
    harms = {about: harm for about, harm in BROKEN.items() if broken is None or about in broken}
    for offset, (about, harm) in enumerate(harms.items()):
        student = made_up_student(problem_set, name_of(size + offset), pool, set(), rng)
        student.about = about
        harm(student, problem_set)
        students.append(student)
    return students


def answers(problem_set: str) -> dict[str, list[Variant]]:
    """The right and wrong answers to draw from, by question."""
    pool: dict[str, list[Variant]] = {}
    for variant in variants(problem_set):
        pool.setdefault(variant.question, []).append(variant)
    # A mistake in one answer must not take others along that call it.
    return {question: _standing_alone(known, pool) for question, known in pool.items()}


def submit(students: list[Student], root: Path, problem_set: str) -> None:
    """Put everybody's file where nbgrader collects it: ``submitted/<student>/<problem set>/``."""
    for student in students:
        folder = root / "submitted" / student.name / problem_set
        folder.mkdir(parents=True, exist_ok=True)
        content = student.content
        if content is None:
            content = nbformat.writes(student.notebook, version=4).encode()
        if student.filename != "":
            (folder / (student.filename or f"{problem_set}.ipynb")).write_bytes(content)


def answer(notebook: NotebookNode, question: str, source: str) -> None:
    """Write an answer into its cell."""
    for cell in notebook.cells:
        if grade_id(cell) in cells_of(question) and cell.metadata.nbgrader.solution:
            cell.source = source


def _standing_alone(known: list[Variant], questions: Collection[str]) -> list[Variant]:
    """The answers that call no other question's; all of them where the question is built on another one."""
    alone = [
        variant
        for variant in known
        if not any(re.search(rf"\b{other}\(", variant.source) for other in questions if other != variant.question)
    ]
    return alone if any(variant.is_right for variant in alone) else known


def name_of(number: int) -> str:
    """The name of the student with this number, counted from 0."""
    round_, index = divmod(number, len(NAMES))
    return NAMES[index] + (str(round_ + 1) if round_ else "")


def made_up_student(
    problem_set: ProblemSet, name: str, pool: dict[str, list[Variant]], wrong: set[str], rng: random.Random
) -> Student:
    """A student whose answers to the ``wrong`` questions are drawn from the wrong ones, all others from the right."""
    notebook = copy.deepcopy(problem_set.notebook)
    expected = {}
    for question, known in sorted(pool.items()):
        choice = rng.choice([variant for variant in known if variant.is_right != (question in wrong)])
        answer(notebook, question, choice.source)
        expected[question] = "" if choice.is_right else choice.misconception
    for graded in problem_set.graded:
        if graded.by_hand:
            answer(notebook, graded.name, _reference_essay(problem_set.name, graded.name))
    about = "all right" if not wrong else f"{len(wrong)} wrong"
    return Student(name, about, notebook, expected)


def _reference_essay(problem_set: str, question: str) -> str:
    reference = ProblemSet.read(find_source(problem_set))
    return next(cell.source for cell in reference.notebook.cells if grade_id(cell) == question)


# --- ways to break a submission ------------------------------------------------------------------------------------


def _cut_off(student: Student, _problem_set: ProblemSet) -> None:
    student.content = nbformat.writes(student.notebook, version=4).encode()[:5000]


def _empty(student: Student, _problem_set: ProblemSet) -> None:
    student.content = b""


def _no_file(student: Student, _problem_set: ProblemSet) -> None:
    student.filename = ""


def _renamed(student: Student, problem_set: ProblemSet) -> None:
    student.filename = f"{problem_set.name} (1).ipynb"


def _cells_deleted(student: Student, problem_set: ProblemSet) -> None:
    gone = {problem_set.graded[0].name, problem_set.graded[1].answer_id}
    student.notebook.cells = [cell for cell in student.notebook.cells if grade_id(cell) not in gone]


def _cell_duplicated(student: Student, problem_set: ProblemSet) -> None:
    position = problem_set.graded[1].answer
    duplicate = copy.deepcopy(student.notebook.cells[position])
    duplicate.id = "a-copy"
    student.notebook.cells.insert(position, duplicate)


def _metadata_stripped(student: Student, _problem_set: ProblemSet) -> None:
    plain = json.loads(nbformat.writes(student.notebook, version=4))
    for cell in plain["cells"]:
        cell["metadata"] = {}
        del cell["id"]
    student.content = json.dumps(plain).encode()


def _syntax_error(student: Student, problem_set: ProblemSet) -> None:
    answer(student.notebook, problem_set.graded[0].name, "def convolve1d(x, w, stride=1, padding=0)\n    return x")


def _raises_when_defined(student: Student, problem_set: ProblemSet) -> None:
    answer(student.notebook, problem_set.graded[2].name, "import a_package_that_does_not_exist")


def _endless_loop(student: Student, problem_set: ProblemSet) -> None:
    answer(
        student.notebook,
        problem_set.graded[1].name,
        "def conv2d(image, kernel, stride=1, padding=0):\n    while True:\n        pass",
    )


def _ends_the_process(student: Student, problem_set: ProblemSet) -> None:
    answer(student.notebook, problem_set.graded[3].name, "import os\nos._exit(0)")


def _takes_all_memory(student: Student, problem_set: ProblemSet) -> None:
    answer(
        student.notebook,
        problem_set.graded[3].name,
        "hoard = []\nwhile True:\n    hoard.append(torch.ones(2_000_000))",
    )


def _prints_a_warning(student: Student, problem_set: ProblemSet) -> None:
    cell = student.notebook.cells[problem_set.graded[0].answer]
    cell.source = f"import warnings\nwarnings.warn('careful')\n{cell.source}"


def _skips_the_checks(student: Student, problem_set: ProblemSet) -> None:
    answer(student.notebook, problem_set.graded[0].name, "def convolve1d(x, w, stride=1, padding=0):\n    return x")
    for cell in student.notebook.cells:
        cell.metadata["tags"] = ["skip-execution"]


BROKEN: dict[str, Callable[[Student, ProblemSet], None]] = {
    "file cut off": _cut_off,
    "empty file": _empty,
    "no file": _no_file,
    "file renamed by a browser": _renamed,
    "cells deleted": _cells_deleted,
    "a cell duplicated": _cell_duplicated,
    "metadata stripped": _metadata_stripped,
    "syntax error": _syntax_error,
    "raises when defined": _raises_when_defined,
    "endless loop": _endless_loop,
    "ends the process": _ends_the_process,
    "takes all memory": _takes_all_memory,
    "prints a warning": _prints_a_warning,
    "tells nbgrader to skip the checks": _skips_the_checks,
}
