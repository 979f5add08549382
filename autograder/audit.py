"""Prove that the checks tell the truth.

For every question: the reference scores 100 %, the stub 0, every mutant fails its own question and is told by its
name, enough right variants pass under every seed, dtype and number of threads, and the tolerance lies well between
rounding noise and the nearest mutant.
"""

import contextlib
import dataclasses
import io
import linecache
import multiprocessing
import os
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import groupby
from typing import Any

import numpy as np
import torch
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from autograder.answer_keys import graded_question, in_short
from autograder.course import PROJECT, Course
from autograder.errors import CourseError
from autograder.problem_set import GradedCell, ProblemSet, checked_expression, grade_id
from autograder.release import find_source
from autograder.variants import Variant, variants
from course_utils.checking.compare import distance
from course_utils.checking.evidence import Observation
from course_utils.checking.foretold import tolerance_of
from course_utils.checking.observe import observe
from course_utils.checking.verdict import CaseVerdict, QuestionVerdict, judge
from course_utils.questions import problem_sets
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Aspect, Case, Question
from course_utils.runner.isolation import privileges
from course_utils.training import keep_freed_memory

WAYS, EVERY_WAY = 6, ", as graded, in float32 and in float64, on 1 and 2 threads"  # so many seeds until all were met
REFERENCE, STUB = "ok_reference", "stub"
MUTANT_SEEDS = 2  # a mutant that is caught under one seed only would be luck
MARGIN = 10.0  # from noise to tolerance, and from tolerance to the nearest mutant
RIGHT_ANSWERS, RIGHT_CHOICES = 4, 1  # written differently, besides the reference; there is one way to write a letter


@dataclass
class Row:
    """What became of one variant.

    credit: of the run that the row tells of, which is one that shows a problem, if any does.
    """

    question: str
    name: str
    credit: float
    outcome: Outcome
    told_as: str
    problem: str = ""


@dataclass
class Margins:
    """A question's distances in units of its tolerance: the largest noise, and the nearest wrong value."""

    noise: float = 0.0
    nearest: float = float("inf")

    def widened_by(self, other: "Margins") -> "Margins":
        return Margins(max(self.noise, other.noise), min(self.nearest, other.nearest))


def right_answers_wanted(question: Question) -> int:
    """How many right answers, besides the reference, have to prove a question."""
    return RIGHT_CHOICES if question.choices else RIGHT_ANSWERS


@dataclass
class Report:
    problem_set: str
    rows: list[Row] = field(default_factory=list)
    margins: dict[str, Margins] = field(default_factory=dict)

    @property
    def failures(self) -> list[str]:
        """One sentence for everything that does not hold."""
        found = [f"{row.question} × {row.name}: {row.problem}" for row in self.rows if row.problem]
        right = Counter(row.question for row in self.rows if row.name.startswith("ok_") and row.name != REFERENCE)
        for name in dict.fromkeys(row.question for row in self.rows):
            if right[name] < (least := right_answers_wanted(graded_question(name, self.problem_set))):
                found.append(
                    f"{name}: {right[name]} of at least {least} right answers that are written differently "
                    f"(autograder/mutants/{self.problem_set}/{name}__ok_*.py)"
                )
        for name, margins in self.margins.items():
            if margins.noise * MARGIN > 1:
                found.append(f"{name}: rounding noise reaches {margins.noise:.2g} of the tolerance")
            if margins.nearest < MARGIN:
                found.append(f"{name}: the nearest mutant is only {margins.nearest:.2g} tolerances away")
        return found


