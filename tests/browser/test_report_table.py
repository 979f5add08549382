"""The report's table of students: a click on a heading sorts it, and what is typed leaves only the rows with it."""

import json

import pytest
from chromium import IN_CHROMIUM
from in_gradebook import enter
from playwright.sync_api import expect

from autograder.course import Course
from autograder.report import write_report

PS = "ps1_convolution"
pytestmark = IN_CHROMIUM
SCORES = {"ana": 2.0, "ben": 0.0, "cleo": 1.0}


@pytest.fixture
def table(tmp_path, new_page):
    """The page's table for three students; only Ben has a misconception."""
    for student, score in SCORES.items():
        mark = {
            "question": "conv2d", "score": score, "max_score": 2.0, "reason": "", "cases": [],
            "outcome": "correct" if score == 2 else "wrong", "diagnosis": "kernel_flipped" if student == "ben" else "",
        }  # fmt: skip
        note = {"student": student, "marks": [mark], "comments": {}, "repairs": [], "cpu_seconds": {}}
        path = Course.at(tmp_path).result(PS, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(note))
    enter(tmp_path, PS, *SCORES)
    page = new_page()
    page.goto(write_report(Course.at(tmp_path), PS).as_uri())
    return page.locator("table").filter(has=page.get_by_role("button", name="student", exact=True))


def names(table):
    return table.locator("tbody tr:visible > :first-child").all_inner_texts()


def test_a_click_sorts_and_another_one_turns_the_order_round(table):
    heading = table.get_by_role("columnheader", name="score").first
    for direction, order in (("ascending", ["ben", "cleo", "ana"]), ("descending", ["ana", "cleo", "ben"])):
        heading.get_by_role("button").click()
        expect(heading).to_have_attribute("aria-sort", direction)
        assert names(table) == order


def test_what_is_typed_leaves_the_rows_that_hold_it_and_says_how_many(table):
    page = table.page
    page.get_by_label("Show rows with").fill("Flipped")
    expect(page.locator("#shown")).to_have_text("1 of 3")
    assert names(table) == ["ben"]
    page.get_by_label("Show rows with").fill("")
    expect(page.locator("#shown")).to_have_text("3 of 3")
    assert sorted(names(table)) == ["ana", "ben", "cleo"]
