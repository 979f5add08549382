"""Whether a process keeps what it frees, seen by the pages that it has to fetch: in processes of their own."""

import subprocess
import sys

import pytest

from autograder.course import PROJECT
from course_utils.training import keep_freed_memory

pytestmark = pytest.mark.skipif(
    not keep_freed_memory(keep=False), reason="only the GNU C library can be told to keep what is freed"
)

FETCHES = """
import resource, runpy, sys

keep_freed_memory = runpy.run_path(sys.argv[1])["keep_freed_memory"]  # alone: PyTorch takes long to import
for word in sys.argv[2:]:
    assert keep_freed_memory(word == "keep")
for _ in range(30):
    b"x" * 2**26
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(10):
    b"x" * 2**26
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def pages_fetched(*words: str) -> int:
    """By ten blocks of 64 MB, one after the other."""
    file = PROJECT / "course_utils" / "training" / "memory.py"
    run = subprocess.run([sys.executable, "-c", FETCHES, file, *words], capture_output=True, text=True, check=True)
    return int(run.stdout)


def test_the_next_block_gets_the_memory_of_the_last():
    by_itself, kept, taken_back = pages_fetched(), pages_fetched("keep"), pages_fetched("keep", "by itself")
    assert kept < by_itself / 20
    assert taken_back > by_itself / 2


@pytest.mark.parametrize("library", [object(), None], ids=["without mallopt", "not on Linux"])
def test_elsewhere_nothing_changes(monkeypatch, library):
    monkeypatch.setattr(sys, "platform", "linux" if library else "win32")
    monkeypatch.setattr("ctypes.CDLL", lambda name: library)
    assert keep_freed_memory() is False
