"""What CifarCNN reaches on the test images of CIFAR-10: as lecture 5 trains it, and what each step of that buys.

    COURSE_PROFILE=full python -m benchmarks.headlines batch          # or torchvision, kornia, none
    COURSE_PROFILE=cpu python -m benchmarks.headlines ladder          # from the plain recipe to the lecture's
    COURSE_PROFILE=cpu python -m benchmarks.headlines speed           # the seconds of an epoch, step by step

A training that was interrupted goes on where it stopped: give the same command again.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import torch
import torch.nn.functional as F
import typer
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision.transforms import v2

from benchmarks.training import PilImages, timed, warm_up
from course_utils import augment
from course_utils.batches import DeviceBatches
from course_utils.data import ImageSet, cifar10
from course_utils.models import CifarCNN
from course_utils.profile import current_profile
from course_utils.recipes import bfloat16_pays, checkpoint_path, one_cycle
from course_utils.training import (
    choose_device,
    fit,
    keep_freed_memory,
    load_checkpoint,
    predict,
    seed_everything,
    train_one_epoch,
)


class Measurement(StrEnum):
    """How the training images are changed, in the lecture's long training; or the ladder of recipes; or the seconds."""

    NONE = "none"
    BATCH = "batch"  # by hand, the whole batch at once: what the lecture takes
    TORCHVISION = "torchvision"  # the same two changes, image by image
    KORNIA = "kornia"  # with a little rotation and colour as well
    LADDER = "ladder"
    SPEED = "speed"


@dataclass(frozen=True)
class Rung:
    """A recipe of the ladder.

    name: what is new in it.
    flip_and_crop: whether the training images are changed.
    one_cycle: the schedule up to 1e-3; else a constant learning rate of 1e-4.
    weight_decay: AdamW's; with 0 it is Adam.
    """

    name: str
    flip_and_crop: bool
    one_cycle: bool
    weight_decay: float


LADDER = (
    Rung("plain: Adam, learning rate 1e-4, images as they are", False, False, 0.0),
    Rung("+ flip and crop", True, False, 0.0),
    Rung("+ one cycle up to 1e-3", True, True, 0.0),
    Rung("+ weight decay 0.05 (AdamW)", True, True, 0.05),
    Rung("the last one without flip and crop", False, True, 0.05),
)
SPEED_IMAGES = 2_560


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
    """The images, moved down and to the right by ``shift`` pixels; black where nothing was."""
    return F.pad(images, (2, 2, 2, 2))[:, :, 2 - shift : 34 - shift, 2 - shift : 34 - shift]


class Bench:
    """The images of a profile, and the network trained on them."""

    def __init__(self) -> None:
        self.profile, self.device = current_profile(), choose_device()
        train = cifar10(train=True).subset(slice(0, self.profile.cifar_train_images))
        self.test = cifar10(train=False).subset(slice(0, self.profile.cifar_test_images))
        self.validation = train.subset(slice(0, self.profile.cifar_validation_images))
        self.train = train.subset(slice(self.profile.cifar_validation_images, None))
        self.fast = bfloat16_pays(self.network(), torch.rand(128, 3, 32, 32))

    def network(self, layout: torch.memory_format = torch.channels_last) -> CifarCNN:
        """A new one, the same each time."""
        seed_everything(0)
        return CifarCNN().to(self.device, memory_format=layout)

    def batches(self, image_set: ImageSet, size: int, change: Callable | None, **options: bool) -> DeviceBatches:
        return DeviceBatches(image_set, size, augment=change, channels_last=True, device=self.device, **options)

    def trained(self, change: Callable | None, checkpoint: Path, recipe: Callable) -> tuple[CifarCNN, str]:
        """The network after the profile's epochs, and how long they took.

        recipe: from model and number of steps to optimizer and scheduler.
        """
        model = self.network()
        batches = self.batches(self.train, self.profile.cifar_batch, change, shuffle=True)
        epochs = self.profile.cifar_epochs
        optimizer, scheduler = recipe(model, len(batches) * epochs)
        done = load_checkpoint(checkpoint, self.network()).epochs if checkpoint.exists() else 0
        began, spent = time.perf_counter(), time.process_time()
        fit(
            model, batches, epochs, optimizer=optimizer, scheduler=scheduler, autocast=self.fast,
            validation=self.batches(self.validation, 500, None), checkpoint=checkpoint,
        )  # fmt: skip
        if done == epochs:
            return model, "trained before"
        wall, cpu = (
            (now - then) / (epochs - done) for now, then in ((time.perf_counter(), began), (time.process_time(), spent))
        )
        return model, f"{wall:.0f} s an epoch ({cpu:.0f} of CPU)"

    def scores(self, model: CifarCNN, views: Iterable[Callable | None]) -> Tensor:
        """views×N×10, on the CPU, for the test images."""
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.fast):
            return torch.stack([predict(model, self.batches(self.test, 500, view))[0].float() for view in views])

    def accuracy(self, scores: Tensor) -> float:
        return (scores.argmax(1) == self.test.labels).float().mean().item()

    def __str__(self) -> str:
        return (
            f"profile {self.profile.name}, {self.profile.cifar_epochs} epochs of {len(self.train):,} images, "
            f"{self.device}, {platform.machine()}, PyTorch {torch.__version__}, {torch.get_num_threads()} threads, "
            f"bfloat16 {self.fast}"
        )


