"""fixed_occlusion(model, image, target, size, stride): a published occlusion map with two mistakes, repaired."""

import torch
import torch.nn.functional as F

from course_utils.questions.ps6_filters_and_activations.networks import network_for_any_size
from course_utils.questions.ps6_filters_and_activations.sections import BUG
from course_utils.questions.question import Aspect, Case, Misconception, Question


def cases(rng):
    def case(name, height, width, size, stride, aspect=Aspect.VALUES):
        image = torch.from_numpy(rng.uniform(0, 1, (3, height, width))).float()
        # Not grey anywhere: a grey square over a grey area would change nothing.
        image = torch.where(image < 0.5, image * 0.6, 1 - (1 - image) * 0.6)
        options = {"target": int(rng.integers(4)), "size": size, "stride": stride, "seed": int(rng.integers(1_000_000))}
        return Case(name, (image,), options, aspect)

    return [
        case("a square image that the stride fits exactly", 12, 12, 4, 4),
        case("a square image that the stride doesn't fit", 11, 11, 4, 2),
        case("a wide image", 9, 14, 3, 2),
        case("a high image", 13, 8, 2, 3),
        case("stride 1", 7, 9, 3, 1),
        case("squares with gaps between them", 12, 9, 2, 5),
        case("a square as high as the image", 5, 9, 5, 2),
        case("the image compared before and after", 10, 7, 3, 2, Aspect.INPUT_UNCHANGED),
    ]


def probe(answer, image, target, size, stride, seed):
    return answer(network_for_any_size(seed, image.dtype), image, target, size, stride)


@torch.no_grad()
def probabilities(image, target, seed, masks, score=lambda scores: scores.softmax(1)):
    """The target's probability for every mask (P×H×W, 1 where the image is covered)."""
    covered = torch.where(masks[:, None] > 0, torch.full_like(image, 0.5), image)
    return score(network_for_any_size(seed, image.dtype)(covered))[:, target]


def squares(image, size, stride, steps, rows, columns):
    """Masks of the squares whose top left corners lie at multiples of the stride; beyond the image they are cut."""
    height, width = image.shape[1:]
    corners = torch.eye(rows * columns, dtype=image.dtype).reshape(-1, 1, rows, columns)
    masks = F.conv_transpose2d(corners, torch.ones(1, 1, size, size, dtype=image.dtype), stride=steps or stride)
    room = F.pad(masks, (0, width, 0, height))
    return room[:, 0, :height, :width]


def places(extent, size, stride):
    """How many places a window has: ``F.unfold`` knows."""
    return F.unfold(torch.zeros(1, 1, extent, size), size, stride=stride).shape[-1]


def _map(image, target, size, stride, seed, *, rows=None, columns=None, steps=None, masks=lambda m: m, **how):
    height, width = image.shape[1:]
    rows, columns = rows or places(height, size, stride), columns or places(width, size, stride)
    covered = masks(squares(image, size, stride, steps, rows, columns))
    return probabilities(image, target, seed, covered, **how).reshape(rows, columns)


def oracle(image, target, size, stride, seed):
    return _map(image, target, size, stride, seed)


