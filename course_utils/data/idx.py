"""The IDX format of the MNIST files: a magic number that says type and dimensions, the sizes, then the bytes.

    00 00 08 03: two zero bytes, 08 = unsigned bytes, 03 = three dimensions.
    00 00 ea 60: each size as a big-endian 32-bit integer, 60,000 …
    00 00 00 1c: … images of 28 …
    00 00 00 1c: … by 28.

The bytes follow image after image, row after row.
"""

from __future__ import annotations

import math
import struct

import numpy as np

UNSIGNED_BYTES = 0x08


def parse_idx(content: bytes, dimensions: int) -> np.ndarray:
    """The uint8 array in an IDX file with so many dimensions. Raises ValueError if it is anything else."""
    header = 4 + 4 * dimensions
    if len(content) < header:
        raise ValueError(f"a file of {len(content)} bytes, shorter than its header of {header}")
    magic, *sizes = struct.unpack_from(f">{1 + dimensions}I", content)
    if magic != UNSIGNED_BYTES << 8 | dimensions:
        raise ValueError(f"magic number 0x{magic:08x}, but 0x{UNSIGNED_BYTES << 8 | dimensions:08x} expected")
    if len(content) - header != math.prod(sizes):
        raise ValueError(f"{len(content) - header:,} bytes of data where {'×'.join(map(str, sizes))} belong")
    # A copy, because an array over `bytes` is read-only, which torch.from_numpy objects to.
    return np.frombuffer(content, np.uint8, offset=header).reshape(sizes).copy()
