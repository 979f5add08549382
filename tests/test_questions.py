"""Every mistake that is known is told by its name, and every known mistake has somebody who makes it."""

import dataclasses

import numpy as np
import pytest

from autograder.answer_keys import graded_question
from autograder.release import problem_sets
from autograder.variants import variants
from course_utils.checking.evidence import Observation, decode, encode
from course_utils.checking.observe import note_error
from course_utils.checking.verdict import judge
from course_utils.questions import UnknownQuestion, all_questions, find_question
from course_utils.questions.misconceptions_of_all import COMMON
from course_utils.questions.question import Aspect, Forbidden, Misconception

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
    # The wrong oracles are library calls with a twist; here the twist is what is looked at.
    question = dataclasses.replace(question, forbidden=Forbidden())
    cases = [case for case in question.cases(np.random.default_rng(7)) if case.aspect is not Aspect.SPEED]
    verdict = judge(question, cases, [_as_if_returned(wrong, case) for case in cases])
    assert verdict.credit < 1 and verdict.diagnosis.misconception.name == misconception.name


def _as_if_returned(wrong, case):
    """The evidence of an answer that makes this mistake; a wrong oracle returns what a probe would find."""
    try:
        value = wrong(*case.args, **case.options)
    except (RuntimeError, IndexError, ValueError) as error:
        return Observation("raised", error=note_error(error))
    return Observation("returned", value=decode(encode(value)))


@pytest.mark.parametrize("name", problem_sets())
def test_every_misconception_has_a_mutant(name):
    made = {(variant.question, variant.misconception) for variant in variants(name) if not variant.is_right}
    questions = {variant.question for variant in variants(name)}
    known = {(question, one.name) for question in questions for one in graded_question(question, name).misconceptions}
    assert not known - made, "known mistakes that nobody makes"
    assert not {pair for pair in made - known if pair[1] not in COMMON_NAMES}, "mutants of mistakes that are not known"


def test_somebody_makes_every_mistake_that_is_common_to_all_questions():
    assert {variant.misconception for name in problem_sets() for variant in variants(name)} >= COMMON_NAMES


@pytest.mark.parametrize("name", problem_sets())
def test_every_question_has_right_answers_written_differently(name):
    for question in {variant.question for variant in variants(name)}:
        least = 1 if graded_question(question, name).choices else 4  # there is one way to write a letter
        assert sum(variant.is_right for variant in variants(name) if variant.question == question) >= least


def test_names_of_misconceptions_are_told_apart():
    for question in all_questions():
        told: dict[str, set[str]] = {}
        for one in (*question.misconceptions, *COMMON):
            assert one.told and one.hint
            told.setdefault(one.name, set()).add(one.told)
        # A mistake may be declared in two versions, but one name must always say one thing.
        assert all(len(texts) == 1 for texts in told.values())


def test_a_misconception_that_can_never_be_told_is_refused():
    with pytest.raises(ValueError, match="never be told"):
        Misconception("vague", "You are wrong.", "Think.", find_question("conv2d").section)


def test_a_misspelled_question_gets_a_suggestion():
    with pytest.raises(UnknownQuestion, match="Did you mean 'conv2d_layer'"):
        find_question("conv2_layer")
