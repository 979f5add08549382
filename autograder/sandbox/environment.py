"""The environment variables of a process that runs students' code."""

import os
from pathlib import Path


def environment(folder: Path, *, bubblewrapped: bool) -> dict[str, str]:
    """Nothing of ours: no home, no tokens, no variable that tells that this is grading. ``folder`` is its own."""
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "COURSE_PROFILE": "smoke",
        # One thread each: graded runs stand side by side, and times are compared within one run.
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Read and removed by the warm process, before anything of a student's runs.
        "COURSE_BUBBLEWRAP": str(int(bubblewrapped)),
    }
