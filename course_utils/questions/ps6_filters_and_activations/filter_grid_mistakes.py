"""The mistakes of a grid of filters, told to the student."""

import torch

from course_utils.questions.ps6_filters_and_activations import wrong_grids as wrong
from course_utils.questions.ps6_filters_and_activations.grids import COLUMNS, each_from_0_to_1
from course_utils.questions.ps6_filters_and_activations.sections import (
    LAYOUT,
    LECTURE_FILTERS,
    LECTURE_SCALE,
    SCALES,
)
from course_utils.questions.question import Misconception

MISCONCEPTIONS = (
    Misconception(
        "scaled_over_all_filters",
        "Your function scales all filters together, with one minimum and one maximum. Here each filter takes its own.",
        "What are the minimum and maximum of one tile in your grid? Is each of them 0 and 1?",
        LECTURE_SCALE,
        oracles=(wrong.with_tiles(wrong.over_all),),
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
        oracles=(wrong.with_tiles(wrong.each_channel),),
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
            wrong.with_tiles(lambda w: w / w.flatten(1).amax(1)[:, None, None, None]),
            wrong.with_tiles(lambda w: w / wrong.largest(w)),
            wrong.with_tiles(lambda w: (w / w.flatten(1).amax(1)[:, None, None, None]).clamp(0, 1)),
            wrong.with_tiles(lambda w: (w / wrong.largest(w)).clamp(0, 1)),
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
            wrong.with_tiles(lambda w: w.abs() / wrong.largest(w)),
            wrong.with_tiles(lambda w: each_from_0_to_1(w.abs())),
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
            wrong.with_tiles(lambda w: 0.5 + w / (2 * wrong.largest(w))),
            wrong.with_tiles(lambda w: 0.5 + w / (2 * w.abs().max())),
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
        oracles=(wrong.with_tiles(wrong.constant_as(torch.nan)),),
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
        oracles=(wrong.with_tiles(wrong.constant_as(0.0)), wrong.with_tiles(wrong.constant_as(1.0))),
        stronger="Give it `torch.full((1, 1, 2, 2), 3.0)`: 0.5 has to stand everywhere in the tile. If a tiny number "
        "is added below the fraction bar, 0 / 10⁻¹² is 0; `nan_to_num` also makes it 0. So neither helps: where can "
        "you ask whether all weights are equal, before the formula?",
    ),
    Misconception(
        "weak_filter_not_stretched",
        "A filter with very small weights is grey or pale in your grid. However small they are, the smallest becomes 0 "
        "and the largest 1; only where all weights are *equal* is the tile mid-grey.",
        "Is there a number like 0.000001 in your code? Which filters does it change?",
        SCALES,
        oracles=(wrong.with_tiles(wrong.weak_as_grey),),
        recognise=wrong.weakest_is_pale,
        stronger="Give it the filter of this section, made a hundred million times weaker, `(w / 1e8)[None, None]`: 0, "
        "0.5, 0.75 and 1 have to come out, as without the division. Print the largest minus the smallest weight. With "
        "what does your code compare this number, or what does it add to it? What can it compare with instead?",
    ),
    Misconception(
        "filled_by_column",
        "Your grid is filled column by column. Filter 1 belongs to the right of filter 0.",
        "Where do you put number `i`? What are `i // 8` and `i % 8`?",
        LAYOUT,
        oracles=(wrong.column_by_column,),
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
            wrong.with_layout(kept=slice(1, -1)),
            wrong.with_layout(kept=slice(None, -1)),
            wrong.with_layout(kept=slice(1, None)),
            wrong.shifted_to_the_corner,
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
        oracles=(wrong.without_gaps,),
        stronger="For ten filters of 3×3×3 the grid has to be 3×9×33, and yours is 3×6×24. Tiles 0, 1 and 2 have to "
        "begin in the columns 1, 5 and 9; yours begin at 0, 3 and 6. How far is it from one tile to the next, and how "
        "many white columns are there in all?",
    ),
    Misconception(
        "background_is_not_white",
        "The gaps and the empty places of your grid are not white (1).",
        "With which value do you fill the grid before the tiles are put in?",
        LAYOUT,
        oracles=(wrong.with_layout(background=0.0), wrong.with_layout(background=0.5)),
        stronger="For ten filters, print `grid[0, 0, 0]`, which is the frame, and `grid[0, -2, -2]`, which is an "
        "empty place: both have to be 1. They keep the value that the grid had before the first tile. Which call made "
        "it, and which value does that call fill in?",
    ),
    Misconception(
        "always_eight_columns",
        "Your grid has eight columns even for fewer filters. It should then have as many columns as there are filters.",
        "How wide is your grid for five filters of 2×4?",
        LAYOUT,
        oracles=(wrong.always_eight_columns,),
        stronger="For five filters of 2×4 the grid has to be 1×4×26, and yours is 1×4×41 = 8 · 5 + 1 wide. Write down "
        "the number of columns that is needed for 5, 8 and 10 filters: 5, 8 and 8. Which function of two numbers "
        "gives that?",
    ),
    Misconception(
        "last_row_missing",
        "There is no room in your grid for a last row that isn't full: the number of rows is rounded down.",
        "How many rows do ten filters need? And what is `10 // 8`?",
        LAYOUT,
        recognise=wrong.last_row_missing,
        stronger="For ten filters of 3×3×3 the grid has to be 3×9×33, because two rows are begun. Write down the "
        "number of rows that is needed for 8, 9, 16 and 17 filters: 1, 2, 2 and 3. What does your formula give for 9 "
        "and 17, and which way does it round?",
    ),
    Misconception(
        "row_too_many",
        "Your grid has an empty row of tiles at its bottom, at least where the last row is full.",
        "How many rows do eight filters need? How many does your grid have for them?",
        LAYOUT,
        oracles=(wrong.row_too_many(lambda count: count % COLUMNS == 0), wrong.row_too_many(lambda count: 1)),
        stronger="For eight filters of 3×4×3 the grid has to be 3×6×33, and yours is 3×11×33. Write down the number "
        "of rows that is needed for 7, 8, 9 and 16 filters: 1, 1, 2 and 2. What does your formula give for 8 and 16, "
        "and with which filter does a new row begin?",
    ),
    Misconception(
        "one_side_for_both",
        "One side of the filters serves for both, or the two are mixed up: your grid works for square filters only.",
        "`weight.shape` is (filters, channels, height, width). How high and how wide is a tile of a 2×4 filter?",
        LAYOUT,
        recognise=wrong.one_side_for_both,
        stronger="For five filters of 2×4 the grid has to be 4 high and 26 wide. Print the names that you unpack "
        "`weight.shape` into, and write the 2 or the 4 next to each use: rows of the grid and slices of axis 1 need "
        "the 2, columns and slices of axis 2 the 4.",
    ),
    Misconception(
        "channels_last",
        "Your grid is H×W×C, as Matplotlib likes it. Asked for is C×H×W, as PyTorch and `show_images` like it.",
        "Print the shape of your result for ten filters of 3×3×3.",
        LECTURE_FILTERS,
        oracles=(wrong.channels_last,),
        stronger="For ten filters of 3×3×3 the grid has to be 3×9×33, and yours is 9×33×3. Where is the channel moved "
        "to the end: in the sizes with which you make the empty grid, or in a `permute` or its like in the last "
        "lines?",
    ),
    Misconception(
        "graph_kept",
        "Your picture of a layer's parameter is still attached to the graph, or NumPy refuses it because of that.",
        "What is `requires_grad` of `layer.weight`, and what of everything computed from it?",
        LECTURE_FILTERS,
        recognise=lambda verdict, seen: wrong.keeps_graph(verdict, seen) or wrong.leaf_written(verdict, seen),
        stronger="Call it with `nn.Conv2d(1, 2, 3).weight` and print `requires_grad` of the grid: False is needed. A "
        "`clone()` doesn't help, because it stays in the graph. If you get an error of `.numpy()` instead, read its "
        "message to the end: it names the method that you need in both cases.",
    ),
)
