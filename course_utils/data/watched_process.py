"""Running a program that downloads into a folder: with a progress bar, and stopped when it is too slow."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tqdm import tqdm

from course_utils.data.notices import bytes_bar
from course_utils.data.source import SourceFailed
from course_utils.data.speed_watch import SpeedWatch
from course_utils.data.workspace import folder_bytes

POLL_S = 0.1
START_LIMIT_S = 120  # until the program begins: importing torch from a cold network disk can take a minute


class ProgramFailed(Exception):
    """The program ended with an error; ``output`` is everything it wrote."""

    def __init__(self, output: str) -> None:
        super().__init__(output)
        self.output = output


def run_watched(
    command: Sequence[str],
    folder: Path,
    *,
    caption: str,
    total_bytes: int,
    arrived: Callable[[], int],
    watch: SpeedWatch,
    started: Callable[[], bool] = lambda: True,
    stdin_line: str = "",
) -> None:
    """Run ``command`` in ``folder`` until it ends; kill it if it becomes too slow or this call is interrupted.

    arrived: how many bytes of ``total_bytes`` are there, for the bar. Speed is judged by everything in ``folder``, so
        that unpacking counts as progress.
    started: turns true when the clock of ``watch`` may start.
    stdin_line: written to the program's standard input, which stays open until it ends.

    Raises SourceFailed if it cannot be started or is too slow, ProgramFailed if it ends with an error.
    """
    log = folder / "log.txt"
    with open(log, "wb") as output, bytes_bar(caption, total_bytes) as bar:
        try:
            # Without a buffer: what could not be written would be tried again on closing, and raise there.
            process = subprocess.Popen(
                command, cwd=folder, bufsize=0, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT
            )
        except OSError as error:
            raise SourceFailed(f"could not be started ({error})") from error
        with process:
            try:
                process.stdin.write(stdin_line.encode())
                _follow(process, folder, bar, arrived, watch, started)
            except BrokenPipeError:
                process.wait()  # it ended before reading: its exit code and its output tell why
            finally:
                process.kill()  # nothing happens if it has ended
        bar.update(min(arrived(), total_bytes) - bar.n)
    if process.returncode:
        raise ProgramFailed(log.read_text(errors="replace"))


def _follow(
    process: subprocess.Popen,
    folder: Path,
    bar: tqdm,
    arrived: Callable[[], int],
    watch: SpeedWatch,
    started: Callable[[], bool],
) -> None:
    """Wait until ``process`` ends. Raises SourceFailed if it becomes too slow, or never begins."""
    begin = time.monotonic()
    running = False
    while True:
        try:
            process.wait(timeout=POLL_S)
            return
        except subprocess.TimeoutExpired:
            bar.update(min(arrived(), bar.total) - bar.n)
        if running or (running := started()):
            if objection := watch.objection(time.monotonic(), folder_bytes(folder)):
                wanted = f"at least {watch.min_bytes_per_s / 1e3:.0f} kB/s wanted"
                raise SourceFailed(f"was given up: {objection}, {wanted}")
        elif time.monotonic() - begin > START_LIMIT_S:
            raise SourceFailed(f"was given up: it did not begin within {START_LIMIT_S} s")
