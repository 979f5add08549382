"""The command line: ``autograder grade``, ``report``, ``settle``, ``export``, ``results``, ``audit`` and ``doctor``."""

import errno
import gc
import io
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column

from autograder.exports import Format, Visibility
from autograder.few import few

if TYPE_CHECKING:  # nbgrader and PyTorch take seconds, and neither --help nor a typing mistake should
    from autograder.class_results import Work
    from autograder.classwork import Classwork, GradedStudent
    from autograder.course import Course
    from autograder.executors import Executor
    from autograder.problem_set import ProblemSet

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
INTERRUPTED = 130
# Errors of a disk, also where the system does not say of which file.
OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO})
MOST_FAULTS = 5  # that are told below the table


@app.command()
def grade(
    problem_set: ProblemSetName,
    course: CourseFolder = Path("."),
    student: Annotated[str | None, typer.Option(help="Grade only this student, again.", show_default=False)] = None,
    question: Annotated[
        str | None, typer.Option(help="Grade again, and change only this question's mark.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade everybody again, also who has not changed.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Submissions at a time.", show_default="one per core")] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Grade on a Dask cluster: its scheduler's address.", show_default=False)
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(help="Grade only part i of n (as in 3/8); a run without it enters all.", show_default=False),
    ] = None,
    feedback: Annotated[bool, typer.Option(help="Write a feedback page for each student.")] = True,
    sandbox: Annotated[
        bool, typer.Option("--sandbox/--no-sandbox", help="Run students' code only where the machine closes it off.")
    ] = True,
) -> None:
    """Grade every submission, and write gradebook.db, grades.csv, autograded/ and feedback/.

    A submission that is broken gets an outcome with a reason, and everybody else is graded. What was graded before and
    has not changed is kept, so a grading that was stopped goes on when you run it again. Grades given by hand stay.

    Example:  autograder grade ps1_convolution --course ~/my-class
    """
    request = _request(
        problem_set, course, student=student, question=question, again=force, shard=shard, feedback=feedback,
        sandbox=sandbox,
    )  # fmt: skip
    work = _classwork(request)
    try:
        _run(request, work, _executor(scheduler, jobs, sandbox, request.release))
        _tell(request, work)
    except Exception as error:
        if work.has_begun and not request.again:
            error.add_note("What is graded is in the journal and is not graded twice.")
        raise


@dataclass(frozen=True)
class _Request:
    """What ``autograder grade`` is asked for, in a course that has it.

    folders: by student, where the submissions that are to be graded lie.
    part: (i, n) for the i-th of n parts of the class; None for all of it.
    again: whether to grade also what has not changed.
    """

    course: "Course"
    release: "ProblemSet"
    folders: Mapping[str, Path]
    student: str | None
    question: str | None
    part: tuple[int, int] | None
    again: bool
    feedback: bool
    sandbox: bool


def _request(
    problem_set: str,
    course: Path,
    *,
    student: str | None,
    question: str | None,
    again: bool,
    shard: str | None,
    feedback: bool,
    sandbox: bool,
) -> _Request:
    """Look for all that was named, and say which submissions are not where they belong.

    Raises :class:`CourseError` for what is not there, and for options that make no sense together.
    """
    from autograder.course import Course, names_alike
    from autograder.errors import CourseError
    from autograder.problem_set import ProblemSet

    here = Course.at(course)
    release = ProblemSet.read(here.release(problem_set))
    folders = here.submissions(problem_set, student)
    if student is None and (astray := here.out_of_place(problem_set)):
        holds = "entry in submitted/ holds" if len(astray) == 1 else "entries in submitted/ hold"
        place = f"submitted/<student>/{problem_set}/"
        _say(f"{len(astray)} {holds} no {problem_set} where it is looked for ({place}): {few(astray)}")
    for alike in names_alike(folders):
        _say(
            f"The names {' and '.join(map(ascii, alike))} look the same and are taken for {len(alike)} students: if it "
            "is one, put what was handed in last into one of these folders, and take the others away."
        )
    part = _part(shard)
    if part is not None and (student is not None or question is not None):
        raise CourseError("A part of the class (--shard) is graded whole: leave --student and --question out.")
    known = [one.name for one in release.graded]
    if question is not None and question not in known:
        raise CourseError(f"{problem_set} has no question {question!r}; it has: {', '.join(known)}.")
    again = again or student is not None or question is not None
    return _Request(here, release, folders, student, question, part, again, feedback, sandbox)


