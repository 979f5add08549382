"""The picture of a failed case: input and kernel, then expected, yours and the difference, each a panel of its own.

Small tensors show their numbers, large ones a map of shades whose scale stands in the caption. The first wrong value is
framed, and so is the part of the input it comes from. Nothing depends on colour alone: wrong values are bold and
underlined in the difference, or dotted where they are too small for numbers. Captions are text beside the images, so
that they follow the theme and the width of the page.
"""

import base64
import io
import math
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
import torch
from matplotlib.colors import Colormap
from PIL import Image, ImageDraw, ImageFont

from course_utils.checking.describe import shape_text
from course_utils.checking.verdict import CaseVerdict
from course_utils.questions.question import Question

DOTS = 2  # a CSS pixel: sharp on dense screens as well
CELL, WIDEST_CELL = 34, 52  # CSS pixels of a value that is written as a number, which may need more room
FONT, SMALLEST_FONT = 12.5, 8.0  # CSS pixels; what would be written smaller is left out
MOST_NUMBERS = 14  # a longer side shows a map of shades
MAP, WIDEST_MAP_CELL = 264, 20  # CSS pixels of a map's longer side, and of one of its values
DOTTED_CELL = 8  # CSS pixels that a value of the map needs to carry a dot
MOST_SIDE, CUT_SIDE = 64, 48  # of a longer side, only so much around the first wrong value is shown
SHORT = 100  # so many numbers are read out; of more, only their range
FRAME = "#d55e00"  # vermilion, which colour-blind people tell apart from the maps below
EQUAL_CONTRAST = 0.179  # the luminance against which black and white stand out alike
VALUES, DIFFERENCES = "viridis", "PuOr"
LEADING = {  # what the axes in front of H×W are, where the name of a tensor tells
    ("image", 3): ("channel",),
    ("image", 4): ("image", "channel"),
    ("images", 4): ("image", "channel"),
    ("input", 3): ("channel",),
    ("input", 4): ("image", "channel"),
    ("x", 4): ("image", "channel"),
    ("kernel", 4): ("filter", "channel"),
    ("weight", 4): ("filter", "channel"),
}


@dataclass(frozen=True)
class Panel:
    """One tensor, or a part of it, as a PNG: its caption, its width in CSS pixels, and what it says in words."""

    title: str
    note: str
    png: bytes
    width: int
    alt: str

    @property
    def data_uri(self) -> str:
        return "data:image/png;base64," + base64.b64encode(self.png).decode("ascii")


@dataclass(frozen=True)
class Picture:
    """What goes into a case, and what comes out of it; where there is room for only one of them, the other is below."""

    given: tuple[Panel, ...]
    results: tuple[Panel, ...]

    @property
    def panels(self) -> tuple[Panel, ...]:
        return self.given + self.results


@dataclass(frozen=True)
class _Plan:
    """A panel before it is drawn. ``limits`` are the values of the darkest and the brightest shade."""

    title: str
    matrix: torch.Tensor
    cmap: str = VALUES
    limits: tuple[float, float] | None = None
    frame: tuple[int, int, int, int] | None = None
    crossed: torch.Tensor | None = None
    says: str = ""
    note: str = ""

    @property
    def has_numbers(self) -> bool:
        return max(self.matrix.shape) <= MOST_NUMBERS


def picture_of(question: Question, verdict: CaseVerdict) -> Picture | None:
    """Draw a failed case; None where there is nothing to see, such as an error or a speed."""
    shown = (*verdict.case.args, verdict.expected, verdict.got, verdict.image, verdict.kernel)
    if any(isinstance(one, torch.Tensor) and one.numel() == 0 for one in shown):
        return None
    given, results = _plans(question, verdict)
    if not results:
        return None
    given, results = [_cut(plan) for plan in given], [_cut(plan) for plan in results]
    values = [plan.matrix for plan in results if plan.crossed is None]
    results = [plan if plan.crossed is not None else replace(plan, limits=_limits(*values)) for plan in results]
    return Picture(tuple(map(_panel, given)), tuple(map(_panel, results)))


