"""The picture of a failed case: input and kernel, then expected, yours and the difference, each a panel of its own.

Small tensors show their numbers, large ones a map of shades whose scale stands in the caption. The first wrong value is
framed, and so is the part of the input it comes from. Nothing depends on colour alone: wrong values are bold and
underlined in the difference, or dotted where they are too small for numbers. Captions are text beside the images, so
that they follow the theme and the width of the page.
"""

import base64
from dataclasses import dataclass

import torch

from course_utils.checking.panel_drawing import png_of
from course_utils.checking.panel_plan import PanelPlan, plans_of, texts_of
from course_utils.checking.verdict_types import CaseVerdict
from course_utils.questions.question import Question

SHORT = 100  # so many numbers are read out; of more, only their range


@dataclass(frozen=True)
class Panel:
    """One tensor, or a part of it, as a PNG: its caption, its width in CSS pixels, and what it says in words."""

    title: str
    note: str
    png: bytes
    width: int
    alt: str

    @property
    def data_uri(self) -> str:
        return "data:image/png;base64," + base64.b64encode(self.png).decode("ascii")


@dataclass(frozen=True)
class Picture:
    """What goes into a case, and what comes out of it; where there is room for only one of them, the other is below."""

    given: tuple[Panel, ...]
    results: tuple[Panel, ...]


def picture_of(question: Question, verdict: CaseVerdict) -> Picture | None:
    """Draw a failed case; None where there is nothing to see, such as an error or a speed."""
    given, results = plans_of(question, verdict)
    return Picture(tuple(map(_panel, given)), tuple(map(_panel, results))) if results else None


def _panel(plan: PanelPlan) -> Panel:
    png, width = png_of(plan)
    notes = [plan.note, "" if plan.has_numbers else _scale(plan)]
    alt = [plan.title, *notes, plan.says, _read_out(plan)]
    if plan.frame and not plan.says:
        top, left, height, width_of = plan.frame
        alt.append(f"the first wrong value comes from rows {top} to {top + height - 1}, columns {left} to "
                   f"{left + width_of - 1}")  # fmt: skip
    return Panel(plan.title, "; ".join(filter(None, notes)), png, width, ". ".join(filter(None, alt)) + ".")


def _scale(plan: PanelPlan) -> str:
    """What the shades of a map stand for."""
    if plan.crossed is None:
        finite = plan.matrix.double()[torch.isfinite(plan.matrix)]
        return f"from {finite.min():.3g} to {finite.max():.3g}, brighter is more" if finite.numel() else ""
    wrong = int(plan.crossed.sum())
    most = torch.nan_to_num(plan.matrix[plan.crossed]).abs().max().item() if wrong else 0.0
    return f"{wrong} of {plan.crossed.numel()} values wrong, by up to {most:.3g}"


def _read_out(plan: PanelPlan) -> str:
    if not plan.has_numbers or plan.matrix.numel() > SHORT:
        return ""
    rows = [" ".join(row) for row in texts_of(plan)]
    return f"{'Rows' if len(rows) > 1 else 'Values'}: {'; '.join(rows)}"
