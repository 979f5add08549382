"""BatchNorm2d(num_features, eps=1e-5, momentum=0.1): a layer with two modes and a memory, compared with PyTorch's."""

from typing import Any

import torch
from torch import nn

from course_utils.checking.inside import buffers_of, parameters_of
from course_utils.questions.draws import normal
from course_utils.questions.ps4_regularization_layers.batch_norm_mistakes import misconceptions
from course_utils.questions.ps4_regularization_layers.layers import MODULE, called, own_randomness
from course_utils.questions.ps4_regularization_layers.sections import BATCH_NORM
from course_utils.questions.question import Aspect, Case, Forbidden, Question

NAMES = ("weight", "bias", "running_mean", "running_var")
# What a probe returns besides "layer", by what it looks at.
KEYS = {
    "outputs": ("outputs",),
    "statistics": NAMES[2:],
    "kinds": NAMES,
    "start": NAMES,
    "gradient": ("of the input", "of weight", "of bias"),
    "graph": tuple(f"{name} needs a gradient" for name in NAMES[2:]),
    "saved": ("output of the loaded layer", "not saved"),
    "moved": NAMES,
}


def probe(answer, batches, numbers=None, modes=("train",), look_at="outputs", gradients=True, **options):
    """A layer of the answer's class, sent through one batch after the other.

    batches: images of all batches, steps×N×C×H×W.
    numbers: what is loaded before the first batch, 4×C: weight, bias, running mean, running variance.
    modes: the mode of each step, "train" or "eval".
    look_at: what is returned: "outputs", "statistics" (the running ones, after the last step), "kinds" and "start" of
        the four tensors, "gradient", "graph" (whether the statistics need a gradient), "saved" (the output of another
        layer, in evaluation mode, after this one's state was loaded, and which tensors that state lacks), "moved"
        (dtypes after .double()).
    options: of the layer: eps, momentum.
    """
    with own_randomness(0):
        layer = answer(batches.shape[2], **options)
        if called(layer) != MODULE:
            return _unusable(called(layer), look_at)
        missing = [name for name in NAMES if not isinstance(getattr(layer, name, None), torch.Tensor)]
        if missing:
            return _unusable(f"an nn.Module without a tensor called {missing[0]}", look_at)
        layer.to(batches.dtype)
        misfit = "" if numbers is None else _load(layer, numbers)
        if misfit:
            return _unusable(misfit, look_at)
        if look_at == "gradient":
            return {"layer": MODULE} | _gradients(layer, batches[0].clone().requires_grad_())
        outputs = []
        for batch, mode in zip(batches, modes, strict=True):
            layer.train(mode == "train")
            if look_at == "graph":  # as behind another layer, whose parameters are trained
                batch = batch.clone().requires_grad_()
            with torch.set_grad_enabled(gradients):
                outputs.append(layer(batch))
        if any(out is None for out in outputs):
            return None
        return {"layer": MODULE} | _seen(layer, look_at, outputs, answer, batches, options)


def _unusable(what: str, look_at: str) -> dict:
    """What the layer is, and nothing else: a missing key would be told first, and explain nothing."""
    return {"layer": what} | dict.fromkeys(KEYS[look_at])


def _load(layer: nn.Module, numbers: torch.Tensor) -> str:
    """Write the numbers into the layer's tensors; a sentence where they don't fit."""
    for name, values in zip(NAMES, numbers, strict=True):
        tensor = getattr(layer, name)
        if tensor.numel() != values.numel():
            return f"an nn.Module whose {name} has {tensor.numel()} numbers for {values.numel()} channels"
        tensor.data.copy_(values.view(tensor.shape))
    return ""


def _seen(layer: nn.Module, look_at: str, outputs: list, answer: Any, batches: torch.Tensor, options: dict) -> dict:
    if look_at == "outputs":
        return {"outputs": outputs}
    if look_at == "statistics":
        return {name: getattr(layer, name).detach().flatten() for name in NAMES[2:]}
    if look_at == "kinds":
        return {name: _kind(layer, name) for name in NAMES}
    if look_at == "start":
        return {name: getattr(layer, name).detach().flatten() for name in NAMES}
    if look_at == "graph":
        return {f"{name} needs a gradient": getattr(layer, name).requires_grad for name in NAMES[2:]}
    if look_at == "saved":
        other = answer(batches.shape[2], **options).to(batches.dtype)
        state = nn.Module.state_dict(layer)
        nn.Module.load_state_dict(other, state)
        lost = [name for name in NAMES if name not in state]
        return {"output of the loaded layer": other.eval()(batches[-1]).detach(), "not saved": lost}
    layer.double()
    return {name: str(getattr(layer, name).dtype) for name in NAMES}