def _ceil(extent, size, stride):
    return -(-(extent - size) // stride)


def _published(image, target, size, stride, seed):
    """Both mistakes: height taken for width and the other way round, and the last place left out."""
    rows, columns = (_ceil(extent, size, stride) for extent in (image.shape[2], image.shape[1]))
    return _transposed(image, target, size, stride, seed, rows, columns)


def _transposed(image, target, size, stride, seed, rows, columns):
    if not rows * columns:
        return torch.zeros(rows, columns, dtype=image.dtype)
    return _map(image, target, size, stride, seed, rows=columns, columns=rows).T


def _only_swapped(image, target, size, stride, seed):
    rows, columns = places(image.shape[2], size, stride), places(image.shape[1], size, stride)
    return _transposed(image, target, size, stride, seed, rows, columns)


def _only_slices_swapped(image, target, size, stride, seed):
    rows, columns = places(image.shape[1], size, stride), places(image.shape[2], size, stride)
    return _transposed(image, target, size, stride, seed, rows, columns)


def _only_sizes_swapped(image, target, size, stride, seed):
    rows, columns = places(image.shape[2], size, stride), places(image.shape[1], size, stride)
    return _map(image, target, size, stride, seed, rows=rows, columns=columns)


def _last_left_out(image, target, size, stride, seed):
    rows, columns = (_ceil(extent, size, stride) for extent in image.shape[1:])
    if not rows * columns:
        return torch.zeros(rows, columns, dtype=image.dtype)
    return _map(image, target, size, stride, seed, rows=rows, columns=columns)


def _last_left_out_by_floor(image, target, size, stride, seed):
    rows, columns = ((extent - size) // stride for extent in image.shape[1:])
    if not rows * columns:
        return torch.zeros(rows, columns, dtype=image.dtype)
    return _map(image, target, size, stride, seed, rows=rows, columns=columns)


def _with_cut_squares(image, target, size, stride, seed):
    rows, columns = (_ceil(extent, size, stride) + 1 for extent in image.shape[1:])
    return _map(image, target, size, stride, seed, rows=rows, columns=columns)


def _every_multiple(image, target, size, stride, seed):
    rows, columns = (-(-extent // stride) for extent in image.shape[1:])
    return _map(image, target, size, stride, seed, rows=rows, columns=columns)


def _stride_ignored(image, target, size, stride, seed):
    return _map(image, target, size, stride, seed, steps=1)


def _squares_stay(image, target, size, stride, seed):
    return _map(image, target, size, stride, seed, masks=lambda masks: masks.cumsum(0))


def _without_softmax(image, target, size, stride, seed):
    return _map(image, target, size, stride, seed, score=lambda scores: scores)


def _drop(image, target, size, stride, seed):
    whole = probabilities(image, target, seed, torch.zeros_like(image[:1]))
    return whole - oracle(image, target, size, stride, seed)


def _of_the_best(image, target, size, stride, seed):
    return _map(
        image, target, size, stride, seed, score=lambda scores: scores.softmax(1).amax(1, keepdim=True).expand(-1, 4)
    )


MISCONCEPTIONS = (
    Misconception(
        "nothing_repaired",
        "Your function still has both of its mistakes.",
        "Try it on a wide image: how many rows should the map have? And on a 12×12 image with size 4 and stride 4: how "
        "many squares fit next to each other?",
        BUG,
        oracles=(_published,),
        stronger="Take `torch.zeros(3, 9, 14)` with size 3 and stride 2: the map has to be 4×6, and yours is 6×3. "
        "Write next to `width`, `height`, `rows` and `columns` what they hold and what they should: 14, 9, 4 and 6. "
        "Then do the same with the rows and columns covered for `r = 0`, `c = 1`.",
    ),
    Misconception(
        "height_and_width_swapped",
        "Rows and columns are still mixed up, in the size of the map or in where the square lies.",
        "`image.shape` is C×H×W. Which of its numbers bounds the rows, and which of the two slices counts rows?",
        BUG,
        oracles=(_only_swapped, _only_slices_swapped, _only_sizes_swapped),
        stronger="Take `torch.zeros(3, 9, 14)` with size 3 and stride 2: the map has to be 4×6. If yours is 6×4, see "
        "which name holds `image.shape[1]`. If it is 4×6, print where `covered` is 0.5 for `r = 0` and `c = 1`: rows "
        "0 to 2 and columns 2 to 4 are needed.",
    ),
    Misconception(
        "last_position_missing",
        "The last row and column of squares are still missing where the stride fits exactly.",
        "How many squares of 4 fit into 12 pixels side by side, and what does your formula say? It is the output size "
        "of a convolution without padding.",
        BUG,
        oracles=(_last_left_out, _last_left_out_by_floor),
        stronger="With 12 pixels, size 4 and stride 4 the squares begin at 0, 4 and 8, and the last one ends exactly "
        "at the edge: three places, and you have two. With 11 pixels and stride 2 they begin at 0, 2, 4 and 6: four. "
        "Which formula gives both, and which bound would your `range` need?",
    ),
    Misconception(
        "cut_squares_counted",
        "Your map has places where the square reaches over the edge of the image. Only whole squares count.",
        "Where does your last square end, for 11 pixels, size 4 and stride 2? Round down, then add 1.",
        BUG,
        oracles=(_with_cut_squares, _every_multiple),
        stronger="With 11 pixels, size 4 and stride 2 the squares cover 0–3, 2–5, 4–7 and 6–9. One that begins at 8 "
        "would need pixel 11, and the last is pixel 10. So there are four places, and you have five or six. Which "
        "operation of yours rounds up, or which bound forgets the size?",
    ),
    Misconception(
        "stride_ignored",
        "Your squares lie one pixel apart, whatever the stride is.",
        "In which row of the image does the square for row 1 of the map begin?",
        BUG,
        oracles=(_stride_ignored,),
        stronger="With stride 2, print `top` and `left` for `r = 1` and `c = 2`: 2 and 4 are needed, and yours are 1 "
        "and 2. Compare the line that computes them with that of `published_occlusion`, which is right: what has got "
        "lost?",
    ),
    Misconception(
        "squares_stay",
        "Your squares pile up: those of earlier places still cover the image.",
        "When is the copy made: once, or for every place?",
        BUG,
        oracles=(_squares_stay,),
        stronger="With an image of zeros and size 2, print `(covered == 0.5).sum()` in the loop: 12 is needed every "
        "time, 2 · 2 pixels in three channels, and yours grows. Which line gives you the untouched image before each "
        "square: does it stand in the inner loop, and is it a copy or only a second name?",
    ),
    Misconception(
        "score_for_probability",
        "Your map holds scores. Asked for are probabilities, as in the function you repair.",
        "Are all values of your map between 0 and 1?",
        BUG,
        oracles=(_without_softmax,),
        stronger="For `TopRight()` and `corner`, class 1, the map has to hold 0.99 far away from the corner, and "
        "yours holds 20: that is the score. Read the line of `published_occlusion` that fills the map from left to "
        "right: what happens between `model(...)` and `[0, target]`?",
    ),
    Misconception(
        "drop_for_probability",
        "Your map holds by how much the probability falls. Asked for is the probability that remains.",
        "Which value does your map have where the square changes nothing?",
        BUG,
        oracles=(_drop,),
        stronger="For `TopRight()` and `corner`, class 1, the map has to hold 0.99 far away from the corner, and "
        "yours holds 0, because a difference is taken there. Which part of that difference is the number that was "
        "asked for: the one with the covered image, or the one without a square?",
    ),
    Misconception(
        "class_of_the_maximum",
        "Your map holds the probability of the network's favourite class, whatever class is asked for.",
        "Which argument of your function do you never use?",
        BUG,
        oracles=(_of_the_best,),
        stronger="Call it with `TopRight()` and `corner` for class 0 and for class 1: at every place the two maps "
        "have to add up to 1, and yours are equal. Which operation stands behind `softmax` in your line that fills "
        "the map, and what does it pick?",
    ),
)

QUESTION = Question(
    name="find_the_bug",
    title="Find the bug: fixed_occlusion",
    function="fixed_occlusion",
    section=BUG,
    cases=cases,
    oracle=oracle,
    probe=probe,
    misconceptions=MISCONCEPTIONS,
    shows=("image",),
    atol=1e-5,
)
