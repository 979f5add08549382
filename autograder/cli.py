"""The command line: ``autograder grade`` and ``autograder audit``."""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

app = typer.Typer(
    help="Grade problem sets and prove that the checks tell the truth.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
# Tables need room; in a log, which has no width of its own, they get it.
console = Console(width=None if sys.stdout.isatty() else 130)
ProblemSetName = Annotated[str, typer.Argument(help="The problem set, such as ps1_convolution.", show_default=False)]
CourseFolder = Annotated[
    Path, typer.Option("--course", help="The course's folder, which holds submitted/<student>/<problem set>/.")
]


@app.command()
def grade(
    problem_set: ProblemSetName,
    course: CourseFolder = Path("."),
    student: Annotated[str | None, typer.Option(help="Grade only this student.", show_default=False)] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Submissions at a time.", show_default="one per core")] = None,
    feedback: Annotated[bool, typer.Option(help="Write a feedback page for each student.")] = True,
) -> None:
    """Grade every submission, and write gradebook.db, grades.csv, autograded/ and feedback/.

    A submission that is broken gets an outcome with a reason, and everybody else is graded. Running it again grades
    again; grades given by hand stay.

    Example:  autograder grade ps1_convolution --course ~/my-class
    """
    # Imported here: nbgrader and PyTorch take seconds, and neither --help nor a typing mistake should.
    from autograder.course import Course
    from autograder.problem_set import ProblemSet

    here = Course.at(course)
    release = ProblemSet.read(here.release(problem_set))
    folders = here.submissions(problem_set, student)

    from autograder.classwork import grade_class, read_class
    from autograder.feedback_pages import write_feedback
    from autograder.grades import write_grades
    from autograder.tables import class_table

    submissions = read_class(folders, release)
    results = []
    outcomes: Counter[str] = Counter()
    with _progress() as progress:
        task = progress.add_task("grading", total=len(submissions), now="")
        for result in grade_class(here, release, submissions, jobs):
            results.append(result)
            outcomes.update(str(mark.outcome) for mark in result.marks)
            progress.update(task, advance=1, now=_counts(outcomes))
        write_grades(here)
        if feedback:
            task = progress.add_task("feedback", total=len(results), now="")
            for result in results:
                write_feedback(here, release.name, result.student)
                progress.update(task, advance=1)
    console.print(class_table(sorted(results, key=lambda result: result.student)))
    console.print(f"Grades: {here.grades_csv}", soft_wrap=True)
    if feedback:
        console.print(
            f"Feedback: {here.root / 'feedback'}/<student>/{release.name}/{release.name}.html", soft_wrap=True
        )


@app.command()
def audit(
    problem_set: Annotated[str | None, typer.Argument(help="Only this problem set.", show_default="all")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="How many seeds every right variant has to pass.")] = 20,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at a time.", show_default="one per core")] = None,
) -> None:
    """Prove the checks: the reference scores 100 %, the stub 0, every mutant is caught and named, right variants pass.

    Ends with exit status 1 if a check does not tell the truth.

    Example:  autograder audit ps1_convolution
    """
    from autograder.release import find_source, problem_sets

    if problem_set:
        find_source(problem_set)
    from autograder.audit import audit_problem_set

    failures = 0
    for name in [problem_set] if problem_set else problem_sets():
        report = audit_problem_set(name, seeds, console, jobs or os.cpu_count() or 1)
        failures += len(report.failures)
    if failures:
        raise typer.Exit(1)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:>10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}"),
        console=console,
    )


def _counts(outcomes: Counter[str]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common(4))


def main() -> None:
    """The program: mistakes of the instructor's end as one sentence, with exit status 2."""
    from autograder.errors import CourseError

    try:
        app()
    except CourseError as error:
        Console(stderr=True).print(f"[bold red]autograder:[/] {error}", soft_wrap=True, highlight=False)
        sys.exit(2)
