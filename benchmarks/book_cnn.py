"""What the textbook's network reaches on the test images of MNIST, trained as lecture 3 trains it.

    COURSE_PROFILE=full python -m benchmarks.book_cnn

A training that was interrupted goes on where it stopped: give the same command again.
"""

from __future__ import annotations

import platform
import time
from typing import Annotated

import torch
import typer
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from course_utils.data import ImageSet, mnist
from course_utils.models import BookCNN
from course_utils.profile import current_profile
from course_utils.recipes import checkpoint_path
from course_utils.training import choose_device, evaluate, fit, seed_everything


def batches(images: ImageSet, size: int, shuffle: bool = False) -> DataLoader:
    """Pairs of float images N×1×28×28 in [0, 1] and labels."""
    return DataLoader(TensorDataset(images.images / 255, images.labels), size, shuffle=shuffle)


def main(threads: Annotated[int | None, typer.Option(min=1, show_default="as PyTorch chooses")] = None) -> None:
    """Train, and print the accuracy on the test images."""
    if threads:
        torch.set_num_threads(threads)
    profile, device = current_profile(), choose_device()
    everything = mnist(train=True).subset(slice(0, profile.mnist_train_images))
    order = torch.randperm(len(everything), generator=torch.Generator().manual_seed(0))
    train = batches(everything.subset(order[profile.mnist_validation_images :]), 64, shuffle=True)
    validation = batches(everything.subset(order[: profile.mnist_validation_images]), 256)
    seed_everything(5)
    model = BookCNN().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    steps = profile.book_epochs * len(train)
    scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, total_iters=steps)
    began = time.perf_counter()
    checkpoint = checkpoint_path(f"book_cnn_{profile.name}_unfinished")
    fit(
        model, train, profile.book_epochs, optimizer=optimizer, scheduler=scheduler, validation=validation,
        checkpoint=checkpoint,
    )  # fmt: skip
    minutes = (time.perf_counter() - began) / 60
    test = mnist(train=False).subset(slice(0, profile.mnist_test_images))
    _, accuracy = evaluate(model, batches(test, 500), nn.CrossEntropyLoss())
    print(
        f"BookCNN, profile {profile.name}, {profile.book_epochs} epochs of {len(train.dataset):,} images, {device}, "
        f"{platform.machine()}, PyTorch {torch.__version__}, {torch.get_num_threads()} threads: "
        f"{minutes:.1f} minutes in this run\ntest accuracy {accuracy:.2%} on {len(test):,} images"
    )
    checkpoint.unlink()  # the next run trains anew


if __name__ == "__main__":
    typer.run(main)
