"""Every lecture, from its first cell to its last, as a student would run it: profile smoke, no network, no GPU."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.course import PROJECT

LECTURES = sorted((PROJECT / "notebooks").glob("*.ipynb"))
SECONDS = 600  # for all of a notebook, on a machine that is busy with other tests


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_lecture_runs_from_top_to_bottom(path, tmp_path):
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
        "HOME": str(tmp_path),
        "COURSE_PROFILE": "smoke",
        "COURSE_DATA": str(tmp_path / "data"),
        "OMP_NUM_THREADS": "1",
        # Whoever asks for the network finds nobody: a lecture must not need it.
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", str(tmp_path), str(path)],
        cwd=path.parent, env=environment, capture_output=True, text=True, timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    cells = [cell for cell in nbformat.read(tmp_path / path.name, as_version=4).cells if cell.cell_type == "code"]
    assert cells and all(cell.execution_count for cell in cells), "a cell did not run"
    assert sum(bool(cell.outputs) for cell in cells) > 5, "it shows nothing"


def test_there_are_six_lectures():
    assert [path.stem.partition("_")[0] for path in LECTURES] == ["01", "02", "03", "04", "05", "06"]
