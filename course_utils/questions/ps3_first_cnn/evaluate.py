"""evaluate(model, loader, criterion), tried on a small problem whose network notes what happens."""

from functools import partial
from typing import Any

import torch

from course_utils import training
from course_utils.questions.ps3_first_cnn import misconceptions as known
from course_utils.questions.ps3_first_cnn import tampered as made
from course_utils.questions.ps3_first_cnn import wrong_reports as reported
from course_utils.questions.ps3_first_cnn.sections import AS_BEFORE, LOOKING, TAUGHT_MODES
from course_utils.questions.ps3_first_cnn.small_problem import (
    SmallProblem,
    kind_of,
    listed,
    mode_of,
    numbers,
    telling_seed,
)
from course_utils.questions.ps3_first_cnn.traces import VECTORS_DO_NOT_MATCH, raised
from course_utils.questions.ps3_first_cnn.train_one_epoch import returns_a_kind
from course_utils.questions.question import Case, Misconception, Question


def probe(answer, look, seed, gradients="on", **problem):
    """What one aspect of an evaluation is like: what was returned, and what ``look`` names.

    gradients: "on" or "off", as the answer finds them.
    """
    small = SmallProblem(seed, **problem)
    with torch.set_grad_enabled(gradients == "on"):  # and whatever the answer makes of it ends here
        returned = answer(small.model, small.batches, small.criterion)
        left = "on" if torch.is_grad_enabled() else "off"
    what, pair = numbers(returned)
    seen = {
        "loss": lambda: pair[0] if pair else None,
        "accuracy": lambda: pair[1] if pair else None,
        "kinds": lambda: [kind_of(value) for value in returned] if pair else None,
        "weights": small.weights,
        "mode while it looks": lambda: listed(small.model.modes),
        "mode afterwards": lambda: mode_of(small.model),
        "gradients in the forward pass": lambda: listed(small.model.gradients),
        "gradients afterwards": lambda: left,
    }
    return {"returned": what, look: seen[look]()}


def cases(rng):
    seed = telling_seed(rng, looked(training.evaluate), *reports(*reported.WRONG_ACCURACIES))
    return [
        Case("the mean loss over batches of 4, 4 and 2 images", ("loss", seed)),
        Case("the accuracy over batches of 4, 4 and 2 images", ("accuracy", seed)),
        Case("another criterion", ("loss", seed), {"criterion": "smoothed cross-entropy"}),
        Case("in which mode it looks", ("mode while it looks", seed)),
        Case("a model in training mode is in it again afterwards", ("mode afterwards", seed)),
        Case("a model in evaluation mode stays in it", ("mode afterwards", seed), {"found": "evaluation"}),
        Case("gradients are switched off in the forward pass", ("gradients in the forward pass", seed)),
        Case("gradients are as before afterwards", ("gradients afterwards", seed)),
        Case("gradients that were off are still off afterwards", ("gradients afterwards", seed), {"gradients": "off"}),
        Case("two plain numbers are returned", ("kinds", seed)),
    ]


def looked(wrong) -> Any:
    """The wrong oracle of a wrong evaluation."""
    return partial(probe, wrong)


def reports(*wrong: Any) -> tuple[Any, ...]:
    """The wrong oracles of evaluations that look as they should and report something else."""
    return tuple(looked(reported.reporting(training.evaluate, report)) for report in wrong)


def with_gradients(look, *args, **problem):
    if problem.get("gradients") == "off":
        raise RuntimeError  # it says nothing of what an answer does that finds them off, and may need them
    evidence = probe(training.evaluate, look, *args, **problem)
    return {**evidence, look: "on"} if look == "gradients in the forward pass" else evidence


