"""Many epochs, with a progress bar, a history and a checkpoint."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterator, Sized
from pathlib import Path

import torch
from torch import nn
from tqdm import tqdm

from course_utils.training.checkpoint import load_checkpoint, save_checkpoint, settings_of
from course_utils.training.epoch import Batches, evaluate, train_one_epoch
from course_utils.training.history import History


def fit(
    model: nn.Module,
    train_batches: Batches,
    epochs: int,
    *,
    optimizer: torch.optim.Optimizer,
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] | None = None,
    validation: Batches | None = None,
    scheduler: torch.optim.lr_scheduler.LRScheduler | None = None,
    autocast: bool = False,
    augment: Callable[[torch.Tensor], torch.Tensor] | None = None,
    checkpoint: str | os.PathLike[str] | None = None,
    progress: bool = True,
) -> History:
    """Train for ``epochs`` epochs, and look at the validation images after each.

    train_batches, validation: anything that gives pairs of images and labels each time it is iterated over,
        e.g. a ``DataLoader``.
    criterion: the mean loss of a batch; cross-entropy, if not given.
    scheduler, autocast, augment: see ``train_one_epoch``. The validation images are never augmented.
    checkpoint: a file written after every epoch. If it is there at the start, training goes on where it
        stopped, with the same random numbers, and the history includes the epochs before. The random state
        is that of PyTorch and of ``train_batches.generator``, if it has one. Optimizer and scheduler have to
        be made as they were for the first epoch.
    progress: False to print nothing.

    Returns the history of all epochs. Raises FloatingPointError when the loss is no longer a finite number;
    the checkpoint then holds the epoch before. Raises ValueError if the checkpoint was made with another
    optimizer, scheduler or learning rate, or with validation images where there are none now.
    """
    criterion = criterion or nn.CrossEntropyLoss()
    generator = getattr(train_batches, "generator", None)
    generators = [generator] if isinstance(generator, torch.Generator) else []
    history = History()
    settings = settings_of(optimizer, scheduler, validation is not None)
    if checkpoint is not None and Path(checkpoint).exists():
        history = load_checkpoint(
            checkpoint, model, optimizer=optimizer, scheduler=scheduler, generators=generators, settings=settings
        )
        if progress and history.epochs < epochs:
            print(f"Going on from {checkpoint}: {history.epochs} of {epochs} epochs are done.")
        elif progress:
            print(f"{checkpoint} holds {history.epochs} epochs: nothing is left to train. Delete it to train anew.")
    with _bar(train_batches, history.epochs, epochs, progress) as bar:
        for epoch in range(history.epochs, epochs):
            loss, accuracy = train_one_epoch(
                model,
                _counted(train_batches, bar),
                optimizer,
                criterion,
                scheduler=scheduler,
                autocast=autocast,
                augment=augment,
            )
            if not math.isfinite(loss):
                begun = f", and delete {checkpoint}" if checkpoint is not None and Path(checkpoint).exists() else ""
                raise FloatingPointError(
                    f"the loss became {loss} in epoch {epoch + 1}: try a smaller learning rate{begun}"
                )
            history.train_loss.append(loss)
            history.train_accuracy.append(accuracy)
            if validation is not None:
                loss, accuracy = evaluate(model, validation, criterion, autocast=autocast)
                history.validation_loss.append(loss)
                history.validation_accuracy.append(accuracy)
            if progress:
                bar.write(_line(history, epochs), file=sys.stdout)
            if checkpoint is not None:
                save_checkpoint(
                    checkpoint,
                    model,
                    optimizer=optimizer,
                    scheduler=scheduler,
                    history=history,
                    generators=generators,
                    settings=settings,
                )
    return history


def _bar(batches: Batches, done: int, epochs: int, progress: bool) -> tqdm:
    """Counts batches of all epochs, so that its estimate is the time until the end."""
    per_epoch = len(batches) if isinstance(batches, Sized) else None
    return tqdm(
        desc="training",
        total=per_epoch and per_epoch * epochs,
        initial=(per_epoch or 0) * done,
        unit="batch",
        file=sys.stdout,  # a notebook paints standard error red
        mininterval=0.5,
        disable=not progress,
        leave=False,
    )


def _counted(batches: Batches, bar: tqdm) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    for batch in batches:
        yield batch
        bar.update()


def _line(history: History, epochs: int) -> str:
    line = (
        f"epoch {history.epochs}/{epochs}: training loss {history.train_loss[-1]:.4f}, "
        f"accuracy {history.train_accuracy[-1]:.2%}"
    )
    if not history.validation_loss:
        return line
    return f"{line}; validation loss {history.validation_loss[-1]:.4f}, accuracy {history.validation_accuracy[-1]:.2%}"
