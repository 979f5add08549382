"""What changes when something is graded again, and why."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.damaged import append_lines
from autograder.grade import GRADER_ERROR, Result
from autograder.judge import Mark
from autograder.problem_set import ProblemSet, cells_of, grade_id
from autograder.spreadsheet import as_csv
from course_utils.questions.outcome import Outcome

COLUMNS = (
    "when", "student", "question", "score before", "of", "score now", "of now", "outcome before", "outcome now", "why",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One question whose score or outcome is no longer what it was."""

    student: str
    before: Mark
    now: Mark

    @property
    def why(self) -> str:
        """What the later grading says that the earlier did not."""
        before, now = self.before, self.now
        if (before.outcome, before.reason) == (now.outcome, now.reason) and before.max_score != now.max_score:
            return f"the question has {now.max_score:g} points now, and had {before.max_score:g}"
        if self.now.reason:
            return self.now.reason
        return f"every case passes now; before: {self.before.reason}"


def changes(earlier: Result, later: Result) -> tuple[Change, ...]:
    """The differences between two gradings of one student."""
    before = {mark.question: mark for mark in earlier.marks}
    return tuple(
        Change(later.student, before[mark.question], mark)
        for mark in later.marks
        if mark.question in before
        and (mark.score, mark.outcome) != (before[mark.question].score, before[mark.question].outcome)
    )


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
    record = {**later.record, "submission": earlier.record.get("submission", "")}
    if later.at_fault and marks[question].outcome is not Outcome.UNGRADABLE:  # of a question that is not taken over
        record.pop(GRADER_ERROR)
    return Result(later.student, notebook, ordered, comments, repairs, record)


def has_another_answer(earlier: NotebookNode, later: NotebookNode, question: str) -> bool:
    """Whether a question is answered otherwise in the later of two graded notebooks."""
    return _answer(earlier, question) != _answer(later, question)


def _answer(notebook: NotebookNode, question: str) -> list[Any]:
    """What a student can have changed of a question: the texts of its cells, and the pictures pasted into them."""
    cells = (cell for cell in notebook.cells if grade_id(cell) in cells_of(question))
    return [(cell.source, cell.get("attachments")) for cell in cells]


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
