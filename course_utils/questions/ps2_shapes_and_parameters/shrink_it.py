"""shrink_it: a function that makes a network with a tenth of the parameters; what counts is what the network does."""

from functools import cache
from typing import Any

import torch
from torch import nn

from course_utils.checking.describe import describe, shape_text
from course_utils.checking.inside import modules_of, parameters_of
from course_utils.checking.kept_randomness import seed_cpu
from course_utils.models import MnistCNN
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps2_shapes_and_parameters.sections import (
    AGAINST_CONVOLUTIONAL,
    MIXING_CHANNELS,
    SEVEN_TIMES_SEVEN,
    SHRINKING,
    THREE_WAYS,
)
from course_utils.questions.question import Case, Misconception, Question, Shortfall

CLASSES = 10
CONVOLUTIONS = 2
TRIES = 4  # networks that are asked whether they look at an image: one may be made of ReLUs that always give 0


def probe(answer, images):
    """Make the network and send so many images through it. What it is goes into a dict, right or wrong."""
    seed_cpu(0)
    model = answer()
    if model is None:
        return None
    if not isinstance(model, nn.Module):
        return {"made": describe(model)}
    used: set[nn.Module] = set()
    for layer in modules_of(model):
        if isinstance(layer, nn.Conv2d):
            layer.register_forward_hook(lambda layer, *_: used.add(layer))
    with torch.no_grad():
        scores = model.eval()(torch.rand(images, 1, 28, 28))
    # Counted after the call: layers such as LazyLinear have no shape before.
    layers = modules_of(model)
    return {
        "made": "a module",
        "parameters": sum(parameter.numel() for parameter in parameters_of(model)),
        "largest": max((layer.weight.numel() for layer in layers if isinstance(layer, nn.Linear)), default=0),
        "convolutions": sum(isinstance(layer, nn.Conv2d) for layer in layers),
        "used": len(used),
        "looks": any(_tells_apart(answer, seed) for seed in range(TRIES)),
        "scores": scores,
    }


def _tells_apart(answer, seed) -> bool:
    """Whether a network of the answer's gives two very different images different scores."""
    seed_cpu(seed)
    model = answer().eval()
    with torch.no_grad():
        one, other = (model(10 * torch.randn(1, 1, 28, 28)) for _ in range(2))
    return not isinstance(one, torch.Tensor) or not torch.equal(one, other)


@cache
def wide() -> tuple[int, int]:
    """The parameters of the given network, and the weights of its largest linear layer: it is lecture 3's MnistCNN."""
    with torch.device("meta"):
        model = MnistCNN()
    return sum(parameter.numel() for parameter in model.parameters()), model.fc1.weight.numel()


def cases(rng):
    return [
        _case("one image", 1),
        _case("a batch of images", int(rng.integers(3, 7))),
        _case("another batch, and both convolutions are still there and used", int(rng.integers(7, 10)), CONVOLUTIONS),
    ]


def _case(name: str, images: int, convolutions: int = 0) -> Case:
    def is_smaller(seen: Any) -> Shortfall | None:
        made = seen.get("made") if isinstance(seen, dict) else describe(seen)
        if made != "a module":
            return Shortfall(
                f"`shrunken_cnn()` returns {made}; expected is a network (nn.Module).", Outcome.WRONG_TYPE_OR_SHAPE
            )
        parameters, most = seen["parameters"], wide()[0] // 10
        if parameters > most:
            return Shortfall(f"It has {parameters:,} parameters; at most {most:,} are asked for.")
        if seen["convolutions"] < convolutions:
            return Shortfall(f"It has {seen['convolutions']} of the {convolutions} convolutions.")
        if seen["used"] < convolutions:
            return Shortfall(f"It has {seen['convolutions']} convolutions, and {seen['used']} of them are used.")
        scores = seen["scores"]
        if not isinstance(scores, torch.Tensor):
            return Shortfall(f"The network returns {describe(scores)}; expected is a tensor.")
        if scores.shape != (images, CLASSES):
            return Shortfall(
                f"{images} images give scores of shape {shape_text(scores)}; expected is {images}×{CLASSES}."
            )
        if not seen["looks"]:
            return Shortfall("Two different images get exactly the same scores.")
        return None

    return Case(name, (images,), property=is_smaller)


def _made(seen) -> bool:
    return seen.status == "returned" and isinstance(seen.value, dict) and "parameters" in seen.value


def _too_many(seen) -> bool:
    return _made(seen) and seen.value["parameters"] > wide()[0] // 10


def _unchanged(_verdict, seen) -> bool:
    return _made(seen) and seen.value["parameters"] >= wide()[0]


def _largest_layer_kept(_verdict, seen) -> bool:
    return _too_many(seen) and seen.value["largest"] >= wide()[1] and not _unchanged(_verdict, seen)


def _not_enough(_verdict, seen) -> bool:
    return _too_many(seen) and seen.value["largest"] < wide()[1]


def _convolution_removed(verdict, seen) -> bool:
    return _made(seen) and not _too_many(seen) and seen.value["convolutions"] < CONVOLUTIONS


def _convolution_not_used(verdict, seen) -> bool:
    return _made(seen) and not _too_many(seen) and seen.value["used"] < CONVOLUTIONS <= seen.value["convolutions"]


def _image_ignored(_verdict, seen) -> bool:
    return _made(seen) and not _too_many(seen) and not seen.value["looks"]


