"""Wrong reports of a loop over batches: from what was met, other numbers than the mean loss and the accuracy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch


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


def reporting(run: Callable, report: Callable[[list[Batch]], tuple[float, float]]) -> Callable:
    """``run`` as it is, but another report of what was met: criterion last of the arguments."""

    def reported(*args: Any) -> tuple[float, float]:
        noting = Noting(args[-1])
        run(*args[:-1], noting)
        return report(noting.batches)

    return reported


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
    lambda met: (mean(met), share(met) * images(met) / (met[0].size * len(met))),
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

# Accuracies that may happen to be the right one, or one another: so many images have few shares.
WRONG_ACCURACIES = (mean_of_shares, ALL_AS_LARGE_AS_THE_FIRST[2], LAST_BATCH[0])
