"""MnistCNN: the lecture's network, judged by its parameters' shapes and by what it makes of given weights."""

from dataclasses import replace
from functools import partial

import torch
import torch.nn.functional as F

from course_utils import models
from course_utils.checking.describe import shape_text
from course_utils.questions.ps3_first_cnn import misconceptions as known
from course_utils.questions.ps3_first_cnn.network_trial import (
    AS_BEFORE,
    AS_IN_EVALUATION,
    of_network,
    oracle,
    probe,
)
from course_utils.questions.ps3_first_cnn.sections import (
    NETWORK,
    TAUGHT_FOUR_LOSSES,
    TAUGHT_NETWORK,
    TAUGHT_PARAMETERS,
    TAUGHT_SHAPES,
)
from course_utils.questions.ps3_first_cnn.traces import raised
from course_utils.questions.question import Case, Misconception, Question

with torch.device("meta"):
    PARAMETERS = tuple(
        map(shape_text, sorted(models.MnistCNN().parameters(), key=lambda parameter: -parameter.numel()))
    )


def cases(rng):
    seed = int(rng.integers(1_000_000))
    return [
        Case("the shapes of the parameters", ("parameters", seed)),
        Case("the scores of three images, with given weights", ("eval", seed)),
        Case("a batch of a single image", ("eval", seed, 1)),
        Case("in training mode: the same scores", ("train", seed)),
    ]


class Linear(models.MnistCNN):
    """Layers with ReLUs, or what stands for them, only after those that are named."""

    relus: tuple[str, ...] = ()
    relu = staticmethod(F.relu)

    def forward(self, images):
        x = images
        for name in ("conv1", "conv2", "fc1", "fc2"):
            x = getattr(self, name)(x.flatten(start_dim=1) if name == "fc1" else x)
            x = self.relu(x) if name in self.relus else x
        return x


class ConvolutionsOnly(Linear):
    relus = ("conv1", "conv2")


class HiddenOnly(Linear):
    relus = ("fc1",)


class NotAfterTheFirst(Linear):
    relus = ("conv2", "fc1")


class NotAfterTheSecond(Linear):
    relus = ("conv1", "fc1")


class Sigmoids(Linear):
    relus = ("conv1", "conv2", "fc1")
    relu = staticmethod(torch.sigmoid)


class Tanhs(Sigmoids):
    relu = staticmethod(torch.tanh)


def _at_the_end(change):
    """The wrong oracle of the reference with one step more."""

    def wrong(look, *args):
        seen = oracle(look, *args)
        return seen if look == "parameters" else {**seen, look: change(seen[look])}

    return wrong


def _says(network):
    """The wrong oracle of a network with the right parameters."""
    return partial(of_network, network)


def shown(verdict, seen):
    """What the case looked for, as the answer showed it; None where there is nothing."""
    return seen.value.get(verdict.case.args[0]) if isinstance(seen.value, dict) else None


def _forward_returns_none(verdict, seen) -> bool:
    return (
        isinstance(seen.value, dict) and seen.value.get("MnistCNN()") == "an nn.Module" and shown(verdict, seen) is None
    )


def _no_network(_verdict, seen) -> bool:
    return isinstance(seen.value, dict) and seen.value.get("MnistCNN()") != "an nn.Module"


def _parameters(test):
    """A recogniser: in the case about the parameters, their shapes pass the test."""

    def recognise(verdict, seen) -> bool:
        shapes = shown(verdict, seen)
        of_parameters = verdict.case.args[0] == "parameters" and isinstance(shapes, list)
        return of_parameters and all(isinstance(shape, str) for shape in shapes) and test(shapes)

    return recognise


def _lacks_whole_layers(shapes: list[str]) -> bool:
    return set(shapes) <= set(PARAMETERS) and sum("×" in shape for shape in shapes) < 4


def _first_linear_layer(made_for, gets=None):
    """A recogniser: the first linear layer is made for so many numbers an image, or gets so many that don't fit."""
    wrong_shape = _parameters(lambda shapes: any(shape in {f"128×{count}" for count in made_for} for shape in shapes))
    does_not_fit = raised(rf"\({gets}\)") if gets else lambda _verdict, _seen: False
    return lambda verdict, seen: wrong_shape(verdict, seen) or does_not_fit(verdict, seen)


def _differs_in_training(verdict, seen) -> bool:
    if verdict.case.args[0] == "train":
        return isinstance(shown(verdict, seen), torch.Tensor) and seen.value.get(AS_IN_EVALUATION) is False
    return _has_more_parameters(verdict, seen)


