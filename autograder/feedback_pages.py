"""Feedback pages for students, made by nbgrader from the autograded notebooks."""

import contextlib
import logging

from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder.course import Course


def write_feedback(course: Course, problem_set: str, student: str) -> None:
    """One HTML page, as ``nbgrader generate_feedback`` writes it."""
    directory = CourseDirectory(
        root=str(course.root), assignment_id=problem_set, student_id=student, course_id="cnn-course"
    )
    converter = GenerateFeedback(coursedir=directory, force=True)
    converter.log = logging.getLogger("autograder.feedback")
    converter.log.setLevel(logging.ERROR)
    with contextlib.suppress(FileNotFoundError):
        course.feedback(problem_set, student).unlink()
    converter.start()
