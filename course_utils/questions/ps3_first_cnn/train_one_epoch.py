"""train_one_epoch(model, loader, optimizer, criterion), tried on a small problem whose network notes what happens."""

from dataclasses import replace
from functools import partial
from typing import Any

import torch

from course_utils import training
from course_utils.questions.ps3_first_cnn import misconceptions as known
from course_utils.questions.ps3_first_cnn import tampered as made
from course_utils.questions.ps3_first_cnn import wrong_reports as reported
from course_utils.questions.ps3_first_cnn.sections import TAUGHT_EPOCH, TAUGHT_MODES, TAUGHT_STEP, TRAINING
from course_utils.questions.ps3_first_cnn.small_problem import (
    NotingCriterion,
    SmallProblem,
    kind_of,
    listed,
    mode_of,
    numbers,
    telling_seed,
)
from course_utils.questions.ps3_first_cnn.traces import VECTORS_DO_NOT_MATCH, raised
from course_utils.questions.question import Case, Misconception, Question


def probe(answer, look, seed, epochs=1, **problem):
    """What one aspect of some epochs is like: what was returned at the end, and what ``look`` names."""
    small = SmallProblem(seed, **problem)
    noting = NotingCriterion(lambda: small.order.count("step"))
    criterion = noting if look == "graphs" else small.criterion
    before = small.weights().clone()
    for _ in range(epochs):
        returned = answer(small.model, small.batches, small.optimizer, criterion)
    what, pair = numbers(returned)
    seen = {
        "loss": lambda: pair[0] if pair else None,
        "accuracy": lambda: pair[1] if pair else None,
        "kinds": lambda: [kind_of(value) for value in returned] if pair else None,
        "weights": small.weights,
        "order": lambda: ", ".join(small.order) or "neither of the two",
        "graphs": lambda: "of the last batch at most" if noting.most < 2 else "of earlier batches, too",
        "modes": lambda: {"while it learns": listed(small.model.modes), "afterwards": mode_of(small.model)},
    }
    evidence = {"returned": what, look: seen[look]()}
    if look == "order":
        evidence["weights"] = "unchanged" if torch.equal(small.weights(), before) else "changed"
    return evidence


def cases(rng):
    seed = telling_seed(rng, looked(training.train_one_epoch), *reports(*reported.WRONG_ACCURACIES))
    return [
        # First what tells most, where steps are left out or made twice.
        Case("a backward pass and then a step, for every batch", ("order", seed)),
        Case("the weights after one epoch", ("weights", seed)),
        Case("the weights after three epochs with Adam", ("weights", seed + 1), {"epochs": 3, "optimizer": "Adam"}),
        Case("a model that is found in evaluation mode", ("modes", seed), {"found": "evaluation"}),
        Case("the mean loss over batches of 4, 4 and 2 images", ("loss", seed)),
        Case("the accuracy over batches of 4, 4 and 2 images", ("accuracy", seed)),
        Case("another criterion", ("loss", seed), {"criterion": "smoothed cross-entropy"}),
        Case("two plain numbers are returned", ("kinds", seed)),
        Case("which graphs are still there when the next batch comes", ("graphs", seed)),
    ]


def looked(wrong) -> Any:
    """The wrong oracle of a wrong training loop."""
    return partial(probe, wrong)


def reports(*wrong: Any) -> tuple[Any, ...]:
    """The wrong oracles of loops that learn as they should and report something else."""
    return tuple(looked(reported.reporting(training.train_one_epoch, report)) for report in wrong)


def returns_a_kind(kind: str) -> Any:
    """A recogniser: in the case about it, something of this kind was returned."""

    def recognise(_verdict, seen) -> bool:
        kinds = seen.value.get("kinds") if isinstance(seen.value, dict) else None
        return isinstance(kinds, list) and kind in kinds

    return recognise


def _learns_without_the_optimizer(_verdict, seen) -> bool:
    order = seen.value.get("order") if isinstance(seen.value, dict) else None
    return isinstance(order, str) and "step" not in order and seen.value.get("weights") == "changed"


