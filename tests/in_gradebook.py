"""Students in a course's gradebook, for tests that write results down without grading anybody."""

from pathlib import Path

from nbgrader.api import Student, SubmittedAssignment

from autograder.course import Course


def enter(course: Path, problem_set: str, *students: str) -> None:
    """Into the gradebook, which holds what a person has graded of them: nothing."""
    with Course.at(course).gradebook() as gradebook:
        assignment = gradebook.update_or_create_assignment(problem_set)
        new = set(students) - {one.id for one in gradebook.students}
        gradebook.db.add_all(SubmittedAssignment(assignment=assignment, student=Student(id=name)) for name in new)
        gradebook.db.commit()
