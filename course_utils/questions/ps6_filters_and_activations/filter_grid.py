"""filter_grid(weight): all filters of a layer in one image, each on a scale of its own."""

import re

import torch
import torch.nn.functional as F
from torch import nn

from course_utils.questions.draws import normal
from course_utils.questions.ps6_filters_and_activations.sections import (
    LAYOUT,
    LECTURE_FILTERS,
    LECTURE_SCALE,
    SCALES,
    TILES,
)
from course_utils.questions.question import Aspect, Case, Forbidden, Misconception, Question

COLUMNS = 8
GREY = 0.5


def cases(rng):
    constant = normal(rng, 6, 3, 3, 3)
    constant[1], constant[4] = 0.25, 0.0
    strengths = normal(rng, 9, 3, 3, 3) * torch.logspace(-2, 1, 9)[:, None, None, None]
    return [
        Case("ten colour filters, so that the second row is not full", (normal(rng, 10, 3, 3, 3),)),
        Case("five grey filters that are wider than high", (normal(rng, 5, 1, 2, 4),)),
        Case("exactly eight filters", (normal(rng, 8, 3, 4, 3),)),
        Case("seventeen filters, some of them a thousand times stronger", (strengths.repeat(2, 1, 1, 1)[:17],)),
        Case("two filters that are constant", (constant,)),
        Case("only positive weights, only negative ones", (normal(rng, 4, 3, 3, 3).abs() * _signs(),)),
        Case("the parameter of a layer", (normal(rng, 9, 1, 3, 3),), {"as_parameter": True}),
        Case(
            "the weight compared before and after",
            (normal(rng, 3, 3, 5, 5),),
            {"as_parameter": False},
            Aspect.INPUT_UNCHANGED,
        ),
    ]


def _signs():
    return torch.tensor([1.0, -1, 1, -1])[:, None, None, None]


def probe(answer, weight, as_parameter=False):
    """The grid; for a parameter, also whether it is still attached to the graph."""
    grid = answer(nn.Parameter(weight.clone()) if as_parameter else weight)
    if not as_parameter:
        return grid
    return {"grid": grid, "requires_grad": isinstance(grid, torch.Tensor) and grid.requires_grad}


def make_grid(*args, **how):
    # Not at the top: torchvision takes longer to import than all questions together, and few need it.
    from torchvision.utils import make_grid

    return make_grid(*args, **how)


def _laid_out(tiles, weight, as_parameter, *, nrow=COLUMNS, background=1.0, kept=slice(None)):
    grid = make_grid(tiles, nrow=nrow, padding=1, pad_value=background)
    grid = grid[: weight.shape[1]]  # torchvision makes three channels of one
    grid = grid[:, kept, kept]
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def oracle(weight, as_parameter=False, **layout):
    return _laid_out(_each_from_0_to_1(weight), weight, as_parameter, **layout)


def _each_from_0_to_1(weight):
    tiles = torch.stack([_stretched(one) for one in weight])
    tiles[~tiles.any((1, 2, 3))] = GREY  # torchvision makes a constant filter black
    return tiles


def _stretched(one, **how):
    return make_grid(one, normalize=True, **how)[: len(one)]


def _over_all(weight):
    low, high = weight.min().item(), weight.max().item()
    return torch.stack([_stretched(one, value_range=(low, high)) for one in weight])


def _with_tiles(make):
    return lambda weight, as_parameter=False: _laid_out(make(weight), weight, as_parameter)


def _with_layout(**layout):
    return lambda weight, as_parameter=False: oracle(weight, as_parameter, **layout)


def _largest(weight):
    return weight.abs().flatten(1).amax(1)[:, None, None, None]


def _constant_as(value):
    def tiles(weight):
        flat = weight.flatten(1)
        scaled = _each_from_0_to_1(weight)
        scaled[flat.amax(1) == flat.amin(1)] = value
        return scaled

    return tiles


def _each_channel(weight):
    return torch.stack([_each_from_0_to_1(one[:, None])[:, 0] for one in weight])


