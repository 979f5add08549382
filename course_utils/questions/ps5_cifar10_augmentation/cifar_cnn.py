"""CifarCNN: the network, judged with given weights in evaluation and in training, whatever its parts are called."""

from functools import cache

import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from course_utils.checking.describe import describe
from course_utils.questions.ps5_cifar10_augmentation.drawing import known_everywhere
from course_utils.questions.ps5_cifar10_augmentation.sections import NETWORK, TAUGHT_NETWORK
from course_utils.questions.question import Case, Misconception, Question


class _DropoutWatch(TorchDispatchMode):
    """Notes the shape and the share kept of every mask that dropout draws, and keeps everything instead."""

    def __init__(self):
        super().__init__()
        self.masks = []

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        kept = args[1] if len(args) > 1 else 0.5  # the dispatcher leaves out what is the default
        if str(func.overloadpacket) == "aten.bernoulli_" and isinstance(kept, float):
            mask = args[0]
            self.masks.append([list(mask.shape), kept])
            return mask.fill_(kept)  # dropout divides by the share kept: what is left is 1
        return func(*args, **(kwargs or {}))


def probe(answer, images, seed, training):
    """The number of parameters, the shapes in the order of use, the dropout masks and the scores with given weights."""
    state = torch.get_rng_state()
    try:
        return _probe(answer, images, seed, training)
    finally:
        torch.set_rng_state(state)


def _probe(answer, images, seed, training):
    model = answer()
    if not isinstance(model, nn.Module):
        return describe(model)
    model.to(images.dtype)
    used: list[nn.Module] = []
    hooks = [
        module.register_forward_pre_hook(lambda module, _: used.append(module) if module not in used else None)
        for module in model.modules()
        if next(module.parameters(recurse=False), None) is not None
    ]
    with torch.no_grad():
        model.eval()(images[:2])
    for hook in hooks:
        hook.remove()
    shapes = _load(model, used, seed)
    model.train(training)
    with torch.no_grad(), _DropoutWatch() as watch:
        scores = model(images.clone())
    return {
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "weights": "; ".join(shapes),
        "scores": scores,
        "dropout": watch.masks,
        "running": torch.cat([buffer.flatten() for buffer in _floats(used)] or [torch.zeros(0)]),
    }


def _floats(modules):
    return [buffer for module in modules for buffer in module.buffers(recurse=False) if buffer.is_floating_point()]


