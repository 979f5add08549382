"""bubblewrap around the warm process: a system to read, Python, ``course_utils``, and nothing else.

No network, no other process, no home folder, no ``autograder``, gradebook, ``source/`` or submission in sight.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from course_utils.runner.isolation import system_files

HOME = Path("/tmp")
MOST_SECONDS = 20.0  # to find out whether it works
ORDINARY = "1000"  # who one is inside, also for root: a namespace below must not map root again


@cache
def works() -> bool:
    """Whether bubblewrap is installed and the system lets it make its namespaces."""
    if sys.platform != "linux" or shutil.which("bwrap") is None:
        return False
    try:
        return subprocess.run([*command(), "true"], capture_output=True, timeout=MOST_SECONDS).returncode == 0
    except subprocess.TimeoutExpired:  # it hangs, as where the system holds new namespaces back: it is of no use here
        return False


def command() -> list[str]:
    """The words to put before a command so that it runs in there. Open descriptors go along."""
    words = ["bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
             "--unshare-cgroup-try", "--uid", ORDINARY, "--gid", ORDINARY,
             "--die-with-parent", "--new-session", "--cap-drop", "ALL",
             "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", "/etc"]  # fmt: skip
    for folder in map(Path, system_files.PROGRAMS):
        if folder.is_symlink():  # /bin → usr/bin
            words += ["--symlink", os.readlink(folder), str(folder)]
        elif folder.is_dir():
            words += _read_only(folder)
    for path in (*system_files.SETTINGS, *system_files.HARDWARE):
        words += ["--ro-bind-try", path, path]
    visible = [Path(folder) for folder in dict.fromkeys([sys.base_prefix, sys.prefix])]
    package = _folder_of("course_utils")
    for folder in [*visible, package]:
        if not folder.is_relative_to("/usr"):
            words += _read_only(folder)
    ours = _folder_of("autograder")
    if any(ours.is_relative_to(folder) for folder in [*visible, Path("/usr")]):  # installed beside other packages
        words += ["--tmpfs", str(ours)]
    return [*words, "--remount-ro", "/", "--chdir", str(HOME)]


def _folder_of(package: str) -> Path:
    """Where a package lies; it is not imported, because ours import PyTorch."""
    return Path(importlib.util.find_spec(package).origin).parent


def _read_only(folder: Path) -> list[str]:
    return ["--ro-bind", str(folder), str(folder)]
