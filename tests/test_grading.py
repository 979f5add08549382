"""From a folder of submissions to grades: everybody gets an outcome with a reason, whatever they handed in."""

import csv
import hashlib
import html
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import nbformat
import pytest
from typed import typed

from autograder.course import Course
from autograder.grade import Conditions, grade_submission
from autograder.problem_set import ProblemSet
from autograder.sample_class import BROKEN, make_class, submit
from autograder.submissions import read_submission
from course_utils.questions import find_question
from course_utils.questions.misconceptions_of_all import COMMON
from course_utils.questions.outcome import Outcome
from course_utils.runner.job import Limits

AUTOGRADER = str(Path(sys.executable).with_name("autograder"))
PS = "ps1_convolution"


@pytest.fixture(scope="module")
def school(problem_set, short, tmp_path_factory):
    """A class that was graded from another folder, by the command that an instructor types."""
    root = tmp_path_factory.mktemp("class")
    # A course's own release goes before the project's; without the teaching it runs in half the time.
    (root / "release" / PS).mkdir(parents=True)
    nbformat.write(short.notebook, root / "release" / PS / f"{PS}.ipynb")
    students = make_class(problem_set, seed=3, size=12)
    submit(students, root, PS)
    before = {path: path.read_bytes() for path in (root / "submitted").glob("**/*") if path.is_file()}
    command = [AUTOGRADER, "grade", PS, "--course", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert before == {path: path.read_bytes() for path in (root / "submitted").glob("**/*") if path.is_file()}
    return root, students, done.stdout


@pytest.fixture(scope="module")
def rows(school):
    with open(school[0] / "grades.csv", newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    by_student = defaultdict(dict)
    for row in table:
        assert row["question"] not in by_student[row["student"]], "a question twice"
        by_student[row["student"]][row["question"]] = row
    return by_student


def test_everybody_has_a_row_for_every_question_with_an_outcome(school, rows, problem_set):
    _, students, _ = school
    assert set(rows) == {student.name for student in students}
    questions = {graded.name: graded for graded in problem_set.graded}
    outcomes = {str(outcome) for outcome in Outcome}
    for student in rows.values():
        assert set(student) == set(questions)
        for name, row in student.items():
            assert row["outcome"] in outcomes and float(row["max_score"]) == questions[name].points
            assert row["assignment"] == PS
            assert (row["score"] == "") == (row["outcome"] == "to be graded by hand")


def test_every_known_mistake_is_named_and_every_right_answer_has_full_marks(school, rows):
    _, students, _ = school
    for student in students[: -len(BROKEN)]:
        for question, misconception in student.expected.items():
            row = rows[student.name][question]
            if misconception == "":
                # A convolve2d that calls a wrong conv2d is wrong with it, through no fault of its own.
                built_on_wrong = question == "convolve2d" and student.expected["conv2d"]
                assert row["outcome"] == "correct" or built_on_wrong, (student.name, row)
            else:
                assert row["diagnosis"] == misconception or question == "convolve2d", (student.name, row)
                assert float(row["score"]) < float(row["max_score"])


def broken(school, rows, about):
    student = next(student for student in school[1] if student.about == about)
    return {question: row["outcome"] for question, row in rows[student.name].items()}, rows[student.name]


@pytest.mark.parametrize("about", ["file cut off", "empty file", "no file"])
def test_what_is_no_notebook_is_ungradable_with_a_reason(school, rows, about):
    outcomes, row = broken(school, rows, about)
    assert set(outcomes.values()) == {"ungradable"}
    assert all("nothing could be graded" in one["repairs"] and one["score"] == "0" for one in row.values())


@pytest.mark.parametrize(
    "about", ["file renamed by a browser", "a cell duplicated", "metadata stripped", "prints a warning"]
)
def test_what_can_be_put_right_costs_nothing(school, rows, about):
    outcomes, row = broken(school, rows, about)
    assert {outcome for question, outcome in outcomes.items() if question != "flip_or_not"} == {"correct"}
    if about != "prints a warning":
        assert any(one["repairs"] for one in row.values())


def test_a_missing_answer_is_not_answered_and_a_missing_check_comes_back(school, rows):
    outcomes, _ = broken(school, rows, "cells deleted")
    assert outcomes["convolve1d"] == "correct" and outcomes["conv2d"] == "not answered"
    assert outcomes["conv2d_layer"] == "correct"


@pytest.mark.parametrize(
    ("about", "question", "outcome", "next_question", "next_outcome"),
    [
        ("syntax error", "convolve1d", "raised", "conv2d", "correct"),
        ("raises when defined", "convolve2d", "raised", "conv2d_layer", "correct"),
        ("endless loop", "conv2d", "timed out", "conv2d_layer", "correct"),
        ("ends the process", "conv2d_layer", "crashed", "kernels", "crashed"),
        ("takes all memory", "conv2d_layer", "out of memory", "kernels", "correct"),
        ("tells nbgrader to skip the checks", "convolve1d", "wrong type/shape", "conv2d", "correct"),
    ],
)
def test_a_broken_answer_harms_only_itself(school, rows, about, question, outcome, next_question, next_outcome):
    outcomes, row = broken(school, rows, about)
    assert (outcomes[question], outcomes[next_question]) == (outcome, next_outcome)
    assert outcomes["find_the_bug"] in ("correct", next_outcome)
    # What came before the trouble keeps its points.
    if question != "convolve1d":
        assert float(row["convolve1d"]["score"]) == 2


def test_the_gradebook_and_the_table_agree(school, rows):
    root, students, _ = school
    with Course.at(root).gradebook() as gradebook:
        for student in students:
            score = gradebook.find_submission(PS, student.name).score
            assert score == pytest.approx(sum(float(row["score"] or 0) for row in rows[student.name].values()))


def test_feedback_names_the_mistake_and_tells_no_secret(school, rows):
    root, students, _ = school
    seed = (root / ".autograder" / PS / "seed").read_text().strip()
    for student in students:
        page = (root / "feedback" / student.name / PS / f"{PS}.html").read_text(encoding="utf-8")
        assert seed not in page
        assert not any(other.name in page for other in students if other is not student and len(other.name) > 4)
    named = [(student, row) for student, answers in rows.items() for row in answers.values() if row["diagnosis"]]
    assert named
    for student, row in named:
        page = (root / "feedback" / student / PS / f"{PS}.html").read_text(encoding="utf-8")
        question = find_question(row["question"], PS)
        told = {one.told for one in (*question.misconceptions, *COMMON) if one.name == row["diagnosis"]}
        # A page shows what stands between backticks as code, without them.
        assert any(text.replace("`", "") in html.unescape(page) for text in told), (student, row)


def test_the_autograded_notebook_reads_the_same_by_nbgraders_own_rule(school, rows):
    """A grade never depends on our metadata: nbgrader's rule finds it in the outputs."""
    from nbgrader.utils import determine_grade, is_grade

    root, students, _ = school
    for student in students:
        notebook = nbformat.read(root / "autograded" / student.name / PS / f"{PS}.ipynb", as_version=4)
        for cell in notebook.cells:
            if is_grade(cell):
                score, _ = determine_grade(cell)
                row = rows[student.name][cell.metadata.nbgrader.grade_id]
                assert score == (None if row["score"] == "" else float(row["score"]))


def test_an_appeal_can_be_replayed(school):
    """What was noted beside a grade is all that it takes to come to the same marks, reasons and cases."""
    root, students, _ = school
    student = next(student for student in reversed(students) if any(student.expected.values()) and not student.content)
    noted = json.loads((root / ".autograder" / PS / "results" / f"{student.name}.json").read_text())
    assert {"torch", "python"} <= set(noted["versions"]) and noted["isolation"]
    problem_set = ProblemSet.read(Course.at(root).release(PS))
    submission = read_submission(root / "submitted" / student.name / PS, student.name, problem_set)
    assert noted["submission"] == hashlib.sha256(submission.content).hexdigest()
    conditions = Conditions(noted["seed"], Limits(**noted["limits"]), noted["sandboxed"])
    again = grade_submission(problem_set, submission, conditions)
    assert json.loads(json.dumps(again.to_json()["marks"])) == noted["marks"]
    assert any(mark.diagnosis and mark.reason for mark in again.marks)


def test_grading_again_keeps_what_a_person_gave(school, rows):
    root, students, _ = school
    name = students[0].name
    with Course.at(root).gradebook() as gradebook:
        gradebook.find_grade("flip_or_not", PS, PS, name).manual_score = 2.5
        gradebook.db.commit()
    done = typed("grade", PS, "--course", root, "--student", name, "--no-feedback")
    assert done.returncode == 0, done.told
    with open(root / "grades.csv", newline="") as file:
        again = {row["question"]: row for row in csv.DictReader(file) if row["student"] == name}
    assert again["flip_or_not"]["score"] == "2.5" and again["flip_or_not"]["outcome"] == "graded by hand"
    for question, row in rows[name].items():
        if question != "flip_or_not":
            assert again[question] == row


def test_a_name_with_a_comma_is_quoted(problem_set, tmp_path):
    students = make_class(problem_set, size=0)[1:2]  # an empty file: nothing has to run
    students[0].name = 'O\'Neill, "Bob"'
    submit(students, tmp_path, PS)
    assert typed("grade", PS, "--course", tmp_path, "--no-feedback").returncode == 0
    with open(tmp_path / "grades.csv", newline="") as file:
        assert {row["student"] for row in csv.DictReader(file)} == {students[0].name}
