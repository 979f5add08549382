"""What comes before training: where it runs, and the random numbers it starts from."""

import random

import numpy as np
import torch


def choose_device() -> torch.device:
    """The first CUDA GPU if there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def seed_everything(seed: int) -> None:
    """Start the random numbers of Python, NumPy and PyTorch (on every device) from ``seed``.

    The same seed on the same machine gives the same numbers. On another machine, another version or another
    number of threads, sums are taken in another order, and training drifts apart by rounding.
    """
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
