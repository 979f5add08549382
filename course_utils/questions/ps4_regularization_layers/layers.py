"""What the probes of layers have in common."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import nn

from course_utils.checking.kept_randomness import seed_cpu

MODULE = "an nn.Module"


@contextmanager
def own_randomness(seed: int) -> Iterator[None]:
    """Every generator that a layer might use starts from the seed, and goes on afterwards as if nothing had been."""
    python, numpy = random.getstate(), np.random.get_state()
    with torch.random.fork_rng(devices=[]):
        seed_cpu(seed)
        np.random.seed(seed)
        random.seed(seed)
        try:
            yield
        finally:
            random.setstate(python)
            np.random.set_state(numpy)


@contextmanager
def one_thread() -> Iterator[None]:
    """For networks so small that several threads would spend their time waiting for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def called(layer: Any) -> str:
    """What a layer is: :data:`MODULE`, or what it is instead."""
    return MODULE if isinstance(layer, nn.Module) else f"of the type {type(layer).__name__}"


def compute_unseen(layer: Callable[[torch.Tensor], Any], x: torch.Tensor) -> None:
    """Let the layer compute once where PyTorch doesn't take its own dropout apart, so that the recorder sees it."""
    with torch.inference_mode():
        layer(x.clone())
