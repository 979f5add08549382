"""From a run's evidence to a verdict on every question. No evidence is zero, with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import torch

from autograder.answer_keys import graded_question
from autograder.problem_set import GradedCell, ProblemSet
from autograder.realign import Realigned, used_names
from autograder.sandbox.student_process import MOST_SHARED_EVIDENCE, Run
from course_utils.checking.by_identity import by_identity
from course_utils.checking.evidence import ErrorNote, Observation
from course_utils.checking.verdict import CaseVerdict, QuestionVerdict, judge
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case

UNREADABLE = "Nothing in the file could be graded."  # why not, is said once, of the file
NOT_YOURS = "This question could not be graded, and not because of your answer: a person has to look."
NO_FAULTS: Mapping[str, Exception] = MappingProxyType({})


@dataclass(frozen=True)
class Mark:
    """What one question earns.

    score: None where a person has still to grade it.
    diagnosis: the name of a misconception, or "".
    verdict: None for what a person grades, and where only this record of it is left.
    cases: the names and outcomes of its cases.
    mend_first: what wrong answers of the same notebook it calls, in words, or ""; then it has no diagnosis.
    fault: the error that the question itself, or its grading, ended in; students are not told it, and no record of a
        mark holds it.
    """

    question: str
    score: float | None
    max_score: float
    outcome: Outcome
    reason: str = ""
    diagnosis: str = ""
    verdict: QuestionVerdict | None = None
    cases: tuple[tuple[str, str], ...] = ()
    mend_first: str = ""
    fault: Exception | None = None


def mark_all(
    problem_set: ProblemSet,
    realigned: Realigned,
    cases: Mapping[str, Sequence[Case]],
    run: Run | None,
    faults: Mapping[str, Exception] = NO_FAULTS,
) -> tuple[Mark, ...]:
    """A mark for every graded cell of the problem set, in its order.

    faults: by question, what is wrong with the question itself, so that it has no cases. That, and what judging one
        question ends in, leaves only that question ungradable.
    """
    marks: dict[str, Mark] = {}
    for graded in problem_set.graded:
        if graded.by_hand:
            marks[graded.name] = mark_by_hand(realigned, graded)
            continue
        fault = faults.get(graded.name)
        if fault is None:
            try:
                marks[graded.name] = _mark(problem_set, realigned, graded, cases.get(graded.name, ()), run, marks)
            except Exception as error:  # an author's oracle or property, or a fault of ours, can raise anything
                fault = error
        if fault is not None:
            marks[graded.name] = _ungradable(realigned, graded, fault)
    return tuple(marks.values())


def mark_by_hand(realigned: Realigned, graded: GradedCell) -> Mark:
    """The mark of a text: none yet, unless there is nothing to grade."""
    return _left_empty(realigned, graded) or Mark(
        graded.name, None, graded.points, Outcome.BY_HAND, "A person grades this answer."
    )


def _ungradable(realigned: Realigned, graded: GradedCell, fault: Exception) -> Mark:
    """The mark where the question is at fault and not its answer, unless there is nothing to grade."""
    return _left_empty(realigned, graded) or Mark(
        graded.name, 0.0, graded.points, Outcome.UNGRADABLE, NOT_YOURS, fault=fault
    )


def _left_empty(realigned: Realigned, graded: GradedCell) -> Mark | None:
    """The mark where there is nothing to grade; None where there is something."""
    nothing = _nothing_to_grade(realigned, graded)
    return nothing and Mark(graded.name, 0.0, graded.points, *nothing)


def _nothing_to_grade(realigned: Realigned, graded: GradedCell) -> tuple[Outcome, str] | None:
    """Why there is nothing to grade, whoever grades it; None where there is something."""
    if realigned.unreadable:
        return Outcome.UNGRADABLE, UNREADABLE
    if not realigned.answered[graded.answer_id]:
        return Outcome.NOT_ANSWERED, "The answer cell was left as it was given, or is missing."
    return None


def _mark(
    problem_set: ProblemSet,
    realigned: Realigned,
    graded: GradedCell,
    cases: Sequence[Case],
    run: Run | None,
    earlier: Mapping[str, Mark],
) -> Mark:
    question = graded_question(graded.name, problem_set.name)
    verdict = _without_evidence(problem_set, realigned, graded, cases, run)
    tried = verdict is None
    if tried:
        seen = run.evidence[graded.name]
        # An answer that is a value is observed once.
        observations = tuple(seen.get(0 if question.takes == "value" else index) for index in range(len(cases)))
        judged, built_on_wrong = judge, QuestionVerdict.built_on_wrong
        if is_small(observations):
            judged, built_on_wrong = _judged, _built_on_wrong
        verdict = _explain_gaps(judged(question, cases, observations), run)
    if tried and verdict.outcome not in (Outcome.CORRECT, Outcome.NOT_ANSWERED):
        names = used_names(realigned.notebook.cells[graded.answer].source)
        called = (earlier[other].verdict for other in question.built_on if other in names and other in earlier)
        # Where the question itself is at fault, nobody knows of its answer, and there is no verdict.
        verdict = built_on_wrong(verdict, verdict.explained_by(filter(None, called)))
    return Mark(
        graded.name,
        round(graded.points * verdict.credit, 2),
        graded.points,
        verdict.outcome,
        verdict.reason,
        verdict.diagnosis.misconception.name if verdict.diagnosis else "",
        verdict,
        tuple((case.case.name, str(case.outcome)) for case in verdict.cases),
        verdict.mend_first,
    )


# Of what is small: whatever it is of is kept as long.
_judged = by_identity(512)(judge)
_built_on_wrong = by_identity(512)(QuestionVerdict.built_on_wrong)


def is_small(values: Sequence[Any]) -> bool:
    """Whether each of these observations, or of what was returned, is so small that runs share it when it is equal."""
    return all(_bytes(value) < MOST_SHARED_EVIDENCE for value in values)


def _bytes(one: Any) -> int:
    """About how much memory a value takes."""
    match one:
        case torch.Tensor():
            return one.nbytes
        case str():
            return len(one)
        case Mapping():
            return 100 * len(one) + sum(map(_bytes, one.keys())) + sum(map(_bytes, one.values()))
        case list() | tuple():
            return 100 * len(one) + sum(map(_bytes, one))
        case Observation() | ErrorNote():
            return _bytes(vars(one))
    return 0


def _without_evidence(
    problem_set: ProblemSet, realigned: Realigned, graded: GradedCell, cases: Sequence[Case], run: Run | None
) -> QuestionVerdict | None:
    """Why there is no evidence for a question, as a verdict without credit; None if there is evidence."""
    outcome = Outcome.UNGRADABLE
    if nothing := _nothing_to_grade(realigned, graded):
        outcome, reason = nothing
    elif run.evidence.get(graded.name):
        return None
    elif run.outputs[graded.check] is None:
        outcome, reason = run.ended, f"{run.detail} This question's check was not reached."
        if run.ended is Outcome.CORRECT:
            outcome = Outcome.UNGRADABLE
            reason = (
                "What this question's check observed did not reach the grader: its line was closed or led elsewhere."
            )
    else:
        error = _error_of(run, graded.answer) or _error_of(run, graded.check)
        if error.startswith("KeyboardInterrupt"):
            outcome, reason = Outcome.TIMED_OUT, "Your answer cell ran over its time and was stopped."
        elif error.startswith("MemoryError") or "can't allocate memory" in error:
            outcome, reason = Outcome.OUT_OF_MEMORY, "Your answer cell asked for more memory than there is for it."
        elif error:
            outcome, reason = Outcome.RAISED, f"Your answer cell does not run: {error}"
        else:
            reason = "The check ran but handed over no evidence."
    none_passed = tuple(CaseVerdict(case, outcome) for case in cases)
    return QuestionVerdict(graded_question(graded.name, problem_set.name), none_passed, outcome, reason)


def _explain_gaps(verdict: QuestionVerdict, run: Run) -> QuestionVerdict:
    """A run that was cut short leaves cases without evidence: they failed for the reason that ended the run."""
    if run.ended is Outcome.CORRECT:
        ended, detail = Outcome.TIMED_OUT, "Not tried any more, after other cases had run over their time."
        if not any(case.outcome is Outcome.TIMED_OUT for case in verdict.cases):
            return verdict
    else:
        ended, detail = run.ended, run.detail
    cases = tuple(
        replace(case, outcome=ended, reason=detail) if case.outcome is Outcome.UNGRADABLE else case
        for case in verdict.cases
    )
    if verdict.outcome is Outcome.UNGRADABLE:
        return replace(verdict, cases=cases, outcome=ended, reason=detail)
    return replace(verdict, cases=cases)


def _error_of(run: Run, cell: int) -> str:
    """A cell's first error; want of memory before all others, which may come of it."""
    errors = [one for one in run.outputs[cell] or () if one.get("output_type") == "error"]
    errors.sort(key=lambda one: one.get("ename") != "MemoryError")
    return f"{errors[0].get('ename')}: {errors[0].get('evalue')}"[:500] if errors else ""
