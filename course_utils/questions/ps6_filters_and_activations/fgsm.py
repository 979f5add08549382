"""fgsm(model, images, labels, epsilon): the fast gradient sign method, in pixel units."""

from functools import lru_cache

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from course_utils.batches import CIFAR10_STD
from course_utils.checking.kept_randomness import seed_cpu
from course_utils.questions.ps6_filters_and_activations import traces
from course_utils.questions.ps6_filters_and_activations.networks import CLASSES, HEIGHT, WIDTH, small_network
from course_utils.questions.ps6_filters_and_activations.sections import ATTACK, LECTURE_FGSM, LECTURE_NETWORK
from course_utils.questions.question import Case, Forbidden, Misconception, Question

POOL = 8
"""Images to choose from for a case."""


def cases(rng):
    def case(name, epsilon=0.05, looks_at=(), count=3, **how):
        seed, images, labels = clear(rng, count, how.pop("pale", False))
        options = {"epsilon": epsilon, "seed": seed, "looks_at": looks_at}
        return Case(name, (images, labels), options | how)

    return [
        case("three images"),
        case("one image, and epsilon 8/255", 8 / 255, count=1),
        case("an epsilon that takes many pixels out of [0, 1]", 0.4),
        case("pale images, without black and white", 0.1, pale=True),
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


def gradient_of(model, images, loss):
    """The gradient of a loss of the model's scores, at the images."""
    return torch.autograd.functional.jacobian(lambda x: loss(model(x)), images)


def _to_pixels(moved, _images):
    return F.hardtanh(moved, 0.0, 1.0)


def _attacked(images, labels, epsilon, seed, looks_at=(), *, loss=F.cross_entropy, step=None, clamp=_to_pixels, **_how):
    if looks_at:
        return {aspect: traces.LEFT_BEHIND[aspect] for aspect in looks_at}
    gradient = gradient_of(small_network(seed, images.dtype), images, lambda scores: loss(scores, labels))
    moved = (step or first_step)(images, gradient, epsilon)
    return clamp(moved, images)


def first_step(images, gradient, epsilon):
    """Uphill by epsilon for every value, whatever the size of its gradient: the first step of PyTorch's Rprop."""
    leaf = nn.Parameter(images.clone())
    leaf.grad = gradient
    torch.optim.Rprop([leaf], lr=epsilon, step_sizes=(0.0, 1.0), maximize=True).step()
    return leaf.detach()


def oracle(images, labels, epsilon, seed, **how):
    return _attacked(images, labels, epsilon, seed, **how)


def _wrong(**change):
    return lambda images, labels, epsilon, seed, **how: _attacked(images, labels, epsilon, seed, **change, **how)


def _not_at_all(moved, _images):
    return moved


def _to_the_range_of_all(moved, images):
    return F.hardtanh(moved, images.min().item(), images.max().item())


def _to_the_range_of_each(moved, images):
    return torch.stack([_to_the_range_of_all(*pair) for pair in zip(moved, images, strict=True)])


def _with_epsilon(factor):
    return lambda images, gradient, epsilon: (
        first_step(images, gradient, 1.0) * factor * epsilon + images * (1 - factor * epsilon)
    )


def _step_clamped(images, gradient, epsilon):
    return images + _to_pixels(first_step(images, gradient, epsilon) - images, images)


def _normalised_units(images, gradient, epsilon):
    std = torch.tensor(CIFAR10_STD, dtype=images.dtype)[:, None, None]
    return images + (first_step(images, gradient, 1.0) - images) * epsilon * std


def _by_norm(images, gradient, epsilon):
    return images + epsilon * F.normalize(gradient.flatten(1)).reshape(images.shape)


def _by_largest(images, gradient, epsilon):
    return images + epsilon * gradient / gradient.abs().amax((1, 2, 3), keepdim=True)


def _to_own_guess(scores, _labels):
    return F.cross_entropy(scores, scores.argmax(1))


MISCONCEPTIONS = (
    Misconception(
        "not_clamped",
        "Your images leave [0, 1]: such values are no pixels, and nobody could show them.",
        "What are the smallest and the largest value of your result, for an image with black and white in it?",
        LECTURE_FGSM,
        oracles=(_wrong(clamp=_not_at_all),),
        stronger="By hand, with the numbers of this section: for ε = 0.05, 0.02 moves to −0.03 and 0.99 to 1.04, and "
        "0 and 1 have to come out. Which line of yours does that last step? If there is one: where does its result "
        "go? A method without `_` at its end leaves its tensor as it is.",
    ),
    Misconception(
        "clamped_to_own_range",
        "You clamp to the smallest and largest value of the images that you are given. Pixels may go to 0 and to 1, "
        "also where an image has no black and no white in it.",
        "For an image with values from 0.2 to 0.8 and epsilon = 0.1: between which two numbers may the result lie?",
        LECTURE_FGSM,
        oracles=(_wrong(clamp=_to_the_range_of_all), _wrong(clamp=_to_the_range_of_each)),
        stronger="Attack a digit that is made pale, `0.2 + 0.6 * images[:1]`, with ε = 0.1, and print the smallest and "
        "the largest value of your result: 0.1 and 0.9 are needed, and yours are 0.2 and 0.8. Between which two "
        "numbers does your clamp keep the pixels, and where do they come from?",
    ),
    Misconception(
        "step_clamped",
        "You clamp the step, not the sum: pixels only become brighter, and some leave [0, 1].",
        "Which values can `epsilon * gradient.sign()` have, and which of them are left after your clamp?",
        LECTURE_FGSM,
        oracles=(_wrong(step=_step_clamped, clamp=_not_at_all), _wrong(step=_step_clamped)),
        stronger="By hand, with the numbers of this section: 0.50 with a negative gradient has to become 0.45 for ε = "
        "0.05, and stays 0.50 with yours, because −0.05 was made 0 before it was added. It is pixels that have to lie "
        "between 0 and 1. To which expression does your clamp belong?",
    ),
    Misconception(
        "gradient_for_sign",
        "You move by the gradient, not by its sign: most pixels hardly move, and epsilon is no longer the size of the "
        "step.",
        "By how much does each pixel move in your result? In the lecture's example by hand, every value moved by 0.1.",
        LECTURE_FGSM,
        oracles=(
            _wrong(step=lambda images, gradient, epsilon: images + epsilon * gradient),
            _wrong(
                loss=lambda scores, labels: F.cross_entropy(scores, labels, reduction="sum"),
                step=lambda images, gradient, epsilon: images + epsilon * gradient,
            ),
            _wrong(step=_by_norm),
            _wrong(step=_by_largest),
        ),
        stronger="By hand, with the numbers of this section: the gradients −0.00003, 0.2 and 4 have to move their "
        "pixels by −0.05, 0.05 and 0.05 for ε = 0.05 (before clamping). So what you multiply ε by may hold only −1, 0 "
        "and 1. Print its smallest and largest value: how large a gradient is must leave no trace.",
    ),
    Misconception(
        "step_downhill",
        "Your step lowers the loss: it helps the network instead of harming it.",
        "Compare the loss before and after your attack. Which sign did the lecture's step have?",
        LECTURE_FGSM,
        oracles=(_wrong(step=lambda images, gradient, epsilon: first_step(images, -gradient, epsilon)),),
        stronger="Print the loss of `images[:8]` with their labels before and after your attack, in evaluation mode "
        "and with ε = 0.05: it has to grow. Then count the minus signs: at the step, and in what you differentiate. "
        "(A log-probability holds one, too: it is the negative loss.)",
    ),
    Misconception(
        "epsilon_divided_by_255",
        "Your step is 255 times too small: epsilon is given for images in [0, 1], and you divide it again.",
        "For epsilon = 0.05: by how much does a pixel move in your result?",
        LECTURE_NETWORK,
        oracles=(_wrong(step=_with_epsilon(1 / 255)),),
        stronger="For ε = 0.05, `(attacked - images).abs().max()` has to be 0.05, and yours is 0.0002. Images in [0, "
        "1] have been divided by 255 already, and so has ε: 8/255 stands for eight steps of 255. Where does a second "
        "255 come from in your code?",
    ),
    Misconception(
        "epsilon_in_normalised_units",
        "Your step is epsilon in normalised units: in pixels it is epsilon times the channel's standard deviation.",
        "The network takes pixels and normalises them itself. By how much does a red value move in your result, and by "
        "how much a blue one?",
        LECTURE_NETWORK,
        oracles=(_wrong(step=_normalised_units),),
        stronger="For a network with three colours and ε = 0.05, print `(attacked - images).abs().amax((0, 2, 3))`: "
        "0.05 has to stand there three times, and yours is about 0.0124, 0.0122 and 0.0131. Where does your code use "
        "means and standard deviations, and who uses them already on the way to the scores?",
    ),
    Misconception(
        "loss_of_the_own_guess",
        "You attack the network's own guess, not the label. Where the guess is wrong that may even make it right.",
        "Which argument of your function do you never use?",
        LECTURE_NETWORK,
        oracles=(_wrong(loss=_to_own_guess),),
        stronger="Take digits that the network gets wrong, `small(images).argmax(1) != labels`, and print their loss "
        "with the labels before and after your attack: it has to grow for each. Then print the second argument of "
        "your `F.cross_entropy`: where does it come from?",
    ),
    Misconception(
        "score_for_loss",
        "You raise the score of the label, not the loss: that makes the network surer of what is right.",
        "What do you differentiate, and should the attack make it larger or smaller?",
        LECTURE_FGSM,
        oracles=(_wrong(loss=lambda scores, labels: scores.gather(1, labels[:, None]).sum()),),
        stronger="Print the probability of the label, `small(x).softmax(1)[0, labels[0]]`, for `x = images[:1]` and "
        "for the attacked image: it has to fall, and yours rises. Your step goes to where the number that you "
        "differentiate grows. Which number grows when the network gets worse?",
    ),
    Misconception(
        "softmax_before_cross_entropy",
        "You take a softmax before the cross-entropy, which takes one itself. The gradient is another one.",
        "What does `F.cross_entropy` expect: probabilities or scores?",
        LECTURE_NETWORK,
        oracles=(_wrong(loss=lambda scores, labels: F.cross_entropy(scores.softmax(1), labels)),),
        stronger="Compute `F.cross_entropy(torch.tensor([[4., 0.]]), torch.tensor([0]))`: 0.018. Then do it with the "
        "softmax of these scores in their place: 0.32. Which of the two has your loss done? Follow the scores from "
        "`model(...)` to the loss: which call on the way is one too many?",
    ),
    Misconception(
        "only_the_change",
        "Your function returns the change, not the changed images.",
        "What is the mean of your result? That of the images is near 0.5.",
        LECTURE_FGSM,
        oracles=(
            _wrong(
                step=lambda images, gradient, epsilon: first_step(images, gradient, epsilon) - images, clamp=_not_at_all
            ),
            _wrong(step=lambda images, gradient, epsilon: first_step(images, gradient, epsilon) - images),
        ),
        stronger="With ε = 0 the images have to come back as they are, and yours come back black. By hand, for ε = "
        "0.05: 0.50 with a positive gradient has to become 0.55, and yours becomes 0.05. What is missing in your last "
        "sum, before anything is clamped?",
    ),
    traces.GRAPH_KEPT_IN_RESULT,
    traces.FROZEN_BREAKS,
    traces.USED_IN_TRAINING_MODE,
    traces.MODE_NOT_RESTORED,
    traces.GRADIENTS_LEFT,
    traces.GRADIENTS_ERASED,
    traces.FREEZES_PARAMETERS,
    traces.IMAGES_CHANGED,
    traces.IMAGES_REQUIRE_GRADIENT,
)

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
