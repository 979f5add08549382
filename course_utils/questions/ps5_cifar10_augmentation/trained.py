"""trained(images): a small network of the student's own making, tried on images that it has not seen."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
import torch.nn.functional as F

from course_utils.checking.describe import describe
from course_utils.data import ImageSet, cifar10
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps5_cifar10_augmentation.sections import LOADER, TAUGHT_NETWORK, TAUGHT_TRAINING, TRAINING
from course_utils.questions.question import Case, Forbidden, Misconception, Question, Shortfall

WRONG_FORM = Outcome.WRONG_TYPE_OR_SHAPE
CLASSES = 10
IMAGES = 260  # a case
BAR = 0.18  # guessing gives 0.10; how rarely a right answer falls short of this: python -m benchmarks.trained
AT_ONCE = 16  # so many of them are classified twice more, in a batch of their own
PARTS = ("scores", "few", "again")


def probe(answer, images):
    """The scores, those of the first few images in a batch of their own, and these once more."""
    scores = answer(images)
    if not isinstance(scores, torch.Tensor):
        return scores
    few, again = (answer(images[:AT_ONCE].clone()) for _ in range(2))
    return {name: one.detach() if isinstance(one, torch.Tensor) else one for name, one in zip(
        PARTS, (scores, few, again), strict=True
    )}  # fmt: skip


@cache
def sample() -> ImageSet:
    """The test images of the sample that comes with the course."""
    return cifar10(train=False, sources=["sample"])


def cases(rng, test: ImageSet | None = None):
    """The cases on images of ``test``; for a student's own check they are those of the sample."""
    test = sample() if test is None else test

    def case(name, change):
        chosen = torch.from_numpy(rng.permutation(len(test))[:IMAGES])
        return Case(name, (change(test.images[chosen]),), property=RightShare(test.labels[chosen]))

    return [
        case("unseen images", lambda images: images),
        case("unseen images, mirrored", lambda images: images.flip(3)),
        case("unseen images, shifted by two pixels", _shifted(rng)),
        case("unseen images, a little brighter", lambda images: (images.float() * 1.15).clamp(0, 255).byte()),
    ]


def _shifted(rng):
    down, right = rng.choice([-2, 2], 2).tolist()

    def shifted(images):
        padded = F.pad(images, (2, 2, 2, 2))
        return padded[:, :, 2 - down : 34 - down, 2 - right : 34 - right].contiguous()

    return shifted


@dataclass(frozen=True, eq=False)
class RightShare:
    """The property that at least the share ``bar`` is classified rightly, by scores that depend on nothing else."""

    labels: torch.Tensor
    bar: float = BAR

    def __call__(self, value: Any) -> Shortfall | None:
        expected = f"expected is a float tensor of shape {IMAGES}×{CLASSES} for {IMAGES} images"
        if not isinstance(value, dict) or set(value) != set(PARTS):
            return Shortfall(f"It returns {describe(value)}; {expected}.", WRONG_FORM)
        for part, count in zip(PARTS, (IMAGES, AT_ONCE, AT_ONCE), strict=True):
            scores = value[part]
            if not isinstance(scores, torch.Tensor) or scores.shape != (count, CLASSES):
                return Shortfall(f"It returns {describe(scores)} for {count} images; {expected}.", WRONG_FORM)
            if not scores.is_floating_point() or not torch.isfinite(scores).all():
                return Shortfall(
                    f"It returns {describe(scores)}; expected are finite floating-point numbers.", WRONG_FORM
                )
        if self.share(value) < self.bar:
            return Shortfall(
                f"{self.share(value):.1%} of {len(self.labels)} unseen images are classified rightly; asked for are "
                f"{self.bar:.0%}."
            )
        if not _close(value["few"], value["again"]):
            return Shortfall("The same images get other scores when they are classified once more.")
        if not _close(value["scores"][:AT_ONCE], value["few"]):
            return Shortfall("The scores of an image depend on the other images of its batch.")
        return None

    def share(self, value: dict) -> float:
        """How many of the images are classified rightly."""
        return (value["scores"].argmax(1) == self.labels).double().mean().item()


def _close(one: torch.Tensor, other: torch.Tensor) -> bool:
    return torch.allclose(one.double(), other.double(), rtol=1e-3, atol=1e-3 * max(1.0, one.abs().max().item()))


def _sound(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(part), torch.Tensor) and value[part].shape == (count, CLASSES)
        for part, count in zip(PARTS, (IMAGES, AT_ONCE, AT_ONCE), strict=True)
    )


def _of(check):
    """A recogniser that looks at the scores of an answer whose form is right."""
    return lambda _verdict, seen: bool(_sound(seen.value) and check(seen.value))


