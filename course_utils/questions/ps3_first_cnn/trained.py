"""trained: a network that the student has trained on the sample of MNIST, judged by digits it has not seen."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from course_utils.checking.describe import describe
from course_utils.data import ImageSet, mnist
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps3_first_cnn.sections import TAUGHT_CURVES, TAUGHT_NETWORK, TAUGHT_STEP, TRAIN_IT
from course_utils.questions.question import Case, Forbidden, Misconception, Question, Shortfall
from course_utils.training.epoch import device_of, evaluation_mode

IMAGES = 500
# What networks like LeNet reach, and how rarely they fall short of this: python -m benchmarks.trained. A linear model
# reads about 90 % of the digits as they are: what tells a CNN are the moved ones. Shifts of this size tell the two
# apart best: smaller ones leave the linear model too good, larger ones the CNN too much to chance.
AS_THEY_ARE, MOVED = 0.80, 0.62
SHIFT, SCALE = 2.5, 0.1  # pixels, and the share by which a digit may grow or shrink

NOT_THERE = "There is no network yet: `trained` is None."


def probe(network, images):
    """The network's scores for uint8 images, in evaluation mode; a text where it is no network."""
    if network is None:
        return NOT_THERE
    if not isinstance(network, nn.Module):
        return f"`trained` is {describe(network)}; expected is a network, an object of a class like `nn.Sequential`."
    with evaluation_mode(network), torch.no_grad():
        return network(images.to(device_of(network)).float() / 255)


def cases(rng, test: ImageSet | None = None):
    """The cases on digits of ``test``; for a student's own check they are those of the sample."""
    test = sample() if test is None else test
    few, few_labels = drawn(rng, test, 3)
    digits, labels = drawn(rng, test, IMAGES)
    moved_digits, moved_labels = drawn(rng, test, IMAGES)
    return [
        Case("ten scores for each of three digits", (few,), property=RightShare(few, few_labels, 0.0)),
        Case(
            f"unseen digits as they are: at least {AS_THEY_ARE:.0%} right",
            (digits,),
            property=RightShare(digits, labels, AS_THEY_ARE),
        ),
        Case(
            f"unseen digits, shifted and resized: at least {MOVED:.0%} right",
            (moved := moved_about(rng, moved_digits),),
            property=RightShare(moved, moved_labels, MOVED),
        ),
    ]