def _classwork(request: _Request) -> "Classwork":
    from autograder.classwork import Classwork
    from autograder.grade import Conditions

    here, release = request.course, request.release
    return Classwork(
        here, release, request.folders, Conditions(here.secret_seed(release.name), sandboxed=request.sandbox),
        again=request.again, question=request.question, shard=request.part, feedback=request.feedback,
    )  # fmt: skip


def _run(request: _Request, work: "Classwork", executor: "Executor") -> None:
    """Grade, show how far it is, and end the executor.

    Raises :class:`CourseError` where this machine or the problem set is not ready, and :class:`typer.Exit` when Ctrl-C
    was pressed: what was graded until then is entered and told.
    """
    from autograder.doctor import examine, refuse_if_open
    from autograder.grade import refuse_if_unready
    from autograder.interruption import noted

    here, release = request.course, request.release
    outcomes: Counter[str] = Counter()
    told = {""}  # why what was graded before is graded anew
    with closing(executor):
        gc.freeze()  # no garbage is among what was imported: it need not be looked through again and again
        began, first, spent = time.monotonic(), None, time.process_time()
        last = began
        with _progress() as progress, noted() as interruption:
            task = progress.add_task("grading", total=len(work.students), now="")
            try:
                if request.sandbox:
                    refuse_if_open(executor.examine(examine))
                refuse_if_unready(release)
                # Closed as soon as it is left: whatever stops it here, what was graded is entered before it is told.
                with closing(work.grade(executor)) as results:
                    for one in results:
                        last = time.monotonic()
                        first = first or last
                        outcomes.update(str(mark.outcome) for mark in one.result.marks)
                        if one.why_anew not in told:
                            told.add(one.why_anew)
                            _say(f"What was graded before is graded anew: {one.why_anew} since.")
                        progress.update(task, advance=1, now=_counts(outcomes))
                        interruption.raise_if_asked()
            except KeyboardInterrupt:
                progress.update(task, completed=len(work.done))
                progress.stop()
                _tell_of_a_stop(request, work)
                raise typer.Exit(INTERRUPTED) from None
    kept = _kept(work.done)
    _note_run(
        here.notes(release.name) / "run.json",
        graded=len(work.done) - kept, kept=kept, seconds=time.monotonic() - began,
        seconds_after_first=last - (first or last),
        main_cpu_seconds=time.process_time() - spent,
    )  # fmt: skip


def _kept(graded: "Sequence[GradedStudent]") -> int:
    """How many were graded before."""
    return sum(not one.fresh for one in graded)


def _tell_of_a_stop(request: _Request, work: "Classwork") -> None:
    """Write the table of grades, and say what Ctrl-C has left to do."""
    done, students = len(work.done), len(work.students)
    if request.again:
        console.print(
            f"Stopped. {done} of {students} are graded again, and the others are as they were. To grade all of them "
            "again, run the same command with the same options: it begins anew."
        )
    else:
        console.print(f"Stopped. {done} of {students} are graded and kept. Run the same command to go on.")
    _tell_of_changes(request, work.done)
    if request.part is None and work.done:
        _tell_of_the_gradebook(request, work)
        wrong = _write_table(request.course)
        for sentence in (f"Grades: {request.course.grades_csv}", *wrong):
            _say(sentence)


def _tell(request: _Request, work: "Classwork") -> None:
    """Write the table of grades, and say what has come of a run that has ended, and where it lies."""
    from autograder.errors import CourseError
    from autograder.tables import class_table

    here, name, graded = request.course, request.release.name, work.done
    if request.part is not None:
        number, of = request.part
        console.print(
            f"Part {number} of {of}: {len(graded)} graded. When all parts are done, enter them into the gradebook "
            f"with: autograder grade {name}"
        )
        return
    wrong = _write_table(here)  # first: whatever stops the telling, as a closed pipe does, the grades are there
    to_look_at = _to_look_at(here, name)
    console.print(class_table(sorted(graded, key=lambda one: one.result.student), to_look_at))
    if to_look_at:
        _say(f"All that there is to look at, and why: autograder report {name}. Then note it with autograder settle.")
    if kept := _kept(graded):
        console.print(f"{kept} of {len(graded)} were kept: nothing has changed since they were graded (see --force).")
    _tell_of_faults(request, graded)
    if anew := sorted(one.result.student for one in graded if one.told_anew):
        _say(f"Pages made anew, because grades by hand, dates or penalties have changed: {few(anew)}")
    _tell_of_changes(request, graded)
    if request.student is None and (gone := sorted(set(here.students_in_notes(name)) - set(request.folders))):
        _say(f"Graded earlier, and not in submitted/ now: {few(gone)}")
    _tell_of_the_gradebook(request, work)
    _say(f"Grades: {here.grades_csv}")
    if request.feedback:
        _say(f"Feedback: {here.root / 'feedback'}/<student>/{name}/{name}.html")
    if wrong:
        raise CourseError(" ".join(wrong))


