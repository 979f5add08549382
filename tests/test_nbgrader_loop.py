"""nbgrader's own commands, typed without an activated environment, run the same pipeline and give the same scores."""

import csv
import shutil
import sqlite3
import subprocess
import sys

import pytest
from nbgrader_command import nbgrader
from typed import typed
from without_teaching import without_teaching

from autograder.course import PROJECT, Course
from autograder.problem_set import ProblemSet
from autograder.report import write_report
from autograder.sample_class import make_class, submit

PS = "ps1_convolution"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A fresh course folder: the settings and the source, and nothing else."""
    root = tmp_path_factory.mktemp("course")
    shutil.copy(PROJECT / "nbgrader_config.py", root)
    (root / "source" / PS).mkdir(parents=True)
    short = without_teaching(PROJECT / "source" / PS / f"{PS}.ipynb")
    (root / "source" / PS / f"{PS}.ipynb").write_text(short.text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def graded(course, problem_set):
    nbgrader(course, "generate_assignment", PS)
    students = make_class(problem_set, seed=5, size=4)
    wanted = {"file cut off", "file renamed by a browser", "tells nbgrader to skip the checks", "prints a warning"}
    students = [student for student in students[1:4]] + [student for student in students if student.about in wanted]
    submit(students, course, PS)
    nbgrader(course, "autograde", PS)
    return students


def scores(course):
    """What the gradebook says."""
    with Course.at(course).gradebook() as gradebook:
        return {one["student"]: one["score"] for one in gradebook.submission_dicts(PS)}


def test_generating_makes_a_release_that_can_be_graded_and_a_complete_database(course, graded, problem_set):
    released = ProblemSet.read(course / "release" / PS / f"{PS}.ipynb")
    assert [(one.name, one.points) for one in released.graded] == [(one.name, one.points) for one in problem_set.graded]
    with sqlite3.connect(course / "gradebook.db") as database:
        assert database.execute("select count(*) from alembic_version").fetchone() == (1,)


def test_nbgrader_gives_the_scores_that_autograder_gives(course, graded, tmp_path):
    ours = tmp_path / "ours"
    submit(graded, ours, PS)
    shutil.copytree(course / "release", ours / "release")
    # The same seed, so that both see the same cases.
    (ours / ".autograder" / PS).mkdir(parents=True)
    shutil.copy(course / ".autograder" / PS / "seed", ours / ".autograder" / PS)
    done = typed("grade", PS, "--course", ours, "--no-feedback")
    assert done.returncode == 0, done.told
    with open(ours / "grades.csv", newline="") as file:
        expected = {student.name: 0.0 for student in graded}
        for row in csv.DictReader(file):
            expected[row["student"]] += float(row["score"] or 0)
    assert scores(course) == pytest.approx(expected)
    assert max(expected.values()) == 17
    nbgrader(course, "export")
    with open(course / "grades.csv", newline="") as file:
        assert {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)} == pytest.approx(expected)


def test_feedback_shows_the_marks_and_the_reasons(course, graded):
    nbgrader(course, "generate_feedback", PS)
    flawed = next(student for student in graded if any(student.expected.values()) and student.content is None)
    page = (course / "feedback" / flawed.name / PS / f"{PS}.html").read_text(encoding="utf-8")
    assert 'class="marks"' in page and "course-check" in page and "Read again" in page


def test_the_report_reads_what_nbgrader_has_graded(course, graded):
    page = write_report(Course.at(course), PS).read_text(encoding="utf-8")
    assert f"report on {len(graded)} submissions" in page
    assert all(f'<th scope="row">{student.name}</th>' in page for student in graded)


def test_formgraders_buttons_run_the_same_pipeline(course, graded):
    before = scores(course)
    student = next(student for student in graded if student.about == "tells nbgrader to skip the checks")
    page = course / "feedback" / student.name / PS / f"{PS}.html"
    page.unlink(missing_ok=True)
    # What formgrader's handlers call when somebody presses Autograde and Generate Feedback.
    code = (
        "from nbgrader.apps import NbGrader\n"
        "from nbgrader.apps.api import NbGraderAPI\n"
        "app = NbGrader(); app.initialize([]); api = NbGraderAPI(config=app.config)\n"
        f"for press in (api.autograde, api.generate_feedback): print(press({PS!r}, {student.name!r})['success'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=course, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True"], done.stdout + done.stderr
    assert scores(course) == before and before[student.name] < 17
    assert 'class="marks"' in page.read_text(encoding="utf-8")


def test_feedback_comes_back_through_the_exchange_for_what_was_handed_in_last(course, graded, tmp_path):
    """Whoever has handed in without it is named, and stops nobody."""
    here, desk = tmp_path / "course", tmp_path / "desk"
    shutil.copytree(course / "release", here / "release")
    exchange = "c = get_config()\n" + "".join(
        f"c.{setting} = {value!r}\n"
        for setting, value in {
            "CourseDirectory.course_id": "cnn-course",
            "Exchange.root": str(tmp_path),
            "Exchange.cache": str(tmp_path / "cache"),
        }.items()
    )
    settings = (PROJECT / "nbgrader_config.py").read_text(encoding="utf-8")
    (here / "nbgrader_config.py").write_text(settings + exchange, encoding="utf-8")
    desk.mkdir()
    (desk / "nbgrader_config.py").write_text(f"{exchange}c.CourseDirectory.student_id = 'ana'\n")
    shutil.copytree(course / "release" / PS, here / "submitted" / "ben" / PS)

    nbgrader(here, "release_assignment", PS)
    nbgrader(desk, "fetch_assignment", PS)
    for number in (1, 2):  # the second time with the same answers, which are not graded again
        nbgrader(desk, "submit", PS)
        nbgrader(here, "collect", PS, "--update")
        done = typed("grade", PS, "--course", here)
        assert done.returncode == 0 and ("2 of 2 were kept" in done.told) == (number == 2), done.told
        assert "lack timestamp.txt or submission_secret.txt): ben" in nbgrader(here, "release_feedback", PS)
        nbgrader(desk, "fetch_feedback", PS)
        fetched = list(desk.glob(f"{PS}/feedback/*/{PS}.html"))
        assert len(fetched) == number and all('class="marks"' in page.read_text("utf-8") for page in fetched)
