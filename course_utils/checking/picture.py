"""The picture of a failed case: input, kernel, expected, yours and the difference, side by side.

Small tensors show their numbers. The first wrong value is framed, and so is the part of the input it comes from.
Nothing depends on colour alone: wrong values are bold and underlined in the difference.
"""

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont

from course_utils.checking.describe import shape_text
from course_utils.checking.verdict import CaseVerdict
from course_utils.questions.question import Question

SCREEN_DPI = 100
DOTS = 150  # an inch: sharp on dense screens as well
TITLE_INCHES = 0.3
CELL_INCHES = 0.33
WIDEST_INCHES = 8.2  # fits the card
MOST_NUMBERS = 14  # a longer side shows colours only
FRAME = "#d55e00"  # vermilion, which colour-blind people tell apart from the maps below
EQUAL_CONTRAST = 0.179  # the luminance against which black and white stand out alike
VALUES, DIFFERENCES = "viridis", "PuOr"


@dataclass(frozen=True)
class Picture:
    """A PNG, its width on screen in CSS pixels, and the text that says the same to who can't see it."""

    png: bytes
    width: int
    alt: str

    @property
    def data_uri(self) -> str:
        return "data:image/png;base64," + base64.b64encode(self.png).decode("ascii")


@dataclass(frozen=True)
class _Panel:
    title: str
    matrix: torch.Tensor
    cmap: str = VALUES
    shared_range: bool = False
    frame: tuple[int, int, int, int] | None = None
    crossed: torch.Tensor | None = None


def picture_of(question: Question, verdict: CaseVerdict) -> Picture | None:
    """Draw a failed case; None where there is nothing to see, such as an error or a speed."""
    panels = _panels(question, verdict)
    if not panels or any(panel.matrix.numel() == 0 or max(panel.matrix.shape) > 64 for panel in panels):
        return None
    png, width = _png(_Drawing(panels))
    return Picture(png, width, f"{', '.join(panel.title for panel in panels)}. {verdict.reason}")


class _Drawing:
    """Panels that are equal if they look the same: students who make the same mistake share its picture."""

    def __init__(self, panels: list[_Panel]) -> None:
        self.panels = panels
        self._looks = tuple(tuple(map(_as_data, vars(panel).values())) for panel in panels)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawing) and self._looks == other._looks

    def __hash__(self) -> int:
        return hash(self._looks)


def _as_data(value: object) -> object:
    if isinstance(value, torch.Tensor):
        return str(value.dtype), tuple(value.shape), value.detach().double().contiguous().numpy().tobytes()
    return value


@lru_cache(maxsize=512)
def _png(drawing: _Drawing) -> tuple[bytes, int]:
    """The PNG, and its width on screen in CSS pixels."""
    image = _draw(drawing.panels)
    buffer = io.BytesIO()
    # 256 colours are as good to look at, in a third of the bytes; more effort than 3 of 9 saves next to nothing.
    few = image.quantize(256, Image.Quantize.FASTOCTREE)
    background, palette = few.getpixel((0, 0)), few.getpalette()
    palette[3 * background : 3 * background + 3] = 255, 255, 255  # else a nearly white box would show on the card
    few.putpalette(palette)
    few.save(buffer, format="png", compress_level=3)
    return buffer.getvalue(), round(image.width * SCREEN_DPI / DOTS)


