"""Tables of grades for other systems: their columns, names as they are, and a status for what is not final."""

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import datetime

import nbformat
import pytest
from here import SEED, classwork, course_of
from in_this_process import InThisProcess
from typed import typed

from autograder.class_results import Work, read_class
from autograder.course import PROJECT, Course
from autograder.errors import CourseError
from autograder.exports import Format, gradescope
from autograder.exports.class_list import ListedStudent
from autograder.exports.results_json import results_json
from autograder.exports.write import export
from autograder.grade import Conditions
from autograder.grades import write_grades
from autograder.judge import Mark
from autograder.regrade import Change, note_changes
from autograder.spreadsheet import as_csv
from benchmarks.grading.classes import LIGHT
from course_utils.questions.outcome import Outcome

# Commas, quotes, accents, another script, a line break by accident, what a spreadsheet takes for a formula, nothing.
NAMES = [("Zoë", "O'Neill, Jr."), ('Ana "Nana"', "Müller"), ("小明", "王"), ("Two\nlines", "=1+1"), ("", "")]
FORMULA = '=HYPERLINK("x")'


@pytest.fixture(scope="module")
def course(light_release, tmp_path_factory):
    """Five students have submitted, one of them with nothing to grade, and a sixth has not."""
    folder = course_of(len(NAMES), tmp_path_factory.mktemp("exports") / "course", light_release)
    (folder / "submitted" / "student0004" / LIGHT.name / f"{LIGHT.name}.ipynb").write_text("{")
    course = Course.at(folder)
    list(classwork(folder, Conditions(SEED)).grade(InThisProcess()))
    write_grades(course)
    with course.gradebook() as gradebook:
        for number, (first, last) in enumerate(NAMES):
            gradebook.update_or_create_student(
                f"student{number:04d}", first_name=first, last_name=last, lms_user_id=f"{70 + number}"
            )
        gradebook.update_or_create_student("absent", first_name="Never", last_name="Came", email="a@example.org")
    return course