def _kind(layer: nn.Module, name: str) -> str:
    """Such as "a parameter, shape 3"."""
    one = getattr(layer, name)
    kind = "a parameter" if any(one is parameter for parameter in parameters_of(layer)) else "a plain attribute"
    is_buffer = any(one is buffer for buffer in buffers_of(layer))
    kind = "a buffer" if is_buffer and name in nn.Module.state_dict(layer) else kind
    return f"{kind}, shape {'×'.join(map(str, getattr(layer, name).shape))}"


def _gradients(layer: nn.Module, x: torch.Tensor) -> dict:
    out = layer(x)
    if not isinstance(out, torch.Tensor) or not out.requires_grad:
        return dict.fromkeys(KEYS["gradient"], "none")
    (out * torch.linspace(-1, 2, out.numel(), dtype=out.dtype).view(out.shape) ** 2).sum().backward()
    tensors = {"of the input": x, "of weight": layer.weight, "of bias": layer.bias}
    return {name: "none" if one.grad is None else one.grad.flatten() for name, one in tensors.items()}


def oracle(*args, **options):
    """PyTorch's own layer, tried in the same way."""
    return probe(nn.BatchNorm2d, *args, **options)


def cases(rng):
    """Small batches, so that n and n − 1 are told apart; channels far from mean 0 and variance 1."""

    def batches(steps, *shape):
        channels = shape[1]
        centre, width = 4 * normal(rng, channels), 1 + 2 * normal(rng, channels).abs()
        values = normal(rng, steps, *shape) * width.view(-1, 1, 1) + centre.view(-1, 1, 1)
        return values + 2 * normal(rng, steps, 1, 1, 1, 1)

    def numbers(channels):
        loaded = normal(rng, 4, channels)
        loaded[0], loaded[3] = 0.5 + loaded[0].abs(), 1 + loaded[3].abs()
        loaded[1:3] += 1
        return loaded

    def case(name, shape, loaded=True, modes=("train",), aspect=Aspect.VALUES, **options):
        given = (batches(len(modes), *shape),) + ((numbers(shape[1]),) if loaded else ())
        return Case(name, given, {"modes": modes, **options}, aspect)

    five, momentum = ("train", "train", "eval", "train", "eval"), float(rng.choice([0.3, 0.35, 0.4]))
    return [
        case("a new layer: its parameters and buffers", (2, 3, 2, 5), loaded=False, modes=(), look_at="kinds"),
        case("a new layer: the numbers it starts with", (2, 3, 2, 5), loaded=False, modes=(), look_at="start"),
        case("training: the output of a new layer", (2, 3, 2, 5), loaded=False),
        case("training: the output with a weight and a bias", (3, 2, 4, 5)),
        case("training: the running statistics after a small batch", (2, 3, 2, 1), look_at="statistics"),
        case(
            "training: the running statistics after three batches, another momentum",
            (2, 3, 2, 2),
            modes=("train",) * 3,
            look_at="statistics",
            momentum=momentum,
        ),
        case("training under no_grad: the running statistics", (2, 4, 3, 2), look_at="statistics", gradients=False),
        case("evaluation, with gradients on: the output", (2, 3, 4, 2), modes=("eval",)),
        case("evaluation under no_grad: the output", (1, 3, 2, 2), modes=("eval",), gradients=False),
        case(
            "evaluation leaves the running statistics alone", (2, 3, 2, 2), modes=("eval", "eval"), look_at="statistics"
        ),
        case("training and evaluation in turns: the outputs", (2, 3, 2, 4), modes=five),
        case("a large eps: the outputs", (2, 3, 2, 5), modes=("train", "eval"), eps=0.5),
        case("the gradients of a training step", (2, 3, 2, 5), look_at="gradient"),
        case("the running statistics need no gradient", (2, 3, 2, 5), modes=("train", "train"), look_at="graph"),
        case("saved and loaded into a new layer", (2, 3, 2, 5), modes=("train", "train"), look_at="saved"),
        case("everything moves to float64 with the layer", (2, 3, 2, 5), modes=(), look_at="moved", loaded=False),
        case("training with a single image: the output", (1, 3, 2, 5)),
        case(
            "the input compared before and after",
            (2, 3, 4, 2),
            modes=("train", "eval"),
            aspect=Aspect.INPUT_UNCHANGED,
        ),
    ]


QUESTION = Question(
    name="BatchNorm2d",
    title="A batch normalisation layer",
    section=BATCH_NORM,
    cases=cases,
    oracle=oracle,
    probe=probe,
    forbidden=Forbidden(
        operations=("*batch_norm*", "*group_norm*", "*layer_norm*", "*instance_norm*"),
        instead="Compute mean and variance yourself: that is what this question practises.",
    ),
    misconceptions=misconceptions(probe),
    atol=5e-4,
    rtol=5e-4,
    shows=(),
)
