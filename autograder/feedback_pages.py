"""Feedback pages for students, as ``nbgrader generate_feedback`` makes them."""

from functools import cache
from typing import Any

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode

from autograder.course import PROJECT, Course
from autograder.feedback_exporter import FeedbackExporter
from autograder.problem_set import nbgrader_settings
from autograder.scores import Scores


def render(problem_set: str, student: str, notebook: NotebookNode, scores: Scores) -> str:
    """One HTML page. The notebook's cells get the scores that are in the gradebook."""
    for cell in notebook.cells:
        settings = nbgrader_settings(cell)
        name = settings.get("grade_id")
        if name in scores.grades:
            settings["score"], settings["points"] = scores.grades[name]
            settings["by_hand"], settings["outdated"] = name in scores.by_hand, name in scores.outdated
        if name in scores.comments:
            settings["comment"] = scores.comments[name]
    resources: dict[str, Any] = {
        "metadata": {"name": "feedback", "path": ""},
        "nbgrader": {
            "notebook": problem_set,
            "student": student,
            "score": scores.total - scores.late_penalty,
            "max_score": scores.max_total,
            "late_penalty": scores.late_penalty,
        },
    }
    page, _ = _exporter().from_notebook_node(notebook, resources)
    return page


@cache
def _exporter() -> FeedbackExporter:
    settings = Course(PROJECT).nbgrader_settings()
    settings.merge(settings.GenerateFeedback)  # the settings there hold for feedback alone
    exporter = FeedbackExporter(config=settings)
    exporter.register_preprocessor(CSSHTMLHeaderPreprocessor(parent=exporter), enabled=True)
    return exporter
