"""Where the benchmark's scores differ from stock nbgrader's, it says whose, on which question, which, and why."""

import pytest
from nbformat.v4 import new_code_cell, new_output
from rich.console import Console

from autograder.class_results import Answer
from benchmarks.grading.__main__ import _compare_scores
from benchmarks.grading.differences import differences, why_ours
from benchmarks.grading.stock import Given, why
from course_utils.questions.outcome import Outcome

RAISED = new_output("error", ename="CheckFailed", evalue="conv2d: 1 of 3 public cases pass.\nThe shape is 1.")
ALL = "all or nothing: the cell shows no error, so all points"


def answer(score, outcome=Outcome.CORRECT, cases=(), **known):
    return Answer("conv2d", score, 3.0, outcome, known.pop("reason", ""), known.pop("diagnosis", ""), None, cases)


PARTIAL = answer(1.0, Outcome.WRONG, (("a", "correct"), ("b", "wrong"), ("c", "wrong")), diagnosis="kernel_not_flipped")


@pytest.mark.parametrize(
    ("outputs", "says"),
    [
        ([], ALL),
        ([new_output("stream", name="stdout", text="x"), new_output("display_data")], ALL),
        ([new_output("stream", name="stderr", text="x"), RAISED], "all or nothing: the cell writes to stderr, so 0"),
        ([RAISED], "all or nothing: the cell ends with an error (CheckFailed: conv2d: 1 of 3 public cases pass), so 0"),
        ([new_output("execute_result", {"text/plain": "2"})],
         "what the cell shows is the score, or all points if it is no number"),
    ],
)  # fmt: skip
def test_stock_goes_by_what_a_cell_shows(outputs, says):
    cell = new_code_cell(outputs=outputs, metadata={"nbgrader": {"grade": True, "solution": False, "points": 3}})
    assert why(cell) == says


def test_a_person_grades_an_answer_that_has_no_check():
    assert "a person" in why(new_code_cell(metadata={"nbgrader": {"grade": True, "solution": True, "points": 3}}))


def test_ours_gives_credit_by_case_with_the_outcome_of_the_others():
    assert why_ours(PARTIAL) == "partial credit by case: 1 of 3 right; 2 wrong (kernel_not_flipped)"
    assert why_ours(answer(3.0, cases=(("a", "correct"),))) == "partial credit by case: 1 of 1 right"
    assert why_ours(answer(0.0, Outcome.NOT_ANSWERED, reason="It is empty.")) == "not answered: It is empty."
    assert why_ours(answer(0.0, Outcome.CRASHED)) == "crashed"


def test_rounding_is_no_difference_and_neither_is_a_score_that_neither_has():
    theirs = {("a", "conv2d"): Given(1.0049, ALL), ("b", "conv2d"): Given(None, ""), ("c", "conv2d"): Given(None, "")}
    ours = {("a", "conv2d"): PARTIAL, ("b", "conv2d"): answer(None), ("c", "conv2d"): PARTIAL, ("d", "conv2d"): PARTIAL}
    assert [(one.student, one.theirs) for one in differences(theirs, ours)] == [("c", Given(None, "")), ("d", None)]


def test_every_difference_is_printed_with_both_scores_and_reasons(monkeypatch):
    console = Console(width=160)
    monkeypatch.setattr("benchmarks.grading.__main__.console", console)
    named = ("[b]ana", "conv2d")
    with console.capture() as captured:
        _compare_scores({named: Given(0.0, why(new_code_cell(outputs=[RAISED], metadata={"nbgrader": {}}))),
                         ("bo", "conv2d"): Given(3.0, ALL), ("eve", "conv2d"): Given(None, "")},
                        {named: PARTIAL, ("bo", "conv2d"): answer(3.0), ("eve", "conv2d"): answer(None)})  # fmt: skip
    told = " ".join(captured.get().replace("│", " ").split())
    assert "Scores that agree: 1 of 2; 1 more wait for a person in both." in told
    assert "[b]ana conv2d 0 1 of 3 all or nothing" in told and "CheckFailed" in told and "2 wrong" in told
    assert "bo" not in told.split()
