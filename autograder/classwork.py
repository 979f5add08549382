"""Grade everybody's submissions to one problem set."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from autograder.course import Course
from autograder.grade import Result, Submission, grade_submission
from autograder.problem_set import ProblemSet
from autograder.record import ensure_assignment, record
from autograder.submissions import read_submission


def read_class(folders: Mapping[str, Path], problem_set: ProblemSet) -> list[Submission]:
    """The submission in every student's folder."""
    return [read_submission(folder, problem_set.name, student) for student, folder in folders.items()]


def grade_class(
    course: Course, problem_set: ProblemSet, submissions: list[Submission], jobs: int | None = None
) -> Iterator[Result]:
    """Grade submissions side by side and record each as it comes; yields the results in order of completion.

    Every submission runs in a process of its own, so threads are enough to wait for them. This thread alone writes to
    the gradebook.
    """
    ensure_assignment(course, problem_set)
    seed = course.secret_seed(problem_set.name)
    with ThreadPoolExecutor(max_workers=jobs or os.cpu_count() or 1) as executor:
        pending = [executor.submit(grade_submission, problem_set, submission, seed) for submission in submissions]
        for finished in as_completed(pending):
            result = finished.result()
            record(course, problem_set, result)
            yield result
