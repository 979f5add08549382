"""How long it takes from ``make lab`` to a page that can be worked with, in Chromium.

    python -m benchmarks.lab

Two times are printed: until the start page is shown, and until a lecture that is opened from it has its kernel.
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Annotated

import psutil
import typer
from playwright.sync_api import sync_playwright

from benchmarks.lab_server import PATIENCE_S, address_of

PROJECT = Path(__file__).resolve().parents[1]
START = "notebooks/START.md"
LECTURE = "1. Convolution by hand"
SETTINGS = {"ServerApp": {"open_browser": False, "allow_root": True, "port": 0}, "IdentityProvider": {"token": ""}}


def main(runs: Annotated[int, typer.Option(min=1, help="How often it is measured.")] = 3) -> None:
    """Measure and print; nothing is asserted. The first run may have to read everything from the disk."""
    for _ in range(runs):
        served, shown, idle = measure()
        print(
            f"make lab: the server answers after {served:.1f} s, the start page is shown after {shown:.1f} s, "
            f"a lecture opened from it has its kernel after {idle:.1f} s "
            f"(load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"
        )


def measure() -> tuple[float, float, float]:
    """Seconds since ``make lab`` was typed; the browser is open already, as a student's would be."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(PATIENCE_S * 1000)
        began = time.perf_counter()
        server = start(Path(folder))
        try:
            address = address_of(server, Path(folder) / "runtime", Path(folder) / "lab.log")
            served = time.perf_counter() - began
            page.goto(f"{address}lab/tree/{START}")
            page.get_by_role("heading", name="Convolutional networks in PyTorch").wait_for()
            shown = time.perf_counter() - began
            page.get_by_role("link", name=LECTURE).click()
            page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
            page.locator(".jp-Notebook .jp-Cell").first.wait_for()
            idle = time.perf_counter() - began
            chromium.close()
        finally:
            family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
            os.killpg(server.pid, signal.SIGTERM)
            psutil.wait_procs(family, timeout=30)
    return served, shown, idle


def start(folder: Path) -> subprocess.Popen:
    """``make lab`` with a home of its own, so that no settings, workspaces or caches of anybody's are used."""
    for name in ("config", "home", "runtime"):
        (folder / name).mkdir()
    (folder / "config" / "jupyter_server_config.json").write_text(json.dumps(SETTINGS))
    places = {
        "HOME": "home",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
    }
    environment = os.environ | {name: str(folder / place) for name, place in places.items()}
    with (folder / "lab.log").open("w") as log:
        return subprocess.Popen(
            ["make", "lab"], cwd=PROJECT, env=environment, stdout=log, stderr=log, start_new_session=True
        )


if __name__ == "__main__":
    typer.run(main)
