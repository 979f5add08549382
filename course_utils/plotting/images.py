"""Pictures for the notebooks: small arrays with their numbers, photos and filter answers, in one style.

The colours survive colour blindness: greys and blues for values from low to high, orange through white to
purple for values around zero. Boxes carry a letter as well as a colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from course_utils.plotting.cells import draw_cell_grid, number_text
from course_utils.plotting.figure import INCHES_PER_CHARACTER, show_figure
from course_utils.plotting.palette import AROUND_ZERO, BOXES, LOW_TO_HIGH, PALE_AROUND_ZERO, PALE_LOW_TO_HIGH

if TYPE_CHECKING:  # slow to import: only when there is something to draw
    from matplotlib.figure import Figure

Box = tuple[int, int, int, int]  # top, left, height, width

CELL = 0.44  # inches: the side of a number's cell
GAP = 0.32  # inches: between panels
SLACK = 0.01  # how far a colour image may lie outside 0 … 1, as after resizing


def show_images(
    images: Tensor | Sequence[Tensor],
    titles: str | Sequence[str],
    alt: str,
    *,
    columns: int | None = None,
    boxes: Sequence[Sequence[Box]] | None = None,
    limits: tuple[float, float] | None = None,
    panel: float = 2.6,
) -> None:
    """Display one or more images side by side, with a description for people who can't see them.

    images: a tensor or a list of them, each H×W or C×H×W with 1 or 3 channels (a vector is one row).
        Arrays up to 10×10, and single rows up to 16, show their numbers; a NaN stays empty. Colour images are
        uint8 from 0 to 255, or float from 0 to 1; what rounding has put a little outside is clipped.
    titles: one string an image; ``\\n`` breaks the line.
    alt: what the figure shows, in words. It must not be empty.
    columns: images in a row of the figure (all of them, if not given).
    boxes: one list an image of boxes (top, left, height, width), counted in pixels; the first box of every
        image has the same colour and letter, and so on.
    limits: the values (low, high) at the two ends of the colours, for every image. If not given, each
        image takes its own; one with negative values gets colours around zero, and the strongest 1 % of
        a photo's answers share the last colour.
    panel: width in inches of an image without numbers.

    Raises ValueError for an image of another shape or range, for no image at all, for titles or boxes that are
    not as many as the images, or for an empty ``alt``.
    """
    show_figure(alt, draw_images, images, titles, columns=columns, boxes=boxes, limits=limits, panel=panel)


def draw_images(
    images: Tensor | Sequence[Tensor],
    titles: str | Sequence[str],
    *,
    columns: int | None = None,
    boxes: Sequence[Sequence[Box]] | None = None,
    limits: tuple[float, float] | None = None,
    panel: float = 2.6,
) -> Figure:
    """The figure of ``show_images``, not yet displayed. Raises ValueError as it does."""
    from matplotlib.figure import Figure

    images = [_as_image(image) for image in ([images] if hasattr(images, "shape") else images)]
    titles = [titles] if isinstance(titles, str) else list(titles)
    boxes = [()] * len(images) if boxes is None else boxes
    if not images:
        raise ValueError("there is no image to show")
    if not len(images) == len(titles) == len(boxes):
        raise ValueError("images, titles and boxes must be equally many")
    sizes = [_size(image, panel) for image in images]
    slots, (width, height) = _layout(images, sizes, titles, min(columns or len(images), len(images)))
    figure = Figure(figsize=(width, height), facecolor="white")
    for image, title, marks, (left, top), (w, h) in zip(images, titles, boxes, slots, sizes, strict=True):
        axes = figure.add_axes((left / width, 1 - (top + h) / height, w / width, h / height))
        _draw(axes, image, limits, lettered=len(marks) > 1)
        _draw_boxes(axes, marks)
        base = top - (0.21 if _has_numbers(image) else 0.07)  # the title stands above the column numbers
        figure.text((left + w / 2) / width, 1 - base / height, title, ha="center", va="bottom", size=10)
    return figure


def _as_image(image):
    """A detached H×W tensor, or H×W×3 for colour."""
    image = torch.as_tensor(image).detach().cpu()
    if image.ndim == 1:
        image = image[None]
    if image.ndim == 3 and image.shape[0] == 1:
        image = image[0]
    if image.ndim == 3 and image.shape[0] == 3:
        if image.dtype != torch.uint8 and not (image.min() >= -SLACK and image.max() <= 1 + SLACK):
            raise ValueError(
                f"a colour image is uint8 or lies in 0 … 1, and this is {image.dtype} from {image.min():.3g} to "
                f"{image.max():.3g}: divide pixels by 255, and undo a normalisation (image * std + mean)"
            )
        return image.permute(1, 2, 0)
    if image.ndim != 2:
        raise ValueError(f"an image is H×W, 1×H×W or 3×H×W, and this has the shape {tuple(image.shape)}")
    return image


def _has_numbers(image):
    rows, columns = image.shape[:2]
    return image.ndim == 2 and rows <= 10 and columns <= (10 if rows > 1 else 16)


def _size(image, panel):
    """Width and height in inches."""
    rows, columns = image.shape[:2]
    return (CELL * columns, CELL * rows) if _has_numbers(image) else (panel, panel * rows / columns)


def _layout(images, sizes, titles, columns):
    """Where each image's top left corner stands, and the size of the whole figure, in inches."""
    title_widths = [INCHES_PER_CHARACTER * max(map(len, title.split("\n"))) for title in titles]
    widths = [max(w, title_width) for (w, _), title_width in zip(sizes, title_widths, strict=True)]
    slot_widths = [max(widths[column::columns]) for column in range(columns)]
    slots, top = [], 0.0
    for start in range(0, len(sizes), columns):
        row = range(start, min(start + columns, len(sizes)))
        top += (0.3 if any(map(_has_numbers, images[start : row.stop])) else 0.16) + 0.18 * max(
            titles[i].count("\n") + 1 for i in row
        )
        for i in row:
            left = GAP + sum(slot_widths[: i - start]) + GAP * (i - start)
            left += (slot_widths[i - start] - sizes[i][0]) / 2
            slots.append((left, top))
        top += max(sizes[i][1] for i in row) + 0.12
    return slots, (sum(slot_widths) + GAP * (columns + 1), top)


