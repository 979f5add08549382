"""Filters and feature maps as tiles, with a scale that can be read off. Taught in lecture 6."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from course_utils.plotting.figure import show_figure
from course_utils.plotting.palette import AROUND_ZERO, LOW_TO_HIGH

if TYPE_CHECKING:  # slow to import: only when there is something to draw
    from matplotlib.figure import Figure

GAP = 0.08  # of a tile: between tiles
TITLE = 0.17  # inches: above each tile that has a title
HEAD = 0.34  # inches: above all tiles, for the line that tells the scale


def show_filters(
    weight: Tensor, alt: str, *, titles: Sequence[str] | None = None, columns: int = 8, tile: float = 0.72
) -> None:
    """Display the filters of a convolution, all on one scale, so that weak filters look weak.

    weight: out×C×kh×kw. With C = 3, each filter is one RGB tile: a weight of 0 is mid-grey, the largest
        absolute value of the whole layer is 0 or full colour. Otherwise each filter is the tile of its first
        input channel, orange below zero, white at zero, purple above.
    alt: what the figure shows, in words. It must not be empty.
    titles: a string a filter.
    columns: tiles in a row.
    tile: side of a tile in inches.

    Raises ValueError for a weight of another shape, for titles that are not as many as the filters, or for an empty
    ``alt``.
    """
    show_figure(alt, _draw_filters, weight, titles, columns, tile)


def _draw_filters(weight, titles, columns, tile):
    weight = weight.detach().float().cpu()
    if weight.ndim != 4:
        raise ValueError(f"the weight of a convolution is out×C×kh×kw, and this has the shape {tuple(weight.shape)}")
    if titles and len(titles) != len(weight):
        raise ValueError(f"{len(weight)} filters, but {len(titles)} titles")
    strongest = weight.abs().max().item()
    colour = weight.shape[1] == 3
    tiles = list(weight if colour else weight[:, 0])
    scale = f"one scale for all filters: \u2212{strongest:.2g} … 0 … {strongest:.2g}"
    limits = [(-strongest, strongest)] * len(tiles)
    return _draw(tiles, limits, scale, titles, min(columns, len(tiles)), tile, colour)


def show_feature_maps(
    maps: Tensor | Sequence[Tensor],
    alt: str,
    *,
    titles: Sequence[str] | None = None,
    shared: bool = True,
    columns: int = 8,
    tile: float = 0.9,
) -> None:
    """Display feature maps, the outputs of channels or layers, as tiles.

    maps: a tensor C×H×W or a list of tensors H×W, which may differ in size.
    alt: what the figure shows, in words. It must not be empty.
    titles: a string a map.
    shared: one scale for all maps, so that their strengths can be compared. With False each map takes its
        own, and its largest absolute value is written on it.
    columns, tile: as for ``show_filters``.

    Maps without negative values go from black at 0 to white; else orange is below, white at, purple above 0.

    Raises ValueError for no map at all, for a map of another shape, for titles that are not as many as the maps,
    or for an empty ``alt``.
    """
    show_figure(alt, draw_feature_maps, maps, titles=titles, shared=shared, columns=columns, tile=tile)


def draw_feature_maps(
    maps: Tensor | Sequence[Tensor],
    *,
    titles: Sequence[str] | None = None,
    shared: bool = True,
    columns: int = 8,
    tile: float = 0.9,
    limits: tuple[float, float] | None = None,
) -> Figure:
    """The figure of ``show_feature_maps``, not yet displayed.

    limits: (least, largest) value that a common scale has to hold, if these maps are some of many.

    Raises ValueError for no map at all, for a map of another shape, or for titles that are not as many as the maps.
    """
    maps = [torch.as_tensor(one).detach().float().cpu() for one in maps]
    if not maps:
        raise ValueError("there is no feature map to show")
    for one in maps:
        if one.ndim != 2:
            raise ValueError(f"feature maps are H×W each, and one has the shape {tuple(one.shape)}")
    if titles and len(titles) != len(maps):
        raise ValueError(f"{len(maps)} feature maps, but {len(titles)} titles")
    strongest = [one.abs().max().item() for one in maps]
    least, largest = limits or (min(one.min().item() for one in maps), max(strongest))
    signed = least < 0
    tops = [max(-least, largest)] * len(maps) if shared else strongest
    if shared:
        scale = f"one scale for all: {f'−{tops[0]:.2g} … ' if signed else ''}0 … {tops[0]:.2g}"
    else:
        scale = "each on its own scale, from 0 to " + ("± " if signed else "") + "the number on it"
        titles = [
            f"{title}\n{top:.2g}" if title else f"{top:.2g}"
            for title, top in zip(titles or [""] * len(maps), tops, strict=True)
        ]
    ends = [(-top if signed else 0.0, top) for top in tops]
    return _draw(maps, ends, scale, titles, min(columns, len(maps)), tile, colour=False)


def _draw(tiles, limits, scale, titles, columns, tile, colour):
    from matplotlib.figure import Figure

    rows = math.ceil(len(tiles) / columns)
    label = TITLE * max(title.count("\n") + 1 for title in titles) if titles else 0.0
    step, line = tile * (1 + GAP), tile * (1 + GAP) + label
    width, height = max(columns * step + tile * GAP, 3.4), HEAD + rows * line + tile * GAP
    figure = Figure(figsize=(width, height), facecolor="white")
    figure.text(0.06 / width, 1 - 0.2 / height, scale, size=9, color="#444444", va="center")
    for i, (one, (low, high)) in enumerate(zip(tiles, limits, strict=True)):
        left, top = (i % columns) * step + tile * GAP, HEAD + (i // columns) * line + label
        axes = figure.add_axes((left / width, 1 - (top + tile) / height, tile / width, tile / height))
        axes.set(xticks=[], yticks=[])
        for spine in axes.spines.values():
            spine.set(color="#888888", linewidth=0.5)
        _paint(axes, one, low, high, colour)
        if titles:
            figure.text(
                (left + tile / 2) / width, 1 - (top - 0.03) / height, titles[i], ha="center", va="bottom", size=7.5
            )
    return figure


def _paint(axes, one, low, high, colour):
    from matplotlib.colors import LinearSegmentedColormap

    high = max(high, 1e-12)  # an all-zero map is black, not an error
    if colour:
        axes.imshow((0.5 + one / (2 * high)).clamp(0, 1).permute(1, 2, 0).numpy(), interpolation="nearest")
        return
    stops = AROUND_ZERO if low < 0 else LOW_TO_HIGH
    colours = LinearSegmentedColormap.from_list("tiles", stops)
    values = torch.nan_to_num(one).numpy()
    axes.imshow(values, cmap=colours, vmin=-high if low < 0 else 0.0, vmax=high, interpolation="nearest")
