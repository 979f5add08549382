"""The project's own files agree with one another, and its rooms keep to themselves."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version
from traitlets.config import PyFileConfigLoader

from autograder.course import PROJECT

PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())
REQUIRED = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]
EXTRAS = [Requirement(line) for line in PYPROJECT["project"]["optional-dependencies"]["test"]]
CONSTRAINTS = {
    re.sub(r"[-_.]+", "-", name).lower(): Version(version)
    for name, version in re.findall(r"^([\w.-]+)==(\S+)$", (PROJECT / "constraints.txt").read_text(), re.MULTILINE)
}
ENVIRONMENT = yaml.safe_load((PROJECT / "environment.yml").read_text())


@pytest.mark.parametrize("requirement", REQUIRED + EXTRAS, ids=lambda requirement: requirement.name)
def test_every_requirement_has_a_lower_bound_and_a_tested_version_within_it(requirement):
    assert [bound.operator for bound in requirement.specifier] == [">="]
    assert CONSTRAINTS[requirement.name.lower()] in requirement.specifier


def test_the_tested_pytorch_and_torchvision_belong_together():
    assert (CONSTRAINTS["torch"], CONSTRAINTS["torchvision"]) == (Version("2.14.1"), Version("0.29.1"))
    assert CONSTRAINTS["nbgrader"] == Version("0.9.6")


def test_conda_users_get_the_same_packages():
    *packages, pip = ENVIRONMENT["dependencies"]
    assert f"python{PYPROJECT['project']['requires-python']}" in packages
    # The very line that make installs: nothing is named twice, so nothing can drift.
    assert pip == {"pip": ["-c constraints.txt", "-e .[test]"]}
    installing = subprocess.run(
        ["make", "-n", "VENV=/tmp/there-is-none", "setup"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    assert "-c constraints.txt -e '.[test]'" in installing


def test_make_help_lists_every_target_with_its_own_comment():
    makefiles = [PROJECT / "Makefile", PROJECT / "course_utils" / "jupyterlab" / "lab.mk"]
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    phony = [re.search(r"^\.PHONY: (.+)$", path.read_text(), re.MULTILINE).group(1).split() for path in makefiles]
    assert sorted(line.split()[1] for line in listed.splitlines()) == sorted(phony[0] + phony[1])


def test_an_environment_that_has_come_along_in_a_moved_folder_is_made_anew(tmp_path):
    course = tmp_path / "a course"
    course.mkdir()
    shutil.copy(PROJECT / "course_utils" / "jupyterlab" / "lab.mk", course / "Makefile")
    for name in ("pyproject.toml", "constraints.txt"):
        (course / name).touch()
    python = course / "python"
    # Stands in for Python, and for the one in the environment: it installs nothing.
    python.write_text('#!/bin/sh\nif [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi\n')
    python.chmod(0o755)

    def setup(folder: Path) -> str:
        command = ["make", "--no-print-directory", "PYTHON=./python", "setup"]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout

    assert "Making the virtual environment" in setup(course)
    assert setup(course) == "Set up: .venv/bin/python has all that is needed.\n"
    (course / ".venv" / "old").touch()
    moved = course.rename(tmp_path / "moved")
    assert "has been moved or copied" in setup(moved)
    assert not (moved / ".venv" / "old").exists()
    assert setup(moved) == "Set up: .venv/bin/python has all that is needed.\n"


def test_ci_runs_the_whole_suite():
    commands = (PROJECT / ".ci" / "run").read_text().splitlines()
    assert "make test" in commands  # a line of its own: not in a comment, and not only under some condition
    assert "set -euo pipefail" in commands  # what fails ends it with an error


def imported_by(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def test_course_utils_never_imports_the_grader():
    for path in (PROJECT / "course_utils").glob("**/*.py"):
        assert not imported_by(path) & {"autograder", "nbgrader"}, path


def test_importing_course_utils_loads_nothing_of_the_grader():
    code = (
        "import sys, course_utils; print([name for name in sys.modules if name.startswith(('autograder', 'nbgrader'))])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    assert loaded.stdout.strip() == "[]"


def test_source_holds_notebooks_and_no_python_that_would_be_released():
    assert not list((PROJECT / "source").glob("**/*.py"))


def test_what_students_hand_in_is_collected_from_the_same_exchange():
    students, instructors = (
        PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
        for folder in (PROJECT / "course_utils" / "jupyterlab", PROJECT)
    )
    assert instructors.Exchange.root == students.Exchange.root
    assert instructors.CourseDirectory.course_id == students.CourseDirectory.course_id


@pytest.mark.parametrize("folder", ["Ana Lee_12345_assignsubmission_file_", "Ana Lee_12345_assignsubmission_file"])
def test_the_folders_of_moodles_zip_tell_whose_a_notebook_is(folder):
    pattern = (
        PyFileConfigLoader("nbgrader_config.py", path=str(PROJECT)).load_config().FileNameCollectorPlugin.named_regexp
    )
    found = re.match(pattern, f"downloaded/ps1_convolution/extracted/all/{folder}/ps1_convolution (1).ipynb")
    assert found.groupdict() == {"student_id": "Ana Lee", "file_id": "ps1_convolution (1).ipynb"}