def _other_number_of_classes(_verdict, seen) -> bool:
    if not _made(seen) or _too_many(seen):
        return False
    scores = seen.value["scores"]
    return isinstance(scores, torch.Tensor) and (scores.ndim != 2 or scores.shape[1] != CLASSES)


def _complains(*words: str):
    return lambda _verdict, seen: seen.error is not None and all(word in seen.error.message for word in words)


QUESTION = Question(
    name="shrink_it",
    title="A network with a tenth of the parameters",
    section=SHRINKING,
    cases=cases,
    probe=probe,
    any_dtype=False,
    function="shrunken_cnn",
    misconceptions=(
        Misconception(
            "nothing_shrunk",
            "Your network has no fewer parameters than the one that was given.",
            "Which layer holds nearly all of them? Count each layer by itself.",
            THREE_WAYS,
            recognise=_unchanged,
            stronger="Of 6,442,762 parameters, 6,422,656 are in the first linear layer: 128 weights for each of the "
            "50,176 numbers that arrive, and 128 biases. Print `arrives` in your function. If it is still 50,176, and "
            "the layer still gives 128 numbers, nothing can have become smaller.",
        ),
        Misconception(
            "convolutions_shrunk",
            "You saved parameters in the convolutions. Both together hold less than 1 % of them.",
            "Count each layer by itself: where are the other 99 %, and what decides how many there are?",
            THREE_WAYS,
            recognise=_largest_layer_kept,
            stronger="The convolutions hold 320 and 18,496 parameters, the first linear layer 64 · 28 · 28 · 128 "
            "weights. Which line of the network sets each of these four factors? Choose one of them, and make it much "
            "smaller.",
        ),
        Misconception(
            "not_small_enough",
            "You found the layer that counts, but it is still too large: at most a tenth is asked for.",
            "By which factor did your line divide the length of the flattened stack, and which factor is needed?",
            THREE_WAYS,
            recognise=_not_enough,
            stronger="At most 644,276 parameters are asked for. As long as the first linear layer gives 128 numbers, "
            "about 4,870 may arrive there. With pictures of 14×14 it would be 64 · 14 · 14 = 12,544. How small must "
            "the side be, or how few the channels?",
        ),
        Misconception(
            "convolution_removed",
            "Your network is small because a convolution is gone. Both should stay; they may be changed.",
            "Which other line decides how many numbers reach the first linear layer?",
            AGAINST_CONVOLUTIONAL,
            recognise=_convolution_removed,
            stronger="Put both convolutions back: then 64 · 28 · 28 = 50,176 numbers arrive at the first linear "
            "layer. A stride, a pooling or another number of channels changes one of these factors and removes "
            "nothing. Which factor do you want to change?",
        ),
        Misconception(
            "image_ignored",
            "Your network gives every image the same scores: nothing of the image reaches its end.",
            "Send two different images through. Where do they become equal?",
            AGAINST_CONVOLUTIONAL,
            recognise=_image_ignored,
            stronger="Print the result of each step of your network for `torch.zeros(1, 1, 28, 28)` and for "
            "`torch.rand(1, 1, 28, 28)`: they should differ up to the end. From which step on are they the same, and "
            "does that step read what the step before it returns?",
        ),
        Misconception(
            "convolution_not_used",
            "Your network has both convolutions, but no image goes through one of them.",
            "Which layers does your network list when you print it, and which of them does its `forward` call?",
            AGAINST_CONVOLUTIONAL,
            recognise=_convolution_not_used,
            stronger="Follow an image through your network, layer by layer. The layer behind the second convolution "
            "should read what that convolution returns. If it reads something else, such as the image, the convolution "
            "is only decoration. What else could make its result shorter?",
        ),
        Misconception(
            "classes_lost",
            "Your network doesn't return one score for each of the ten classes.",
            "Which layer decides how many numbers come out at the end? It has to stay as it is.",
            AGAINST_CONVOLUTIONAL,
            recognise=_other_number_of_classes,
            stronger="Print `shrunken_cnn()(torch.zeros(2, 1, 28, 28)).shape`: it should be 2×10. Then print the "
            "network: which is its last layer with weights, and how many numbers does it give? What you save has to "
            "be saved before that layer.",
        ),
        Misconception(
            "next_layer_not_adapted",
            "Your network breaks at the layer behind the one that you changed: it expects another number of channels.",
            "Read the message: how many channels arrive, and how many are expected? Can another line save as much?",
            MIXING_CHANNELS,
            recognise=_complains("channels"),
            stronger="In the message, “to have … channels” is what the next layer was made for, and “got” is what "
            "arrives. A convolution's second argument has to be the first argument of the convolution behind it. "
            "Behind the last convolution nothing needs to be adapted, because `arrives` is measured there.",
        ),
        Misconception(
            "length_not_adapted",
            "Your network breaks at a linear layer: it was made for vectors of another length.",
            "The message has two pairs of numbers. The second number of the first pair is what arrives: "
            "which line determines it, and does `arrives` know of it?",
            SEVEN_TIMES_SEVEN,
            recognise=_complains("mat1 and mat2 shapes cannot be multiplied"),
            stronger="Suppose the message says “1x12 and 128x10”: then 12 numbers arrive at a layer that was made for "
            "128. Look in your code for the `nn.Linear` with these two numbers, the 128 and the 10 of yours. What "
            "stands directly before it, and how many numbers does that give?",
        ),
    ),
)
