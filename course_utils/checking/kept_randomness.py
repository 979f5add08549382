"""Random numbers as if nobody had looked: what a check draws and seeds changes nothing for the cells after it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch


@contextmanager
def kept_randomness() -> Iterator[None]:
    """After the block, Python's, NumPy's and PyTorch's global generators (the CPU's) are where they were before."""
    python, numpy, pytorch = random.getstate(), np.random.get_state(), torch.get_rng_state()
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)
        torch.set_rng_state(pytorch)


def seed_cpu(seed: int) -> None:
    """Start PyTorch's global generator of the CPU from ``seed``.

    Where there is no GPU, ``torch.manual_seed`` notes the seed for one that may be found later, with a stack trace each
    time: that takes seventy times as long, and the questions seed thousands of times.
    """
    torch.default_generator.manual_seed(seed)
