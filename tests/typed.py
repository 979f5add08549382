"""The command line without a process of its own: what a person types, and what comes back."""

import gc
import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest.mock import patch

from in_this_process import InThisProcess

from autograder import cli


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said; ``told`` is all of that as one line, however wide the terminal is."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def told(self) -> str:
        return " ".join(f"{self.stdout} {self.stderr}".split())


def typed(*arguments: object) -> Done:
    """``autograder …`` as its program runs it, only that this process also grades."""
    return typed_program(lambda: cli.app([str(one) for one in arguments]))


def typed_program(run: Callable[[], None]) -> Done:
    """The same for another program than ``autograder``."""
    stdout, stderr, status = io.StringIO(), io.StringIO(), 0
    with (
        redirect_stdout(stdout),
        redirect_stderr(stderr),
        patch("autograder.executors.local.LocalExecutor", lambda *_, **__: InThisProcess()),
    ):
        try:
            cli.main(run)
        except SystemExit as end:
            status = end.code or 0
        finally:
            gc.unfreeze()  # a program that ends need not; the tests go on
    return Done(status, stdout.getvalue(), stderr.getvalue())
