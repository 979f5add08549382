"""How much a process and all it started use, read from /proc: cheap enough to look several times a second."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import psutil

SECTOR = 512  # bytes: the unit of st_blocks


def processes(pid: int) -> list[int]:
    """The process and all its descendants; empty if it is gone."""
    return list(_descend(pid))


def memory_bytes(pid: int) -> int:
    """Resident memory of one process that is no file's: its own, and what it shares with its children. 0 if it is gone.

    Pages that it still shares with the process it was forked from count as well: subtract what it began with.
    """
    try:
        # Bytes: its first line is a name that the process has given itself, of whatever bytes it likes.
        status = Path(f"/proc/{pid}/status").read_bytes()
    except FileNotFoundError:
        try:
            return psutil.Process(pid).memory_info().rss
        except psutil.Error:
            return 0
    except OSError:
        return 0
    return 1024 * sum(
        int(line.split()[1]) for line in status.splitlines() if line.startswith((b"RssAnon", b"RssShmem"))
    )


def disk_bytes(folder: str) -> int:
    """What the files in a folder take on the disk; links are not followed. 0: gone."""
    taken = 0
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            with contextlib.suppress(OSError):
                taken += SECTOR * os.lstat(os.path.join(place, name)).st_blocks
    return taken


def _descend(pid: int) -> Iterator[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        if not psutil.LINUX and psutil.pid_exists(pid):
            yield from (pid, *(child.pid for child in psutil.Process(pid).children(recursive=True)))
        return
    yield pid
    for task in tasks:
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _descend(int(child))
