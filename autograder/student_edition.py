"""``make students``: the folder to publish for students, with all that they need and nothing that holds answers."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from autograder import cli, colab
from autograder.course import PROJECT
from autograder.errors import CourseError

FOLDERS = ("course_utils", "notebooks", "release")
FILES = ("constraints.txt", ".gitignore")
COLAB = "colab"  # the folder for the file that students upload there
OURS = Path(__file__).parent / "templates" / "student_edition"
A_NEW_REPOSITORY = {".git", ".gitignore", "LICENSE", "README.md"}
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".*cache")
# Files that are copied without what students have no use for: the grader's program, and what tests need.
WITHOUT = {"pyproject.toml": ('autograder = "autograder.cli:main"\n', ""), "environment.yml": ("-e .[test]", "-e .")}


def write(folder: Path, project: Path = PROJECT) -> None:
    """Write the students' edition of the course into ``folder``, in place of the one before; other files there stay.

    Raises :class:`CourseError` for a folder that holds the answers, or holds something else than an edition.
    """
    folder = folder.resolve()
    if (
        folder == project
        or project in folder.parents
        or folder in project.parents
        or (folder / "source").exists()
        or (folder / "autograder").exists()
    ):
        raise CourseError(
            f"{folder} holds the answers, too: give a folder of its own, as in make students DIR=../students."
        )
    inside = {path.name for path in folder.iterdir()} - A_NEW_REPOSITORY if folder.exists() else set()
    if inside and "course_utils" not in inside:
        raise CourseError(f"{folder} holds something else: give an empty folder, or the one of the last edition.")
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(project / name, folder / name, ignore=LEFT_OUT)
    for name in FILES:
        shutil.copy(project / name, folder)
    for template in OURS.iterdir():
        shutil.copy(template, folder)
    for name, (ours, theirs) in WITHOUT.items():
        text = (project / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(ours, theirs), encoding="utf-8")
    shutil.rmtree(folder / COLAB, ignore_errors=True)
    if colab.needs_wheel():
        _build_wheel(folder, folder / COLAB)


def _build_wheel(edition: Path, folder: Path) -> None:
    """Write the edition's ``course_utils`` as one file that pip installs; CourseError if it can't be built."""
    with tempfile.TemporaryDirectory() as place:  # building leaves files behind
        shutil.copytree(edition / "course_utils", Path(place) / "course_utils")
        for name in ("pyproject.toml", "README.md"):
            shutil.copy(edition / name, place)
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        built = subprocess.run([*pip, "--wheel-dir", folder, place], capture_output=True, text=True)
    if built.returncode:
        raise CourseError(f"The file for Google Colab could not be built: {built.stderr.strip()[-500:]}")


def main(
    folder: Annotated[Path, typer.Argument(help="Where to write it.")] = PROJECT.parent / "cnn-course-students",
) -> None:
    """Write what students get: lectures, released problem sets, checks; no solutions and no answer keys."""
    write(folder)
    print(f"Written: {folder.resolve()}. Publish it as it is; students run make lab in it.")


if __name__ == "__main__":
    cli.main(lambda: typer.run(main))
