"""``make demo``: a class of made-up students is graded, and their feedback and the class reports are left to open."""

import shutil
import time

import typer
from rich.console import Console

from autograder import cli
from autograder.course import PROJECT, Course
from autograder.problem_set import ProblemSet
from autograder.release import build, source_names
from autograder.report import write_report
from autograder.sample_class import make_class, submit

FOLDER = PROJECT / "demo"
FIRST = "ps1_convolution"  # graded for a whole class, with every way to break a submission
SMALL = 7  # students of the other problem sets


def main() -> None:
    """Grade a class of made-up students in demo/, which is made anew: whatever is in it is deleted first."""
    console = Console()
    started, examples, reports = time.monotonic(), {}, {}
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in source_names():
        console.print(f"[bold]1. Generating the release of {name} from its source[/]")
        build(name, FOLDER / "release" / name)
        release = ProblemSet.read(FOLDER / "release" / name / f"{name}.ipynb")
        students = make_class(release) if name == FIRST else make_class(release, size=SMALL, broken=())
        submit(students, FOLDER, name)
        broken = sorted({student.about for student in students if not student.about[0].isdigit()} - {"all right"})
        console.print(
            f"[bold]2. {len(students)} students submit:[/] some right, some with known mistakes"
            + (f", and one each with: {', '.join(broken)}" if broken else "")
        )
        console.print("[bold]3. Grading them, each in a process of its own[/]")
        cli.grade(name, FOLDER)
        examples[name] = next(student.name for student in students if any(student.expected.values()))
        reports[name] = write_report(Course.at(FOLDER), name)
    console.print(f"Done in {time.monotonic() - started:.0f} s. What the class misunderstood, by problem set:")
    for report in reports.values():
        console.print(f"  {report}", soft_wrap=True)
    console.print("One student's feedback for each of them:")
    for name, student in examples.items():
        console.print(f"  {FOLDER / 'feedback' / student / name / (name + '.html')}", soft_wrap=True)


if __name__ == "__main__":
    cli.main(lambda: typer.run(main))
