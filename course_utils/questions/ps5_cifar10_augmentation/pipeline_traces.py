"""By what a pipeline of augmentations gives its mistakes away."""

from collections.abc import Callable

import torch

from course_utils.questions.ps5_cifar10_augmentation.pipeline_trials import (
    DIFFERENT,
    IN_EVALUATION,
    LEAST_SHIFT,
    MOST_BLACK,
    MOST_DEGREES,
    MOST_SHIFT,
    angles,
    changed,
    colours,
    different,
    fewest_different,
    hides,
    inverted,
    keeps_form,
    rests,
    sent,
    share_of_black,
    shifts,
)


def about(case: str, check: Callable[[torch.Tensor, dict], bool]):
    """A recogniser for the case of that name, given a pipeline that keeps shape and dtype."""

    def recognise(verdict, seen):
        value, images = seen.value, sent(verdict.case.args)
        sound = verdict.case.name.startswith(case) and isinstance(value, dict) and value.get("what") == "a module"
        return bool(sound and keeps_form(images, value) is None and check(images, value))

    return recognise


def switched_the_other_way(images, value):
    return not changed(value["train"], images).any() and bool(changed(value["eval"], images[:IN_EVALUATION]).any())


def flips_over(_images, value):
    turned = angles(value)
    over = turned > 150
    return over.any() and not over.all() and bool(((turned < MOST_DEGREES) | over).all())


def inverts(images, value):
    negative = inverted(images, value)
    own = images[:, :, 0, 0].argmax(1)
    taken = colours(value).argmax(1) != own
    return negative.any() and not (taken & ~negative).any()


def mirrored_only(verdict, seen):
    """Few copies of an image differ, or too few images are changed, and these are mirror images."""

    def few(_images, value):
        return 1 < different(value["train"]) < DIFFERENT

    def mirror_images(images, value):
        altered = changed(value["train"], images)
        return altered.any() and not (changed(value["train"], images.flip(-1)) & altered).any()

    return about("each", few)(verdict, seen) or about("on in", mirror_images)(verdict, seen)


def black(verdict, seen):
    """Too much of the image, or so much of its middle that the spot there, or the ramp, is hidden."""

    def middle(_images, value):
        return share_of_black(value) > MOST_BLACK

    def spot(images, value):
        return hides(value) and middle(images, value)

    return any(
        about(case, check)(verdict, seen)
        for case, check in (("most of", lambda *_: True), ("shifted", spot), ("about half", middle))
    )


def largest_shift(value):
    moved = shifts(value)
    return moved[~moved.isnan()].amax() if not moved.isnan().all() else 0.0


def rests_now_and_then(verdict, seen):
    """Some batches are shifted, and some are not at all: in the cases that look at several batches."""

    def shows(_images, value):
        return 0 < rests(value) < len(shifts(value)) and LEAST_SHIFT <= largest_shift(value) <= MOST_SHIFT

    def few(_images, value):
        return fewest_different(value) < DIFFERENT < different(value["train"])

    return about("shifted", shows)(verdict, seen) or about("each", few)(verdict, seen)


def other_form(verdict, seen):
    return isinstance(seen.value, dict) and seen.value.get("what") == "a module" and (
        keeps_form(sent(verdict.case.args), seen.value) is not None
    )  # fmt: skip
