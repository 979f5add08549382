"""accuracy(logits, labels): the share of images whose largest logit is that of the right class."""

from functools import partial

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from course_utils import training
from course_utils.questions.draws import normal
from course_utils.questions.ps3_first_cnn import misconceptions as known
from course_utils.questions.ps3_first_cnn.sections import COUNTING, TAUGHT_EPOCH, TAUGHT_SOFTMAX
from course_utils.questions.ps3_first_cnn.small_problem import kind_of
from course_utils.questions.ps3_first_cnn.traces import VECTORS_DO_NOT_MATCH, raised
from course_utils.questions.question import Case, Misconception, Question


def probe(answer, logits, labels, kind=False):
    """The accuracy or, with ``kind``, what kind of a number it is."""
    returned = answer(logits, labels)
    return kind_of(returned) if kind else returned


def share(logits, labels):
    """``training.evaluate`` on a network that hands its logits through."""
    return training.evaluate(nn.Identity(), [(logits, labels)], nn.CrossEntropyLoss())[1]


def cases(rng):
    return [
        Case("seven images, four classes", drawn(rng, 7, 4, right=3)),
        Case("more classes than images, no logit far from 0", drawn(rng, 4, 10, right=1, spread=0.3)),
        Case("as many images as classes", drawn(rng, 5, 5, right=3)),
        Case("two classes", drawn(rng, 9, 2, right=5)),
        Case("every logit negative", drawn(rng, 8, 3, right=6, shift=-100)),
        Case("every answer right", drawn(rng, 6, 4, right=6)),
        Case("every answer wrong", drawn(rng, 6, 3, right=0)),
        Case("a plain number is returned", drawn(rng, 4, 3, right=2), {"kind": True}),
    ]


def drawn(rng: np.random.Generator, images: int, classes: int, right: int, shift: float = 0.0, spread: float = 3.0):
    """Logits and labels of which so many agree; an argmax along another axis, or along none, finds another share.

    So does a comparison of every answer with every label. The largest logit of all is one of the first image: its place
    is a class then, and that of some of the labels.
    """
    while True:
        logits = spread * normal(rng, images, classes) + shift
        logits = logits[logits.amax(dim=1).argsort(descending=True)]
        wrong = torch.from_numpy(rng.integers(1, classes, images))
        wrong[torch.from_numpy(rng.permutation(images)[:right])] = 0
        labels = (logits.argmax(dim=1) + wrong) % classes
        found_over_images = predicted_over_images(logits, labels) if images == classes else None
        for_all, every_pair = predicted_for_all(logits, labels), share_of_all_pairs(logits, labels)
        told_apart = found_over_images != right / images and for_all not in (0, right / images)
        if told_apart and all(abs(every_pair - other) > 0.001 for other in (for_all, right / images)):
            return logits, labels


def predicted_over_images(logits, labels):
    return (logits.argmax(dim=0) == labels).double().mean().item()


def predicted_for_all(logits, labels):
    return (labels == logits.argmax()).float().mean().item()


def share_of_all_pairs(logits, labels):
    """Each image's answer is compared with the labels of all images."""
    return (logits.argmax(dim=1)[:, None] == labels).double().mean().item()


def found_by_a_comparison(logits, labels):
    """A label is looked for among the logits themselves, which are no whole numbers."""
    return 0.0 * share(logits, labels)


def above(threshold, scores=lambda logits: logits):
    """The share of images whose score for the right class is above a fixed number."""

    def wrong(logits, labels):
        return (-F.nll_loss(scores(logits), labels, reduction="none") > threshold).double().mean().item()

    return wrong


def _returns_a_tensor(_verdict, seen) -> bool:
    return isinstance(seen.value, str) and seen.value.startswith("a tensor")


def answered(wrong):
    """The wrong oracle of a wrong accuracy."""
    return partial(probe, wrong)