def _panels(question: Question, verdict: CaseVerdict) -> list[_Panel]:
    case, expected, got = verdict.case, verdict.expected, verdict.got
    index = verdict.first_wrong
    if case.property is not None:
        named = (("test image", verdict.image), ("your kernel", verdict.kernel), ("expected", expected), ("yours", got))
        return [_Panel(title, matrix) for title, matrix in named if isinstance(matrix, torch.Tensor)]
    if not isinstance(expected, torch.Tensor) or not isinstance(got, torch.Tensor) or got.ndim == 0:
        return []
    channel = (index or (0,) * expected.ndim)[: max(expected.ndim - 2, 0)]
    frame = question.window(case, index) if index and question.window else None
    panels = _given(question, case.args, channel, frame)
    panels.append(
        _Panel(_title("expected", expected, channel), _matrix(expected, channel), shared_range=True, frame=_cell(index))
    )
    if got.ndim != expected.ndim:
        return panels
    channel_of_yours = tuple(min(at, size - 1) for at, size in zip(channel, got.shape, strict=False))
    panels.append(
        _Panel(_title("yours", got, channel), _matrix(got, channel_of_yours), shared_range=True, frame=_cell(index))
    )
    if got.shape == expected.shape:
        difference = _matrix(got, channel).double() - _matrix(expected, channel).double()
        tolerance = question.atol + question.rtol * _matrix(expected, channel).double().abs()
        crossed = ~(difference.abs() <= tolerance)
        panels.append(_Panel("yours − expected", difference, DIFFERENCES, frame=_cell(index), crossed=crossed))
    return panels


def _given(question: Question, args: tuple, channel: tuple[int, ...], frame: tuple | None) -> list[_Panel]:
    """The arguments, each at the place that belongs to the channel of the output."""
    # An image has the channels of the batch in front, and a kernel those of the output.
    places = {"input": channel[:1], "kernel": channel[1:]}
    shown = [(name, arg) for name, arg in zip(question.shows, args, strict=False) if isinstance(arg, torch.Tensor)]
    return [
        _Panel(_title(name, arg, place), _matrix(arg, place), frame=frame if number == 0 else None)
        for number, (name, arg) in enumerate(shown)
        for place in [places.get(name, channel[: max(arg.ndim - 2, 0)])]
    ]


def _matrix(tensor: torch.Tensor, leading: tuple[int, ...]) -> torch.Tensor:
    """The H×W part of a tensor at the leading index; a vector becomes one row."""
    while tensor.ndim > 2:
        tensor, leading = tensor[leading[0] if leading else 0], leading[1:]
    return tensor.reshape(1, -1) if tensor.ndim < 2 else tensor


def _title(name: str, tensor: torch.Tensor, leading: tuple[int, ...]) -> str:
    if tensor.ndim <= 2:
        return f"{name} {shape_text(tensor)}"
    at = [*leading, *[0] * (tensor.ndim - 2 - len(leading))]
    return f"{name}[{', '.join(map(str, at))}] of {shape_text(tensor)}"


def _cell(index: tuple[int, ...] | None) -> tuple[int, int, int, int] | None:
    if not index:
        return None
    row = index[-2] if len(index) > 1 else 0
    return row, index[-1], 1, 1


def _extent(panel: _Panel) -> tuple[float, float, float, float]:
    """Left, right, bottom and top in pixels, wide enough for a frame that reaches into the padding."""
    rows, columns = panel.matrix.shape
    top, left, height, width = panel.frame or (0, 0, rows, columns)
    return min(0, left) - 0.6, max(columns, left + width) - 0.4, max(rows, top + height) - 0.4, min(0, top) - 0.6


def _draw(panels: list[_Panel]) -> Image.Image:
    """All panels to one scale: a pixel is as large in the kernel as in the image."""
    rows = _in_rows(panels)
    widths = [[_width(panel) for panel in row] for row in rows]
    heights = [max(_extent(panel)[2] - _extent(panel)[3] for panel in row) for row in rows]
    total = max(map(sum, widths))
    cell = DOTS * min(CELL_INCHES, WIDEST_INCHES / total)
    title = DOTS * TITLE_INCHES
    size = round(cell * total), round(cell * sum(heights) + title * len(rows))
    image = Image.new("RGB", size, "white")
    drawing = ImageDraw.Draw(image)
    shared = [panel.matrix for panel in panels if panel.shared_range]
    below = 0.0
    for row, row_widths, height in zip(rows, widths, heights, strict=True):
        below += title
        beside = 0.0
        for panel, width in zip(row, row_widths, strict=True):
            left, _, _, top = _extent(panel)
            _draw_panel(drawing, panel, shared, _Grid(beside - cell * left, below - cell * top, cell))
            drawing.text((beside + 0.1 * cell, below - 0.1 * cell), panel.title, "black", _font(9 / 72), anchor="ls")
            beside += cell * width
        below += cell * height
    return image


