"""A problem that takes no time, on which training loops are tried: what happens in them is noted.

The network doubles its scores in training mode. So the mode shows in everything that is computed, without the
randomness of dropout. What doubles them is a part of the network, as dropout is: the network's own mode says nothing.
"""

import gc
import warnings
import weakref
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from course_utils.checking.describe import describe
from course_utils.checking.inside import modules_of, parameters_of
from course_utils.checking.kept_randomness import seed_cpu
from course_utils.questions.shared_by_copies import SharedSet

CLASSES, SIDE, BATCH = 3, 2, 4
MARK = 9.0  # the first pixel of an image for validation: the network knows what it looks at


class DoubledInTraining(nn.Module):
    def forward(self, scores: torch.Tensor) -> torch.Tensor:
        return 2 * scores if self.training else scores


class NotingNetwork(nn.Module):
    """A linear model that notes in which mode it is called, and whether gradients are switched on.

    modes, gradients: sets of what was met.
    modes_in_validation: the same for images that are marked.
    """

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(SIDE * SIDE, CLASSES)
        self.doubled = DoubledInTraining()
        self.modes, self.modes_in_validation, self.gradients = SharedSet(), SharedSet(), SharedSet()

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        marked = len(images) > 0 and images[0, 0, 0, 0] == MARK
        (self.modes_in_validation if marked else self.modes).add(mode_of(self))
        self.gradients.add("on" if torch.is_grad_enabled() else "off")
        return self.doubled(self.linear(images.flatten(start_dim=1)))


class _Trace:
    """It lives as long as the graph that it is attached to."""


class _HungOnTheGraph(torch.autograd.Function):
    @staticmethod
    def forward(ctx, loss, trace):
        ctx.trace = trace
        return loss.clone()

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


class NotingCriterion(nn.CrossEntropyLoss):
    """A cross-entropy that notes how many earlier batches' graphs are still there when it is asked for a loss.

    batch: says how many batches are done.
    most: the largest number of earlier batches met so; 1 where the last loss still has its name.
    """

    def __init__(self, batch: Callable[[], int]) -> None:
        super().__init__()
        self.batch, self.most = batch, 0
        self._traces: list[tuple[int, weakref.ref[_Trace]]] = []

    def forward(self, scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        if self._earlier() > 1:
            gc.collect()  # a cycle of references is no graph that somebody keeps
        self.most = max(self.most, self._earlier())
        trace = _Trace()
        self._traces.append((self.batch(), weakref.ref(trace)))
        return _HungOnTheGraph.apply(super().forward(scores, labels), trace)

    def _earlier(self) -> int:
        return len({batch for batch, trace in self._traces if trace() is not None} - {self.batch()})


class SmallProblem:
    """A model, batches, an optimizer and a criterion, the same for the same arguments.

    batches: of 4, 4 and 2 images; the images of the last one are brighter, so that its loss stands out.
    validation: of 4 and 1 marked images.
    order: the backward passes and steps that were made, in order.
    """

    def __init__(self, seed: int, criterion: str = "cross-entropy", optimizer: str = "SGD", found: str = "training"):
        generator = torch.Generator().manual_seed(seed)
        images = torch.rand(2 * BATCH + 2, 1, SIDE, SIDE, generator=generator)
        images[2 * BATCH :] *= 6
        labels = torch.randint(CLASSES, (len(images),), generator=generator)
        self.batches = DataLoader(TensorDataset(images, labels), BATCH)
        marked = 2 * torch.rand(BATCH + 1, 1, SIDE, SIDE, generator=generator)
        marked[:, :, 0, 0] = MARK
        self.validation = DataLoader(TensorDataset(marked, torch.arange(BATCH + 1) % CLASSES), BATCH)
        seed_cpu(seed)
        self.model = NotingNetwork().train(found == "training")
        makers = {"SGD": lambda p: torch.optim.SGD(p, lr=0.3, momentum=0.5), "Adam": lambda p: torch.optim.Adam(p, 0.1)}
        self.optimizer = makers[optimizer](self.model.parameters())
        self.criterion = nn.CrossEntropyLoss(label_smoothing=0.5 if criterion == "smoothed cross-entropy" else 0.0)
        self.order: list[str] = []
        self.model.linear.bias.register_hook(lambda _gradient: self.order.append("backward"))
        # After the step: one that is given a closure makes the backward pass itself.
        self.optimizer.register_step_post_hook(lambda *_: self.order.append("step"))

    def weights(self) -> torch.Tensor:
        return torch.cat([parameter.detach().flatten() for parameter in parameters_of(self.model)])


def telling_seed(rng: np.random.Generator, *trials: Callable[..., Any]) -> int:
    """A seed for which all trials come to different accuracies.

    With 10 images many a mistake is right by luck, or looks like another mistake.
    """
    while True:
        seed = int(rng.integers(1_000_000))
        found = sorted(trial("accuracy", seed)["accuracy"] for trial in trials)
        if all(above - below > 0.01 for below, above in pairwise(found)):
            return seed


def mode_of(model: nn.Module) -> str:
    """The mode of a network and of all its parts, such as dropout layers."""
    modes = {"training" if module.training else "evaluation" for module in modules_of(model)}
    return modes.pop() if len(modes) == 1 else "training in one part, evaluation in another"


def listed(noted: set[str]) -> str:
    return " and ".join(sorted(noted)) or "never called"


def numbers(returned: Any, count: int | None = 2) -> tuple[str, list[float]]:
    """What an answer returned, in words, and its numbers; none where it is not so many (None: any) numbers."""
    if not isinstance(returned, tuple | list) or (count is not None and len(returned) != count):
        return describe(returned) if not isinstance(returned, tuple | list) else _items(returned), []
    if not all(map(_is_number, returned)):
        return f"{_items(returned)} that are not all numbers", []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch warns of a tensor that has a graph; that is judged elsewhere
        values = [float(value) for value in returned]
    return "a pair of numbers" if count == 2 else "a list of numbers", values


def kind_of(value: Any) -> str:
    """Whether a value is a plain number, a tensor, or one that holds a graph."""
    if isinstance(value, torch.Tensor):
        return "a tensor that holds its graph" if value.requires_grad else "a tensor"
    return "a plain number" if _is_number(value) else describe(value)


def _is_number(value: Any) -> bool:
    if isinstance(value, torch.Tensor | np.ndarray):
        return (value.numel() if isinstance(value, torch.Tensor) else value.size) == 1
    return isinstance(value, int | float | np.generic) and not isinstance(value, bool)


def _items(returned: Any) -> str:
    return f"a {type(returned).__name__} of {len(returned)}"
