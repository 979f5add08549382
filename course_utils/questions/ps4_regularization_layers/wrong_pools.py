"""Poolings with a mistake: library calls, called differently.

A *pool* here is a library call ``pool(x, kernel, stride, padding)``. Each function makes a wrong pool of it.
"""

import re
from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F

Pool = Callable[..., torch.Tensor]


def stride_default_one(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride or 1, padding)


def stride_always_kernel(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, kernel, padding)


def stride_in_size_only(pool: Pool) -> Pool:
    def wrong(x, kernel, stride=None, padding=0):
        rows, columns = pool(x, kernel, stride, padding).shape[2:]
        return pool(x, kernel, 1, padding)[:, :, :rows, :columns]

    return wrong


def partial_windows(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride, padding, ceil_mode=True)


def padding_ignored(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride, 0)


def padded_with(pool: Pool, value: float, top: int = 1, bottom: int = 1) -> Pool:
    """So many times the padding above and on the left, and so many times below and on the right."""

    def wrong(x, kernel, stride=None, padding=0):
        first, last = top * padding, bottom * padding
        return pool(F.pad(x, (first, last, first, last), value=value), kernel, stride, 0)

    return wrong


def padded_on_one_axis(pool: Pool, axis: int) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(
        x, kernel, stride, tuple(padding * (one == axis) for one in (0, 1))
    )


def padding_not_in_size(pool: Pool) -> Pool:
    def wrong(x, kernel, stride=None, padding=0):
        rows, columns = pool(x, kernel, stride, 0).shape[2:]
        return pool(x, kernel, stride, padding)[:, :, :rows, :columns]

    return wrong


def window_two(pool: Pool) -> Pool:
    """The window is always 2×2; it is counted, and moves, as if it had the right size."""

    def wrong(x, kernel, stride=None, padding=0):
        rows, columns = pool(x, kernel, stride, padding).shape[2:]
        return pool(x, 2, stride or kernel, padding)[:, :, :rows, :columns]

    return wrong


def kernel_two(pool: Pool) -> Pool:
    """The same, and as many windows as there are of 2×2."""
    return lambda x, kernel, stride=None, padding=0: pool(x, 2, stride or kernel, padding)


def kernel_and_stride_two(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, 2, stride or 2, padding)


def window_one_smaller(pool: Pool, outside: float = 0.0) -> Pool:
    """A slice that ends one too early; the windows are counted, and move, as they should."""

    def wrong(x, kernel, stride=None, padding=0):
        rows, columns = pool(x, kernel, stride, padding).shape[2:]
        padded = F.pad(x, (padding,) * 4, value=outside)
        return pool(padded, kernel - 1, stride or kernel)[:, :, :rows, :columns]

    return wrong


def window_one_larger(pool: Pool, outside: float = 0.0) -> Pool:
    """A slice that ends one too late; at the edge of the image it is cut off, so there it has the right size."""

    def wrong(x, kernel, stride=None, padding=0):
        padded = F.pad(x, (padding,) * 4, value=outside)
        return pool(F.pad(padded, (0, 1, 0, 1), value=outside), kernel + 1, stride or kernel)

    return wrong


def mean_of_one_larger(x, kernel, stride=None, padding=0):
    """The same for averages: a window that is cut off has fewer pixels."""
    average = window_one_larger(F.avg_pool2d)
    inside = F.avg_pool2d(F.pad(torch.ones_like(F.pad(x, (padding,) * 4)), (0, 1, 0, 1)), kernel + 1, stride or kernel)
    return average(x, kernel, stride, padding) / inside


def divided_by_area(pool: Pool) -> Pool:
    """A sum over the wrong pixels, divided by how many there should be."""
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride, padding) / kernel**2


def without_plus_one(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride, padding)[:, :, :-1, :-1]


def last_window_left_zero(pool: Pool) -> Pool:
    def wrong(x, kernel, stride=None, padding=0):
        return F.pad(pool(x, kernel, stride, padding)[:, :, :-1, :-1], (0, 1, 0, 1))

    return wrong


def along_one_axis(pool: Pool, axis: int, cut: bool) -> Pool:
    """Along this axis the window moves by one; with ``cut``, the size is that for the stride all the same."""

    def wrong(x, kernel, stride=None, padding=0):
        steps = [stride or kernel] * 2
        steps[axis] = 1
        rows, columns = pool(x, kernel, stride, padding).shape[2:]
        out = pool(x, kernel, steps, padding)
        return out[:, :, :rows, :columns] if cut else out

    return wrong


def steps_over_output(pool: Pool) -> Pool:
    """``for i in range(0, rows, stride)`` with the right window: only every stride-th result is filled in."""

    def wrong(x, kernel, stride=None, padding=0):
        full, step = pool(x, kernel, stride, padding), stride or kernel
        out = torch.zeros_like(full)
        out[..., ::step, ::step] = full[..., ::step, ::step]
        return out

    return wrong


def stored_at_input_index(pool: Pool) -> Pool:
    """The same loop, whose index serves for the window as well."""

    def wrong(x, kernel, stride=None, padding=0):
        out, step = torch.zeros_like(pool(x, kernel, stride, padding)), stride or kernel
        rows, columns = out.shape[2:]
        out[..., ::step, ::step] = pool(x, kernel, 1, padding)[..., :rows:step, :columns:step]
        return out

    return wrong


