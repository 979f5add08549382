"""``make demo``: a class of made-up students is graded, and their feedback pages are left to open."""

import shutil
import time

from rich.console import Console

from autograder import cli
from autograder.course import PROJECT
from autograder.problem_set import ProblemSet
from autograder.release import build, problem_sets
from autograder.sample_class import make_class, submit

FOLDER = PROJECT / "demo"
FIRST = "ps1_convolution"  # graded for a whole class, with every way to break a submission
SMALL = 7  # students of the other problem sets


def main() -> None:
    console = Console()
    started, examples = time.monotonic(), {}
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in problem_sets():
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
    console.print(
        f"Done in {time.monotonic() - started:.0f} s. Open a student's page for each problem set, for example:"
    )
    for name, student in examples.items():
        console.print(f"  {FOLDER / 'feedback' / student / name / (name + '.html')}", soft_wrap=True)


if __name__ == "__main__":
    main()
