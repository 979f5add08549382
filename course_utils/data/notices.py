"""Lines and progress bars for the reader.

They go to standard output: a notebook paints standard error red, as if something had broken, and nbgrader
takes points off for it.
"""

from __future__ import annotations

import sys

from tqdm import tqdm


def say(text: str) -> None:
    """One line of plain information."""
    print(f"[course data] {text}", flush=True)


def warn(heading: str, text: str) -> None:
    """One line that must not be overlooked; ``heading`` is a word in capitals."""
    print(f"[course data] {heading}: {text}", flush=True)


def bytes_bar(caption: str, total: int) -> tqdm:
    """A progress bar counting bytes up to ``total``; works in a terminal, in a notebook and in a log."""
    return tqdm(desc=caption, total=total, unit="B", unit_scale=True, file=sys.stdout, mininterval=0.5)


def megabytes(n_bytes: int) -> str:
    return f"{n_bytes / 1e6:,.0f} MB"
