"""PyTorch's switches as if nobody had touched them: an answer that leaves one over spoils no other answer."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def kept_settings() -> Iterator[None]:
    """The block begins as a notebook does, with gradients and float32 by default; after it, all switches are where they
    were before.

    These are gradients, the default dtype, the number of threads and whether algorithms have to be deterministic.
    """
    dtype, threads, deterministic = torch.get_default_dtype(), torch.get_num_threads(), _deterministic()
    with torch.enable_grad():
        try:
            if dtype is not torch.float32:
                torch.set_default_dtype(torch.float32)
            yield
        finally:
            torch.set_default_dtype(dtype)
            # These two take long, also where there is nothing to change.
            if torch.get_num_threads() != threads:
                torch.set_num_threads(threads)
            if _deterministic() != deterministic:
                torch.use_deterministic_algorithms(deterministic[0], warn_only=deterministic[1])


def _deterministic() -> tuple[bool, bool]:
    return torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()
