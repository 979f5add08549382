"""Lines over epochs and the like, each labelled where it ends, so that nobody has to match colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from course_utils.plotting.figure import INCHES_PER_CHARACTER, show_figure
from course_utils.plotting.palette import CURVES

if TYPE_CHECKING:  # slow to import: only when there is something to draw
    from matplotlib.figure import Figure

    from course_utils.training.history import History

Curve = Sequence[float] | tuple[Sequence[float], Sequence[float]]

LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)))  # told apart without colours as well
LABEL_HEIGHT = 0.19  # inches between two labels


def show_curves(
    panels: Mapping[str, Mapping[str, Curve]],
    alt: str,
    *,
    x_label: str = "epoch",
    width: float = 4.2,
    height: float = 2.9,
    limits: Mapping[str, tuple[float, float]] | None = None,
    marks: Mapping[str, Sequence[tuple[float, float, str]]] | None = None,
) -> None:
    """Display one or more panels of curves side by side, with a description for people who can't see them.

    panels: a mapping from the title of a panel to its curves; the curves map a label to their values, either
        a sequence of numbers (drawn over 1, 2, 3, …) or a pair (x, y) of sequences. The same label has the
        same colour and the same kind of line in every panel.
    alt: what the figure shows, in words. It must not be empty.
    x_label: what runs along the horizontal axes.
    width, height: of one panel, in inches.
    limits: for titles of panels, the lowest and highest value shown; as the curves need it, if not given.
    marks: for titles of panels, single points as (x, y, text), the text written beside the point.

    Raises ValueError for a curve whose x and y are not equally many, or for an empty ``alt``.
    """
    show_figure(alt, draw_curves, panels, x_label=x_label, width=width, height=height, limits=limits, marks=marks)


def show_history(history: History, alt: str, *, other: Mapping[str, History] | None = None) -> None:
    """Display a training's loss and accuracy over its epochs, with a description in ``alt``.

    history: a ``course_utils.training.History``.
    other: further curves for each panel, as a mapping from label to another History, whose validation curves
        are drawn.

    Raises ValueError for an empty ``alt``.
    """
    losses, accuracies = {"training": history.train_loss}, {"training": history.train_accuracy}
    for label, one in {"validation": history, **(other or {})}.items():
        if one.validation_loss:
            losses[label], accuracies[label] = one.validation_loss, one.validation_accuracy
    show_curves({"loss": losses, "accuracy": accuracies}, alt)


def draw_curves(
    panels: Mapping[str, Mapping[str, Curve]],
    *,
    x_label: str = "epoch",
    width: float = 4.2,
    height: float = 2.9,
    limits: Mapping[str, tuple[float, float]] | None = None,
    marks: Mapping[str, Sequence[tuple[float, float, str]]] | None = None,
) -> Figure:
    """The figure of ``show_curves``, not yet displayed.

    Raises ValueError for a curve whose x and y are not equally many.
    """
    from matplotlib.figure import Figure

    labels = list(dict.fromkeys(label for curves in panels.values() for label in curves))
    room = INCHES_PER_CHARACTER * max((len(label) for label in labels), default=0) + 0.2
    total = (width + room) * len(panels) + 0.15
    figure = Figure(figsize=(total, height), facecolor="white")
    for number, (title, curves) in enumerate(panels.items()):
        left, bottom = (width + room) * number + 0.62, 0.52
        box = (left / total, bottom / height, (width - 0.62) / total, (height - bottom - 0.36) / height)
        axes = figure.add_axes(box)
        _draw(axes, title, curves, labels, x_label, (limits or {}).get(title))
        _draw_marks(axes, (marks or {}).get(title, ()))
    return figure


def _draw(axes, title, curves, labels, x_label, limits):
    ends, places = [], []
    for label, values in curves.items():
        xs, ys = _points(values)
        places += xs
        number = labels.index(label) % len(CURVES)
        marker = "o" if len(xs) <= 25 else None
        axes.plot(xs, ys, ls=LINES[number], color=CURVES[number], marker=marker, markersize=3.5, linewidth=1.7)
        if xs:
            ends.append((ys[-1], label, CURVES[number]))
    axes.set_title(title, size=10, loc="left")
    axes.set_xlabel(x_label, size=9)
    axes.tick_params(labelsize=8.5, color="#888888")
    axes.grid(axis="y", color="#E4E4E4", linewidth=0.7)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color("#888888")
    axes.xaxis.get_major_locator().set_params(integer=all(x.is_integer() for x in places))
    if limits:
        axes.set_ylim(*limits)
    _label_ends(axes, ends)


def _points(values: Curve) -> tuple[list[float], list[float]]:
    """The x and the y of a curve, as lists of floats."""
    if isinstance(values, tuple) and len(values) == 2 and hasattr(values[0], "__len__"):
        xs, ys = values
    else:
        xs, ys = range(1, len(values) + 1), values
    if len(xs) != len(ys):
        raise ValueError(f"a curve has {len(xs)} places and {len(ys)} values")
    return [float(x) for x in xs], [float(y) for y in ys]


def _draw_marks(axes, marks):
    for x, y, text in marks:
        axes.plot([x], [y], ls="none", marker="o", markersize=6, color=CURVES[1], zorder=3)
        axes.annotate(text, (x, y), (6, 5), textcoords="offset points", color=CURVES[1], size=9)


def _label_ends(axes, ends):
    """Write each curve's label to the right of its end, moved up or down where two would overlap."""
    low, high = axes.get_ylim()
    inches = axes.figure.get_figheight() * axes.get_position().height
    step = LABEL_HEIGHT / inches
    places = []
    for value, *_ in sorted(ends, key=lambda end: end[0]):
        place = min(max((value - low) / (high - low), 0), 1)
        places.append(max(place, places[-1] + step) if places else place)
    overflow = max(0, places[-1] - 1) if places else 0
    for place, (_, label, colour) in zip(places, sorted(ends, key=lambda end: end[0]), strict=True):
        axes.text(1.02, place - overflow, label, color=colour, size=9, va="center", ha="left", transform=axes.transAxes)