def _write_table(course: "Course") -> list[str]:
    """Write the table of grades; returns what is wrong with it, in sentences."""
    from autograder.grades import write_grades

    wrong = write_grades(course)
    return [f"Not all rows of {course.grades_csv} could be written anew.", *wrong] if wrong else []


def _tell_of_the_gradebook(request: _Request, work: "Classwork") -> None:
    if work.gradebook_is_new:
        _say(
            f"The gradebook is new, and {request.release.name} was in another one before: grades given by hand, names "
            "and due dates are not in it. If there is a copy of the old one, put it back and run this command again."
        )


def _to_look_at(course: "Course", problem_set: str) -> "dict[str, Work]":
    """What a person should look at, by student; nothing where results can't be read: that is told at the end."""
    from autograder.class_results import read_class
    from autograder.errors import CourseError

    try:
        return {one.student: one for one in read_class(course, problem_set) if one.needs_a_look}
    except CourseError:
        return {}


def _tell_of_faults(request: _Request, graded: "Sequence[GradedStudent]") -> None:
    """On whom the grader, a question or the machine has failed, and at what: the table has no room for all of that."""
    students: dict[str, list[str]] = {}
    for result in sorted((one.result for one in graded if one.result.at_fault), key=lambda one: one.student):
        students.setdefault(result.fault, []).append(result.student)
    if not students:
        return
    most_first = sorted(students, key=lambda fault: len(students[fault]), reverse=True)
    for fault in most_first[:MOST_FAULTS]:
        _say(f"Not all could be graded, and the students are not to blame ({few(students[fault])}): {fault}")
    if len(most_first) > MOST_FAULTS:
        _say(f"More such errors, in their notes: {len(most_first) - MOST_FAULTS}.")
    notes = request.course.notes(request.release.name) / "results"
    _say(f"Mend it, and run the command again: they are tried again. Their notes in {notes} hold the whole error.")


def _tell_of_changes(request: _Request, graded: "Sequence[GradedStudent]") -> None:
    """What has changed in this run, if anything has, and where it stands with all that changed before."""
    changes = [change for one in graded for change in one.changes]
    if not changes:
        return
    from autograder.tables import regrade_table

    console.print(regrade_table(changes))
    _say(f"All changes so far: {request.course.regrade_report(request.release.name)}")


@app.command()
def audit(
    problem_set: Annotated[str | None, typer.Argument(help="Only this problem set.", show_default="all")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="How many seeds every right answer has to pass.")] = 20,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at a time.", show_default="one per core")] = None,
) -> None:
    """Prove the checks: right answers earn all points, the empty one none, wrong ones are caught and named.

    The right answers are the source's own and those written differently in autograder/mutants/, where the wrong ones
    stand as well.

    Ends with exit status 1 if a check does not tell the truth.

    Example:  autograder audit ps1_convolution
    """
    from autograder.release import find_source, source_names

    if problem_set:
        find_source(problem_set)
    from autograder.audit import audit_problem_sets

    names = [problem_set] if problem_set else source_names()
    reports = list(audit_problem_sets(names, seeds, console, jobs or os.cpu_count() or 1))
    if any(report.failures for report in reports):
        raise typer.Exit(1)


@app.command()
def report(
    problem_set: ProblemSetName,
    course: CourseFolder = Path("."),
) -> None:
    """Write a page about a class: scores, misconceptions and what to teach again, and who needs a person's look.

    Example:  autograder report ps1_convolution --course ~/my-class
    """
    from autograder.course import Course
    from autograder.report import write_report

    here = Course.at(course)
    here.release(problem_set)  # its name may be mistyped
    _say(f"Report: {write_report(here, problem_set)}")


