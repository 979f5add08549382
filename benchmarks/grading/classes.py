"""The two classes that are graded: *light* has one question, *real* is problem set 1 as released."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.course import PROJECT
from autograder.problem_set import ProblemSet
from autograder.sample_class import answers, made_up_student

RIGHT = 0.7  # how many answers are right
ANSWERS_OF = "ps1_convolution"


@dataclass(frozen=True)
class BenchmarkClass:
    """A problem set with its source, from which submissions are made."""

    name: str
    source: Path

    def make(self, folder: Path, students: int) -> ProblemSet:
        """A course folder with a source and so many submissions: the same ones every time."""
        (folder / "source" / self.name).mkdir(parents=True)
        shutil.copy(self.source, folder / "source" / self.name)
        problem_set = ProblemSet.parse(self.name, self.source.read_text(encoding="utf-8"))
        asked = {one.name for one in problem_set.graded}
        pool = {question: known for question, known in answers(ANSWERS_OF).items() if question in asked}
        rng = random.Random(1)
        for number in range(students):
            wrong = {question for question in pool if rng.random() > RIGHT}
            student = made_up_student(problem_set, f"student{number:04d}", pool, wrong, rng)
            place = folder / "submitted" / student.name / self.name
            place.mkdir(parents=True)
            (place / f"{self.name}.ipynb").write_text(nbformat.writes(student.notebook, version=4), encoding="utf-8")
        return problem_set


LIGHT = BenchmarkClass("light", Path(__file__).parent / "light" / "light.ipynb")
REAL = BenchmarkClass("ps1_convolution", PROJECT / "source" / "ps1_convolution" / "ps1_convolution.ipynb")
