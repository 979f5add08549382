"""How a network is tried: its parameters' shapes, and what it makes of given weights."""

from functools import lru_cache

import torch
from torch import nn
from torch.nn.parameter import is_lazy

from course_utils import models
from course_utils.checking.compare import Tolerance, same
from course_utils.checking.describe import describe, shape_text
from course_utils.checking.inside import parameters_of
from course_utils.checking.kept_randomness import seed_cpu
from course_utils.questions.given_weights import ZerosForRandomWeights

AS_IN_EVALUATION = "as in evaluation mode"
AS_BEFORE = "the same scores when asked again"
COMPARED = {"eval": AS_BEFORE, "train": AS_IN_EVALUATION}


def probe(answer, look, seed, images=3):
    """What a network made by the answer is, and what ``look`` names.

    look: "parameters" for the shapes of its parameters, the largest first; "eval" or "train" for its scores in that
        mode, after the given weights have been put into it, or a text that says why that can't be done. With "eval",
        also whether they are the same when it is asked again; with "train", whether they are those of evaluation mode.
    seed: for the weights and the images.
    """
    seed_cpu(seed)
    with ZerosForRandomWeights():
        model = answer()
    if not isinstance(model, nn.Module):
        return {"MnistCNN()": describe(model), look: None} | ({COMPARED[look]: None} if look in COMPARED else {})
    if any(map(is_lazy, parameters_of(model))):
        with torch.no_grad():
            model(torch.zeros(1, 1, 28, 28))  # layers such as LazyLinear have no shape before
    parameters = sorted(parameters_of(model), key=lambda parameter: -parameter.numel())
    if look == "parameters":
        return {"MnistCNN()": "an nn.Module", look: [shape_text(parameter) for parameter in parameters]}
    digits = torch.rand(images, 1, 28, 28, generator=torch.Generator().manual_seed(seed))
    weights = given_weights(seed)
    fitting = [tuple(parameter.shape) for parameter in parameters] == [tuple(weight.shape) for weight in weights]
    with torch.no_grad():
        if fitting:  # all eight shapes differ, so the order in which layers are made makes no difference
            for parameter, weight in zip(parameters, weights, strict=True):
                parameter.copy_(weight)
        first = model.eval()(digits)
        scores = model.train(look == "train")(digits)
    as_at_first = same(scores, first, Tolerance(1e-5, 1e-5))
    if not fitting:
        scores = "a text: the given weights don't fit into it"
    return {"MnistCNN()": "an nn.Module", look: scores, COMPARED[look]: as_at_first}


@lru_cache(maxsize=2)
def given_weights(seed: int) -> tuple[torch.Tensor, ...]:
    """Weights and biases for the reference network, the largest tensor first, with scores of about 1."""
    generator = torch.Generator().manual_seed(seed)
    with torch.device("meta"):
        shapes = [parameter.shape for parameter in models.MnistCNN().parameters()]

    def drawn(shape):
        bound = (3.0 / shape[1:].numel()) ** 0.5 if len(shape) > 1 else 0.3
        return torch.empty(shape).uniform_(-bound, bound, generator=generator)

    return tuple(drawn(shape) for shape in sorted(shapes, key=lambda shape: -shape.numel()))


def oracle(look, seed, images=3):
    """What the reference shows."""
    return of_network(models.MnistCNN, look, seed, images)


@lru_cache(maxsize=64)
def of_network(network, look, seed, images=3):
    """What a network with the reference's parameters shows."""
    return probe(network, look, seed, images)
