"""Feedback and report as people get them: with assistive technology, on a telephone, on paper."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import ARTEFACTS, IN_CHROMIUM
from graded_class import PAGES
from in_gradebook import enter
from jupyterlab_session import least_contrast
from playwright.sync_api import Page

from autograder.course import PROJECT, Course
from autograder.problem_set import ProblemSet
from autograder.report import write_report

MANY = "ps2_shapes_and_parameters"  # the problem set with the most questions
READABLE = 4.5  # the contrast that WCAG 2.2 asks of text at level AA
LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
A4_TEXT = {"width": 680, "height": 1009}  # A4 without its margins of 15 mm, in CSS pixels
pytestmark = IN_CHROMIUM


def open_file(page: Page, path) -> list[str]:
    """Open a page without a network; gives what it asked for nevertheless."""
    asked = []
    page.route("http*://**", lambda route: (asked.append(route.request.url), route.abort()))
    page.goto(path.as_uri())
    return asked


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_stands_in_the_way_of_assistive_technology(graded, new_page, name, width):
    page = new_page(viewport={"width": width, "height": 900})
    asked = open_file(page, graded.page(name))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=ARTEFACTS / f"page_{name}_{width}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")
    found = Axe().run(page, options={"runOnly": LEVEL_AA})
    assert len(found.response["passes"]) > 10  # the rules were tried at all
    assert found.response["violations"] == [], found.generate_report()
    assert [one for one in found.response["incomplete"] if one["id"] != "color-contrast"] == []
    undecided = [node for one in found.response["incomplete"] for node in one["nodes"]]
    assert [node["html"] for node in undecided if not is_undecidable(page, node)] == []
    ratio, text = least_contrast(page.locator("main"))  # of those as well
    assert ratio >= READABLE, f"This can hardly be read: {text}"
    assert asked == []  # from the network: all that a page needs is in it


@pytest.mark.parametrize("name", PAGES)
def test_paper_shows_everything(graded, new_page, name):
    page = new_page(viewport=A4_TEXT)
    open_file(page, graded.page(name))
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_TEXT["width"]
    # What the page says it leaves out on paper: the problem set's own texts, and the code of look-alikes.
    folded = page.locator("details:not(.pair, .given details) > :not(summary)")
    assert folded.count() > 0
    assert [one.text_content()[:80] for one in folded.all() if not one.evaluate(IS_SEEN)] == []
    kept = page.locator("table:not(.given table), .graded, .course-check")
    assert [one.text_content()[:80] for one in kept.all() if not one.evaluate(IS_SEEN)] == []
    left_out = page.locator(".given, .pair > :not(summary)")
    assert left_out.count() > 0 and not any(one.evaluate(IS_SEEN) for one in left_out.all())
    assert [one.get_attribute("alt") for one in page.locator("img").all() if not one.evaluate(FITS)] == []
    page.pdf(path=ARTEFACTS / f"page_{name}.pdf", format="A4")


@pytest.mark.parametrize("width", [1400, 1100])
def test_a_report_with_13_questions_fits_the_window_and_the_paper(tmp_path, new_page, width):
    names = [one.name for one in ProblemSet.read(PROJECT / "release" / MANY / f"{MANY}.ipynb").graded]
    assert len(names) >= 13
    for student in ("amara", "bartholomew"):
        marks = [
            {"question": name, "score": 2.25, "max_score": 3.0, "outcome": "wrong", "reason": "", "diagnosis": "",
             "cases": []}
            for name in names
        ]  # fmt: skip
        result = {"student": student, "marks": marks, "comments": {}, "repairs": [], "cpu_seconds": {}}
        path = Course.at(tmp_path).result(MANY, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(result))
    enter(tmp_path, MANY, "amara", "bartholomew")
    report = write_report(Course.at(tmp_path), MANY)
    page = new_page(viewport={"width": width, "height": 900})
    open_file(page, report)
    page.screenshot(path=ARTEFACTS / f"report_13_questions_{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert all(one.evaluate("table => table.scrollWidth <= table.clientWidth") for one in page.locator(".scroll").all())
    page.set_viewport_size(A4_TEXT)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_TEXT["width"]


def is_undecidable(page: Page, node: dict) -> bool:
    """Single characters, mathematical signs, text in the histogram, and what has first to be scrolled to."""
    reasons = {check["data"].get("messageKey") for check in node["any"] if isinstance(check["data"], dict)}
    if reasons <= {"elmPartiallyObscured", "elmPartiallyObscuring"}:
        return page.locator(node["target"][0]).evaluate("element => element.closest('.scroll') !== null")
    return reasons <= {"shortTextContent", "nonBmp"} or node["html"].startswith("<text ")


IS_SEEN = "element => element.checkVisibility() && element.getBoundingClientRect().height > 0"
# Inside whatever cuts off or scrolls what does not fit.
FITS = """image => {
    for (let around = image.parentElement; around; around = around.parentElement) {
        const cuts = getComputedStyle(around).overflowX !== "visible";
        if (cuts && around.scrollWidth > around.clientWidth + 1) return false;
    }
    return image.naturalWidth > 0;
}"""