QUESTION = Question(
    name="accuracy",
    title="The share of right answers",
    section=COUNTING,
    cases=cases,
    oracle=partial(probe, share),
    probe=probe,
    misconceptions=(
        known.IN_PERCENT(oracles=(answered(lambda *args: 100 * share(*args)),)),
        known.OVER_BATCH_AXIS(oracles=(answered(predicted_over_images),), recognise=raised(VECTORS_DO_NOT_MATCH)),
        Misconception(
            "argmax_over_everything",
            "Your argmax has no axis: it finds the place of the largest logit of the whole batch, one number for all "
            "images.",
            "Print what your argmax returns for a batch of seven images. How many predictions do you need?",
            TAUGHT_SOFTMAX,
            oracles=(answered(predicted_for_all),),
            stronger="Take the logits [[0, 5], [7, 1]]: the predictions are 1 and 0. `argmax()` gives a single 2, the "
            "place of the 7 in the row 0, 5, 7, 1. Which axis are the classes on, and how does `argmax` learn that it "
            "should look along this one only?",
        ),
        Misconception(
            "every_answer_with_every_label",
            "Your comparison sets every image's answer against the labels of all images: for N images it makes N×N "
            "truth values.",
            "Print the shapes of both sides of your `==`, and the shape of its result. How many truth values do you "
            "need for seven images?",
            TAUGHT_EPOCH,
            oracles=(answered(share_of_all_pairs),),
            stronger="For two images, predictions of shape (2, 1) beside labels of shape (2,) make a 2×2 table: its "
            "second row compares the second answer with both labels. Which axis of your predictions is one too many, "
            "and which argument has kept it?",
        ),
        Misconception(
            "mean_of_truth_values",
            "You take the mean of True and False, and PyTorch has no mean for them.",
            "What do `True` and `False` have to become, so that their mean is the share of `True`?",
            TAUGHT_EPOCH,
            recognise=raised(r"mean\(\): could not infer output dtype"),
            stronger="`torch.tensor([True, False, True, True])` holds truth values, and its mean should be 0.75. Which "
            "method makes floats of them? (Or count the `True`, and divide by how many there are.)",
        ),
        Misconception(
            "count_for_share",
            "You return how many answers are right. Asked for is their share.",
            "What does your function return for 6 right answers out of 6? Which number should it be?",
            TAUGHT_EPOCH,
            oracles=(answered(lambda logits, labels: share(logits, labels) * len(labels)),),
            stronger="With 3 right answers of 4 images the accuracy is 0.75, and you get 3. Which number do you have "
            "to divide by, and which shape tells you: that of the labels, or the number of classes?",
        ),
        Misconception(
            "share_rounded_down",
            "Your share is a whole number: everything below 1 has become 0.",
            "What is `3 // 4` in Python, and what is `3 / 4`? Which kinds of number can hold 0.75?",
            TAUGHT_EPOCH,
            oracles=(answered(lambda *args: float(share(*args) // 1)),),
            stronger="With 3 right answers of 4 images the accuracy is 0.75, and you get 0. The count of right answers "
            "may be a whole number. Search the lines behind it for `//`, `int(…)`, `.int()` and `.long()`: which of "
            "them takes the 0.75 away?",
        ),
        Misconception(
            "score_taken_for_the_class",
            "For your function no answer is ever right: it seems to compare a logit itself with the label. A "
            "label is the number of a class, so what has to be compared with it is the *place* of the largest logit.",
            "The logits of an image are -1, 7.5 and 2, its label is 1. Which number has to be compared with the label?",
            COUNTING,
            oracles=(answered(found_by_a_comparison),),
            stronger="Take the logits [[0, 5], [7, 1]] with the labels 1 and 0: both are right. Print the two things "
            "that your line with `==` compares: 1 and 0 are needed on both sides. If 5 and 7 stand on one side, what "
            "does `max(dim=…)` return besides the largest values?",
        ),
        Misconception(
            "threshold_for_the_largest",
            "You count an image as right if the logit, or the probability, of its class is above a fixed number. Right "
            "is whoever has the largest of all classes, be it large or small.",
            "The probabilities of three classes are 0.4, 0.3 and 0.3. Which class does the network answer?",
            COUNTING,
            oracles=(
                answered(above(0.5)),
                answered(above(0.0)),
                answered(above(0.5, lambda logits: logits.softmax(dim=1))),
            ),
            stronger="Take the logits [[-3, -2, -5], [9, 8, 0]] with the labels 1 and 1: the first answer is right, "
            "although -2 is a small number, and the second is wrong, although 8 is a large one. Look for a `>` in your "
            "code: with what does it compare, and with what should it?",
        ),
        Misconception(
            "share_of_the_wrong",
            "You return the share of wrong answers, which is 1 minus the accuracy.",
            "What does your function return if every answer is right?",
            TAUGHT_EPOCH,
            oracles=(answered(lambda *args: 1 - share(*args)),),
            stronger="Take the logits [[0, 5], [7, 1]] with the labels 1 and 0: both answers are right, so the "
            "accuracy is 1. If you get 0, look for a `!=` where predictions and labels are compared, or for a `1 -` "
            "behind it.",
        ),
        known.TENSOR_RETURNED(
            recognise=_returns_a_tensor,
            stronger="Print `type(…)` of what you return: it should be float. A mean, a sum and a count of a tensor "
            "are tensors again, and so is everything calculated with them. At which line of yours does the last tensor "
            "become the result?",
        ),
    ),
    shows=("logits",),
)
