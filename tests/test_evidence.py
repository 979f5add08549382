"""Evidence crosses a border: what is carried arrives unchanged, and what is not evidence is refused."""

import json
from collections import OrderedDict, defaultdict
from functools import partial

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_utils.checking.evidence import (
    DEEPEST,
    MOST_BYTES,
    ErrorNote,
    EvidenceError,
    Observation,
    Opaque,
    decode,
    encode,
)

# The same examples every time, however long they take: who has changed nothing sees no failure.
DERANDOMIZED = settings(derandomize=True, database=None, deadline=None)


def through_json(value):
    return decode(json.loads(json.dumps(encode(value))))


@DERANDOMIZED
@given(
    hnp.arrays(
        st.sampled_from([np.float32, np.float64, np.uint8, np.int64, np.bool_]),
        hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
    )
)
def test_a_tensor_arrives_bit_by_bit(array):
    tensor = torch.from_numpy(array)
    arrived = through_json(tensor)
    assert arrived.dtype == tensor.dtype and arrived.shape == tensor.shape
    assert arrived.numpy().tobytes() == tensor.numpy().tobytes()


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_short_floats_arrive_too(dtype):
    tensor = torch.tensor([[1.5, -2.25], [0.0, 3.0]]).to(dtype)
    assert through_json(tensor).dtype == dtype and torch.equal(through_json(tensor), tensor)


def test_a_view_and_a_tensor_that_requires_grad_arrive_as_values():
    tensor = torch.arange(6.0, requires_grad=True).reshape(2, 3).T
    assert torch.equal(through_json(tensor), tensor.detach())


@pytest.mark.parametrize("kind", [OrderedDict, partial(defaultdict, list)])
def test_what_python_derives_from_a_dict_arrives_as_one(kind):
    assert type(through_json(kind({"blur": 1}))) is dict and through_json(kind({"blur": 1})) == {"blur": 1}


def test_what_somebody_else_derives_from_a_dict_is_only_named():
    class Always(dict):
        def items(self):
            return [("blur", 2)]

    assert type(through_json(Always(blur=1))) is Opaque


nested = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**50), 2**50) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def depth(value):
    """How many lists and dicts lie in one another."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@DERANDOMIZED
@given(nested)
def test_plain_values_arrive(value):
    if depth(value) <= DEEPEST:
        assert through_json(value) == value
    else:
        assert '"opaque"' in json.dumps(encode(value))


def test_the_deepest_lists_that_are_carried_arrive_and_deeper_ones_are_named_where_they_begin():
    value = "x"
    for _ in range(DEEPEST):
        value = [value]
    assert through_json(value) == value
    arrived = through_json([value])
    for _ in range(DEEPEST):
        [arrived] = arrived
    assert type(arrived) is Opaque and "deeply nested" in arrived.why


def test_lists_that_hold_too_much_in_all_are_named_and_not_carried():
    rows = [[1] * 100] * 99
    assert through_json([rows]) == [rows]
    arrived = through_json([rows, rows, rows])  # each list for itself is short enough
    assert type(arrived) is Opaque and "in all" in arrived.why


def test_a_number_that_no_answer_needs_is_named_and_not_carried():
    for value in (2**63, -(2**63) - 1, 10**5000):
        assert through_json(value) == Opaque("builtins.int", None, "more than 64 bits")
    assert through_json(2**63 - 1) == 2**63 - 1


class AlwaysEqual(torch.Tensor):
    def __eq__(self, other):
        return torch.ones(())


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (torch.zeros(2, 3).as_subclass(AlwaysEqual), "AlwaysEqual"),
        (np.zeros((2, 3)), "numpy.ndarray"),
        (torch.nn.Parameter(torch.zeros(2, 3)), "Parameter"),
        (lambda x: x, "function"),
    ],
)
def test_everything_else_is_only_named(value, name):
    arrived = through_json(value)
    assert isinstance(arrived, Opaque) and name in arrived.type_name


def test_a_tensor_that_is_too_large_is_only_named():
    arrived = through_json(torch.zeros(MOST_BYTES))
    assert isinstance(arrived, Opaque) and arrived.shape == (MOST_BYTES,)


def test_a_shape_that_lies_is_refused():
    data = encode(torch.zeros(2, 3))
    data["shape"] = [1000, 1000, 1000]
    with pytest.raises(EvidenceError, match="are not a"):
        decode(data)


def test_an_object_whose_shape_raises_is_only_named():
    class Evil:
        @property
        def shape(self):
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        Evil().shape  # noqa: B018
    assert isinstance(through_json(Evil()), Opaque)


def test_an_observation_arrives_whole():
    sent = Observation(
        "raised",
        error=ErrorNote("TypeError", "no", 3, "x = y"),
        operations={"aten.add": 2},
        calls=("numpy.pad",),
        mutated=(0,),
        seconds=0.5,
    )
    assert Observation.from_json(json.loads(json.dumps(sent.to_json()))) == sent


@pytest.mark.parametrize("damage", ["status", "value", "operations", "calls", "mutated", "seconds"])
def test_an_observation_with_a_part_missing_or_wrong_is_refused(damage):
    plain = Observation("returned", value=1.0).to_json()
    for broken in ({**plain, damage: object()}, {key: part for key, part in plain.items() if key != damage}):
        with pytest.raises(EvidenceError):
            Observation.from_json(broken)


@DERANDOMIZED
@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_what_is_no_observation_is_refused_whatever_it_is(garbage):
    with pytest.raises(EvidenceError):
        Observation.from_json(garbage)


def test_a_number_of_numpys_is_a_number_and_a_class_that_is_made_to_look_like_one_is_none():
    assert decode(encode(np.float32(0.5))) == 0.5 and decode(encode(np.int64(3))) == 3

    def item(self):
        raise AssertionError("a method of the answer's own was called")

    lookalike = type("float64", (np.float64,), {"__module__": "numpy", "item": item})
    assert isinstance(decode(encode(lookalike(0.5))), Opaque)
