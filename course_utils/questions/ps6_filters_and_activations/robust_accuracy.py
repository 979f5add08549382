"""robust_accuracy(model, images, labels, epsilon): the share of images that are right under attack."""

from functools import lru_cache

import numpy as np
import torch

from course_utils.checking.describe import describe
from course_utils.checking.kept_randomness import seed_cpu
from course_utils.questions.ps6_filters_and_activations import fgsm, traces
from course_utils.questions.ps6_filters_and_activations.networks import (
    CLASSES,
    HEIGHT,
    WIDTH,
    network_of_oracles,
    small_network,
)
from course_utils.questions.ps6_filters_and_activations.sections import ROBUST
from course_utils.questions.question import Case, Forbidden, Misconception, Question

COUNT = 24
KIND = "what is returned"
NUMBER, TENSOR = "a plain number", "a tensor"


def cases(rng):
    def case(name, epsilon=0.04, looks_at=(), **how):
        seed, images, labels = clear(rng, epsilon or 0.04)
        return Case(name, (images, labels), {"epsilon": epsilon, "seed": seed, "looks_at": looks_at} | how)

    return [
        case("24 images, epsilon 0.04"),
        case("a weaker attack", 0.02),
        case("epsilon 0: the usual accuracy", 0.0),
        case("a frozen network", frozen=True),
        case("a network in training mode: the accuracy is that of evaluation mode", 0.03, training=True),
        case(
            "network and images stay as they are",
            training=True,
            looks_at=(traces.MODES, traces.STATISTICS, traces.GRADIENTS, traces.IMAGES),
        ),
        case(
            "each part of the network stays in its own mode",
            training=True,
            frozen_features=True,
            looks_at=(traces.MODES,),
        ),
        case("a plain number is returned", looks_at=(KIND,)),
    ]


def clear(rng, epsilon):
    """A network's seed, images and labels for which the shares before and after the attack tell all mistakes apart.

    No decision depends on a rounding error, and some labels are wrong from the start.
    """
    return _searched(int(rng.integers(2**32)), epsilon)


