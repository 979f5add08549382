"""What nbgrader's exchange puts beside a submission goes along with what is made of it, and the page finds its way."""

import logging
import shutil

import pytest
from here import classwork
from in_this_process import InThisProcess
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeFetchFeedback
from traitlets.config import Config

from autograder.course import Course
from autograder.exchange import ReleaseFeedback
from benchmarks.grading.classes import LIGHT

BESIDE = {"timestamp.txt": b"2026-03-02 14:00:00.000000 UTC", "submission_secret.txt": b"0123"}


def hand_in(course, student="student0000", **changed):
    for name, content in (BESIDE | changed).items():
        path = course / "submitted" / student / LIGHT.name / name
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)


def beside(page, student="student0000"):
    return {path.name: path.read_bytes() for path in page(LIGHT.name, student).parent.glob("*.txt")}


def grade(folder, conditions, **options):
    list(classwork(folder, conditions, **options).grade(InThisProcess()))
    return Course(folder)


def test_it_is_that_of_the_submission_which_the_page_is_about(make_course, conditions):
    folder = make_course(2)
    hand_in(folder)
    course = grade(folder, conditions)
    assert beside(course.feedback) == beside(course.autograded) == BESIDE
    assert beside(course.feedback, "student0001") == beside(course.autograded, "student0001") == {}
    again = {"timestamp.txt": b"2026-03-02 15:00:00.000000 UTC", "submission_secret.txt": b"4567"}
    hand_in(folder, **again)
    grade(folder, conditions, feedback=False)
    assert beside(course.feedback) == BESIDE and beside(course.autograded) == again
    grade(folder, conditions)
    assert beside(course.feedback) == again


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("timestamp.txt", None),
        ("timestamp.txt", b"yesterday evening"),
        ("submission_secret.txt", None),
        ("submission_secret.txt", b"\xff\xfe"),
    ],
)
def test_what_is_gone_or_would_stop_nbgrader_is_gone_there_as_well(make_course, conditions, name, content):
    folder = make_course(1)
    hand_in(folder)
    grade(folder, conditions)
    hand_in(folder, **{name: content})
    course = grade(folder, conditions)
    left = {other: text for other, text in BESIDE.items() if other != name}
    assert beside(course.feedback) == beside(course.autograded) == left


@pytest.fixture
def fetched(tmp_path, conditions):
    """``fetched(folder)`` grades a course of one student, gives feedback back, and fetches it as the student does.

    It gives the names of the pages that come.
    """

    def fetched(folder):
        course = grade(folder, conditions)
        config = Config()
        config.CourseDirectory = Config(root=str(folder), course_id=course.course_id, assignment_id=LIGHT.name)
        places = {name: tmp_path / name for name in ("root", "cache", "assignment_dir")}
        config.Exchange = Config({name: str(place) for name, place in places.items()})
        places["root"].mkdir()
        sent = f"student0000+{LIGHT.name}+{BESIDE['timestamp.txt'].decode()}"
        shutil.copytree(folder / "submitted" / "student0000" / LIGHT.name, places["cache"] / course.course_id / sent)
        log = logging.getLogger("exchange")  # nbgrader's own hands nothing on
        for command in (ReleaseFeedback, ExchangeFetchFeedback):
            command(coursedir=CourseDirectory(config=config), config=config, log=log).start()
        return [path.name for path in places["assignment_dir"].rglob("*.html")]

    return fetched


@pytest.mark.parametrize("name", [LIGHT.name, f"{LIGHT.name} (1)", "my [final] answers"])
def test_the_page_of_a_renamed_notebook_comes_back_under_its_name(make_course, fetched, caplog, name):
    folder = make_course(1)
    hand_in(folder)
    notebook = folder / "submitted" / "student0000" / LIGHT.name / f"{LIGHT.name}.ipynb"
    notebook.rename(notebook.with_name(f"{name}.ipynb"))
    assert fetched(folder) == [f"{name}.html"] and "in another way" not in caplog.text


@pytest.mark.parametrize("name", [f"{LIGHT.name}.ipynb.txt", "notes.md"])
def test_whoever_can_fetch_no_page_is_named(make_course, fetched, caplog, name):
    """The exchange asks for the pages of notebooks alone."""
    folder = make_course(1)
    hand_in(folder)
    notebook = folder / "submitted" / "student0000" / LIGHT.name / f"{LIGHT.name}.ipynb"
    notebook.rename(notebook.with_name(name))
    assert fetched(folder) == []
    assert "1 handed in no file that ends in .ipynb" in caplog.text and "another way: student0000" in caplog.text
