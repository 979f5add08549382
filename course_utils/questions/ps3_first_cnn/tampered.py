"""Wrong training loops: the course's own, with a tool in its hands that has been tampered with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

from course_utils import training


@dataclass
class Batch:
    """What was met in one batch."""

    loss: float
    right: int
    size: int


class Noting:
    """A criterion that notes what it is given, perhaps after a change."""

    def __init__(self, criterion: Callable, change: Callable = lambda scores: scores) -> None:
        self.criterion, self.change = criterion, change
        self.batches: list[Batch] = []

    def __call__(self, scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        loss = self.criterion(self.change(scores), labels)
        right = int((scores.detach().max(dim=1).indices == labels).sum())
        self.batches.append(Batch(loss.item(), right, len(labels)))
        return loss


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


def reporting(run: Callable, report: Callable[[list[Batch]], tuple[float, float]]) -> Callable:
    """``run`` as it is, but another report of what was met: criterion last of the arguments."""

    def reported(*args: Any) -> tuple[float, float]:
        noting = Noting(args[-1])
        run(*args[:-1], noting)
        return report(noting.batches)

    return reported


def with_criterion(run: Callable, change: Callable) -> Callable:
    """``run`` with the criterion that ``change(criterion)`` gives."""
    return lambda *args: run(*args[:-1], change(args[-1]))


def after_softmax(criterion: Callable) -> Callable:
    return Noting(criterion, lambda scores: scores.softmax(dim=1))


def summed(_criterion: Callable) -> Callable:
    return partial(F.cross_entropy, reduction="sum")  # not the module: `train_one_epoch` takes no sum that it can see


def plain_cross_entropy(_criterion: Callable) -> Callable:
    return nn.CrossEntropyLoss()


def images(batches: list[Batch]) -> int:
    return sum(batch.size for batch in batches)


def share(batches: list[Batch]) -> float:
    return sum(batch.right for batch in batches) / images(batches)


def mean(batches: list[Batch]) -> float:
    return sum(batch.loss * batch.size for batch in batches) / images(batches)


def mean_of_shares(met: list[Batch]) -> tuple[float, float]:
    """Only the accuracy is a mean of the batches' own."""
    return mean(met), sum(batch.right / batch.size for batch in met) / len(met)


MEANS_OF_MEANS = (
    lambda met: (sum(batch.loss for batch in met) / len(met), share(met)),
    lambda met: (sum(batch.loss for batch in met) / len(met), mean_of_shares(met)[1]),
)
OVER_BATCHES = (
    lambda met: (mean(met) * images(met) / len(met), share(met)),
    lambda met: (mean(met) * images(met) / len(met), share(met) * images(met) / len(met)),
    lambda met: (mean(met), share(met) * images(met) / len(met)),
)
ALL_AS_LARGE_AS_THE_FIRST = (
    lambda met: (sum(batch.loss for batch in met) * met[0].size / images(met), share(met)),
    lambda met: tuple(one * images(met) / (met[0].size * len(met)) for one in (mean(met), share(met))),
)
SWAPPED = (lambda met: (share(met), mean(met)),)
MEANS_OVER_IMAGES = (lambda met: (sum(batch.loss for batch in met) / images(met), share(met)),)
LAST_BATCH = (lambda met: (met[-1].loss, met[-1].right / met[-1].size), lambda met: (met[-1].loss, share(met)))
SUMS = (
    lambda met: (mean(met) * images(met), share(met)),
    lambda met: (sum(batch.loss for batch in met), share(met)),
    lambda met: (mean(met) * images(met), share(met) * images(met)),
    lambda met: (mean(met), share(met) * images(met)),
)
PERCENT = (lambda met: (mean(met), 100 * share(met)),)


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


def looking_and_then_training(model, batches, criterion):
    found = training.evaluate(model, batches, criterion)
    model.train()
    return found
