"""A sentence more about what failed, where what Python or the comparison says does not lead to the place."""

import re
from inspect import signature
from typing import Any

import torch

from course_utils.checking.evidence import ErrorNote, Observation
from course_utils.checking.slips import SLIPS
from course_utils.questions.question import Case, Question

_NOT_A_FUNCTION = re.compile(r"'(\w+)' object is not callable")
_CALLED_OTHERWISE = re.compile(
    r"missing \d+ required (positional|keyword)|takes .*positional arguments? but|unexpected keyword"
)
_LAYER_MADE = re.compile(r"\bnn\.[A-Z]\w*\(")
_JOINED_BY_A_WORD = re.compile(r"\b(and|or)\b")
_MODULE = re.compile(
    r"'(\w+)' object has no attribute '(\w+)'|must be Tensor, not (\w+)|(\w+)\.__init__\(\) takes|got \((\w+), "
)


def on_an_error(question: Question, case: Case, seen: Observation) -> str:
    """What to look for behind an error; "" where the error says enough."""
    error = seen.error
    not_a_function = _NOT_A_FUNCTION.fullmatch(error.message)
    if not_a_function and not error.line:  # it was the check that could not call it
        kind = not_a_function[1].replace("NoneType", "None")
        kind = kind if kind == "None" else f"of the type {kind}"
        what = f"`{question.function or question.name}`" if question.probe is None else "What was handed in"
        return f"{what} is {kind}, not a function: does the name stand for what your function returned?"
    if error.type_name == "TypeError" and _CALLED_OTHERWISE.search(error.message) and not error.line:
        call = _call_in_full(question, case)
        return f"The check calls `{call}`: keep the names and the number of the arguments." if call else ""
    if "is ambiguous" in error.message and _JOINED_BY_A_WORD.search(error.line):
        return (
            "`and` and `or` want a single yes or no on both sides, and a tensor has many: `&` and `|` join them value "
            "by value, with brackets around each comparison."
        )
    if "'NoneType' object" in error.message and ".grad" in error.line:
        return (
            "There is a `.grad` only after `backward()`, and only of a leaf that requires a gradient: a tensor that "
            "was made so, and not computed from others."
        )
    if _is_a_layer(error):
        return "A layer stands where a tensor is meant: `nn.ReLU()` only makes one. Which tensor is to go through it?"
    return next((advice for says, advice in SLIPS if says.search(error.message)), "")


def _is_a_layer(error: ErrorNote) -> bool:
    """Whether a layer was used as a tensor, or got one where it is made: ``nn.ReLU(x)`` for ``nn.ReLU()(x)``."""
    if "is ambiguous" in error.message:
        return _LAYER_MADE.search(error.line) is not None
    found = _MODULE.search(error.message)
    if found is None:
        return False
    owner, attribute, given, made, first = found.groups()
    named = getattr(torch.nn, owner or given or made or first, None)
    is_layer = isinstance(named, type) and issubclass(named, torch.nn.Module)
    return is_layer and (attribute is None or hasattr(torch.Tensor, attribute))


def _call_in_full(question: Question, case: Case) -> str:
    """``conv2d(image, kernel, stride=2, padding=1)``: the names, as the question's own function has them."""
    if question.probe is not None or question.oracle is None:
        return ""
    names = list(signature(question.oracle).parameters)[: len(case.args)]
    if len(names) < len(case.args):
        return ""
    options = [f"{name}={value!r}" for name, value in case.options.items()]
    return f"{question.function or question.name}({', '.join(names + options)})"


def on_a_value(right: Any, got: Any) -> str:
    """What to look for behind a value; "" where the comparison says enough."""
    if not isinstance(right, torch.Tensor) or not isinstance(got, torch.Tensor):
        return ""
    if got.shape != right.shape:
        return _axes_of_one(tuple(right.shape), tuple(got.shape))
    if not torch.isfinite(got).all() and torch.isfinite(right).all():
        return (
            "Is there a division by 0, a log of 0, or a tensor that nothing was written into, such as one of "
            "`torch.empty`?"
        )
    return ""


def _axes_of_one(right: tuple[int, ...], got: tuple[int, ...]) -> str:
    """Shapes that differ only by axes of size 1 in front, as F.conv2d needs them and a picture has not."""
    longer, shorter = (got, right) if len(got) > len(right) else (right, got)
    extra = len(longer) - len(shorter)
    if not extra or longer[extra:] != shorter or set(longer[:extra]) != {1}:
        return ""
    axes = "One axis of size 1" if extra == 1 else f"{extra} axes of size 1"
    if longer is got:
        return f"{axes} too many in front: an index of 0 for each of them leads to what is asked for."
    return f"{axes} missing in front: `[None]` puts one there."