LEARNED = (
    known.SOFTMAX_TWICE(oracles=(looked(made.with_criterion(training.train_one_epoch, made.after_softmax)),)),
    known.NO_ZERO_GRAD(oracles=(looked(made.without_zero_grad),)),
    Misconception(
        "step_forgotten",
        "The optimizer that you were given never makes a step: the gradients are computed and the weights stay as they "
        "are.",
        "Which of the five lines changes a weight? Print one before and after the epoch.",
        TAUGHT_STEP,
        oracles=(looked(made.without_step),),
        stronger="Of the five lines (clear, forward, loss, backward, step) four only prepare, and the last one "
        "changes the weights. Is it in your loop? If it is: is it called, with brackets, and does it stand inside the "
        "loop, so that it runs for every batch?",
    ),
    Misconception(
        "optimizer_ignored",
        "Your function changes the weights, but not by steps of the optimizer that it was given. That one may be of "
        "another kind, or have another learning rate.",
        "Where in your function does the argument `optimizer` appear? Which optimizer is it that makes the steps?",
        TAUGHT_STEP,
        recognise=_learns_without_the_optimizer,
        stronger="Hand over `torch.optim.SGD(model.parameters(), lr=0.0)`, whose steps change nothing: the weights "
        "should be the same before and after your function. If they aren't, which line of yours makes another "
        "optimizer, or changes the weights itself?",
    ),
    Misconception(
        "one_step_an_epoch",
        "Your optimizer makes a single step, behind the loop over the batches. It has to make one for every batch.",
        "How many batches are there, and how often does a weight change in one epoch?",
        TAUGHT_STEP,
        oracles=(
            looked(made.one_step_at_the_end),
            looked(made.one_step_for_all_batches),
            looked(made.one_backward_pass_for_all_batches),
        ),
        stronger="Let your function print a line at each backward pass and at each step. For three batches they have "
        "to take turns: backward, step, backward, step, backward, step. In yours there is one step, behind all the "
        "rest. How far is its line indented, and how far that of the backward pass?",
    ),
    replace(
        known.SUMMED_GRADIENTS(oracles=(looked(made.learning_from_sums),)),
        hint="Print what you call `backward()` on, and what the criterion gave you for that batch. Are they the same?",
        stronger="For three images with the losses 1, 2 and 3 the mean is 2 and the sum 6, so the gradient of the sum "
        "is three times as large, and with it the step. Adding up is for the report. Which line of yours multiplies "
        "the loss, and is it above `backward()` or below?",
    ),
    known.FIRST_BATCH_ONLY(oracles=(looked(made.on_the_first_batch(training.train_one_epoch)),)),
    Misconception(
        "cleared_before_the_step",
        "The gradients are cleared between the backward pass and the step, so the step finds none, and the weights "
        "stay as they are.",
        "Say for each of the five lines what it reads and what it writes. Who reads the gradients last?",
        TAUGHT_STEP,
        oracles=(looked(made.cleared_before_the_step),),
        stronger="Number your calls in the order in which they run. `backward()` writes the gradients, `step()` reads "
        "them, and `zero_grad()`, the optimizer's or the model's, throws them away. Between which two of the three "
        "must it not stand, and where is there room for it?",
    ),
    Misconception(
        "backward_forgotten",
        "There is no backward pass: the optimizer finds no gradients, and the weights stay as they are.",
        "After your first batch, print the `grad` of one of the weights. Which line should have filled it?",
        TAUGHT_STEP,
        oracles=(looked(made.without_backward),),
        stronger="After your first batch `next(model.parameters()).grad` is None: nobody has computed a gradient. The "
        "gradients of all weights are written by one method, and it is the loss that has it. Between which two of "
        "your lines does its call belong?",
    ),
    Misconception(
        "step_before_backward",
        "The optimizer makes its step before the backward pass, with the gradients of another batch or with none.",
        "What does `optimizer.step()` read, and which line writes it?",
        TAUGHT_STEP,
        oracles=(looked(made.step_first), looked(made.step_first_and_cleared_later)),
        stronger="In the first batch there is no gradient yet when your step is made; in the second it finds those of "
        "the first batch, or none. Number your calls in the order in which they run: which number has the one that "
        "writes gradients, and which the one that reads them?",
    ),
)

QUESTION = Question(
    name="train_one_epoch",
    title="Learn from every batch once",
    section=TRAINING,
    cases=cases,
    oracle=partial(probe, training.train_one_epoch),
    probe=probe,
    any_dtype=False,
    atol=1e-5,
    rtol=1e-5,
    misconceptions=(
        *LEARNED,
        Misconception(
            "no_train_mode",
            "Your function learns in whatever mode it finds the model or its layers. After an evaluation that may be "
            "evaluation mode, without dropout.",
            "Call `model.eval()` just before your function. In which mode does each layer learn?",
            TAUGHT_MODES,
            oracles=(
                looked(made.in_the_mode_it_has),
                looked(made.in_evaluation_mode),
                looked(made.in_training_mode_at_the_root_only),
            ),
            stronger="Call `model.eval()`, then your function, and let its loop print `[part.training for part in "
            "model.modules()]`: all should be True. Which line of yours is to switch them? `model.train` without "
            "brackets calls nothing, `model.training = True` doesn't reach the layers, and a mode set before your "
            "function runs can't be relied upon.",
        ),
        known.MEAN_OF_MEANS(oracles=reports(*reported.MEANS_OF_MEANS, reported.mean_of_shares)),
        known.MEANS_OVER_IMAGES(oracles=reports(*reported.MEANS_OVER_IMAGES)),
        known.OVER_BATCHES(oracles=reports(*reported.OVER_BATCHES)),
        known.ALL_AS_LARGE_AS_THE_FIRST(oracles=reports(*reported.ALL_AS_LARGE_AS_THE_FIRST)),
        known.SWAPPED(oracles=reports(*reported.SWAPPED)),
        known.LAST_BATCH(oracles=reports(*reported.LAST_BATCH)),
        known.SUM_FOR_MEAN(oracles=reports(*reported.SUMS)),
        known.OVER_BATCH_AXIS(recognise=raised(VECTORS_DO_NOT_MATCH)),
        Misconception(
            "measured_after_the_step",
            "The loss and the accuracy that you return are those of the network after its step: it is asked once more "
            "about images that it has just learned from.",
            "How often does your function call `model(...)` for one batch? Which of the logits does it learn from, and "
            "which does it count?",
            TAUGHT_EPOCH,
            oracles=(looked(made.measured_after_each_step), looked(made.measured_after_the_epoch)),
            stronger="Let your function print a line at each call of the model, of the criterion, and of the "
            "optimizer's step. For a loader with a single batch there should be one of each, in this order. What "
            "comes behind the step in yours? The numbers to count were there before it.",
        ),
        known.IN_PERCENT(oracles=reports(*reported.PERCENT)),
        known.CRITERION_IGNORED(
            oracles=(looked(made.with_criterion(training.train_one_epoch, made.plain_cross_entropy)),)
        ),
        known.GRAPH_KEPT(
            oracles=(looked(made.keeping_every_graph),), recognise=returns_a_kind("a tensor that holds its graph")
        ),
        known.TENSOR_RETURNED(recognise=returns_a_kind("a tensor")),
        known.NOTHING_RETURNED,
    ),
    shows=(),
)
