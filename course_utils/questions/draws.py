"""Random inputs for cases: readable numbers, and nothing symmetric that would hide a mistake."""

import numpy as np
import torch


def whole_numbers(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    """A float32 tensor of whole numbers from 1 to 9: easy to check by hand, and no zero hides a border."""
    return torch.from_numpy(rng.integers(1, 10, shape).astype(np.float32))


def distinct(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    """A float32 tensor of distinct non-zero values: flipped, transposed or turned it is never the same.

    Few values are multiples of 0.5, many of 0.1, so that sums stay small enough for float32 in any order.
    """
    count = int(np.prod(shape))
    values = np.arange(1, count + 1) * (0.5 if count <= 20 else 0.1)
    # A kernel has both signs.
    signs = np.where(np.arange(count) % 3 == 2, -1.0, 1.0)
    return torch.from_numpy(rng.permutation(values * signs).reshape(shape).astype(np.float32))


def normal(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    """A float32 tensor of standard normal values."""
    return torch.from_numpy(rng.standard_normal(shape).astype(np.float32))
