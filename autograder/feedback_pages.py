"""Feedback pages for students, made by nbgrader from the autograded notebooks."""

import contextlib
import logging

from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder.course import Course
from autograder.nbgrader_settings import load


def write_feedback(course: Course, problem_set: str, student: str) -> None:
    """One HTML page, as ``nbgrader generate_feedback`` writes it."""
    settings = load()
    settings.CourseDirectory.root = str(course.root)
    directory = CourseDirectory(config=settings, assignment_id=problem_set, student_id=student)
    converter = GenerateFeedback(coursedir=directory, config=settings, force=True)
    converter.log = logging.getLogger("autograder.feedback")
    converter.log.setLevel(logging.ERROR)
    with contextlib.suppress(FileNotFoundError):
        course.feedback(problem_set, student).unlink()
    converter.start()
