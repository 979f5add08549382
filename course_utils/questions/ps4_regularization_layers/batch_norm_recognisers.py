"""The traces by which mistakes of a batch normalisation layer are recognised, where no wrong layer shows them."""

import re
from collections.abc import Callable
from typing import Any

SHAPES_DO_NOT_FIT = re.compile(
    r"must match the (existing )?size|broadcast|must match|doesn't match|cannot be expanded|shape mismatch"
)
_LEAF_IN_PLACE = re.compile(r"leaf Variable that requires grad|cannot assign .* as parameter")
_GRAPH_IS_GONE = re.compile(r"backward through the graph a second time|modified by an inplace operation")


def raised(about: re.Pattern) -> Callable[[Any, Any], bool]:
    return lambda _verdict, seen: seen.error is not None and about.search(seen.error.message) is not None


def _statistics_are(kind: str) -> Callable[[Any, Any], bool]:
    """The case about kinds says so of a running statistic."""

    def recognise(_verdict: Any, seen: Any) -> bool:
        value = seen.value if isinstance(seen.value, dict) else {}
        return any(str(value.get(name, "")).startswith(kind) for name in ("running_mean", "running_var"))

    return recognise


def kept_as_plain_attributes(verdict: Any, seen: Any) -> bool:
    """The kinds say so, or the statistics stayed behind when the layer was saved or moved."""
    left_behind = _stayed_behind("running_mean", "running_var")
    return left_behind(verdict, seen) or _statistics_are("a plain attribute")(verdict, seen)


def _stayed_behind(*names: str) -> Callable[[Any, Any], bool]:
    """One of these tensors is not in the state that is saved, or did not move with the layer."""

    def recognise(verdict: Any, seen: Any) -> bool:
        value = seen.value if isinstance(seen.value, dict) else {}
        not_saved, moved = value.get("not saved"), verdict.case.options.get("look_at") == "moved"
        dtypes = [value.get(name) for name in names] if moved else []
        return bool(not_saved and set(not_saved) & set(names)) or any(one == "torch.float32" for one in dtypes)

    return recognise


def not_learned(verdict: Any, seen: Any) -> bool:
    """`weight` or `bias` is no parameter, or stayed behind."""
    value = seen.value if isinstance(seen.value, dict) else {}
    kinds = [value.get(name) for name in ("weight", "bias")] if verdict.case.options.get("look_at") == "kinds" else []
    no_parameter = any(isinstance(kind, str) and not kind.startswith("a parameter") for kind in kinds)
    return no_parameter or _stayed_behind("weight", "bias")(verdict, seen)


def need_a_gradient(verdict: Any, seen: Any) -> bool:
    if raised(_GRAPH_IS_GONE)(verdict, seen):
        return True
    return (
        verdict.case.options.get("look_at") == "graph"
        and isinstance(seen.value, dict)
        and any(seen.value.get(f"{name} needs a gradient") is True for name in ("running_mean", "running_var"))
    )


def are_parameters(verdict: Any, seen: Any) -> bool:
    return _statistics_are("a parameter")(verdict, seen) or raised(_LEAF_IN_PLACE)(verdict, seen)


def name_is_missing(_verdict: Any, seen: Any) -> bool:
    return isinstance(seen.value, dict) and "without a tensor" in str(seen.value.get("layer", ""))