@app.command()
def settle(
    problem_set: ProblemSetName,
    student: Annotated[str, typer.Option(help="Whose work you have looked at.", show_default=False)],
    note: Annotated[str, typer.Option(help="What you have found, for you and for an appeal.", show_default=False)],
    course: CourseFolder = Path("."),
) -> None:
    """Note that you have looked at what is doubtful in a student's work: repairs, crashes, findings.

    The score stays; change it in formgrader. The report lists your note, and exports take the grade for final, until
    grading again raises another doubt.

    Example:  autograder settle ps1_convolution --student ana --note "asked her: the renamed cell is hers"
    """
    from autograder.class_results import read_class
    from autograder.course import Course, same_name
    from autograder.errors import CourseError
    from autograder.settled import settle as write_down

    here = Course.at(course)
    if not note.strip():
        raise CourseError("Say in --note what you have found: an appeal may ask for it.")
    here.release(problem_set)  # its name may be mistyped
    works = read_class(here, problem_set)
    named = [one for one in works if one.student == student] or [
        one for one in works if same_name(one.student, student)
    ]
    work = next(iter(named), None)
    if work is None:
        raise CourseError(f"Nothing of {student!r} has been graded in {problem_set}.")
    if not work.doubts:
        raise CourseError(f"Nothing in the work of {student!r} is doubtful.")
    write_down(here, problem_set, work.student, work.doubts, note, work.submission)
    for doubt in work.doubts:
        console.print(f"Settled: {doubt}", soft_wrap=True, markup=False)


@app.command()
def export(
    problem_set: ProblemSetName,
    to: Annotated[Format, typer.Option("--format", help="Whose columns the table has.")] = Format.CSV,
    course: CourseFolder = Path("."),
) -> None:
    """Write a table of grades, for a spreadsheet, Canvas, Moodle or Gradescope.

    Canvas and Moodle get only grades that are final: nothing waits for a person, or for a look (see autograder settle).

    Example:  autograder export ps1_convolution --format canvas
    """
    from autograder.course import Course
    from autograder.exports.write import export as write_table
    from autograder.exports.write import in_words

    here = Course.at(course)
    here.release(problem_set)  # its name may be mistyped
    path, left_out = write_table(here, problem_set, to)
    _say(f"Grades: {path}")
    if left_out:
        _say(f"Not in it, because nothing is final there: {in_words(left_out)}.")


@app.command()
def results(
    problem_set: ProblemSetName,
    notebook: Annotated[
        Path, typer.Argument(help="One student's notebook, or the folder it was put into.", show_default=False)
    ],
    output: Annotated[Path, typer.Option(help="Where to write.")] = Path("results.json"),
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=2**63 - 1,
            help="Your secret number: the graded cases are made from it. Required.",
            show_default=False,
        ),
    ] = None,
    visibility: Annotated[
        Visibility, typer.Option(help="When students see it. Whoever sees it at once can try out the graded cases.")
    ] = Visibility.AFTER_DUE_DATE,
    sandbox: Annotated[
        bool, typer.Option("--sandbox/--no-sandbox", help="Run the code only where the machine closes it off.")
    ] = True,
) -> None:
    """Grade one notebook into a results.json, as Gradescope expects it of an autograder.

    Example:  autograder results ps1_convolution /autograder/submission/ps1.ipynb \\
              --output /autograder/results/results.json --seed YOUR_SECRET_NUMBER
    """
    from autograder.course import PROJECT, Course
    from autograder.errors import CourseError

    if seed is None:
        raise CourseError("Give --seed, a number that only you know: whoever knows it can make the graded cases.")
    if not notebook.exists():
        raise CourseError(f"There is no file or folder {notebook}.")
    output = output.resolve()  # what a link stands for is written, and not the link
    if not output.parent.is_dir() or output.is_dir() or not os.access(output.parent, os.W_OK):
        raise CourseError(
            f"No file {output} can be written: give another one with --output, in a folder that is there."
        )
    from autograder.doctor import examine, refuse_if_open
    from autograder.exports.results_json import results_json
    from autograder.grade import Conditions, Submission, grade_whatever_happens
    from autograder.problem_set import ProblemSet
    from autograder.submissions import read_submission
    from autograder.whole_files import write_whole

    if sandbox:
        refuse_if_open({"this machine": examine()})
    release = ProblemSet.read(Course(PROJECT).release(problem_set))
    if notebook.is_dir():
        submission = read_submission(notebook, "", release)
    else:
        submission = Submission(notebook.stem, notebook.read_bytes())
    began = time.monotonic()
    result = grade_whatever_happens(release, submission, Conditions(seed, sandboxed=sandbox))
    as_json = results_json(result, visibility, time.monotonic() - began)
    write_whole(output, json.dumps(as_json, indent=1).encode() + b"\n")
    _say(f"{result.score:g} of {result.max_score:g} points: {output}")
    if result.at_fault:
        raise CourseError("Not all of it could be graded, and it's not the student's fault: " + result.fault)


