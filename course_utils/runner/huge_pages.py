"""Put a process's memory into large pages, so that forking it copies a few hundred page-table entries, not 100,000.

Measured on a process with PyTorch imported: a fork, a small cell and the exit took 33 ms of CPU, and 17 ms after this.
"""

import ctypes
import sys
from pathlib import Path

MADV_COLLAPSE = 25  # since Linux 6.1; before that it is an error, and nothing changes
LARGE = 2 << 20


def collapse() -> int:
    """Ask the kernel for large pages wherever private memory fills one; the number of pages that were made large."""
    if sys.platform != "linux":
        return 0
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    made = 0
    for line in Path("/proc/self/maps").read_text().splitlines():
        addresses, rights, _, _, _, *name = line.split()
        if not rights.startswith("rw-p") or (name and name[0] != "[heap]"):
            continue
        start, end = (int(address, 16) for address in addresses.split("-"))
        for page in range(-(-start // LARGE) * LARGE, end - LARGE + 1, LARGE):
            made += madvise(page, LARGE, MADV_COLLAPSE) == 0
    return made
