"""Which operators PyTorch ran on this thread, at any depth: they show here where no dispatch mode sees them."""

import contextlib
import secrets
from typing import Any

try:  # PyTorch's own names: where a version lacks one, nothing is known of what ran below
    from torch._C import _current_graph_task_id
    from torch._C._autograd import (
        _disable_profiler,
        _disable_profiler_legacy,
        _enable_profiler_legacy,
        _profiler_enabled,
        _profiler_type,
    )
    from torch._C._profiler import (
        ActiveProfilerType,
        ProfilerConfig,
        ProfilerState,
        _ExperimentalConfig,
        _RecordFunctionFast,
    )

    NAMES_ONLY = ProfilerConfig(ProfilerState.CPU, False, False, False, False, False, _ExperimentalConfig())
except (ImportError, TypeError):
    NAMES_ONLY = None


class DispatchedOperators:
    """A context in which PyTorch's profiler notes every operator: below a key guard and inside other operators, too.

    It can be entered again. Inside another profile, it notes nothing, since profiles can't be nested.

    names: such as ``aten::convolution``.
    switched_off: whether somebody has ended the profile in the block.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.switched_off = False
        self._mark = ""  # while it notes

    def __enter__(self) -> "DispatchedOperators":
        if NAMES_ONLY is not None and not _profiler_enabled():
            self._begin()
        return self

    def __exit__(self, *exc: Any) -> None:
        if self._mark:
            self._end()

    def make_room(self) -> None:
        """Keep names in the place of the events so far, which take ten times 300 bytes an operation."""
        # The engine of a backward pass puts this thread's profile back as it was when the pass began.
        if self._mark and _current_graph_task_id() == -1:
            self._end()
            self._begin()

    def _begin(self) -> None:
        with contextlib.suppress(RuntimeError):
            _enable_profiler_legacy(NAMES_ONLY)
            self._mark = secrets.token_hex(8)
            with _RecordFunctionFast(self._mark):  # it is in no other profile that somebody may begin
                pass

    def _end(self) -> None:
        names = set()
        with contextlib.suppress(RuntimeError):  # there is none, or one of another kind
            names = {event.name() for of_thread in _disable_profiler_legacy() for event in of_thread}
        self.switched_off |= self._mark not in names
        self.names |= {name for name in names if "::" in name}
        self._mark = ""


def end_profile() -> None:
    """End a profile that a cell has left on: inside it, no operator would be noted."""
    if NAMES_ONLY is not None and _profiler_enabled():
        of_old_kind = _profiler_type() == ActiveProfilerType.LEGACY
        with contextlib.suppress(RuntimeError):
            (_disable_profiler_legacy if of_old_kind else _disable_profiler)()
