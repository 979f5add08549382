"""A JupyterLab of its own, and a notebook in it, used with mouse and keyboard as a student would."""

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, expect

from benchmarks.lab_server import PATIENCE_S, address_of

PATIENCE_MS = 1000 * PATIENCE_S  # only to fail at last where nothing happens: no test measures time
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COURSE = Path(__file__).parent.parent
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    # Every cell is in the page, also those far from what is seen.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


@contextlib.contextmanager
def jupyterlab(folder: Path, work: Path | None = None, nbgrader: str = "") -> Iterator[tuple[str, Path]]:
    """Start JupyterLab with an empty home; gives its address and the folder whose files it shows.

    ``nbgrader`` are settings for nbgrader, as text, besides those that lie in the folder whose files it shows.
    """
    work, runtime, defaults = work or folder / "work", folder / "runtime", folder / "config" / "labconfig"
    for made in (work, runtime, defaults, folder / "home"):
        made.mkdir(parents=True, exist_ok=True)
    (defaults / "default_setting_overrides.json").write_text(json.dumps(SETTINGS))
    (folder / "config" / "nbgrader_config.py").write_text(nbgrader)
    log = folder / "jupyterlab.log"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={work}", "--LabApp.extension_manager=readonly"]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=work, env=_environment(folder), stdout=output, stderr=output)
    try:
        yield address_of(server, runtime, log), work
    finally:
        server.terminate()  # it ends its kernels, too
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the person who runs the tests: no settings, no kernels, no caches, no profile."""
    theirs = re.compile("JUPYTER|IPYTHON|XDG_|MPL|COURSE_|PYTHONPATH$")
    return {name: value for name, value in os.environ.items() if not theirs.match(name)} | {
        "HOME": str(folder / "home"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
    }


class OpenNotebook:
    """A notebook open in the page; its cells are named by their ids."""

    def __init__(self, page: Page, path: Path):
        self.page = page
        self.path = path
        cells = nbformat.read(path, as_version=4).cells
        self.imports = next(cell.id for cell in cells if "import check" in cell.source)
        self.summary = next((cell.id for cell in cells if cell.source.startswith("check.summary(")), None)
        self._index = {cell.id: at for at, cell in enumerate(cells)}
        expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(self._index))
        # What is run before the kernel is there is lost.
        expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle")

    @classmethod
    def by_address(cls, page: Page, address: str, work: Path, path: Path) -> "OpenNotebook":
        """Open a notebook by its address."""
        # `reset`: do not open again what was open last.
        page.goto(f"{address}lab/tree/{path.relative_to(work).as_posix()}?reset")
        return cls(page, path)

    def cell(self, cell_id: str) -> Locator:
        return self.page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{self._index[cell_id]}']")

    def output(self, cell_id: str) -> Locator:
        return self.cell(cell_id).locator(".jp-OutputArea-output")

    def card(self, cell_id: str) -> Locator:
        return self.output(cell_id).locator(".course-check")

    def write(self, cell_id: str, code: str) -> None:
        """Click into a cell and replace all of its text."""
        editor = self.cell(cell_id).locator(".cm-content")
        editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code)
        expect(editor.locator(".cm-line")).to_have_text(code.split("\n"))

    def write_text(self, cell_id: str, text: str) -> None:
        """Open a rendered text with a double click, replace it, and render it again."""
        self.cell(cell_id).locator(".jp-MarkdownOutput").dblclick()
        self.write(cell_id, text)
        self.page.keyboard.press("Shift+Enter")
        expect(self.cell(cell_id).locator(".jp-MarkdownOutput")).to_be_visible()

    def run(self, cell_id: str) -> None:
        """Run a cell with Shift+Enter and wait until it has its next number."""
        prompt = self.cell(cell_id).locator(".jp-InputArea-prompt")
        before = prompt.inner_text()
        prompt.click()
        self.page.keyboard.press("Shift+Enter")
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(re.compile(r"\[\d+\]:"))

    def save(self) -> nbformat.NotebookNode:
        """Save with the keyboard; gives what is on the disk then."""
        self.page.keyboard.press("ControlOrMeta+s")
        expect(self.page.locator(".lm-DockPanel-tabBar .lm-mod-current")).not_to_have_class(re.compile("jp-mod-dirty"))
        return nbformat.read(self.path, as_version=4)

    def choose(self, *entries: str) -> None:
        """Choose an entry of a menu: ``choose("Settings", "Theme", "JupyterLab Dark")``."""
        choose(self.page, *entries)

    def picture(self, file: Path, top: Locator) -> None:
        """Save what a student sees after scrolling an element to the top."""
        top.evaluate("element => element.scrollIntoView({block: 'start'})")
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file)


def choose(page: Page, *entries: str) -> None:
    """Choose an entry of JupyterLab's menu."""
    labels = page.locator(".lm-MenuBar-itemLabel, .lm-Menu-itemLabel")
    for entry in entries:
        labels.filter(has_text=re.compile(f"^{re.escape(entry)}$")).click()


def least_contrast(card: Locator) -> tuple[float, str]:
    """The lowest contrast between a visible text and what lies behind it (WCAG: 1 to 21), and that text."""
    ratio, text = card.evaluate(_LEAST_CONTRAST)
    return ratio, text


_LEAST_CONTRAST = """card => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const luminance = ([red, green, blue]) => {
        const [r, g, b] = [red, green, blue].map(value => value / 255)
            .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = element => {
        const colour = numbers(getComputedStyle(element).backgroundColor);
        return colour.length < 4 || colour[3] > 0 ? colour : behind(element.parentElement);
    };
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    let least = [Infinity, ''];
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
        const both = [numbers(getComputedStyle(element).color), behind(element)].map(luminance);
        const ratio = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
        if (ratio < least[0]) least = [ratio, texts.currentNode.data.trim()];
    }
    return least;
}"""
