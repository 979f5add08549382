"""One pass over the data: learning from it, or only looking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import torch
from torch import nn

Batches = Iterable[tuple[torch.Tensor, torch.Tensor]]


def train_one_epoch(
    model: nn.Module,
    batches: Batches,
    optimizer: torch.optim.Optimizer,
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    *,
    scheduler: torch.optim.lr_scheduler.LRScheduler | None = None,
    autocast: bool = False,
    augment: Callable[[torch.Tensor], torch.Tensor] | None = None,
) -> tuple[float, float]:
    """Learn from every batch once. The model is put into training mode and left in it.

    model: gives scores (logits) of shape N×classes for a batch of images.
    batches: pairs of images (N×C×H×W, as the model wants them) and labels (int64, N); they are moved to the
        device of the model's parameters.
    criterion: the *mean* loss of a batch, a tensor with one element.
    scheduler: stepped after every batch.
    autocast: True computes the forward pass in bfloat16 where that is safe.
    augment: called with each batch of images, on the model's device, before the model sees it.

    Returns the mean loss and the accuracy (0 to 1) over all images, measured along the way; a batch counts
    by its number of images. Raises ValueError if there is no batch, if the criterion does not average, or if
    scores and labels don't fit together.
    """
    model.train()
    tally = _Tally(criterion)
    device = device_of(model)
    for images, labels in batches:
        images, labels = images.to(device, non_blocking=True), labels.to(device, non_blocking=True)
        if augment is not None:
            images = augment(images)
        optimizer.zero_grad()
        with torch.autocast(device.type, torch.bfloat16, enabled=autocast):
            scores = model(images)
            loss = criterion(scores, labels)
        loss.backward()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        tally.add(loss, scores, labels)
    return tally.means()


def evaluate(
    model: nn.Module,
    batches: Batches,
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    *,
    autocast: bool = False,
) -> tuple[float, float]:
    """The mean loss and the accuracy (0 to 1) over all images, in evaluation mode, without gradients.

    The arguments are those of ``train_one_epoch``. Every module of the model gets the mode back that it had.
    Raises ValueError as that does.
    """
    tally = _Tally(criterion)
    device = device_of(model)
    with evaluation_mode(model), torch.inference_mode():
        for images, labels in batches:
            images, labels = images.to(device, non_blocking=True), labels.to(device, non_blocking=True)
            with torch.autocast(device.type, torch.bfloat16, enabled=autocast):
                scores = model(images)
                loss = criterion(scores, labels)
            tally.add(loss, scores, labels)
    return tally.means()


@contextmanager
def evaluation_mode(model: nn.Module) -> Iterator[None]:
    """``model.eval()`` inside the block; afterwards each module has the mode it had before."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


def device_of(model: nn.Module) -> torch.device:
    """Where the model's parameters are; the CPU if it has none."""
    return next((parameter.device for parameter in model.parameters()), torch.device("cpu"))


class _Tally:
    """Adds up losses and right answers. They stay on the device until the end, so that a GPU need not wait."""

    def __init__(self, criterion: object) -> None:
        reduction = getattr(criterion, "reduction", "mean")
        if reduction != "mean":
            raise ValueError(f"the criterion must return the mean of a batch, and its reduction is {reduction!r}")
        self.losses: list[torch.Tensor] = []
        self.right: list[torch.Tensor] = []
        self.sizes: list[int] = []

    def add(self, loss: torch.Tensor, scores: torch.Tensor, labels: torch.Tensor) -> None:
        if scores.ndim != 2 or labels.shape != scores.shape[:1]:
            raise ValueError(
                f"an accuracy needs scores N×classes and labels N, and these are of shape {tuple(scores.shape)} and "
                f"{tuple(labels.shape)}"
            )
        self.losses.append(loss.detach().float())
        self.right.append((scores.detach().argmax(dim=1) == labels).sum())
        self.sizes.append(len(labels))

    def means(self) -> tuple[float, float]:
        if not sum(self.sizes):
            raise ValueError("there was no batch: an empty data set, or an iterator that was used up before")
        sizes = torch.tensor(self.sizes, dtype=torch.float64)
        losses = torch.stack(self.losses).cpu().double()
        right = torch.stack(self.right).sum().item()
        return ((losses * sizes).sum() / sizes.sum()).item(), right / sum(self.sizes)
