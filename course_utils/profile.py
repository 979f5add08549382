"""How much a notebook does: the same code on every machine, with sizes that fit it.

COURSE_PROFILE=smoke: the embedded sample, about a minute a notebook: is everything in order?
COURSE_PROFILE=cpu: the real data, a few minutes a notebook; the default without a GPU.
COURSE_PROFILE=full: the lectures' headline numbers; the default with a GPU.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Profile:
    """The sizes a notebook works with. Sizes only: no notebook asks for the name to take another path.

    name: ``"smoke"``, ``"cpu"`` or ``"full"``.
    mnist_train_images, mnist_test_images: images taken from each split of MNIST; the validation images are
        cut from the training images.
    mnist_validation_images: how many of them.
    mnist_epochs, book_epochs, lenet_epochs: epochs of the three networks of lecture 3.
    overfit_images, overfit_epochs: the small training set of lecture 4, and how often it is seen.
    cifar_train_images, cifar_test_images, cifar_epochs: the same for CIFAR-10.
    cifar_batch: images in a batch there.
    cifar_validation_images: how many of the training images are for validation.
    cifar_trial_images, cifar_trial_epochs, cifar_trial_batch: each of the short trainings that lecture 5 compares.
    cifar_headline: what lecture 5's network should reach on the test images, in right answers out of 10,000.
    cifar_quick_epochs: epochs of lecture 6, if lecture 5 has left no trained network.
    cifar_probes_per_class: test images of each class that lecture 6 attacks, shifts and recolours.
    cifar_speed_images: images in the epoch whose seconds lecture 5 measures.
    augment_batches: the batch sizes of lecture 5's table of augmentations.
    photo_side: side in pixels of the photos that a large network looks at.
    """

    name: str
    mnist_train_images: int
    mnist_validation_images: int
    mnist_test_images: int
    mnist_epochs: int
    book_epochs: int
    lenet_epochs: int
    overfit_images: int
    overfit_epochs: int
    cifar_train_images: int
    cifar_test_images: int
    cifar_epochs: int
    cifar_batch: int
    cifar_validation_images: int
    cifar_trial_images: int
    cifar_trial_epochs: int
    cifar_trial_batch: int
    cifar_headline: int
    cifar_quick_epochs: int
    cifar_probes_per_class: int
    cifar_speed_images: int
    augment_batches: tuple[int, ...]
    photo_side: int

    def announce(self, minutes: Mapping[str, float | None]) -> None:
        """Print the profile and how long the notebook takes with it.

        minutes: for each profile by name, the measured minutes; None where nobody has measured yet.
        """
        measured = minutes.get(self.name)
        if measured is None:
            duration = "nobody has measured yet how long this notebook takes with it"
        elif measured < 1:
            duration = f"this notebook takes about {60 * measured:.0f} seconds"
        else:
            duration = f"this notebook takes about {measured:.0f} minute{'s' if round(measured) != 1 else ''}"
        others = ", ".join(name for name in PROFILES if name != self.name)
        print(f"Profile {self.name}: {duration}.\nOthers: {others} (set COURSE_PROFILE before Jupyter starts).")


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            name="smoke",
            mnist_train_images=3_000,
            mnist_validation_images=500,
            mnist_test_images=1_000,
            mnist_epochs=2,
            book_epochs=2,
            lenet_epochs=8,
            overfit_images=500,
            overfit_epochs=8,
            cifar_train_images=1_500,
            cifar_test_images=800,
            cifar_epochs=2,
            cifar_batch=64,
            cifar_validation_images=300,
            cifar_trial_images=96,
            cifar_trial_epochs=6,
            cifar_trial_batch=32,
            cifar_headline=1_500,
            cifar_quick_epochs=2,
            cifar_probes_per_class=20,
            cifar_speed_images=128,
            augment_batches=(1, 4, 16),
            photo_side=96,
        ),
        Profile(
            name="cpu",
            mnist_train_images=60_000,
            mnist_validation_images=5_000,
            mnist_test_images=10_000,
            mnist_epochs=3,
            book_epochs=3,
            lenet_epochs=10,
            overfit_images=500,
            overfit_epochs=20,
            cifar_train_images=50_000,
            cifar_test_images=10_000,
            cifar_epochs=7,
            cifar_batch=128,
            cifar_validation_images=2_500,
            cifar_trial_images=640,
            cifar_trial_epochs=6,
            cifar_trial_batch=32,
            cifar_headline=8_495,
            cifar_quick_epochs=3,
            cifar_probes_per_class=100,
            cifar_speed_images=384,
            augment_batches=(1, 32, 128),
            photo_side=224,
        ),
        Profile(
            name="full",
            mnist_train_images=60_000,
            mnist_validation_images=5_000,
            mnist_test_images=10_000,
            mnist_epochs=3,
            book_epochs=20,
            lenet_epochs=20,
            overfit_images=500,
            overfit_epochs=40,
            cifar_train_images=50_000,
            cifar_test_images=10_000,
            cifar_epochs=24,
            cifar_batch=128,
            cifar_validation_images=5_000,
            cifar_trial_images=4_000,
            cifar_trial_epochs=15,
            cifar_trial_batch=32,
            cifar_headline=9_000,
            cifar_quick_epochs=8,
            cifar_probes_per_class=400,
            cifar_speed_images=4_096,
            augment_batches=(1, 32, 128),
            photo_side=224,
        ),
    )
}


def current_profile() -> Profile:
    """The profile named by the environment variable COURSE_PROFILE.

    Without it: full where there is a CUDA device, else cpu. Raises ValueError for an unknown name.
    """
    name = os.environ.get("COURSE_PROFILE") or ("full" if torch.cuda.is_available() else "cpu")
    if name not in PROFILES:
        raise ValueError(f"COURSE_PROFILE is {name!r}, and must be one of {', '.join(PROFILES)}")
    return PROFILES[name]