def _one_class(value):
    share = value["scores"].argmax(1).bincount().max().item() / IMAGES
    return share > 0.9


def _guesses(value):
    return not _one_class(value) and _close(value["few"], value["again"])


def _is_random(value):
    return not _close(value["few"], value["again"])


def _of_the_batch(value):
    return _close(value["few"], value["again"]) and not _close(value["scores"][:AT_ONCE], value["few"])


def _classes(_verdict, seen):
    return isinstance(seen.value, dict) and isinstance(scores := seen.value.get("scores"), torch.Tensor) and (
        scores.ndim == 1
    )  # fmt: skip


def _wants_floats(_verdict, seen):
    message = seen.error.message if seen.error else ""
    return "Byte" in message or "unsigned char" in message or "Input type" in message


QUESTION = Question(
    name="trained",
    title="Train with your own functions",
    section=TRAINING,
    cases=cases,
    probe=probe,
    any_dtype=False,
    forbidden=Forbidden(lent=("course_utils.*",)),
    built_on=("channel_statistics", "normalize", "random_flip", "random_crop"),
    misconceptions=(
        Misconception(
            "classes_returned",
            "You return the number of a class for each image. Asked for are the ten scores.",
            "Which shape does your result have, and which one does the docstring name?",
            TAUGHT_TRAINING,
            recognise=_classes,
            stronger="Print `trained(train.images[:5]).shape`: 5×10 is needed, and yours is 5. The check itself looks "
            "for the largest of the ten scores. Which call in your last line has done that already, and what was "
            "there before it?",
        ),
        Misconception(
            "bytes_into_the_network",
            "The network gets bytes, and its weights are floating-point numbers.",
            "What did you do to the images of a batch before the network saw them, in training? Where does that happen "
            "in `trained`?",
            LOADER,
            recognise=_wants_floats,
            stronger="Print `images.dtype` and `images.max()` in the first line of `trained`, and the same for the "
            "tensor that goes into the network while it is trained. Write down the steps between bytes and network in "
            "the training loop: which of them are missing in `trained`?",
        ),
        Misconception(
            "one_class_for_all",
            "Your network gives nearly all images the same class. Either it has not learned, or the images it is asked "
            "about are prepared in another way than those it has learned from.",
            "Print the mean and the standard deviation of what goes into the network, in training and in `trained`.",
            LOADER,
            recognise=_of(_one_class),
            stronger="Print `trained(train.images[:300]).argmax(1).bincount()`, and the loss of every twentieth "
            "training step. Is the loss NaN, or in the hundreds? Then the step size is too large, or pixels up to 255 "
            "come in. Does it fall well below 2.3? Then `trained` prepares its images in another way than the loop.",
        ),
        Misconception(
            "scores_by_chance",
            "The same images get other scores each time: something still draws random numbers, such as dropout or your "
            "augmentation.",
            "Which parts of your training should be off when the network is used? What switches them off?",
            TAUGHT_NETWORK,
            recognise=_of(_is_random),
            stronger="Call `trained(train.images[:8])` twice and compare. Does it call a function that flips or "
            "crops, perhaps inside a helper that training uses, too? If not, print `.training` of your network in the "
            "first line of `trained`: False is needed there.",
        ),
        Misconception(
            "depends_on_the_batch",
            "The scores of an image depend on the others in its batch: a statistic is taken from the batch.",
            "In which mode is your network in `trained`? And where do mean and standard deviation come from?",
            TAUGHT_NETWORK,
            recognise=_of(_of_the_batch),
            stronger="Compare `trained(train.images[:8])[:1]` with `trained(train.images[:1])`: they have to agree. "
            "Print two things in both calls: `.training` of your network, where False is needed, and the mean and "
            "deviation you normalise with, which have to be those of the training images. Which of the two is off?",
        ),
        Misconception(
            "has_not_learned",
            "Your network is hardly better than guessing on images it has not seen.",
            "Print the training loss of each epoch. If it stays near 2.3, the loss of guessing: do images and labels "
            "still belong together after shuffling? If it falls: does `trained` prepare its images as training does?",
            TAUGHT_TRAINING,
            recognise=_of(_guesses),
            stronger="Print `(trained(train.images).argmax(1) == train.labels).float().mean()`. Well above 0.3? Then "
            "it learned by heart. Near 0.1, though the loss fell? Compare the mean of what goes into the network, "
            "in training and in `trained`. If the loss stays: do images and labels of a batch come from the same rows, "
            "of all classes? Does each batch end in a step?",
        ),
    ),
)
