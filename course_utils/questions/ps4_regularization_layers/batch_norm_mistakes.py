"""The mistakes of a batch normalisation layer, told to the student."""

import re
from collections.abc import Callable
from typing import Any

from course_utils.questions.ps4_regularization_layers import wrong_batch_norms as wrong
from course_utils.questions.ps4_regularization_layers.sections import (
    BATCH_NORM,
    NORM_TAUGHT,
    ONE_MEAN_TAUGHT,
    SWITCHES_TAUGHT,
    TWO_MODES_TAUGHT,
    WRONG_SWITCH_TAUGHT,
)
from course_utils.questions.question import Misconception

_SHAPES_DO_NOT_FIT = re.compile(
    r"must match the (existing )?size|broadcast|must match|doesn't match|cannot be expanded|shape mismatch"
)
_LEAF_IN_PLACE = re.compile(r"leaf Variable that requires grad|cannot assign .* as parameter")
_GRAPH_IS_GONE = re.compile(r"backward through the graph a second time|modified by an inplace operation")


def _raised(about: re.Pattern) -> Callable[[Any, Any], bool]:
    return lambda _verdict, seen: seen.error is not None and about.search(seen.error.message) is not None


def _statistics_are(kind: str) -> Callable[[Any, Any], bool]:
    """The case about kinds says so of a running statistic."""

    def recognise(_verdict: Any, seen: Any) -> bool:
        value = seen.value if isinstance(seen.value, dict) else {}
        return any(str(value.get(name, "")).startswith(kind) for name in ("running_mean", "running_var"))

    return recognise


def _kept_as_plain_attributes(verdict: Any, seen: Any) -> bool:
    """The kinds say so, or the statistics stayed behind when the layer was saved or moved."""
    if verdict.case.options.get("look_at") in ("saved", "moved"):
        return isinstance(seen.value, dict) and seen.value.get("layer") == "an nn.Module"
    return _statistics_are("a plain attribute")(verdict, seen)


def _need_a_gradient(verdict: Any, seen: Any) -> bool:
    if _raised(_GRAPH_IS_GONE)(verdict, seen):
        return True
    return (
        verdict.case.options.get("look_at") == "graph"
        and isinstance(seen.value, dict)
        and any(seen.value.get(f"{name} needs a gradient") is True for name in ("running_mean", "running_var"))
    )


def _parameters(verdict: Any, seen: Any) -> bool:
    return _statistics_are("a parameter")(verdict, seen) or _raised(_LEAF_IN_PLACE)(verdict, seen)


def _name_is_missing(_verdict: Any, seen: Any) -> bool:
    return isinstance(seen.value, dict) and "without a tensor" in str(seen.value.get("layer", ""))


