"""Grades that a person has given stay final while the answer and its points are what they were, and no longer."""

import copy
import csv
import json

import nbformat
import pytest
from bs4 import BeautifulSoup
from in_this_process import InThisProcess
from typed import typed

from autograder.class_results import read_class
from autograder.classwork import Classwork
from autograder.exports.class_list import BY_HAND, GRADED, class_list
from autograder.feedback_pages import _exporter
from autograder.grade import Conditions
from autograder.problem_set import nbgrader_settings

ESSAY = "Convolution flips the kernel, and correlation doesn't."
AGAIN = "flip_or_not to be graded by hand again"


@pytest.fixture
def course(hand_in, several):
    """Ana has an essay that a person has given all 3 points."""
    course = hand_in("ana", flip_or_not=ESSAY)
    assert grade(course, several).returncode == 0
    give(course, several, 3.0)
    assert status(course, several) == GRADED
    return course


def grade(course, problem_set, *options):
    return typed("grade", problem_set.name, "--course", course.root, *options)


def give(course, problem_set, score, question="flip_or_not"):
    """What a person does in formgrader."""
    with course.gradebook() as book:
        stored = book.find_grade(question, problem_set.name, problem_set.name, "ana")
        stored.manual_score, stored.needs_manual_grade = score, False
        book.db.commit()


def status(course, problem_set):
    (entry,) = class_list(course, problem_set.name)
    return entry.status


def release_with_points(course, problem_set, points, question="flip_or_not"):
    notebook = copy.deepcopy(problem_set.notebook)
    (settings,) = [
        nbgrader_settings(cell) for cell in notebook.cells if nbgrader_settings(cell).get("grade_id") == question
    ]
    settings["points"] = points
    course.release(problem_set.name).write_text(nbformat.writes(notebook, version=4), encoding="utf-8")


def hand_in_with_a_remark(hand_in, course, problem_set, **answers):
    """Another file: a text of the student's own stands below the answers."""
    hand_in("ana", **answers)
    path = course.submissions(problem_set.name)["ana"] / f"{problem_set.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("I have handed this in once more."))
    nbformat.write(notebook, path)


@pytest.mark.parametrize("points", [1, 6])
def test_other_points_for_a_question_ask_for_its_grade_by_hand_and_are_told(course, several, points):
    release_with_points(course, several, points)
    told = grade(course, several).told
    assert status(course, several) == BY_HAND
    why = f"the question has {points} point{'s' * (points > 1)} now, and had 3; a grade given by hand waits"
    (row,) = csv.DictReader(course.regrade_report(several.name).open(newline=""))
    assert (row["question"], row["of"], row["of now"]) == ("flip_or_not", "3.0", str(float(points)))
    assert why in row["why"] and "What changed" in told and AGAIN in told
    assert "graded anew: the release has changed since" in told
    give(course, several, 1.0)
    assert AGAIN not in grade(course, several).told and status(course, several) == GRADED


def test_a_grade_above_all_points_is_never_final(course, several):
    """As an earlier edition of the grader has left it, or another program."""
    give(course, several, 4.0)
    grade(course, several)
    assert status(course, several) == BY_HAND


def test_a_score_of_a_check_that_a_person_has_overruled_waits_where_its_points_change(course, several):
    give(course, several, 2.0, "convolve1d")
    release_with_points(course, several, 1, "convolve1d")
    grade(course, several)
    (work,) = read_class(course, several.name)
    assert [answer.question for answer in work.answers if answer.waits] == ["convolve1d"]


@pytest.mark.parametrize(("essay", "waits"), [(ESSAY, False), ("It depends.", True)])
def test_another_file_asks_for_a_grade_by_hand_only_where_its_answer_is_another(hand_in, course, several, essay, waits):
    hand_in_with_a_remark(hand_in, course, several, flip_or_not=essay, conv2d="def conv2d(*given):\n    return 1")
    told = grade(course, several).told
    assert (AGAIN in told) == waits and (status(course, several) == BY_HAND) == waits
    assert (AGAIN in grade(course, several).told) == waits, "nothing is graded, and the table tells it still"