def _column_by_column(weight, as_parameter=False):
    tiles = _each_from_0_to_1(weight)
    rows = -(-len(tiles) // COLUMNS)
    missing = min(COLUMNS, len(tiles)) * rows - len(tiles)
    filled = torch.cat([tiles, tiles.new_ones(missing, *tiles.shape[1:])])
    by_column = filled.unflatten(0, (-1, rows)).transpose(0, 1).flatten(0, 1)
    return _laid_out(by_column, weight, as_parameter)


def _without_gaps(weight, as_parameter=False):
    grid = make_grid(_each_from_0_to_1(weight), nrow=COLUMNS, padding=0, pad_value=1.0)[: weight.shape[1]]
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def _shifted_to_the_corner(weight, as_parameter=False):
    grid = F.pad(oracle(weight)[:, 1:, 1:], (0, 1, 0, 1), value=1.0)
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def _row_too_many(where):
    """The grid with an empty row more, for as many filters as ``where(count)`` says."""

    def wrong(weight, as_parameter=False):
        grid = F.pad(oracle(weight), (0, 0, 0, where(len(weight)) * (weight.shape[2] + 1)), value=1.0)
        return {"grid": grid, "requires_grad": False} if as_parameter else grid

    return wrong


def _channels_last(weight, as_parameter=False):
    grid = oracle(weight).permute(1, 2, 0)
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def _always_eight_columns(weight, as_parameter=False):
    grid = oracle(weight)
    missing = COLUMNS - min(COLUMNS, len(weight))
    grid = F.pad(grid, (0, missing * (weight.shape[3] + 1)), value=1.0)
    return {"grid": grid, "requires_grad": False} if as_parameter else grid


def _grid(seen):
    grid = seen.value.get("grid") if isinstance(seen.value, dict) else seen.value
    return grid if isinstance(grid, torch.Tensor) else None


def _tiles_do_not_fit(seen):
    return seen.error is not None and re.search(r"must match|broadcast|expanded", seen.error.message) is not None


def _one_side_for_both(verdict, seen):
    """A tile that doesn't fit into its place, or a grid that is reckoned with the wrong sides; both for other tiles."""
    count, _, height, width = verdict.case.args[0].shape
    if height == width:
        return False
    columns = min(COLUMNS, count)
    rows = -(-count // columns)
    wrong = ((height, height), (width, width), (width, height))
    sizes = [(rows * (high + 1) + 1, columns * (wide + 1) + 1) for high, wide in wrong]
    grid = _grid(seen)
    return _tiles_do_not_fit(seen) or grid is not None and grid.shape[1:] in sizes


def _last_row_missing(verdict, seen):
    """No room for a last row that isn't full, or no such row."""
    count, _, height, width = verdict.case.args[0].shape
    if count < COLUMNS or count % COLUMNS == 0:
        return False
    size = (count // COLUMNS * (height + 1) + 1, COLUMNS * (width + 1) + 1)
    grid = _grid(seen)
    return _tiles_do_not_fit(seen) or grid is not None and grid.shape[1:] == size


def _keeps_graph(_verdict, seen):
    return isinstance(seen.value, dict) and seen.value.get("requires_grad") is True


def _leaf_written(_verdict, seen):
    return seen.error is not None and "Can't call numpy()" in seen.error.message


MISCONCEPTIONS = (
    Misconception(
        "scaled_over_all_filters",
        "Your function scales all filters together, with one minimum and one maximum. Here each filter takes its own.",
        "What are the minimum and maximum of one tile in your grid? Is each of them 0 and 1?",
        LECTURE_SCALE,
        oracles=(_with_tiles(_over_all),),
        stronger="Give it the filter of this section and a tenth of it, `torch.stack([w, w / 10])[:, None]`: both "
        "tiles have to hold 0, 0.5, 0.75 and 1. In yours the second one goes from 0.45 to 0.55 only. Print your "
        "minimum and maximum for each tile: over which weights do they run?",
    ),
    Misconception(
        "each_channel_by_itself",
        "Your function scales each colour channel of a filter by itself. The colours no longer mean anything: a weak "
        "blue looks as strong as a strong red.",
        "Over how many numbers does the minimum of one 3×3×3 filter go: over 9 or over 27?",
        SCALES,
        oracles=(_with_tiles(_each_channel),),
        stronger="Give it one filter of three channels, `torch.tensor([[[[0., 8.]], [[0., 4.]], [[0., 2.]]]])`: the "
        "tile has to hold 0 and 1, 0 and 0.5, 0 and 0.25. In yours it is 0 and 1 three times. How many minima does "
        "your code compute for this filter, and how many should there be?",
    ),
    Misconception(
        "minimum_not_subtracted",
        "Your function divides by the largest value without subtracting the smallest one: negative weights stay "
        "negative, or vanish.",
        "Which value of your tile belongs to the smallest weight? It should be 0.",
        SCALES,
        oracles=(
            _with_tiles(lambda w: w / w.flatten(1).amax(1)[:, None, None, None]),
            _with_tiles(lambda w: w / _largest(w)),
            _with_tiles(lambda w: (w / w.flatten(1).amax(1)[:, None, None, None]).clamp(0, 1)),
            _with_tiles(lambda w: (w / _largest(w)).clamp(0, 1)),
        ),
        stronger="Give it the filter of this section, −2, 0, 1, 2: its tile has to hold 0, 0.5, 0.75, 1, and yours "
        "begins with −1 or 0 and goes on with 0, 0.5, 1. What has to happen to all weights first, so that −2 becomes "
        "0? And what do you divide by then, 2 or 4?",
    ),
    Misconception(
        "absolute_values",
        "Your function draws absolute values: −2 looks like 2. Light against dark becomes light against light.",
        "Which two weights of an edge filter get the same brightness in your grid?",
        SCALES,
        oracles=(
            _with_tiles(lambda w: w.abs() / _largest(w)),
            _with_tiles(lambda w: _each_from_0_to_1(w.abs())),
        ),
        stronger="Give it the filter of this section, −2, 0, 1, 2: its tile has to hold 0, 0.5, 0.75, 1, and yours "
        "holds 1, 0, 0.5, 1, so that −2 and 2 look alike. Which call in your code loses the sign? The formula at the "
        "top of the section has no such step.",
    ),
    Misconception(
        "zero_is_mid_grey",
        "Your function puts 0 at mid-grey, as the lecture does for all filters together. Here a filter's smallest "
        "weight is 0 and its largest is 1, wherever zero lies.",
        "What comes out for a filter with weights from 1 to 3? It should use the whole scale.",
        SCALES,
        oracles=(
            _with_tiles(lambda w: 0.5 + w / (2 * _largest(w))),
            _with_tiles(lambda w: 0.5 + w / (2 * w.abs().max())),
        ),
        stronger="Give it `torch.tensor([[[[1., 2., 3.]]]])`: the tile has to hold 0, 0.5 and 1, and yours is about "
        "0.67, 0.83 and 1. In your formula −3 would get 0, but there is no −3 in this filter. Which weight gets 0 in "
        "the formula at the top of the section?",
    ),
    Misconception(
        "constant_filter_is_nan",
        "For a constant filter your function divides by zero, and the tile is full of NaN.",
        "What is the largest minus the smallest weight of a filter full of zeros?",
        SCALES,
        oracles=(_with_tiles(_constant_as(torch.nan)),),
        stronger="Give it `torch.full((1, 1, 2, 2), 3.0)`: 0.5 has to stand everywhere in the tile. Print the number "
        "that you divide by: it is 0 here, and 0 / 0 is NaN. How can your code notice that before the division, and "
        "what does the tile get then?",
    ),
    Misconception(
        "constant_filter_not_grey",
        "A constant filter is black or white in your grid. It should be mid-grey, 0.5: no weight of it is larger than "
        "any other.",
        "Which value do you get for a filter of equal weights, and in which line does it come about?",
        SCALES,
        oracles=(_with_tiles(_constant_as(0.0)), _with_tiles(_constant_as(1.0))),
        stronger="Give it `torch.full((1, 1, 2, 2), 3.0)`: 0.5 has to stand everywhere in the tile. If a tiny number "
        "is added below the fraction bar, 0 / 10⁻¹² is 0; `nan_to_num` also makes it 0. So neither helps: where can "
        "you ask whether all weights are equal, before the formula?",
    ),
    Misconception(
        "filled_by_column",
        "Your grid is filled column by column. Filter 1 belongs to the right of filter 0.",
        "Where do you put number `i`? What are `i // 8` and `i % 8`?",
        LAYOUT,
        oracles=(_column_by_column,),
        stronger="For ten filters, print the row and the column of tile 0, 1, 8 and 9: (0, 0), (0, 1), (1, 0) and (1, "
        "1) are needed; yours are (0, 0), (1, 0), (0, 4) and (1, 4). By which number do you divide `i`, and how many "
        "tiles are there before a new row begins?",
    ),
    Misconception(
        "frame_missing",
        "The gaps between your tiles are right, but the one-pixel frame around all of them is missing, or two of its "
        "four sides are.",
        "How high is a grid of one row of 3×3 filters, with one white row above and one below? In which row and column "
        "does tile 0 begin?",
        LAYOUT,
        oracles=(
            _with_layout(kept=slice(1, -1)),
            _with_layout(kept=slice(None, -1)),
            _with_layout(kept=slice(1, None)),
            _shifted_to_the_corner,
        ),
        stronger="For ten filters of 3×3×3 the grid has to be 3×9×33. Eight tiles are 24 pixels wide and have seven "
        "gaps between them: where do the other two white columns stand? Look at your size, at the column where tile 0 "
        "begins (1 is right), and at what you cut off in the end.",
    ),
    Misconception(
        "gaps_missing",
        "Your tiles stand without gaps, so that nobody sees where a filter ends.",
        "How far apart are the top left pixels of two neighbouring 3×3 tiles?",
        LAYOUT,
        oracles=(_without_gaps,),
        stronger="For ten filters of 3×3×3 the grid has to be 3×9×33, and yours is 3×6×24. Tiles 0, 1 and 2 have to "
        "begin in the columns 1, 5 and 9; yours begin at 0, 3 and 6. How far is it from one tile to the next, and how "
        "many white columns are there in all?",
    ),
    Misconception(
        "background_is_not_white",
        "The gaps and the empty places of your grid are not white (1).",
        "With which value do you fill the grid before the tiles are put in?",
        LAYOUT,
        oracles=(_with_layout(background=0.0), _with_layout(background=0.5)),
        stronger="For ten filters, print `grid[0, 0, 0]`, which is the frame, and `grid[0, -2, -2]`, which is an "
        "empty place: both have to be 1. They keep the value that the grid had before the first tile. Which call made "
        "it, and which value does that call fill in?",
    ),
    Misconception(
        "always_eight_columns",
        "Your grid has eight columns even for fewer filters. It should then have as many columns as there are filters.",
        "How wide is your grid for five filters of 2×4?",
        LAYOUT,
        oracles=(_always_eight_columns,),
        stronger="For five filters of 2×4 the grid has to be 1×4×26, and yours is 1×4×41 = 8 · 5 + 1 wide. Write down "
        "the number of columns that is needed for 5, 8 and 10 filters: 5, 8 and 8. Which function of two numbers "
        "gives that?",
    ),
    Misconception(
        "last_row_missing",
        "There is no room in your grid for a last row that isn't full: the number of rows is rounded down.",
        "How many rows do ten filters need? And what is `10 // 8`?",
        LAYOUT,
        recognise=_last_row_missing,
        stronger="For ten filters of 3×3×3 the grid has to be 3×9×33, because two rows are begun. Write down the "
        "number of rows that is needed for 8, 9, 16 and 17 filters: 1, 2, 2 and 3. What does your formula give for 9 "
        "and 17, and which way does it round?",
    ),
    Misconception(
        "row_too_many",
        "Your grid has an empty row of tiles at its bottom, at least where the last row is full.",
        "How many rows do eight filters need? How many does your grid have for them?",
        LAYOUT,
        oracles=(_row_too_many(lambda count: count % COLUMNS == 0), _row_too_many(lambda count: 1)),
        stronger="For eight filters of 3×4×3 the grid has to be 3×6×33, and yours is 3×11×33. Write down the number "
        "of rows that is needed for 7, 8, 9 and 16 filters: 1, 1, 2 and 2. What does your formula give for 8 and 16, "
        "and with which filter does a new row begin?",
    ),
    Misconception(
        "one_side_for_both",
        "One side of the filters serves for both, or the two are mixed up: your grid works for square filters only.",
        "`weight.shape` is (filters, channels, height, width). How high and how wide is a tile of a 2×4 filter?",
        LAYOUT,
        recognise=_one_side_for_both,
        stronger="For five filters of 2×4 the grid has to be 4 high and 26 wide. Print the names that you unpack "
        "`weight.shape` into, and write the 2 or the 4 next to each use: rows of the grid and slices of axis 1 need "
        "the 2, columns and slices of axis 2 the 4.",
    ),
    Misconception(
        "channels_last",
        "Your grid is H×W×C, as Matplotlib likes it. Asked for is C×H×W, as PyTorch and `show_images` like it.",
        "Print the shape of your result for ten filters of 3×3×3.",
        LECTURE_FILTERS,
        oracles=(_channels_last,),
        stronger="For ten filters of 3×3×3 the grid has to be 3×9×33, and yours is 9×33×3. Where is the channel moved "
        "to the end: in the sizes with which you make the empty grid, or in a `permute` or its like in the last "
        "lines?",
    ),
    Misconception(
        "graph_kept",
        "Your picture of a layer's parameter is still attached to the graph, or NumPy refuses it because of that.",
        "What is `requires_grad` of `layer.weight`, and what of everything computed from it?",
        LECTURE_FILTERS,
        recognise=lambda verdict, seen: _keeps_graph(verdict, seen) or _leaf_written(verdict, seen),
        stronger="Call it with `nn.Conv2d(1, 2, 3).weight` and print `requires_grad` of the grid: False is needed. A "
        "`clone()` doesn't help, because it stays in the graph. If you get an error of `.numpy()` instead, read its "
        "message to the end: it names the method that you need in both cases.",
    ),
)

QUESTION = Question(
    name="filter_grid",
    title="All filters in one picture: filter_grid",
    section=TILES,
    cases=cases,
    oracle=oracle,
    probe=probe,
    misconceptions=MISCONCEPTIONS,
    forbidden=Forbidden(calls=("torchvision.*", "kornia.*"), instead="Lay the tiles out yourself."),
    shows=("weight",),
)
