"""nbgrader's own commands, as somebody calls them who has not activated the environment."""

import subprocess
import sys
from pathlib import Path

NBGRADER = str(Path(sys.executable).with_name("nbgrader"))


def nbgrader(course: Path, *arguments: str, code: int = 0) -> str:
    """``nbgrader …`` in a course folder, with none of the environment's programs on PATH; gives all that it says."""
    done = subprocess.run(
        [NBGRADER, *arguments], cwd=course, capture_output=True, text=True,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(course / "home"),
            "JUPYTER_PLATFORM_DIRS": "1",
            "OMP_NUM_THREADS": "1",
        },
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr
