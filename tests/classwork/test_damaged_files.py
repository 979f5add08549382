"""Files of the course that somebody has deleted, or saved in another way: nothing is lost, and what to do is said."""

import csv
import json

import pytest
from here import gradebook, write_answer
from typed import typed

from autograder.course import Course
from autograder.judge import Mark
from autograder.regrade import COLUMNS, Change, note_changes
from benchmarks.grading.classes import LIGHT
from course_utils.questions.outcome import Outcome

GRADE = ("grade", LIGHT.name, "--course")
RAISES = "def convolve1d(x, w, stride=1, padding=0):\n    raise KeyError('mine')"


@pytest.fixture
def course(make_course):
    """Two students, graded."""
    folder = make_course(2)
    assert typed(*GRADE, folder).returncode == 0
    return folder


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("ask", [("report",), ("export",), ("export", "--format", "canvas")])
def test_without_the_gradebook_nobody_is_left_out_in_silence(course, ask):
    command, *options = ask
    before, table = gradebook(course), (course / "grades.csv").read_bytes()
    (course / "gradebook.db").unlink()
    done = typed(command, LIGHT.name, "--course", course, *options)
    told = "graded and not in the gradebook: run autograder grade light first"
    assert done.returncode == 2 and f"student0000, student0001 are {told}" in done.told
    assert not (course / "gradebook.db").exists(), "asking makes none"
    alone = typed(*GRADE, course, "--student", "student0001")
    assert alone.returncode == 2 and f"student0000 is {told}" in alone.told and "10" in alone.stdout
    assert (course / "grades.csv").read_bytes() == table, "what the gradebook knew of the other is nowhere else"
    assert f"student0000 is {told}" in typed(command, LIGHT.name, "--course", course, *options).told
    assert typed(*GRADE, course).returncode == 0 and gradebook(course) == before
    assert typed(command, LIGHT.name, "--course", course, *options).returncode == 0


@pytest.mark.parametrize("damage", [lambda whole: whole[: len(whole) // 2], lambda _: b"grades, as a text\n" * 100])
def test_a_damaged_gradebook_is_told_with_what_to_do_and_that_helps(course, damage):
    book, before = course / "gradebook.db", gradebook(course)
    book.write_bytes(damage(book.read_bytes()))
    for command in ("report", "export", "grade"):
        done = typed(command, LIGHT.name, "--course", course)
        assert done.returncode == 2 and "The gradebook is damaged" in done.told and "Traceback" not in done.told
        assert "move it away (gradebook.db" in done.told and "run autograder grade" in done.told
    book.rename(course / "damaged.db")
    done = typed(*GRADE, course)
    assert done.returncode == 0 and "2 of 2 were kept" in done.told and gradebook(course) == before


def test_what_is_kept_is_told_only_where_something_is(make_course):
    """And only where the same command keeps it."""
    told = "is in the journal and is not graded twice"
    folder = make_course(1)
    (folder / "gradebook.db").write_text("no gradebook " * 100)
    done = typed(*GRADE, folder)
    assert done.returncode == 2 and "The gradebook is damaged" in done.told and told not in done.told
    (folder / "gradebook.db").unlink()
    assert typed(*GRADE, folder).returncode == 0
    (folder / "gradebook.db").write_text("no gradebook " * 100)
    assert told in typed(*GRADE, folder).told
    forced = typed(*GRADE, folder, "--force")
    assert "The gradebook is damaged" in forced.told and told not in forced.told


def test_a_damaged_note_of_another_problem_set_hides_nothing_of_this_one(course):
    note = Course(course).result("other", "ben")
    note.parent.mkdir(parents=True)
    note.write_text("{")
    with Course(course).gradebook() as book:
        book.update_or_create_assignment("other")
        book.update_or_create_student("ben")
        book.update_or_create_submission("other", "ben")
    with (course / "grades.csv").open("a") as file:
        file.write("ben,other,conv2d,1,2,wrong,,'=1\n")
    write_answer(course, "student0000", RAISES)
    done = typed(*GRADE, course)
    assert done.returncode == 2 and f"{note} is damaged: delete it" in " ".join(done.stderr.split())
    assert "student0001" in done.stdout and "raised" in done.stdout and "Grades:" in done.stdout
    found = {(row["student"], row["assignment"]): row for row in rows(course / "grades.csv")}
    assert found["student0000", LIGHT.name]["outcome"] == "raised" and len(found) == 3
    assert found["ben", "other"]["score"] == "1" and found["ben", "other"]["repairs"] == "'=1"


def test_a_damaged_note_of_this_problem_set_still_shows_its_table(course):
    note = Course(course).result(LIGHT.name, "student0000")
    note.write_text("{}")
    done = typed(*GRADE, course)
    assert done.returncode == 2 and f"{note} is damaged" in " ".join(done.stderr.split())
    assert "student0001" in done.stdout and "2 of 2 were kept" in done.told
    note.unlink()
    assert typed(*GRADE, course).returncode == 0


def change(student):
    before, now = (Mark("convolve1d", score, 10.0, Outcome.WRONG, "why") for score in (1.0, 2.0))
    return Change(student, before, now)


def test_changes_below_a_table_that_a_spreadsheet_has_saved_go_into_a_new_one(tmp_path):
    path = tmp_path / "regrade.csv"
    note_changes(path, [change("Zoë")])
    saved = path.read_text(encoding="utf-8").encode("latin-1")
    path.write_bytes(saved)
    note_changes(path, [change("ana")])
    (aside,) = tmp_path.glob("regrade-until-*.csv")
    assert aside.read_bytes() == saved and [row["student"] for row in rows(path)] == ["ana"]


def test_a_table_whose_last_line_has_lost_its_end_loses_no_row(tmp_path):
    path = tmp_path / "regrade.csv"
    note_changes(path, [change("ana")])
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    note_changes(path, [change("ben")])
    note_changes(path, [change("cleo")])
    assert [row["student"] for row in rows(path)] == ["ana", "ben", "cleo"]
    assert path.read_text().count(COLUMNS[0]) == 1 and "\n\n" not in path.read_text()


def test_a_release_that_is_no_text_is_one_clear_sentence(make_course):
    course = make_course(1)
    path = course / "release" / LIGHT.name / f"{LIGHT.name}.ipynb"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    done = typed(*GRADE, course)
    assert done.returncode == 2 and f"The notebook of {LIGHT.name} can't be read" in done.told
    assert "Traceback" not in done.told and "nbgrader generate_assignment" in done.told


def test_a_release_without_graded_cells_grades_nobody_and_is_one_clear_sentence(make_course):
    course = make_course(1)
    path = course / "release" / LIGHT.name / f"{LIGHT.name}.ipynb"
    stripped = json.loads(path.read_text(encoding="utf-8"))
    for cell in stripped["cells"]:
        cell["metadata"] = {}
    path.write_text(json.dumps(stripped), encoding="utf-8")
    done = typed(*GRADE, course)
    assert done.returncode == 2 and "has no cell that is graded" in done.told and "make release" in done.told
    assert not (course / "gradebook.db").exists()
