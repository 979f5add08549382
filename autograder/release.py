"""Generate the students' notebooks: ``python -m autograder.release`` builds all of ``release/`` from ``source/``."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import typer

from autograder import cli
from autograder.course import PROJECT
from autograder.errors import CourseError
from autograder.problem_set import ProblemSet


def source_names(root: Path = PROJECT) -> list[str]:
    return sorted(path.parent.name for path in (root / "source").glob("*/*.ipynb"))


def find_source(problem_set: str) -> Path:
    """The source notebook of a problem set; raises :class:`CourseError` with the names there are if there is none."""
    path = PROJECT / "source" / problem_set / f"{problem_set}.ipynb"
    if not path.is_file():
        known = ", ".join(source_names())
        raise CourseError(f"There is no problem set {problem_set!r} in {PROJECT / 'source'}; there are: {known}.")
    return path


def build(problem_set: str, into: Path, source: Path | None = None) -> None:
    """Run ``nbgrader generate_assignment`` in a copy of the course and put its release into ``into``.

    source: the folder of the source notebook, if it is not the project's own.

    Raises :class:`CourseError` where what it asks can't be graded, and with nbgrader's own words where that refuses.
    """
    folder_of_source = source or PROJECT / "source" / problem_set
    refuse_unknown_questions(folder_of_source / f"{problem_set}.ipynb")
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        shutil.copy(PROJECT / "nbgrader_config.py", course)
        shutil.copytree(folder_of_source, course / "source" / problem_set)
        command = [str(Path(sys.executable).with_name("nbgrader")), "generate_assignment", problem_set, "--no-db"]
        done = subprocess.run(command, cwd=course, capture_output=True, text=True)
        if done.returncode:
            raise CourseError(f"nbgrader could not generate {problem_set}: {_cause(done.stderr)}")
        shutil.rmtree(into, ignore_errors=True)
        shutil.copytree(course / "release" / problem_set, into)


def refuse_unknown_questions(notebook: Path) -> None:
    """Raise :class:`CourseError` where a problem set's notebook is not in order, or checks what is no question.

    Not where a key is missing: it may be written after the release.
    """
    from autograder.answer_keys import asked_question  # it imports PyTorch, which takes seconds

    problem_set = ProblemSet.read(notebook)
    for question in problem_set.checked:
        try:
            asked_question(question, problem_set.name)
        except CourseError as error:
            raise CourseError(f"{notebook}: {error}") from error


def _cause(said: str) -> str:
    """What nbgrader's own traceback is about: its first error, from which all others follow."""
    named = re.search(r"^\s*(?:\w+\.)*(\w*(?:Error|Exception): .+)$", said, re.MULTILINE)
    return named[1] if named else said.strip()[-500:]


def main() -> None:
    """Generate the students' notebooks of all problem sets."""
    for problem_set in source_names():
        build(problem_set, PROJECT / "release" / problem_set)
        print(f"release/{problem_set} is generated.")


if __name__ == "__main__":
    cli.main(lambda: typer.run(main))
