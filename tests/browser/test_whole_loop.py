"""From the release to the feedback with nothing but the mouse and the keyboard: an instructor and a student."""

import json
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from chromium import ARTEFACTS, IN_CHROMIUM
from jupyterlab_session import OpenNotebook, choose, jupyterlab
from playwright.sync_api import FrameLocator, Locator, Page, expect
from small_course import FLIPPED, PS, RIGHT, small_course

ANSWERS = {"convolve1d": RIGHT["convolve1d"], "conv2d": FLIPPED, "convolve2d": RIGHT["convolve2d"]}
# With what must not run on the page of somebody who may change grades.
ESSAY = (
    "Training finds the **numbers**, and it can find the flipped ones as well. "
    '<img src="nowhere" onerror="document.documentElement.id = \'it-ran\'">'
)
pytestmark = IN_CHROMIUM
COMMENT = "Say as well what happens to *fixed* kernels."


@dataclass
class School:
    """The two servers, the folders that they show, and the exchange between them."""

    instructor: str
    course: Path
    student: str
    desk: Path


@pytest.fixture(scope="module")
def school(browser, tmp_path_factory) -> Iterator[School]:
    tmp_path = tmp_path_factory.mktemp("school")
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(exchange.stat().st_mode | stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)
    settings = f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
    course = tmp_path / "course"
    course.mkdir()
    with (
        jupyterlab(tmp_path / "instructor", small_course(course), settings) as (instructor, _),
        # A student's nbgrader has to know the course's name and the exchange, and nothing else.
        jupyterlab(tmp_path / "student", nbgrader=settings + "c.CourseDirectory.course_id = 'cnn-course'\n") as (
            student,
            desk,
        ),
    ):
        yield School(instructor, course, student, desk)


def open_lab(page: Page, address: str, entry: str) -> None:
    page.goto(f"{address}lab")
    choose(page, "Nbgrader", entry)


def picture(page: Page, name: str) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"loop_{name}.png")


class Formgrader:
    """nbgrader's page for instructors, in a tab of JupyterLab."""

    def __init__(self, page: Page, address: str):
        self.page = page
        open_lab(page, address, "Formgrader")

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("#formgrader-iframe iframe")

    def assignment(self) -> Locator:
        return self.frame.locator("#main-table tr")

    def press(self, button: str) -> None:
        """Press a button in the only row of a table, and wait until nbgrader says that it went well."""
        self.assignment().locator(f".{button} a").click()
        dialog = self.frame.locator(".modal.in")
        expect(dialog.locator(".modal-title")).to_have_text("Success")
        dialog.get_by_role("button", name="OK").click()
        expect(self.frame.locator(".modal")).to_have_count(0)

    def go(self, *links: str) -> None:
        for link in links:
            self.frame.get_by_role("link", name=link, exact=True).click()


def work_on_it(page: Page, school: School) -> None:
    """The student fetches the problem set, answers it, mends what Validate finds, submits, and spoils it at the end."""
    open_lab(page, school.student, "Assignment List")
    page.locator("#released_assignments_list").get_by_role("button", name="Fetch").click()
    fetched = page.locator("#fetched_assignments_list")
    fetched.get_by_role("button", name=PS).click()
    picture(page, "2_fetched")
    fetched.get_by_role("link", name=PS).click()
    notebook = OpenNotebook(page, school.desk / PS / f"{PS}.ipynb")

    notebook.run(notebook.imports)
    for question, answer in ANSWERS.items():
        notebook.write(f"{question}_answer", answer)
        notebook.run(f"{question}_answer")
        notebook.run(question)
    expect(notebook.card("convolve1d")).to_contain_text("public cases pass. Other cases")
    expect(notebook.card("conv2d")).to_contain_text("You flipped the kernel")
    notebook.write_text("flip_or_not", ESSAY)
    picture(page, "3_answered")
    page.get_by_role("button", name="Validate").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The following cell failed")
    expect(dialog).to_contain_text('check("conv2d", conv2d)')
    expect(dialog).not_to_contain_text('check("convolve1d", convolve1d)')
    picture(page, "4_validated")
    dialog.get_by_role("button", name="OK").click()

    change(notebook, RIGHT["conv2d"], "public cases pass. Other cases")
    page.get_by_role("button", name="Validate").click()
    expect(dialog).to_contain_text("Success! Your notebook passes all the tests.")
    picture(page, "5_mended")
    dialog.get_by_role("button", name="OK").click()
    submit(page, times=1)

    page.get_by_role("tab", name=f"{PS}.ipynb").click()
    change(notebook, FLIPPED, "You flipped the kernel")
    submit(page, times=2)
    picture(page, "5_submitted")


def change(notebook: OpenNotebook, answer: str, says: str) -> None:
    notebook.write("conv2d_answer", answer)
    notebook.run("conv2d_answer")
    notebook.run("conv2d")
    expect(notebook.card("conv2d")).to_contain_text(says)
    notebook.save()


