"""Dropout(p): a layer that is random, so it is judged by what has to hold of every right one."""

from dataclasses import dataclass
from typing import Any

import torch

from course_utils.checking.describe import describe
from course_utils.questions.draws import normal
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps4_regularization_layers.dropout_mistakes import MISCONCEPTIONS
from course_utils.questions.ps4_regularization_layers.dropout_traces import agreement, close, dropped, most_off, within
from course_utils.questions.ps4_regularization_layers.layers import MODULE, called, compute_unseen, own_randomness
from course_utils.questions.ps4_regularization_layers.sections import DROPOUT
from course_utils.questions.question import Case, Forbidden, Question, Shortfall

MANY = (8, 10, 16, 16)  # images, channels, height, width: 20,480 numbers that may be dropped
SMALL_CALLS = 30


def probe(answer, x, p, mode="train", gradients=True, look_at="one pass", seed=0):
    """A layer of the answer's class, its output for ``x``, and ``x`` after that.

    look_at: "one pass", "two passes" (the second under "again"), "gradient" (of the weighted sum of the output) or
        "counts" (how many numbers are zero in each of several passes).
    """
    with own_randomness(seed):
        layer = answer(p)
        if called(layer) != MODULE:
            return {"layer": called(layer)}
        # There and back again: a layer that misses the second switch is not in training mode.
        layer.eval()
        layer.train(mode == "train")
        seen = {"layer": MODULE}
        if look_at == "gradient":
            x = x.clone().requires_grad_()
        with torch.set_grad_enabled(gradients):
            if look_at == "counts":
                seen["counts"] = [_zeros(layer(x)) for _ in range(SMALL_CALLS)]
            else:
                seen["out"] = layer(x)
        if "out" in seen and seen["out"] is None:
            return None
        if look_at == "two passes":
            seen["again"] = layer(x)
        if look_at == "gradient":
            seen["gradient"] = _gradient(seen["out"], x)
        compute_unseen(layer, x.detach())
        return seen | {"x": x.detach()}


def _zeros(out: Any) -> int:
    """How many numbers are zero; -1 if there are no numbers at all."""
    return int((out == 0).sum()) if isinstance(out, torch.Tensor) else -1


def weights_like(x: torch.Tensor) -> torch.Tensor:
    """What the output is multiplied by before it is added up: different for each number."""
    return torch.linspace(1, 2, x.numel(), dtype=x.dtype).view(x.shape)


def _gradient(out: Any, x: torch.Tensor) -> torch.Tensor | str:
    if not isinstance(out, torch.Tensor) or not out.requires_grad or out.shape != x.shape:
        return "none"
    (out * weights_like(x)).sum().backward()
    return "none" if x.grad is None else x.grad


@dataclass(frozen=True)
class _Held:
    """A property of what the probe saw: first its form, then what the case is about."""

    about: Any
    x: torch.Tensor
    p: float

    def __call__(self, seen: Any) -> Shortfall | None:
        form = _wrong_form(seen, self.x)
        if form:
            return Shortfall(form, Outcome.WRONG_TYPE_OR_SHAPE)
        if not torch.equal(seen["x"].double(), self.x.double()):
            return Shortfall("Your layer writes into its input.")
        lacking = self.about(seen, self.x, self.p)
        return Shortfall(lacking) if lacking else None


def _wrong_form(seen: Any, x: torch.Tensor) -> str:
    if seen is None:
        return "`forward` returns None. Is a `return` missing?"
    if not isinstance(seen, dict) or seen.get("layer") != MODULE:
        found = seen.get("layer", "none") if isinstance(seen, dict) else "none"
        return f"`Dropout(p)` has to make an nn.Module; what it makes is {found}."
    for key in ("out", "again"):
        if key in seen and not (isinstance(seen[key], torch.Tensor) and seen[key].shape == x.shape):
            return f"It returns {describe(seen[key])}; expected is {describe(x)}."
        if key in seen and seen[key].dtype != seen["x"].dtype:
            return f"For {seen['x'].dtype} it returns {seen[key].dtype}; the dtype has to stay."
    return ""


def right_share(seen, x, p):
    zeros = int(dropped(seen["out"]).sum())
    if within(zeros, x.numel(), p):
        return ""
    return (
        f"With p = {p}, {zeros / x.numel():.1%} of {x.numel():,} numbers became zero; expected are about {p:.0%}, and "
        f"chance explains {most_off(x.numel(), p) / x.numel():.1%} more or less."
    )


