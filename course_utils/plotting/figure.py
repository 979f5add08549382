"""How a figure is displayed: as a PNG on the page, with a description for people who can't see it."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from IPython.display import display

if TYPE_CHECKING:  # slow to import: only when there is something to draw
    from matplotlib.figure import Figure

DPI = 168  # more than a page's 96 pixels an inch, so that the picture is sharp on a dense screen
INCHES_PER_CHARACTER = 0.085  # of a title or a label, on average


def show_figure(alt: str, draw: Callable[..., Figure], *args: Any, **options: Any) -> None:
    """Display the figure ``draw(*args, **options)``, described by ``alt``.

    Raises ValueError, before anything is drawn, if ``alt`` is empty; and whatever ``draw`` raises.
    """
    if not alt.strip():
        raise ValueError("describe the figure in alt, for those who can't see it")
    figure = draw(*args, **options)
    display({"text/html": to_html(figure, alt), "text/plain": f"[Figure: {alt}]"}, raw=True)


def to_html(figure: Figure, alt: str) -> str:
    """An ``<img>`` that holds the figure as a PNG and ``alt`` as its description."""
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=DPI)
    data = base64.b64encode(png.getvalue()).decode("ascii")
    width = round(figure.get_figwidth() * 96)
    style = "max-width: 100%; height: auto"
    return f'<img alt="{escape(alt)}" width="{width}" style="{style}" src="data:image/png;base64,{data}">'