def _colours(image, limits):
    """The colour map, and the values at its two ends."""
    from matplotlib.colors import LinearSegmentedColormap

    values = image[torch.isfinite(image)].double()
    low, high = limits or ((values.min().item(), values.max().item()) if len(values) else (0.0, 1.0))
    if low < 0:
        high = max(-low, high)
        if not limits and not _has_numbers(image):  # a few extreme pixels must not pale all the others
            high = values.abs().quantile(0.99).item() or high
        stops = PALE_AROUND_ZERO if _has_numbers(image) else AROUND_ZERO
        return LinearSegmentedColormap.from_list("around zero", stops), -high, high
    stops = PALE_LOW_TO_HIGH if _has_numbers(image) else LOW_TO_HIGH
    return LinearSegmentedColormap.from_list("low to high", stops), low, max(high, low + 1e-12)


def _draw(axes, image, limits, lettered):
    rows, columns = image.shape[:2]
    for spine in axes.spines.values():
        spine.set(color="#888888", linewidth=0.8)
    if image.ndim == 3:
        axes.imshow(image.numpy() if image.dtype == torch.uint8 else image.clamp(0, 1).numpy())
    else:
        colours, low, high = _colours(image, limits)
        axes.imshow(image.double().numpy(), cmap=colours, vmin=low, vmax=high, interpolation="nearest")
    if not _has_numbers(image):
        axes.set(xticks=[], yticks=[])
        return
    for row in range(rows):
        for column in range(columns):
            value = image[row, column].item()
            text = "" if math.isnan(value) else number_text(value, places=2)
            axes.text(
                column,
                row + (0.13 if lettered else 0),
                text,
                ha="center",
                va="center",
                size=11 if len(text) < 5 else 9,
            )
    axes.set(xticks=range(columns), yticks=range(rows) if rows > 1 else [])
    axes.tick_params(length=0, labelsize=7.5, labelcolor="#666666", labeltop=True, labelbottom=False, pad=2)
    draw_cell_grid(axes, rows, columns, "#CCCCCC")


def _draw_boxes(axes, boxes):
    """Outlines of windows. Lettered when there are several, so that the colour isn't all that tells."""
    from matplotlib.patches import Rectangle

    for number, (top, left, height, width) in enumerate(boxes):
        colour, inset = BOXES[number % len(BOXES)], 0.07
        corner = (left - 0.5 + inset, top - 0.5 + inset)
        size = (width - 2 * inset, height - 2 * inset)
        axes.add_patch(Rectangle(corner, *size, fill=False, edgecolor=colour, linewidth=2.2, zorder=3))
        if len(boxes) > 1:
            place = (corner[0] + 0.07, corner[1] + 0.05)
            axes.text(*place, chr(ord("A") + number), color=colour, size=8, weight="bold", ha="left", va="top")
