"""A real Jupyter kernel in the notebook's own process, for notebooks that ask for more than IPython.

The kernel runs in the main thread, as it does in JupyterLab. A second thread stands in for JupyterLab: it sends the
cells, one after another, over Unix sockets in the notebook's own folder, and records what comes back.
"""

import contextlib
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell

from course_utils.runner.shell import CellOutputs, Output, RecordingShell

SECONDS_TO_START = 30
# What only a kernel has: comms, ipykernel's own parts, get_ipython().kernel. A layer's own self.kernel is not that.
# Blanks and no line ends: over many empty lines the time would grow with their square.
IMPORTS = re.compile(r"^[ \t]*(import|from)[ \t]+(ipykernel|comm)\b", re.MULTILINE)
ATTRIBUTE = re.compile(r"(?<!\bself)\.kernel\b")


def ask_for_a_kernel(sources: Iterable[str]) -> bool:
    """Whether cells use what IPython alone does not have."""
    return any(
        IMPORTS.search(source) or (source.count("get_ipython") and ATTRIBUTE.search(source)) for source in sources
    )


class KernelCells:
    """Runs cells in the kernel, as :class:`RecordingShell` does in IPython; for the second thread."""

    def __init__(self, client: object, shell: InteractiveShell) -> None:
        self._client, self.shell = client, shell
        self.most_bytes = 1_000_000  # of one cell's outputs

    def run(self, source: str, then: Callable[[list[Output]], None]) -> None:
        """Run one cell and hand its outputs to ``then``. What the cell raises is one of the outputs."""
        outputs = CellOutputs(self.most_bytes)
        self._client.execute_interactive(
            source, allow_stdin=False, output_hook=lambda message: _take_down(outputs, message), timeout=None
        )
        then(outputs.outputs)


def with_a_kernel(folder: Path, work: Callable[[KernelCells], None]) -> None:
    """Start a kernel in this process and call ``work`` in a thread beside it; never returns.

    folder: the working folder, where the kernel's sockets will be: their paths have to be short.
    """
    from ipykernel import kernelapp
    from matplotlib_inline import backend_inline

    class App(kernelapp.IPKernelApp):
        """A kernel without the TCP socket over which forked processes would send what they print."""

        def init_iopub(self, context: object) -> None:
            with_pipe = kernelapp.IOPubThread
            kernelapp.IOPubThread = lambda socket, pipe, session: with_pipe(socket, pipe=False, session=session)
            try:
                super().init_iopub(context)
            finally:
                kernelapp.IOPubThread = with_pipe

    RecordingShell.clear_instance()
    file = folder / "kernel.json"
    app = App.instance(
        transport="ipc", ip="kernel", connection_file=str(file), log_level=50, quiet=True, capture_fd_output=False
    )
    app.initialize([])
    backend_inline.configure_inline_support.current_backend = "unset"  # it was set up for the shell that is gone
    app.shell.enable_matplotlib("inline")

    def drive() -> None:
        try:
            with _client(file) as client:
                work(KernelCells(client, app.shell))
        except BaseException:  # as for the process as a whole: the exit status tells the grader
            os._exit(70)
        os._exit(0)

    threading.Thread(target=drive, daemon=True).start()
    app.start()
    os._exit(70)


@contextlib.contextmanager
def _client(file: Path) -> Iterator[object]:
    from jupyter_client import BlockingKernelClient

    client = BlockingKernelClient(connection_file=str(file))
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=SECONDS_TO_START)
    yield client
    client.stop_channels()


def _take_down(outputs: CellOutputs, message: dict) -> None:
    content = message["content"]
    match message["msg_type"]:
        case "stream":
            outputs.stream(content["name"], content["text"])
        case "display_data":
            outputs.display(content["data"])
        case "execute_result":
            outputs.result(content["data"])
        case "error":
            outputs.error(content["ename"], content["evalue"], content["traceback"])
        case "clear_output":
            outputs.clear()
