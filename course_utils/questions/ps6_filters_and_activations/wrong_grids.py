"""What mistakes of a grid of filters come to, and by what they are recognised."""

import re

import torch
import torch.nn.functional as F

from course_utils.questions.ps6_filters_and_activations.grids import (
    COLUMNS,
    GREY,
    each_from_0_to_1,
    laid_out,
    make_grid,
    oracle,
    stretched,
)


def over_all(weight):
    low, high = weight.min().item(), weight.max().item()
    return torch.stack([stretched(one, value_range=(low, high)) for one in weight])


def with_tiles(make):
    return lambda weight, as_parameter=False: laid_out(make(weight), weight, as_parameter)


def with_layout(**layout):
    return lambda weight, as_parameter=False: oracle(weight, as_parameter, **layout)


def largest(weight):
    return weight.abs().flatten(1).amax(1)[:, None, None, None]


def constant_as(value):
    def tiles(weight):
        flat = weight.flatten(1)
        scaled = each_from_0_to_1(weight)
        scaled[flat.amax(1) == flat.amin(1)] = value
        return scaled

    return tiles


def weak_as_grey(weight):
    """Weights that are nearly equal are taken for equal."""
    flat = weight.flatten(1)
    tiles = each_from_0_to_1(weight)
    tiles[flat.amax(1) - flat.amin(1) < 1e-6] = GREY
    return tiles


def each_channel(weight):
    return torch.stack([each_from_0_to_1(one[:, None])[:, 0] for one in weight])


def column_by_column(weight, as_parameter=False):
    tiles = each_from_0_to_1(weight)
    rows = -(-len(tiles) // COLUMNS)
    missing = min(COLUMNS, len(tiles)) * rows - len(tiles)
    filled = torch.cat([tiles, tiles.new_ones(missing, *tiles.shape[1:])])
    by_column = filled.unflatten(0, (-1, rows)).transpose(0, 1).flatten(0, 1)
    return laid_out(by_column, weight, as_parameter)


def without_gaps(weight, as_parameter=False):
    grid = make_grid(each_from_0_to_1(weight), nrow=COLUMNS, padding=0, pad_value=1.0)[: weight.shape[1]]
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def shifted_to_the_corner(weight, as_parameter=False):
    grid = F.pad(oracle(weight)[:, 1:, 1:], (0, 1, 0, 1), value=1.0)
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def row_too_many(where):
    """The grid with an empty row more, for as many filters as ``where(count)`` says."""

    def wrong_grid(weight, as_parameter=False):
        grid = F.pad(oracle(weight), (0, 0, 0, where(len(weight)) * (weight.shape[2] + 1)), value=1.0)
        return {"grid": grid, "requires_grad": False} if as_parameter else grid

    return wrong_grid


def channels_last(weight, as_parameter=False):
    grid = oracle(weight).permute(1, 2, 0)
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def always_eight_columns(weight, as_parameter=False):
    grid = oracle(weight)
    missing = COLUMNS - min(COLUMNS, len(weight))
    grid = F.pad(grid, (0, missing * (weight.shape[3] + 1)), value=1.0)
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def grid_of(seen):
    grid = seen.value.get("grid") if isinstance(seen.value, dict) else seen.value
    return grid if isinstance(grid, torch.Tensor) else None


def tiles_do_not_fit(seen):
    return seen.error is not None and re.search(r"must match|broadcast|expanded", seen.error.message) is not None


def one_side_for_both(verdict, seen):
    """A tile that doesn't fit into its place, or a grid that is reckoned with the wrong sides; both for other tiles."""
    count, _, height, width = verdict.case.args[0].shape
    if height == width:
        return False
    columns = min(COLUMNS, count)
    rows = -(-count // columns)
    wrong = ((height, height), (width, width), (width, height))
    sizes = [(rows * (high + 1) + 1, columns * (wide + 1) + 1) for high, wide in wrong]
    grid = grid_of(seen)
    return tiles_do_not_fit(seen) or grid is not None and grid.shape[1:] in sizes


def last_row_missing(verdict, seen):
    """No room for a last row that isn't full, or no such row."""
    count, _, height, width = verdict.case.args[0].shape
    if count < COLUMNS or count % COLUMNS == 0:
        return False
    size = (count // COLUMNS * (height + 1) + 1, COLUMNS * (width + 1) + 1)
    grid = grid_of(seen)
    return tiles_do_not_fit(seen) or grid is not None and grid.shape[1:] == size


def weakest_is_pale(verdict, seen):
    """The tile of a filter that is next to nothing, but not constant, doesn't use the whole scale from 0 to 1."""
    weight, grid = verdict.case.args[0], grid_of(seen)
    ranges = weight.flatten(1).amax(1) - weight.flatten(1).amin(1)
    if ranges.min() == 0 or ranges.min() > 1e-6 or grid is None or grid.shape != oracle(weight).shape:
        return False
    number, (height, width) = ranges.argmin().item(), weight.shape[2:]
    top, left = number // COLUMNS * (height + 1) + 1, number % COLUMNS * (width + 1) + 1
    tile = grid[:, top : top + height, left : left + width]
    return bool(tile.max() - tile.min() < 0.99)


def keeps_graph(_verdict, seen):
    return isinstance(seen.value, dict) and seen.value.get("requires_grad") is True


def leaf_written(_verdict, seen):
    return seen.error is not None and "Can't call numpy()" in seen.error.message
