"""The mistakes of a dropout layer, recognised by their traces in what came out."""

from collections.abc import Callable
from typing import Any

import torch

from course_utils.questions.ps4_regularization_layers.dropout_traces import agreement, close, dropped, within
from course_utils.questions.ps4_regularization_layers.sections import (
    CHANNELS_TAUGHT,
    DIVISION_TAUGHT,
    DROPOUT,
    DROPOUT_TAUGHT,
    SWITCHES_TAUGHT,
    WRONG_NUMBERS_TAUGHT,
)
from course_utils.questions.question import Misconception

Recogniser = Callable[[Any, Any], bool]


def _where(mode: str, holds: Callable[[torch.Tensor, torch.Tensor, float], bool], **options: Any) -> Recogniser:
    """The case is in that mode and has those options, a whole output came back, and ``holds(out, x, p)``."""

    def recognise(verdict: Any, seen: Any) -> bool:
        (x, p), given = verdict.case.args, verdict.case.options
        if given.get("mode", "train") != mode or any(given.get(key, True) != options[key] for key in options):
            return False
        out = seen.value.get("out") if isinstance(seen.value, dict) else None
        return isinstance(out, torch.Tensor) and out.shape == x.shape and bool(holds(out, x, p))

    return recognise


def _any_of(*recognisers: Recogniser) -> Recogniser:
    return lambda verdict, seen: any(recognise(verdict, seen) for recognise in recognisers)


def _properly(p: float) -> bool:
    """Some are dropped and some not."""
    return 0 < p < 1


def _share(out: torch.Tensor) -> float:
    return dropped(out).double().mean().item()


def _drops_some(out, x, p):
    return bool(dropped(out).any())


def _unchanged(out, x, p):
    return p > 0 and bool(close(out, x).all())


def _survivors_unchanged(out, x, p):
    kept = ~dropped(out)
    return _properly(p) and not kept.all() and kept.any() and bool(close(out, x)[kept].all())


def _all_scaled_down(out, x, p):
    return _properly(p) and bool(close(out, x.double() * (1 - p)).all())


def _share_is_kept(out, x, p):
    if p == 1:  # an input that comes back may have other reasons
        return False
    if p == 0:
        return bool((dropped(out) | ~torch.isfinite(out)).all())
    zeros, count = int(dropped(out).sum()), x.numel()
    return not within(zeros, count, p) and within(zeros, count, 1 - p)


def _half_is_dropped(out, x, p):
    """Of too few numbers nobody can tell, unless all of them, or none, should be dropped."""
    zeros, count = int(dropped(out).sum()), x.numel()
    return (count > 1000 or not _properly(p)) and not within(zeros, count, p) and within(zeros, count, 0.5)


def _unchanged_with_p_one(out, x, p):
    return p == 1 and bool(close(out, x).all())


def _survivors_scaled_wrongly(out, x, p):
    kept = ~dropped(out)
    if not _properly(p) or not kept.any():
        return False
    factors = (out.double() / x.double())[kept]
    constant = bool(close(factors, factors[0].expand_as(factors)).all())
    return constant and not close(factors[0], torch.tensor([1, 1 / (1 - p)])).any()


def _drawn_from_normal(out, x, p):
    def below(value: float) -> float:
        return torch.distributions.Normal(0.0, 1.0).cdf(torch.tensor(value)).item()

    zeros, count = int(dropped(out).sum()), x.numel()
    # Too small a tensor can't tell, and a share that is right needs no explanation.
    if count < 100 or (_properly(p) and within(zeros, count, p)):
        return False
    return any(within(zeros, count, share) for share in (below(p), 1 - below(1 - p)))


def _shared_along(*axes: int) -> Callable:
    """Neighbours along one of the axes are always dropped together."""

    def holds(out, x, p):
        if out.ndim != 4 or not 0.05 < _share(out) < 0.95:
            return False
        return any(equal == pairs for equal, pairs in (agreement(out, axis) for axis in axes))

    return holds


def _divides_by_zero(verdict: Any, seen: Any) -> bool:
    if verdict.case.args[1] != 1:
        return False
    if seen.error is not None:
        return seen.error.type_name == "ZeroDivisionError"
    return _where("train", lambda out, x, p: not torch.isfinite(out).all())(verdict, seen)


def _keeps_nothing(verdict: Any, seen: Any) -> bool:
    """With p = 0 there is a division by p."""
    return verdict.case.args[1] == 0 and seen.error is not None and seen.error.type_name == "ZeroDivisionError"


def _same_every_time(verdict: Any, seen: Any) -> bool:
    value = seen.value if isinstance(seen.value, dict) else {}
    out, again = value.get("out"), value.get("again")
    both = isinstance(out, torch.Tensor) and isinstance(again, torch.Tensor) and out.shape == again.shape
    return both and bool(dropped(out).any()) and torch.equal(dropped(out), dropped(again))


def _gradient_wrong(verdict: Any, seen: Any) -> bool:
    if verdict.case.options.get("look_at") != "gradient":
        return False
    needs_detach = seen.error is not None and "Can't call numpy() on Tensor that requires grad" in seen.error.message
    return needs_detach or (isinstance(seen.value, dict) and "gradient" in seen.value)


