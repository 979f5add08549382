"""How a network is tried: its parts get given weights in the order in which they run, whatever they are called."""

import numpy as np
import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from course_utils.checking.describe import describe
from course_utils.checking.inside import modules_of, own_parameters, parameters_of
from course_utils.questions.given_weights import ZerosForRandomWeights

# What is found, in words for students: they are told at which of these their network differs.
PARAMETERS, WEIGHTS = "number of parameters", "shapes of the weights"
SCORES, RUNNING = "scores", "running means and variances"
DROPOUT, NO_DROPOUT = "numbers of an image that dropout decides about", "none"


def drops(text):
    """How many numbers each dropout decides about, out of what is told of them all: ["128", "4096", …]."""
    return [one.partition(" at rate ")[0] for one in text.split(", ")] if text != NO_DROPOUT else []


class _DropoutWatch(TorchDispatchMode):
    """Notes the size and the rate of every mask that dropout draws for so many images, and keeps everything instead.

    The size is the count of numbers for one image, which no reshaping changes: dropping after flattening, or before
    it, is the same, and whole channels are fewer than pixels.
    """

    def __init__(self, images):
        super().__init__()
        self.images, self.masks = images, []

    @classmethod
    def _should_skip_dynamo(cls):
        return False  # True imports PyTorch's compiler, which takes seconds

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        kept = args[1] if len(args) > 1 else 0.5  # the dispatcher leaves out what is the default
        if str(func.overloadpacket) == "aten.bernoulli_" and isinstance(kept, float):
            mask = args[0]
            self.masks.append(f"{mask.numel() / self.images:g} at rate {1 - kept:.4g}")
            return mask.fill_(kept)  # dropout divides by the share kept: what is left is 1
        return func(*args, **(kwargs or {}))


def probe(answer, images, seed, training):
    """The number of parameters, the shapes in the order of use, the dropout masks and the scores with given weights."""
    with ZerosForRandomWeights():
        model = answer()
    if not isinstance(model, nn.Module):
        return describe(model)
    model.to(images.dtype)
    return _tried(model, _in_order_of_use(model, images[:2]), images, seed, training, filled={})


def probe_row_of_layers(layers, images, seed, training, filled):
    """As :func:`probe`, for layers of our own that run in the order given: no trial run has to find it.

    filled: what each parameter holds, from one such call to the next: where a network with millions of numbers is tried
        with one change after another, nearly all of them stay. Nobody else may write into these parameters.
    """
    model = nn.Sequential(*layers)
    model.to(images.dtype)
    return _tried(model, _with_parameters(model), images, seed, training, filled)


def _with_parameters(model):
    return [module for module in modules_of(model) if own_parameters(module)]


def _in_order_of_use(model, images):
    used: list[nn.Module] = []
    hooks = [
        module.register_forward_pre_hook(lambda module, _: used.append(module) if module not in used else None)
        for module in _with_parameters(model)
    ]
    with torch.no_grad():
        model.eval()(images)
    for hook in hooks:
        hook.remove()
    return used


def _tried(model, used, images, seed, training, filled):
    shapes = _load(model, used, seed, filled)
    model.train(training)
    with torch.no_grad(), _DropoutWatch(len(images)) as watch:
        scores = model(images.clone())
    return {
        PARAMETERS: sum(parameter.numel() for parameter in parameters_of(model)),
        WEIGHTS: "; ".join(shapes),
        SCORES: scores,
        DROPOUT: ", ".join(watch.masks) or NO_DROPOUT,
        RUNNING: torch.cat([buffer.flatten() for buffer in _floats(used)] or [torch.zeros(0)]),
    }


def _floats(modules):
    return [buffer for module in modules for buffer in module.buffers(recurse=False) if buffer.is_floating_point()]


def _load(model, used, seed, filled):
    """Fill parameters and buffers in the order in which their modules run; the shapes of the weights in that order."""
    generator = torch.Generator().manual_seed(seed)
    numbers = torch.randn(10_007, generator=generator)  # repeated: a prime, so that no two rows of a weight agree
    shapes = []
    with torch.no_grad():
        for module in [*used, *(module for module in modules_of(model) if module not in used)]:
            for parameter in own_parameters(module):
                turn = int(torch.randint(10_007, (), generator=generator))
                if parameter.ndim > 1:
                    shapes.append("×".join(map(str, parameter.shape)))
                    scale, middle = 1.5 / parameter[0].numel() ** 0.5, 0.0
                else:  # a bias, or the factor of a normalisation, which is not near 0
                    factor = isinstance(module, nn.modules.batchnorm._BatchNorm) and parameter is module.weight
                    scale, middle = 0.1, 1.0 if factor else 0.0
                content = seed, turn, scale, middle, parameter.dtype
                if filled.get(parameter) != content:
                    filled.pop(parameter, None)  # writing may be interrupted half-way
                    _repeat_into(parameter, numbers.roll(turn) * scale + middle)
                    filled[parameter] = content
            for name, buffer in module.named_buffers(recurse=False):
                if buffer.is_floating_point() and buffer.ndim == 1:
                    values = numbers[: len(buffer)].clone()
                    buffer.copy_(values.abs() + 0.5 if "var" in name else 0.2 * values)
    return shapes


def _repeat_into(parameter, values):
    """Fill a parameter, row by row, with the values, again and again. A network has millions of them to fill."""
    if not parameter.is_contiguous():
        parameter.copy_(torch.from_numpy(np.resize(values.numpy(), parameter.shape)))
        return
    flat = parameter.view(-1)
    whole = len(flat) - len(flat) % len(values)
    flat[:whole].view(-1, len(values)).copy_(values)
    flat[whole:].copy_(values[: len(flat) - whole])


def with_the_right_weights(check):
    """A recogniser that looks at what was expected and at what came, where convolutions and linear layers are right."""

    def recognise(verdict, seen):
        expected, got = verdict.expected, seen.value
        if not isinstance(expected, dict) or not isinstance(got, dict) or expected.keys() != got.keys():
            return False
        alike = all(type(got[part]) is type(expected[part]) for part in expected)
        return alike and got[WEIGHTS] == expected[WEIGHTS] and check(expected, got)

    return recognise