def _plans(question: Question, verdict: CaseVerdict) -> tuple[list[_Plan], list[_Plan]]:
    case, expected, got = verdict.case, verdict.expected, verdict.got
    index = verdict.first_wrong
    if case.property is not None:
        given = (("test image", verdict.image), ("your kernel", verdict.kernel))
        results = (("expected", expected), ("yours", got))
        return tuple(
            [_Plan(_title(name, one, ()), _matrix(one, ())) for name, one in named if isinstance(one, torch.Tensor)]
            for named in (given, results)
        )
    if not isinstance(expected, torch.Tensor) or not isinstance(got, torch.Tensor) or got.ndim == 0:
        return [], []
    channel = (index or (0,) * expected.ndim)[: max(expected.ndim - 2, 0)]
    frame = question.window(case, index) if index and question.window else None
    given = _given(question, case.args, channel, frame)
    place, at = _cell(index), list(index or ())
    right = f"{_told(expected[index])} at {at}" if index else ""
    axes = LEADING.get((question.shows[0], _dimensions(case.args))) if question.shows else None
    results = [_Plan(_title("expected", expected, channel, axes), _matrix(expected, channel), frame=place, says=right)]
    if got.ndim != expected.ndim:
        return given, results
    channel_of_yours = tuple(min(at, size - 1) for at, size in zip(channel, got.shape, strict=False))
    says = f"{_told(got[index])} at {at}, where {_told(expected[index])} is expected" if index else ""
    title = _title("yours", got, channel_of_yours, axes)
    results.append(_Plan(title, _matrix(got, channel_of_yours), frame=place, says=says))
    if got.shape == expected.shape:
        results.append(_difference(question, _matrix(expected, channel), _matrix(got, channel), place))
    return given, results


def _difference(question: Question, expected: torch.Tensor, got: torch.Tensor, place: tuple | None) -> _Plan:
    difference = got.double() - expected.double()
    crossed = ~(difference.abs() <= question.atol + question.rtol * expected.double().abs())
    sizes = torch.nan_to_num(difference).abs()
    most = sizes.max().item()
    row, column = divmod(int(sizes.argmax()), difference.shape[1])
    says = f"{int(crossed.sum())} of {crossed.numel()} values are wrong here; the largest difference is "
    says += f"{_told(difference[row, column])} in row {row}, column {column}"
    limits = (-(most or 1.0), most or 1.0)
    return _Plan("yours − expected", difference, DIFFERENCES, limits, place, crossed, says)


def _given(question: Question, args: tuple, channel: tuple[int, ...], frame: tuple | None) -> list[_Plan]:
    """The arguments, each at the place that belongs to the channel of the output."""
    # An image has the channels of the batch in front, and a kernel those of the output.
    places = {"input": channel[:1], "kernel": channel[1:]}
    shown = [(name, arg) for name, arg in zip(question.shows, args, strict=False) if isinstance(arg, torch.Tensor)]
    return [
        _Plan(_title(name, arg, place), _matrix(arg, place), frame=frame if number == 0 else None)
        for number, (name, arg) in enumerate(shown)
        for place in [places.get(name, channel[: max(arg.ndim - 2, 0)])]
    ]


def _matrix(tensor: torch.Tensor, leading: tuple[int, ...]) -> torch.Tensor:
    """The H×W part of a tensor at the leading index; a vector becomes one row."""
    while tensor.ndim > 2:
        tensor, leading = tensor[leading[0] if leading else 0], leading[1:]
    return tensor.reshape(1, -1) if tensor.ndim < 2 else tensor


def _dimensions(args: tuple) -> int:
    return args[0].ndim if args and isinstance(args[0], torch.Tensor) else 0


