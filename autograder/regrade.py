"""What changes when something is graded again, and why."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.damaged import append_lines
from autograder.grade import GRADER_ERROR, Result
from autograder.judge import Mark
from autograder.problem_set import ProblemSet, cells_of, grade_id
from autograder.spreadsheet import as_csv
from course_utils.questions.outcome import Outcome

COLUMNS = (
    "when", "student", "question", "score before", "of", "score now", "of now", "outcome before", "outcome now", "why",
)  # fmt: skip


# What decides an outcome besides what was handed in, as a record of a grading names it; the first that differs is told.
OF_A_GRADING = {
    "release": "the release has changed",
    "versions": "the version of Python, PyTorch or NumPy has changed",
    "edition": "the code that decides outcomes has changed",
    "seed": "the secret seed has changed",
    "limits": "the limits have changed",
    "sandboxed": "what closes students' code off has changed",
}


@dataclass(frozen=True)
class Change:
    """One question whose score, points or outcome are no longer what they were."""

    student: str
    before: Mark
    now: Mark

    @property
    def why(self) -> str:
        """What the later grading says that the earlier did not."""
        before, now = self.before, self.now
        if (before.outcome, before.reason) == (now.outcome, now.reason) and before.max_score != now.max_score:
            again = "; a grade given by hand waits for another look" if now.outcome is Outcome.BY_HAND else ""
            points = f"{now.max_score:g} point{'s' * (now.max_score != 1)}"
            return f"the question has {points} now, and had {before.max_score:g}{again}"
        if self.now.reason:
            return self.now.reason
        return f"every case passes now; before: {self.before.reason}"


def changes(earlier: Result, later: Result) -> tuple[Change, ...]:
    """The differences between two gradings of one student."""
    before = {mark.question: mark for mark in earlier.marks}
    return tuple(
        Change(later.student, before[mark.question], mark)
        for mark in later.marks
        if mark.question in before and _as_told(mark) != _as_told(before[mark.question])
    )


def _as_told(mark: Mark) -> tuple[float | None, float, Outcome]:
    return mark.score, mark.max_score, mark.outcome


def answered_anew(earlier: Result, later: Result) -> frozenset[str]:
    """The questions that are answered otherwise in the later of two gradings, or are worth other points.

    A grade given by hand says nothing of them. Where a record does not hold the answers, the whole file counts.
    """
    known, now = (one.record.get("answers") for one in (earlier, later))
    if not known or not now:
        same_file = earlier.record.get("submission") == later.record.get("submission")
        known, now = {}, {} if same_file else {mark.question: "another file" for mark in later.marks}
    points = {mark.question: mark.max_score for mark in earlier.marks}
    return frozenset(
        mark.question
        for mark in later.marks
        if known.get(mark.question) != now.get(mark.question) or points.get(mark.question) != mark.max_score
    )


def why_graded_anew(earlier: Result, later: Result) -> str:
    """What makes a grading another one although the same was handed in, in words; "" where nothing does."""
    before, now = earlier.record, later.record
    return next((why for of, why in OF_A_GRADING.items() if of in before and before[of] != now[of]), "")


def keep_other_questions(problem_set: ProblemSet, earlier: Result, later: Result, question: str) -> Result:
    """The earlier result with one question's mark, answer and check cell taken from the later one.

    It counts as a result of the earlier file: so grading all of a later one asks again for grades that a person has
    given by the earlier answers.
    """
    marks = {mark.question: mark for mark in earlier.marks}
    marks |= {mark.question: mark for mark in later.marks if mark.question == question}
    names = cells_of(question)
    fresh = {grade_id(cell): cell for cell in later.notebook.cells if grade_id(cell) in names}
    notebook = earlier.notebook
    notebook.cells = [fresh.get(grade_id(cell), cell) for cell in notebook.cells]
    repairs = tuple(
        [one for one in earlier.repairs if one.cell not in names] + [one for one in later.repairs if one.cell in names]
    )
    ordered = tuple(marks[one.name] for one in problem_set.graded)
    comments = {**earlier.comments, **{name: text for name, text in later.comments.items() if name in names}}
    answers = earlier.record.get("answers")
    if answers:
        answers = {**answers, question: later.record["answers"].get(question, "")}
    record = {**later.record, "submission": earlier.record.get("submission", ""), "answers": answers or {}}
    if later.at_fault and marks[question].outcome is not Outcome.UNGRADABLE:  # of a question that is not taken over
        record.pop(GRADER_ERROR)
    return Result(later.student, notebook, ordered, comments, repairs, record)


def note_changes(path: Path, report: Iterable[Change]) -> None:
    """Add to the regrade report, a table with all changes since the first grading."""
    now = f"{datetime.now():%Y-%m-%d %H:%M}"
    if _has_other_columns(path):
        path.replace(path.with_name(f"{path.stem}-until-{datetime.now():%Y-%m-%d-%H%M%S}{path.suffix}"))
    rows = (
        (now, one.student, one.now.question, one.before.score, one.before.max_score, one.now.score, one.now.max_score,
         one.before.outcome, one.now.outcome, one.why)
        for one in report
    )  # fmt: skip
    named = (dict(zip(COLUMNS, row, strict=True)) for row in rows)
    append_lines(path, as_csv(COLUMNS, named, headings=not path.exists()))


def _has_other_columns(path: Path) -> bool:
    """As a table of an earlier edition of the grader has, or one that a spreadsheet has saved in its own way."""
    if not path.is_file():
        return False
    try:
        first = next(csv.reader(path.read_text(encoding="utf-8").splitlines()), None)
    except (UnicodeDecodeError, csv.Error):  # what is added to it would be in another encoding than the rest
        return True
    return first != list(COLUMNS)
