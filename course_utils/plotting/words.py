"""Numbers in words: what a description of a figure says for those who can't see its numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from course_utils.plotting.cells import number_text


def in_words(values: Tensor | Sequence[float] | Sequence[Sequence[float]], spec: str | None = None) -> str:
    """The numbers of a vector, or of an H×W array row by row: ``"1, −0.5"`` or ``"1, −0.5; 3, empty"``.

    values: a tensor, a NumPy array, a list, or a single number. A NaN is "empty", as in the figures.
    spec: how each number is written, as behind the colon in an f-string, e.g. ``".0%"``. If not given, with at
        most two decimal places, as in the figures.

    Raises ValueError for more than two axes.
    """
    numbers = torch.as_tensor(values).detach().cpu()
    if numbers.ndim > 2:
        raise ValueError(f"a vector or an H×W array can be read row by row, and this has {numbers.ndim} axes")
    rows = torch.atleast_2d(numbers).tolist()
    return "; ".join(", ".join(_number(value, spec) for value in row) for row in rows)


def _number(value: float, spec: str | None) -> str:
    if math.isnan(value):
        return "empty"
    return number_text(value, places=2) if spec is None else format(value, spec)
