"""What each panel of a picture shows: which part of which tensor, framed where, with which numbers and caption."""

import math
from dataclasses import dataclass, replace

import numpy as np
import torch

from course_utils.checking.describe import shape_text
from course_utils.checking.verdict_types import CaseVerdict
from course_utils.questions.question import Question

MOST_NUMBERS = 14  # a longer side shows a map of shades
MOST_SIDE, CUT_SIDE = 64, 48  # of a longer side, only so much around the first wrong value is shown
VALUES, DIFFERENCES = "viridis", "PuOr"  # Matplotlib's names of the shades
LEADING = {  # what the axes in front of H×W are, where the name of a tensor tells
    ("image", 3): ("channel",),
    ("image", 4): ("image", "channel"),
    ("images", 4): ("image", "channel"),
    ("input", 3): ("channel",),
    ("input", 4): ("image", "channel"),
    ("x", 4): ("image", "channel"),
    ("kernel", 4): ("filter", "channel"),
    ("weight", 4): ("filter", "channel"),
}


@dataclass(frozen=True)
class PanelPlan:
    """A panel before it is drawn.

    matrix: the H×W values it shows.
    limits: the values of the darkest and the brightest shade.
    frame: the part (top, left, height, width) of the matrix that is framed; it may reach into the padding around it.
    crossed: H×W, bool: which values are marked as wrong; None where they are not compared.
    says: what is to be said of the framed value.
    note: what the caption adds to the title.
    """

    title: str
    matrix: torch.Tensor
    cmap: str = VALUES
    limits: tuple[float, float] | None = None
    frame: tuple[int, int, int, int] | None = None
    crossed: torch.Tensor | None = None
    says: str = ""
    note: str = ""

    @property
    def has_numbers(self) -> bool:
        return max(self.matrix.shape) <= MOST_NUMBERS


def plans_of(question: Question, verdict: CaseVerdict) -> tuple[list[PanelPlan], list[PanelPlan]]:
    """What goes into a failed case, and what comes out of it.

    Nothing comes out where there is nothing to see, such as an error, a speed or an empty tensor.
    """
    shown = (*verdict.case.args, verdict.expected, verdict.got, verdict.image, verdict.kernel)
    if any(isinstance(one, torch.Tensor) and one.numel() == 0 for one in shown):
        return [], []
    given, results = _whole_plans(question, verdict)
    if not results:
        return [], []
    given, results = [_cut(plan) for plan in given], [_cut(plan) for plan in results]
    # What was expected and what came out share one scale; arguments and differences have their own.
    shared = _limits(*(plan.matrix for plan in results if plan.limits is None))
    return (
        [replace(plan, limits=_limits(plan.matrix)) for plan in given],
        [plan if plan.limits else replace(plan, limits=shared) for plan in results],
    )


def _whole_plans(question: Question, verdict: CaseVerdict) -> tuple[list[PanelPlan], list[PanelPlan]]:
    case, expected, got = verdict.case, verdict.expected, verdict.got
    index = verdict.first_wrong
    if case.property is not None:
        given = (("test image", verdict.image), ("your kernel", verdict.kernel))
        results = (("expected", expected), ("yours", got))
        return tuple(
            [PanelPlan(_title(name, one, ()), _matrix(one, ())) for name, one in named if isinstance(one, torch.Tensor)]
            for named in (given, results)
        )
    if not isinstance(expected, torch.Tensor) or not isinstance(got, torch.Tensor) or got.ndim == 0:
        return [], []
    channel = (index or (0,) * expected.ndim)[: max(expected.ndim - 2, 0)]
    frame = question.window(case, index) if index and question.window else None
    given = _given(question, case.args, channel, frame)
    place, at = _cell(index), list(index or ())
    right = f"{_told(expected[index])} at {at}" if index else ""
    axes = LEADING.get((question.shows[0], _dimensions(case.args))) if question.shows else None
    results = [
        PanelPlan(_title("expected", expected, channel, axes), _matrix(expected, channel), frame=place, says=right)
    ]
    if got.ndim != expected.ndim:
        return given, results
    channel_of_yours = tuple(min(at, size - 1) for at, size in zip(channel, got.shape, strict=False))
    says = f"{_told(got[index])} at {at}, where {_told(expected[index])} is expected" if index else ""
    title = _title("yours", got, channel_of_yours, axes)
    results.append(PanelPlan(title, _matrix(got, channel_of_yours), frame=place, says=says))
    if got.shape == expected.shape:
        results.append(_difference(question, _matrix(expected, channel), _matrix(got, channel), place))
    return given, results


def _difference(question: Question, expected: torch.Tensor, got: torch.Tensor, place: tuple | None) -> PanelPlan:
    difference = got.double() - expected.double()
    crossed = ~(difference.abs() <= question.atol + question.rtol * expected.double().abs())
    sizes = torch.nan_to_num(difference).abs()
    most = sizes.max().item()
    row, column = divmod(int(sizes.argmax()), difference.shape[1])
    says = f"{int(crossed.sum())} of {crossed.numel()} values are wrong here; the largest difference is "
    says += f"{_told(difference[row, column])} in row {row}, column {column}"
    limits = (-(most or 1.0), most or 1.0)
    return PanelPlan("yours − expected", difference, DIFFERENCES, limits, place, crossed, says)


