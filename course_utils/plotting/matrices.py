"""Tables of numbers with colours: the confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from torch import Tensor

from course_utils.plotting.cells import draw_cell_grid
from course_utils.plotting.figure import INCHES_PER_CHARACTER, show_figure
from course_utils.plotting.palette import RIGHT, WRONG

if TYPE_CHECKING:  # slow to import: only when there is something to draw
    from matplotlib.figure import Figure


def show_confusion_matrix(
    matrix: Tensor | Sequence[Sequence[int]],
    alt: str,
    *,
    classes: Sequence[str] | None = None,
    title: str | None = None,
) -> None:
    """Display a confusion matrix with its numbers, and a description for people who can't see it.

    matrix: C×C whole numbers, rows the true class, columns the predicted one.
    alt: what the figure shows, in words. It must not be empty.
    classes: the names of the classes; 0, 1, 2, …, if not given.
    title: above the matrix.

    Right answers, on the diagonal, are blue. Errors are orange, the strongest colour for the most frequent
    error, because beside the right answers all errors would look alike. A zero stays empty.

    Raises ValueError for a matrix that is not square, for classes that are not as many as its rows, or for an
    empty ``alt``.
    """
    show_figure(alt, draw_confusion_matrix, matrix, classes=classes, title=title)


def draw_confusion_matrix(
    matrix: Tensor | Sequence[Sequence[int]], *, classes: Sequence[str] | None = None, title: str | None = None
) -> Figure:
    """The figure of ``show_confusion_matrix``, not yet displayed.

    Raises ValueError for a matrix that is not square, or for classes that are not as many as its rows.
    """
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.figure import Figure

    matrix = [[int(value) for value in row] for row in matrix]
    count = len(matrix)
    names = [str(name) for name in (range(count) if classes is None else classes)]
    if any(len(row) != count for row in matrix) or len(names) != count:
        raise ValueError("a confusion matrix is square, with one name for each class")
    cell, margin = 0.46, INCHES_PER_CHARACTER * max(map(len, names)) + 0.45
    slanted = max(map(len, names)) > 4
    top = 0.3 + (0.075 * max(map(len, names)) if slanted else 0.2) + (0.3 if title else 0)
    width, height = margin + cell * count + 0.3, top + cell * count + 0.15
    figure = Figure(figsize=(width, height), facecolor="white")
    axes = figure.add_axes((margin / width, 0.15 / height, cell * count / width, cell * count / height))
    right = LinearSegmentedColormap.from_list("right", RIGHT)
    wrong = LinearSegmentedColormap.from_list("wrong", WRONG)
    most_right = max((matrix[i][i] for i in range(count)), default=0) or 1
    most_wrong = max((matrix[i][j] for i in range(count) for j in range(count) if i != j), default=0) or 1
    colours = [
        [right(value / most_right) if i == j else wrong(value / most_wrong) for j, value in enumerate(row)]
        for i, row in enumerate(matrix)
    ]
    axes.imshow(colours)
    for i, row in enumerate(matrix):
        for j, value in enumerate(row):
            if value:
                axes.text(j, i, f"{value}", ha="center", va="center", size=9, weight="bold" if i == j else "normal")
    axes.set_xticks(
        range(count), names, rotation=45 if slanted else 0, ha="left" if slanted else "center", rotation_mode="anchor"
    )
    axes.set_yticks(range(count), names)
    axes.tick_params(length=0, labelsize=9, labeltop=True, labelbottom=False, pad=3)
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("predicted", size=10)
    axes.set_ylabel("true", size=10)
    draw_cell_grid(axes, count, count, "#DDDDDD")
    axes.spines[:].set_color("#888888")
    if title:
        figure.text((margin + cell * count / 2) / width, 1 - 0.08 / height, title, ha="center", va="top", size=10)
    return figure
