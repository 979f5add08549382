"""fgsm(model, images, labels, epsilon): the fast gradient sign method, in pixel units."""

from functools import lru_cache

import numpy as np
import torch
import torch.nn.functional as F

from course_utils.checking.kept_randomness import seed_cpu
from course_utils.questions.ps6_filters_and_activations import traces
from course_utils.questions.ps6_filters_and_activations.attacks import gradient_of, oracle
from course_utils.questions.ps6_filters_and_activations.fgsm_mistakes import MISCONCEPTIONS
from course_utils.questions.ps6_filters_and_activations.networks import CLASSES, HEIGHT, WIDTH, small_network
from course_utils.questions.ps6_filters_and_activations.sections import ATTACK
from course_utils.questions.question import Case, Forbidden, Question

POOL = 8
"""Images to choose from for a case."""


def cases(rng):
    def case(name, epsilon=0.05, looks_at=(), count=3, dtype=torch.float32, **how):
        seed, images, labels = clear(rng, count, how.pop("pale", False))
        images = images.to(dtype)
        options = {"epsilon": epsilon, "seed": seed, "looks_at": looks_at}
        return Case(name, (images, labels), options | how)

    return [
        case("three images"),
        case("one image, and epsilon 8/255", 8 / 255, count=1),
        case("an epsilon that takes many pixels out of [0, 1]", 0.4),
        case("pale images, without black and white, all in float64", 0.1, pale=True, dtype=torch.float64),
        case("epsilon 0: nothing moves", 0.0, count=2),
        case("a frozen network", 0.1, count=2, frozen=True),
        case("a network in training mode: the gradient is that of evaluation mode", training=True),
        case("the images stay as they are", looks_at=(traces.IMAGES,)),
        case("the result is detached", looks_at=(traces.RESULT,)),
        case("gradients of the parameters stay", looks_at=(traces.GRADIENTS, traces.REQUIRES_GRAD)),
        case("a network in training mode stays in it", training=True, looks_at=(traces.MODES, traces.STATISTICS)),
        case("a network in evaluation mode stays in it", looks_at=(traces.MODES,)),
        case(
            "each part of the network stays in its own mode",
            training=True,
            frozen_features=True,
            looks_at=(traces.MODES,),
        ),
    ]


def clear(rng, count, pale=False):
    """A network's seed, images and labels for which no pixel's gradient is so small that rounding decides its sign.

    No label is what the network says. Every image has black and white values, which clamping has to keep, or pale ones
    only, from 0.2 to 0.8, which it has to let pass.
    """
    return _searched(int(rng.integers(2**32)), count, pale)


@lru_cache(maxsize=1_024)  # a class is judged on the same cases
def _searched(start, count, pale):
    rng = np.random.default_rng(start)
    while True:
        seed = int(rng.integers(1_000_000))
        pool = torch.from_numpy(rng.uniform(-0.2, 1.2, (POOL, 3, HEIGHT, WIDTH)).clip(0, 1)).float()
        pool = 0.2 + 0.6 * pool if pale else pool
        labels = torch.from_numpy(rng.integers(0, CLASSES, POOL))
        model = small_network(seed, pool.dtype)
        with torch.no_grad():
            wrong = model(pool).argmax(1) != labels
        fit = (wrong & firm(model, pool, labels)).nonzero().flatten()[:count]
        if len(fit) == count:
            return seed, pool[fit], labels[fit]


def firm(model, images, labels):
    """For each image, whether the sign of every pixel's gradient is safe from rounding."""
    gradient = gradient_of(model, images, lambda scores: F.cross_entropy(scores, labels, reduction="sum"))
    return (gradient.abs() > 1e-4 * gradient.abs().mean((1, 2, 3), keepdim=True)).flatten(1).all(1)


def probe(answer, images, labels, epsilon, seed, looks_at=(), **how):
    """The attacked images; or, with ``looks_at``, what the call leaves behind."""
    model = small_network(seed, images.dtype, **how)
    found = traces.Found(model, images)
    with torch.random.fork_rng(devices=[]):
        seed_cpu(seed)
        attacked = answer(model, images, labels, epsilon)
    if traces.RESULT in looks_at:
        return traces.of_result(attacked)
    return found.afterwards(looks_at) if looks_at else attacked


QUESTION = Question(
    name="fgsm",
    title="The fast gradient sign method: fgsm",
    section=ATTACK,
    cases=cases,
    oracle=oracle,
    probe=probe,
    misconceptions=MISCONCEPTIONS,
    forbidden=Forbidden(lent=("course_utils.training.evaluation_mode",)),
    shows=("images",),
)
