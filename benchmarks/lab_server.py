"""Where a Jupyter server that was just started answers: the benchmark of ``make lab`` and the browser tests ask."""

import contextlib
import json
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

PATIENCE_S = 120


def address_of(server: subprocess.Popen, runtime: Path, log: Path) -> str:
    """The server's address, as it wrote it down itself in its folder ``runtime``, once it answers.

    Raises :class:`RuntimeError` with the server's log if it ends, or says nothing for two minutes.
    """
    deadline = time.monotonic() + PATIENCE_S
    while server.poll() is None and time.monotonic() < deadline:
        # The file may be half-written, and the port not open yet.
        with contextlib.suppress(StopIteration, ValueError, OSError):
            address = json.loads(next(runtime.glob("jpserver-*.json")).read_text())["url"]
            with urlopen(address + "api/status"):
                return address
        time.sleep(0.05)
    raise RuntimeError(f"JupyterLab does not answer. Its log:\n{log.read_text()}")