def audit_problem_sets(
    names: Sequence[str], seeds: int, console: Console | None = None, jobs: int = 1
) -> Iterator[Report]:
    """Audit every question of the problem sets on ``jobs`` processes; print each matrix if there is a console for it.

    The questions of all sets wait in one line, so that no process stands idle while a set ends. All answers to a
    question stay together: its cases, and what its wrong oracles say of them, are then computed once.
    Raises :class:`CourseError` for a problem set that does not exist, or is not in order.
    """
    console = console or Console(quiet=True)
    began = time.monotonic()
    everything = {name: _by_question(_everything(name)) for name in names}
    # What trains networks takes longest: begun last, it would leave all processes but one without work.
    line = sorted(
        ((name, answers) for name in names for answers in everything[name]),
        key=lambda one: one[1][0].question != "trained",
    )
    audited: dict[tuple[str, str], list[tuple[Row, Margins]]] = {}
    waiting = list(names)
    with _processes(jobs) as results_of:
        results = results_of(partial(_audit_question, seeds=seeds), line)
        for (name, answers), result in track(results, "questions", len(line), console=console):
            audited[name, answers[0].question] = result
            while waiting and all((waiting[0], one[0].question) in audited for one in everything[waiting[0]]):
                name = waiting.pop(0)
                report = Report(name)
                for one in everything[name]:
                    for row, margins in audited[name, one[0].question]:
                        report.rows.append(row)
                        so_far = report.margins.get(row.question, Margins())
                        report.margins[row.question] = so_far.widened_by(margins)
                _print(report, seeds, console)
                yield report
    console.print(
        f"{len(line)} questions audited in {time.monotonic() - began:.0f} s, on {jobs} process{'es' * (jobs > 1)}."
    )


def _by_question(given: Sequence[Variant]) -> list[list[Variant]]:
    return [list(answers) for _, answers in groupby(given, key=lambda variant: variant.question)]


def _everything(name: str) -> list[Variant]:
    """The reference, the stub and the variants of every question of a problem set, question by question."""
    reference = ProblemSet.read(find_source(name))
    if name not in problem_sets():
        raise CourseError(
            f"{name} has no questions yet: course_utils/questions/{name}/ is missing. source/README.md tells how to "
            "write it."
        )
    graded = {one.name: one for one in reference.graded if not one.by_hand}
    for question in graded:
        graded_question(question, name)  # here, where its error is one sentence, and not in a process of its own
    release = ProblemSet.read(Course(PROJECT).release(name))
    given = variants(name)
    unknown = {variant.question for variant in given} - set(graded)
    if unknown:
        raise CourseError(f"There are mutants for questions that {name} does not ask: {', '.join(sorted(unknown))}.")
    everything = [variant for one in graded.values() for variant in _all_of(one, reference, release)] + given
    return sorted(everything, key=lambda variant: graded[variant.question].check)


def _print(report: Report, seeds: int, console: Console) -> None:
    console.print(_table(report))
    for failure in report.failures:
        console.print(f"[bold red]✗[/] {escape(failure)}", soft_wrap=True)
    right = sum(row.name.startswith("ok_") for row in report.rows)
    stubs = sum(row.name == STUB for row in report.rows)
    wrong = len(report.rows) - right - stubs
    if not report.failures:
        console.print(
            f"✓ {report.problem_set}: {wrong} wrong answers caught and named, {right} right ones accepted under "
            f"{seeds} seeds{EVERY_WAY if seeds >= WAYS else ''}; "
            f"{stubs} stub{'s' * (stubs != 1)} without a point."
        )


@contextlib.contextmanager
def _processes(jobs: int) -> Iterator[Callable[..., Iterator]]:
    """What gives (argument, result), as they come, for a function and its arguments; with more jobs, on processes."""
    if jobs == 1:
        yield lambda function, arguments: ((argument, function(argument)) for argument in arguments)
        return
    # Threads that wait for one another shall not keep the cores busy; read when PyTorch is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    # Spawned, because a fork of a process that has run PyTorch on several threads may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_get_ready) as executor:

        def results_of(function: Callable, arguments: Sequence) -> Iterator:
            futures = {executor.submit(function, argument): argument for argument in arguments}
            return ((futures[future], future.result()) for future in as_completed(futures))

        try:
            yield results_of
        except BaseException:  # Ctrl-C, too: what has not begun is not waited for
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def _get_ready() -> None:
    torch.set_num_threads(1)
    keep_freed_memory()  # the same answers make the same tensors under every seed
    if sys.platform == "linux":
        privileges.die_with_parent()


def _audit_question(question: tuple[str, Sequence[Variant]], seeds: int) -> list[tuple[Row, Margins]]:
    """All answers to one question of a problem set. What the answers print and warn of is their own affair."""
    name, answers = question
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [_audit_one(name, seeds, answer) for answer in answers]


def _audit_one(name: str, seeds: int, variant: Variant) -> tuple[Row, Margins]:
    question = graded_question(variant.question, name)
    try:
        answer = _answer(variant, defined_before(name, variant.question), expressions(name)[variant.question])
        if variant.is_right:
            return _audit_right(question, variant, answer, seeds)
        return _audit_wrong(question, variant, answer)
    except Exception as error:  # of the answer's cell, an oracle, a property: an author's slip can raise anything
        problem = f"it can't be tried: {in_short(error)}"
        return Row(question.name, variant.name, 0.0, Outcome.UNGRADABLE, "", problem), Margins()


