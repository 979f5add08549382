"""capture_activations(model, names): a context manager that yields what layers put out, and leaves no hook behind."""

import torch

from course_utils.questions.ps6_filters_and_activations.capture_mistakes import MISCONCEPTIONS
from course_utils.questions.ps6_filters_and_activations.captured import oracle
from course_utils.questions.ps6_filters_and_activations.networks import HEIGHT, WIDTH
from course_utils.questions.ps6_filters_and_activations.scenes import probe
from course_utils.questions.ps6_filters_and_activations.sections import CAPTURE
from course_utils.questions.question import Case, Forbidden, Question

NAMES = ("features.0", "features.1", "features.4", "head.2")


def cases(rng):
    def case(name, looks_at, names=NAMES, images=3):
        pixels = torch.from_numpy(rng.uniform(0, 1, (images, 3, HEIGHT, WIDTH)))
        return Case(
            name, (pixels.float(),), {"seed": int(rng.integers(1_000_000)), "names": names, "looks_at": looks_at}
        )

    return [
        case("a linear layer and the first convolution, with no in-place layer behind them", "values", NAMES[::3]),
        case("layers before an in-place ReLU", "values", NAMES[1:3], images=2),
        case("three passes: the last one counts", "last pass", NAMES[::3]),
        case("no hook is left afterwards", "hooks"),
        case("no hook is left when the block raises, and the error goes on", "raising block"),
        case("hooks of somebody else stay", "other hooks"),
        case("what is kept is detached", "graph"),
        case("the network computes the same inside the block, and a gradient reaches its first layer", "training"),
        case("every part of the network stays in its mode, inside the block and after it", "modes"),
        case(
            "a name that the model doesn't have: KeyError or AttributeError before the block, and no hook is left",
            "unknown name",
        ),
        case("a whole part of the network, and one layer in it", "values", ("features", "features.3")),
    ]


QUESTION = Question(
    name="capture_activations",
    title="What the layers put out: capture_activations",
    section=CAPTURE,
    cases=cases,
    oracle=oracle,
    probe=probe,
    misconceptions=MISCONCEPTIONS,
    forbidden=Forbidden(lent=("course_utils.hooks.*",)),
    shows=(),
)
