"""Feedback and report as people get them: with assistive technology, on a telephone, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import ARTEFACTS, IN_CHROMIUM
from graded_class import PAGES
from playwright.sync_api import Page

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
    page.screenshot(path=ARTEFACTS / f"page_{name}_{width}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")
    found = Axe().run(page, options={"runOnly": LEVEL_AA})
    assert len(found.response["passes"]) > 10  # the rules were tried at all
    assert found.response["violations"] == [], found.generate_report()
    assert asked == []  # from the network: all that a page needs is in it


@pytest.mark.parametrize("name", PAGES)
def test_paper_shows_everything(graded, new_page, name):
    page = new_page(viewport=A4_TEXT)
    open_file(page, graded.page(name))
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_TEXT["width"]
    folded = page.locator("details > :not(summary)")
    assert folded.count() > 0
    assert [one.text_content()[:80] for one in folded.all() if not one.evaluate(IS_SEEN)] == []
    assert [one.get_attribute("alt") for one in page.locator("img").all() if not one.evaluate(FITS)] == []
    page.pdf(path=ARTEFACTS / f"page_{name}.pdf", format="A4")


IS_SEEN = "element => element.checkVisibility() && element.getBoundingClientRect().height > 0"
# Inside whatever cuts off or scrolls what does not fit.
FITS = """image => {
    for (let around = image.parentElement; around; around = around.parentElement) {
        const cuts = getComputedStyle(around).overflowX !== "visible";
        if (cuts && around.scrollWidth > around.clientWidth + 1) return false;
    }
    return image.naturalWidth > 0;
}"""