def submit(page: Page, times: int) -> None:
    page.get_by_role("tab", name="Assignments").click()
    page.locator("#fetched_assignments_list").get_by_role("button", name="Submit").click()
    entries = page.locator("#submitted_assignments_list .list_item .list_item")
    expect(entries).to_have_count(1 + times)  # a heading, and each time that it was handed in


def noted(course: Path) -> dict[str, str]:
    """The diagnoses that this course's own pipeline has noted for the only student; stock nbgrader knows of none."""
    (result,) = (course / ".autograder" / PS / "results").glob("*.json")
    return {mark["question"]: mark["diagnosis"] for mark in json.loads(result.read_text())["marks"]}


def grade_the_essay(formgrader: Formgrader) -> None:
    """Give points and a comment on nbgrader's page for grading by hand, where the judge's card can be read as well."""
    formgrader.go("Manual Grading", PS, PS, "Submission #1")
    frame = formgrader.frame
    expect(frame.locator(".course-check").filter(has_text="You flipped the kernel")).to_be_visible()
    picture(formgrader.page, "7_judged")
    essay = frame.locator("p").filter(has_text="Training finds the numbers")
    expect(essay.locator("strong")).to_have_text("numbers")  # rendered, and nothing in it has run
    assert essay.locator("img[onerror]").count() == 0 and frame.locator("html#it-ran").count() == 0
    for field, kind, entered in (("flip_or_not", "grade", "2"), ("flip_or_not-comment", "comment", COMMENT)):
        # nbgrader saves what is in a field when the field is left.
        with formgrader.page.expect_response(re.compile(f"/formgrader/api/{kind}/")) as saved:
            frame.locator(f"#{field}").fill(entered)
            frame.locator(f"#{field}").press("Tab")
        assert saved.value.ok
    picture(formgrader.page, "8_graded_by_hand")


def read_the_feedback(page: Page) -> None:
    """The student fetches the feedback, opens it in JupyterLab, and reads it."""
    submitted = page.locator("#submitted_assignments_list")
    submitted.get_by_role("button", name="Fetch Feedback").click()
    submitted.get_by_text("(view feedback)").click()
    picture(page, "9_fetched_feedback")
    page.get_by_role("listitem").filter(has_text=f"{PS}.html").dblclick()
    feedback = page.frame_locator(".jp-HTMLViewer iframe")
    # Of nine points, two for convolve1d, two for the essay, and some for the cases in which no flip can be seen.
    expect(feedback.get_by_role("heading", name=re.compile(rf"^{PS}: [45]\.\d+ of 9 points"))).to_be_visible()
    expect(
        feedback.get_by_role("row", name=re.compile(r"^flip_\W*or_\W*not 2 of 3 graded by hand Say"))
    ).to_be_visible()
    expect(feedback.locator(".comment-by-hand")).to_contain_text("what happens to fixed kernels")
    picture(page, "10_feedback")
    card = feedback.locator(".course-check").filter(has_text="You flipped the kernel")
    card.scroll_into_view_if_needed()
    expect(card.get_by_role("img", name=re.compile("^expected "))).to_be_visible()
    picture(page, "10_feedback_card")


def test_a_problem_set_goes_out_and_comes_back_with_feedback(school, new_page):
    instructor, student = new_page(), new_page()
    formgrader = Formgrader(instructor, school.instructor)
    formgrader.press("assign")
    formgrader.press("release")
    picture(instructor, "1_released")

    work_on_it(student, school)

    formgrader.press("collect")
    formgrader.assignment().locator(".num-submissions a").click()
    formgrader.press("autograde")
    picture(instructor, "6_autograded")
    # convolve2d calls conv2d, which is wrong: so it is told to mend that first, and gets no diagnosis of its own.
    found = {"convolve1d": "", "conv2d": "kernel_flipped", "convolve2d": "", "flip_or_not": ""}
    assert noted(school.course) == found

    grade_the_essay(formgrader)
    formgrader.go("Manual Grading", "Manage Assignments")
    formgrader.press("generate-feedback")
    formgrader.press("release-feedback")

    read_the_feedback(student)


def test_create_assignment_shows_what_kind_of_cell_each_is(school, new_page):
    page = new_page()
    notebook = school.course / "source" / PS / f"{PS}.ipynb"
    opened = OpenNotebook.by_address(page, school.instructor, school.course, notebook)
    choose(page, "Nbgrader", "Create assignment")
    types = page.locator(".nbgrader-CellType select")
    expect(types).to_have_count(len(nbformat.read(notebook, as_version=4).cells))
    chosen = [one.evaluate("select => select.selectedOptions[0].label") for one in types.all()]
    assert chosen.count("Autograded answer") == chosen.count("Autograded tests") == 3
    assert chosen.count("Manually graded answer") == 1
    expect(page.locator(".nbgrader-TotalPointsInput")).to_have_value("9")
    opened.picture(ARTEFACTS / "create_assignment.png", top=opened.cell("conv2d_answer"))
