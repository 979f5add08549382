"""The networks and images that Grad-CAM is tried on, and the maps and gradients of their layers."""

from functools import lru_cache

import numpy as np
import torch
import torch.nn.functional as F

from course_utils.questions.ps6_filters_and_activations.networks import (
    CLASSES,
    HEIGHT,
    WIDTH,
    layers_of,
    small_network,
)

POOL = 12
"""Images to choose from for a case."""
SILENT = 0
"""The class that everything speaks against, in a network made for it."""


def clear(rng, layer, count):
    """A network's seed, images and classes for which the maps are far from zero and the asked class is not the best.

    Else the normalised maps would be rounding noise, and a mistake about the class would not show.
    """
    return _searched(int(rng.integers(2**32)), layer, count)


@lru_cache(maxsize=1_024)  # a class is judged on the same cases
def _searched(start, layer, count):
    rng = np.random.default_rng(start)
    while True:
        seed = int(rng.integers(1_000_000))
        pool = torch.from_numpy(rng.uniform(0, 1, (POOL, 3, HEIGHT, WIDTH))).float()
        images, classes = pool.repeat_interleave(CLASSES, 0), torch.arange(CLASSES).repeat(POOL)
        model = small_network(seed, images.dtype)
        with torch.no_grad():
            best = model(images).argmax(1)
        maps, gradient = maps_and_gradient(model, images, layer, classes)
        heat = weighted(maps, gradient)
        size = weighted(maps.abs(), gradient.abs()).flatten(1).amax(1)
        fit = (heat.flatten(1).amax(1) > 0.1 * size) & (best != classes) & (heat.flatten(1).amin(1) < 0)
        fit = fit.reshape(POOL, CLASSES)
        chosen = {}  # a class: an image for it
        for label in rng.permutation(CLASSES)[:count].tolist():
            free = [i for i in fit[:, label].nonzero().flatten().tolist() if i not in chosen.values()]
            if free:
                chosen[label] = free[0]
        if len(chosen) == count:
            return seed, pool[list(chosen.values())], torch.tensor(list(chosen))


def network(seed, dtype, silent=False, **how):
    """A ``small_network``.

    silent: all that raises an activation lowers the score of class SILENT.
    """
    model = small_network(seed, dtype, **how)
    if silent:
        with torch.no_grad():
            model.head[2].weight[SILENT] = -model.head[2].weight[SILENT].abs() - 0.1
    return model


def maps_and_gradient(model, images, layer, classes, score=None):
    """A layer's output, and the gradient of a score (that of the asked class) with respect to it."""
    layers = layers_of(model)
    cut = list(layers).index(layer) + 1
    front, rest = (torch.nn.Sequential(*part) for part in (list(layers.values())[:cut], list(layers.values())[cut:]))
    with torch.no_grad():
        maps = front(images)
    score = score or (lambda scores, classes: (scores * F.one_hot(classes, CLASSES)).sum())
    gradient = torch.autograd.functional.jacobian(lambda a: score(rest(a.clone()), classes), maps)
    return maps.clone(), gradient


def weighted(maps, gradient):
    return (F.adaptive_avg_pool2d(gradient, 1) * maps).sum(1, keepdim=True)
