"""The networks and images that Grad-CAM is tried on, and the maps and gradients of their layers."""

from functools import lru_cache

import numpy as np
import torch
import torch.nn.functional as F

from course_utils.checking.kept_randomness import seed_cpu
from course_utils.questions.ps6_filters_and_activations.networks import (
    CLASSES,
    HEIGHT,
    WIDTH,
    layers_of,
    small_network,
)

POOL = 12
"""Images to choose from for a case."""
BEFORE_RELU, AFTER_RELU, EARLY = "features.4", "features.5", "features.1"
"""The layers whose maps are asked for."""
SILENT = 0
"""The class that everything speaks against, in a network made for it."""


HIGHEST, LEAD = 0.07, 15.0
"""What the highest value of a map is at least, and how far the best score is above the asked one at most.

So a tiny number that somebody adds to the divisor changes nothing, and no probability is next to 0.
"""


def clear(rng, layer, count, everywhere=False):
    """A network's seed, images and classes for which the maps are far from zero and the asked class is not the best.

    Else the normalised maps would be rounding noise, and a mistake about the class would not show. Something speaks
    against each class somewhere or, with ``everywhere``, nothing does: its map is far from zero at every place.
    """
    return _searched(int(rng.integers(2**32)), layer, count, everywhere)


@lru_cache(maxsize=1_024)  # a class is judged on the same cases
def _searched(start, layer, count, everywhere):
    rng = np.random.default_rng(start)
    while True:
        seed = int(rng.integers(1_000_000))
        pool = torch.from_numpy(rng.uniform(0, 1, (POOL, 3, HEIGHT, WIDTH))).float()
        images, classes = pool.repeat_interleave(CLASSES, 0), torch.arange(CLASSES).repeat(POOL)
        model = network(seed, images.dtype)
        with torch.no_grad():
            scores = model(images)
        best = scores.amax(1)
        asked = scores.gather(1, classes[:, None])[:, 0]
        maps, gradient = maps_and_gradient(model, images, layer, classes)
        heat = weighted(maps, gradient)
        size = weighted(maps.abs(), gradient.abs()).flatten(1).amax(1)
        low, high = heat.flatten(1).amin(1), heat.flatten(1).amax(1)
        peak = F.interpolate(heat, (HEIGHT, WIDTH), mode="bilinear").flatten(1).amax(1)
        lowest = (low > 0.1 * high) & (low < 0.4 * high) if everywhere else low < 0
        fit = (peak > HIGHEST) & (high > 0.1 * size) & lowest & (asked < best) & (asked > best - LEAD)
        fit = fit.reshape(POOL, CLASSES)
        chosen = {}  # a class: an image for it
        for label in rng.permutation(CLASSES)[:count].tolist():
            free = [i for i in fit[:, label].nonzero().flatten().tolist() if i not in chosen.values()]
            if free:
                chosen[label] = free[0]
        if len(chosen) == count:
            return seed, pool[list(chosen.values())], torch.tensor(list(chosen))


def network(seed, dtype, silent=False, **how):
    """A ``small_network`` in which a class is for or against each map of the last layer as a whole.

    Else the mean gradient would be next to nothing, and the maps, before they are scaled, with it.
    silent: all that raises an activation lowers the score of class SILENT.
    """
    model = small_network(seed, dtype, **how)
    weight = model.head[2].weight
    with torch.no_grad(), torch.random.fork_rng(devices=[]):
        seed_cpu(seed)
        maps = model.features[4].out_channels
        weight.unflatten(1, (maps, -1)).add_(torch.randn(CLASSES, maps, 1))
    if silent:
        with torch.no_grad():
            weight[SILENT] = -weight[SILENT].abs() - 0.1
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
