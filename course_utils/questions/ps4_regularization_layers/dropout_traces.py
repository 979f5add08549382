"""What can be read off the output of a dropout layer."""

import math

import torch

DEVIATIONS = 5.5  # a normal number is further off than that 4 times in 100 million


def close(got: torch.Tensor, expected: torch.Tensor) -> torch.Tensor:
    """Where two tensors are equal up to rounding."""
    return torch.isclose(got.double(), expected.double(), rtol=1e-4, atol=1e-6)


def dropped(out: torch.Tensor) -> torch.Tensor:
    """Where the output is zero. The input never is."""
    return out == 0


def most_off(count: int, p: float) -> float:
    """How far from its mean a number of successes in ``count`` trials may be."""
    return DEVIATIONS * math.sqrt(count * p * (1 - p))


def within(successes: int, count: int, p: float) -> bool:
    """Whether chance explains so many successes, each with probability ``p``."""
    return abs(successes - count * p) <= most_off(count, p)


def agreement(out: torch.Tensor, axis: int) -> tuple[int, int]:
    """Of how many pairs of neighbours along an axis both are dropped or neither, and how many pairs there are.

    If each number is dropped with probability 1/2 by itself, each pair is alike with 1/2, independently of all others.
    """
    gone = dropped(out)
    size = gone.shape[axis]
    equal = gone.narrow(axis, 1, size - 1) == gone.narrow(axis, 0, size - 1)
    return int(equal.sum()), equal.numel()
