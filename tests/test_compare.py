"""Values of every kind against what was expected: the form first, then the first difference, told in one sentence."""

import math

import numpy as np
import pytest
import torch

from course_utils.checking.compare import Tolerance, compare, distance, same
from course_utils.checking.evidence import decode, encode
from course_utils.questions.outcome import Outcome

TOLERANCE = Tolerance(1e-4, 1e-4)


def carried(value):
    return decode(encode(value))


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (14, 14),
        (14, np.int64(14)),
        (0.5, 0.50001),
        (0.5, torch.tensor(0.5, dtype=torch.float64)),
        (1.0, 1),
        (float("inf"), float("inf")),
        (True, True),
        ("b", "b"),
        (None, None),
        ((1, 2), [1, 2]),
        ({"a": torch.ones(2), "n": 3}, {"n": 3, "a": torch.ones(2)}),
        (torch.tensor([1.0, -math.inf]), torch.tensor([1.0, -math.inf])),
    ],
)
def test_what_is_right(expected, got):
    assert compare(expected, carried(got), TOLERANCE).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("expected", "got", "outcome", "says"),
    [
        (14, 15, Outcome.WRONG, "It is 15, expected 14."),
        (14, 14.0, Outcome.WRONG_TYPE_OR_SHAPE, "the float 14.0; expected is an int"),
        (14, True, Outcome.WRONG_TYPE_OR_SHAPE, "expected is an int"),
        (14, torch.tensor(14), Outcome.WRONG_TYPE_OR_SHAPE, "int64 tensor"),
        (True, 1, Outcome.WRONG_TYPE_OR_SHAPE, "True or False"),
        (0.5, 0.6, Outcome.WRONG, "It is 0.6, expected 0.5."),
        (0.5, float("nan"), Outcome.WRONG, "not a finite number"),
        (0.5, "0.5", Outcome.WRONG_TYPE_OR_SHAPE, "expected is a float"),
        (0.5, torch.ones(2), Outcome.WRONG_TYPE_OR_SHAPE, "tensor of shape 2"),
        (0.5, None, Outcome.WRONG_TYPE_OR_SHAPE, "None"),
        ("b", "a", Outcome.WRONG, "'a'"),
        ((1, 2), (1, 3), Outcome.WRONG, "At [1]: it is 3"),
        ((1, 2), (1, 2, 3), Outcome.WRONG_TYPE_OR_SHAPE, "It has 3 items, expected 2."),
        ((1, 2), 1, Outcome.WRONG_TYPE_OR_SHAPE, "expected is a tuple"),
        ({"a": 1}, {}, Outcome.WRONG_TYPE_OR_SHAPE, "'a' is missing"),
        ({"a": 1}, {"a": 1, "b": 2}, Outcome.WRONG_TYPE_OR_SHAPE, "'b', which was not asked for"),
        ({"a": (1.0, 2.0)}, {"a": (1.0, 2.5)}, Outcome.WRONG, "At ['a'][1]: it is 2.5"),
        (
            {"gradient": torch.ones(2)},
            {"gradient": "none"},
            Outcome.WRONG_TYPE_OR_SHAPE,
            "At ['gradient']: it is none; expected is a float32 tensor of shape 2.",
        ),
        ((1, 2), ("1", 2), Outcome.WRONG_TYPE_OR_SHAPE, "At [0]: it is the text '1'; expected is an int."),
        ({"a": [(1, 2)]}, {"a": [(1,)]}, Outcome.WRONG_TYPE_OR_SHAPE, "At ['a'][0]: it has 1 item, expected 2."),
        (torch.tensor(1.516), torch.tensor(0.3255), Outcome.WRONG, "It is 0.3255, expected 1.516."),
        (torch.ones(1, 1), torch.full((1, 1), math.nan), Outcome.WRONG, "It is nan, not a finite number."),
        (torch.ones(2), torch.tensor([1.0, 3.0]), Outcome.WRONG, "1 of 2 values are wrong, the first at [1]: it is 3"),
        (torch.tensor([1.0, math.inf]), torch.tensor([1.0, -math.inf]), Outcome.WRONG, "at [1] is -inf"),
    ],
)
def test_what_is_wrong_is_told(expected, got, outcome, says):
    found = compare(expected, carried(got), TOLERANCE)
    assert found.outcome is outcome and says in found.reason
    assert (found.first_wrong is not None) == (outcome is Outcome.WRONG)


def test_the_same_values_are_the_same_whatever_holds_them():
    assert same((1, 2.0), [1.0, 2], TOLERANCE) and same({"a": torch.ones(2)}, {"a": torch.ones(2).double()}, TOLERANCE)
    assert not same(1, True, TOLERANCE) and not same(1, "1", TOLERANCE) and not same([1], [1, 1], TOLERANCE)


def test_a_distance_is_counted_in_tolerances_and_what_can_not_be_measured_is_far():
    assert distance(1.0, 1.002, TOLERANCE) == pytest.approx(10)
    assert distance(1.0, torch.tensor(1.002, dtype=torch.float64), TOLERANCE) == pytest.approx(10)
    assert distance(torch.ones(2), torch.tensor([1.0, math.nan]), TOLERANCE) == math.inf
    assert distance({"a": torch.ones(2)}, {"a": torch.tensor([1.0, 1.002])}, TOLERANCE) == pytest.approx(10, rel=1e-3)
    assert distance(14, 15, TOLERANCE) == math.inf and distance(torch.ones(2), torch.ones(3), TOLERANCE) == math.inf
    assert distance((1, "b"), [1, "b"], TOLERANCE) == 0
