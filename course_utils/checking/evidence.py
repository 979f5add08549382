"""Evidence: what an answer did, as nothing but data.

Evidence crosses from the process that runs a student's code to the one that judges, so it is JSON through and
through: tensors travel as their dtype, shape and raw bytes, never as a pickle. Only exact types count: a subclass of
``torch.Tensor`` may redefine equality, so it is recorded as an opaque object and judged as a wrong type.
"""

import binascii
import math
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

MOST_BYTES = 4_000_000  # of one tensor
MOST_ITEMS = 100  # of one list or dict
MOST_CHARACTERS = 2_000  # of one text
DEEPEST = 4  # lists in lists
MOST_IN_ALL = 20_000  # values in a value, with lists and dicts; what is asked for has up to 160
# The types themselves: a class of a student's own, derived from one, may have an ``item`` of its own.
NUMPY_NUMBERS = frozenset({kind for kind in np.sctypeDict.values() if np.dtype(kind).kind in "biuf"})
DICTS = (dict, OrderedDict, defaultdict)  # Python's own: they hold what a dict holds, and arrive as one

# Functions, and methods of the base class, which nobody can replace: what is looked up by its name once an answer has
# returned may compute another one. The first method gives a tensor without attributes that a student has set: those
# would stand in front of its methods.
_BASE = torch._C.TensorBase
DETACH, _CPU, _TO, _NUMPY = _BASE.detach, _BASE.cpu, _BASE.to, _BASE.numpy
_NUMEL, _ELEMENT_SIZE = _BASE.numel, _BASE.element_size
_RESOLVE_CONJ, _RESOLVE_NEG = _BASE.resolve_conj, _BASE.resolve_neg
_FROM_NUMPY, _FROM_BUFFER = torch.from_numpy, np.frombuffer
_FROM_BASE64, _TO_BASE64 = binascii.a2b_base64, binascii.b2a_base64

# NumPy has no bfloat16: its values are carried as float32, exactly.
DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float16, torch.float32, torch.float64, torch.bfloat16,
        torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.bool,
    )
}  # fmt: skip
CARRIED = {dtype: torch.float32 if dtype is torch.bfloat16 else dtype for dtype in DTYPES.values()}
NUMPY_TYPES = {dtype: torch.empty(0, dtype=carried).numpy().dtype for dtype, carried in CARRIED.items()}


class EvidenceError(ValueError):
    """What arrived is not evidence: malformed, too large, or not what it says it is."""


@dataclass(frozen=True)
class Opaque:
    """A value that is not carried over, only named: its type, its shape if it has one, and why."""

    type_name: str
    shape: tuple[int, ...] | None = None
    why: str = ""


@dataclass(frozen=True)
class ErrorNote:
    """An exception raised by an answer: its type and message, and the line of the student's own code."""

    type_name: str
    message: str
    line_number: int | None = None
    line: str = ""


@dataclass(frozen=True)
class Observation:
    """What one case showed.

    status: "returned", "raised" or "timed out".
    value: a tensor, number, bool, text, None, list, tuple or dict of these, or :class:`Opaque`.
    operations: how often each aten operation ran, where the question forbids some or the case counts them, and the case
        is recorded.
    operations_smaller: the number of aten operations of the same call on a smaller image, if it was made.
    lines, lines_smaller: how many lines of the student's own code ran in either call.
    calls: the functions of numeric libraries and of the course that were called, by module and name, where the case is
        recorded; and forbidden operators that ran unseen by ``operations``, such as ``aten::convolution``.
    mutated: positions of the arguments whose contents changed.
    gradient: None where it was not tried, "" where it flows and is right, else one sentence saying what is amiss.
    seconds, reference_seconds: the best of several runs of the answer and of the oracle, where speed is asked for.
    """

    status: str
    value: Any = None
    error: ErrorNote | None = None
    operations: Mapping[str, int] = field(default_factory=dict)
    operations_smaller: int | None = None
    lines: int | None = None
    lines_smaller: int | None = None
    calls: tuple[str, ...] = ()
    mutated: tuple[int, ...] = ()
    gradient: str | None = None
    seconds: float | None = None
    reference_seconds: float | None = None

    def to_json(self) -> dict[str, Any]:
        """A JSON-serialisable dict; :meth:`from_json` gives the observation back."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain["value"] = encode(self.value)
        plain["error"] = self.error and vars(self.error)
        plain["operations"] = dict(self.operations)
        return plain

    @classmethod
    def from_json(cls, plain: Any) -> "Observation":
        """Read untrusted JSON data; raises :class:`EvidenceError` where it is not an observation."""
        try:
            if plain["status"] not in ("returned", "raised", "timed out"):
                raise EvidenceError(f"unknown status {plain['status']!r:.50}")
            error = plain["error"]
            if plain["status"] == "raised" and not error:
                raise EvidenceError("an error that is none")
            return cls(
                status=plain["status"],
                value=decode(plain["value"]),
                error=error
                and ErrorNote(
                    str(error["type_name"])[:MOST_CHARACTERS],
                    str(error["message"])[:MOST_CHARACTERS],
                    _optional(_count, error["line_number"]),
                    str(error["line"])[:MOST_CHARACTERS],
                ),
                operations={str(name): _count(count) for name, count in plain["operations"].items()},
                operations_smaller=_optional(_count, plain["operations_smaller"]),
                lines=_optional(_count, plain["lines"]),
                lines_smaller=_optional(_count, plain["lines_smaller"]),
                calls=tuple(str(call) for call in plain["calls"]),
                mutated=tuple(_count(position) for position in plain["mutated"]),
                gradient=_optional(str, plain["gradient"]),
                seconds=_optional(float, plain["seconds"]),
                reference_seconds=_optional(float, plain["reference_seconds"]),
            )
        except EvidenceError:
            raise
        except Exception as error:  # untrusted data can be wrong in any way; all of them mean the same
            raise EvidenceError(f"not an observation: {type(error).__name__}: {error}"[:200]) from error


class _TooMuch(Exception):
    """A value holds more than ``MOST_IN_ALL`` others."""


def encode(value: Any) -> dict[str, Any]:
    """Turn a value into JSON data. What can't be carried over becomes ``{"kind": "opaque", …}`` with a reason."""
    try:
        return _encode(value, 0, iter(range(MOST_IN_ALL)))
    except _TooMuch:
        return _opaque(value, f"more than {MOST_IN_ALL:,} items in all")


