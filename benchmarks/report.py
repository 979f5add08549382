"""How long ``autograder report`` takes for a large class, and how long its page takes to open in Chromium.

    python -m benchmarks.report --students 1000

One submission of problem set 1 is graded; everybody else's results and notebooks are made from it, with right and wrong
answers from the audit in them, so that the files are as many and as large as those of a graded class.
"""

import copy
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import nbformat
import typer
from nbformat import NotebookNode
from playwright.sync_api import sync_playwright

from autograder.course import PROJECT, Course
from autograder.grade import Conditions, Submission, grade_submission
from autograder.problem_set import ProblemSet
from autograder.record import ensure_assignment
from autograder.sample_class import Student, answer, answers, made_up_student
from course_utils.questions.outcome import Outcome

PS = "ps1_convolution"
LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main(
    students: Annotated[int, typer.Option(min=1, help="How many students the class has.")] = 1000,
    openings: Annotated[int, typer.Option(min=1, help="How often the page is opened.")] = 5,
) -> None:
    """Make a class, time its report and the opening of the page, and print both; nothing is asserted."""
    with tempfile.TemporaryDirectory() as folder:
        course = Course.at(folder)
        megabytes = make_graded_class(course, students) / 1e6
        print(f"{students} students, {megabytes:.0f} MB of graded notebooks; load of the machine before: {load()}")
        began = time.perf_counter()
        command = [str(Path(sys.executable).with_name("autograder")), "report", PS, "--course", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"autograder report: {time.perf_counter() - began:.1f} s, "
            f"of them {spent.ru_utime + spent.ru_stime:.1f} s of CPU (load after: {load()})"
        )
        page = course.root / "reports" / f"{PS}.html"
        timings = [opening(page) for _ in range(openings)]
        loaded, painted = (sorted(of)[len(of) // 2] for of in zip(*timings, strict=True))
        print(
            f"{page.stat().st_size / 1e6:.2f} MB open in Chromium: loaded after {loaded:.2f} s, "
            f"the first text after {painted:.2f} s (median of {openings}; load {load()})"
        )


def load() -> str:
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def make_graded_class(course: Course, size: int) -> int:
    """Lay out what grading such a class leaves behind; gives the size of the graded notebooks in bytes."""
    problem_set = ProblemSet.read(PROJECT / "release" / PS / f"{PS}.ipynb")
    ensure_assignment(course, problem_set)
    source = (PROJECT / "source" / PS / f"{PS}.ipynb").read_bytes()
    graded = grade_submission(problem_set, Submission("reference", source), Conditions(1))
    result, pool, rng, written = graded.to_json(), answers(PS), random.Random(1), 0
    for number in range(size):
        wrong = {question for question in pool if rng.random() > 0.7}
        student = made_up_student(problem_set, f"student{number:04d}", pool, wrong, rng)
        note = course.result(PS, student.name)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(made_up_result(result, student)), encoding="utf-8")
        notebook = course.autograded(PS, student.name)
        notebook.parent.mkdir(parents=True)
        nbformat.write(with_answers(graded.notebook, student), notebook)
        written += notebook.stat().st_size
    with course.gradebook() as gradebook:  # the report wants everybody in it
        for number in range(size):
            gradebook.update_or_create_student(f"student{number:04d}")
            gradebook.update_or_create_submission(PS, f"student{number:04d}")
    return written


def made_up_result(reference: dict, student: Student) -> dict:
    """The reference's result, and in it what the student's answers are expected to be told."""
    result = copy.deepcopy(reference) | {"student": student.name}
    for mark in result["marks"]:
        if diagnosis := student.expected.get(mark["question"]):
            mark |= {"outcome": str(Outcome.WRONG), "diagnosis": diagnosis, "reason": f"What {diagnosis} computes."}
            mark["cases"] = [(case, str(Outcome.WRONG)) for case, _ in mark["cases"]]
            mark["score"] = round(mark["max_score"] * len(diagnosis) % 4 / 4, 2)
    return result


def with_answers(graded: NotebookNode, student: Student) -> NotebookNode:
    notebook = copy.copy(graded)
    notebook.cells = [copy.copy(cell) for cell in graded.cells]
    given = {
        cell.metadata.nbgrader.grade_id: cell.source for cell in student.notebook.cells if "nbgrader" in cell.metadata
    }
    for question in student.expected:
        answer(notebook, question, given[f"{question}_answer"])
    return notebook


def opening(page: Path) -> tuple[float, float]:
    """Seconds until the page is loaded, and until its first text is painted, in a fresh browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(page.as_uri())
        tab.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
        times = tab.evaluate(LOADED) / 1000, tab.evaluate(PAINTED) / 1000
        browser.close()
    return times


if __name__ == "__main__":
    typer.run(main)
