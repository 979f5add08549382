"""A panel of a picture as a PNG: its cells, the numbers or dots in them, and the frame."""

import io
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
import torch
from matplotlib.colors import Colormap
from PIL import Image, ImageDraw, ImageFont

from course_utils.checking.panel_plan import PanelPlan, crossed_mask, texts_of

DOTS = 2  # a CSS pixel: sharp on dense screens as well
CELL, WIDEST_CELL = 34, 52  # CSS pixels of a value that is written as a number, which may need more room
FONT, SMALLEST_FONT = 12.5, 8.0  # CSS pixels; what would be written smaller is left out
MAP, WIDEST_MAP_CELL = 264, 20  # CSS pixels of a map's longer side, and of one of its values
DOTTED_CELL = 8  # CSS pixels that a value of the map needs to carry a dot
FRAME = "#d55e00"  # vermilion, which colour-blind people tell apart from the maps below
EQUAL_CONTRAST = 0.179  # the luminance against which black and white stand out alike


def png_of(plan: PanelPlan) -> tuple[bytes, int]:
    """The PNG, and its width on screen in CSS pixels."""
    return _png(_Drawing(plan))


class _Drawing:
    """Panels that are equal if they look the same: students who make the same mistake share its picture."""

    def __init__(self, plan: PanelPlan) -> None:
        self.plan = plan
        looks = plan.matrix, plan.cmap, plan.limits, plan.frame, plan.crossed
        self._looks = tuple(map(_as_data, looks))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawing) and self._looks == other._looks

    def __hash__(self) -> int:
        return hash(self._looks)


def _as_data(value: object) -> object:
    if isinstance(value, torch.Tensor):
        return str(value.dtype), tuple(value.shape), value.detach().double().contiguous().numpy().tobytes()
    return value


@lru_cache(maxsize=1024)
def _png(drawing: _Drawing) -> tuple[bytes, int]:
    image = _draw(drawing.plan)
    buffer = io.BytesIO()
    # 256 colours are as good to look at, in a third of the bytes; more effort than 3 of 9 saves next to nothing.
    image.quantize(256, Image.Quantize.FASTOCTREE).save(buffer, format="png", compress_level=3)
    return buffer.getvalue(), round(image.width / DOTS)


def _extent(plan: PanelPlan) -> tuple[float, float, float, float]:
    """Left, right, top and bottom in cells, wide enough for a frame that reaches into the padding."""
    rows, columns = plan.matrix.shape
    top, left, height, width = plan.frame or (0, 0, rows, columns)
    return min(0, left), max(columns, left + width), min(0, top), max(rows, top + height)


def _draw(plan: PanelPlan) -> Image.Image:
    texts = texts_of(plan) if plan.has_numbers else []
    cell, font = _sizes(plan, texts)
    left, right, top, bottom = _extent(plan)
    margin = 2  # CSS pixels, for half of the frame's line
    size = [round(DOTS * (2 * margin + cell * length)) for length in (right - left, bottom - top)]
    image = Image.new("RGBA", size, (255, 255, 255, 0))  # on the page's own ground, be it light or dark
    drawing = ImageDraw.Draw(image)
    grid = _Grid(DOTS * (margin - cell * left), DOTS * (margin - cell * top), DOTS * cell)
    low, high = plan.limits
    values = (plan.matrix.double() - low) / (high - low)
    colours = _colormap(plan.cmap)(values.numpy(), bytes=True)[..., :3]  # H×W×3
    colours[~torch.isfinite(values).numpy()] = 255
    is_dark = _luminance(colours / 255) < EQUAL_CONTRAST  # for all at once
    fills = colours.tolist()
    for (row, column), crossed in np.ndenumerate(crossed_mask(plan)):
        drawing.rectangle(grid.box(row, column, 1, 1), fill=tuple(fills[row][column]))
        ink = "white" if is_dark[row, column] else "black"
        if font:
            _write_number(drawing, texts[row][column], ink, grid, (row, column), _font(font, bold=bool(crossed)))
        if crossed:
            _mark(drawing, ink, grid, (row, column), dotted=not font)
    if plan.frame is not None:
        _frame(drawing, grid, plan.frame)
    return image