@app.command()
def doctor() -> None:
    """Say what this machine closes off from students' code, what is missing, and how to grade on several machines.

    Ends with exit status 1 if students' code should not be run here.
    """
    from autograder.doctor import examine, report

    console.print(report())
    if examine().missing:
        raise typer.Exit(1)


def _note_run(path: Path, **figures: float) -> None:
    """What the last run took: for whoever wants to know where the time goes."""
    path.write_text(json.dumps({name: round(value, 4) for name, value in figures.items()}) + "\n")


def _say(sentence: str) -> None:
    """Print a sentence that may hold names and paths: nothing in it is markup."""
    console.print(sentence, soft_wrap=True, markup=False, highlight=False)


def _executor(scheduler: str | None, jobs: int | None, sandboxed: bool, problem_set: "ProblemSet") -> "Executor":
    if scheduler is not None:
        if jobs is not None:
            from autograder.errors import CourseError

            raise CourseError("With --scheduler the cluster decides how many are graded at a time: leave --jobs out.")
        from autograder.executors.dask_cluster import DaskExecutor

        return DaskExecutor(scheduler, problem_set)
    from autograder.executors.local import LocalExecutor

    return LocalExecutor(jobs, problem_set, sandboxed=sandboxed)


def _part(shard: str | None) -> tuple[int, int] | None:
    from autograder.errors import CourseError

    if shard is None:
        return None
    written = re.fullmatch(r"(\d{1,9})/(\d{1,9})", shard, re.ASCII)
    number, of = map(int, written.groups()) if written else (0, 0)
    if not 1 <= number <= of:
        raise CourseError(f"--shard {shard} is not a part: write i/n with i from 1 to n, such as 3/8.")
    return number, of


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:>10}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        # In a narrow terminal it is the only one that shrinks: Rich heeds a ratio where the whole width is taken.
        TextColumn("{task.fields[now]}", table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")),
        console=console,
        expand=True,
        auto_refresh=console.is_terminal,  # in a file only the end is shown
    )


def _counts(outcomes: Counter[str]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common(4))


def main(run: Callable[[], None] = app) -> None:
    """The program: what is wrong at the instructor's end is one sentence, with exit status 2."""
    from autograder.errors import CourseError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a name that the terminal has no letters for ends no grading
    try:
        run()
    except CourseError as error:
        sentence = str(error)
    except Exception as error:
        if (about := _of_the_disk(error) or _of_the_cluster(error) or _of_the_gradebook(error)) is None:
            raise
        sentence = " ".join([about, *getattr(error, "__notes__", ())])  # such as what is kept
    else:
        return
    Console(stderr=True).print("[bold red]autograder:[/]", end=" ")
    Console(stderr=True).print(sentence, soft_wrap=True, highlight=False, markup=False)
    sys.exit(2)


def _of_the_disk(error: Exception) -> str | None:
    """What is to be done about a file or a disk that can't be used; None for any other error."""
    if not isinstance(error, OSError) or (error.filename is None and error.errno not in OF_THE_DISK):
        return None
    return (
        f"{error.filename or 'The disk'} can't be used: {error.strerror or error}. Mend that, and run the same command "
        "again."
    )


def _of_the_cluster(error: Exception) -> str | None:
    """What is to be done about a lost connection to a Dask cluster; None for any other error."""
    if "distributed" not in sys.modules:  # only --scheduler imports it
        return None
    from distributed.comm import CommClosedError

    if not isinstance(error, (CommClosedError, CancelledError)):  # what is cancelled is what was under way
        return None
    why = str(error).partition("\n")[0]
    return (
        f"The connection to the Dask scheduler is lost ({why}): see whether it still runs, and run the same command "
        "again."
    )


def _of_the_gradebook(error: Exception) -> str | None:
    """What is to be done about an error of the gradebook's database; None for any other error."""
    from sqlalchemy.exc import SQLAlchemyError

    if not isinstance(error, SQLAlchemyError):
        return None
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    if "disk is full" in cause:
        return "The disk that holds the gradebook is full: make room there, then run the same command again."
    if "locked" in cause:
        return (
            "The gradebook is in use by another program: close formgrader or wait for it, then run the same command "
            "again."
        )
    if "malformed" in cause or "not a database" in cause:
        return (
            f"The gradebook is damaged ({cause:.200}): put a copy of it in its place. Without one, move it away "
            "(gradebook.db, or what db_url in the course's nbgrader_config.py names) and run autograder grade for each "
            "problem set, which enters every score again; grades given by hand, names and due dates are lost."
        )
    return (
        f"The gradebook can't be used ({cause:.200}): see db_url in the course's nbgrader_config.py, and the file or "
        "server it names."
    )