def table(course, to):
    with open(export(course, LIGHT.name, to)[0], newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def graded(course):
    """By student: the score in the grader's own table."""
    with open(course.grades_csv, newline="", encoding="utf-8") as file:
        return {row["student"]: float(row["score"]) for row in csv.DictReader(file)}


def test_a_table_of_ones_own_has_everybody_with_names_score_and_status(course):
    rows = {row["student"]: row for row in table(course, Format.CSV)}
    assert len(rows) == len(NAMES) + 1
    for number, (first, last) in enumerate(NAMES):
        row = rows[f"student{number:04d}"]
        assert (row["first_name"], row["last_name"]) == (first, last.replace("=", "'="))  # else it is a formula
        assert float(row["score"]) == graded(course)[row["student"]] == float(row["convolve1d"])
    assert rows["absent"]["status"] == "no submission" and rows["absent"]["score"] == ""
    assert rows["student0004"]["status"] == "needs a look" and rows["student0000"]["status"] == "graded"


def test_canvas_gets_its_columns_and_only_students_whose_grade_is_final(course):
    first, *rows = table(course, Format.CANVAS)
    assert list(first) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", LIGHT.name]
    assert first["Student"].strip() == "Points Possible" and float(first[LIGHT.name]) > 0
    by_login = {row["SIS Login ID"]: row for row in rows}
    assert by_login["student0001"]["Student"] == 'Müller, Ana "Nana"' and by_login["student0001"]["ID"] == "71"
    assert float(by_login["student0000"][LIGHT.name]) == graded(course)["student0000"]
    assert set(by_login) == {f"student{number:04d}" for number in range(4)}  # an empty score would delete Canvas's
    assert all(row[LIGHT.name] for row in rows)


def test_moodle_gets_final_grades_and_no_words_of_ours_as_feedback(course):
    rows = table(course, Format.MOODLE)
    assert list(rows[0])[:6] == ["First name", "Last name", "ID number", "Institution", "Department", "Email address"]
    grade, status = list(rows[0])[6:]
    assert grade == f"Assignment: {LIGHT.name} (Real)" and status == "Status"
    by_number = {row["ID number"]: row for row in rows}
    assert by_number["72"]["First name"] == "小明" and float(by_number["72"][grade]) == graded(course)["student0002"]
    assert set(by_number) == {"70", "71", "72", "73"} and {row[status] for row in rows} == {"graded"}


@pytest.fixture(scope="module")
def formulas(light_release, tmp_path_factory):
    """Every text that is not the instructor's own is a formula: names, what was handed in, the reason of a change."""
    folder = course_of(1, tmp_path_factory.mktemp("formulas") / "course", light_release)
    (folder / "submitted" / "student0000").rename(folder / "submitted" / FORMULA)
    linked = folder / "submitted" / "linked" / LIGHT.name
    linked.mkdir(parents=True)
    (linked / FORMULA).symlink_to("/etc/passwd")
    list(classwork(folder, Conditions(SEED)).grade(InThisProcess()))
    course = Course.at(folder)
    with course.gradebook() as gradebook:
        names = dict.fromkeys(("first_name", "last_name", "email", "lms_user_id"), FORMULA)
        gradebook.update_or_create_student(FORMULA, **names)
    write_grades(course)
    before, now = (Mark("convolve1d", score, 10.0, Outcome.WRONG, FORMULA) for score in (1.0, 2.0))
    note_changes(course.regrade_report(LIGHT.name), [Change(FORMULA, before, now)])
    return course


@pytest.mark.parametrize("to", [*Format, "grades.csv", "regrade.csv"])
def test_no_cell_of_any_table_is_taken_for_a_formula(formulas, to):
    tables = {"grades.csv": formulas.grades_csv, "regrade.csv": formulas.regrade_report(LIGHT.name)}
    path = tables[to] if to in tables else export(formulas, LIGHT.name, to)[0]
    with open(path, newline="", encoding="utf-8") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert f"'{FORMULA}" in cells and not any(cell.startswith("=") for cell in cells)
    assert to != "grades.csv" or any(FORMULA in cell and "is a link" in cell for cell in cells)


def test_a_number_below_zero_is_a_number():
    assert as_csv(("points", "name"), [{"points": -1.5, "name": "-1+1"}]) == "points,name\n-1.5,'-1+1\n"


def test_who_is_left_out_is_said(course):
    done = typed("export", LIGHT.name, "--course", course.root, "--format", "moodle")
    assert done.returncode == 0 and "1 no submission" in done.told and "1 needs a look" in done.told


def test_what_a_person_has_settled_is_final(course):
    arguments = ("settle", LIGHT.name, "--course", course.root, "--note", "an empty file, she wrote")
    done = typed(*arguments, "--student", "student0004")
    try:
        assert done.returncode == 0 and "not valid JSON" in done.told
        by_login = {row["SIS Login ID"]: row for row in table(course, Format.CANVAS)}
        assert by_login["student0004"][LIGHT.name] == "0"
    finally:
        (course.notes(LIGHT.name) / "settled.jsonl").unlink()
    for nobody, says in (("student0000", "is doubtful"), ("nobody", "has been graded")):
        done = typed(*arguments, "--student", nobody)
        assert done.returncode == 2 and says in done.stderr


def test_a_table_of_ones_own_tells_when_it_was_handed_in_and_how_late(course):
    student = max(graded(course))
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission(LIGHT.name, student)
        submission.timestamp, submission.assignment.duedate = datetime(2027, 3, 2, 12), datetime(2027, 3, 2, 10, 30)
        gradebook.db.commit()
    try:
        rows = {row["student"]: row for row in table(course, Format.CSV)}
        assert (rows[student]["submitted"], rows[student]["hours_late"]) == ("2027-03-02 12:00:00 UTC", "1.5")
        assert (rows["absent"]["submitted"], rows["absent"]["hours_late"]) == ("", "")
    finally:
        with course.gradebook() as gradebook:
            submission = gradebook.find_submission(LIGHT.name, student)
            submission.timestamp = submission.assignment.duedate = None
            gradebook.db.commit()


def test_a_late_penalty_is_taken_off_everywhere(course):
    """The report and every table say the same score."""
    student, points = max(graded(course).items(), key=lambda one: one[1])
    with course.gradebook() as gradebook:
        gradebook.find_submission_notebook(LIGHT.name, LIGHT.name, student).late_submission_penalty = 0.25
        gradebook.db.commit()
    try:
        (work,) = (work for work in read_class(course, LIGHT.name) if work.student == student)
        (row,) = (row for row in table(course, Format.CSV) if row["student"] == student)
        assert work.score == points - 0.25 == float(row["score"]) and row["late_penalty"] == "0.25"
    finally:
        with course.gradebook() as gradebook:
            gradebook.find_submission_notebook(LIGHT.name, LIGHT.name, student).late_submission_penalty = None
            gradebook.db.commit()


def test_gradescope_gets_its_columns_and_its_words_for_the_status(course):
    rows = {row["SID"]: row for row in table(course, Format.GRADESCOPE)}
    assert list(rows["70"])[:8] == [
        "First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status",
    ]  # fmt: skip
    assert rows["70"]["Status"] == "Graded" and rows["absent"]["Status"] == "Missing"
    assert rows["70"]["Lateness (H:M:S)"] == "00:00:00" and rows["absent"]["Lateness (H:M:S)"] == ""
    assert rows["74"]["Status"] == "Ungraded"  # a person has to look
    (question,) = [column for column in rows["70"] if column.startswith("1: convolve1d (")]
    assert rows["73"]["First Name"] == "Two\nlines" and float(rows["73"][question]) == graded(course)["student0003"]


@pytest.mark.parametrize(("to", "refuses"), [(to, to is not Format.CSV) for to in Format])
def test_grades_of_several_releases_go_into_no_other_system(course, to, refuses):
    """Each has one number of points possible; the table of one's own has it in every row."""
    path = course.result(LIGHT.name, "student0001")
    before = path.read_bytes()
    earlier = json.loads(before)
    earlier["marks"][0]["max_score"] = 7.0
    path.write_text(json.dumps(earlier))
    try:
        if refuses:
            with pytest.raises(CourseError, match=r"7 points in 1 question.* \(student0001\).*autograder grade light"):
                export(course, LIGHT.name, to)
        else:
            rows = {row["student"]: row["max_score"] for row in table(course, to)}
            assert rows["student0001"] == "7" != rows["student0000"]
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize("to", [Format.CANVAS, Format.MOODLE])
def test_whoever_is_not_in_a_table_may_be_of_another_release(course, to):
    path = course.result(LIGHT.name, "student0004")  # at whose work a person has to look
    before = path.read_bytes()
    path.write_text(before.decode().replace('"max_score": 10.0', '"max_score": 7.0'))
    try:
        assert path.read_bytes() != before and len(table(course, to)) >= 4
    finally:
        path.write_bytes(before)


def test_without_grades_there_is_nothing_to_export(tmp_path):
    with pytest.raises(CourseError, match="autograder grade"):
        export(Course.at(tmp_path), LIGHT.name, Format.CSV)


def test_what_only_the_instructor_is_told_is_not_in_a_results_json(grade):
    result = grade(conv2d="import os\nos._exit\ndef conv2d(image, kernel, stride=1, padding=0):\n    return image")
    assert any("_exit" in repair.what for repair in result.repairs)
    assert "reaches for" not in json.dumps(results_json(result))


def test_a_results_json_says_what_the_feedback_page_says(grade):
    result = grade(conv2d="def conv2d(image, kernel, stride=1, padding=0):\n    raise KeyError('mine')")
    (test,) = [test for test in results_json(result)["tests"] if test["name"] == "conv2d"]
    assert "conv2d: 0 of 3 points — raised an error\n" in test["output"]


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.0, "00:00:00"), (59.9, "00:00:59"), (3_723.0, "01:02:03"), (360_000.0, "100:00:00")]
)
def test_gradescope_is_told_hours_minutes_and_seconds_of_lateness(seconds, told):
    work = Work("ana", ())
    (row,) = gradescope.table(LIGHT.name, [ListedStudent("ana", "", "", "", "", work, None, seconds)])
    assert row["Lateness (H:M:S)"] == told


