"""A student's loop in JupyterLab, in a headless Chromium: answer, run the check, read what is wrong, repair it."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from jupyterlab_session import CHROMIUM_ARGS, PATIENCE_MS, OpenNotebook, jupyterlab, least_contrast
from playwright.sync_api import Browser, Locator, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
RELEASE = Path(__file__).parent.parent / "release" / "ps1_convolution"
ARTEFACTS = Path(__file__).parent / "artefacts"
READABLE = 4.5  # the contrast that WCAG 2.2 asks of text at level AA

pytestmark = [
    pytest.mark.browser,
    pytest.mark.alone,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no program `chromium` on the PATH"),
]

FLIPPED = """\
def conv2d(image, kernel, stride=1, padding=0):
    kernel = kernel.flip(0, 1)
    h, w = image.shape
    kh, kw = kernel.shape
    padded = torch.zeros(h + 2 * padding, w + 2 * padding, dtype=image.dtype)
    padded[padding:padding + h, padding:padding + w] = image
    out_h = (h + 2 * padding - kh) // stride + 1
    out_w = (w + 2 * padding - kw) // stride + 1
    out = torch.zeros(out_h, out_w, dtype=image.dtype)
    for i in range(out_h):
        for j in range(out_w):
            window = padded[i * stride:i * stride + kh, j * stride:j * stride + kw]
            out[i, j] = (window * kernel).sum()
    return out"""
RIGHT = FLIPPED.replace("    kernel = kernel.flip(0, 1)\n", "")


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    with jupyterlab(tmp_path_factory.mktemp("jupyterlab")) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def notebook(lab, browser, request) -> Iterator[OpenNotebook]:
    """The released notebook, unanswered, in a folder of its own, with JupyterLab's default settings."""
    address, work = lab
    shutil.rmtree(work.parent / "config" / "lab" / "user-settings", ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="student_", dir=work)) / "ps1_convolution"
    shutil.copytree(RELEASE, folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    try:
        yield OpenNotebook(page, address, work, folder / "ps1_convolution.ipynb")
    finally:
        page.screenshot(path=ARTEFACTS / f"end_of_{request.node.name}.png")
        context.close()


def answer_conv2d(notebook: OpenNotebook, code: str) -> None:
    notebook.write("conv2d_answer", code)
    notebook.run("conv2d_answer")
    notebook.run("conv2d")


def assert_no_traceback(outputs: Locator) -> None:
    """Below the card stands what failed, and nothing of how the check is made."""
    expect(outputs).to_have_count(2)
    error = outputs.last
    expect(error).to_contain_text(re.compile(r"^\s*CheckFailed: conv2d: \d+ of \d+ public cases pass"))
    expect(error).not_to_contain_text(re.compile(r"Traceback|course_utils|\.py"))


def test_a_student_learns_what_is_wrong_and_repairs_it(notebook):
    notebook.run(notebook.imports)
    card = notebook.card("conv2d")

    notebook.run("conv2d_answer")
    notebook.run("conv2d")
    expect(card).to_contain_text("not answered yet")
    assert_no_traceback(notebook.output("conv2d"))
    notebook.picture(ARTEFACTS / "conv2d_unanswered.png", top=notebook.cell("conv2d"))

    answer_conv2d(notebook, FLIPPED)
    expect(card).to_contain_text("You flipped the kernel")
    assert_no_traceback(notebook.output("conv2d"))
    drawn = card.get_by_role("img")
    expect(drawn).to_have_attribute("alt", re.compile("expected.*yours.*", re.DOTALL))
    assert drawn.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    notebook.picture(ARTEFACTS / "conv2d_flipped.png", top=notebook.cell("conv2d"))

    answer_conv2d(notebook, RIGHT)
    expect(card).to_contain_text(re.compile(r"conv2d: all \d+ public cases pass"))
    expect(card.get_by_role("img")).to_have_count(0)
    expect(notebook.output("conv2d")).to_have_count(1)  # the card and no error
    notebook.picture(ARTEFACTS / "conv2d_right.png", top=notebook.cell("conv2d_answer"))

    saved = {cell.id: cell.source for cell in notebook.save().cells}
    assert saved["conv2d_answer"] == RIGHT
    assert saved["conv2d"] == 'check("conv2d", conv2d)'


def test_the_diagnosis_can_be_read_in_the_light_and_in_the_dark_theme(notebook):
    notebook.run(notebook.imports)
    answer_conv2d(notebook, FLIPPED)
    card = notebook.card("conv2d")
    card.locator("summary").click()
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        notebook.choose("Settings", "Theme", theme)
        expect(notebook.page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
        shade = theme.split()[-1].lower()
        notebook.picture(ARTEFACTS / f"conv2d_flipped_{shade}.png", top=notebook.cell("conv2d"))
        ratio, text = least_contrast(card)
        assert ratio >= READABLE, f"In the theme {theme} this can hardly be read: {text}"


def test_validate_tells_that_an_unanswered_notebook_fails(notebook):
    page = notebook.page
    page.get_by_role("button", name="Validate").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Validation Results")
    expect(dialog).to_contain_text("The following cell failed")
    page.screenshot(path=ARTEFACTS / "validate_unanswered.png")
