"""Is what an answer returned what was expected? Tensors, numbers, texts, and lists, tuples and dicts of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch

from course_utils.checking.describe import describe, shape_text
from course_utils.questions.outcome import Outcome


@dataclass(frozen=True)
class Tolerance:
    """``|got - expected| <= atol + rtol * |expected|`` for whatever is not counted in whole numbers."""

    atol: float
    rtol: float


@dataclass(frozen=True)
class Comparison:
    """How a value compares with what was expected.

    first_wrong: the index of the first wrong element of a tensor, () where a value is wrong that is no tensor, and None
        where no value is wrong.
    place: where the difference is in a list, tuple or dict, such as ``['scores'][2]``; the reason names it.
    """

    outcome: Outcome
    reason: str = ""
    first_wrong: tuple[int, ...] | None = None
    place: str = ""


EQUAL = Comparison(Outcome.CORRECT)


def compare(expected: Any, got: Any, tolerance: Tolerance) -> Comparison:
    """Compare what was returned with what was expected; the first difference is told."""
    found = _compare(expected, got, tolerance)
    if not found.place:
        return found
    return replace(found, reason=f"At {found.place}: {found.reason[0].lower()}{found.reason[1:]}")


def _compare(expected: Any, got: Any, tolerance: Tolerance) -> Comparison:
    """The same; the reason does not say yet at which place."""
    if isinstance(expected, torch.Tensor):
        return _compare_tensors(expected, got, tolerance)
    if isinstance(expected, Mapping):
        return _compare_dicts(expected, got, tolerance)
    if isinstance(expected, list | tuple):
        return _compare_sequences(expected, got, tolerance)
    return _compare_single(expected, got, tolerance)


def same(one: Any, other: Any, tolerance: Tolerance) -> bool:
    """Whether both hold the same values, within the tolerance and whatever their dtypes."""
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        return one.shape == other.shape and torch.allclose(
            one.double(), other.double(), rtol=tolerance.rtol, atol=tolerance.atol, equal_nan=True
        )
    if _is_number(one) and _is_number(other):
        return one == other or bool(abs(one - other) <= tolerance.atol + tolerance.rtol * abs(other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key], tolerance) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(lambda a, b: same(a, b, tolerance), one, other))
    return type(one) is type(other) and not isinstance(one, torch.Tensor) and one == other


def distance(expected: Any, got: Any, tolerance: Tolerance) -> float:
    """The largest difference in units of the tolerance there; infinite where it is not one of size."""
    if isinstance(expected, torch.Tensor) and isinstance(got, torch.Tensor):
        if expected.shape != got.shape:
            return math.inf
        if expected.numel() == 0:
            return 0.0
        difference = (got.double() - expected.double()).abs()
        largest = (difference / (tolerance.atol + tolerance.rtol * expected.double().abs())).max().item()
        return math.inf if math.isnan(largest) else largest
    if isinstance(expected, float) and _is_number(_as_number(got)):
        return abs(_as_number(got) - expected) / (tolerance.atol + tolerance.rtol * abs(expected))
    if isinstance(expected, Mapping) and isinstance(got, Mapping) and expected.keys() == got.keys():
        return max((distance(expected[key], got[key], tolerance) for key in expected), default=0.0)
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple) and len(expected) == len(got):
        return max(map(lambda a, b: distance(a, b, tolerance), expected, got), default=0.0)
    return 0.0 if same(expected, got, tolerance) else math.inf


def _compare_tensors(expected: torch.Tensor, got: Any, tolerance: Tolerance) -> Comparison:
    wrong_form = Outcome.WRONG_TYPE_OR_SHAPE
    if not isinstance(got, torch.Tensor):
        return Comparison(wrong_form, f"It is {_described(got)}; expected is {describe(expected)}.")
    if got.shape != expected.shape:
        return Comparison(wrong_form, f"The shape is {shape_text(got)}; expected is {shape_text(expected)}.")
    # torch.zeros(...) makes float32 unless a dtype is named: for a float64 image that is worth a word, not a point.
    only_shorter = (got.dtype, expected.dtype) == (torch.float32, torch.float64)
    if got.dtype != expected.dtype and not only_shorter:
        return Comparison(wrong_form, f"The dtype is {got.dtype}; expected is {expected.dtype}.")
    # Where an infinite value is expected, it has to be the same one.
    strange = ~torch.isfinite(got) & ~(got.to(expected.dtype) == expected)
    if strange.any():
        index = tuple(strange.nonzero()[0].tolist())
        value = "It" if got.numel() == 1 else f"The value at {list(index)}"
        return Comparison(Outcome.WRONG, f"{value} is {got[index].item()}, not a finite number.", index)
    wrong = ~torch.isclose(got.to(expected.dtype), expected, rtol=tolerance.rtol, atol=tolerance.atol)
    if wrong.any():
        index = tuple(wrong.nonzero()[0].tolist())
        pair = f"is {got[index].item():.4g}, expected {expected[index].item():.4g}."
        if wrong.numel() == 1:  # there is no other value, and no place to name
            return Comparison(Outcome.WRONG, f"It {pair}", index)
        reason = f"{int(wrong.sum())} of {wrong.numel()} values are wrong, the first at {list(index)}: it {pair}"
        return Comparison(Outcome.WRONG, reason, index)
    if only_shorter:
        return Comparison(
            Outcome.CORRECT, "for a float64 input the result is float32, and half of the digits are lost."
        )
    return EQUAL


def _compare_dicts(expected: Mapping, got: Any, tolerance: Tolerance) -> Comparison:
    if not isinstance(got, Mapping):
        return Comparison(Outcome.WRONG_TYPE_OR_SHAPE, f"It is {_described(got)}; expected is a dict.")
    if missing := [key for key in expected if key not in got]:
        return Comparison(Outcome.WRONG_TYPE_OR_SHAPE, f"The key {missing[0]!r} is missing.")
    if extra := [key for key in got if key not in expected]:
        return Comparison(Outcome.WRONG_TYPE_OR_SHAPE, f"There is a key {extra[0]!r:.100}, which was not asked for.")
    return _first_difference([(f"[{key!r}]", expected[key], got[key]) for key in expected], tolerance)


def _compare_sequences(expected: Sequence, got: Any, tolerance: Tolerance) -> Comparison:
    if not isinstance(got, list | tuple):
        return Comparison(
            Outcome.WRONG_TYPE_OR_SHAPE, f"It is {_described(got)}; expected is a {type(expected).__name__}."
        )
    if len(got) != len(expected):
        return Comparison(Outcome.WRONG_TYPE_OR_SHAPE, f"It has {_items(len(got))}, expected {len(expected)}.")
    parts = [(f"[{place}]", *pair) for place, pair in enumerate(zip(expected, got, strict=True))]
    return _first_difference(parts, tolerance)


def _first_difference(parts: Sequence[tuple[str, Any, Any]], tolerance: Tolerance) -> Comparison:
    for place, expected, got in parts:
        found = _compare(expected, got, tolerance)
        if found.outcome is not Outcome.CORRECT:
            reason = found.reason
            if isinstance(got, str) and got[:1].isalpha() and not isinstance(expected, str):
                reason = f"It is {got:.100}; expected is {_kind(expected)}."  # words in which a probe says what it saw
            inner = () if found.outcome is Outcome.WRONG else None
            return Comparison(found.outcome, reason, inner, place + found.place)
    return EQUAL


def _compare_single(expected: Any, got: Any, tolerance: Tolerance) -> Comparison:
    """Numbers, truth values, texts and None."""
    got = _as_number(got) if isinstance(expected, float) else got
    fits = {bool: isinstance(got, bool), int: _is_number(got) and isinstance(got, int), float: _is_number(got)}
    if not fits.get(type(expected), type(got) is type(expected)):
        return Comparison(Outcome.WRONG_TYPE_OR_SHAPE, f"It is {_described(got)}; expected is {_kind(expected)}.")
    if isinstance(expected, float) and not math.isfinite(got) and got != expected:
        return Comparison(Outcome.WRONG, f"It is {got}, not a finite number.", ())
    if not same(got, expected, tolerance if isinstance(expected, float) else Tolerance(0.0, 0.0)):
        return Comparison(Outcome.WRONG, f"It is {_told(got)}, expected {_told(expected)}.", ())
    return EQUAL


def _as_number(value: Any) -> Any:
    """A mean comes out of PyTorch as a tensor of one number, which is as good as the number."""
    one = isinstance(value, torch.Tensor) and value.numel() == 1 and not value.is_complex()
    return value.item() if one else value


def _kind(expected: Any) -> str:
    """A kind of value with its article; the value itself is not told where the form is wrong."""
    kinds = {bool: "True or False", int: "an int", float: "a float", str: "a text (str)", type(None): "None"}
    return kinds.get(type(expected)) or describe(expected)


def _described(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {value!r:.100}"
    return f"the {type(value).__name__} {value!r}" if _is_number(value) else describe(value)


def _told(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else f"{value!r:.100}"


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
