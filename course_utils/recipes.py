"""How lecture 5 trains ``CifarCNN`` in few epochs: the optimizer with its schedule, and the arithmetic to use."""

from __future__ import annotations

import time
from pathlib import Path

import torch
from torch import nn

from course_utils.data.cache import cache_folder
from course_utils.training.epoch import device_of


def one_cycle(
    model: nn.Module, steps: int, *, peak: float = 1e-3, weight_decay: float = 0.05
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW, and a learning rate that rises to ``peak`` in the first 30 % of ``steps`` and then falls to nearly 0.

    steps: how often the optimizer will step in all: batches an epoch times epochs. The scheduler is stepped
        after each.
    weight_decay: what each step takes off the weights, times the learning rate. With 0, AdamW is Adam.

    The optimizer is fused: one pass over the weights does what otherwise a dozen small operations do one by one.

    After Smith and Topin, "Super-convergence", 2018.
    """
    optimizer = torch.optim.AdamW(model.parameters(), lr=peak, weight_decay=weight_decay, fused=True)
    return optimizer, torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=peak, total_steps=steps)


def seconds_per_pass(model: nn.Module, images: torch.Tensor, *, autocast: bool, repeats: int = 3) -> float:
    """Seconds for one forward and backward pass, the best of ``repeats``, after one to warm up.

    images: a batch on the model's device. The gradients are thrown away; batch normalisation's running
        statistics move, so measure before you train.
    """
    seconds = []
    for _ in range(repeats + 1):
        begin = time.perf_counter()
        with torch.autocast(images.device.type, torch.bfloat16, enabled=autocast):
            loss = model(images).float().square().mean()
        loss.backward()
        if images.is_cuda:
            torch.cuda.synchronize()
        seconds.append(time.perf_counter() - begin)
    model.zero_grad(set_to_none=True)
    return min(seconds[1:])  # the first pass only warms up


def bfloat16_pays(model: nn.Module, images: torch.Tensor) -> bool:
    """Whether this machine is faster with bfloat16 autocast: it depends on the processor.

    With matrix units for bfloat16, such as AMX, it is much faster. Without them it is often slower, even on processors
    that have bfloat16 instructions.
    """
    images = images.to(device_of(model))
    return seconds_per_pass(model, images, autocast=True) < seconds_per_pass(model, images, autocast=False)


def checkpoint_path(name: str) -> Path:
    """Where lectures keep the state of a network: ``checkpoints/<name>.pt`` in the folder of the data cache."""
    return cache_folder() / "checkpoints" / f"{name}.pt"