def survivors_scaled(seen, x, p):
    kept = ~dropped(seen["out"])
    expected = x.double() / (1 - p)
    wrong = kept & ~close(seen["out"], expected)
    if not wrong.any():
        return "" if kept.any() else f"With p = {p} not one of {x.numel():,} numbers survived."
    index = tuple(wrong.nonzero()[0].tolist())
    return (
        f"With p = {p}, the number {x[index]:.4g} survived and became {seen['out'][index].item():.4g}; "
        f"expected is {expected[index]:.4g}, so that the mean stays."
    )


def unchanged(seen, x, p):
    different = int((~close(seen["out"], x.double())).sum())
    return different and f"With p = {p}, {different:,} of {x.numel():,} numbers came out changed; none should."


def all_zero(seen, _x, _p):
    out = seen["out"]
    if not torch.isfinite(out).all():
        return "With p = 1 some results are not finite numbers; expected are zeros."
    return "" if bool((out == 0).all()) else f"With p = 1, {int((out != 0).sum()):,} numbers survived; none should."


def own_masks(seen, x, _p):
    for axis, name in enumerate(("images", "channels", "rows", "columns")):
        equal, pairs = agreement(seen["out"], axis)
        if not within(equal, pairs, 0.5):
            return (
                f"With p = 0.5, neighbours in two successive {name} share their fate in {equal / pairs:.0%} of all "
                "cases; if each number is drawn by itself, it is about 50%."
            )
    return ""


def new_mask(seen, x, _p):
    equal = int((dropped(seen["out"]) == dropped(seen["again"])).sum())
    if within(equal, x.numel(), 0.5):
        return ""
    return f"In two passes {equal / x.numel():.0%} of the numbers meet the same fate; with p = 0.5 it is about 50%."


def same_mask_backwards(seen, x, _p):
    gradient = seen["gradient"]
    if not isinstance(gradient, torch.Tensor):
        return "No gradient flows back through your layer to its input."
    expected = weights_like(x).double() * seen["out"].double() / x.double()
    if close(gradient, expected).all():
        return ""
    return "The gradient that flows back is not multiplied by the same mask and factor as the numbers were."


def numbers_vary(seen, x, _p):
    counts = seen.get("counts")
    if len(set(counts)) > 1:
        return ""
    return (
        f"In each of {len(counts)} passes exactly {counts[0]} of {x.numel()} numbers were dropped: that is no chance."
    )


def cases(rng):
    """Bounds hold for a right layer all but four times in 10 million, all of them together."""

    def case(name, about, p, shape=MANY, **options):
        values = normal(rng, *shape)
        x = values + 0.1 * values.sign() + 0.1 * (values == 0)  # no zero of its own
        options["seed"] = int(rng.integers(2**31))
        return Case(name, (x, p), options, property=_Held(about, x, p))

    # The low one is no multiple of 0.1: whoever draws from ten numbers drops too many.
    low, middle = float(rng.choice([0.15, 0.25])), float(rng.choice([0.3, 0.4]))
    high = float(rng.choice([0.6, 0.7, 0.75]))
    return [
        case("training: a share of p becomes zero", right_share, low),
        case("training: a share of p becomes zero, p = 0.5", right_share, 0.5),
        case("training: survivors are divided by 1 − p", survivors_scaled, middle, (2, 3, 6, 7)),
        case("training: survivors are divided by 1 − p, with a large p", survivors_scaled, high, (3, 2, 7, 6)),
        case("evaluation: nothing changes", unchanged, middle, (2, 3, 6, 7), mode="eval"),
        case("evaluation under no_grad: nothing changes", unchanged, high, (3, 2, 7, 6), mode="eval", gradients=False),
        case("evaluation of a vector: nothing changes", unchanged, low, (40,), mode="eval"),
        case("training under no_grad: numbers are dropped all the same", right_share, 0.5, gradients=False),
        case("training with p = 0: nothing changes", unchanged, 0.0, (2, 3, 6, 7)),
        case("training with p = 1: everything becomes zero", all_zero, 1.0, (2, 3, 6, 7)),
        case("training: each number is drawn by itself", own_masks, 0.5),
        case("training: how many are dropped is left to chance", numbers_vary, 0.5, (20,), look_at="counts"),
        case("training: a new mask in each pass", new_mask, 0.5, (4, 5, 16, 16), look_at="two passes"),
        case("the gradient meets the same mask", same_mask_backwards, middle, (2, 3, 6, 7), look_at="gradient"),
    ]


QUESTION = Question(
    name="Dropout",
    title="A dropout layer",
    section=DROPOUT,
    cases=cases,
    probe=probe,
    forbidden=Forbidden(
        operations=("*dropout*",),
        instead="Draw the mask yourself: that is what this question practises.",
    ),
    misconceptions=MISCONCEPTIONS,
    shows=(),
)
