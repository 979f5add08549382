"""Where the memory of freed tensors goes: back to the operating system, or to the next tensor."""

import ctypes
import sys

# What glibc's malloc.h names M_…, and mallopt(3) explains.
TRIM_THRESHOLD, MMAP_THRESHOLD, MMAP_MAX = -1, -3, -4


def keep_freed_memory(keep: bool = True) -> bool:
    """Keep the memory that this process frees for its next tensors, until the process ends.

    By itself, the C library returns large blocks to the operating system as soon as they are freed, and gets the
    next ones from it page by page, each filled with zeros first. A training step frees and makes tensors of the same
    sizes as the one before, so this can take a good part of its time. The price is that the process stays as large as
    it once was. Only the CPU's memory is meant: on a GPU, PyTorch keeps what it has freed anyway.

    keep: False goes back to what the C library does by itself after its first large blocks.

    Returns whether it could be arranged: on Linux with the GNU C library, from mallopt(3). Elsewhere nothing changes.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is None:
        return False
    if keep:
        return bool(mallopt(MMAP_MAX, 0) and mallopt(TRIM_THRESHOLD, -1))
    large = 32 * 1024**2  # the largest block that it stops fetching one by one
    return bool(mallopt(MMAP_MAX, 65536) and mallopt(MMAP_THRESHOLD, large) and mallopt(TRIM_THRESHOLD, 2 * large))
