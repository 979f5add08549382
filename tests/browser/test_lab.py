"""``make lab``: copies to work in that stay, and an exchange with which Assignment List works at once."""

import re
import shutil
import stat
from pathlib import Path

import pytest
from chromium import ARTEFACTS, IN_CHROMIUM
from jupyterlab_session import choose, jupyterlab
from playwright.sync_api import expect

from autograder.course import PROJECT
from course_utils.workplace import COURSE_ID, lay_out

PS = "ps1_convolution"
SETTINGS = "course_utils/jupyterlab/nbgrader_config.py"


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """The start page and two problem sets, laid out."""
    course = tmp_path_factory.mktemp("lab") / "course"
    for folder in (f"release/{PS}", "release/ps2_shapes_and_parameters"):
        shutil.copytree(PROJECT / folder, course / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    lay_out(course)
    return course


def test_what_a_student_has_written_stays(course):
    notebook, other = (course / "work" / name / f"{name}.ipynb" for name in (PS, "ps2_shapes_and_parameters"))
    before = notebook.read_bytes()
    notebook.write_text("mine")
    shutil.rmtree(other.parent)
    lay_out(course)
    assert notebook.read_text() == "mine" and other.is_file()
    notebook.write_bytes(before)


def test_the_start_page_leads_to_what_is_laid_out():
    links = re.findall(r"\]\(\.\./(work/[^)]+)\)", (PROJECT / "notebooks" / "START.md").read_text())
    released = {path.relative_to(PROJECT / "release") for path in (PROJECT / "release").glob("*/*.ipynb")}
    assert {Path(link).relative_to("work") for link in links} == released


def test_the_exchange_is_open_to_all_and_nobody_reads_what_others_hand_in(course):
    exchange = course / ".exchange"
    assert stat.S_IMODE(exchange.stat().st_mode) == 0o777
    assert stat.S_IMODE((exchange / COURSE_ID / "inbound").stat().st_mode) == 0o733


@pytest.mark.browser
@pytest.mark.alone
@IN_CHROMIUM[-1]
def test_assignment_list_shows_the_problem_sets_and_takes_one(course, new_page, tmp_path):
    settings = (PROJECT / SETTINGS).read_text().replace("__file__", repr(str(course / SETTINGS)))
    with jupyterlab(tmp_path, course, settings) as (address, _):
        page = new_page()
        page.goto(f"{address}lab")
        choose(page, "Nbgrader", "Assignment List")
        fetched = page.locator("#fetched_assignments_list")
        row = fetched.locator(".list_item").filter(has=page.get_by_text(PS, exact=True)).first
        row.get_by_role("button", name="Submit").click()
        expect(page.locator("#submitted_assignments_list")).to_contain_text(PS)
        expect(page.locator("body")).not_to_contain_text("Error fetching")
        page.screenshot(path=ARTEFACTS / "lab_assignment_list.png")
    handed_in = list((course / ".exchange" / COURSE_ID / "inbound").glob(f"*+{PS}+*/{PS}.ipynb"))
    assert len(handed_in) == 1
