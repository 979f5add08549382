"""The whole problem set at a glance: every question, and what its check said when it last ran."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table

from course_utils.checking.card import template
from course_utils.checking.session import Tried, last_try
from course_utils.questions import questions_of
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Question, Section

TO_GO_ON = (
    "Not tried: the check has not run since the kernel was started. Restart Kernel and Run All Cells runs them all, "
    "past those that fail. If another cell has stopped it, mend that one, or select the cell below it and choose Run → "
    "Run Selected Cell and All Below."
)


@dataclass(frozen=True)
class Row:
    """One question and how it stands. ``tried`` is None where its check has not run, or where a person reads it."""

    name: str
    title: str
    section: Section | None
    tried: Tried | None
    is_choice: bool = False
    by_hand: bool = False

    @property
    def cases(self) -> str:
        return f"{self.tried.passed} of {self.tried.cases}" if self.tried and not self.is_choice else "–"

    @property
    def says(self) -> str:
        """How it stands, in words: the mark in front only repeats them."""
        if self.by_hand:
            return "✎ a person reads and grades it"
        if self.tried is None:
            return "○ not tried in this session"
        if self.passes:
            return "✓ your choice is noted" if self.is_choice else "✓ passes"
        if self.tried.outcome is Outcome.NOT_ANSWERED:
            return "○ not answered yet"
        return f"✗ {self.tried.outcome.told}" + (f": {self.tried.mistake}" if self.tried.mistake else "")

    @property
    def passes(self) -> bool:
        return self.tried is not None and self.tried.outcome is Outcome.CORRECT


@dataclass(frozen=True)
class Summary:
    """A problem set as its checks have found it in this session."""

    problem_set: str
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, problem_set: str, by_hand: Sequence[str] = ()) -> "Summary":
        """How the questions of a problem set stand now; ``by_hand`` names the answers that have no check."""
        checked = [_row(problem_set, question) for question in questions_of(problem_set).values()]
        read = [Row(name, "in words", None, None, by_hand=True) for name in by_hand]
        return cls(problem_set, (*checked, *read))

    @property
    def checked(self) -> list[Row]:
        return [row for row in self.rows if not row.by_hand]

    @property
    def heading(self) -> str:
        """ "3 of 7 checks pass; 4 not tried". A choice that is noted is not one that is right."""
        parts = []
        for of_choice, what in ((False, "checks pass"), (True, "choices noted")):
            rows = [row for row in self.checked if row.is_choice is of_choice]
            if rows:
                parts.append(f"{sum(row.passes for row in rows)} of {len(rows)} {what}")
        if not_tried := sum(row.tried is None for row in self.checked):
            parts.append(f"{not_tried} not tried")
        return "; ".join(parts)

    @property
    def cases(self) -> str:
        """ "33 of 40" cases of the questions that were tried."""
        tried = [row.tried for row in self.checked if row.tried and not row.is_choice]
        return f"{sum(one.passed for one in tried)} of {sum(one.cases for one in tried)}" if tried else "–"

    @property
    def notes(self) -> list[str]:
        """What is to be known of these numbers."""
        notes = ["Each line shows what the check said when it last ran. Other cases of the same kinds are graded."]
        if any(row.tried is None for row in self.checked):
            notes.append(TO_GO_ON)
        return notes

    def as_html(self, link: Callable[[Section], str] | None = None) -> str:
        """A table without scripts, styled inline; ``link`` gives the address of a question's section."""
        return template("summary.html.j2").render(summary=self, link=link or (lambda _section: ""))

    def as_text(self) -> str:
        """The same in plain text."""
        table = Table(box=box.SIMPLE, show_footer=True)
        table.add_column("Question", "Together", overflow="fold")
        table.add_column("Cases passed", self.cases)
        table.add_column("Check", self.heading, overflow="fold")
        for row in self.rows:
            table.add_row(row.name, row.cases, row.says)
        paper = io.StringIO()
        # Not to the notebook: there, Rich would draw a second table of its own.
        console = Console(file=paper, width=100, color_system=None, highlight=False, markup=False, force_jupyter=False)
        console.print(f"{self.problem_set}: {self.heading}", table, *self.notes, sep="\n")
        return "\n".join(line.rstrip() for line in paper.getvalue().strip().splitlines())


def _row(problem_set: str, question: Question) -> Row:
    tried = last_try(problem_set, question.name)
    return Row(question.name, question.title, question.section, tried, is_choice=bool(question.choices))