def _always_as_many(verdict: Any, seen: Any) -> bool:
    counts = seen.value.get("counts") if isinstance(seen.value, dict) else None
    return bool(counts) and len(set(counts)) == 1 and 0 < counts[0] < verdict.case.args[0].numel()


MISCONCEPTIONS = (
    Misconception(
        "no_grad_taken_for_eval",
        "You ask whether gradients are on. What is asked for depends on the mode alone: `train()` or `eval()`.",
        "Two switches, four combinations: in which of them does your layer drop, and in which should it?",
        SWITCHES_TAUGHT,
        recognise=_any_of(
            _where("train", _unchanged, gradients=False),
            _where("eval", _drops_some, gradients=True),
        ),
        stronger="Make `layer = Dropout(0.5)`. After `layer.train()`, print `layer(torch.ones(8))` inside "
        "`torch.no_grad()`: zeros and twos have to appear. After `layer.eval()`, print it with gradients on: eight "
        "ones. Then read the `if` in your `forward` aloud: which of the two switches does it ask about?",
    ),
    Misconception(
        "scaled_in_eval",
        "You multiply by 1 − p in evaluation mode. That is how dropout was first published; asked for is the inverted "
        "one, which scales while training and leaves evaluation alone.",
        "For x = 6 and p = 0.5: what does your layer return in evaluation mode? Where else could the factor go?",
        DIVISION_TAUGHT,
        recognise=_where("eval", _all_scaled_down),
        stronger="Run `Dropout(0.75).eval()(torch.tensor([6.]))`: 6 has to come out, and yours is 1.5. So nothing may "
        "be computed in that branch. In the other one, a 6 that survives has to become 24, so that its mean is 0.25 · "
        "24 = 6: does it in yours?",
    ),
    Misconception(
        "dropout_in_eval",
        "Your layer drops numbers in evaluation mode, too. There it returns its input.",
        "Which attribute of an nn.Module do `train()` and `eval()` set?",
        DROPOUT_TAUGHT,
        recognise=_where("eval", _drops_some),
        stronger="Make `layer = Dropout(0.5).eval()`, print `layer.training`, which is False now, and "
        "`layer(torch.ones(8))`, which has to show eight ones. Which line of your `forward` reads that attribute, and "
        "no other of your own, and which branch is taken then?",
    ),
    Misconception(
        "keep_for_drop",
        "You take p for the probability that a number survives. It is the probability that it is dropped.",
        "Of 100 numbers with p = 0.2, how many should become zero, and how many do?",
        DROPOUT_TAUGHT,
        recognise=_any_of(_where("train", _share_is_kept), _keeps_nothing),
        stronger="Try the two ends, where nothing is left to chance: in training mode `Dropout(0.0)` has to return "
        "its input, and `Dropout(1.0)` only zeros. Then, for p = 0.2: for which share of the random numbers is your "
        "comparison (or your `torch.bernoulli`) true, and does true mean kept or dropped?",
    ),
    Misconception(
        "p_ignored",
        "Your layer drops half of the numbers, whatever p is.",
        "Where in your `forward` is the share of zeros decided, and does `p` stand there? What does p = 0 give?",
        DROPOUT_TAUGHT,
        recognise=_where("train", _half_is_dropped),
        stronger="In training mode, print `(Dropout(0.2)(torch.ones(10_000)) == 0).sum()`: about 2,000 is needed, and "
        "yours is about 5,000. With which number is your random number compared, or between which whole numbers is it "
        "drawn? What has to stand there for p = 0.2, and for p = 0.9?",
    ),
    Misconception(
        "p_one_keeps_everything",
        "With p = 1 your layer returns its input. Everything is dropped then, so zeros should come out.",
        "Which branch of your `forward` is taken for p = 1? And how many of 100 numbers survive p = 0.99?",
        DROPOUT,
        recognise=_where("train", _unchanged_with_p_one),
        stronger="In training mode, print `Dropout(1.0)(torch.ones(4))`: four zeros are needed, and yours are four "
        "ones. A condition that keeps p = 1 away from the division sends it somewhere else: what comes out there, and "
        "what should?",
    ),
    Misconception(
        "never_drops",
        "In training mode your layer returns its input: nothing is dropped.",
        "Is your branch for evaluation taken while training? Print `self.training` in `forward`.",
        DROPOUT_TAUGHT,
        recognise=_where("train", _unchanged),
        stronger="Put a `print` into each branch of `forward` and run `Dropout(0.5)(torch.ones(8))`; a new layer is "
        "in training mode. Does the branch that draws the mask run? If it does, follow its result to the `return`: is "
        "it assigned to a name, and is that name what you return?",
    ),
    Misconception(
        "dropout_not_rescaled",
        "What survives comes out as it was. It has to be larger, so that the mean stays the same in both modes.",
        "A number 6 survives with probability 0.5. What is the mean of what comes out, and what should it be?",
        DIVISION_TAUGHT,
        recognise=_where("train", _survivors_unchanged),
        stronger="By hand, with x = 6 and p = 0.75: in four passes it survives once on average. Without dropout the "
        "four results add up to 24, with yours to 6. How many times larger does the one survivor have to be, and how "
        "does that number follow from p?",
    ),
    Misconception(
        "survivors_scaled_by_wrong_factor",
        "What survives is multiplied by a wrong number.",
        "With p = 0.75 one of four numbers survives. How much larger does it have to be to make up for the others?",
        DIVISION_TAUGHT,
        recognise=_where("train", _survivors_scaled_wrongly),
        stronger="In training mode, print `Dropout(0.75)(torch.ones(1000)).unique()` and the same for p = 0.2: "
        "besides 0 there has to be 4 and 1.25. Which shares of the numbers survive in the two cases, how do 4 and "
        "1.25 follow from these shares, and what do you compute instead?",
    ),
    Misconception(
        "normal_for_uniform",
        "Your random numbers seem to be drawn from the normal distribution, so the wrong share of them is below p.",
        "What share of `torch.randn(10_000)` is below 0.5, and what share of `torch.rand(10_000)`?",
        WRONG_NUMBERS_TAUGHT,
        recognise=_where("train", _drawn_from_normal),
        stronger="Draw 10,000 of your random numbers and print the smallest and the largest. What is compared with a "
        "probability has to lie between 0 and 1, every value as likely as any other; yours go below −3 and above 3. "
        "Compare the name of the function you call with the one named in the task, letter by letter.",
    ),
    Misconception(
        "whole_channels_dropped",
        "You drop whole channels, or whole images: that is another layer, Dropout2d. Here each number is drawn by "
        "itself.",
        "Which shape does your mask have, and which shape does the input have?",
        CHANNELS_TAUGHT,
        recognise=_where("train", _shared_along(2, 3)),
        stronger="Send `torch.ones(2, 3, 4, 4)` through with p = 0.5: every 4×4 panel has to be its own mixture of 0 "
        "and 2, and 96 random numbers are needed for that. Print the shape of what you draw: which axes have size 1 "
        "in it, or are missing?",
    ),
    Misconception(
        "one_mask_for_several",
        "All images, or all channels, share one mask: the same places are dropped in each of them.",
        "How many random numbers do you draw, and how many numbers does the input have?",
        CHANNELS_TAUGHT,
        recognise=_where("train", _shared_along(0, 1)),
        stronger="Send `torch.ones(3, 2, 4, 4)` through with p = 0.5 and compare `out[0]` with `out[1]`, and `out[:, "
        "0]` with `out[:, 1]`: one of these pairs is equal in yours. 96 random numbers are needed. Print the shape of "
        "what you draw: along which axis does broadcasting copy it?",
    ),
    Misconception(
        "same_mask_every_time",
        "Your layer drops the same places in every pass.",
        "When is the mask drawn: once, or in each call? And does something in `forward` set the seed?",
        DROPOUT_TAUGHT,
        recognise=_same_every_time,
        stronger="Call one layer twice with `torch.ones(20)` and print the random numbers inside `forward`. Then go "
        "back from the printed line: does an `if` (or `__init__`) keep an old draw, or does a line above put the "
        "generator back to its start? (Run `torch.manual_seed(42)` and `torch.rand(3)` twice to see the latter.)",
    ),
    Misconception(
        "fixed_number_dropped",
        "Your layer always drops the same number of numbers. Each of them should be drawn by itself.",
        "Toss 20 coins. Are there always 10 heads?",
        DROPOUT_TAUGHT,
        recognise=_always_as_many,
        stronger="Send `torch.ones(20)` through five times with p = 0.5 and count the zeros: yours is the same count "
        "each time, but 8 or 13 must happen, too. So no line may compute in advance how many are dropped. Which "
        "random number decides the fate of one place, without looking at the others?",
    ),
    Misconception(
        "zero_divided_by_zero",
        "With p = 1 your layer divides by zero. Everything is dropped then, so zeros should come out.",
        "What is 1 − p for p = 1? What should the result be, without any division?",
        DROPOUT,
        recognise=_divides_by_zero,
        stronger="Send `torch.ones(4)` through `Dropout(1.0)` in training mode, and print the mask, the factor and "
        "the result one after the other. In which line does the first `inf` or `nan`, or the error, appear? That line "
        "must not be reached for p = 1: what can you return before it?",
    ),
    Misconception(
        "gradient_lost",
        "The gradient doesn't flow back through your layer as the numbers flowed forward.",
        "Does every step from the input to the output stay in PyTorch, without `.data`, `.detach()` and `.numpy()`?",
        DROPOUT_TAUGHT,
        recognise=_gradient_wrong,
        stronger="With `x = torch.ones(8, requires_grad=True)` and p = 0.5, run `layer(x).sum().backward()` and print "
        "`x.grad`: 2 where a number survived, 0 elsewhere. If it is None, or an error comes, print `requires_grad` of "
        "each intermediate tensor in `forward`: after which step is it no longer True?",
    ),
)
