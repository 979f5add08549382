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

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
SETTINGS = ("ld.so.cache", "localtime", "fonts", "mime.types", "os-release", "alternatives", "nsswitch.conf")
WHO_IS_WHO = ("passwd", "group")
HOME = Path("/tmp")
ORDINARY = "1000"  # who one is inside, also for root: a namespace below must not map root again


@cache
def works() -> bool:
    """Whether bubblewrap is installed and the system lets it make its namespaces."""
    if sys.platform != "linux" or shutil.which("bwrap") is None:
        return False
    return subprocess.run([*command(), "true"], capture_output=True, timeout=20).returncode == 0


def command() -> list[str]:
    """The words to put before a command so that it runs in there. Open descriptors go along."""
    words = ["bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
             "--unshare-cgroup-try", "--uid", ORDINARY, "--gid", ORDINARY,
             "--die-with-parent", "--new-session", "--cap-drop", "ALL",
             "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", "/etc"]  # fmt: skip
    for folder in map(Path, SYSTEM):
        if folder.is_symlink():  # /bin → usr/bin
            words += ["--symlink", os.readlink(folder), str(folder)]
        elif folder.is_dir():
            words += _read_only(folder)
    for name in (*SETTINGS, *WHO_IS_WHO):
        words += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    words += ["--ro-bind-try", "/sys/devices/system", "/sys/devices/system"]
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
