"""An IPython that runs code cells and records their outputs as a Jupyter kernel would send them."""

import io
import sys
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from course_utils.checking.observe import message_of

Output = dict[str, Any]

MOST_OUTPUTS = 1_000  # of a cell: each is checked, stored and put on a page, however little there is in it
MOST_IN_ALL = MOST_OUTPUTS + 2  # with the sentence that more were left out, and the error that ended the cell
COST = 100  # characters that an output counts for besides what is in it
MOST_LINES = 50  # of a traceback
MOST_NAME, MOST_MESSAGE = 200, 2_000  # characters of an error's name and message
MORE_OUTPUTS = f"[… the rest was left out: the cell shows more than {MOST_OUTPUTS:,} outputs]\n"
MORE_TEXT = "\n[… the rest was left out: the cell prints too much]\n"


class CellOutputs:
    """The outputs of one cell in nbformat's form, in the order in which they came, up to a number of characters.

    most_bytes: how many. Pictures are base64, and most text is ASCII: there, a character is a byte.
    """

    def __init__(self, most_bytes: int) -> None:
        self.outputs: list[Output] = []
        self._left = most_bytes
        self._said_so = False  # that text was left out

    def stream(self, name: str, text: str) -> None:
        goes_on = bool(self.outputs) and self.outputs[-1].get("name") == name and len(self.outputs) <= MOST_OUTPUTS
        if not goes_on and not self._has_room():
            return
        text = self._cut(text)
        if goes_on:
            self.outputs[-1]["text"] += text
        elif text:
            self._append({"output_type": "stream", "name": name, "text": text})

    def display(self, data: dict[str, Any]) -> None:
        self._add("display_data", data)

    def result(self, data: dict[str, Any]) -> None:
        self._add("execute_result", data, execution_count=None)

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        # The first one is always kept: it may tell why there is no evidence.
        if not self._has_room() and any(one["output_type"] == "error" for one in self.outputs):
            return
        traceback = [self._cut(line) for line in traceback[-MOST_LINES:]]
        error = {"ename": name[:MOST_NAME], "evalue": value[:MOST_MESSAGE], "traceback": traceback}
        self._append({"output_type": "error", **error})

    def clear(self) -> None:
        self.outputs.clear()
        self._said_so = False

    def _add(self, output_type: str, data: dict[str, Any], **more: Any) -> None:
        if not self._has_room():
            return
        # Only text and base64 leave a kernel; anything else is an object that merely pretends. What an output says of
        # itself (its metadata) is not shown.
        kept = {str(kind): text for kind, value in data.items() if (text := _in_one_piece(value)) is not None}
        size = sum(len(kind) + len(text) for kind, text in kept.items())
        if size > self._left:
            self.stream("stdout", f"[an output of {size:,} characters was left out: the cell prints too much]\n")
            return
        self._left -= size
        self._append({"output_type": output_type, "data": kept, "metadata": {}, **more})

    def _append(self, output: Output) -> None:
        self._left = max(0, self._left - COST)
        self.outputs.append(output)

    def _has_room(self) -> bool:
        """Whether one more output may come. That no more do is said once."""
        if len(self.outputs) == MOST_OUTPUTS:
            self.outputs.append({"output_type": "stream", "name": "stdout", "text": MORE_OUTPUTS})
        return len(self.outputs) < MOST_OUTPUTS

    def _cut(self, text: str) -> str:
        if len(text) <= self._left:
            self._left -= len(text)
            return text
        kept, self._left = text[: self._left], 0
        said_so, self._said_so = self._said_so, True
        return kept if said_so else kept + MORE_TEXT


def _in_one_piece(value: object) -> str | None:
    """A text, which may come as a list of its lines; None for anything else."""
    try:
        return "".join(value if isinstance(value, list) else [value])
    except TypeError:
        return None


class _Stream(io.TextIOBase):
    """Standard output or error of the cell that runs."""

    encoding = "utf-8"

    def __init__(self, shell: "RecordingShell", name: str) -> None:
        super().__init__()
        self._shell, self._name = shell, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._shell.cell_outputs.stream(self._name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(self, data: Any, metadata: Any = None, *, source: Any = None, transient: Any = None,
                update: bool = False, **kwargs: Any) -> None:  # fmt: skip
        self.shell.cell_outputs.display(data)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.cell_outputs.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.shell.cell_outputs.result(format_dict)


class RecordingShell(InteractiveShell):
    """IPython with its outputs kept as data.

    most_bytes: how many characters of outputs each of the cells to come may have.
    """

    def __init__(self, **options: Any) -> None:
        self.most_bytes = 1_000_000
        self.cell_outputs = CellOutputs(self.most_bytes)
        super().__init__(display_pub_class=_Publisher, displayhook_class=_Hook, **options)
        self.history_manager.enabled = False
        self.display_pub.shell = self

    def init_history(self) -> None:
        # In memory: a notebook that is graded leaves nothing behind.
        self.config.HistoryManager.hist_file = ":memory:"
        super().init_history()

    def run(self, source: str, then: Callable[[list[Output]], None]) -> None:
        """Run one cell and hand its outputs to ``then``. What the cell raises is one of the outputs."""
        self.cell_outputs = CellOutputs(self.most_bytes)
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        try:
            ran = self.run_cell(source, store_history=True)
            self._note_unshown(ran.error_before_exec or ran.error_in_exec)
        except (Exception, SystemExit, KeyboardInterrupt):  # also of IPython's own, while it reads the cell
            self.showtraceback()
        finally:
            sys.stdout, sys.stderr = streams
            then(self.cell_outputs.outputs)

    def _note_unshown(self, error: BaseException | None) -> None:
        """An error whose traceback could not be made, as where no memory is left for it."""
        if error is not None and not any(one["output_type"] == "error" for one in self.cell_outputs.outputs):
            self.cell_outputs.error(type(error).__name__, message_of(error), [])

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.cell_outputs.error(getattr(etype, "__name__", str(etype)), message_of(evalue), list(stb))

    def enable_gui(self, gui: Any = None) -> None:
        pass  # there is no screen; plots are pictures
