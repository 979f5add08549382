"""Grad-CAM maps as the library computes them, from a layer's maps and the gradient."""

import torch
import torch.nn.functional as F

from course_utils.questions.ps6_filters_and_activations import traces
from course_utils.questions.ps6_filters_and_activations.cam_networks import (
    maps_and_gradient,
    network,
    weighted,
)


def from_0_to_1(heat):
    """Each map divided by its largest value, as a vector by its norm of order ∞; the map may not be negative."""
    return F.normalize(heat.flatten(1), torch.inf).view_as(heat)


def enlarged(heat, images):
    return F.interpolate(heat, images.shape[2:], mode="bilinear")


def cam(images, classes, seed, layer, looks_at=(), *, score=None, weigh=weighted, finish=None, after=None, **how):
    if looks_at:
        return {aspect: traces.LEFT_BEHIND[aspect] for aspect in looks_at}
    model = network(seed, images.dtype, silent=how.get("silent", False))
    maps, gradient = maps_and_gradient(model, images, (after or {}).get(layer, layer), classes, score)
    heat = weigh(maps, gradient)
    if finish is not None:
        return finish(heat, images)
    return from_0_to_1(enlarged(heat.relu(), images))[:, 0]


def oracle(images, classes, seed, layer, **how):
    return cam(images, classes, seed, layer, **how)
