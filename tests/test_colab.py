"""On Google Colab the first code cell installs the course; everywhere else it does nothing."""

import ast
import subprocess
import sys
import zipfile
from types import ModuleType

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.colab import TAG, UNSET, WHEEL, colab_cell, text_of
from autograder.course import PROJECT
from autograder.student_edition import write
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


def test_on_colab_without_an_address_an_uploaded_file_is_installed(shell, monkeypatch, tmp_path):
    on_colab(monkeypatch)
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "2.11.0")
    monkeypatch.chdir(tmp_path)
    text = text_of(UNSET + "your-name/course.git", ["kornia"], "2.11")
    result = shell.run_cell(text)
    assert shell.asked == [] and "upload the file cnn_course-" in str(result.error_in_exec)
    (tmp_path / "cnn_course-0.1.0-py3-none-any.whl").touch()
    assert shell.run_cell(text).success
    assert shell.asked == [
        "install --quiet --no-deps cnn_course-0.1.0-py3-none-any.whl",
        "install --quiet kornia",
    ]


@pytest.mark.parametrize("repository", [REPOSITORY, UNSET + "your-name/course.git"])
def test_the_cell_is_plain_python_that_ruff_accepts(tmp_path, repository):
    text = text_of(repository, ["kornia", "torchsummary"], "2.11")
    ast.parse(text)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text)])
    nbformat.write(notebook, tmp_path / "lecture.ipynb")
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--config", PROJECT / "pyproject.toml", tmp_path / "lecture.ipynb"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_what_is_installed_draws_cards_and_has_the_sample(tmp_path):
    """The file that students upload, unpacked somewhere else: templates and images are in it, and no answers."""
    write(tmp_path / "students")
    with zipfile.ZipFile(next((tmp_path / "students" / "colab").glob(f"{WHEEL}-*.whl"))) as wheel:
        assert not [name for name in wheel.namelist() if name.startswith(("autograder", "source", "tests"))]
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
