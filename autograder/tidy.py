"""One form for every notebook, so that a difference in git is a difference in content.

No outputs, no execution counts, sorted keys, only the metadata that means something, cell ids that follow from the
content, checks of the text's numbers and Google Colab's cell folded, and the course's address where Colab needs it.
``python -m autograder.tidy`` brings all notebooks into it.
"""

import hashlib
import re
from pathlib import Path
from typing import Annotated

import nbformat
import typer
from nbformat import NotebookNode

from autograder import cli
from autograder.colab import TAG, colab_cell
from autograder.course import PROJECT
from autograder.errors import CourseError
from course_utils.files import atomic_file

FOLDERS = ("notebooks", "source")  # release/ is generated, and nbgrader gives it its form
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = ("nbgrader", "tags")
CHECKS_THE_TEXT = "# The numbers, checked"  # so begin cells that hold the text to its word, for who wants to see how
FOLDED = {"source_hidden": True}  # JupyterLab shows the first line, and the rest on a click
MAY_RAISE = "raises-exception"  # Jupyter's own: Run All goes on after such a cell, whatever it raises


def tidy(text: str) -> str:
    """The one form of a notebook's text. Idempotent: a tidy notebook comes back as it is."""
    notebook = nbformat.reads(text, as_version=4)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = nbformat.from_dict(NOTEBOOK_METADATA)
    taken: set[str] = set()
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in CELL_METADATA if cell.metadata.get(key)})
        cell.source = "\n".join(line.rstrip() for line in cell.source.strip("\n").split("\n"))
        if TAG in cell.metadata.get("tags", ()):
            cell.source = colab_cell()
        if cell.cell_type == "code" and "nbgrader" in cell.metadata:
            # An answer that is missing shall not keep a student from the checks of the others, and from the summary.
            cell.metadata["tags"] = sorted({*cell.metadata.get("tags", ()), MAY_RAISE})
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if cell.source.startswith(CHECKS_THE_TEXT) or TAG in cell.metadata.get("tags", ()):
                cell.metadata["jupyter"] = FOLDED
        cell.id = _unused(_name(cell), taken)
    return nbformat.writes(notebook, version=4) + "\n"


def _name(cell: NotebookNode) -> str:
    """A graded cell is named by its grade id, a heading by its words, everything else by a digest of its text.

    Colab's cell is named by its tag: students' notebooks know it again when the course gets its address.
    """
    if TAG in cell.metadata.get("tags", ()):
        return TAG
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    heading = re.match(r"#+\s+(.+)", cell.source) if cell.cell_type == "markdown" else None
    if grade_id or heading:
        return re.sub(r"[^A-Za-z0-9_]+", "-", grade_id or heading.group(1).lower()).strip("-")[:48] or "heading"
    return hashlib.sha256(cell.source.encode()).hexdigest()[:12]


def _unused(name: str, taken: set[str]) -> str:
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    taken.add(candidate)
    return candidate


def notebooks(root: Path = PROJECT) -> list[Path]:
    """Every notebook that people write."""
    return sorted(
        path for folder in FOLDERS for path in (root / folder).glob("**/*.ipynb") if ".ipynb_" not in str(path)
    )


def tidy_file(path: Path) -> bool:
    """Bring a notebook's file into the one form; says whether it was in another.

    Raises :class:`CourseError` for a file that is no notebook, and OSError for one that can't be read or written. It is
    left as it is then.
    """
    before = path.read_bytes()
    try:
        after = tidy(before.decode()).encode()
    except Exception as error:  # nbformat raises whatever it stumbles over
        raise CourseError(
            f"{path} can't be read as a notebook ({type(error).__name__}: {str(error)[:100]}): where a "
            "merge has left both versions in it, decide for one, or get it back from git."
        ) from error
    if after == before:
        return False
    with atomic_file(path) as file:  # it is the only master
        file.write(after)
    return True


def main(
    paths: Annotated[list[Path] | None, typer.Argument(help="Notebooks; without any, all that people write.")] = None,
) -> None:
    """Bring notebooks into the one form in which they are kept."""
    for path in paths or notebooks():
        if tidy_file(path):
            print(f"tidied {path}")


if __name__ == "__main__":
    cli.main(lambda: typer.run(main))