def _title(name: str, tensor: torch.Tensor, leading: tuple[int, ...], of_input: tuple[str, ...] | None = None) -> str:
    """ "input 2×3×5×6: image 0 of 2, channel 1 of 3"; an output has the axes ``of_input`` if it has as many."""
    title = f"{name} {shape_text(tensor)}"
    if tensor.ndim <= 2:
        return title
    sizes = tensor.shape[:-2]
    at = [*leading, *[0] * (len(sizes) - len(leading))]
    axes = LEADING.get((name, tensor.ndim), of_input)
    if axes and (len(axes) != len(sizes) or axes is of_input and "filter" in axes):
        axes = None
    if axes is None and len(sizes) == 1:
        axes = ("slice",)
    if axes is None:
        return f"{title}: [{', '.join(map(str, at))}] of {'×'.join(map(str, sizes))} slices"
    parts = [f"{axis} {place} of {size}" for axis, place, size in zip(axes, at, sizes, strict=True)]
    return f"{title}: {', '.join(parts)}"


def _cell(index: tuple[int, ...] | None) -> tuple[int, int, int, int] | None:
    if not index:
        return None
    row = index[-2] if len(index) > 1 else 0
    return row, index[-1], 1, 1


def _cut(plan: _Plan) -> _Plan:
    """Of a matrix with long sides, the part around the frame."""
    if max(plan.matrix.shape) <= MOST_SIDE:
        return plan
    top, left, height, width = plan.frame or (0, 0, 1, 1)
    parts = []
    for size, middle in zip(plan.matrix.shape, (top + height // 2, left + width // 2), strict=True):
        start = min(max(middle - CUT_SIDE // 2, 0), size - CUT_SIDE) if size > MOST_SIDE else 0
        parts.append(slice(start, start + CUT_SIDE if size > MOST_SIDE else size))
    rows, columns = parts
    return replace(
        plan,
        matrix=plan.matrix[rows, columns],
        crossed=None if plan.crossed is None else plan.crossed[rows, columns],
        frame=plan.frame and (top - rows.start, left - columns.start, height, width),
        note=f"only rows {rows.start}–{rows.stop - 1}, columns {columns.start}–{columns.stop - 1}",
    )


def _limits(*matrices: torch.Tensor) -> tuple[float, float]:
    finite = torch.cat([matrix.double().flatten() for matrix in matrices])
    finite = finite[torch.isfinite(finite)]
    if finite.numel() == 0:
        return 0.0, 1.0
    low, high = finite.min().item(), finite.max().item()
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _panel(plan: _Plan) -> Panel:
    plan = plan if plan.limits else replace(plan, limits=_limits(plan.matrix))
    png, width = _png(_Drawing(plan))
    notes = [plan.note, "" if plan.has_numbers else _scale(plan)]
    alt = [plan.title, *notes, plan.says, _read_out(plan)]
    if plan.frame and not plan.says:
        top, left, height, width_of = plan.frame
        alt.append(f"the first wrong value comes from rows {top} to {top + height - 1}, columns {left} to "
                   f"{left + width_of - 1}")  # fmt: skip
    return Panel(plan.title, "; ".join(filter(None, notes)), png, width, ". ".join(filter(None, alt)) + ".")


def _scale(plan: _Plan) -> str:
    """What the shades of a map stand for."""
    if plan.crossed is None:
        finite = plan.matrix.double()[torch.isfinite(plan.matrix)]
        return f"from {finite.min():.3g} to {finite.max():.3g}, brighter is more" if finite.numel() else ""
    wrong = int(plan.crossed.sum())
    most = torch.nan_to_num(plan.matrix[plan.crossed]).abs().max().item() if wrong else 0.0
    return f"{wrong} of {plan.crossed.numel()} values wrong, by up to {most:.3g}"


def _read_out(plan: _Plan) -> str:
    if not plan.has_numbers or plan.matrix.numel() > SHORT:
        return ""
    rows = [" ".join(row) for row in _texts(plan)]
    return f"{'Rows' if len(rows) > 1 else 'Values'}: {'; '.join(rows)}"


def _told(value: torch.Tensor) -> str:
    return f"{value.item():.4g}"


class _Drawing:
    """Panels that are equal if they look the same: students who make the same mistake share its picture."""

    def __init__(self, plan: _Plan) -> None:
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
    """The PNG, and its width on screen in CSS pixels."""
    image = _draw(drawing.plan)
    buffer = io.BytesIO()
    # 256 colours are as good to look at, in a third of the bytes; more effort than 3 of 9 saves next to nothing.
    image.quantize(256, Image.Quantize.FASTOCTREE).save(buffer, format="png", compress_level=3)
    return buffer.getvalue(), round(image.width / DOTS)


def _extent(plan: _Plan) -> tuple[float, float, float, float]:
    """Left, right, top and bottom in cells, wide enough for a frame that reaches into the padding."""
    rows, columns = plan.matrix.shape
    top, left, height, width = plan.frame or (0, 0, rows, columns)
    return min(0, left), max(columns, left + width), min(0, top), max(rows, top + height)


def _draw(plan: _Plan) -> Image.Image:
    texts = _texts(plan) if plan.has_numbers else []
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
    for (row, column), crossed in np.ndenumerate(_crossed(plan)):
        drawing.rectangle(grid.box(row, column, 1, 1), fill=tuple(fills[row][column]))
        ink = "white" if is_dark[row, column] else "black"
        if font:
            _write_number(drawing, texts[row][column], ink, grid, (row, column), _font(font, bold=bool(crossed)))
        if crossed:
            _mark(drawing, ink, grid, (row, column), dotted=not font)
    if plan.frame is not None:
        _frame(drawing, grid, plan.frame)
    return image


def _sizes(plan: _Plan, texts: list[list[str]]) -> tuple[float, float]:
    """How large a cell is and the numbers in it, in CSS pixels: one size for a panel, and 0 for no numbers."""
    if not plan.has_numbers:
        return min(WIDEST_MAP_CELL, MAP / max(plan.matrix.shape)), 0
    longest = max(map(_font(100, bold=True).getlength, {text for row in texts for text in row})) / (100 * DOTS)
    cell = min(max(CELL, 10.5 * longest / 0.88), WIDEST_CELL)
    font = min(FONT, 0.88 * cell / longest)
    return cell, font if font >= SMALLEST_FONT else 0


def _crossed(plan: _Plan) -> np.ndarray:
    return np.zeros(plan.matrix.shape, bool) if plan.crossed is None else plan.crossed.numpy()


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


def _texts(plan: _Plan) -> list[list[str]]:
    """The numbers of a panel, all to the same number of places: what is nothing beside the largest is 0."""
    crossed = _crossed(plan)
    values = plan.matrix.double().numpy()
    finite = np.abs(values[np.isfinite(values)])
    most = finite.max(initial=0.0)
    whole = bool((finite == np.round(finite)).all())
    if most == 0 or whole and most < 1e5:
        places = 0
    elif most < 1e-3 or most >= 1e5:
        places = None
    else:
        places = max(2 - math.floor(math.log10(most)), int(most < 1000))

    def text(value: float, is_wrong: bool) -> str:
        if not math.isfinite(value):
            return f"{value:g}"
        if plan.crossed is not None and not is_wrong:
            return "0"  # within the tolerance
        if places is None:
            return f"{value:.1e}" if abs(value) >= 1e-3 * most else "0"
        shown = f"{value:.{places}f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
        if shown not in ("0", "-0"):
            return shown
        return f"{value:.0e}" if is_wrong else "0"

    return [[text(value, is_wrong) for value, is_wrong in zip(*row, strict=True)]
            for row in zip(values.tolist(), crossed.tolist(), strict=True)]  # fmt: skip


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
