"""Problem sets without the code that only teaches, which takes most of the time of a run."""

from pathlib import Path

import nbformat

from autograder.problem_set import ProblemSet


def without_teaching(path: Path) -> ProblemSet:
    """The problem set in a release or a source: what it imports and sets up, its answers and its checks."""
    whole = ProblemSet.read(path)
    notebook, imports = whole.notebook, whole.imports
    for index, cell in enumerate(notebook.cells):
        needed = index == imports or "nbgrader" in cell.metadata or "setup" in cell.metadata.get("tags", ())
        if cell.cell_type == "code" and not needed:
            cell.source = ""
    return ProblemSet.parse(whole.name, nbformat.writes(notebook, version=4))
