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


def main() -> None:
    console = Console()
    started = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in problem_sets():
        console.print(f"[bold]1. Generating the release of {name} from its source[/]")
        build(name, FOLDER / "release" / name)
        release = ProblemSet.read(FOLDER / "release" / name / f"{name}.ipynb")
        students = make_class(release)
        submit(students, FOLDER, name)
        console.print(
            f"[bold]2. {len(students)} students submit:[/] some right, some with known mistakes, and one each with: "
            + ", ".join(
                sorted({student.about for student in students if not student.about[0].isdigit()} - {"all right"})
            )
        )
        console.print("[bold]3. Grading them, each in a process of its own[/]")
        cli.grade(name, FOLDER)
    console.print(f"Done in {time.monotonic() - started:.0f} s. Open a student's page, for example:")
    console.print(f"  {FOLDER / 'feedback' / students[9].name / name / (name + '.html')}", soft_wrap=True)


if __name__ == "__main__":
    main()