@cache
def expressions(name: str) -> dict[str, str]:
    """By question of a problem set: the expression that its check looks at."""
    reference = ProblemSet.read(find_source(name))
    checks = [reference.notebook.cells[one.check].source for one in reference.graded if not one.by_hand]
    return dict(map(checked_expression, checks))


@cache
def defined_before(name: str, question: str | None = None) -> dict[str, Any]:
    """What a notebook with all reference answers has defined when it comes to the answer to a question, or at its end.

    Its imports, what is tagged ``setup``, and the answers up to there: whoever trains a network comes last.
    """
    reference = ProblemSet.read(find_source(name))
    cells = reference.notebook.cells
    setup = [index for index, cell in enumerate(cells) if "setup" in cell.metadata.get("tags", ())]
    wanted = sorted({reference.imports, *setup, *reference.solution_cells})
    answer = next((one.answer for one in reference.graded if one.name == question), len(cells))
    namespace: dict[str, Any] = {}
    for index in [index for index in wanted if index < answer]:
        if cells[index].cell_type == "code":
            exec(compile(cells[index].source, f"cell {index}", "exec"), namespace)
    return namespace


def recipes_of(name: str, question: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """The source of every right answer to a question, the reference among them, and what it may use."""
    return {
        one.name: (one.source, defined_before(name, question))
        for one in _everything(name)
        if one.question == question and one.is_right
    }


def _all_of(one: GradedCell, reference: ProblemSet, release: ProblemSet) -> list[Variant]:
    """The reference and the stub, audited like any other answer."""
    return [
        Variant(one.name, REFERENCE, reference.notebook.cells[one.answer].source),
        Variant(one.name, STUB, _stub(one, release)),
    ]


def _stub(one: GradedCell, release: ProblemSet) -> str:
    """What students are given; raises :class:`CourseError` where the release does not have the question."""
    for cell in release.notebook.cells:
        if grade_id(cell) == one.answer_id:
            return cell.source
    raise CourseError(
        f"release/{release.name} has no cell {one.answer_id!r}, and source/{release.name} has: run `make release` "
        "first."
    )


def _answer(variant: Variant, answers: dict[str, Any], expression: str) -> Any:
    # Without the reference's own answer: one that defines another name, or fills in an old dict, must fail.
    namespace = {name: value for name, value in answers.items() if name != expression}
    # As in a notebook, a cell may raise half-way; what it has defined by then is what is checked.
    file = f"{variant.question}__{variant.name}.py"
    lines = variant.source.splitlines(keepends=True)
    linecache.cache[file] = (len(variant.source), None, lines, file)  # an error names its line, as in a notebook
    with contextlib.suppress(NotImplementedError):
        exec(compile(variant.source, file, "exec"), namespace)
    return eval(compile(expression, f"the check of {variant.question}", "eval"), namespace)


def _audit_right(question: Question, variant: Variant, answer: Any, seeds: int) -> tuple[Row, Margins]:
    """Try a right answer under every seed until it is not accepted; the noise is what was met by then."""
    row = Row(question.name, variant.name, 1.0, Outcome.CORRECT, "")
    margins = Margins()
    for seed, dtype, threads in _settings(question, seeds):
        verdict = _judged(question, answer, seed, dtype, with_speed=seed == 0, threads=threads)
        if dtype is not torch.float64:
            noise = [_tolerances_off(question, case) for case in verdict.cases if case.passed]
            margins.noise = max(margins.noise, *noise, 0.0)
        if verdict.credit < row.credit or verdict.outcome is not Outcome.CORRECT:
            told_as = verdict.diagnosis.misconception.name if verdict.diagnosis else ""
            where = f"seed {seed}, {dtype or 'dtypes as graded'}, {threads} thread{'s' * (threads != 1)}"
            problem = f"a right answer is not accepted ({where}): {verdict.reason}"
            return Row(question.name, variant.name, verdict.credit, verdict.outcome, told_as, problem), margins
    return row, margins


def _audit_wrong(question: Question, variant: Variant, answer: Any) -> tuple[Row, Margins]:
    """Try a wrong answer, or the stub, under a few seeds: what it was told as, or else the last problem with it."""
    row, margins = None, Margins()
    for seed in range(MUTANT_SEEDS):
        verdict = _judged(question, answer, seed, None, with_speed=False)
        if verdict.outcome is Outcome.CORRECT:  # how long it takes tells only of an answer that nothing else gives away
            verdict = _judged(question, answer, seed, None, with_speed=True)
        told_as = verdict.diagnosis.misconception.name if verdict.diagnosis else ""
        problem = ""
        if variant.name == STUB:
            if verdict.credit > 0:
                problem = "the stub earns points"
        elif verdict.outcome is Outcome.CORRECT:
            problem = "a wrong answer is accepted"
        elif told_as != variant.misconception:
            problem = f"told as {told_as or 'nothing'}; its first failure: {verdict.reason}"
        for case in verdict.cases:
            if not case.passed and case.case.aspect is Aspect.VALUES and case.first_wrong is not None:
                margins.nearest = min(margins.nearest, _tolerances_off(question, case))
        if row is None or problem:
            row = Row(question.name, variant.name, verdict.credit, verdict.outcome, told_as, problem)
    return row, margins


def _settings(question: Question, seeds: int) -> Iterator[tuple[int, torch.dtype | None, int]]:
    """Every seed once; dtypes and numbers of threads take turns, so that each meets many seeds.

    Without a dtype the cases are as they are graded: some mix float32 and float64, and are about just that.
    """
    dtypes = (None, torch.float32, torch.float64) if question.takes == "function" and question.any_dtype else (None,)
    for seed in range(seeds):
        # On two threads small tensors take far longer.
        yield seed, dtypes[seed % len(dtypes)], 2 if seed % 7 == 1 else 1


@contextlib.contextmanager
def _threads(count: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _judged(
    question: Question, answer: Any, seed: int, dtype: torch.dtype | None, with_speed: bool, threads: int = 1
) -> QuestionVerdict:
    """The verdict as a grader would reach it: the evidence goes through its JSON form, and one thread judges."""
    cases = _cases(question.asked_in, question.name, seed, dtype)
    cases = [case for case in cases if with_speed or case.aspect is not Aspect.SPEED]
    with _threads(threads):
        seen = [Observation.from_json(observe(question, case, answer, seconds_limit=10.0).to_json()) for case in cases]
    with _threads(1):
        return judge(question, cases, seen)


@lru_cache(maxsize=128)
def _cases(problem_set: str, name: str, seed: int, dtype: torch.dtype | None) -> list[Case]:
    """The same objects for every answer, so that what oracles say of them is computed once."""
    return [_in_dtype(case, dtype) for case in graded_question(name, problem_set).cases(np.random.default_rng(seed))]


def _in_dtype(case: Case, dtype: torch.dtype | None) -> Case:
    if dtype is None:
        return case

    def cast(args: Sequence[Any] | None) -> tuple[Any, ...] | None:
        return args and tuple(
            arg.to(dtype) if isinstance(arg, torch.Tensor) and arg.is_floating_point() else arg for arg in args
        )

    return dataclasses.replace(case, args=cast(case.args), smaller=cast(case.smaller))


def _tolerances_off(question: Question, case: CaseVerdict) -> float:
    """How far a case's values are from the expected ones, in units of the tolerance."""
    return 0.0 if case.expected is None else distance(case.expected, case.got, tolerance_of(question))


def _table(report: Report) -> Table:
    table = Table(title=f"{report.problem_set}: question × answer", pad_edge=False)
    for column, options in (
        ("question", {}),
        ("answer", {}),
        ("credit", {"justify": "right"}),
        ("outcome", {}),
        ("told as", {}),
        ("", {}),
    ):
        table.add_column(column, no_wrap=column != "told as", **options)
    for row in report.rows:
        table.add_row(
            row.question,
            row.name,
            f"{row.credit:.0%}",
            str(row.outcome),
            row.told_as,
            "[red]✗[/]" if row.problem else "[green]✓[/]",
            end_section=False,
        )
    for name, margins in report.margins.items():
        nearest = "none by value" if margins.nearest == float("inf") else f"nearest mutant {margins.nearest:,.0f}"
        table.add_row(name, "tolerance = 1", "", f"noise {margins.noise:.2g}", nearest, style="dim")
    return table
