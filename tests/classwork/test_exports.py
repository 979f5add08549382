"""Tables of grades for other systems: their columns, names as they are, and a status for what is not final."""

import csv
import json

import nbformat
import pytest
from here import autograder, course_of

from autograder.course import Course
from autograder.errors import CourseError
from autograder.exports import Format
from autograder.exports.write import export
from benchmarks.grading.classes import LIGHT

# Commas, quotes, accents, another script, a line break by accident, what a spreadsheet takes for a formula, nothing.
NAMES = [("Zoë", "O'Neill, Jr."), ('Ana "Nana"', "Müller"), ("小明", "王"), ("Two\nlines", "=1+1"), ("", "")]


@pytest.fixture(scope="module")
def course(light_release, tmp_path_factory):
    """Five students have submitted, one of them with nothing to grade, and a sixth has not."""
    folder = course_of(len(NAMES), tmp_path_factory.mktemp("exports") / "course", light_release)
    (folder / "submitted" / "student0004" / LIGHT.name / f"{LIGHT.name}.ipynb").write_text("{")
    assert autograder("grade", LIGHT.name, "--course", folder).returncode == 0
    course = Course.at(folder)
    with course.gradebook() as gradebook:
        for number, (first, last) in enumerate(NAMES):
            gradebook.update_or_create_student(
                f"student{number:04d}", first_name=first, last_name=last, lms_user_id=f"{70 + number}"
            )
        gradebook.update_or_create_student("absent", first_name="Never", last_name="Came", email="a@example.org")
    return course


def table(course, to):
    with open(export(course, LIGHT.name, to), newline="", encoding="utf-8") as file:
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
        assert (row["first_name"], row["last_name"]) == (first, last)
        assert float(row["score"]) == graded(course)[row["student"]] == float(row["convolve1d"])
    assert rows["absent"]["status"] == "no submission" and rows["absent"]["score"] == ""
    assert rows["student0004"]["status"] == "look at it" and rows["student0000"]["status"] == "graded"


def test_canvas_gets_its_columns_and_only_scores_that_are_final(course):
    first, *rows = table(course, Format.CANVAS)
    assert list(first) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", LIGHT.name]
    assert first["Student"].strip() == "Points Possible" and float(first[LIGHT.name]) > 0
    by_login = {row["SIS Login ID"]: row for row in rows}
    assert by_login["student0001"]["Student"] == 'Müller, Ana "Nana"' and by_login["student0001"]["ID"] == "71"
    assert by_login["student0004"]["Student"] == "student0004"  # nobody knows their name
    assert float(by_login["student0000"][LIGHT.name]) == graded(course)["student0000"]
    assert by_login["absent"][LIGHT.name] == by_login["student0004"][LIGHT.name] == ""


def test_moodle_gets_grade_and_feedback_together(course):
    rows = table(course, Format.MOODLE)
    assert list(rows[0])[:6] == ["First name", "Last name", "ID number", "Institution", "Department", "Email address"]
    grade, feedback = list(rows[0])[6:]
    assert grade == f"Assignment: {LIGHT.name} (Real)" and feedback == f"Assignment: {LIGHT.name} (Feedback)"
    by_number = {row["ID number"]: row for row in rows}
    assert by_number["72"]["First name"] == "小明" and float(by_number["72"][grade]) == graded(course)["student0002"]
    assert by_number["absent"][feedback] == "no submission" and by_number["absent"]["Email address"] == "a@example.org"


def test_gradescope_gets_its_columns_and_its_words_for_the_status(course):
    rows = {row["SID"]: row for row in table(course, Format.GRADESCOPE)}
    assert list(rows["70"])[:8] == [
        "First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status",
    ]  # fmt: skip
    assert rows["70"]["Status"] == "Graded" and rows["absent"]["Status"] == "Missing"
    assert rows["70"]["Lateness (H:M:S)"] == "00:00:00"
    (question,) = [column for column in rows["70"] if column.startswith("1: convolve1d (")]
    assert rows["73"]["First Name"] == "Two\nlines" and float(rows["73"][question]) == graded(course)["student0003"]


def test_without_grades_there_is_nothing_to_export(tmp_path):
    with pytest.raises(CourseError, match="autograder grade"):
        export(Course.at(tmp_path), LIGHT.name, Format.CSV)


def test_one_notebook_becomes_a_results_json(problem_set, short, tmp_path):
    notebook = tmp_path / "ps1 (1).ipynb"
    nbformat.write(short.notebook, notebook)
    output = tmp_path / "results.json"
    done = autograder("results", problem_set.name, notebook, "--output", output)
    assert done.returncode == 0, done.stderr
    result = json.loads(output.read_text())
    assert result["score"] == 0 and result["stdout_visibility"] == "hidden"
    tests = {test["name"]: test for test in result["tests"]}
    assert set(tests) == {one.name for one in problem_set.graded}
    assert all(test["score"] == 0 and test["status"] == "failed" and test["output"] for test in tests.values())
    assert sum(test["max_score"] for test in tests.values()) == sum(one.points for one in problem_set.graded)
