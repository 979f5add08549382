"""What students get: all that they need to work, and nothing that holds answers."""

import os
import subprocess
import sys

import pytest

from autograder.course import PROJECT
from autograder.errors import CourseError
from autograder.student_edition import write


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("students") / "course"
    write(folder)
    return folder


def test_it_holds_lectures_releases_and_checks_and_nothing_of_the_grader(edition):
    assert {path.name for path in edition.iterdir()} == {
        "course_utils", "notebooks", "release", "pyproject.toml", "constraints.txt", "environment.yml", ".gitignore",
        "README.md", "Makefile", "colab",
    }  # fmt: skip
    files = [path for path in edition.rglob("*") if path.is_file()]
    assert {path.name for path in edition.glob("release/*/*.ipynb")} == {
        path.name for path in PROJECT.glob("release/*/*.ipynb")
    }
    texts = [path.read_text("utf-8") for path in files if path.suffix in {".py", ".ipynb", ".toml", ".mk"}]
    assert not any("from autograder" in text or "import autograder" in text for text in texts)
    assert not any("autograder.cli" in text for text in texts)
    assert "- -e .\n" in (edition / "environment.yml").read_text("utf-8")  # without what tests need
    assert not any("### BEGIN SOLUTION" in text or "### BEGIN HIDDEN" in text for text in texts)


def test_the_workplace_is_laid_out_with_what_it_holds(edition):
    subprocess.run(
        [sys.executable, "-m", "course_utils.workplace"],
        cwd=edition, env=os.environ | {"PYTHONPATH": str(edition)}, check=True,
    )  # fmt: skip
    laid_out = {path.name for path in (edition / "work").iterdir()}
    assert laid_out == {path.name for path in (edition / "release").iterdir()} != set()
    commands = subprocess.run(["make", "-n", "lab"], cwd=edition, capture_output=True, text=True, check=True).stdout
    assert "course_utils.workplace" in commands and "START.md" in commands


def test_a_new_edition_replaces_the_old_one_and_keeps_what_else_is_there(edition):
    (edition / "release" / "ps0_withdrawn").mkdir()
    (edition / ".git").mkdir()
    write(edition)
    assert not (edition / "release" / "ps0_withdrawn").exists() and (edition / ".git").is_dir()


def test_it_is_not_written_over_something_else(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    for place in (tmp_path, PROJECT, PROJECT.parent, PROJECT / "release" / "edition"):
        with pytest.raises(CourseError, match="give a"):
            write(place)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_new_repository_takes_it(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text("# To come")
    write(tmp_path)
    assert (tmp_path / "release").is_dir() and (tmp_path / ".git").is_dir()


def test_a_folder_with_a_blank_in_its_name_is_one_folder():
    def said(*arguments):
        command = ["make", "-n", "students", *arguments]
        return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout

    assert '-m autograder.student_edition "my students"\n' in said("DIR=my students")
    assert "-m autograder.student_edition\n" in said().replace("edition \n", "edition\n")