def _given(question: Question, args: tuple, channel: tuple[int, ...], frame: tuple | None) -> list[PanelPlan]:
    """The arguments, each at the place that belongs to the channel of the output."""
    # An image has the channels of the batch in front, and a kernel those of the output.
    places = {"input": channel[:1], "kernel": channel[1:]}
    shown = [(name, arg) for name, arg in zip(question.shows, args, strict=False) if isinstance(arg, torch.Tensor)]
    return [
        PanelPlan(_title(name, arg, place), _matrix(arg, place), frame=frame if number == 0 else None)
        for number, (name, arg) in enumerate(shown)
        for place in [places.get(name, channel[: max(arg.ndim - 2, 0)])]
    ]


def _matrix(tensor: torch.Tensor, leading: tuple[int, ...]) -> torch.Tensor:
    """The H×W part of a tensor at the leading index; a vector becomes one row."""
    while tensor.ndim > 2:
        tensor, leading = tensor[leading[0] if leading else 0], leading[1:]
    return tensor.reshape(1, -1) if tensor.ndim < 2 else tensor


def _dimensions(args: tuple) -> int:
    return args[0].ndim if args and isinstance(args[0], torch.Tensor) else 0


def _title(name: str, tensor: torch.Tensor, leading: tuple[int, ...], of_input: tuple[str, ...] | None = None) -> str:
    """ "input 2×3×5×6: image 0 of 2, channel 1 of 3"; an output has the axes ``of_input`` if it has as many."""
    title = f"{name} {shape_text(tensor)}"
    if tensor.ndim <= 2:
        return title
    sizes = tensor.shape[:-2]
    at = [*leading, *[0] * (len(sizes) - len(leading))]
    axes = LEADING.get((name, tensor.ndim), of_input)
    if axes and (len(axes) != len(sizes) or axes is of_input and "filter" in axes):
        axes = None
    if axes is None and len(sizes) == 1:
        axes = ("slice",)
    if axes is None:
        return f"{title}: [{', '.join(map(str, at))}] of {'×'.join(map(str, sizes))} slices"
    parts = [f"{axis} {place} of {size}" for axis, place, size in zip(axes, at, sizes, strict=True)]
    return f"{title}: {', '.join(parts)}"


def _cell(index: tuple[int, ...] | None) -> tuple[int, int, int, int] | None:
    if not index:
        return None
    row = index[-2] if len(index) > 1 else 0
    return row, index[-1], 1, 1


def _cut(plan: PanelPlan) -> PanelPlan:
    """Of a matrix with long sides, the part around the frame."""
    if max(plan.matrix.shape) <= MOST_SIDE:
        return plan
    top, left, height, width = plan.frame or (0, 0, 1, 1)
    parts = []
    for size, middle in zip(plan.matrix.shape, (top + height // 2, left + width // 2), strict=True):
        start = min(max(middle - CUT_SIDE // 2, 0), size - CUT_SIDE) if size > MOST_SIDE else 0
        parts.append(slice(start, start + CUT_SIDE if size > MOST_SIDE else size))
    rows, columns = parts
    return replace(
        plan,
        matrix=plan.matrix[rows, columns],
        crossed=None if plan.crossed is None else plan.crossed[rows, columns],
        frame=plan.frame and (top - rows.start, left - columns.start, height, width),
        note=f"only rows {rows.start}–{rows.stop - 1}, columns {columns.start}–{columns.stop - 1}",
    )


def _limits(*matrices: torch.Tensor) -> tuple[float, float]:
    finite = torch.cat([matrix.double().flatten() for matrix in matrices])
    finite = finite[torch.isfinite(finite)]
    if finite.numel() == 0:
        return 0.0, 1.0
    low, high = finite.min().item(), finite.max().item()
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _told(value: torch.Tensor) -> str:
    return f"{value.item():.4g}"


def crossed_mask(plan: PanelPlan) -> np.ndarray:
    """H×W, bool: which values are marked as wrong."""
    return np.zeros(plan.matrix.shape, bool) if plan.crossed is None else plan.crossed.numpy()


def texts_of(plan: PanelPlan) -> list[list[str]]:
    """The numbers of a panel, all to the same number of places: what is nothing beside the largest is 0."""
    crossed = crossed_mask(plan)
    values = plan.matrix.double().numpy()
    finite = np.abs(values[np.isfinite(values)])
    most = finite.max(initial=0.0)
    whole = bool((finite == np.round(finite)).all())
    if most == 0 or whole and most < 1e5:
        places = 0
    elif most < 1e-3 or most >= 1e5:
        places = None
    else:
        places = max(2 - math.floor(math.log10(most)), int(most < 1000))

    def text(value: float, is_wrong: bool) -> str:
        if not math.isfinite(value):
            return f"{value:g}"
        if plan.crossed is not None and not is_wrong:
            return "0"  # within the tolerance
        if places is None:
            return f"{value:.1e}" if abs(value) >= 1e-3 * most else "0"
        shown = f"{value:.{places}f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
        if shown not in ("0", "-0"):
            return shown
        return f"{value:.0e}" if is_wrong else "0"

    return [[text(value, is_wrong) for value, is_wrong in zip(*row, strict=True)]
            for row in zip(values.tolist(), crossed.tolist(), strict=True)]  # fmt: skip
