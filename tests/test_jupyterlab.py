"""A student's loop in JupyterLab, in a headless Chromium: answer, run the check, read what is wrong, repair it."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from jupyterlab_session import CHROMIUM_ARGS, COURSE, PATIENCE_MS, OpenNotebook, jupyterlab, least_contrast
from playwright.sync_api import Browser, Locator, expect, sync_playwright

from course_utils.checking.links import heading_id
from course_utils.questions import all_questions

CHROMIUM = shutil.which("chromium")
RELEASE = COURSE / "release"
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
def open_notebook(lab, browser, request) -> Iterator[Callable[[Path], OpenNotebook]]:
    """Opens a notebook with JupyterLab's default settings."""
    address, work = lab
    shutil.rmtree(work.parent / "config" / "lab" / "user-settings", ignore_errors=True)
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    try:
        yield lambda path: OpenNotebook.by_address(page, address, work, path)
    finally:
        page.screenshot(path=ARTEFACTS / f"end_of_{request.node.name.replace('/', '_')}.png")
        context.close()


@pytest.fixture
def desk(lab) -> Path:
    """An empty folder in JupyterLab."""
    return Path(tempfile.mkdtemp(prefix="student_", dir=lab[1]))


@pytest.fixture
def notebook(desk, open_notebook) -> OpenNotebook:
    """The released notebook, unanswered, in a folder of its own."""
    return open_notebook(lay_out("ps1_convolution", desk / "ps1_convolution"))


def lay_out(problem_set: str, folder: Path) -> Path:
    """Copy the release into a folder; the path of the notebook."""
    shutil.copytree(RELEASE / problem_set, folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder / f"{problem_set}.ipynb"


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
    expect(card.get_by_role("img")).to_have_count(5)  # input, kernel, expected, yours and the difference
    drawn = card.get_by_role("img", name="yours 3×7")
    expect(drawn).to_have_attribute("alt", re.compile(r"20\.5 at \[0, 0\], where 29\.5 is expected"))
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
    for folded in card.locator("summary").all():
        folded.click()
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


NORM = """\
def l2_penalty(model, lam):
    return lam * torch.cat([p.flatten() for p in model.parameters()]).norm()"""
WITHOUT_BIASES = """\
def l2_penalty(model, lam):
    return lam * sum((p ** 2).sum() for name, p in model.named_parameters() if not name.endswith("bias"))"""


def answer_l2_penalty(notebook: OpenNotebook, code: str) -> None:
    notebook.write("l2_penalty_answer", code)
    notebook.run("l2_penalty_answer")
    notebook.run("l2_penalty")


@pytest.mark.parametrize("below", ["release/ps4_regularization_layers", "ps4_regularization_layers"])
def test_a_hint_leads_to_the_section_of_the_lecture(desk, open_notebook, below):
    """In the folder of ``make lab``, and where Assignment List puts what it fetches."""
    shutil.copytree(COURSE / "notebooks", desk / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    notebook = open_notebook(lay_out("ps4_regularization_layers", desk / below))
    notebook.run(notebook.imports)
    answer_l2_penalty(notebook, NORM)
    again = notebook.card("l2_penalty").get_by_role("link")
    expect(again).to_have_text("04_regularization_layers, section “The penalty”")
    again.click()
    tabs = notebook.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab")
    expect(tabs.and_(notebook.page.locator(".lm-mod-current"))).to_contain_text("04_regularization_layers.ipynb")
    heading = notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").get_by_role("heading", name="The penalty")
    expect(heading).to_be_attached()
    # Where it draws the lecture too slowly, JupyterLab gives up to scroll. What is drawn, it finds for certain.
    tabs.filter(has_text="ps4_").click()
    again.click()
    expect(heading).to_be_in_viewport()
    notebook.page.screenshot(path=ARTEFACTS / f"lecture_from_{below.split('/')[0]}.png")


def test_a_hint_leads_to_the_section_of_the_problem_set_itself_and_a_stronger_one_waits(desk, open_notebook):
    notebook = open_notebook(lay_out("ps4_regularization_layers", desk / "ps4_regularization_layers"))
    notebook.run(notebook.imports)
    card = notebook.card("l2_penalty")
    answer_l2_penalty(notebook, NORM)  # the lecture isn't there: nothing that could be clicked in vain
    expect(card).to_contain_text("Read again: 04_regularization_layers")
    expect(card.get_by_role("link")).to_have_count(0)
    answer_l2_penalty(notebook, WITHOUT_BIASES)
    heading = notebook.page.get_by_role("heading", name="6. The L2 penalty")
    card.get_by_role("link").evaluate("link => link.scrollIntoView({block: 'start'})")
    expect(heading).not_to_be_in_viewport()
    card.get_by_role("link").click()
    expect(heading).to_be_in_viewport()

    stronger = card.locator("details", has_text="A stronger hint")
    expect(stronger.locator("p")).to_be_hidden()
    stronger.locator("summary").focus()
    notebook.page.keyboard.press("Enter")
    expect(stronger.locator("p")).to_be_visible()
    notebook.run(notebook.summary)
    table = notebook.output(notebook.summary).locator(".course-summary")
    expect(notebook.output(notebook.summary)).to_have_count(1)
    expect(table.get_by_role("row").filter(has_text="l2_penalty")).to_contain_text("✗ wrong: biases left out")
    expect(table.get_by_role("row").filter(has_text="max_pool2d")).to_contain_text("not tried in this session")
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        notebook.choose("Settings", "Theme", theme)
        expect(notebook.page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
        shade = theme.split()[-1].lower()
        notebook.picture(ARTEFACTS / f"summary_{shade}.png", top=notebook.cell(notebook.summary))
        notebook.picture(ARTEFACTS / f"stronger_hint_{shade}.png", top=notebook.cell("l2_penalty"))
        for shown in (card, table):
            ratio, text = least_contrast(shown)
            assert ratio >= READABLE, f"In the theme {theme} this can hardly be read: {text}"


def test_jupyterlab_names_headings_as_the_links_do(desk, open_notebook):
    """Every section of problem sets that a question names, as a heading in one notebook."""
    sections = {one.section for question in all_questions() for one in (question, *question.misconceptions)}
    wanted = sorted({section.heading for section in sections if section.notebook.startswith("ps")})
    cells = [nbformat.v4.new_markdown_cell(f"## {heading}") for heading in wanted]
    notebook = nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell("# import check")])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, desk / "headings.ipynb")
    page = open_notebook(desk / "headings.ipynb").page
    there = page.locator(".jp-MarkdownOutput h2[data-jupyter-id]")
    expect(there).to_have_count(len(wanted))
    ids = there.evaluate_all("all => all.map(one => one.dataset.jupyterId)")
    assert ids == [heading_id(heading) for heading in wanted]
