"""From evidence to a verdict: raised, or forbidden → type → shape → dtype → finite → values → the case's own aspect.

A case may have an aspect besides its values: an input that stays as it was, speed, no loops over pixels. A gradient
that got lost is noted, and costs nothing.

The same code judges in a student's notebook, where it teaches, and in the grader's own process, where it counts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from course_utils.checking.advice import on_a_value, on_an_error
from course_utils.checking.compare import compare
from course_utils.checking.diagnose import diagnose
from course_utils.checking.evidence import ErrorNote, Observation
from course_utils.checking.foretold import expected, tolerance_of
from course_utils.checking.operations import BLINDED_BELOW, COURSE, UNRECORDED, any_of
from course_utils.checking.out_of_sight import OUT_OF_SIGHT
from course_utils.checking.verdict_types import CaseVerdict, Diagnosis, QuestionVerdict
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Aspect, Case, Forbidden, Question

__all__ = [
    "CaseVerdict",
    "Diagnosis",
    "QuestionVerdict",
    "course_functions",
    "forbidden_operations",
    "judge",
    "judge_case",
    "out_of_sight",
]

# Where no signature of a function fits, PyTorch lists them all, in dozens of lines; that and what was given is enough.
_SIGNATURES = re.compile(r", but expected one of:.*", re.DOTALL)


def judge(question: Question, cases: Sequence[Case], observations: Sequence[Observation | None]) -> QuestionVerdict:
    """Judge what was observed on each case; a case without an observation is not passed."""
    verdicts = tuple(judge_case(question, case, seen) for case, seen in zip(cases, observations, strict=True))
    if any(verdict.passed for verdict in verdicts):  # then there is an answer, which leaves some kinds of input out
        verdicts = tuple(map(_left_out, verdicts, observations))
    failed = [verdict for verdict in verdicts if not verdict.passed]
    if not failed:
        said = tuple(dict.fromkeys(verdict.reason for verdict in verdicts if verdict.reason))
        return QuestionVerdict(question, verdicts, Outcome.CORRECT, notes=(*said, *_notes(observations)))
    diagnosis = diagnose(question, verdicts, observations)
    telling = diagnosis.shown_by if diagnosis else failed[0]
    shown = None if telling.outcome is Outcome.NOT_ANSWERED else telling
    return QuestionVerdict(question, verdicts, telling.outcome, telling.reason, diagnosis, shown=shown)


def _notes(observations: Sequence[Observation | None]) -> tuple[str, ...]:
    """What a right answer is told besides, and what costs it nothing."""
    amiss = [seen.gradient for seen in observations if seen is not None and seen.gradient]
    return (f"this costs nothing here, but {amiss[0]}: a network could not be trained through it.",) if amiss else ()


def judge_case(question: Question, case: Case, seen: Observation | None) -> CaseVerdict:
    """The verdict on one case. Whatever goes unsaid is not passed."""
    if seen is None:
        return CaseVerdict(case, Outcome.UNGRADABLE, "No evidence: the check never got to this case.")
    if seen.status == "timed out":
        return CaseVerdict(
            case, Outcome.TIMED_OUT, "It ran over its time and was stopped. Is there a loop without end?"
        )
    if seen.status == "raised":
        outcome, reason = _raised(seen)
        return CaseVerdict(case, outcome, _with(reason, on_an_error(question, case, seen)))
    if taught := course_functions(question.forbidden, seen):
        reason = f"It calls {', '.join(taught)}: this is the lecture's own function. Write it yourself."
        return CaseVerdict(case, Outcome.FORBIDDEN, reason)
    used = forbidden_operations(question.forbidden, seen)
    if used:
        reason = f"It calls {', '.join(used)}, which is not allowed here. {question.forbidden.instead}"
        return CaseVerdict(case, Outcome.FORBIDDEN, reason)
    if hidden := out_of_sight(question.forbidden, seen):
        reason = (
            f"It uses {', '.join(hidden)}: what is computed then can't be seen. Compute everything in the call "
            "itself, without threads, processes or profilers of your own."
        )
        return CaseVerdict(case, Outcome.FORBIDDEN, reason)
    if case.property is not None:
        return _judge_property(case, seen.value)
    right = expected(question.oracle, case)
    found = compare(right, seen.value, tolerance_of(question))
    outcome, reason = found.outcome, found.reason
    if outcome is Outcome.CORRECT:
        outcome, shortcoming = _judge_aspect(question, case, seen)
        reason = shortcoming or reason
    else:
        reason = _with(reason, on_a_value(right, seen.value))
    return CaseVerdict(case, outcome, reason, right, seen.value, found.first_wrong)


def forbidden_operations(forbidden: Forbidden, seen: Observation) -> list[str]:
    """The forbidden operations and library calls among those that were observed."""
    below = [call.replace("::", ".") for call in seen.calls if "::" in call]
    operations = sorted(filter(any_of(forbidden.operations).match, [*seen.operations, *below]))
    calls = sorted(filter(any_of(forbidden.calls).match, seen.calls))
    return list(dict.fromkeys(_spelled(name) for name in operations)) + calls


def out_of_sight(forbidden: Forbidden, seen: Observation) -> list[str]:
    """What was observed of an answer that computes where nobody sees it; nothing where there is nothing to hide."""
    if "course_utils.*" in forbidden.lent:
        return []
    ways = set(OUT_OF_SIGHT.values())
    if forbidden.operations or forbidden.calls:
        ways |= {BLINDED_BELOW, *(f"torch.{name}" for name in UNRECORDED)}
    return sorted(ways.intersection(seen.calls))


def course_functions(forbidden: Forbidden, seen: Observation) -> list[str]:
    """The course's functions among the calls that were observed, except those that are lent for this question."""
    called = [call for call in seen.calls if call.partition(".")[0] == COURSE]
    return sorted(call for call in called if not any_of(forbidden.lent).match(call))


