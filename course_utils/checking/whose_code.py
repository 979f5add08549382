"""Whose code is it? Its file tells: of its module, code may say what it likes."""

import os
import site
from pathlib import Path


def _below(*folders: str | Path) -> tuple[str, ...]:
    return tuple(f"{folder}{os.sep}" for folder in folders)


# What the files of functions begin with; what is built into Python has no file.
STANDARD, COURSE = Path(os.__file__).parent, Path(__file__).parents[1]
PYTHONS_OWN = (*_below(STANDARD), "<frozen ")
INSTALLED = _below(COURSE, *site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else []))
LIBRARIES = (*PYTHONS_OWN, *INSTALLED)