def headline(bench: Bench, augmentation: Measurement) -> None:
    """The lecture's long training with one augmentation."""
    change = {
        Measurement.NONE: None,
        Measurement.BATCH: augment.flip_and_crop,
        Measurement.TORCHVISION: torchvision_one_by_one,
        Measurement.KORNIA: augment.KorniaAugment(),
    }[augmentation]
    checkpoint = checkpoint_path(f"headline_{augmentation}_{bench.profile.name}_unfinished")
    model, duration = bench.trained(change, checkpoint, one_cycle)
    scores = bench.scores(model, six_views())
    alone, together = bench.accuracy(scores[0]), bench.accuracy(scores.softmax(2).mean(0))
    print(
        f"{augmentation} augmentation, {bench}: {duration}\n"
        f"test accuracy {alone:.2%}, with test-time augmentation (six views) {together:.2%}, "
        f"on {len(bench.test):,} images"
    )
    wanted = bench.profile.cifar_headline / 10_000
    if augmentation is not Measurement.NONE and not bench.test.is_sample:
        assert alone >= wanted, f"below the headline of {wanted:.2%}; the trained network is in {checkpoint}"
    checkpoint.unlink()  # the next run trains anew


def ladder(bench: Bench) -> None:
    """One recipe after the other."""
    print(bench)
    files = [checkpoint_path(f"ladder_{i}_{bench.profile.name}_unfinished") for i in range(len(LADDER))]
    lines = []
    for rung, checkpoint in zip(LADDER, files, strict=True):
        print(f"\n{rung.name}")
        model, duration = bench.trained(augment.flip_and_crop if rung.flip_and_crop else None, checkpoint, recipe(rung))
        history = load_checkpoint(checkpoint, bench.network())
        accuracy = bench.accuracy(bench.scores(model, [None])[0])
        lines.append(
            f"{rung.name:54} test {accuracy:.2%}, training (along the way) {history.train_accuracy[-1]:.2%}; {duration}"
        )
    print(f"\nTest accuracy, {bench}", *lines, sep="\n")
    for checkpoint in files:
        checkpoint.unlink()


def recipe(rung: Rung) -> Callable:
    """From model and number of steps to optimizer and scheduler."""
    if rung.one_cycle:
        return lambda model, steps: one_cycle(model, steps, weight_decay=rung.weight_decay)
    return lambda model, steps: (torch.optim.Adam(model.parameters(), lr=1e-4, fused=True), None)


@dataclass(frozen=True)
class Way:
    """A way to compute an epoch.

    name: what is new in it.
    batches: gives the images and labels.
    channels_last, autocast, fused, kept: layout, bfloat16, the optimizer's step in one pass, memory that is kept.
    """

    name: str
    batches: DataLoader | DeviceBatches
    channels_last: bool = False
    autocast: bool = False
    fused: bool = False
    kept: bool = False


def speed(bench: Bench, repeats: int = 3) -> None:
    """Seconds for one epoch of some images, by the way it is computed; the best of ``repeats``, taken in turns."""
    few = bench.train.subset(slice(0, SPEED_IMAGES))
    size, options = (
        bench.profile.cifar_batch,
        {"shuffle": True, "augment": augment.flip_and_crop, "device": bench.device},
    )
    one_by_one = PilImages(few, v2.RandomCrop(32, padding=4), v2.RandomHorizontalFlip())
    plain, last = (DeviceBatches(few, size, channels_last=inner, **options) for inner in (False, True))
    ways = (
        Way("DataLoader, PIL pictures one by one", DataLoader(one_by_one, size, shuffle=True)),
        Way("+ data in memory", plain),
        Way("+ channels_last", last, channels_last=True),
        Way("+ bfloat16 autocast", last, channels_last=True, autocast=True),
        Way("+ fused optimizer", last, channels_last=True, autocast=True, fused=True),
        Way("+ freed memory kept", last, channels_last=True, autocast=True, fused=True, kept=True),
    )
    seconds: dict[Way, list[float]] = {way: [] for way in ways}
    for _ in range(repeats):
        for way, runs in seconds.items():
            runs.append(_seconds(bench, way))
    print(
        f"{bench}\nSeconds for an epoch of {len(few):,} images, each step on top of the ones above; the best of "
        f"{repeats} runs"
    )
    for way, runs in seconds.items():
        print(f"{way.name:38} {min(runs):7.1f} s   (runs: {', '.join(f'{run:.1f}' for run in runs)})")


def _seconds(bench: Bench, way: Way) -> float:
    keep_freed_memory(way.kept)
    model = bench.network(torch.channels_last if way.channels_last else torch.contiguous_format)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4, fused=way.fused)
    warm_up(model, optimizer, next(iter(way.batches))[0].to(bench.device), way.autocast)
    criterion = nn.CrossEntropyLoss()
    return timed(partial(train_one_epoch, model, way.batches, optimizer, criterion, autocast=way.autocast))


def main(
    what: Measurement,
    threads: Annotated[int | None, typer.Option(min=1, show_default="as PyTorch chooses")] = None,
) -> None:
    """Train, and print what the network reaches on the test images, or how long it takes."""
    if threads:
        torch.set_num_threads(threads)
    bench = Bench()
    if what is Measurement.LADDER:
        ladder(bench)
    elif what is Measurement.SPEED:
        speed(bench)
    else:
        headline(bench, what)


if __name__ == "__main__":
    typer.run(main)
