"""One epoch of CifarCNN: the usual loop of a published lecture against the course's, side by side in one run.

    python -m benchmarks.training                       # 2,000 images, each loop twice, the better run counts
    python -m benchmarks.training --images 10000 --repeats 3 --threads 2

The usual loop: a DataLoader whose two workers crop, flip and convert PIL pictures one by one; batches in the
plain N×C×H×W layout in float32; after the epoch two more passes for accuracies, over the (again augmented)
training images and over the test images. The course's loop: bytes in memory, crop and flip on the batch,
channels_last, bfloat16 where it pays, a fused optimizer, freed memory kept; the training accuracy is counted along the
way, so only the pass over the test images is left. Both train the same network from the same weights with Adam and the
same batch size. There is one test image for every five training images, as in CIFAR-10.
"""

from __future__ import annotations

import platform
import time
from typing import Annotated

import torch
import typer
from PIL import Image
from torch import nn
from torchvision.transforms import v2

from course_utils.augment import flip_and_crop
from course_utils.batches import CIFAR10_MEAN, CIFAR10_STD, DeviceBatches
from course_utils.data import ImageSet, cifar10
from course_utils.models import CifarCNN
from course_utils.recipes import bfloat16_pays
from course_utils.training import choose_device, evaluate, keep_freed_memory, train_one_epoch

BATCH = 128
CONVERT = [v2.PILToTensor(), v2.ToDtype(torch.float32, scale=True), v2.Normalize(CIFAR10_MEAN, CIFAR10_STD)]


class PilImages(torch.utils.data.Dataset):
    """An image set as PIL pictures, each transformed when it is asked for."""

    def __init__(self, image_set: ImageSet, *augmentations: nn.Module) -> None:
        self.pictures = [Image.fromarray(image.permute(1, 2, 0).numpy()) for image in image_set.images]
        self.labels = image_set.labels.tolist()
        self.transform = v2.Compose([*augmentations, *CONVERT])

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, i: int) -> tuple[torch.Tensor, int]:
        return self.transform(self.pictures[i]), self.labels[i]


def usual_epoch(train: ImageSet, test: ImageSet, device: torch.device, workers: int) -> dict[str, float]:
    """Seconds of each part of an epoch of the usual loop."""
    keep_freed_memory(False)
    model, optimizer = fresh(device, torch.contiguous_format)
    options = {"batch_size": BATCH, "num_workers": workers}
    augmented = PilImages(train, v2.RandomCrop(32, padding=4), v2.RandomHorizontalFlip())
    train_batches = torch.utils.data.DataLoader(augmented, shuffle=True, **options)
    test_batches = torch.utils.data.DataLoader(PilImages(test), **options)
    criterion = nn.CrossEntropyLoss()
    warm_up(model, optimizer, torch.randn(BATCH, 3, 32, 32, device=device), autocast=False)
    return {
        "training": timed(lambda: train_one_epoch(model, train_batches, optimizer, criterion)),
        "accuracy on the training images": timed(lambda: evaluate(model, train_batches, criterion)),
        "accuracy on the test images": timed(lambda: evaluate(model, test_batches, criterion)),
    }


def our_epoch(train: ImageSet, test: ImageSet, device: torch.device, autocast: bool) -> dict[str, float]:
    """Seconds of each part of an epoch of the course's loop."""
    keep_freed_memory()
    model, optimizer = fresh(device, torch.channels_last, fused=True)
    options = {"channels_last": True, "device": device}
    train_batches = DeviceBatches(train, BATCH, shuffle=True, augment=flip_and_crop, **options)
    test_batches = DeviceBatches(test, BATCH, **options)
    criterion = nn.CrossEntropyLoss()
    warm_up(model, optimizer, next(iter(train_batches))[0], autocast)
    return {
        "training": timed(lambda: train_one_epoch(model, train_batches, optimizer, criterion, autocast=autocast)),
        "accuracy on the test images": timed(lambda: evaluate(model, test_batches, criterion, autocast=autocast)),
    }


def fresh(
    device: torch.device, layout: torch.memory_format, *, fused: bool = False
) -> tuple[nn.Module, torch.optim.Optimizer]:
    torch.manual_seed(0)
    model = CifarCNN().to(device, memory_format=layout)
    return model, torch.optim.Adam(model.parameters(), lr=1e-4, fused=fused)


def warm_up(model: nn.Module, optimizer: torch.optim.Optimizer, images: torch.Tensor, autocast: bool) -> None:
    labels = torch.zeros(len(images), dtype=torch.int64, device=images.device)
    train_one_epoch(model, [(images, labels)], optimizer, nn.CrossEntropyLoss(), autocast=autocast)


def timed(work) -> float:
    begin = time.perf_counter()
    work()  # ends with a number on the CPU, so a GPU has finished as well
    return time.perf_counter() - begin


def report(name: str, runs: list[dict[str, float]]) -> float:
    totals = sorted(sum(run.values()) for run in runs)
    best = min(runs, key=lambda run: sum(run.values()))
    print(f"{name:20} {totals[0]:7.2f} s   (runs: {', '.join(f'{total:.2f}' for total in totals)})")
    for part, seconds in best.items():
        print(f"    {part:32} {seconds:7.2f} s")
    return totals[0]


def main(
    images: Annotated[int, typer.Option(min=10, help="Training images in the epoch.")] = 2_000,
    repeats: Annotated[int, typer.Option(min=1, help="Runs of each loop, in turns; the better one counts.")] = 2,
    workers: Annotated[int, typer.Option(min=0, help="Workers of the usual DataLoader.")] = 2,
    threads: Annotated[int | None, typer.Option(min=1, show_default="as PyTorch chooses")] = None,
) -> None:
    """Measure one epoch of either loop, and print the ratio."""
    if threads:
        torch.set_num_threads(threads)
    device = choose_device()
    train, test = (cifar10(train=split).subset(slice(0, n)) for split, n in ((True, images), (False, images // 5)))
    example = next(iter(DeviceBatches(train, BATCH, channels_last=True, device=device)))[0]
    autocast = bfloat16_pays(fresh(device, torch.channels_last)[0], example)
    print(f"CifarCNN, {len(train):,} training and {len(test):,} test images, batches of {BATCH}, {device}")
    print(
        f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, {platform.machine()}; bfloat16: {autocast}\n"
    )
    usual, ours = [], []
    for _ in range(repeats):
        usual.append(usual_epoch(train, test, device, workers))
        ours.append(our_epoch(train, test, device, autocast))
    slow, fast = report("the usual loop", usual), report("the course's loop", ours)
    print(f"\nThe course's epoch is {slow / fast:.2f} times as fast.")
    for runs in (usual, ours):
        totals = [sum(run.values()) for run in runs]
        if max(totals) > 1.5 * min(totals):
            print("The runs of one loop differ by more than half: something else kept the machine busy. Measure again.")
            break


if __name__ == "__main__":
    typer.run(main)
