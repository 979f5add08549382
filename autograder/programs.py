"""Programs that nbgrader runs, found also where nobody has activated the environment."""

import os
import sys
from pathlib import Path


def find_beside_python() -> None:
    """Put the folder of the interpreter's own programs on PATH: nbgrader runs `alembic` to make its database."""
    beside = str(Path(sys.executable).parent)
    if os.environ.get("PATH", "").split(os.pathsep)[0] != beside:
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", "")])