@pytest.mark.parametrize(("essay", "waits"), [(ESSAY, False), ("It depends.", True)])
def test_so_it_is_where_a_part_of_the_class_is_graded_apart(hand_in, course, several, essay, waits):
    """By then, the part has written its own notebook over the one that was graded before."""
    hand_in_with_a_remark(hand_in, course, several, flip_or_not=essay)
    grade(course, several, "--shard", "1/1")
    grade(course, several)
    assert (status(course, several) == BY_HAND) == waits


def test_what_cannot_be_read_is_compared_as_a_whole(hand_in, several):
    """A person has to grade by the file itself."""
    course = hand_in("ana")
    path = course.submissions(several.name)["ana"] / f"{several.name}.ipynb"
    for content, waits in (("{} no notebook", False), ("{} no notebook either", True)):
        path.write_text(content)
        work = Classwork(course, several, course.submissions(several.name), Conditions(1))
        list(work.grade(InThisProcess()))
        if waits:
            assert read_class(course, several.name)[0].waits
        give(course, several, 2.0)
        assert not read_class(course, several.name)[0].waits


def test_the_page_says_what_a_person_has_given_and_what_waits(hand_in, course, several):
    hand_in_with_a_remark(hand_in, course, several, flip_or_not="It depends.")
    give(course, several, 1.0, "convolve1d")
    grade(course, several)
    page = course.feedback(several.name, "ana").read_text(encoding="utf-8")
    table = page[page.index('id="marks"') : page.index("</table>")]
    assert "graded by hand; waits for another look" in table
    assert "not answered; points given by hand" in table
    rows = csv.DictReader(course.grades_csv.open(newline="", encoding="utf-8"))
    assert {row["question"]: row["by_hand"] for row in rows} == {
        "convolve1d": "given by hand", "conv2d": "", "flip_or_not": "given by hand; waits for another look",
    }  # fmt: skip


@pytest.mark.parametrize(("cell", "question"), [("flip_or_not", "flip_or_not"), ("conv2d_answer", "conv2d")])
def test_what_a_person_has_written_stands_in_the_table_of_marks(course, several, cell, question):
    with course.gradebook() as book:
        book.find_comment(cell, several.name, several.name, "ana").manual_comment = "Read *again* what is turned."
        book.db.commit()
    grade(course, several)
    table = BeautifulSoup(course.feedback(several.name, "ana").read_text(encoding="utf-8"), "html.parser").table
    told = {row.th.text: row.find_all("td")[-1].text.strip() for row in table.tbody.find_all("tr")}
    assert told.pop(question).endswith("Read again what is turned.") and not any(
        "again" in one for one in told.values()
    )


def test_so_it_is_on_the_pages_of_nbgraders_own_command(course, several):
    """It says neither whose a score is nor what waits: only the score tells."""
    give(course, several, 1.0, "convolve1d")
    notebook = nbformat.read(course.autograded(several.name, "ana"), as_version=4)
    with course.gradebook() as book:
        (stored,) = book.find_submission(several.name, "ana").notebooks
        for cell in notebook.cells:
            for given in stored.grades:
                if nbgrader_settings(cell).get("grade_id") == given.name:
                    cell.metadata.nbgrader |= {"score": given.score, "points": given.max_score}
    about = {"notebook": several.name, "student": "ana", "score": 4.0, "max_score": 8.0, "late_penalty": 0.0}
    page, _ = _exporter().from_notebook_node(notebook, {"metadata": {"name": "feedback"}, "nbgrader": about})
    table = page[page.index('id="marks"') : page.index("</table>")]
    assert table.count("points given by hand") == 1


def test_a_journal_without_digests_of_answers_compares_files(hand_in, course, several):
    """As an earlier edition of the grader wrote it."""
    journal = course.journal(several.name)
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    for line in lines:
        line.get("entry", {}).get("result", {}).pop("answers", None)
    journal.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    grade(course, several, "--force")
    assert status(course, several) == GRADED
    journal.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    hand_in_with_a_remark(hand_in, course, several, flip_or_not=ESSAY)
    grade(course, several, "--question", "conv2d")  # this one is known from now on, and no other
    assert status(course, several) == GRADED
    grade(course, several)
    assert status(course, several) == BY_HAND