def _load(model, used, seed):
    """Fill parameters and buffers in the order in which their modules run; the shapes of the weights in that order."""
    generator = torch.Generator().manual_seed(seed)
    numbers = torch.randn(10_007, generator=generator)  # repeated: a prime, so that no two rows of a weight agree
    shapes = []
    with torch.no_grad():
        for module in [*used, *(module for module in model.modules() if module not in used)]:
            for parameter in module.parameters(recurse=False):
                values = numbers.roll(int(torch.randint(10_007, (), generator=generator)))
                values = values.repeat(parameter.numel() // len(values) + 1)[: parameter.numel()].view(parameter.shape)
                if parameter.ndim > 1:
                    shapes.append("×".join(map(str, parameter.shape)))
                    parameter.copy_(1.5 * values / parameter[0].numel() ** 0.5)
                else:  # a bias, or the factor of a normalisation, which is not near 0
                    factor = isinstance(module, nn.modules.batchnorm._BatchNorm) and parameter is module.weight
                    parameter.copy_(0.1 * values + (1.0 if factor else 0.0))
            for name, buffer in module.named_buffers(recurse=False):
                if buffer.is_floating_point() and buffer.ndim == 1:
                    values = numbers[: len(buffer)].clone()
                    buffer.copy_(values.abs() + 0.5 if "var" in name else 0.2 * values)
    return shapes


def model():
    from course_utils.models import CifarCNN

    return CifarCNN()


@cache
def _shared():
    """For the wrong oracles, of which there are many: each fills all weights anew, so the layers can be shared."""
    return model()


def oracle(*args):
    return probe(_shared, *args)


def cases(rng):
    def images(count):
        return torch.from_numpy(rng.standard_normal((count, 3, 32, 32))).float()

    return [
        Case("in evaluation, with given weights", (images(3), int(rng.integers(2**31)), False)),
        Case("in evaluation, a single image", (images(1), int(rng.integers(2**31)), False)),
        Case("in training: batch normalisation and dropout", (images(4), int(rng.integers(2**31)), True)),
    ]


def changed(change):
    """A wrong oracle: the network after ``change(features, classifier)``, two lists of modules to be altered."""

    def make():
        whole = _shared()
        features, classifier = list(whole.features), list(whole.classifier)
        change(features, classifier)
        return nn.Sequential(*features, *classifier)

    return lambda *args: probe(make, *args)


def _replace(which, make):
    """Put ``make(layer)`` in place of every layer of a kind."""

    def change(features, classifier):
        for layers in (features, classifier):
            layers[:] = [make(layer) if isinstance(layer, which) else layer for layer in layers]

    return change


def _without(which, *, first=True, last=True):
    """Leave layers of a kind out: in the first list, in the last one, or in both."""

    def change(features, classifier):
        if first:
            features[:] = [layer for layer in features if not isinstance(layer, which)]
        if last:
            classifier[:] = [layer for layer in classifier if not isinstance(layer, which)]

    return change


def _without_second_relu(features, _classifier):
    for at in reversed([at for at, layer in enumerate(features) if isinstance(layer, nn.ReLU)][1::2]):
        del features[at]


def _without_first_relu(features, _classifier):
    for at in reversed([at for at, layer in enumerate(features) if isinstance(layer, nn.ReLU)][::2]):
        del features[at]


def _relu_before_norm(features, _classifier):
    for at in [at for at, layer in enumerate(features) if isinstance(layer, nn.BatchNorm2d)]:
        features[at : at + 2] = features[at + 1], features[at]


def _norm_twice(features, _classifier):
    features[:] = [
        one
        for at, layer in enumerate(features)
        for one in (
            [layer, nn.BatchNorm2d(layer.out_channels)]
            if isinstance(layer, nn.Conv2d) and not isinstance(features[at + 1], nn.BatchNorm2d)
            else [layer]
        )
    ]


def _at_the_end(layer):
    return lambda _features, classifier: classifier.append(layer)


def _without_bias(layer):
    sizes = layer.in_channels, layer.out_channels, layer.kernel_size
    return nn.Conv2d(*sizes, padding=1, bias=False)


def _rates(change):
    def altered(layer):
        return type(layer)(change(layer.p))

    return _replace((nn.Dropout, nn.Dropout2d), altered)


class _AlwaysDropout(nn.Module):
    """Dropout that does not ask for the mode."""

    def __init__(self, layer):
        super().__init__()
        self.p, self.whole_channels = layer.p, isinstance(layer, nn.Dropout2d)

    def forward(self, x):
        dropout = nn.functional.dropout2d if self.whole_channels else nn.functional.dropout
        return dropout(x, self.p)


def _sizes_do_not_fit(_verdict, seen):
    message = seen.error.message if seen.error else ""
    return any(
        text in message for text in ("shapes cannot be multiplied", "channels, but got", "Output size is too small")
    )


def _of_none(_verdict, seen):
    return isinstance(seen.value, dict) and "scores" in seen.value and seen.value["scores"] is None


NOTHING = known_everywhere("nothing_returned", _of_none)

QUESTION = Question(
    name="CifarCNN",
    title="The network",
    section=NETWORK,
    cases=cases,
    oracle=oracle,
    probe=probe,
    atol=1e-3,
    rtol=1e-3,
    misconceptions=(
        Misconception(
            "sizes_do_not_fit",
            "The sizes of two neighbouring layers don't fit together.",
            "Which shape does an image have after each block? The first linear layer takes all its numbers, of all "
            "channels. Does each convolution keep height and width?",
            TAUGHT_NETWORK,
            recognise=_sizes_do_not_fit,
        ),
        Misconception(
            "softmax_in_the_network",
            "Your network ends in probabilities. Asked are the scores (logits) that `CrossEntropyLoss` expects.",
            "What does `CrossEntropyLoss` do with what it is given?",
            NETWORK,
            oracles=(
                changed(_at_the_end(nn.Softmax(1))),
                changed(_at_the_end(nn.LogSoftmax(1))),
                changed(_at_the_end(nn.Softmax(0))),
                changed(_at_the_end(nn.Sigmoid())),
            ),
        ),
        Misconception(
            "relu_on_the_scores",
            "The last linear layer is followed by a ReLU: no score can be negative.",
            "What does the network tell about a class by a negative score? Is a ReLU listed after the last layer?",
            NETWORK,
            oracles=(changed(_at_the_end(nn.ReLU())),),
        ),
        Misconception(
            "relu_forgotten",
            "After some of the layers the ReLU is missing. Two linear maps in a row are only one.",
            "Go through the table layer by layer. How many ReLUs does it have, and how many run in your network?",
            TAUGHT_NETWORK,
            oracles=(
                changed(_without(nn.ReLU, first=False)),
                changed(_without(nn.ReLU, last=False)),
                changed(_without(nn.ReLU)),
                changed(_without_second_relu),
                changed(_without_first_relu),
            ),
        ),
        Misconception(
            "relu_before_batch_norm",
            "Batch normalisation comes after the ReLU. In this network it comes between the convolution and the ReLU.",
            "In which order does the table name the layers of a block?",
            TAUGHT_NETWORK,
            oracles=(changed(_relu_before_norm),),
        ),
        Misconception(
            "batch_norm_after_each_convolution",
            "Every convolution of yours has a batch normalisation. In this network only the first of each block has.",
            "Count the parameters: should there be two vectors of 64 more?",
            TAUGHT_NETWORK,
            oracles=(changed(_norm_twice),),
        ),
        Misconception(
            "batch_norm_forgotten",
            "Your network has no batch normalisation.",
            "Which layer of a block needs a running mean? Print your network and look for it.",
            TAUGHT_NETWORK,
            oracles=(changed(_without(nn.BatchNorm2d)),),
        ),
        Misconception(
            "average_pooling",
            "You take the mean of each 2×2 window. Asked is the largest value.",
            "What is left of a single bright spot after one, and after the other?",
            NETWORK,
            oracles=(changed(_replace(nn.MaxPool2d, lambda _: nn.AvgPool2d(2))),),
        ),
        Misconception(
            "bias_left_out",
            "Convolutions of yours have no bias.",
            "How many parameters has a 3×3 convolution from 3 to 32 channels, and how many has yours?",
            TAUGHT_NETWORK,
            oracles=(changed(_replace(nn.Conv2d, _without_bias)),),
        ),
        Misconception(
            "dropout_in_evaluation",
            "Your network drops values in evaluation, too: the same image gets another score each time.",
            "How does `F.dropout` learn in which mode the network is?",
            TAUGHT_NETWORK,
            oracles=(changed(_replace((nn.Dropout, nn.Dropout2d), _AlwaysDropout)),),
        ),
        Misconception(
            "dropout_forgotten",
            "Your network has no dropout in training, or lacks some of it.",
            "How many dropout layers are in the table, and where? Are all of them called in your forward pass?",
            TAUGHT_NETWORK,
            oracles=(
                changed(_without((nn.Dropout, nn.Dropout2d))),
                changed(_without(nn.Dropout2d)),
                changed(_without(nn.Dropout)),
            ),
        ),
        Misconception(
            "dropout_of_single_pixels",
            "After the second block you drop single pixels. Asked are whole channels.",
            "A neighbouring pixel says nearly the same. What does the network lose if one of them is dropped? "
            "Which layer drops a whole map?",
            TAUGHT_NETWORK,
            oracles=(changed(_replace(nn.Dropout2d, lambda layer: nn.Dropout(layer.p))),),
        ),
        Misconception(
            "dropout_rate",
            "Your dropout layers have other rates. The rate is the share that is dropped, not the share that is kept.",
            "Of 4096 numbers, how many should survive a rate of 0.1? What is PyTorch's rate if you name none?",
            TAUGHT_NETWORK,
            oracles=(
                changed(_rates(lambda p: 1 - p)),
                changed(_rates(lambda p: 0.5)),
                changed(_rates(lambda p: 0.1)),
            ),
        ),
        NOTHING,
    ),
)