QUESTION = Question(
    name="evaluate",
    title="Look at every batch without learning",
    section=LOOKING,
    cases=cases,
    oracle=partial(probe, training.evaluate),
    probe=probe,
    any_dtype=False,
    atol=1e-5,
    rtol=1e-5,
    misconceptions=(
        known.NO_EVAL(
            oracles=(
                looked(made.looking_in_the_mode_it_has),
                looked(made.looking_in_evaluation_mode_at_the_root_only),
            )
        ),
        known.LEFT_IN_EVAL(
            oracles=(looked(made.looking_and_left_in_evaluation), looked(made.looking_and_only_the_root_as_before))
        ),
        Misconception(
            "always_train_mode_afterwards",
            "You put the model into training mode at the end, whatever mode it was in. A model that was ready for use "
            "is then no longer.",
            "Call your function twice, the second time after `model.eval()`. What is `model.training` after each call?",
            TAUGHT_MODES,
            oracles=(looked(made.looking_and_then_training),),
            stronger="Call `model.eval()`, then your function: `model.training` should still be False. Your function "
            "ends with a call that says True whatever was before. Where in your function does the model still have "
            "the mode that it was found in, and how could you keep that for the end?",
        ),
        Misconception(
            "gradients_not_switched_off",
            "Your function keeps what a backward pass would need, although none will come. `model.eval()` does not "
            "change that.",
            "Does the loss inside your loop have a `grad_fn`? Which context manager would take it away?",
            TAUGHT_MODES,
            oracles=(with_gradients,),
            stronger="Print `torch.is_grad_enabled()` in the line before `model(images)`: it should be False. If "
            "`torch.no_grad()` stands in your function, look at which lines are indented below it: is the forward "
            "pass among them, or only what comes behind?",
        ),
        Misconception(
            "gradients_left_off",
            "You switch gradients off and never on again: whoever trains after your evaluation gets no gradients.",
            "Print `torch.is_grad_enabled()` before and after a call of your function. Who is to switch it back?",
            AS_BEFORE,
            oracles=(looked(made.looking_and_gradients_left_off),),
            stronger="After your function, `(2 * torch.ones(1, requires_grad=True)).requires_grad` should be True, and "
            "is False. `torch.set_grad_enabled(False)`, called as a line of its own, holds for all that comes after. "
            "Section 6 switches gradients off for the lines of one block: with which words?",
        ),
        Misconception(
            "gradients_always_on_afterwards",
            "You switch gradients on at the end, whether they were on before or not. Whoever calls your function under "
            "`torch.no_grad()` has them on again from there.",
            "Call your function inside `with torch.no_grad():` and print `torch.is_grad_enabled()` behind the call, "
            "still inside the block. What should it say?",
            AS_BEFORE,
            oracles=(looked(made.looking_and_gradients_switched_on),),
            stronger="Search your code for `set_grad_enabled(True)`: it says on, whatever was before. A block that "
            "begins with `with` remembers what was before and brings it back by itself at its end. Is a line behind "
            "it needed at all?",
        ),
        known.MEAN_OF_MEANS(oracles=reports(*reported.MEANS_OF_MEANS, reported.mean_of_shares)),
        known.MEANS_OVER_IMAGES(oracles=reports(*reported.MEANS_OVER_IMAGES)),
        known.OVER_BATCHES(oracles=reports(*reported.OVER_BATCHES)),
        known.ALL_AS_LARGE_AS_THE_FIRST(oracles=reports(*reported.ALL_AS_LARGE_AS_THE_FIRST)),
        known.SWAPPED(oracles=reports(*reported.SWAPPED)),
        known.FIRST_BATCH_ONLY(oracles=(looked(made.on_the_first_batch(training.evaluate)),)),
        known.LAST_BATCH(oracles=reports(*reported.LAST_BATCH)),
        known.SUM_FOR_MEAN(oracles=reports(*reported.SUMS)),
        known.OVER_BATCH_AXIS(recognise=raised(VECTORS_DO_NOT_MATCH)),
        known.IN_PERCENT(oracles=reports(*reported.PERCENT)),
        known.CRITERION_IGNORED(oracles=(looked(made.with_criterion(training.evaluate, made.plain_cross_entropy)),)),
        known.SOFTMAX_TWICE(oracles=(looked(made.with_criterion(training.evaluate, made.after_softmax)),)),
        known.TENSOR_RETURNED(recognise=returns_a_kind("a tensor")),
        known.NOTHING_RETURNED,
    ),
    shows=(),
)
