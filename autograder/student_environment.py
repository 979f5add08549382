"""The environment variables of a process that runs students' code."""

import os
import shutil
from functools import cache
from pathlib import Path


def environment(folder: Path) -> dict[str, str]:
    """Nothing of ours: no home, no tokens, no variable that tells that this is grading. ``folder`` is its own."""
    settings = folder / ".config"
    settings.mkdir()
    if _font_list() is not None:
        shutil.copy(_font_list(), settings)
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "MPLCONFIGDIR": str(settings),
        "IPYTHONDIR": str(settings / "ipython"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "COURSE_PROFILE": "smoke",
        # One thread each: graded runs stand side by side, and times are compared within one run.
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


@cache
def _font_list() -> Path | None:
    """Matplotlib's list of fonts, which takes seconds to make for everyone who has none."""
    import matplotlib
    import matplotlib.font_manager  # makes the list if need be

    return next(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"), None)