GRADESCOPE = PROJECT / "autograder" / "templates" / "gradescope"


def test_gradescopes_autograder_makes_a_results_json(problem_set, short, tmp_path):
    for folder in ("source", "submission", "results"):
        (tmp_path / folder).mkdir()
    shutil.copy(GRADESCOPE / "run_autograder", tmp_path)
    (tmp_path / "source" / "problem_set").write_text("ps1_convolution\n")
    (tmp_path / "source" / "seed").write_text("77\n")
    (tmp_path / "venv").symlink_to(sys.prefix)
    nbformat.write(short.notebook, tmp_path / "submission" / "homework (2).ipynb")
    run = [tmp_path / "run_autograder"]
    done = subprocess.run(run, env={**os.environ, "AUTOGRADER": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((tmp_path / "results" / "results.json").read_text())
    assert "homework (2).ipynb" in result["output"]
    assert result["score"] == 0 and result["stdout_visibility"] == "hidden" and result["execution_time"] > 0
    assert {result["visibility"], *(test["visibility"] for test in result["tests"])} == {"after_due_date"}
    tests = {test["name"]: test for test in result["tests"]}
    assert set(tests) == {one.name for one in problem_set.graded}
    assert all(test["score"] == 0 and test["status"] == "failed" and test["output"] for test in tests.values())
    assert sum(test["max_score"] for test in tests.values()) == sum(one.points for one in problem_set.graded)


def test_gradescopes_set_up_is_a_script_that_names_what_there_is():
    script = (GRADESCOPE / "setup.sh").read_text()
    assert subprocess.run(["bash", "-n", GRADESCOPE / "setup.sh"]).returncode == 0
    assert "source/course/constraints.txt" in script and (PROJECT / "constraints.txt").is_file()
