"""A verdict as people read it: an HTML card with a picture, and the same in plain text."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import torch
from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup, escape

from course_utils.checking.describe import shape_text
from course_utils.checking.picture import picture_of
from course_utils.checking.verdict import CaseVerdict, Diagnosis, QuestionVerdict
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Section


def html_card(
    verdict: QuestionVerdict,
    heading: str | None = None,
    *,
    link: Callable[[Section], str] | None = None,
    hints: int = 1,
) -> str:
    """An HTML fragment without scripts, styled inline, so that it looks the same in a notebook and on a page.

    link: gives the address of the section to read again, "" where there is none; without it, nothing is linked.
    hints: 2 shows the stronger hint unfolded.
    """
    failure = verdict.shown
    return template("card.html.j2").render(
        verdict=verdict,
        heading=heading or _heading(verdict),
        link=link or (lambda _section: ""),
        hints=hints,
        mark="✓" if verdict.outcome is Outcome.CORRECT else "✗",
        failure=failure,
        which=failure and _which(verdict),
        call=failure and _call(verdict, failure.case),
        picture=failure and picture_of(verdict.question, failure),
        explains_some=verdict.diagnosis and _explains_some(verdict.diagnosis),
        case_line=case_line,
    )


def text_card(verdict: QuestionVerdict, heading: str | None = None, *, hints: int = 1) -> str:
    """The same in plain text, for consoles and screen readers. It says how to ask for the stronger hint."""
    lines = [f"{'✓' if verdict.outcome is Outcome.CORRECT else '✗'} {heading or _heading(verdict)}"]
    if verdict.mend_first:
        lines.append(f"This answer {verdict.mend_first}.")
    if verdict.diagnosis:
        known = verdict.diagnosis.misconception
        lines += [f"{known.told}{_explains_some(verdict.diagnosis)}", f"Hint: {known.hint}"]
        if known.stronger and hints > 1:
            lines.append(f"A stronger hint: {known.stronger}")
        lines.append(f"Read again: {known.section}.")
    if verdict.shown:
        call = _call(verdict, verdict.shown.case)
        lines.append(f"{_which(verdict)}, {verdict.shown.case.name}:{call and f' `{call}`'}")
    if verdict.outcome is not Outcome.CORRECT:
        lines.append(verdict.reason)
    lines += [f"Note: {note}" for note in verdict.notes]
    if verdict.outcome is not Outcome.CORRECT and verdict.cases:
        lines.append(f"{verdict.passed} of {len(verdict.cases)} cases pass:")
        lines += [f"  {case_line(case)}" for case in verdict.cases]
    if verdict.diagnosis and verdict.diagnosis.misconception.stronger and hints < 2:
        lines.append(f'For a stronger hint, run check("{verdict.question.name}", …, hints=2) in a cell of your own.')
    return "\n".join(lines)


def case_line(verdict: CaseVerdict) -> str:
    """ "✗ wrong: stride 2"."""
    return f"{'✓ passed' if verdict.passed else f'✗ {verdict.outcome.told}'}: {verdict.case.name}"


def _explains_some(diagnosis: Diagnosis) -> str:
    """What is to be said where a diagnosis leaves failing cases unexplained."""
    if diagnosis.explains >= diagnosis.failing:
        return ""
    return f" (This explains {diagnosis.explains} of {diagnosis.failing} failing cases.)"


def _which(verdict: QuestionVerdict) -> str:
    """Which of the failing cases is shown."""
    first = next(one.case for one in verdict.cases if not one.passed)
    return "First failing case" if verdict.shown.case is first else "First case that shows it"


def _heading(verdict: QuestionVerdict) -> str:
    count = len(verdict.cases)
    if verdict.outcome is Outcome.CORRECT and verdict.question.choices:
        return f"{verdict.question.name}: your choice is noted. Whether it is right, the feedback will say."
    if verdict.outcome is Outcome.CORRECT:
        return f"{verdict.question.name}: all {count} public cases pass. Other cases of the same kinds are graded."
    if verdict.outcome is Outcome.NOT_ANSWERED:
        return f"{verdict.question.name}: not answered yet"
    return f"{verdict.question.name}: {verdict.passed} of {count} public cases pass"


def _call(verdict: QuestionVerdict, case: Case) -> str:
    """How the answer was called: ``conv2d(float32[5×9], float32[3×3], stride=2)``; "" where nobody can tell."""
    question = verdict.question
    if question.call is not None:
        return question.call(*case.args, **case.options)
    if question.takes == "value" or question.probe is not None:  # what a probe calls is its own affair
        return ""
    given = [_argument(arg) for arg in case.args]
    given += [f"{name}={_argument(value)}" for name, value in case.options.items()]
    return f"{question.function or question.name}({', '.join(given)})"


def _argument(arg: Any) -> str:
    if isinstance(arg, torch.Tensor):
        return f"{str(arg.dtype).removeprefix('torch.')}[{shape_text(arg)}]"
    return repr(arg)


# With both colours from the theme, or neither: one alone might be as dark or as light as the other.
CODE = (
    '<code style="background:var(--jp-layout-color2, #f2f2f2);color:var(--jp-content-font-color1, #1a1a1a);'
    'padding:0 .25em">'
)


def with_code(text: str) -> Markup:
    """What stands in backticks becomes <code>, everything else is escaped."""
    return Markup(re.sub(r"`([^`]+)`", rf"{CODE}\1</code>", str(escape(text))))


@cache
def template(name: str) -> Template:
    """One of the templates of what students see."""
    environment = Environment(loader=PackageLoader("course_utils.checking"), autoescape=True)
    environment.filters["code"] = with_code
    return environment.get_template(name)
