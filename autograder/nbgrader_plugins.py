"""What nbgrader_config.py puts into nbgrader's lists, so that its commands and formgrader grade as we do.

nbgrader autogrades in two passes: it sanitizes a submission, then it grades what it sanitized. Here the first pass
realigns, runs and judges; the second stores the scores.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from autograder.course import Course
from autograder.doctor import examine, refuse_if_open
from autograder.grade import Conditions, Submission, grade_whatever_happens
from autograder.problem_set import ProblemSet
from autograder.record import note
from autograder.submissions import read_submission


class SubmissionExporter(NotebookExporter):
    """Reads whatever was submitted: a file that is no notebook becomes an empty one, its bytes go along."""

    def from_filename(self, filename: str, resources: dict | None = None, **kwargs: Any) -> Any:
        resources = resources or {}
        asked = Path(filename)
        problem_set = ProblemSet.read(Course(Path.cwd()).release(asked.stem))  # nbgrader works from the course's root
        submission = read_submission(asked.parent, asked.parent.parent.name, problem_set)
        resources["autograder"] = submission
        try:
            notebook = nbformat.reads((submission.content or b"").decode(), as_version=4)
            nbformat.validate(notebook)
        except Exception:  # a submission can be anything; RunAndJudge says what is wrong with it
            notebook = new_notebook()
        return self.from_notebook_node(notebook, resources=resources, **kwargs)


class RunAndJudge(NbGraderPreprocessor):
    """Replaces the submission by the release with its answers, run and judged."""

    sandbox = Bool(
        True,
        help="False: grade although this machine does not close off what it should; it is written into every result",
    ).tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        here = resources["nbgrader"]
        course = Course(Path.cwd())  # nbgrader works from the course's root
        problem_set = ProblemSet.read(course.release(here["assignment"]))
        submission: Submission = replace(resources.pop("autograder"), student=here["student"])
        if self.sandbox:
            refuse_if_open({"this machine": examine()})
        conditions = Conditions(course.secret_seed(problem_set.name), sandboxed=self.sandbox)
        result = grade_whatever_happens(problem_set, submission, conditions)
        for repair in result.repairs:
            self.log.warning("%s: %s", repair.cell or here["student"], repair.what)
        note(course, problem_set.name, result)
        return result.notebook, resources


def accept_renamed_notebooks(assignment: str, notebooks: list[str], **_: Any) -> None:
    """A hook that runs before nbgrader drops notebooks whose names it does not know: ``ps1 (1).ipynb`` stays in."""
    if notebooks:
        notebooks[:] = [str(Path(notebooks[0]).with_name(f"{assignment}.ipynb"))]
