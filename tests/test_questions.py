"""Every mistake that is known is told by its name, and every known mistake has somebody who makes it."""

import ast
import dataclasses
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
import pytest
import torch

from autograder.answer_keys import graded_question
from autograder.audit import right_answers_wanted
from autograder.problem_set import grade_id
from autograder.release import source_names
from autograder.variants import variants
from course_utils.checking.evidence import Observation, decode, encode
from course_utils.checking.observe import note_error
from course_utils.checking.verdict import judge
from course_utils.questions import UnknownQuestion, all_questions, find_question, questions_of
from course_utils.questions.misconceptions_of_all import COMMON
from course_utils.questions.question import Aspect, Forbidden, Misconception

SOURCE = Path(__file__).parents[1] / "source"
LONGEST_HINT = 60  # words of a second hint: three sentences, no lesson

COMMON_NAMES = {one.name for one in COMMON}
MISTAKES = [
    pytest.param(
        question, misconception, wrong, id=f"{question.asked_in}-{question.name}-{misconception.name}-{number}"
    )
    for question in all_questions()
    for misconception in question.misconceptions
    for number, wrong in enumerate(misconception.oracles)
]


@pytest.mark.parametrize(("question", "misconception", "wrong"), MISTAKES)
def test_a_mistake_is_told_by_its_name(question, misconception, wrong):
    question, cases = _open(question.name, question.asked_in)
    verdict = judge(question, cases, [_as_if_returned(wrong, case) for case in cases])
    assert verdict.credit < 1 and verdict.diagnosis.misconception.name == misconception.name


@cache  # the same objects for every mistake: what the others foretell of them is worked out once
def _open(name, problem_set):
    """The question without what it forbids: a wrong oracle is a library call, with the twist that is looked at."""
    question = dataclasses.replace(find_question(name, problem_set), forbidden=Forbidden())
    return question, [case for case in question.cases(np.random.default_rng(7)) if case.aspect is not Aspect.SPEED]


def _as_if_returned(wrong, case):
    """The evidence of an answer that makes this mistake; a wrong oracle returns what a probe would find."""
    try:
        value = wrong(*case.args, **case.options)
    except (RuntimeError, IndexError, ValueError) as error:
        return Observation("raised", error=note_error(error))
    return Observation("returned", value=decode(encode(value)))


@pytest.mark.parametrize("name", source_names())
def test_every_misconception_has_a_mutant(name):
    made = {(variant.question, variant.misconception) for variant in variants(name) if not variant.is_right}
    questions = questions_of(name)  # all there are: also one whose mutants were lost
    known = {(question, one.name) for question in questions for one in graded_question(question, name).misconceptions}
    assert not known - made, "known mistakes that nobody makes"
    assert not {pair for pair in made - known if pair[1] not in COMMON_NAMES}, "mutants of mistakes that are not known"


def test_somebody_makes_every_mistake_that_is_common_to_all_questions():
    assert {variant.misconception for name in source_names() for variant in variants(name)} >= COMMON_NAMES


@pytest.mark.parametrize("name", source_names())
def test_every_question_has_right_answers_written_differently(name):
    right = Counter(variant.question for variant in variants(name) if variant.is_right)
    too_few = {
        question.name: f"{right[question.name]} of {right_answers_wanted(question)}"
        for question in all_questions()
        if question.asked_in == name and right[question.name] < right_answers_wanted(question)
    }
    assert not too_few, "questions with fewer right answers than have to prove them"


def test_names_of_misconceptions_are_told_apart():
    for question in all_questions():
        told: dict[str, set[str]] = {}
        for one in (*question.misconceptions, *COMMON):
            assert one.told and one.hint
            told.setdefault(one.name, set()).add(one.told)
        # A mistake may be declared in two versions, but one name must always say one thing.
        assert all(len(texts) == 1 for texts in told.values())


@pytest.mark.parametrize("name", source_names())
def test_who_asks_for_more_gets_a_second_hint_that_is_short_and_another(name):
    lacking = [
        f"{question.name}: {one.name}"
        for question in all_questions()
        if question.asked_in == name
        for one in (*question.misconceptions, *COMMON)
        if not one.stronger or one.stronger in (one.hint, one.told) or len(one.stronger.split()) > LONGEST_HINT
    ]
    assert not lacking


@pytest.mark.parametrize("name", source_names())
def test_no_second_hint_is_the_solution(name):
    solved = {
        question.name: list(_steps_of_the_solution(name, question.name))
        for question in all_questions()
        if question.asked_in == name and not question.choices
    }
    assert solved and all(solved.values()), "a solution that cannot be found can't be compared with"
    given_away = [
        f"{question.name}: {one.name}: {step}"
        for question in all_questions()
        if question.name in solved and question.asked_in == name
        for one in (*question.misconceptions, *COMMON)
        for step in solved[question.name]
        if step in _without_spaces(one.stronger)
    ]
    code = [
        f"{question.name}: {one.name}: {span}"
        for question in all_questions()
        if question.asked_in == name
        for one in (*question.misconceptions, *COMMON)
        for span in re.findall(r"`([^`]*)`", one.stronger)
        if re.search(r"\b(return|def) ", span)
    ]
    assert not given_away and not code


def _steps_of_the_solution(name: str, question: str) -> Iterator[str]:
    """What the reference answer computes, step by step; a call that only names a method of the library is no secret."""
    answer = _answer(name, question)
    solved, written = set(), False
    for number, line in enumerate(answer.splitlines(), start=1):
        written = (written or "### BEGIN SOLUTION" in line) and "### END SOLUTION" not in line
        solved |= {number} if written else set()
    for step in ast.walk(ast.parse(answer)):
        if (
            isinstance(step, ast.Assign | ast.AugAssign | ast.Return | ast.Expr)
            and step.lineno in solved
            and step.value
        ):
            text = _without_spaces(ast.unparse(step.value))
            if not _names_a_method(step.value) and len(text) > len("image[row,column]"):
                yield text


def _answer(name: str, question: str) -> str:
    """The cell with the reference answer."""
    notebook = nbformat.read(SOURCE / name / f"{name}.ipynb", as_version=4)
    return next(cell.source for cell in notebook.cells if grade_id(cell) == f"{question}_answer")


def _names_a_method(value: ast.expr) -> bool:
    called = value.func if isinstance(value, ast.Call) and not value.args else None
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name)


def _without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


CLAIMS = [
    pytest.param(question, call, value, id=f"{question.asked_in}-{one.name}-{call}")
    for question in all_questions()
    for one in question.misconceptions
    for call, value in re.findall(
        rf"`({question.function or question.name}\([^`]*\))` is `?(\d+\b(?!\.\d)|\([\d, ]+\))", one.stronger
    )
]


@pytest.mark.parametrize(("question", "call", "value"), CLAIMS)
def test_what_a_second_hint_says_of_a_call_is_true(question, call, value):
    names = {"math": math, "torch": torch}
    exec(_answer(question.asked_in, question.name), names)
    assert eval(call, names) == ast.literal_eval(value)


def test_a_misconception_that_can_never_be_told_is_refused():
    with pytest.raises(ValueError, match="never be told"):
        Misconception("vague", "You are wrong.", "Think.", find_question("conv2d").section)


def test_a_misspelled_question_gets_a_suggestion():
    with pytest.raises(UnknownQuestion, match="Did you mean 'conv2d_layer'"):
        find_question("conv2_layer")
