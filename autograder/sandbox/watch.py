"""How much a process and all it started use, read from /proc: cheap enough to look several times a second."""

import contextlib
import os
import signal
from collections.abc import Iterable, Iterator
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


def alone_and_divided(pid: int, inherited: int) -> tuple[int, int]:
    """Of that memory, what the process has for itself alone; and all of it, what several share is divided among them.

    So the second numbers of all who share add up to what is there. For a large process the kernel takes milliseconds.
    Where the system does not tell (before Linux 5.3), both are all of it less the bytes ``inherited``.
    """
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines()[1:]
        kilobytes = {name: int(value) for name, value, *_ in map(bytes.split, lines)}
        return 1024 * kilobytes[b"Private_Dirty:"], 1024 * (kilobytes[b"Pss_Anon:"] + kilobytes[b"Pss_Shmem:"])
    except PermissionError:  # a process can ask not to be looked into, and gains nothing by it
        return (memory_bytes(pid),) * 2
    except (OSError, KeyError):  # it may also have ended: then it has nothing
        return (max(0, memory_bytes(pid) - inherited),) * 2


@contextlib.contextmanager
def stopped(pids: Iterable[int]) -> Iterator[None]:
    """A context in which these processes do not run."""
    _signal_all(pids, signal.SIGSTOP)
    try:
        yield
    finally:
        _signal_all(pids, signal.SIGCONT)


def _signal_all(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


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
