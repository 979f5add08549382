"""What CifarCNN reaches on the test images of CIFAR-10, trained as lecture 5 trains it, by augmentation.

    COURSE_PROFILE=full python benchmarks/headlines.py torchvision
    COURSE_PROFILE=full python benchmarks/headlines.py kornia

A training that was interrupted goes on where it stopped: give the same command again.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated

import torch
import torch.nn.functional as F
import typer
from torch import Tensor
from torchvision.transforms import v2

from course_utils import augment
from course_utils.batches import DeviceBatches
from course_utils.data import ImageSet, cifar10
from course_utils.models import CifarCNN
from course_utils.profile import current_profile
from course_utils.recipes import bfloat16_pays, checkpoint_path, one_cycle
from course_utils.training import choose_device, fit, predict, seed_everything


class Augmentation(StrEnum):
    """How the training images are changed."""

    BATCH = "batch"  # by hand, the whole batch at once: the lecture's long training
    TORCHVISION = "torchvision"  # the same two changes, image by image
    KORNIA = "kornia"  # with a little rotation and colour as well


def torchvision_one_by_one(images: Tensor) -> Tensor:
    """Crop and flip each image on its own: torchvision draws once for whatever it is given."""
    transform = v2.Compose([v2.RandomCrop(32, padding=4), v2.RandomHorizontalFlip()])
    return torch.stack([transform(image) for image in images])


def six_views() -> Iterator[Callable[[Tensor], Tensor]]:
    """The views of test-time augmentation: the image and its mirror image, each at three places."""
    for mirrored in (False, True):
        for shift in (0, 2, -2):
            yield lambda images, shift=shift, mirrored=mirrored: _moved(images, shift).flip(-1 if mirrored else ())


def _moved(images: Tensor, shift: int) -> Tensor:
    """The images, moved down and to the right by `shift` pixels; black where nothing was."""
    return F.pad(images, (2, 2, 2, 2))[:, :, 2 - shift : 34 - shift, 2 - shift : 34 - shift]


def main(
    augmentation: Augmentation,
    threads: Annotated[int | None, typer.Option(min=1, show_default="as PyTorch chooses")] = None,
) -> None:
    """Train, and print the accuracy on the test images with and without test-time augmentation."""
    if threads:
        torch.set_num_threads(threads)
    profile, device = current_profile(), choose_device()
    train = cifar10(train=True).subset(slice(0, profile.cifar_train_images))
    test = cifar10(train=False).subset(slice(0, profile.cifar_test_images))
    validation, train = (
        train.subset(part)
        for part in (slice(0, profile.cifar_validation_images), slice(profile.cifar_validation_images, None))
    )
    seed_everything(0)
    model = CifarCNN().to(device, memory_format=torch.channels_last)
    fast = bfloat16_pays(CifarCNN().to(device, memory_format=torch.channels_last), torch.rand(128, 3, 32, 32))
    changes = {
        Augmentation.BATCH: augment.flip_and_crop,
        Augmentation.TORCHVISION: torchvision_one_by_one,
        Augmentation.KORNIA: augment.KorniaAugment(),
    }

    def batches(image_set: ImageSet, size: int, change: Callable | None, **options: bool) -> DeviceBatches:
        return DeviceBatches(image_set, size, augment=change, channels_last=True, device=device, **options)

    train_batches = batches(train, profile.cifar_batch, changes[augmentation], shuffle=True)
    optimizer, scheduler = one_cycle(model, len(train_batches) * profile.cifar_epochs)
    began, spent = time.perf_counter(), time.process_time()
    fit(
        model, train_batches, profile.cifar_epochs, optimizer=optimizer, scheduler=scheduler, autocast=fast,
        validation=batches(validation, 500, None),
        checkpoint=checkpoint_path(f"headline_{augmentation}_{profile.name}_unfinished"),
    )  # fmt: skip
    minutes, cpu_minutes = (time.perf_counter() - began) / 60, (time.process_time() - spent) / 60
    with torch.autocast(device.type, torch.bfloat16, enabled=fast):
        scores = torch.stack([predict(model, batches(test, 500, view))[0].float() for view in six_views()])
    alone = (scores[0].argmax(1) == test.labels).float().mean().item()
    together = (scores.softmax(2).mean(0).argmax(1) == test.labels).float().mean().item()
    print(
        f"{augmentation} augmentation, profile {profile.name}, {profile.cifar_epochs} epochs of {len(train):,} images, "
        f"{device}, {platform.machine()}, PyTorch {torch.__version__}, {torch.get_num_threads()} threads, "
        f"bfloat16 {fast}: {minutes:.1f} minutes ({cpu_minutes:.1f} of CPU) in this run\n"
        f"test accuracy {alone:.2%}, with test-time augmentation (six views) {together:.2%}, on {len(test):,} images"
    )


if __name__ == "__main__":
    typer.run(main)
