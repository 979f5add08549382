"""What arrays that show their numbers have in common: how a number is written, and the lines between the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to import: only when there is something to draw
    from matplotlib.axes import Axes


def number_text(value: float, places: int) -> str:
    """``value`` to at most ``places`` (1 or more) decimal places, with a real minus sign: 0.5, −3, 0."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "\u2212")


def draw_cell_grid(axes: Axes, rows: int, columns: int, colour: str) -> None:
    """Lines between the cells of an array of rows×columns values that ``axes`` shows."""
    axes.set_xticks([column + 0.5 for column in range(columns - 1)], minor=True)
    axes.set_yticks([row + 0.5 for row in range(rows - 1)], minor=True)
    axes.grid(which="minor", color=colour, linewidth=0.6)
    axes.tick_params(which="minor", length=0)
