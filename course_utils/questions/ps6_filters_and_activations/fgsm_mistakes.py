"""The mistakes of an attack, told to the student."""

import torch
import torch.nn.functional as F

from course_utils.batches import CIFAR10_STD
from course_utils.questions.ps6_filters_and_activations import traces
from course_utils.questions.ps6_filters_and_activations.attacks import attacked, first_step, to_pixels
from course_utils.questions.ps6_filters_and_activations.sections import LECTURE_FGSM, LECTURE_NETWORK
from course_utils.questions.question import Misconception


def _wrong(**change):
    return lambda images, labels, epsilon, seed, **how: attacked(images, labels, epsilon, seed, **change, **how)


def _not_at_all(moved, _images):
    return moved


def _to_plus_minus_one(moved, _images):
    return F.hardtanh(moved, -1.0, 1.0)


def _to_the_range_of_all(moved, images):
    return F.hardtanh(moved, images.min().item(), images.max().item())


def _to_the_range_of_each(moved, images):
    return torch.stack([_to_the_range_of_all(*pair) for pair in zip(moved, images, strict=True)])


def _with_epsilon(factor):
    return lambda images, gradient, epsilon: (
        first_step(images, gradient, 1.0) * factor * epsilon + images * (1 - factor * epsilon)
    )


def _step_clamped(images, gradient, epsilon):
    return images + to_pixels(first_step(images, gradient, epsilon) - images, images)


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
        oracles=(_wrong(clamp=_not_at_all), _wrong(clamp=_to_plus_minus_one)),
        stronger="By hand, with the numbers of this section: for ε = 0.05, 0.02 moves to −0.03 and 0.99 to 1.04, and "
        "0 and 1 have to come out. Which line of yours does that: between which numbers does it keep the pixels, and "
        "where does its result go? (A method without `_` leaves its tensor as it is.)",
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
        "epsilon_times_255",
        "Your step is 255 times too large: in images in [0, 1], every pixel becomes black or white.",
        "For epsilon = 0.05: by how much does a pixel of 0.5 move in your result?",
        LECTURE_NETWORK,
        oracles=(_wrong(step=_with_epsilon(255)),),
        stronger="For ε = 0.05, `(attacked - images).abs().max()` has to be 0.05, and yours is near 1. The images have "
        "been divided by 255 already, and ε is in their units: 8/255 stands for eight steps of 255. Where does a 255 "
        "come into your code?",
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
        "loss_without_softmax",
        "What you differentiate is the label's score with a minus. (`F.nll_loss` makes just that of scores: it expects "
        "log-probabilities.) So the scores of the other classes play no part in your attack.",
        "What does `F.nll_loss` expect, and what does `F.cross_entropy`?",
        LECTURE_NETWORK,
        oracles=(_wrong(loss=F.nll_loss),),
        stronger="Take the scores 4 and 0, with the label 0. The loss has to be 0.018, which is "
        "`F.cross_entropy(torch.tensor([[4., 0.]]), torch.tensor([0]))`. Yours is −4, and a cross-entropy is never "
        "negative. Which step between the scores and your loss is missing, or which loss takes it itself?",
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
    Misconception(
        "images_not_marked",
        "You ask for the gradient at a tensor that doesn't require one, so no graph begins there, and PyTorch knows of "
        "no way back to it.",
        "Print `requires_grad` of the tensor that goes into the network. Which line of the lecture marks it?",
        LECTURE_NETWORK,
        recognise=traces.says("differentiated Tensors does not require grad"),
        stronger="Print `requires_grad` of what you hand to `model(...)`, and whether it `is` the tensor at which "
        "you ask for the gradient: True and True are needed. A `clone()` or `detach()` of images is not marked by "
        "itself. Look at the line with `leaf` in the lecture: what stands at its end?",
    ),
    traces.FROZEN_BREAKS,
    Misconception(
        "attacked_without_gradients",
        "Your loss has no graph: the network runs where gradients are switched off, or what it says is detached. So "
        "there is no gradient to follow.",
        "Which lines stand inside `torch.no_grad()`, or below a decorator? Which of them need a gradient?",
        LECTURE_FGSM,
        recognise=traces.NO_GRAPH,
        stronger="Print `torch.is_grad_enabled()` in the line before the forward pass, and `grad_fn` of the loss after "
        "it: True and a name are needed. Search for `no_grad`, `inference_mode`, `detach()` and `item()` on the way "
        "from the images to the loss. Which of your steps may do without gradients: the one before the gradient, or "
        "the one after it?",
    ),
    traces.USED_IN_TRAINING_MODE,
    traces.MODE_NOT_RESTORED,
    traces.GRADIENTS_LEFT,
    traces.GRADIENTS_ERASED,
    traces.FREEZES_PARAMETERS,
    traces.IMAGES_CHANGED,
    traces.IMAGES_REQUIRE_GRADIENT,
)
