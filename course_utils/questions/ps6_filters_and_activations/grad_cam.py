"""grad_cam(model, images, layer, classes): where a layer raises the scores of the asked classes."""

import torch

from course_utils.checking.kept_randomness import seed_cpu
from course_utils.questions.ps6_filters_and_activations import traces
from course_utils.questions.ps6_filters_and_activations.cam_maps import oracle
from course_utils.questions.ps6_filters_and_activations.cam_mistakes import MISCONCEPTIONS
from course_utils.questions.ps6_filters_and_activations.cam_networks import (
    AFTER_RELU,
    BEFORE_RELU,
    EARLY,
    SILENT,
    clear,
    network,
)
from course_utils.questions.ps6_filters_and_activations.sections import CAM
from course_utils.questions.question import Case, Forbidden, Question


def cases(rng):
    def case(name, layer=BEFORE_RELU, looks_at=(), count=3, everywhere=False, **how):
        seed, images, classes = clear(rng, layer, count, everywhere)
        return Case(name, (images, classes), {"seed": seed, "layer": layer, "looks_at": looks_at} | how)

    silent_seed, images, _ = clear(rng, AFTER_RELU, 2)
    return [
        case("three images with three classes, a layer after its ReLU", AFTER_RELU),
        case("one image, a convolution before an in-place ReLU", count=1),
        case("four images, a layer of full size before an in-place ReLU", EARLY, count=4),
        case("a frozen network", AFTER_RELU, count=2, frozen=True),
        case("a network in training mode: the maps are those of evaluation mode", AFTER_RELU, training=True),
        Case(
            "a class that everything speaks against: its map is zero everywhere",
            (images, torch.tensor([SILENT, SILENT])),
            {"seed": silent_seed, "layer": AFTER_RELU, "looks_at": (), "silent": True},
        ),
        case("nothing speaks against the class: its map is zero nowhere", AFTER_RELU, count=1, everywhere=True),
        case("no hook is left, and the images stay", looks_at=(*traces.NOTHING_LEFT, traces.IMAGES)),
        case("the result is detached", looks_at=(traces.RESULT,)),
        case("gradients of the parameters stay", looks_at=(traces.GRADIENTS, traces.REQUIRES_GRAD)),
        case("a network in training mode stays in it", training=True, looks_at=(traces.MODES, traces.STATISTICS)),
        case(
            "each part of the network stays in its own mode",
            training=True,
            frozen_features=True,
            looks_at=(traces.MODES,),
        ),
    ]


def probe(answer, images, classes, seed, layer, looks_at=(), **how):
    """The maps; or, with ``looks_at``, what the call leaves behind."""
    model = network(seed, images.dtype, **how)
    found = traces.Found(model, images)
    with torch.random.fork_rng(devices=[]), traces.without_hooks_of_all():
        seed_cpu(seed)
        maps = answer(model, images, layer, classes)
        if traces.RESULT in looks_at:
            return traces.of_result(maps)
        return found.afterwards(looks_at) if looks_at else maps


QUESTION = Question(
    name="grad_cam",
    title="Grad-CAM for a batch: grad_cam",
    section=CAM,
    cases=cases,
    oracle=oracle,
    probe=probe,
    misconceptions=MISCONCEPTIONS,
    forbidden=Forbidden(lent=("course_utils.hooks.*", "course_utils.training.evaluation_mode")),
    shows=(),
)
