"""filter_grid(weight): all filters of a layer in one image, each on a scale of its own."""

import torch
from torch import nn

from course_utils.questions.draws import normal
from course_utils.questions.ps6_filters_and_activations.filter_grid_mistakes import MISCONCEPTIONS
from course_utils.questions.ps6_filters_and_activations.grids import oracle
from course_utils.questions.ps6_filters_and_activations.sections import TILES
from course_utils.questions.question import Aspect, Case, Forbidden, Question


def cases(rng):
    constant = normal(rng, 6, 3, 3, 3)
    constant[1], constant[4] = 0.25, 0.0
    strengths = normal(rng, 9, 3, 3, 3) * torch.logspace(-2, 1, 9)[:, None, None, None]
    strengths[0] *= 1e-6  # weak, and yet not constant
    return [
        Case("ten colour filters, so that the second row is not full", (normal(rng, 10, 3, 3, 3),)),
        Case("five grey filters that are wider than high, all in float64", (normal(rng, 5, 1, 2, 4).double(),)),
        Case("exactly eight filters", (normal(rng, 8, 3, 4, 3),)),
        Case(
            "seventeen filters, some a thousand times stronger, two hardly there", (strengths.repeat(2, 1, 1, 1)[:17],)
        ),
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
