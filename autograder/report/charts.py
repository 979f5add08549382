"""The report's one picture, as SVG inside the page: sharp at any size, and in the page's own font."""

import io
from collections.abc import Sequence

from markupsafe import Markup
from matplotlib.figure import Figure

BLUE = "#0072b2"
BINS = 20


def histogram(scores: Sequence[float], max_score: float) -> Markup:
    """How many students reached how many points."""
    figure = Figure(figsize=(7.2, 2.4), layout="constrained")
    axes = figure.add_subplot()
    axes.hist(scores, bins=BINS, range=(0, max_score or 1), color=BLUE, edgecolor="white")
    axes.set_xlabel(f"points, of {max_score:g}")
    axes.set_ylabel("students")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    buffer = io.StringIO()
    # Text stays text; no metadata, which changes from run to run and is not allowed in an HTML page.
    figure.savefig(buffer, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    svg = buffer.getvalue()
    return Markup(svg[svg.index("<svg") :])
