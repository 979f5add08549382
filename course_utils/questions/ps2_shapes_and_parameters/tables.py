"""Tables of shapes and parameters: what the library says of each layer, and what it would be under a mistake."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
from torch import nn

from course_utils.checking.describe import describe
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Shortfall

KINDS = {
    nn.Conv2d: "conv",
    nn.BatchNorm2d: "norm",
    nn.MaxPool2d: "pool",
    nn.AvgPool2d: "pool",
    nn.Flatten: "flatten",
    nn.Linear: "fc",
}
TOTAL = "total"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Network:
    """A network and the image it takes."""

    model: type[nn.Module]
    image: tuple[int, int, int]


@cache
def rows(network: Network) -> dict[str, Row]:
    """The shape and the parameters of each layer, as PyTorch says them, and the parameters in total."""
    # Without values of their own: only shapes are asked for, and nobody's random numbers are used up.
    with torch.device("meta"):
        model = network.model().eval()
    model = model.to_empty(device="cpu")
    found: dict[str, Row] = {}

    def note(layer, _inputs, output):
        parameters = sum(one.numel() for one in layer.parameters())
        found[names[layer]] = {"shape": tuple(output.shape[1:]), "parameters": parameters}

    names = {layer: name for name, layer in layers(model)}
    for layer in names:
        layer.register_forward_hook(note)
    with torch.no_grad():
        model(torch.zeros(1, *network.image))
    total = sum(parameter.numel() for parameter in model.parameters())
    return {**found, TOTAL: {"parameters": total}}


def layers(model: nn.Module) -> list[tuple[str, nn.Module]]:
    """The layers that have a row, in order and with their names: conv1, pool1, …"""
    seen: dict[str, int] = {}
    named = []
    for layer in model.modules():
        kind = KINDS.get(type(layer))
        if kind is not None:
            seen[kind] = seen.get(kind, 0) + 1
            named.append((kind if kind == "flatten" else f"{kind}{seen[kind]}", layer))
    return named


def cases(network: Network) -> list[Case]:
    """One case a row, so that each row counts alike."""
    return [Case(name, property=_is_right(name, row)) for name, row in rows(network).items()]


def _is_right(name: str, expected: Row) -> Callable[[Any], Shortfall | None]:
    def is_right(table: Any) -> Shortfall | None:
        if untouched(table):
            return Shortfall("The table is still empty: write numbers where it says None.", Outcome.NOT_ANSWERED)
        if (why := why_unreadable(table, name, expected)) is not None:
            return Shortfall(why, Outcome.WRONG_TYPE_OR_SHAPE)
        for field, value in expected.items():
            if as_written(table[name][field]) != value:
                return Shortfall(f"{name}: {field!r} is {table[name][field]!r:.60}, which is not right.")
        return None

    return is_right


def untouched(table: Any) -> bool:
    """Whether nobody has filled in anything."""
    if not isinstance(table, dict):
        return False
    return all(isinstance(row, dict) and all(value is None for value in row.values()) for row in table.values())


def why_unreadable(table: Any, name: str, expected: Row) -> str | None:
    """None if the row has the form that is asked for, else one sentence saying why not."""
    if not isinstance(table, dict):
        return f"The table is {describe(table)}; expected is a dict."
    if name not in table:
        return f"The table has no row {name!r}."
    row = table[name]
    if not isinstance(row, dict):
        return f"{name}: the row is {describe(row)}; expected is a dict with {' and '.join(map(repr, expected))}."
    for field in expected:
        if field not in row:
            return f"{name}: there is no {field!r} in this row."
        if row[field] is None:
            return f"{name}: {field!r} is not filled in yet."
    if "shape" in expected and _sizes(row["shape"]) is None:
        return (
            f"{name}: 'shape' is {describe(row['shape'])}; expected is a tuple of ints, such as (6, 28, 28) or (400,)."
        )
    if not _is_int(row["parameters"]):
        return f"{name}: 'parameters' is {describe(row['parameters'])}; expected is an int."
    return None


def as_written(value: Any) -> Any:
    """A shape as a tuple, whether it was written as a tuple, a list or a single number in brackets."""
    return tuple(value) if isinstance(value, list) else value


def _sizes(shape: Any) -> tuple[int, ...] | None:
    return tuple(shape) if isinstance(shape, list | tuple) and all(map(_is_int, shape)) else None


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _conv(n: int, layer: nn.Conv2d) -> int:
    return n + 2 * layer.padding[0] - layer.kernel_size[0] + 1


def _pool(n: int, layer: nn.Module) -> int:
    return n // layer.kernel_size


def _own(layer: nn.Module) -> int:
    return sum(parameter.numel() for parameter in layer.parameters())


@dataclass(frozen=True)
class Rules:
    """How somebody fills in a table: the size behind a layer, the length of a flattened stack, the parameters.

    parameters: of every layer but the linear ones, whose number of inputs follows from the shapes before.
    linear: the parameters of a linear layer with that many inputs and outputs.
    shape: how a shape is written down.
    """

    conv: Callable[[int, nn.Conv2d], int] = _conv
    pool: Callable[[int, nn.Module], int] = _pool
    flatten: Callable[[tuple[int, ...]], int] = math.prod
    parameters: Callable[[nn.Module], int] = _own
    linear: Callable[[int, int], int] = lambda inputs, outputs: inputs * outputs + outputs
    shape: Callable[[tuple[int, ...]], tuple[int, ...]] = tuple


@cache
def filled_in_by(rules: Rules, network: Network) -> dict[str, Row]:
    """The table of somebody who follows these rules all the way down."""
    with torch.device("meta"):
        model = network.model()
    shape, filled = network.image, {}
    for name, layer in layers(model):
        parameters = rules.linear(shape[0], layer.out_features) if isinstance(layer, nn.Linear) else None
        shape = _behind(layer, shape, rules)
        filled[name] = {
            "shape": rules.shape(shape),
            "parameters": rules.parameters(layer) if parameters is None else parameters,
        }
    return {**filled, TOTAL: {"parameters": sum(row["parameters"] for row in filled.values())}}


def _behind(layer: nn.Module, shape: tuple[int, ...], rules: Rules) -> tuple[int, ...]:
    match layer:
        case nn.Conv2d():
            return (layer.out_channels, *(rules.conv(n, layer) for n in shape[1:]))
        case nn.MaxPool2d() | nn.AvgPool2d():
            return (shape[0], *(rules.pool(n, layer) for n in shape[1:]))
        case nn.Flatten():
            return (rules.flatten(shape),)
        case nn.Linear():
            return (layer.out_features,)
    return shape


def follows(network: Network, *mistakes: Rules) -> Callable[[Any, Any], bool]:
    """A recogniser: what is wrong in the failing row is what one of these rules gives."""

    def recognise(verdict, seen) -> bool:
        name = verdict.case.name
        right = rows(network)[name]
        if why_unreadable(seen.value, name, right) is not None:
            return False
        wrong = {field: as_written(seen.value[name][field]) for field in right}
        wrong = {field: value for field, value in wrong.items() if value != right[field]}
        return any(
            all(filled_in_by(rules, network)[name][field] == value for field, value in wrong.items())
            for rules in mistakes
        )

    return recognise
