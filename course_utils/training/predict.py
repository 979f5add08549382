"""What a trained model answers, and where it errs."""

from __future__ import annotations

import torch
from torch import nn

from course_utils.training.epoch import Batches, device_of, evaluation_mode


def predict(model: nn.Module, batches: Batches) -> tuple[torch.Tensor, torch.Tensor]:
    """The scores for all images, and their labels, in the order of ``batches``.

    Returns float32 scores N×classes and int64 labels N, both on the CPU. The model answers in evaluation
    mode, without gradients, and gets its mode back. Raises ValueError if there is no batch.
    """
    device = device_of(model)
    scores, labels = [], []
    with evaluation_mode(model), torch.no_grad():
        for images, batch_labels in batches:
            scores.append(model(images.to(device)).float().cpu())
            labels.append(batch_labels.cpu())
    if not scores:
        raise ValueError("there was no batch: an empty data set, or an iterator that was used up before")
    return torch.cat(scores), torch.cat(labels)


def confusion_matrix(labels: torch.Tensor, predictions: torch.Tensor, classes: int) -> torch.Tensor:
    """How often an image of class r was called c: an int64 matrix classes×classes, rows true, columns predicted.

    labels, predictions: tensors of N class indices, 0 to ``classes`` - 1, of any integer dtype.
    Raises TypeError for other dtypes, ValueError if one of the tensors has another number of axes than one, if they
    are not equally many, or if one lies outside.
    """
    named = (("label", labels), ("prediction", predictions))
    for name, values in named:
        if values.is_floating_point():
            raise TypeError(f"a {name} is the index of a class, not {values.dtype}: scores.argmax(dim=1) gives it")
        if values.ndim != 1:
            raise ValueError(f"{name}s are N class indices in one axis, and these have the shape {tuple(values.shape)}")
    if len(labels) != len(predictions):
        raise ValueError(f"{len(labels)} labels, but {len(predictions)} predictions")
    for name, values in named:
        if values.numel() and not 0 <= values.min() <= values.max() < classes:
            raise ValueError(f"a {name} lies outside 0 … {classes - 1}")
    return torch.bincount(labels.long() * classes + predictions.long(), minlength=classes**2).reshape(classes, classes)
