"""The report as one HTML file: no script, font or picture comes from elsewhere."""

import statistics
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import matplotlib as mpl
from jinja2 import Environment, PackageLoader

from autograder.class_results import (
    Work,
    read_class,
    refuse_several_releases,
    waiting_questions,
    waiting_students,
)
from autograder.course import Course
from autograder.few import few
from autograder.lookalikes import pairs
from autograder.problem_set import ProblemSet
from autograder.report.charts import histogram
from autograder.report.needs_a_person import matters, put_right
from autograder.report.statistics import FEWEST, misconceptions, question_figures, unnamed
from autograder.whole_files import write_whole
from course_utils.checking.card import with_code

# Pairs of look-alikes on the page, with their code: more than anybody compares, and not so many that it opens slowly.
PAIRS_SHOWN = 200


def write_report(course: Course, problem_set: str) -> Path:
    """Write ``reports/<problem set>.html`` into the course folder.

    Raises :class:`~autograder.errors.CourseError` where nothing has been graded, or not all with the same release.
    """
    works = read_class(course, problem_set)
    refuse_several_releases(problem_set, works)
    readable = [work for work in works if work.readable]
    waiting = waiting_questions(works)
    decided = sum(answer.max_score for answer in works[0].answers if answer.question not in waiting)
    looked_at_again = waiting_students(works)
    scores = [_decided_score(work, waiting) for work in readable if work.student not in looked_at_again]
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": problem_set}):
        distribution = histogram(scores, decided)
    made = misconceptions(problem_set, works)
    shared = [one for one in made if len(one.students) > 1] or made
    page = _environment().get_template("report.html.j2").render(
        problem_set=problem_set,
        works=works,
        readable=readable,
        unreadable=[work.student for work in works if not work.readable],
        graded_on=_graded_on(course, problem_set, works),
        max_score=works[0].max_score,
        decided=decided,
        waiting=waiting,
        looked_at_again=few(looked_at_again),
        mean=statistics.fmean(scores) if scores else None,
        median=statistics.median(scores) if scores else None,
        lowest=min(scores, default=None),
        highest=max(scores, default=None),
        distribution=distribution,
        questions=question_figures(works),
        misconceptions=shared,
        rare=made[len(shared) :],
        unnamed=unnamed(works),
        fewest=FEWEST,
        matters=matters(works),
        put_right=put_right(works),
        settled=[work for work in works if work.doubts and work.is_settled],
        lookalikes=pairs(course, ProblemSet.read(course.release(problem_set)), works),
        pairs_shown=PAIRS_SHOWN,
    )  # fmt: skip
    path = course.root / "reports" / f"{problem_set}.html"
    write_whole(path, page.encode())
    return path


def _decided_score(work: Work, waiting: Sequence[str]) -> float:
    """The points in what is decided for everybody, less the late penalty."""
    points = sum(answer.score for answer in work.answers if answer.question not in waiting)
    return max(0.0, points - work.late_penalty)


def _graded_on(course: Course, problem_set: str, works: Sequence[Work]) -> str:
    """When the last of these results was written."""
    latest = max(course.result(problem_set, work.student).stat().st_mtime for work in works)
    return f"{datetime.fromtimestamp(latest):%-d %B %Y, %H:%M}"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["code"] = with_code
    environment.filters["percent"] = lambda share: "—" if share is None else f"{share:.0%}"
    environment.filters["two"] = lambda value: "—" if value is None else f"{value:.2f}"
    environment.filters["points"] = lambda value: "—" if value is None else f"{round(value, 2):g}"
    return environment
