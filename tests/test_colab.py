"""On Google Colab the first code cell installs the course; everywhere else it does nothing."""

import ast
import subprocess
import sys
import zipfile
from types import ModuleType

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.colab import TAG, UNSET, colab_cell, text_of
from autograder.course import PROJECT
from autograder.tidy import notebooks, tidy

EVERY = notebooks() + sorted((PROJECT / "release").glob("*/*.ipynb"))
REPOSITORY = "https://example.com/somebody/course.git"


@pytest.fixture
def shell():
    """An IPython whose pip only writes down what it is asked for."""
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    shell.asked = []
    shell.register_magic_function(shell.asked.append, "line", "pip")
    yield shell
    InteractiveShell.clear_instance()


def on_colab(monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.relative_to(PROJECT)))
def test_the_first_code_cell_of_every_notebook_names_the_address_of_pyproject(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [TAG in cell.metadata.get("tags", ()) for cell in cells] == [True] + [False] * (len(cells) - 1)
    assert cells[0].source == colab_cell(), "run make tidy release"
    assert len(cells) == 1 or "google.colab" not in cells[1].source


def test_tidying_writes_the_cell_anew():
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell("an old address", metadata={"tags": [TAG]}),
        nbformat.v4.new_code_cell("x = 1"),
    ]
    clean = nbformat.reads(tidy(nbformat.writes(notebook)), as_version=4)
    assert [cell.source for cell in clean.cells] == [colab_cell(), "x = 1"]


@pytest.mark.parametrize("text", [colab_cell(), text_of(REPOSITORY, ["kornia"], "2.11")])
def test_anywhere_else_nothing_happens(shell, text):
    before = set(shell.user_ns)
    assert shell.run_cell(text).success
    assert shell.asked == [] and set(shell.user_ns) - before <= {"sys"}


def test_on_colab_the_course_is_installed_without_touching_colabs_own_packages(shell, monkeypatch):
    on_colab(monkeypatch)
    assert shell.run_cell(text_of(REPOSITORY, ["kornia", "torchsummary"], "2.11")).success
    assert shell.asked == [
        f"install --quiet --no-deps git+{REPOSITORY}",
        "install --quiet kornia torchsummary",
    ]


@pytest.mark.parametrize(("there", "enough"), [("2.9.1+cu126", False), ("2.11.0", True), ("3.0.0", True)])
def test_on_colab_a_pytorch_that_is_too_old_is_told_in_one_sentence(shell, monkeypatch, there, enough):
    on_colab(monkeypatch)
    monkeypatch.setattr("importlib.metadata.version", lambda _name: there)
    result = shell.run_cell(text_of(REPOSITORY, ["kornia"], "2.11"))
    assert result.success is enough and bool(shell.asked) is enough
    if not enough:
        assert f"needs torch 2.11 or newer, and Colab has {there}" in str(result.error_in_exec)


def test_on_colab_without_an_address_one_sentence_says_so(shell, monkeypatch, capsys):
    on_colab(monkeypatch)
    result = shell.run_cell(text_of(UNSET + "your-name/course.git", ["kornia"], "2.11"))
    assert "no public address yet" in str(result.error_in_exec) and "instructor" in str(result.error_in_exec)
    assert shell.asked == []


def test_with_an_address_the_notebooks_still_are_plain_python_that_ruff_accepts(tmp_path):
    text = text_of(REPOSITORY, ["kornia", "torchsummary"], "2.11")
    ast.parse(text)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text)])
    nbformat.write(notebook, tmp_path / "lecture.ipynb")
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--config", PROJECT / "pyproject.toml", tmp_path / "lecture.ipynb"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_what_is_installed_draws_cards_and_has_the_sample(tmp_path):
    """A wheel of the course, unpacked somewhere else: templates and images are in it."""
    source = tmp_path / "source"
    source.mkdir()
    # Without the grader, as an instructor would publish it.
    subprocess.run(["cp", "-r", "pyproject.toml", "README.md", "course_utils", source], cwd=PROJECT, check=True)
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path, source],
        capture_output=True, text=True,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr[-2000:]
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")
    code = (
        "import torch, course_utils\nfrom course_utils import checks_of\nfrom course_utils.data import cifar10, mnist\n"
        "from course_utils.checking.summary import Summary\n"
        "assert course_utils.__file__.startswith(PLACE)\n"
        "check = checks_of('ps1_convolution')\n"
        "try: check('conv2d', lambda image, kernel, stride=1, padding=0: image)\nexcept AssertionError: pass\n"
        "print(Summary.of('ps1_convolution').as_html()[:20])\n"
        "print(len(mnist(train=False, sources=['sample'])), len(cifar10(train=False, sources=['sample'])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code.replace("PLACE", repr(str(tmp_path / "installed")))],
        cwd=tmp_path, capture_output=True, text=True,
        env={"PYTHONPATH": str(tmp_path / "installed"), "HOME": str(tmp_path), "COURSE_DATA": str(tmp_path / "data")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "public cases pass" in done.stdout and "<div class=" in done.stdout
