"""CifarCNN: the network, judged with given weights in evaluation and in training, whatever its parts are called."""

from functools import cache

import torch
from torch import nn
from torch.utils.weak import WeakIdKeyDictionary

from course_utils.questions.given_weights import ZerosForRandomWeights
from course_utils.questions.ps5_cifar10_augmentation.drawing import known_everywhere
from course_utils.questions.ps5_cifar10_augmentation.dropout_mistakes import DROPOUT_MISTAKES
from course_utils.questions.ps5_cifar10_augmentation.network_trials import (
    RUNNING,
    SCORES,
    probe,
    probe_row_of_layers,
    with_the_right_weights,
)
from course_utils.questions.ps5_cifar10_augmentation.sections import NETWORK, TAUGHT_NETWORK
from course_utils.questions.question import Case, Misconception, Question


def model():
    from course_utils.models import CifarCNN

    return CifarCNN()


_filled = WeakIdKeyDictionary()  # what the parameters of that one network, and of layers put in its place, hold


@cache
def _shared():
    """One network for all oracles, of which there are many: each changes the row of layers and gives them weights."""
    with ZerosForRandomWeights():
        return model()


def oracle(*args):
    whole = _shared()
    return probe_row_of_layers([*whole.features, *whole.classifier], *args, _filled)


def cases(rng):
    def images(count):
        return torch.from_numpy(rng.standard_normal((count, 3, 32, 32))).float()

    return [
        # First the one in which the mistakes that are known take least to foretell: a wrong answer is told by it.
        Case("in evaluation, a single image", (images(1), int(rng.integers(2**31)), False)),
        Case("in evaluation, with given weights", (images(3), int(rng.integers(2**31)), False)),
        Case("in training: batch normalisation and dropout", (images(4), int(rng.integers(2**31)), True)),
    ]


def changed(change):
    """A wrong oracle: the network after ``change(features, classifier)``, two lists of modules to be altered."""

    def wrong(*args):
        whole = _shared()
        features, classifier = list(whole.features), list(whole.classifier)
        with ZerosForRandomWeights():
            change(features, classifier)
        return probe_row_of_layers([*features, *classifier], *args, _filled)

    return wrong


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


def _norms_of_the_second_convolutions(_expected, got):
    """As many running means and variances as these have channels."""
    return len(got[RUNNING]) == 2 * (64 + 128 + 256)


def _sizes_do_not_fit(_verdict, seen):
    message = seen.error.message if seen.error else ""
    return any(
        text in message
        for text in ("shapes cannot be multiplied", "channels, but got", "Output size is too small", "elements not")
    )


def _of_none(_verdict, seen):
    return isinstance(seen.value, dict) and SCORES in seen.value and seen.value[SCORES] is None


