"""make_augmentation(): a pipeline of Kornia that keeps labels and range, and is off in evaluation."""

from collections.abc import Callable

import torch

from course_utils.questions.ps5_cifar10_augmentation.pipeline_trials import (
    DIFFERENT,
    IN_EVALUATION,
    MOST_DEGREES,
    angles,
    cases,
    changed,
    different,
    keeps_form,
    probe,
)
from course_utils.questions.ps5_cifar10_augmentation.sections import (
    AUGMENTATION,
    BLACK,
    CLIPPED,
    KORNIA,
    NOT_OFF,
    ONE_DRAW,
    PIPELINE,
)
from course_utils.questions.question import Misconception, Question


def _about(case: str, check: Callable[[torch.Tensor, dict], bool]):
    """A recogniser for the case of that name, given a pipeline that keeps shape and dtype."""

    def recognise(verdict, seen):
        value, images = seen.value, verdict.case.args[0]
        sound = verdict.case.name.startswith(case) and isinstance(value, dict) and value.get("what") == "a module"
        return bool(sound and keeps_form(images, value) is None and check(images, value))

    return recognise


def _reversed(images, value):
    return not changed(value["train"], images).any() and bool(changed(value["eval"], images[:IN_EVALUATION]).any())


def _flips_over(_images, value):
    turned = angles(value)
    over = turned > 150
    return over.any() and not over.all() and bool(((turned < MOST_DEGREES) | over).all())


def _other_form(verdict, seen):
    return isinstance(seen.value, dict) and seen.value.get("what") == "a module" and (
        keeps_form(verdict.case.args[0], seen.value) is not None
    )  # fmt: skip


QUESTION = Question(
    name="make_augmentation",
    title="A pipeline that can be switched off",
    section=PIPELINE,
    cases=cases,
    probe=probe,
    any_dtype=False,
    misconceptions=(
        Misconception(
            "not_a_module",
            "`make_augmentation()` does not return an `nn.Module`.",
            "Print `type(make_augmentation())`. Is it a list, a function, or a class that still has to be called?",
            KORNIA,
            recognise=lambda verdict, seen: isinstance(seen.value, dict) and seen.value.get("what") != "a module",
        ),
        Misconception(
            "other_form",
            "Your pipeline returns images of another size or another dtype.",
            "Print the shape before and after each step. Which of them does not give back 32×32?",
            KORNIA,
            recognise=_other_form,
        ),
        Misconception(
            "switch_reversed",
            "Your switch is the wrong way round: the pipeline is off in training and on in evaluation.",
            "Which value does `self.training` have after `eval()`? Which branch is taken then?",
            NOT_OFF,
            recognise=_about("", _reversed),
        ),
        Misconception(
            "on_in_evaluation",
            "Your pipeline goes on augmenting after `eval()`: test images would be distorted.",
            "What does `eval()` change in a module? Who in your pipeline asks for it?",
            NOT_OFF,
            recognise=_about("off", lambda images, value: bool(changed(value["train"], images).any())),
        ),
        Misconception(
            "leaves_the_range",
            "Your pipeline returns values below 0 or above 1.",
            "Print minimum and maximum after each step. Which step does not know where pixels end? "
            "And should this pipeline normalise?",
            CLIPPED,
            recognise=_about("values", lambda *_: True),
        ),
        Misconception(
            "one_draw_for_the_batch",
            "All images of a batch are changed in the same way.",
            "Which option of Kornia's modules decides whether each image gets a draw of its own?",
            ONE_DRAW,
            recognise=_about("each", lambda _images, value: different(value["train"]) == 1),
        ),
        Misconception(
            "too_little_variety",
            "Copies of an image come out in a few versions only: they are mirrored, but not shifted.",
            "How many different images can a flip alone make of one? How many can a crop with padding 4?",
            AUGMENTATION,
            recognise=_about("each", lambda _images, value: 1 < different(value["train"]) < DIFFERENT),
        ),
        Misconception(
            "mostly_black",
            "Your pipeline leaves too much of the image black.",
            "Look at the results at 32×32 pixels. Which steps push the image out of its frame, and how often?",
            BLACK,
            recognise=_about("most of", lambda *_: True),
        ),
        Misconception(
            "upside_down",
            "Some of your images stand on their heads. Photos like that are not what the network will be asked about.",
            "Look at 16 results. Which of your steps changes top and bottom?",
            AUGMENTATION,
            recognise=_about("the sky", _flips_over),
        ),
        Misconception(
            "turned_too_far",
            "You rotate or shear further than a photo can bear. Is a car that drives up a wall still a car to expect?",
            "By how many degrees does a photographer hold the camera at a slant? What does `degrees=180` draw from?",
            BLACK,
            recognise=_about("the sky", lambda images, value: not _flips_over(images, value)),
        ),
        Misconception(
            "not_mirrored_by_half",
            "Your pipeline doesn't mirror every second image: it mirrors none, or far too few or too many.",
            "Which step mirrors left to right, and with which probability?",
            AUGMENTATION,
            recognise=_about("about half", lambda images, value: different(value["train"]) > 2),
        ),
        Misconception(
            "colours_exchanged",
            "An image takes on the colour of another: channels change places, or two images are mixed. Then the label "
            "no longer fits.",
            "Which of your steps would turn a red car into a blue one, or blend two photos?",
            AUGMENTATION,
            recognise=_about("colours", lambda *_: True),
        ),
        Misconception(
            "without_kornia",
            "There is no augmentation of Kornia in your module.",
            "Where do the modules that you use come from? Which library draws for each image of a batch?",
            KORNIA,
            recognise=_about("a module", lambda *_: True),
        ),
        Misconception(
            "never_on",
            "Your pipeline leaves the images as they are, in training as well.",
            "With which probability does each step run? And is there a call of the pipeline in `forward`?",
            PIPELINE,
            recognise=_about(
                "", lambda images, value: not any(
                    changed(value[mode], images[: len(value[mode])]).any() for mode in ("train", "eval")
                )
            ),
        ),
    ),
)  # fmt: skip
