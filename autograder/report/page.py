"""The report as one HTML file: no script, font or picture comes from elsewhere."""

import statistics
from pathlib import Path

import matplotlib as mpl
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from autograder.class_results import read_class
from autograder.course import Course
from autograder.lookalikes import pairs
from autograder.problem_set import ProblemSet
from autograder.record import write_whole
from autograder.report.charts import histogram
from autograder.report.needs_a_person import matters
from autograder.report.statistics import misconceptions, question_figures
from course_utils.checking.card import with_code

# Pairs of look-alikes on the page, with their code: more than anybody compares, and not so many that it opens slowly.
PAIRS_SHOWN = 200


def write_report(course: Course, problem_set: str) -> Path:
    """Write ``reports/<problem set>.html`` into the course folder.

    Raises :class:`~autograder.errors.CourseError` where nothing has been graded.
    """
    works = read_class(course, problem_set)
    scores = [work.score for work in works]
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": problem_set}):
        distribution = histogram(scores, works[0].max_score)
    page = _environment().get_template("report.html.j2").render(
        problem_set=problem_set,
        works=works,
        max_score=works[0].max_score,
        mean=statistics.fmean(scores),
        median=statistics.median(scores),
        lowest=min(scores),
        highest=max(scores),
        distribution=distribution,
        questions=question_figures(works),
        misconceptions=misconceptions(problem_set, works),
        matters=matters(works),
        lookalikes=pairs(course, ProblemSet.read(course.release(problem_set)), works),
        pairs_shown=PAIRS_SHOWN,
    )  # fmt: skip
    path = course.root / "reports" / f"{problem_set}.html"
    write_whole(path, page.encode())
    return path


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["code"] = with_code
    environment.filters["percent"] = lambda share: "—" if share is None else f"{share:.0%}"
    environment.filters["two"] = lambda value: "—" if value is None else f"{value:.2f}"
    environment.filters["points"] = lambda value: "—" if value is None else f"{round(value, 2):g}"
    environment.filters["breakable"] = lambda name: escape(name).replace("_", Markup("_<wbr>"))
    return environment