def stride_divides_twice(pool: Pool) -> Pool:
    """The same loop, its results appended: too few of them."""

    def wrong(x, kernel, stride=None, padding=0):
        rows, columns = pool(x, kernel, stride, padding).shape[2:]
        step = stride or kernel
        return pool(x, kernel, 1, padding)[..., :rows:step, :columns:step]

    return wrong


def stride_divides_twice_but_moves(pool: Pool) -> Pool:
    def wrong(x, kernel, stride=None, padding=0):
        step = stride or kernel
        return pool(x, kernel, stride, padding)[..., ::step, ::step]

    return wrong


def transposed(pool: Pool) -> Pool:
    return lambda x, kernel, stride=None, padding=0: pool(x, kernel, stride, padding).transpose(2, 3)


def height_for_both(pool: Pool) -> Pool:
    def wrong(x, kernel, stride=None, padding=0):
        out = pool(x, kernel, stride, padding)
        return out[..., : out.shape[2]]

    return wrong


def width_for_both(pool: Pool) -> Pool:
    def wrong(x, kernel, stride=None, padding=0):
        out = pool(x, kernel, stride, padding)
        return out[:, :, : out.shape[3]]

    return wrong


def output_size_swapped(pool: Pool) -> Pool:
    """The results are laid out width × height, filled where the indices fit."""

    def wrong(x, kernel, stride=None, padding=0):
        full = pool(x, kernel, stride, padding)
        side = min(full.shape[2:])
        inner = full[:, :, :side, :side]
        return F.pad(inner, (0, full.shape[2] - side, 0, full.shape[3] - side))

    return wrong


def over_batch_and_channels(pool: Pool, together: Pool) -> Pool:
    """``together`` is how the values at one place of all images and channels become one."""

    def wrong(x, kernel, stride=None, padding=0):
        out = pool(x, kernel, stride, padding)
        return together(out, dim=(0, 1), keepdim=True).expand_as(out)

    return wrong


def over_channels(pool: Pool, together: Pool) -> Pool:
    """As before, but each image for itself: every channel gets the same."""

    def wrong(x, kernel, stride=None, padding=0):
        out = pool(x, kernel, stride, padding)
        return together(out, dim=1, keepdim=True).expand_as(out)

    return wrong


_RUNS_OVER = re.compile(r"out of (bounds|range)|non-zero size|numel\(\) == 0|zero-size array|must match|broadcast")
_NO_ROOM = re.compile(r"is invalid for input of size|cannot reshape array")
_NOTHING_LEFT = re.compile(r"non-zero size|numel\(\) == 0|zero-size array|tensor \(0\)|into shape \(.*\b0\b.*\)")
_NONE_FOR_A_NUMBER = re.compile(
    r"must be int, not NoneType|'NoneType' object cannot be interpreted as an integer"
    r"|unsupported operand type.*'NoneType'|not supported between .*'NoneType'"
)
_PLACE_OUTSIDE = re.compile(r"index (\d+) is out of bounds for (?:dimension|axis) ([23]) with size (\d+)")


def _said(seen: Any, about: re.Pattern) -> re.Match | None:
    return about.search(seen.error.message) if seen.error is not None else None


def _steps(verdict: Any) -> tuple[int, int, int]:
    """Kernel, stride and padding of a case."""
    kernel, options = verdict.case.args[1], verdict.case.options
    return kernel, options.get("stride", kernel), options.get("padding", 0)


def one_side_for_both(verdict: Any, seen: Any) -> bool:
    """A square result where none should be, or a window that runs over an edge of an image that is no square."""
    height, width = verdict.case.args[0].shape[2:]
    if isinstance(seen.value, torch.Tensor) and seen.value.ndim == 4:
        sides, (rows, columns) = verdict.expected.shape[2:], seen.value.shape[2:]
        return sides[0] != sides[1] and rows == columns and rows in sides
    return height != width and _said(seen, _RUNS_OVER) is not None


def breaks_where_windows_do_not_fit(verdict: Any, seen: Any) -> bool:
    """A reshape that takes windows side by side, on an image which they don't cover."""
    kernel, _, padding = _steps(verdict)
    covered = all((side + 2 * padding) % kernel == 0 for side in verdict.case.args[0].shape[2:])
    return not covered and _said(seen, _NO_ROOM) is not None


def breaks_without_padding(verdict: Any, seen: Any) -> bool:
    """A name that exists only inside ``if padding``, or the empty slice ``[p:-p]``."""
    if seen.error is None or _steps(verdict)[2]:
        return False
    return seen.error.type_name == "UnboundLocalError" or _said(seen, _NOTHING_LEFT) is not None


def breaks_without_stride(verdict: Any, seen: Any) -> bool:
    """None where a number is wanted, in a call that gives no stride, and in a line about it (if the line is known)."""
    if "stride" in verdict.case.options or not _said(seen, _NONE_FOR_A_NUMBER):
        return False
    return "stride" in (seen.error.line or "stride")


def stores_outside_the_output(verdict: Any, seen: Any) -> bool:
    """An index that is too large for the results, of which there are as many as there should be."""
    found, (kernel, stride, padding) = _said(seen, _PLACE_OUTSIDE), _steps(verdict)
    if not found or stride == 1:
        return False
    index, axis, size = map(int, found.groups())
    outputs = (verdict.case.args[0].shape[axis] + 2 * padding - kernel) // stride + 1
    return size == outputs and index % stride == 0
