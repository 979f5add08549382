"""Attacks as the library computes them: the first step of an optimizer, clamped to pixels."""

import torch
import torch.nn.functional as F
from torch import nn

from course_utils.questions.ps6_filters_and_activations import traces
from course_utils.questions.ps6_filters_and_activations.networks import network_of_oracles


def gradient_of(model, images, loss):
    """The gradient of a loss of the model's scores, at the images."""
    return torch.autograd.functional.jacobian(lambda x: loss(model(x)), images)


def to_pixels(moved, _images):
    return F.hardtanh(moved, 0.0, 1.0)


def attacked(images, labels, epsilon, seed, looks_at=(), *, loss=F.cross_entropy, step=None, clamp=to_pixels, **_how):
    if looks_at:
        return {aspect: traces.LEFT_BEHIND[aspect] for aspect in looks_at}
    gradient = gradient_of(network_of_oracles(seed, images.dtype), images, lambda scores: loss(scores, labels))
    moved = (step or first_step)(images, gradient, epsilon)
    return clamp(moved, images)


def first_step(images, gradient, epsilon):
    """Uphill by epsilon for every value, whatever the size of its gradient: the first step of PyTorch's Rprop."""
    leaf = nn.Parameter(images.clone())
    leaf.grad = gradient
    torch.optim.Rprop([leaf], lr=epsilon, step_sizes=(0.0, 1.0), maximize=True).step()
    return leaf.detach()


def oracle(images, labels, epsilon, seed, **how):
    return attacked(images, labels, epsilon, seed, **how)
