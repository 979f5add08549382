"""Answers that are more than functions of tensors: modules, random ones, trained ones and chosen letters."""

import numpy as np
import pytest
import torch
from torch import nn

from autograder.answer_keys import Key, Reply, with_key
from course_utils.checking.card import text_card
from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge
from course_utils.questions import UnknownQuestion, find_question, problem_sets, questions_of
from course_utils.questions.multiple_choice import multiple_choice
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Misconception, Question, Section, Shortfall

SECTION = Section("ps9_example", "1. An example")


def judged(question, answer):
    cases = question.public_cases()
    return judge(question, cases, [observe(question, case, answer) for case in cases])


def with_weights(module, weight, x):
    """The output of a bias-free layer made by the answer, with given weights."""
    layer = module(weight.shape[1], weight.shape[0])
    with torch.no_grad():
        layer.weight.copy_(weight)
    return {"parameters": sum(p.numel() for p in layer.parameters()), "out": layer(x)}


class Scaled(nn.Linear):
    def forward(self, x):
        return 2 * super().forward(x)


def without_bias(module):
    return lambda inputs, outputs: module(inputs, outputs, bias=False)


MODULE = Question(
    name="linear",
    title="A layer",
    section=SECTION,
    cases=lambda rng: [Case("a layer", (torch.ones(2, 3), torch.tensor([[1.0, 2.0, 4.0]])))],
    oracle=lambda *args: with_weights(without_bias(nn.Linear), *args),
    probe=with_weights,
    misconceptions=(
        Misconception(
            "doubled", "It doubles.", "Count.", SECTION, oracles=(lambda *a: with_weights(without_bias(Scaled), *a),)
        ),
    ),
)


def test_a_module_is_judged_by_what_it_does_with_given_weights():
    class Mine(nn.Module):
        def __init__(self, inputs, outputs):
            super().__init__()
            self.weight = nn.Parameter(torch.zeros(outputs, inputs))

        def forward(self, x):
            return x @ self.weight.T

    assert judged(MODULE, Mine).outcome is Outcome.CORRECT
    wrong = judged(MODULE, without_bias(Scaled))
    assert wrong.outcome is Outcome.WRONG and wrong.diagnosis.misconception.name == "doubled"
    more = judged(MODULE, nn.Linear)
    assert more.outcome is Outcome.WRONG and "['parameters']: it is 8, expected 6" in more.reason


def test_what_a_probed_answer_raises_shows_the_students_line():
    def forgets(inputs, outputs):
        raise ValueError("no such layer")

    verdict = judged(MODULE, forgets)
    assert verdict.outcome is Outcome.RAISED and 'raise ValueError("no such layer")' in verdict.reason


def test_a_property_of_what_a_probe_returns_is_judged_case_by_case():
    labels = torch.tensor([0, 1])

    def accurate(scores):
        share = (scores.argmax(1) == labels).float().mean().item()
        return None if share == 1 else Shortfall(f"Only {share:.0%} are right.")

    question = Question(
        name="trained",
        title="A trained network",
        section=SECTION,
        cases=lambda rng: [Case("unseen images", (torch.eye(2),), property=accurate)],
        probe=lambda model, images: model(images),
    )
    assert judged(question, nn.Identity()).outcome is Outcome.CORRECT
    assert judged(question, lambda images: -images).reason == "Only 0% are right."


CHOICE = multiple_choice("exercise", "A choice", SECTION, {"a": "one", "b": "two", "c": "three"})
TAUGHT = Section("09_example", "Counting")
KEY = Key(
    "b",
    {
        "a": Reply("counted_once", "Twice.", "Count.", TAUGHT),
        "c": Reply("counted_thrice", "Only twice.", "Count.", TAUGHT),
    },
)


@pytest.mark.parametrize("letter", "abc")
def test_the_students_own_check_notes_a_choice_and_tells_nothing(letter):
    verdict = judged(CHOICE, letter)
    assert verdict.outcome is Outcome.CORRECT and "noted" in text_card(verdict)


@pytest.mark.parametrize(("value", "outcome"), [("", Outcome.NOT_ANSWERED), ("d", Outcome.WRONG_TYPE_OR_SHAPE)])
def test_what_is_no_choice_is_told_at_once(value, outcome):
    assert judged(CHOICE, value).outcome is outcome
    assert judged(with_key(CHOICE, KEY), value).outcome is outcome


def test_the_grader_knows_the_right_letter_and_replies_to_the_others():
    graded = with_key(CHOICE, KEY)
    assert judged(graded, "b").credit == 1
    wrong = judged(graded, "c")
    assert wrong.credit == 0 and wrong.outcome is Outcome.WRONG
    assert wrong.diagnosis.misconception.name == "counted_thrice"


def test_a_wrong_choice_is_repeated_the_reply_said_once_and_the_link_leads_to_where_it_is_taught():
    card = text_card(judged(with_key(CHOICE, KEY), "c"))
    assert "You chose c: three." in card and card.count("Only twice.") == 1 and TAUGHT.heading in card


@pytest.mark.parametrize("letter", ["B", " b", "b\n"])
def test_a_letter_may_be_large_or_have_blanks_around_it(letter):
    assert judged(CHOICE, letter).outcome is Outcome.CORRECT
    assert judged(with_key(CHOICE, KEY), letter).credit == 1
    assert judged(with_key(CHOICE, KEY), letter.replace("b", "c").replace("B", "C")).diagnosis.misconception.name == (
        "counted_thrice"
    )


@pytest.mark.parametrize("key", [None, Key("b", {}), Key("d", KEY.replies), Key("b", {**KEY.replies, "b": KEY})])
def test_a_key_that_does_not_fit_is_refused(key):
    with pytest.raises(ValueError, match="exercise"):
        with_key(CHOICE, key)


def test_a_question_of_a_problem_set_is_found_there_and_not_elsewhere():
    for problem_set in problem_sets():
        for name, question in questions_of(problem_set).items():
            assert find_question(name, problem_set) is question and question.asked_in == problem_set
    with pytest.raises(UnknownQuestion, match="no question"):
        find_question("softmin", "ps1_convolution")


def test_the_same_seed_gives_the_same_cases_to_a_choice():
    assert [case.name for case in CHOICE.cases(np.random.default_rng(1))] == ["your choice"]