def _sizes(plan: PanelPlan, texts: list[list[str]]) -> tuple[float, float]:
    """How large a cell is and the numbers in it, in CSS pixels: one size for a panel, and 0 for no numbers."""
    if not plan.has_numbers:
        return min(WIDEST_MAP_CELL, MAP / max(plan.matrix.shape)), 0
    longest = max(map(_font(100, bold=True).getlength, {text for row in texts for text in row})) / (100 * DOTS)
    cell = min(max(CELL, 10.5 * longest / 0.88), WIDEST_CELL)
    font = min(FONT, 0.88 * cell / longest)
    return cell, font if font >= SMALLEST_FONT else 0


@dataclass(frozen=True)
class _Grid:
    """Where the top left corner of the cell (0, 0) of a panel stands, and how large a cell is, in dots."""

    x: float
    y: float
    cell: float

    def at(self, column: float, row: float) -> tuple[float, float]:
        return self.x + self.cell * column, self.y + self.cell * row

    def box(self, row: float, column: float, height: float, width: float) -> tuple[float, float, float, float]:
        """Corners of a part of the panel, for Pillow."""
        return (*self.at(column, row), *self.at(column + width, row + height))


def _write_number(
    drawing: ImageDraw.ImageDraw, text: str, ink: str, grid: _Grid, place: tuple[int, int], font: ImageFont.ImageFont
) -> None:
    row, column = place
    drawing.text(grid.at(column + 0.5, row + 0.5), text, ink, font, anchor="mm")


def _mark(drawing: ImageDraw.ImageDraw, ink: str, grid: _Grid, place: tuple[int, int], dotted: bool) -> None:
    """A bar under a wrong number; where there is none, a dot, if there is room for it."""
    row, column = place
    if not dotted:
        bar = (*grid.at(column + 0.2, row + 0.86), *grid.at(column + 0.8, row + 0.86))
        drawing.line(bar, fill=ink, width=2 * DOTS)
    elif grid.cell >= DOTTED_CELL * DOTS:
        drawing.ellipse(grid.box(row + 0.38, column + 0.38, 0.24, 0.24), fill=ink)


def _frame(drawing: ImageDraw.ImageDraw, grid: _Grid, frame: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = grid.box(*frame)
    # Around a value of a map it stands off, so that it can be seen.
    grow = max(0.0, (12 * DOTS - (right - left)) / 2) if frame[2:] == (1, 1) else 0.0
    inner, outer = round(1.5 * DOTS), round(2.5 * DOTS)
    box = left - grow, top - grow, right + grow, bottom + grow
    # White within vermilion: one of them stands out from every shade, whoever looks.
    drawing.rectangle([box[0] + outer - 1, box[1] + outer - 1, box[2] - outer + 1, box[3] - outer + 1],
                      outline="white", width=inner)  # fmt: skip
    drawing.rectangle(box, outline=FRAME, width=outer)


@lru_cache(maxsize=64)
def _font(size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which comes with Matplotlib, of a size in CSS pixels."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    path = Path(mpl.get_data_path()) / "fonts" / "ttf" / name
    # Numbers need no shaping of complex scripts, which takes most of the time that a text takes.
    return ImageFont.truetype(str(path), round(size * DOTS), layout_engine=ImageFont.Layout.BASIC)


@cache
def _colormap(name: str) -> Colormap:
    """Matplotlib gives a copy each time, whose table it makes anew when it is first used."""
    return mpl.colormaps[name]


def _luminance(colours: np.ndarray) -> np.ndarray:
    """Relative luminance of sRGB colours (…×3, from 0 to 1), from 0 to 1 (WCAG 2.2's definition)."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)
