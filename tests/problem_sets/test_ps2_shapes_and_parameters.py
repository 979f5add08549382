"""Problem set 2: tables that count row by row, a network judged by what it does, and arithmetic without PyTorch."""

import copy

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge
from course_utils.questions import find_question, questions_of
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps2_shapes_and_parameters import (
    receptive_field,
    same_padding,
    tables,
    trace_cifarcnn,
    trace_lenet,
)

PROBLEM_SET = "ps2_shapes_and_parameters"
NETWORKS = {"trace_lenet": trace_lenet.NETWORK, "trace_cifarcnn": trace_cifarcnn.NETWORK}
ARITHMETIC = [name for name, question in questions_of(PROBLEM_SET).items() if question.forbidden.operations == ("*",)]


def judged(name, answer, seed=1):
    question = find_question(name, PROBLEM_SET)
    cases = question.cases(np.random.default_rng(seed))
    return judge(question, cases, [observe(question, case, answer) for case in cases])


def right_table(name):
    return copy.deepcopy(tables.rows(NETWORKS[name]))


@pytest.mark.parametrize("name", NETWORKS)
def test_the_right_rules_give_the_table_that_pytorch_gives(name):
    assert tables.filled_in_by(tables.Rules(), NETWORKS[name]) == tables.rows(NETWORKS[name])


@pytest.mark.parametrize("name", NETWORKS)
def test_each_row_of_a_table_counts_by_itself(name):
    table = right_table(name)
    for row in list(table)[2:]:
        table[row] = dict.fromkeys(table[row])
    verdict = judged(name, table)
    assert verdict.passed == 2 and verdict.outcome is not Outcome.NOT_ANSWERED
    assert "is not filled in yet" in verdict.reason


def test_an_empty_table_is_not_answered():
    empty = {name: dict.fromkeys(row) for name, row in right_table("trace_lenet").items()}
    verdict = judged("trace_lenet", empty)
    assert verdict.outcome is Outcome.NOT_ANSWERED and verdict.credit == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (28, "the row is an int"),
        ({"shape": (6, 28, 28)}, "no 'parameters'"),
        ({"shape": 28, "parameters": 156}, "'shape' is an int"),
        ({"shape": (6, 28.0, 28), "parameters": 156}, "a tuple of ints"),
        ({"shape": torch.zeros(6, 28, 28).shape, "parameters": 156}, "'shape' is a torch.Size"),
        ({"shape": (6, 28, 28), "parameters": 156.0}, "'parameters' is a float"),
        ({"shape": (6, 28, 28), "parameters": True}, "'parameters' is a bool"),
        ({"shape": (28, 28), "parameters": 156}, "is not right"),
    ],
)
def test_a_row_that_cannot_be_read_or_is_wrong_is_told_in_a_sentence_and_costs_only_itself(row, said):
    table = {**right_table("trace_lenet"), "conv1": row}
    verdict = judged("trace_lenet", table)
    assert said in verdict.reason and verdict.reason.startswith("conv1: ")
    assert verdict.passed == len(verdict.cases) - 1
    assert "156" not in verdict.reason or "parameters" in row  # what is right is not told


@pytest.mark.parametrize("answer", [None, 61_706, [1, 2], {}, {1: 2}, "conv1", nn.Flatten()])
def test_what_is_no_table_earns_nothing_and_breaks_nothing(answer):
    verdict = judged("trace_lenet", answer)
    assert verdict.credit == 0 and verdict.reason


@pytest.mark.parametrize("seed", range(5))
def test_the_receptive_field_is_where_the_gradient_is_not_zero(seed):
    for case in receptive_field.cases(np.random.default_rng(seed)):
        row = torch.zeros(1, 1, 300, dtype=torch.double, requires_grad=True)
        output = row
        for kernel, stride, dilation in case.args:
            output = F.conv1d(output, torch.ones(1, 1, kernel).double(), stride=stride, dilation=dilation)
        output[0, 0, 0].backward()
        seen = row.grad[0, 0].nonzero().flatten()
        assert seen.min() == 0 and seen.max() + 1 == receptive_field.oracle(*case.args)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("dilation", [1, 2, 3])
@pytest.mark.parametrize("kernel", range(1, 8))
def test_same_padding_is_what_pytorch_calls_same(kernel, dilation):
    row = torch.arange(1.0, 41)[None, None]
    weight = torch.rand(1, 1, kernel)
    padded = F.pad(row, same_padding.oracle(kernel, dilation))
    same = F.conv1d(row, weight, padding="same", dilation=dilation)
    torch.testing.assert_close(F.conv1d(padded, weight, dilation=dilation), same)


def test_an_answer_that_empties_its_list_spoils_no_case():
    def empties(layers):
        while layers:
            layers.pop()
        return 1

    failure = next(case for case in judged("receptive_field", empties).cases if not case.passed)
    assert failure.case.args and failure.expected == receptive_field.oracle(*failure.case.args) > 1


@pytest.mark.parametrize("name", ARITHMETIC)
def test_arithmetic_with_tensors_is_seen(name):
    assert judged(name, lambda *_args, **_options: len(torch.zeros(3))).outcome is Outcome.FORBIDDEN


def test_all_questions_of_arithmetic_are_meant():
    assert len(ARITHMETIC) == 7


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda: nn.Sequential, "returns a type"),
        (lambda: 7, "returns an int"),
        (lambda: Returns("ten scores"), "The network returns a str"),
        (lambda: Returns(torch.zeros(10)), "give scores of shape 10"),
    ],
)
def test_what_is_no_network_for_digits_is_told_in_a_sentence(answer, said):
    verdict = judged("shrink_it", answer)
    assert verdict.credit == 0 and said in verdict.reason


class Returns(nn.Module):
    """Two convolutions, and the same whatever it is given."""

    def __init__(self, value):
        super().__init__()
        self.convolutions = nn.Sequential(nn.Conv2d(1, 1, 1), nn.Conv2d(1, 1, 1))
        self.value = value

    def forward(self, _images):
        return self.value


@pytest.mark.parametrize("name", ["choice_1", "choice_2"])
def test_the_students_own_check_does_not_tell_which_letter_is_right(name):
    verdicts = {judged(name, letter).outcome for letter in "abcde"}
    assert verdicts == {Outcome.CORRECT}


def test_the_case_that_is_shown_is_one_that_the_named_mistake_explains():
    def without_groups(in_channels, out_channels, kernel_size, bias=True, groups=1):
        rows, columns = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
        return (in_channels * rows * columns + 1) * out_channels

    verdict = judged("conv2d_parameters", without_groups)
    assert verdict.diagnosis.misconception.name == "groups_ignored"
    assert verdict.shown.case.options["groups"] > 1 and verdict.reason == verdict.shown.reason