@lru_cache(maxsize=1_024)  # a class is judged on the same cases
def _searched(start, epsilon):
    rng = np.random.default_rng(start)
    while True:
        seed = int(rng.integers(1_000_000))
        pool = torch.from_numpy(rng.uniform(0, 1, (2 * COUNT, 3, HEIGHT, WIDTH))).float()
        model = network_of_oracles(seed, pool.dtype)
        with torch.no_grad():
            guesses, second = model(pool).topk(2).indices.unbind(1)
        labels = guesses.clone()
        labels[::4] = (labels[::4] + torch.from_numpy(rng.integers(1, CLASSES, COUNT // 2))) % CLASSES
        labels[::8] = second[::8]  # where an attack on what the network says may drive it
        safe = torch.stack([_is_safe(model, pool, one, seed, epsilon) for one in (labels, guesses)]).all(0)
        fit = safe.nonzero().flatten()[:COUNT]
        images, labels = pool[fit], labels[fit]
        before, after = (_right(seed, images, labels, size) for size in (0.0, epsilon))
        robust, clean = after.double().mean().item(), before.double().mean().item()
        others = {_kept(images, labels, epsilon, seed), _own_guess_attacked(images, labels, epsilon, seed)}
        telling = {robust, clean, 1 - robust, 1 - clean, clean - robust, (before & after).sum().item() / COUNT / clean}
        if len(fit) == COUNT and len(telling | others) == 8 and robust > 0:
            return seed, images, labels


def _is_safe(model, images, attacked_for, seed, epsilon):
    """For each image, whether rounding decides neither where the attack goes nor what the network says."""
    firm = fgsm.firm(model, images, attacked_for)
    return firm & (_margin(model, images, attacked_for, seed, epsilon) > 1e-3)


def _margin(model, images, labels, seed, epsilon):
    """For each image, how far the two best scores are apart, at the least, before and after the attack."""
    with torch.no_grad():
        pairs = (model(pixels).topk(2).values for pixels in (images, fgsm.oracle(images, labels, epsilon, seed)))
        return torch.stack([best - second for best, second in (pair.unbind(1) for pair in pairs)]).amin(0)


def probe(answer, images, labels, epsilon, seed, looks_at=(), **how):
    """The accuracy; or, with ``looks_at``, what the call leaves behind."""
    model = small_network(seed, images.dtype, **how)
    found = traces.Found(model, images)
    with torch.random.fork_rng(devices=[]):
        seed_cpu(seed)
        accuracy = answer(model, images, labels, epsilon)
    if KIND in looks_at:
        return {KIND: _kind(accuracy)}
    return found.afterwards(looks_at) if looks_at else accuracy


def _kind(returned):
    if isinstance(returned, torch.Tensor):
        return TENSOR
    is_number = isinstance(returned, int | float | np.generic) and not isinstance(returned, bool)
    return NUMBER if is_number else describe(returned)


@torch.no_grad()
def _guesses(images, seed):
    return network_of_oracles(seed, images.dtype)(images).argmax(1)


@torch.no_grad()
def _right(seed, images, labels, epsilon):
    """For each attacked image, whether the network is right."""
    attacked = fgsm.oracle(images, labels, epsilon, seed)
    return _guesses(attacked, seed) == labels


@torch.no_grad()
def _kept(images, labels, epsilon, seed, looks_at=(), **how):
    """The share of images on which the network says the same as without the attack."""
    if looks_at:
        return oracle(images, labels, epsilon, seed, looks_at=looks_at, **how)
    attacked = fgsm.oracle(images, labels, epsilon, seed)
    return (_guesses(attacked, seed) == _guesses(images, seed)).double().mean().item()


@torch.no_grad()
def _own_guess_attacked(images, labels, epsilon, seed, looks_at=(), **how):
    """The attack goes away from what the network says, not from the label."""
    if looks_at:
        return oracle(images, labels, epsilon, seed, looks_at=looks_at, **how)
    attacked = fgsm.oracle(images, _guesses(images, seed), epsilon, seed)
    return (_guesses(attacked, seed) == labels).double().mean().item()


def _share(images, labels, epsilon, seed, looks_at=(), *, of=lambda before, after: after.double().mean(), **_how):
    if looks_at:
        return {aspect: (traces.UNTOUCHED | {KIND: NUMBER})[aspect] for aspect in looks_at}
    return float(of(_right(seed, images, labels, 0.0), _right(seed, images, labels, epsilon)))


def oracle(images, labels, epsilon, seed, **how):
    return _share(images, labels, epsilon, seed, **how)


def _wrong(of):
    return lambda images, labels, epsilon, seed, **how: _share(images, labels, epsilon, seed, of=of, **how)


def _count(images, labels, epsilon, seed, looks_at=(), **how):
    share = oracle(images, labels, epsilon, seed, looks_at=looks_at, **how)
    return share if looks_at else round(share * len(images))


MISCONCEPTIONS = (
    Misconception(
        "accuracy_on_clean_images",
        "Your accuracy is that on the images as they are: the attack plays no part in it, or hardly any.",
        "Print your result for epsilon 0 and for epsilon 0.5. Which images go into the network at the end?",
        ROBUST,
        oracles=(
            _wrong(lambda before, after: before.double().mean()),
            lambda images, labels, epsilon, seed, **how: oracle(images, labels, epsilon / 255, seed, **how),
        ),
        stronger="Let `pixels` be what you send through the network at the end, and print `(pixels - "
        "images).abs().max()` for ε = 0.1: 0.1 is needed. If it is 0: `fgsm` returns new images, so which name do they "
        "get, and where is it used? If it is 0.0004: why do you divide ε, which is in units of the images?",
    ),
    Misconception(
        "compared_with_its_own_guess",
        "You count the images on which the network says the same as before the attack. Asked for is where it is right.",
        "An image gets a wrong answer before the attack, and the same one under attack. Does it count in your sum?",
        ROBUST,
        oracles=(_kept,),
        stronger="With ε = 0 nothing is attacked, and the usual accuracy has to come out: of four images with one "
        "wrong answer, 3/4. Yours is 1. What stands on the two sides of your comparison, and which of your arguments "
        "knows what is right?",
    ),
    Misconception(
        "own_guess_attacked",
        "You attack what the network says, not the label. Where it was wrong, such an attack may even make it right.",
        "What do you hand to `fgsm` as the third argument?",
        ROBUST,
        oracles=(_own_guess_attacked,),
        stronger="Look at image 3 of the table in this section: the label is 9, the guess 4. An attack on the 9 keeps "
        "the network from saying 9; one on the 4 drives it away from the 4, and perhaps to the 9. Which of the two "
        "does your call of `fgsm` name, and who told it?",
    ),
    Misconception(
        "argmax_over_the_batch",
        "Your `argmax` runs over the images: for each class it gives the image with the highest score.",
        "The scores are N×K. Along which axis do the scores of one image lie?",
        ROBUST,
        recognise=traces.says(f"The size of tensor a ({CLASSES}) must match", f"tensor b ({CLASSES})"),
        stronger="Print the shape of your guesses for 24 images and 5 classes: 24 numbers from 0 to 4 are needed, and "
        "yours are 5 numbers. `argmax` lets the axis vanish that you name: which one has to vanish, and which one has "
        "to stay?",
    ),
    Misconception(
        "percent_for_fraction",
        "Your function returns percent. Asked for is a share from 0 to 1.",
        "What comes out if every answer is right?",
        ROBUST,
        oracles=(_wrong(lambda before, after: 100 * after.double().mean()),),
        stronger="Think of the table in this section: one of four images is right under attack, so 0.25 has to come "
        "out, and yours would be 25. Which factor makes 25 of 0.25, and where does it stand?",
    ),
    Misconception(
        "count_for_fraction",
        "Your function returns how many images are right, not which share of them.",
        "What comes out if every answer is right? And if there are twice as many images?",
        ROBUST,
        oracles=(_count, _wrong(lambda before, after: after.sum())),
        stronger="Think of the table in this section: one of four images is right under attack, so 1/4 has to come "
        "out, and yours would be 1. What has to stand below the fraction bar, and what can you ask for it? (Or which "
        "reduction gives the share at once, in place of a sum?)",
    ),
    Misconception(
        "success_of_the_attack",
        "Your function returns the share of images on which the network is *wrong* under attack.",
        "Should your number grow or shrink with epsilon?",
        ROBUST,
        oracles=(
            _wrong(lambda before, after: 1 - after.double().mean()),
            _wrong(lambda before, after: (before & ~after).double().mean()),
            _wrong(lambda before, after: (before & ~after).sum() / before.sum()),
        ),
        stronger="Compute your formula for the table in this section, where 1/4 has to come out. Three quarters are "
        "wrong under attack; the attack has turned two of four, or two of the three that were right. Which of these "
        "is yours, and which comparison, equal or different, should be counted?",
    ),
    Misconception(
        "share_of_the_right_ones",
        "You divide by the images that were right before the attack. Asked for is the share of all images.",
        "Which number stands below your fraction bar: all images, or fewer?",
        ROBUST,
        oracles=(_wrong(lambda before, after: (before & after).sum() / before.sum()),),
        stronger="Compute your formula for the table in this section: 1/4 has to come out, and yours gives 1/3, "
        "because image 3 is left out. It was wrong before, and it counts as wrong. Where do you select images, or "
        "divide by a number that depends on the guesses on clean images?",
    ),
    Misconception(
        "attacked_without_gradients",
        "Your attack runs where gradients are switched off, so there is no gradient to follow.",
        "Which lines stand inside `torch.no_grad()`, or below the decorator? Which of them need a gradient?",
        ROBUST,
        recognise=traces.says("does not require grad", "do not require grad"),
        stronger="The error comes from inside your `fgsm`, where the gradient is asked for. Print "
        "`torch.is_grad_enabled()` in the line before you call it: True is needed. Of your two steps, attacking and "
        "counting, which one may run without gradients, and at which line should its `no_grad` begin?",
    ),
    Misconception(
        "tensor_for_a_number",
        "You return a tensor of one number where a plain Python number is asked for.",
        "Print what you return: does it say `tensor(…)`? What turns a tensor of one number into a plain number?",
        ROBUST,
        recognise=lambda _verdict, seen: isinstance(seen.value, dict) and seen.value.get(KIND) == TENSOR,
        stronger="Print `type(…)` of what you return: it should be float. A mean, a sum and a count of a tensor are "
        "tensors again, and so is everything calculated with them. At which line of yours does the last tensor become "
        "the result?",
    ),
    traces.USED_IN_TRAINING_MODE,
    traces.MODE_NOT_RESTORED,
    traces.IMAGES_CHANGED,
)

QUESTION = Question(
    name="robust_accuracy",
    title="Accuracy under attack: robust_accuracy",
    section=ROBUST,
    cases=cases,
    oracle=oracle,
    probe=probe,
    misconceptions=MISCONCEPTIONS,
    forbidden=Forbidden(lent=("course_utils.training.evaluation_mode",)),
    built_on=("fgsm",),
    shows=(),
)
