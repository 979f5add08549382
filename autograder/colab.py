"""The first code cell of every notebook: on Google Colab it installs the course, everywhere else it does nothing.

Where the course has a public address, ``Repository`` in ``pyproject.toml``, Colab installs it from there. Without one,
students upload a file that they get with the notebooks: the course as a wheel, which ``make students`` builds. ``make
tidy`` writes what fits into the cells with the tag ``colab``.
"""

import tomllib
from functools import cache
from typing import Any

from autograder.course import PROJECT

TAG = "colab"
WHEEL = "cnn_course"  # how the file's name begins
UNSET = "https://example.org/"  # an address that begins so belongs to nobody

# pip is told to leave Colab's own packages alone, and so says nothing of a PyTorch that is too old.
_CELL = """\
# Google Colab: this installs the course. Everywhere else, the cell does nothing.
import sys

if "google.colab" in sys.modules:
    from importlib.metadata import version{imports}
    if [int(part) for part in version("torch").split(".")[:2]] < {torch}:
        raise RuntimeError(f"This course needs torch {minimum} or newer, and Colab has {{version('torch')}}: run "
                           "%pip install -U torch torchvision, then restart the session.")
{install}
    get_ipython().run_line_magic("pip", "install --quiet "
                                 "{packages}")
"""
_FROM_ADDRESS = """\
    get_ipython().run_line_magic("pip", "install --quiet --no-deps git+{repository}")"""
_FROM_WHEEL = """\
    if not (wheels := [*Path().glob("{wheel}-*.whl")]):
        raise RuntimeError("Open Files (the folder on the left), upload the file {wheel}-….whl that you got with "
                           "this notebook, and run this cell again.")
    get_ipython().run_line_magic("pip", f"install --quiet --no-deps {{wheels[-1]}}")"""


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def needs_wheel() -> bool:
    """Whether ``pyproject.toml`` names no public address that Colab could install the course from."""
    return _settings()["project"]["urls"]["Repository"].startswith(UNSET)


@cache
def colab_cell() -> str:
    """The text of the cell, with the address that ``pyproject.toml`` names."""
    settings = _settings()
    needs = dict(one.split(">=") for one in settings["project"]["dependencies"] if ">=" in one)
    packages = settings["tool"]["cnn-course"]["missing-on-colab"]
    return text_of(settings["project"]["urls"]["Repository"], packages, needs["torch"])


def text_of(repository: str, packages: list[str], torch: str) -> str:
    """The text of the cell for an address, the packages that Colab lacks, and the oldest PyTorch that will do."""
    from_wheel = repository.startswith(UNSET)
    return _CELL.format(
        imports="\n    from pathlib import Path" if from_wheel else "\n",
        torch=[int(part) for part in torch.split(".")[:2]],
        minimum=torch,
        install=(_FROM_WHEEL if from_wheel else _FROM_ADDRESS).format(repository=repository, wheel=WHEEL),
        packages=" ".join(packages),
    ).strip()