NOTHING = known_everywhere("nothing_returned", _of_none, TAUGHT_NETWORK)

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
            stronger="Send `torch.zeros(2, 3, 32, 32)` through your layers one by one and print the shape after each: "
            "2×64×16×16, 2×128×8×8 and 2×256×4×4 after the blocks, 2×4096 after flattening. At the first shape that "
            "differs: is it the padding, the number of channels, or the inputs of a linear layer?",
        ),
        Misconception(
            "softmax_in_the_network",
            "Your network ends in probabilities. Asked for are the scores (logits) that `CrossEntropyLoss` expects.",
            "What does `CrossEntropyLoss` do with what it is given?",
            TAUGHT_NETWORK,
            oracles=(
                changed(_at_the_end(nn.Softmax(1))),
                changed(_at_the_end(nn.LogSoftmax(1))),
                changed(_at_the_end(nn.Softmax(0))),
                changed(_at_the_end(nn.Sigmoid())),
            ),
            stronger="Print `CifarCNN().eval()(torch.randn(5, 3, 32, 32))`, and the sums of its rows and of its "
            "columns. Scores have both signs and no fixed sum. Do rows or columns add up to 1, is everything between "
            "0 and 1, or everything negative? Then look at what comes after the layer with ten outputs.",
        ),
        Misconception(
            "relu_on_the_scores",
            "The last linear layer is followed by a ReLU: no score can be negative.",
            "What does the network tell about a class by a negative score? Is a ReLU listed after the last layer?",
            TAUGHT_NETWORK,
            oracles=(changed(_at_the_end(nn.ReLU())),),
            stronger="Print the smallest value of `CifarCNN().eval()(torch.randn(16, 3, 32, 32))`: it has to be "
            "negative, and yours is 0. Look at the last module of your `__init__` and at the last line of your "
            "`forward`: what comes after the layer with ten outputs?",
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
            stronger="The table has six convolutions and three linear layers, and a ReLU follows each of these but "
            "the last: eight in all. Mark each ReLU that runs in your `forward`. Which convolution or linear layer "
            "goes into a pooling, or into the next one, without it?",
        ),
        Misconception(
            "relu_before_batch_norm",
            "Batch normalisation comes after the ReLU. In this network it comes between the convolution and the ReLU.",
            "In which order does the table name the layers of a block?",
            TAUGHT_NETWORK,
            oracles=(changed(_relu_before_norm),),
            stronger="Print the smallest value that goes into the batch normalisation of your first block, for a "
            "random image: it has to be negative, and yours is 0. What has already run by then? Compare with the row "
            "of block 1 in the table, from left to right.",
        ),
        Misconception(
            "batch_norm_after_each_convolution",
            "Every convolution of yours has a batch normalisation. In this network only the first of each block has.",
            "Count the parameters: should there be two vectors of 64 more?",
            TAUGHT_NETWORK,
            oracles=(changed(_norm_twice),),
            stronger="Print `sum(p.numel() for p in CifarCNN().parameters())`: 5,852,170 is needed, and yours is 896 "
            "= 2 · (64 + 128 + 256) more. To which convolutions do the numbers 64, 128 and 256 belong: the first or "
            "the second of each block? Does the table have a batch norm there?",
        ),
        Misconception(
            "batch_norm_after_second_convolution",
            "Your batch normalisation follows the second convolution of each block. In this network it follows the "
            "first.",
            "In which order does the table name the layers of a block? How many channels does each batch normalisation "
            "of yours have?",
            TAUGHT_NETWORK,
            recognise=with_the_right_weights(_norms_of_the_second_convolutions),
            stronger="Print `[m.num_features for m in CifarCNN().modules() if isinstance(m, nn.BatchNorm2d)]`: 32, 128 "
            "and 256 are needed, and yours are 64, 128 and 256. Which convolution of block 1 puts out 32 channels? "
            "What comes right after it in the table?",
        ),
        Misconception(
            "batch_norm_forgotten",
            "Your network has no batch normalisation.",
            "Which layer of a block needs a running mean? Print your network and look for it.",
            TAUGHT_NETWORK,
            oracles=(changed(_without(nn.BatchNorm2d)),),
            stronger="Print `sum(p.numel() for p in CifarCNN().parameters())`: 5,852,170 is needed, and yours is 832 "
            "= 2 · (32 + 128 + 256) less: a factor and a shift for each of these channels. After which convolutions "
            "of the table do 32, 128 and 256 channels come out, and what stands there next?",
        ),
        Misconception(
            "average_pooling",
            "You take the mean of each 2×2 window. Asked for is the largest value.",
            "What is left of a single bright spot after one, and after the other?",
            TAUGHT_NETWORK,
            oracles=(changed(_replace(nn.MaxPool2d, lambda _: nn.AvgPool2d(2))),),
            stronger="Send `torch.arange(16.).view(1, 1, 4, 4)` through your pooling: 5, 7, 13, 15 have to come out, "
            "and yours are 2.5, 4.5, 10.5, 12.5. What does it keep of a window, and what does the sentence above the "
            "table ask for?",
        ),
        Misconception(
            "bias_left_out",
            "Convolutions of yours have no bias.",
            "How many parameters does a 3×3 convolution from 3 to 32 channels have, and how many does yours have?",
            TAUGHT_NETWORK,
            oracles=(changed(_replace(nn.Conv2d, _without_bias)),),
            stronger="Print `sum(p.numel() for p in CifarCNN().parameters())`: 5,852,170 is needed, and yours is 864 "
            "less. That is one number for each output channel of the six convolutions: 32 + 64 + 128 + 128 + 256 + "
            "256. Which option of your convolutions takes it away?",
        ),
        *DROPOUT_MISTAKES,
        NOTHING,
    ),
)
