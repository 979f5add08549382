"""The traces by which mistakes of a dropout layer are recognised in what came out."""

import math
from collections.abc import Callable
from typing import Any

import torch

from course_utils.questions.ps4_regularization_layers.dropout_traces import agreement, close, dropped, within

Recogniser = Callable[[Any, Any], bool]


def where(mode: str, holds: Callable[[torch.Tensor, torch.Tensor, float], bool], **options: Any) -> Recogniser:
    """The case is in that mode and has those options, a whole output came back, and ``holds(out, x, p)``."""

    def recognise(verdict: Any, seen: Any) -> bool:
        (x, p), given = verdict.case.args, verdict.case.options
        if given.get("mode", "train") != mode or any(given.get(key, True) != options[key] for key in options):
            return False
        out = seen.value.get("out") if isinstance(seen.value, dict) else None
        return isinstance(out, torch.Tensor) and out.shape == x.shape and bool(holds(out, x, p))

    return recognise


def any_of(*recognisers: Recogniser) -> Recogniser:
    return lambda verdict, seen: any(recognise(verdict, seen) for recognise in recognisers)


def _properly(p: float) -> bool:
    """Some are dropped and some not."""
    return 0 < p < 1


def _share(out: torch.Tensor) -> float:
    return dropped(out).double().mean().item()


def drops_some(out, x, p):
    return bool(dropped(out).any())


def unchanged(out, x, p):
    return p > 0 and bool(close(out, x).all())


def survivors_unchanged(out, x, p):
    kept = ~dropped(out)
    return _properly(p) and not kept.all() and kept.any() and bool(close(out, x)[kept].all())


def all_scaled_down(out, x, p):
    return _properly(p) and bool(close(out, x.double() * (1 - p)).all())


def share_is_kept(out, x, p):
    if p == 1:  # an input that comes back may have other reasons
        return False
    if p == 0:
        return bool((dropped(out) | ~torch.isfinite(out)).all())
    zeros, count = int(dropped(out).sum()), x.numel()
    return not within(zeros, count, p) and within(zeros, count, 1 - p)


def half_is_dropped(out, x, p):
    """Of too few numbers nobody can tell, unless all of them, or none, should be dropped."""
    zeros, count = int(dropped(out).sum()), x.numel()
    return (count > 1000 or not _properly(p)) and not within(zeros, count, p) and within(zeros, count, 0.5)


def share_of_rounded_p(out, x, p):
    """For a ``p`` between two tenths: one of them is the share of zeros. Of too few numbers nobody can tell."""
    zeros, count = int(dropped(out).sum()), x.numel()
    tenth = math.floor(10 * p)
    if count < 1000 or math.isclose(10 * p, tenth) or within(zeros, count, p):
        return False
    return any(within(zeros, count, share / 10) for share in (tenth, tenth + 1))


def unchanged_with_p_one(out, x, p):
    return p == 1 and bool(close(out, x).all())


def survivors_scaled_wrongly(out, x, p):
    kept = ~dropped(out)
    if not _properly(p) or not kept.any():
        return False
    factors = (out.double() / x.double())[kept]
    constant = bool(close(factors, factors[0].expand_as(factors)).all())
    return constant and not close(factors[0], torch.tensor([1, 1 / (1 - p)])).any()


def drawn_from_normal(out, x, p):
    def below(value: float) -> float:
        return torch.distributions.Normal(0.0, 1.0).cdf(torch.tensor(value)).item()

    zeros, count = int(dropped(out).sum()), x.numel()
    # Too small a tensor can't tell, and a share that is right needs no explanation.
    if count < 100 or (_properly(p) and within(zeros, count, p)):
        return False
    return any(within(zeros, count, share) for share in (below(p), 1 - below(1 - p)))


def shared_along(*axes: int) -> Callable:
    """Neighbours along one of the axes are always dropped together."""

    def holds(out, x, p):
        if out.ndim != 4 or not 0.05 < _share(out) < 0.95:
            return False
        return any(equal == pairs for equal, pairs in (agreement(out, axis) for axis in axes))

    return holds


def divides_by_zero(verdict: Any, seen: Any) -> bool:
    if verdict.case.args[1] != 1:
        return False
    if seen.error is not None:
        return seen.error.type_name == "ZeroDivisionError"
    return where("train", lambda out, x, p: not torch.isfinite(out).all())(verdict, seen)


def keeps_nothing(verdict: Any, seen: Any) -> bool:
    """With p = 0 there is a division by p."""
    return verdict.case.args[1] == 0 and seen.error is not None and seen.error.type_name == "ZeroDivisionError"


def same_every_time(verdict: Any, seen: Any) -> bool:
    value = seen.value if isinstance(seen.value, dict) else {}
    out, again = value.get("out"), value.get("again")
    both = isinstance(out, torch.Tensor) and isinstance(again, torch.Tensor) and out.shape == again.shape
    return both and bool(dropped(out).any()) and torch.equal(dropped(out), dropped(again))


def gradient_wrong(verdict: Any, seen: Any) -> bool:
    if verdict.case.options.get("look_at") != "gradient":
        return False
    needs_detach = seen.error is not None and "Can't call numpy() on Tensor that requires grad" in seen.error.message
    return needs_detach or (isinstance(seen.value, dict) and "gradient" in seen.value)


def always_as_many(verdict: Any, seen: Any) -> bool:
    counts = seen.value.get("counts") if isinstance(seen.value, dict) else None
    return bool(counts) and len(set(counts)) == 1 and 0 < counts[0] < verdict.case.args[0].numel()
