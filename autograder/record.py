"""Write results down: the gradebook, the autograded notebook, and the grader's own note for appeals.

Only one process writes at a time. Scores, late penalties and manual grades are nbgrader's: its own preprocessors
store them, here as in ``nbgrader autograde``.
"""

import json
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, ComputeChecksums, SaveAutoGrades, SaveCells

from autograder.course import Course
from autograder.grade import Result
from autograder.problem_set import ProblemSet


def ensure_assignment(course: Course, problem_set: ProblemSet) -> None:
    """Enter the problem set's cells into the gradebook, as generating the assignment would."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(problem_set.name)
    notebook, resources = nbformat.from_dict(problem_set.notebook), _resources(course, problem_set.name, ".")
    for preprocessor in (ComputeChecksums(), SaveCells()):
        notebook, resources = preprocessor.preprocess(notebook, resources)


def record(course: Course, problem_set: ProblemSet, result: Result) -> None:
    """Store one result. Doing it twice changes nothing."""
    write_whole(course.autograded(problem_set.name, result.student), nbformat.writes(result.notebook, version=4) + "\n")
    timestamp = CourseDirectory(root=str(course.root)).get_existing_timestamp(
        str(course.root / "submitted" / result.student / problem_set.name)
    )
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student(result.student)
        given = {"timestamp": timestamp} if timestamp else {}
        gradebook.update_or_create_submission(problem_set.name, result.student, **given)
    notebook, resources = result.notebook, _resources(course, problem_set.name, result.student)
    for preprocessor in (SaveAutoGrades(), AssignLatePenalties()):
        notebook, resources = preprocessor.preprocess(notebook, resources)
    note(course, problem_set, result)


def note(course: Course, problem_set: ProblemSet, result: Result) -> None:
    """The grader's own note: what the table of grades, the report and an appeal need."""
    repairs = [vars(repair) for repair in result.repairs]
    marks = [
        {
            "question": mark.question,
            "score": mark.score,
            "max_score": mark.max_score,
            "outcome": mark.outcome,
            "diagnosis": mark.diagnosis,
            "reason": mark.reason,
            "cases": [[case.case.name, case.outcome] for case in mark.verdict.cases] if mark.verdict else [],
        }
        for mark in result.marks
    ]
    content = {"student": result.student, "marks": marks, "repairs": repairs, **result.record}
    write_whole(course.result(problem_set.name, result.student), json.dumps(content, indent=1) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all; a read-only predecessor is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _resources(course: Course, problem_set: str, student: str) -> dict:
    return {
        "nbgrader": {
            "notebook": problem_set,
            "assignment": problem_set,
            "student": student,
            "db_url": course.db_url,
        }
    }