def _in_rows(panels: list[_Panel]) -> list[list[_Panel]]:
    """One row if it fits at full size, else what goes in above what comes out."""
    if len(panels) < 3 or sum(map(_width, panels)) * CELL_INCHES <= WIDEST_INCHES:
        return [panels]
    return [panels[:2], panels[2:]]


def _width(panel: _Panel) -> float:
    left, right, _, _ = _extent(panel)
    return max(right - left, 0.28 * len(panel.title)) + 0.6  # room for the title, even over a 1×1 kernel


@dataclass(frozen=True)
class _Grid:
    """Where the middle of the pixel (0, 0) of a panel stands, and how large a pixel is, in dots."""

    x: float
    y: float
    cell: float

    def at(self, column: float, row: float) -> tuple[float, float]:
        return self.x + self.cell * column, self.y + self.cell * row

    def box(self, row: float, column: float, height: float, width: float) -> tuple[float, float, float, float]:
        """Corners of a part of the panel, for Pillow."""
        return (*self.at(column - 0.5, row - 0.5), *self.at(column + width - 0.5, row + height - 0.5))


def _draw_panel(drawing: ImageDraw.ImageDraw, panel: _Panel, shared: list[torch.Tensor], grid: _Grid) -> None:
    low, high = _range(panel, shared)
    values = (panel.matrix.double() - low) / (high - low)
    colours = mpl.colormaps[panel.cmap](values.numpy(), bytes=True)[..., :3]  # H×W×3
    colours[~torch.isfinite(values).numpy()] = 255
    for row, line in enumerate(colours):
        for column, colour in enumerate(line):
            drawing.rectangle(grid.box(row, column, 1, 1), fill=tuple(map(int, colour)))
    if max(panel.matrix.shape) <= MOST_NUMBERS:
        _write_numbers(drawing, panel, colours, grid)
    if panel.frame is not None:
        drawing.rectangle(grid.box(*panel.frame), outline=FRAME, width=round(2.5 * DOTS / 72))


def _range(panel: _Panel, shared: list[torch.Tensor]) -> tuple[float, float]:
    if panel.crossed is not None:
        most = torch.nan_to_num(panel.matrix).abs().max().item() or 1.0
        return -most, most
    matrices = shared if panel.shared_range else [panel.matrix]
    finite = torch.cat([matrix.double().flatten() for matrix in matrices])
    finite = finite[torch.isfinite(finite)]
    if finite.numel() == 0:
        return 0.0, 1.0
    low, high = finite.min().item(), finite.max().item()
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _write_numbers(drawing: ImageDraw.ImageDraw, panel: _Panel, colours: np.ndarray, grid: _Grid) -> None:
    for row, values in enumerate(panel.matrix.tolist()):
        for column, value in enumerate(values):
            colour = "white" if _luminance(tuple(colours[row, column] / 255)) < EQUAL_CONTRAST else "black"
            text = f"{value:.3g}"
            # Four characters fit a cell; longer numbers are written smaller.
            size = 0.375 * grid.cell / DOTS * min(1.0, 3.6 / max(len(text), 1))
            crossed = panel.crossed is not None and bool(panel.crossed[row, column])
            drawing.text(grid.at(column, row), text, colour, _font(round(size, 3), bold=crossed), anchor="mm")
            if crossed:  # a bar under the number
                bar = (*grid.at(column - 0.3, row + 0.36), *grid.at(column + 0.3, row + 0.36))
                drawing.line(bar, fill=colour, width=round(1.2 * DOTS / 72))


@lru_cache(maxsize=64)
def _font(inches: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which comes with Matplotlib, of a height in inches."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name), round(inches * DOTS))


def _luminance(colour: tuple[float, ...]) -> float:
    """Relative luminance of an sRGB colour, from 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
