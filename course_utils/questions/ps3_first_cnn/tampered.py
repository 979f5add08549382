"""Wrong training loops: the course's own, with a tool in its hands that has been tampered with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

from course_utils import training
from course_utils.questions.ps3_first_cnn.wrong_reports import Batch, Noting, mean, share


@contextmanager
def replaced(thing: Any, name: str, by: Any) -> Iterator[Any]:
    """``thing.name`` is something else inside the block; hands over what it was."""
    before = getattr(thing, name)
    object.__setattr__(thing, name, by)
    try:
        yield before
    finally:
        object.__delattr__(thing, name)


def nothing(*_args: Any, **_kwargs: Any) -> None:
    """Does nothing, whatever it is asked."""


def with_criterion(run: Callable, change: Callable) -> Callable:
    """``run`` with the criterion that ``change(criterion)`` gives."""
    return lambda *args: run(*args[:-1], change(args[-1]))


def after_softmax(criterion: Callable) -> Callable:
    return Noting(criterion, lambda scores: scores.softmax(dim=1))


def nll_of_probabilities(_criterion: Callable) -> Callable:
    return lambda scores, labels: F.nll_loss(scores.softmax(dim=1), labels)


def nll_of_scores(_criterion: Callable) -> Callable:
    return F.nll_loss


def plain_cross_entropy(_criterion: Callable) -> Callable:
    return nn.CrossEntropyLoss()


def without_zero_grad(model, batches, optimizer, criterion):
    with replaced(optimizer, "zero_grad", nothing):
        return training.train_one_epoch(model, batches, optimizer, criterion)


def cleared_before_the_step(model, batches, optimizer, criterion):
    def step(*_args: Any) -> None:
        optimizer.zero_grad()
        real_step()

    with replaced(optimizer, "step", step) as real_step:
        return training.train_one_epoch(model, batches, optimizer, criterion)


def without_step(model, batches, optimizer, criterion):
    with replaced(optimizer, "step", nothing):
        return training.train_one_epoch(model, batches, optimizer, criterion)


def one_step_at_the_end(model, batches, optimizer, criterion):
    """With the gradients of the last batch."""
    with replaced(optimizer, "step", nothing) as real_step:
        found = training.train_one_epoch(model, batches, optimizer, criterion)
    real_step()
    return found


def one_step_for_all_batches(model, batches, optimizer, criterion):
    """With the sum of all gradients, which are cleared before the loop."""
    optimizer.zero_grad()
    with replaced(optimizer, "zero_grad", nothing):
        return one_step_at_the_end(model, batches, optimizer, criterion)


def one_backward_pass_for_all_batches(model, batches, optimizer, criterion):
    """The losses of all images are added up, and their sum is passed back behind the loop."""
    losses = []

    def adding_up(scores, labels):
        losses.append(criterion(scores, labels) * len(labels))
        return (losses[-1] / len(labels)).detach().requires_grad_()

    with replaced(optimizer, "step", nothing) as real_step:
        found = training.train_one_epoch(model, batches, optimizer, adding_up)
    sum(losses).backward()
    real_step()
    return found


def learning_from_sums(model, batches, optimizer, criterion):
    """Each step follows the sum over its batch; the report is that of the means."""
    noting = Noting(criterion)
    training.train_one_epoch(model, batches, optimizer, lambda scores, labels: noting(scores, labels) * len(labels))
    return mean(noting.batches), share(noting.batches)


def on_the_first_batch(run: Callable) -> Callable:
    """``run`` as if there were no other batch."""
    return lambda model, batches, *more: run(model, [next(iter(batches))], *more)


def without_backward(model, batches, optimizer, criterion):
    def cut_off(scores, labels):
        return criterion(scores, labels).detach().requires_grad_()

    return training.train_one_epoch(model, batches, optimizer, cut_off)


def step_first(model, batches, optimizer, criterion):
    """The step is made when the loss is computed: before the backward pass."""

    def computed(scores, labels):
        real_step()
        return criterion(scores, labels)

    with replaced(optimizer, "step", nothing) as real_step:
        return training.train_one_epoch(model, batches, optimizer, computed)


def step_first_and_cleared_later(model, batches, optimizer, criterion):
    """As above, and the gradients are cleared after the step: each step uses those of the batch before."""

    def computed(scores, labels):
        real_step()
        real_zero_grad()
        return criterion(scores, labels)

    with replaced(optimizer, "step", nothing) as real_step, replaced(optimizer, "zero_grad", nothing) as real_zero_grad:
        return training.train_one_epoch(model, batches, optimizer, computed)


def in_the_mode_it_has(model, batches, optimizer, criterion):
    with replaced(model, "train", nothing):
        return training.train_one_epoch(model, batches, optimizer, criterion)


def in_evaluation_mode(model, batches, optimizer, criterion):
    model.eval()
    return in_the_mode_it_has(model, batches, optimizer, criterion)


def in_training_mode_at_the_root_only(model, batches, optimizer, criterion):
    with replaced(model, "train", partial(setattr, model, "training", True)):
        return training.train_one_epoch(model, batches, optimizer, criterion)


def keeping_every_graph(model, batches, optimizer, criterion):
    kept = []

    def keeping(scores, labels):
        kept.append(criterion(scores, labels))
        return kept[-1]

    return training.train_one_epoch(model, batches, optimizer, keeping)


def measured_after_each_step(model, batches, optimizer, criterion):
    met = []
    for batch in batches:
        training.train_one_epoch(model, [batch], optimizer, criterion)
        loss, accuracy = looking_in_the_mode_it_has(model, [batch], criterion)
        met.append(Batch(loss, round(accuracy * len(batch[1])), len(batch[1])))
    return mean(met), share(met)


def measured_after_the_epoch(model, batches, optimizer, criterion):
    training.train_one_epoch(model, batches, optimizer, criterion)
    return looking_in_the_mode_it_has(model, batches, criterion)


def looking_in_the_mode_it_has(model, batches, criterion):
    with replaced(model, "eval", nothing):
        return training.evaluate(model, batches, criterion)


def looking_in_evaluation_mode_at_the_root_only(model, batches, criterion):
    with replaced(model, "eval", partial(setattr, model, "training", False)):
        return training.evaluate(model, batches, criterion)


def looking_and_only_the_root_as_before(model, batches, criterion):
    before = model.training
    found = looking_and_left_in_evaluation(model, batches, criterion)
    model.training = before
    return found


def looking_and_left_in_evaluation(model, batches, criterion):
    found = training.evaluate(model, batches, criterion)
    model.eval()
    return found


def looking_and_gradients_left_off(model, batches, criterion):
    found = training.evaluate(model, batches, criterion)
    torch.set_grad_enabled(False)
    return found


def looking_and_gradients_switched_on(model, batches, criterion):
    found = training.evaluate(model, batches, criterion)
    torch.set_grad_enabled(True)
    return found


def looking_and_then_training(model, batches, criterion):
    found = training.evaluate(model, batches, criterion)
    model.train()
    return found