def drawn(rng: np.random.Generator, test: ImageSet, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Some of the test images with their labels."""
    chosen = torch.from_numpy(rng.permutation(len(test))[:count])
    return test.images[chosen], test.labels[chosen]


@cache
def sample() -> ImageSet:
    """The test images of the sample that comes with the course."""
    return mnist(train=False, sources=["sample"])


def moved_about(rng: np.random.Generator, images: torch.Tensor) -> torch.Tensor:
    """Each image shifted by up to ``SHIFT`` pixels and resized by up to ``SCALE``, each by an amount of its own."""
    n, _, side, _ = images.shape
    sizes = 1 + SCALE * torch.from_numpy(rng.uniform(-1, 1, n)).float()
    shifts = SHIFT * torch.from_numpy(rng.uniform(-1, 1, (n, 2))).float() * 2 / side
    changes = torch.zeros(n, 2, 3)
    changes[:, 0, 0] = changes[:, 1, 1] = 1 / sizes
    changes[:, :, 2] = shifts
    grid = F.affine_grid(changes, list(images.shape), align_corners=False)
    return F.grid_sample(images.float(), grid, align_corners=False).round().clamp(0, 255).to(torch.uint8)


@dataclass(frozen=True, eq=False)
class RightShare:
    """The property that at least the share ``bar`` of the digits is read rightly."""

    images: torch.Tensor
    labels: torch.Tensor
    bar: float

    def __call__(self, scores: Any) -> Shortfall | None:
        unusable = why_unusable(scores, len(self.labels))
        if unusable:
            return Shortfall(unusable, Outcome.NOT_ANSWERED if unusable == NOT_THERE else Outcome.WRONG_TYPE_OR_SHAPE)
        if self.share(scores) >= self.bar:
            return None
        answers = scores.argmax(dim=1)
        misread = int((answers != self.labels).nonzero()[0])
        return Shortfall(
            f"{self.share(scores):.1%} of {len(self.labels)} unseen digits are read rightly; asked for are "
            f"{self.bar:.0%}. For instance, it calls this {self.labels[misread]} a {answers[misread]}.",
            image=self.images[misread, 0].float(),
        )

    def share(self, scores: torch.Tensor) -> float:
        """How many of the digits are read rightly."""
        return (scores.argmax(dim=1) == self.labels).double().mean().item()


def why_unusable(scores: Any, count: int) -> str:
    """ "" if these are ten scores for each of so many images, else one sentence saying why not."""
    if isinstance(scores, str):
        return scores
    if not isinstance(scores, torch.Tensor) or tuple(scores.shape) != (count, 10) or not scores.is_floating_point():
        return f"For {count} images the network returns {describe(scores)}; expected are ten scores each: {count}×10."
    if not torch.isfinite(scores).all():
        return "Some of the network's scores are not finite numbers (inf or nan)."
    return ""


def _scores(test):
    """A recogniser: the case has many digits, and their scores pass the test."""

    def recognise(verdict, seen) -> bool:
        scores = seen.value
        return len(verdict.case.args[0]) == IMAGES and not why_unusable(scores, IMAGES) and bool(test(scores))

    return recognise


def _undecided(scores: torch.Tensor) -> bool:
    """Nearly the same scores for every image, as from a network that has not been trained."""
    return scores.std(dim=0).mean() < 0.25


def _no_numbers(_verdict, seen) -> bool:
    return isinstance(seen.value, torch.Tensor) and not torch.isfinite(seen.value).all()


def _not_ten_each(_verdict, seen) -> bool:
    return isinstance(seen.value, torch.Tensor) and (seen.value.ndim != 2 or seen.value.shape[1] != 10)


def _no_network(_verdict, seen) -> bool:
    return isinstance(seen.value, str) and seen.value != NOT_THERE


QUESTION = Question(
    name="trained",
    title="A network that you have trained",
    section=TRAIN_IT,
    cases=cases,
    probe=probe,
    any_dtype=False,
    forbidden=Forbidden(lent=("course_utils.*",)),
    misconceptions=(
        Misconception(
            "no_network",
            "`trained` is not a network but something else, such as a class, or what a training function returns.",
            "Print `trained`. Which of your variables holds the network?",
            TAUGHT_NETWORK,
            recognise=_no_network,
            stronger="`isinstance(trained, nn.Module)` should be True. A class is not a network yet: it has to be "
            "called, and what comes out has to be trained. And `training.fit` gives back its history, while it trains "
            "the network that you hand to it. Which of your variables holds that one?",
        ),
        Misconception(
            "not_ten_scores",
            "Your network does not return ten scores for each image.",
            "Which shape comes out for 3 images, and which should? Look at the last layer, and at what follows it.",
            TAUGHT_NETWORK,
            recognise=_not_ten_each,
            stronger="Call `trained.eval()` and print `trained(torch.zeros(3, 1, 28, 28)).shape`: it should be 3×10. "
            "With 3×1 the last layer has one output for all classes together; with (3,) somebody has already chosen "
            "the class. Which line of your network makes that shape?",
        ),
        Misconception(
            "training_blew_up",
            "Your network's scores are not numbers any more: its weights have grown beyond all measure in training.",
            "Print the loss of the first ten batches. Does it fall or grow? What sets the size of a step?",
            TAUGHT_STEP,
            recognise=_no_numbers,
            stronger="Make a new network, because weights that are nan stay nan. Divide the learning rate by 10 and "
            "print the first ten losses; repeat this until they fall from about 2.3. Good first guesses are 0.001 for "
            "Adam, and 0.05 for SGD with momentum 0.9.",
        ),
        Misconception(
            "hardly_trained",
            "Your network gives nearly the same scores for every digit: it has learned next to nothing, or lost it "
            "again.",
            "Print the loss of the first and of the last ten batches. Is it still near log 10 = 2.30, or has it jumped "
            "there? Does the optimizer hold the parameters of this network, does it make its steps, and how large?",
            TAUGHT_STEP,
            recognise=_scores(_undecided),
            stronger="Print a few weights of `trained` before and after ten batches. If they are the same, no step "
            "reaches them: compare with the parameters the optimizer was made with. If they have moved far and the "
            "loss stays near 2.3, start again with a new network and a learning rate of 0.001 for Adam.",
        ),
        Misconception(
            "not_trained_enough",
            "Your network has learned something, but it reads too many unseen digits wrongly.",
            "Compare training and validation accuracy. Are both still rising? Then train longer. Is the training "
            "accuracy much better? Then your network lacks what makes a CNN general, or images to learn from.",
            TAUGHT_CURVES,
            recognise=_scores(lambda scores: not _undecided(scores)),
            stronger="3,500 training images are 55 batches of 64: that is one epoch, and a network like LeNet wants "
            "several. Count how many different batches yours has seen. If there were enough, print the network: "
            "without convolutions and pooling it reads about 90 % as they are, and 58 % of shifted ones.",
        ),
    ),
    shows=(),
)
