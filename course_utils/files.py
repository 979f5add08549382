"""Writing files so that nothing half-written is ever left under a name that somebody reads."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".cnn-course-partial-"  # ours alone: leftovers with this name may be deleted, wherever they lie


@contextmanager
def atomic_file(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A binary file to write that appears as ``path``, whole, when the block ends, and not at all if it raises.

    A read-only predecessor is replaced, and whoever writes the same file at the same time disturbs nobody.

    durable: whether it outlasts a power cut from then on; without that, writing many small files is much faster.

    Raises OSError if the folder cannot be made or written, or is full; the previous ``path`` is then untouched. What
    could not be written is named ``path`` in it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, because a rename is atomic only within one file system. Opened plainly and not with
    # tempfile, whose files are private to their owner: a cache may be shared by a whole computer room. The file's own
    # name is left out: with it, a name of the greatest length could not be written.
    partial = path.parent / f"{PARTIAL}{secrets.token_hex(6)}"
    try:
        with open(partial, "xb") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError as error:
        if error.filename != os.fspath(partial):
            raise
        # Nobody knows the other name. From the number, Python makes the same kind of error.
        raise OSError(error.errno, error.strerror, os.fspath(path)) from None
    finally:
        with suppress(OSError):  # it has been renamed, or what went wrong with it has been said
            partial.unlink()
    if durable and os.name == "posix":  # a rename lasts through a power cut only once its folder is on the disk as well
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_leftovers(folder: Path, seconds: float) -> None:
    """Delete what killed processes left half-made in a folder, and nobody has touched for so long."""
    for path in folder.glob(f"{PARTIAL}*"):
        try:
            if time.time() - path.stat().st_mtime > seconds:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError:  # somebody else's, or just being deleted by another process
            continue
