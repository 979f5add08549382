"""Audit events (PEP 578) for what has none of its own, but leads past whoever looks."""

import _signal
import signal
import sys
from collections.abc import Callable
from typing import Any

import torch

# Python calls a signal's handler with the frame of whatever runs. And an operator's kernel that PyTorch is asked for,
# instead of the operator, runs where no mode and no profile sees it.
HANDLER, KERNEL = "signal.signal", "torch.redispatch"


def announce_what_has_no_event() -> None:
    """From now on, whoever installs a signal's handler or asks for an operator's kernel raises an event."""
    # Python's own module keeps it under the second name.
    _signal.signal = signal.signal.__wrapped__ = _announced(_signal.signal, HANDLER)
    handle = getattr(torch._C, "_DispatchOperatorHandle", None)  # PyTorch's own name, which a version may lack
    if handle is not None:
        handle.redispatch_boxed = _announced(handle.redispatch_boxed, KERNEL)


def _announced(function: Callable[..., Any], event: str) -> Callable[..., Any]:
    announce = sys.audit  # kept here: a cell finds this module, and can put other things under its names

    def announced(*args: Any, **options: Any) -> Any:
        announce(event, *args)
        return function(*args, **options)

    return announced
