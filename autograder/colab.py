"""The first code cell of every notebook: on Google Colab it installs the course, everywhere else it does nothing.

The course's public address stands in one place, ``Repository`` in ``pyproject.toml``; ``make tidy`` writes it into the
cells with the tag ``colab``.
"""

import tomllib
from functools import cache

from autograder.course import PROJECT

TAG = "colab"
UNSET = "https://example.org/"  # an address that begins so belongs to nobody

_BEGINNING = """\
# Google Colab: this installs the course. Everywhere else, the cell does nothing.
import sys

if "google.colab" in sys.modules:
"""
_NO_ADDRESS = """\
    raise RuntimeError("This course has no public address yet, so Colab can't install it: please tell your instructor.")
"""
# pip is told to leave Colab's own packages alone, and so says nothing of a PyTorch that is too old.
_INSTALL = """\
    from importlib.metadata import version

    if [int(part) for part in version("torch").split(".")[:2]] < {torch}:
        raise RuntimeError("This course needs torch {minimum} or newer, and Colab has " + version("torch") + ": run "
                           "%pip install -U torch torchvision, then restart the session.")
    get_ipython().run_line_magic("pip", "install --quiet --no-deps git+{repository}")
    get_ipython().run_line_magic("pip", "install --quiet {packages}")
"""


@cache
def colab_cell() -> str:
    """The text of the cell, with the address that ``pyproject.toml`` names."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    needs = dict(one.split(">=") for one in settings["project"]["dependencies"] if ">=" in one)
    packages = settings["tool"]["cnn-course"]["missing-on-colab"]
    return text_of(settings["project"]["urls"]["Repository"], packages, needs["torch"])


def text_of(repository: str, packages: list[str], torch: str) -> str:
    """The text of the cell for an address, the packages that Colab lacks, and the oldest PyTorch that will do."""
    if repository.startswith(UNSET):
        return (_BEGINNING + _NO_ADDRESS).strip()
    oldest = [int(part) for part in torch.split(".")[:2]]
    install = _INSTALL.format(repository=repository, packages=" ".join(packages), torch=oldest, minimum=torch)
    return (_BEGINNING + install).strip()