def misconceptions(probe: Callable[..., Any]) -> tuple[Misconception, ...]:
    """``probe(layer_class, *args, **options)`` is how an answer is tried."""

    def tried(*classes: type) -> tuple[Callable[..., Any], ...]:
        def with_class(layer_class: type) -> Callable[..., Any]:
            return lambda *args, **options: probe(layer_class, *args, **options)

        return tuple(map(with_class, classes))

    return (
        Misconception(
            "running_statistics_are_parameters",
            "Your running statistics are parameters: an optimizer would train them, and weight decay would shrink "
            "them. They are remembered, not learned.",
            "What has a parameter that a buffer doesn't have? Who writes into each of the two?",
            TWO_MODES_TAUGHT,
            recognise=_parameters,
        ),
        Misconception(
            "running_statistics_need_gradient",
            "Your running statistics carry the history of the batches along, so gradients would flow into them.",
            "Print `layer.running_mean` after a training step. Is there a `grad_fn`? Should a memory have one?",
            TWO_MODES_TAUGHT,
            recognise=_need_a_gradient,
        ),
        Misconception(
            "running_statistics_not_saved",
            "Your running statistics are plain attributes (or buffers that aren't saved): `state_dict()` doesn't know "
            "them, and they stay behind when the layer moves.",
            "Print `layer.state_dict().keys()`. Which two names are missing, and how do you register such a tensor?",
            TWO_MODES_TAUGHT,
            recognise=_kept_as_plain_attributes,
        ),
        Misconception(
            "name_missing",
            "Your layer lacks one of the four tensors weight, bias, running_mean and running_var under that name.",
            "Print `layer.state_dict().keys()` and compare it with the table above, letter by letter.",
            BATCH_NORM,
            recognise=_name_is_missing,
        ),
        Misconception(
            "mode_ignored",
            "Your layer does the same in both modes: it normalises with the batch and updates what it remembers.",
            "Which line of your `forward` asks for the mode?",
            TWO_MODES_TAUGHT,
            tried(wrong.AlwaysTraining),
        ),
        Misconception(
            "no_grad_taken_for_eval",
            "You ask whether gradients are on. What is asked for depends on the mode alone: `train()` or `eval()`.",
            "Two switches, four combinations: in which of them do the running statistics move in your layer, and in "
            "which should they?",
            WRONG_SWITCH_TAUGHT,
            tried(wrong.GradForTraining),
        ),
        Misconception(
            "statistics_updated_in_eval",
            "Your running statistics move in evaluation mode, too: looking at the model changes the model.",
            "Send the same batch through twice in evaluation mode. Is `running_mean` the same before and after?",
            SWITCHES_TAUGHT,
            tried(wrong.UpdatedInEval, wrong.UpdatedBeforeEval),
        ),
        Misconception(
            "batch_statistics_in_eval",
            "In evaluation mode you normalise with the batch's mean and variance. There what was remembered counts.",
            "A bright and a dark image, each sent through alone in evaluation mode: can your layer tell them apart?",
            TWO_MODES_TAUGHT,
            tried(wrong.BatchInEval),
        ),
        Misconception(
            "running_statistics_in_training",
            "In training mode you normalise with the running statistics. There the batch's own count.",
            "What are mean and variance of the output in training mode, with weight 1 and bias 0?",
            TWO_MODES_TAUGHT,
            tried(wrong.MemoryInTraining, wrong.OldMemoryInTraining),
        ),
        Misconception(
            "momentum_turned_round",
            "Your momentum is turned round: it should be the share of the new value, and yours is that of the old one.",
            "The running mean is 0, a batch has mean 5, momentum is 0.1. Which number is remembered then?",
            TWO_MODES_TAUGHT,
            tried(wrong.MomentumTurned),
        ),
        Misconception(
            "running_statistics_overwritten",
            "Your running statistics are those of the last batch alone: everything before is forgotten.",
            "Which line of your code uses `momentum`?",
            TWO_MODES_TAUGHT,
            tried(wrong.Overwritten),
        ),
        Misconception(
            "running_statistics_never_updated",
            "Your running statistics stay where they started, however many batches come.",
            "Print `layer.running_mean` before and after a training batch. Which line should have changed it?",
            TWO_MODES_TAUGHT,
            tried(wrong.NeverUpdated),
        ),
        Misconception(
            "variances_exchanged",
            "Your two variances are in each other's place: n − 1 where you normalise, and n in what is remembered.",
            "For the batch 2, 4, 6, 8 the lecture normalises with 5 and remembers 6.67. Which is which in your code?",
            NORM_TAUGHT,
            tried(wrong.BothUnbiasedAndBiased),
        ),
        Misconception(
            "running_variance_biased",
            "The variance that you remember is divided by n. PyTorch remembers the one divided by n − 1.",
            "For the batch 2, 4, 6, 8: which number does the lecture put into the running variance, 5 or 6.67?",
            TWO_MODES_TAUGHT,
            tried(wrong.BiasedMemory),
        ),
        Misconception(
            "normalised_with_unbiased_variance",
            "You normalise with the variance divided by n − 1. Here it is divided by n.",
            "For the batch 2, 4, 6, 8 the lecture's variance is 5. What is `torch.tensor([2.0, 4, 6, 8]).var()`?",
            NORM_TAUGHT,
            tried(wrong.UnbiasedOutput),
        ),
        Misconception(
            "statistics_of_each_position",
            "Each pixel position has a mean of its own in your layer, taken over the batch only.",
            "How many means does a batch of the shape (2, 3, 2, 5) have? Print the shape of yours.",
            ONE_MEAN_TAUGHT,
            tried(wrong.EachPosition),
        ),
        Misconception(
            "statistics_of_each_image",
            "Each image has means of its own in your layer. They are taken over all images of the batch together.",
            "How many means does a batch of the shape (2, 3, 2, 5) have? Print the shape of yours.",
            ONE_MEAN_TAUGHT,
            tried(wrong.EachImage),
        ),
        Misconception(
            "statistics_of_all_channels",
            "All channels share one mean and one variance in your layer. Each channel has its own.",
            "How many means does a batch of the shape (2, 3, 2, 5) have? Print the shape of yours.",
            ONE_MEAN_TAUGHT,
            tried(wrong.AllChannels, wrong.AllChannelsOfAnImage),
        ),
        Misconception(
            "shapes_do_not_broadcast",
            "Your layer breaks off because two shapes don't fit, such as one number for each channel and a batch.",
            "In a batch N×C×H×W the channel is axis 1, and PyTorch lines shapes up from the last axis. Which shape has "
            "to stand next to C for the rest to fit?",
            ONE_MEAN_TAUGHT,
            recognise=_raised(_SHAPES_DO_NOT_FIT),
        ),
        Misconception(
            "eps_outside_root",
            "You add eps to the standard deviation. It belongs to the variance, under the root.",
            "For a variance of 0.25 and eps = 0.75: what does the formula divide by, and what do you divide by?",
            NORM_TAUGHT,
            tried(wrong.EpsOutsideRoot),
        ),
        Misconception(
            "root_forgotten",
            "You divide by the variance. Asked for is its root, the standard deviation.",
            "What is the variance of your output in training mode, with weight 1 and bias 0? It should be 1.",
            NORM_TAUGHT,
            tried(wrong.RootForgotten),
        ),
        Misconception(
            "weight_and_bias_forgotten",
            "Your layer has a weight and a bias, but doesn't use both: it stops after normalising.",
            "The formula has four letters after the fraction is computed. Which lines of your code are about γ and β?",
            ONE_MEAN_TAUGHT,
            tried(wrong.NoWeightAndBias, wrong.NoBias),
        ),
        Misconception(
            "statistics_detached",
            "Your output is right, but the gradient isn't: it takes the batch's mean and variance for constants.",
            "If one pixel changes, the mean of its batch changes, too. Which line hides that from the gradient?",
            ONE_MEAN_TAUGHT,
            tried(wrong.StatisticsDetached),
        ),
    )
