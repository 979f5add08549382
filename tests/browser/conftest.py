"""A headless Chromium, pages in it that keep their last picture, and a graded class to look at."""

from collections.abc import Callable, Iterator

import pytest
from chromium import ARTEFACTS, CHROMIUM
from graded_class import GradedClass, graded_class
from jupyterlab_session import CHROMIUM_ARGS, PATIENCE_MS
from playwright.sync_api import Browser, Page, expect, sync_playwright


@pytest.fixture(scope="session")
def graded(tmp_path_factory) -> GradedClass:
    return graded_class(tmp_path_factory.mktemp("graded"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens a page with cookies of its own: one for each person. Their last pictures are kept."""
    pages = []

    def open_page(**settings) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 1000}} | settings)
        context.set_default_timeout(PATIENCE_MS)
        pages.append(context.new_page())
        return pages[-1]

    yield open_page
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=ARTEFACTS / f"end_of_{request.node.name}_{number}.png")
        page.context.close()