def _differs_when_asked_again(verdict, seen) -> bool:
    return isinstance(shown(verdict, seen), torch.Tensor) and seen.value.get(AS_BEFORE) is False


_has_more_parameters = _parameters(lambda shapes: set(shapes) >= set(PARAMETERS) and len(shapes) > len(PARAMETERS))


QUESTION = Question(
    name="MnistCNN",
    title="The lecture's network",
    section=NETWORK,
    cases=cases,
    oracle=oracle,
    probe=probe,
    any_dtype=False,
    misconceptions=(
        Misconception(
            "softmax_at_the_end",
            "Your network ends with a softmax. The loss that trains it wants the scores themselves, and takes the "
            "softmax on its own.",
            "What does `nn.CrossEntropyLoss` do with what it gets? How often would the softmax be taken?",
            TAUGHT_FOUR_LOSSES,
            oracles=(_at_the_end(partial(F.softmax, dim=1)), _at_the_end(partial(F.log_softmax, dim=1))),
            stronger="Send one image through and add up the ten scores: if the sum is 1, a softmax is at the end; if "
            "the sum of their exponentials is 1, a log-softmax is. Logits may add up to anything. Which is the last "
            "thing that your `forward`, or your `nn.Sequential`, does?",
        ),
        Misconception(
            "relu_after_the_last_layer",
            "Your network ends with a ReLU, so no score can be negative. Where all ten would be, it can't say "
            "anything.",
            "Are there negative scores among those that your network returns? Should there be?",
            TAUGHT_NETWORK,
            oracles=(_at_the_end(F.relu),),
            stronger="Print the scores of a new network for `torch.rand(5, 1, 28, 28)`: some of them should be below "
            "0. If the smallest is exactly 0, what happens to the numbers behind the linear layer with 10 outputs? "
            "(`clamp(min=0)` is a ReLU, too.)",
        ),
        Misconception(
            "argmax_at_the_end",
            "Your network returns the number of the class with the largest score. Asked for are the ten scores: no "
            "loss can learn from that number alone.",
            "Which shape should come out for 3 images, and which does? Who will take the argmax, and when?",
            TAUGHT_NETWORK,
            oracles=(_at_the_end(partial(torch.argmax, dim=1)),),
            stronger="Print the shape of what comes out for `torch.rand(3, 1, 28, 28)`: (3, 10) is needed, and yours "
            "is (3,). Go through the table of section 3: its last step is a linear layer with ten outputs. What "
            "happens behind it in your `forward`?",
        ),
        Misconception(
            "other_function_for_relu",
            "Between your layers stands another function than ReLU, such as the sigmoid.",
            "What does a ReLU make of -2, 0.5 and 3? And your function?",
            TAUGHT_NETWORK,
            oracles=(_says(Sigmoids), _says(Tanhs)),
            stronger="Print the largest value that goes into your last linear layer: behind a ReLU it may be far above "
            "1, behind a sigmoid or a tanh it never is. Read your `forward` again: which function stands behind each "
            "of the first three layers, and which does the table of section 3 name?",
        ),
        Misconception(
            "relu_missing",
            "Between two layers of yours there is no ReLU. Two such layers in a row compute what a single one could.",
            "After which layers does the text ask for a ReLU? Tick them off in your `forward`, one by one.",
            TAUGHT_NETWORK,
            oracles=tuple(map(_says, (Linear, ConvolutionsOnly, HiddenOnly, NotAfterTheFirst, NotAfterTheSecond))),
            stronger="Print the smallest value that goes into each layer from the second on: with a ReLU before it, "
            "it is never below 0. There should be three ReLUs. Mind that a line `F.relu(x)` alone changes nothing: "
            "where does its result go?",
        ),
        Misconception(
            "channels_forgotten_after_flatten",
            "The first linear layer is made for one channel of 28×28 pixels. After the second convolution there are "
            "64.",
            "How many numbers does one image consist of just before it is flattened? Print the shape there.",
            TAUGHT_PARAMETERS,
            recognise=_first_linear_layer((784, 64), gets=r"\dx50176 and (784|64)x128"),
            stronger="Behind the second convolution a batch of 3 images has the shape (3, 64, 28, 28), so flattened "
            "it is (3, 50176). A 784 is one channel, a 64 is one pixel. Which number does your first linear layer "
            "expect, and does a `view` before it deal with 64 rows for each image?",
        ),
        Misconception(
            "padding_forgotten",
            "Your convolutions make the image smaller: without padding a 3×3 kernel takes a frame of one pixel away.",
            "A 28×28 image through a 3×3 kernel without padding: how many rows come out? And after the second?",
            TAUGHT_SHAPES,
            recognise=_first_linear_layer((24 * 24 * 64, 26 * 26 * 64), gets=r"\dx(36864|43264) and \d+x128"),
            stronger="Without padding 28 rows become 26, and then 24: 64 · 24 · 24 = 36,864 numbers in place of "
            "50,176. Print the shape behind each convolution. Which of them does not have 28 rows and columns, and "
            "which argument does its layer lack?",
        ),
        Misconception(
            "pooling_added",
            "There is a pooling in your network. This one has none: all 28×28 places of each channel go into the first "
            "linear layer.",
            "Compare the number of inputs of your first linear layer with the table above.",
            TAUGHT_NETWORK,
            recognise=_first_linear_layer((7 * 7 * 64, 14 * 14 * 64), gets=r"\dx(3136|12544) and \d+x128"),
            stronger="Print the shape just before the flattening: it should be (N, 64, 28, 28), 50,176 numbers an "
            "image. With 14×14 there are 12,544, with 7×7 only 3,136. Behind which line of your `forward` does the "
            "size become half as large?",
        ),
        Misconception(
            "layers_in_a_plain_list",
            "Your network has layers that PyTorch does not know of, because they stand in a plain list or dict, or "
            "are made in `forward` only. No optimizer will train them.",
            "How many parameters does `list(model.parameters())` have? Which containers in `nn` tell the network of "
            "what they hold?",
            TAUGHT_NETWORK,
            recognise=_parameters(_lacks_whole_layers),
            stronger="`len(list(MnistCNN().parameters()))` should be 8, a weight and a bias for each of four layers. "
            "Print the network: which layers does it not list? In which method is each of them made, and which "
            "attribute of `self` holds it? Section 3 says what is made for several layers in one attribute.",
        ),
        Misconception(
            "batch_flattened_too",
            "Your `forward` flattens the batch together with the image. The axis of the batch has to stay.",
            "Which shape should a batch of 3 images have after flattening: (150528,) or (3, 50176)?",
            TAUGHT_SHAPES,
            recognise=raised(r"mat1 and mat2 shapes cannot be multiplied \((1x150528|3x\d+ and 150528x)|size mismatch"),
            stronger="Print the shape before and after your flattening, for 3 images: (3, 64, 28, 28) should become "
            "(3, 50176). `x.flatten()` begins with axis 0, and `x.view(1, -1)` makes a single row of everything. With "
            "which axis should it begin?",
        ),
        Misconception(
            "changes_in_training_mode",
            "In training mode your network gives other scores than in evaluation mode, so there is a dropout or a "
            "batch normalisation in it. This network has neither.",
            "Which layers behave differently after `model.train()`? Is there one of them among yours?",
            TAUGHT_NETWORK,
            recognise=_differs_in_training,
            stronger="Print your network and read your `forward`: which line has `Dropout`, `dropout` or `BatchNorm` "
            "in it? Then go through the table of this section step by step: which of its steps asks for that line?",
        ),
        Misconception(
            "other_scores_each_time",
            "Your network gives other scores for the same images each time it is asked, in evaluation mode, too: there "
            "is chance in it, such as a dropout that no mode switches off.",
            "Call `model.eval()` and print `model(images)` twice. Which line of your `forward` draws random numbers?",
            TAUGHT_NETWORK,
            recognise=_differs_when_asked_again,
            stronger="`F.dropout(x, 0.5)` is a function and belongs to no network: it drops numbers in both modes, "
            "unless its argument `training` says otherwise. Search your `forward` for `dropout` and `rand`, then go "
            "through the table of this section step by step: which of its steps asks for that line?",
        ),
        Misconception(
            "not_a_network",
            "`MnistCNN()` gives something that is no `nn.Module`.",
            "Which class does yours inherit from? And if it is a function: what does it return?",
            TAUGHT_NETWORK,
            recognise=_no_network,
            stronger="`isinstance(MnistCNN(), nn.Module)` should be True. If `MnistCNN` is a class, look at its first "
            "line: what stands in the brackets behind the name? If it is a function, what is the type of what comes "
            "out of it?",
        ),
        replace(known.NOTHING_RETURNED, recognise=_forward_returns_none),
    ),
    shows=(),
)
