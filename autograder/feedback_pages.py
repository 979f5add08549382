"""Feedback pages for students, as ``nbgrader generate_feedback`` makes them."""

from functools import cache
from typing import Any

from nbformat import NotebookNode

from autograder.course import Course
from autograder.feedback_exporter import FeedbackExporter
from autograder.nbgrader_settings import load
from autograder.record import Scores, write_whole


def write_feedback(course: Course, problem_set: str, student: str, notebook: NotebookNode, scores: Scores) -> None:
    """One HTML page. The notebook's cells get the scores that are in the gradebook."""
    for cell in notebook.cells:
        settings = cell.metadata.get("nbgrader", {})
        name = settings.get("grade_id")
        if name in scores.grades:
            settings["score"], settings["points"] = scores.grades[name]
        if name in scores.comments:
            settings["comment"] = scores.comments[name]
    resources: dict[str, Any] = {
        "metadata": {"name": problem_set, "path": ""},
        "unique_key": problem_set,
        "output_files_dir": f"{problem_set}_files",
        "nbgrader": {
            "notebook": problem_set,
            "assignment": problem_set,
            "student": student,
            "score": scores.total - scores.late_penalty,
            "max_score": scores.max_total,
            "late_penalty": scores.late_penalty,
        },
    }
    page, _ = _exporter().from_notebook_node(notebook, resources)
    write_whole(course.feedback(problem_set, student), page)


@cache
def _exporter() -> FeedbackExporter:
    from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor

    settings = load()
    settings.merge(settings.GenerateFeedback)  # the settings there hold for feedback alone
    exporter = FeedbackExporter(config=settings)
    exporter.register_preprocessor(CSSHTMLHeaderPreprocessor(parent=exporter), enabled=True)
    return exporter
