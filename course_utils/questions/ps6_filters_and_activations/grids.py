"""Grids of filters as torchvision lays them out, each filter on a scale of its own."""

import torch
import torch.nn.functional as F

COLUMNS = 8
GREY = 0.5


def make_grid(*args, **how):
    # Not at the top: torchvision takes longer to import than all questions together, and few need it.
    from torchvision.utils import make_grid

    return make_grid(*args, **how)


def laid_out(tiles, weight, as_parameter, *, nrow=COLUMNS, background=1.0, kept=slice(None)):
    grid = make_grid(tiles, nrow=nrow, padding=1, pad_value=background)
    grid = grid[: weight.shape[1]]  # torchvision makes three channels of one
    grid = grid[:, kept, kept]
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def oracle(weight, as_parameter=False, **layout):
    return laid_out(each_from_0_to_1(weight), weight, as_parameter, **layout)


def each_from_0_to_1(weight):
    # Each filter divided by its largest weight first: torchvision stretches nothing whose range is below 0.00001.
    as_strong = F.normalize(weight.flatten(1), torch.inf).view_as(weight)
    tiles = torch.stack([stretched(one) for one in as_strong])
    tiles[~tiles.any((1, 2, 3))] = GREY  # torchvision makes a constant filter black
    return tiles


def stretched(one, **how):
    return make_grid(one, normalize=True, **how)[: len(one)]
