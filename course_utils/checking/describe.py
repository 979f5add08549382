"""Values in a few words, for sentences to students."""

from typing import Any

import torch

from course_utils.checking.evidence import Opaque


def describe(value: Any) -> str:
    """A few words for a value's type, and its shape if it has one: "a float32 tensor of shape 3×4"."""
    if isinstance(value, torch.Tensor):
        return f"a {str(value.dtype).removeprefix('torch.')} tensor of shape {shape_text(value)}"
    if isinstance(value, Opaque):
        shape = "" if value.shape is None else f" of shape {'×'.join(map(str, value.shape)) or '()'}"
        return f"a {value.type_name.removeprefix('builtins.')}{shape}" + (f" ({value.why})" if value.why else "")
    if value is None:
        return "None (is a `return` missing?)"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def shape_text(tensor: torch.Tensor) -> str:
    return "×".join(str(n) for n in tensor.shape) or "() (a single number)"