def _encode(value: Any, depth: int, left: Iterator[int]) -> dict[str, Any]:
    """``left`` has an item for each value that there is still room for."""
    if next(left, None) is None:
        raise _TooMuch
    if type(value) is torch.Tensor:
        try:
            return _encode_tensor(value)
        except (RuntimeError, NotImplementedError, TypeError) as error:  # a tensor without values, of the device meta
            return _opaque(value, str(error)[:100])
    if type(value) in NUMPY_NUMBERS:
        value = value.item()  # a number like any other
    if type(value) is int and not -(2**63) <= value < 2**63:
        return _opaque(value, "more than 64 bits")
    if value is None or type(value) in (bool, int, float):
        if type(value) is float and not math.isfinite(value):
            return {"kind": "number", "value": str(value)}
        return {"kind": "number", "value": value}
    if type(value) is str:
        return {"kind": "text", "value": value[:MOST_CHARACTERS]}
    if type(value) in (list, tuple, *DICTS):
        if len(value) > MOST_ITEMS or depth == DEEPEST:
            return _opaque(value, "too many or too deeply nested items")
        if type(value) in DICTS:
            pairs = [[_encode(key, depth + 1, left), _encode(item, depth + 1, left)] for key, item in value.items()]
            return {"kind": "dict", "items": pairs}
        return {"kind": type(value).__name__, "items": [_encode(item, depth + 1, left) for item in value]}
    if type(value) is Opaque:
        return {"kind": "opaque", "type": value.type_name, "shape": value.shape, "why": value.why}
    return _opaque(value, "")


def decode(data: Mapping[str, Any]) -> Any:
    """The value that :func:`encode` was given; raises :class:`EvidenceError` for anything else."""
    kind = data.get("kind")
    if kind == "tensor":
        return _decode_tensor(data)
    if kind == "number":
        value = data["value"]
        return float(value) if isinstance(value, str) else value
    if kind == "text":
        return str(data["value"])[:MOST_CHARACTERS]
    if kind in ("list", "tuple"):
        items = [decode(item) for item in data["items"][:MOST_ITEMS]]
        return tuple(items) if kind == "tuple" else items
    if kind == "dict":
        return {decode(key): decode(item) for key, item in data["items"][:MOST_ITEMS]}
    if kind == "opaque":
        shape = data.get("shape")
        return Opaque(
            str(data["type"])[:200],
            None if shape is None else tuple(int(n) for n in shape[:10]),
            str(data["why"])[:200],
        )
    raise EvidenceError(f"unknown kind of value {kind!r:.50}")


def _encode_tensor(tensor: torch.Tensor) -> dict[str, Any]:
    tensor = DETACH(tensor)
    dtype = str(tensor.dtype).removeprefix("torch.")
    if dtype not in DTYPES or tensor.layout is not torch.strided:
        return _opaque(tensor, f"a {tensor.layout} tensor of {tensor.dtype}")
    if _NUMEL(tensor) * _ELEMENT_SIZE(tensor) > MOST_BYTES:
        return _opaque(tensor, f"more than {MOST_BYTES:,} bytes")
    plain = _TO(_RESOLVE_NEG(_RESOLVE_CONJ(_CPU(tensor))), CARRIED[tensor.dtype])
    raw = _NUMPY(plain).tobytes()  # in the order of their indices, also of a tensor that is not contiguous
    return {
        "kind": "tensor",
        "dtype": dtype,
        "shape": list(tensor.shape),
        "bytes": _TO_BASE64(raw, newline=False).decode("ascii"),
    }


def _decode_tensor(data: Mapping[str, Any]) -> torch.Tensor:
    dtype = DTYPES.get(data["dtype"])
    if dtype is None:
        raise EvidenceError(f"unknown dtype {data['dtype']!r:.50}")
    shape = [int(n) for n in data["shape"]]
    raw = _FROM_BASE64(data["bytes"], strict_mode=True)
    kind = NUMPY_TYPES[dtype]
    if min(shape, default=1) < 0 or len(raw) > MOST_BYTES or len(raw) != math.prod(shape) * kind.itemsize:
        raise EvidenceError(f"{len(raw)} bytes are not a {dtype} tensor of shape {shape}")
    # A bytearray, because PyTorch wants memory that it may write to.
    return _TO(_FROM_NUMPY(_FROM_BUFFER(bytearray(raw), dtype=kind).reshape(shape)), dtype)


def _opaque(value: Any, why: str) -> dict[str, Any]:
    kind = type(value)
    try:
        shape = getattr(value, "shape", None)
        shape = None if shape is None else [int(n) for n in shape]
    except Exception:  # a student's own class may answer anything for .shape; then it has none
        shape = None
    return {"kind": "opaque", "type": f"{kind.__module__}.{kind.__qualname__}", "shape": shape, "why": why}


def _count(value: Any) -> int:
    """A number of things that a computer can have done; raises :class:`EvidenceError` for any other."""
    count = int(value)
    if not 0 <= count < 2**63:
        raise EvidenceError("a count that is none")
    return count


def _optional(kind: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else kind(value)
