"""One window of a convolution: which pixels meet which weights, and the sum they give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor

from course_utils.plotting.cells import number_text
from course_utils.plotting.figure import show_figure
from course_utils.plotting.images import draw_images
from course_utils.plotting.palette import WINDOW

if TYPE_CHECKING:  # slow to import: only when there is something to draw
    from matplotlib.figure import Figure

LINE = 0.21  # inches: one line of the sum


def show_window(
    image: Tensor,
    kernel: Tensor,
    at: tuple[int, int] = (0, 0),
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    reveal: int | None = None,
) -> None:
    """Display the window that belongs to one output: its pixels, their weights, and the sum.

    image: H×W.
    kernel: kh×kw. It is not flipped (what PyTorch calls convolution).
    at: (row, column) of the output.
    stride, padding, dilation: ints, as for ``F.conv2d``; padding is with zeros.
    reveal: how many outputs are shown, counted row by row; all of them, if not given.

    The description for people who can't see the figure is written from the numbers themselves.
    Raises ValueError if no window fits, IndexError if there is no such output.
    """
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    alt = describe_window(image, kernel, at, **options)
    show_figure(alt, draw_window, image, kernel, at, reveal=reveal, **options)


def draw_window(
    image: Tensor,
    kernel: Tensor,
    at: tuple[int, int] = (0, 0),
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    reveal: int | None = None,
) -> Figure:
    """The figure of ``show_window``, not yet displayed.

    Raises ValueError if no window fits, IndexError if there is no such output.
    """
    image, kernel = torch.as_tensor(image).float(), torch.as_tensor(kernel).float()
    output = _output(image, kernel, stride, padding, dilation)
    _check(at, output)
    shown = output.clone()
    shown.view(-1)[reveal if reveal is not None else output.numel() :] = torch.nan
    padded = F.pad(image, (padding,) * 4)
    title = "image" if not padding else f"image with padding {padding}"
    figure = draw_images([padded, kernel, shown], [title, "kernel", "output"], boxes=[[], [], [(*at, 1, 1)]])
    _draw_padding(figure.axes[0], padded.shape, padding)
    _draw_taps(figure.axes[0], kernel, at, stride, dilation)
    lines = sum_lines(image, kernel, at, stride=stride, padding=padding, dilation=dilation)
    _write_below(figure, lines)
    return figure


def describe_window(
    image: Tensor,
    kernel: Tensor,
    at: tuple[int, int] = (0, 0),
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
) -> str:
    """In words what ``draw_window`` shows: where the window lies, its sum, and the size of the output.

    Raises ValueError if no window fits, IndexError if there is no such output.
    """
    image, kernel = torch.as_tensor(image).float(), torch.as_tensor(kernel).float()
    output = _output(image, kernel, stride, padding, dilation)
    lines = sum_lines(image, kernel, at, stride=stride, padding=padding, dilation=dilation)
    sides = ["by".join(f" {side} " for side in array.shape).strip() for array in (image, kernel, output)]
    return (
        f"An image of {sides[0]} pixels, a kernel of {sides[1]} weights, stride {stride}, padding {padding}, "
        f"dilation {dilation}. The output has {sides[2]} numbers. Marked is the window of output {at[0]}, {at[1]}. "
        f"It starts at row {at[0] * stride}, column {at[1] * stride} of the padded image, and its sum is "
        f"{' '.join(lines)}."
    )


def sum_lines(
    image: Tensor,
    kernel: Tensor,
    at: tuple[int, int] = (0, 0),
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
) -> list[str]:
    """The sum of one window as text, such as ``12·1 + 3·2 + 25·3 + 10·4 = 133``: a list of lines.

    A small kernel takes one line, a larger one a line for each of its rows.
    Raises ValueError if no window fits, IndexError if there is no such output.
    """
    image, kernel = torch.as_tensor(image).float(), torch.as_tensor(kernel).float()
    output = _output(image, kernel, stride, padding, dilation)
    at = tuple(at)
    _check(at, output)
    padded = F.pad(image, (padding,) * 4)
    rows = []
    for a, weights in enumerate(kernel.tolist()):
        row = padded[at[0] * stride + a * dilation, at[1] * stride :: dilation].tolist()
        rows.append([f"{_text(pixel)}·{_text(weight)}" for pixel, weight in zip(row, weights, strict=False)])
    if kernel.numel() <= 4:
        rows = [[term for row in rows for term in row]]
    lines = [" + ".join(row) + (" +" if number < len(rows) - 1 else "") for number, row in enumerate(rows)]
    lines[-1] += f" = {_text(output[at].item(), alone=True)}"
    return lines


def _output(image, kernel, stride, padding, dilation):
    spans = [dilation * (side - 1) + 1 for side in kernel.shape]
    padded = [side + 2 * padding for side in image.shape]
    if any(span > side for span, side in zip(spans, padded, strict=True)):
        raise ValueError(
            f"no window fits: the kernel spans {spans[0]}×{spans[1]} pixels, the padded image has "
            f"{padded[0]}×{padded[1]}"
        )
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    return F.conv2d(image[None, None], kernel[None, None], **options)[0, 0]


def _check(at, output):
    if not all(0 <= place < side for place, side in zip(at, output.shape, strict=True)):
        raise IndexError(f"there is no output {tuple(at)}: the output is {output.shape[0]}×{output.shape[1]}")


def _text(value, alone=False):
    text = number_text(value, places=4)
    return f"({text})" if text.startswith("\u2212") and not alone else text


def _draw_padding(axes, shape, padding):
    from matplotlib.patches import Rectangle

    for row in range(shape[0]):
        for column in range(shape[1]):
            inside = padding <= row < shape[0] - padding and padding <= column < shape[1] - padding
            if not inside:
                corner = (column - 0.5, row - 0.5)
                axes.add_patch(Rectangle(corner, 1, 1, facecolor="#ECECEC", edgecolor="#CCCCCC", linewidth=0.6))


def _draw_taps(axes, kernel, at, stride, dilation):
    """A frame around each pixel that meets a weight, and the weight small in its corner."""
    from matplotlib.patches import Rectangle

    for a in range(kernel.shape[0]):
        for b in range(kernel.shape[1]):
            row, column = at[0] * stride + a * dilation, at[1] * stride + b * dilation
            frame = Rectangle((column - 0.46, row - 0.46), 0.92, 0.92, fill=False, edgecolor=WINDOW, linewidth=1.8)
            axes.add_patch(frame)
            text = "×" + _text(kernel[a, b].item(), alone=True)
            axes.text(column + 0.42, row + 0.43, text, size=6.5, color=WINDOW, weight="bold", ha="right", va="bottom")
    for text in axes.texts:  # the pixels' own numbers make room for the weights
        if not text.get_text().startswith("×"):
            text.set_y(text.get_position()[1] - 0.12)


def _write_below(figure, lines):
    """Make the figure higher at its lower edge, and write the lines there."""
    width, height = figure.get_size_inches()
    extra = LINE * len(lines) + 0.16
    places = [axes.get_position() for axes in figure.axes]
    for axes, place in zip(figure.axes, places, strict=True):
        bottom = (place.y0 * height + extra) / (height + extra)
        axes.set_position((place.x0, bottom, place.width, place.height * height / (height + extra)))
    for text in figure.texts:
        text.set_y((text.get_position()[1] * height + extra) / (height + extra))
    figure.set_size_inches(width, height + extra)
    for number, line in enumerate(lines):
        y = (extra - 0.06 - LINE * number) / (height + extra)
        figure.text(places[0].x0, y, line, ha="left", va="top", size=10, color="#222222")