def _spelled(operation: str) -> str:
    """Students know the functions, not the names of the operations they end in."""
    if "conv" in operation:
        return "PyTorch's own convolution (F.conv2d, nn.Conv2d or a relative)"
    return {"aten.im2col": "F.unfold", "aten.unfold": "Tensor.unfold", "aten.unfold_copy": "Tensor.unfold"}.get(
        operation, operation
    )


def _left_out(verdict: CaseVerdict, seen: Observation | None) -> CaseVerdict:
    """What an answer that passes other cases says by raising NotImplementedError."""
    if verdict.outcome is not Outcome.NOT_ANSWERED or seen is None or seen.status != "raised":
        return verdict
    said = f" ({seen.error.message.rstrip('.')})" if seen.error.message else ""
    where = f" in your line {seen.error.line_number}: `{seen.error.line}`" if seen.error.line else ""
    reason = f"It raised NotImplementedError{where}{said}: this kind of input isn't handled yet."
    return replace(verdict, outcome=Outcome.RAISED, reason=reason)


def _with(reason: str, advice: str) -> str:
    return f"{reason} {advice}" if advice else reason


def _is_left_open(error: ErrorNote) -> bool:
    """Whether it is the given ``raise NotImplementedError()``; PyTorch raises that error for what it can't do, too."""
    raised_here = error.line.strip().startswith("raise NotImplementedError")
    return error.type_name == "NotImplementedError" and (raised_here or not error.message)


def _raised(seen: Observation) -> tuple[Outcome, str]:
    error = seen.error
    if _is_left_open(error):
        return (
            Outcome.NOT_ANSWERED,
            "There is no answer yet: replace `raise NotImplementedError()` with your code.",
        )
    if error.type_name == "MemoryError" or "can't allocate memory" in error.message:
        return Outcome.OUT_OF_MEMORY, "It asked for more memory than there is for it."
    where = f" in your line {error.line_number}: `{error.line}`" if error.line else ""
    said = _SIGNATURES.sub("", error.message) or "without a message"
    return Outcome.RAISED, f"It raised {error.type_name}{where} — {said}{'' if said[-1] in '.!?' else '.'}"


def _judge_property(case: Case, value: Any) -> CaseVerdict:
    lacking = case.property(value)
    if lacking is None:
        return CaseVerdict(case, Outcome.CORRECT)
    return CaseVerdict(
        case,
        lacking.outcome,
        lacking.reason,
        lacking.expected,
        lacking.got,
        image=lacking.image,
        kernel=lacking.kernel,
    )


def _judge_aspect(question: Question, case: Case, seen: Observation) -> tuple[Outcome, str]:
    if case.aspect is Aspect.INPUT_UNCHANGED and seen.mutated:
        ordinal = ("first", "second", "third")[min(seen.mutated[0], 2)]
        return Outcome.WRONG, f"The values are right, but the {ordinal} argument was changed: work on a copy."
    if case.aspect is Aspect.NO_PIXEL_LOOP:
        counts = (
            ("tensor operations", sum(seen.operations.values()), seen.operations_smaller),
            ("lines of your code", seen.lines, seen.lines_smaller),
        )
        if any(larger is None or smaller is None for _, larger, smaller in counts):
            return Outcome.UNGRADABLE, "The call on the smaller image left no evidence."
        for what, larger, smaller in counts:
            if larger > smaller * 1.5:
                return Outcome.WRONG, (
                    f"The values are right, but {larger:,} {what} ran where a smaller image took {smaller:,}: "
                    "a Python loop over pixels. A vectorised answer runs the same number for every image size."
                )
    if case.aspect is Aspect.SPEED:
        if seen.seconds is None or not seen.reference_seconds:
            return Outcome.UNGRADABLE, "No time was measured."
        ratio = seen.seconds / seen.reference_seconds
        if not ratio <= question.slower:
            return Outcome.WRONG, (
                f"The values are right, but it took {ratio:,.0f} times as long as PyTorch's own function on the same "
                f"input in the same run; up to {question.slower:.0f} times is accepted."
            )
    return Outcome.CORRECT, ""
