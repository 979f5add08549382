"""Tables of numbers with colours: the confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence

from IPython.display import display

from course_utils.plotting.images import to_html

RIGHT, WRONG = ("#FFFFFF", "#8FBFE8"), ("#FFFFFF", "#E8883A")  # blue on the diagonal, orange off it


def show_confusion_matrix(matrix, alt, *, classes=None, title=None):
    """Display a confusion matrix with its numbers, and a description for people who can't see it.

    matrix: C×C whole numbers, rows the true class, columns the predicted one.
    alt: what the figure shows, in words. It must not be empty.
    classes: the names of the classes; 0, 1, 2, …, if not given.
    title: above the matrix.

    Right answers, on the diagonal, are blue. Errors are orange, the strongest colour for the most frequent
    error, because beside the right answers all errors would look alike. A zero stays empty.
    """
    if not alt.strip():
        raise ValueError("show_confusion_matrix: describe the figure in alt, for those who can't see it")
    figure = draw_confusion_matrix(matrix, classes=classes, title=title)
    display({"text/html": to_html(figure, alt), "text/plain": f"[Figure: {alt}]"}, raw=True)


def draw_confusion_matrix(matrix, *, classes: Sequence[str] | None = None, title=None):
    """The figure of `show_confusion_matrix`, not yet displayed."""
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.figure import Figure

    matrix = [[int(value) for value in row] for row in matrix]
    count = len(matrix)
    names = [str(name) for name in (range(count) if classes is None else classes)]
    if any(len(row) != count for row in matrix) or len(names) != count:
        raise ValueError("a confusion matrix is square, with one name for each class")
    cell, margin = 0.46, 0.085 * max(map(len, names)) + 0.45
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
    axes.set_xticks([place + 0.5 for place in range(count - 1)], minor=True)
    axes.set_yticks([place + 0.5 for place in range(count - 1)], minor=True)
    axes.grid(which="minor", color="#DDDDDD", linewidth=0.6)
    axes.tick_params(which="minor", length=0)
    axes.spines[:].set_color("#888888")
    if title:
        figure.text((margin + cell * count / 2) / width, 1 - 0.08 / height, title, ha="center", va="top", size=10)
    return figure
