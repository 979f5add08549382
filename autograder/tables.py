"""Results as tables for the terminal. What students have written is text: Rich must not read it as markup."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from rich.table import Table
from rich.text import Text

from autograder.class_results import Work
from autograder.classwork import GradedStudent
from autograder.judge import Mark
from autograder.realign import Repair
from autograder.regrade import Change
from course_utils.questions.outcome import Outcome

MOST_OF_A_DOUBT = 80  # characters
MOST_OF_A_NAME = 30
NOBODY: Mapping[str, Work] = MappingProxyType({})
STYLES = {
    Outcome.CORRECT: "green",
    Outcome.NOT_ANSWERED: "dim",
    Outcome.BY_HAND: "blue",
}


def class_table(graded: Sequence[GradedStudent], to_look_at: Mapping[str, Work] = NOBODY) -> Table:
    """A row a student: the score in the gradebook, and what each question that is not right shows.

    to_look_at: by student, the works that a person should look at.
    """
    table = Table(title=None, show_lines=False, pad_edge=False)
    # Not more of a name: the others would have no room for what is told of them.
    table.add_column("student", no_wrap=True, max_width=MOST_OF_A_NAME, overflow="ellipsis")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("what is not right: question, outcome, diagnosis")
    table.add_column("to look at, and repairs", max_width=34)
    for one in graded:
        result, scores = one.result, one.scores
        work = to_look_at.get(result.student)
        repairs = [repair for repair in result.repairs if work is None or repair not in work.doubtful_repairs]
        told = "; ".join([*([_first_doubt(work)] if work else []), *_in_few_words(repairs)])
        score = result.score if scores is None else scores.total - scores.late_penalty
        findings = _findings(result.marks, scores.by_hand if scores else (), scores.outdated if scores else ())
        if scores and scores.late_penalty:
            findings.append(f"{chr(10) if findings else ''}late: {scores.late_penalty:g} points less", style="red")
        table.add_row(Text(result.student), f"{score:g} / {result.max_score:g}", findings, Text(told))
    return table


def _first_doubt(work: Work) -> str:
    """What to look at first, and how much more there is: the report has all of it."""
    first, *more = work.doubts
    first = first if len(first) <= MOST_OF_A_DOUBT else f"{first[:MOST_OF_A_DOUBT].rstrip()}…"
    return f"look at: {first}" + (f" (and {len(more)} more)" if more else "")


def _in_few_words(repairs: Sequence[Repair]) -> Iterator[str]:
    """What was put right, with the number of cells where it was the same in several."""
    for what, cells in Counter(repair.what for repair in repairs).items():
        yield what if cells == 1 else f"{what} ({cells} cells)"


def _findings(marks: Sequence[Mark], graded_by_hand: Collection[str], outdated: Collection[str]) -> Text:
    marks = [mark for mark in marks if mark.question not in graded_by_hand]
    missing = [mark for mark in marks if mark.outcome not in (Outcome.CORRECT, Outcome.BY_HAND)]
    text = Text()
    for outcome, group in _grouped(missing):
        text.append("\n" if text else "")
        if outcome in (Outcome.NOT_ANSWERED, Outcome.UNGRADABLE) and len(group) == len(marks):
            which = "all of it"
        else:
            which = ", ".join(f"{mark.question} {mark.score:g}/{mark.max_score:g}" for mark in group)
        text.append(f"{which}: ")
        text.append(str(outcome), style=STYLES.get(outcome, "red"))
        if known := group[0].diagnosis or group[0].mend_first:
            text.append(f", {known}")
        elif outcome is Outcome.UNGRADABLE and group[0].reason:
            text.append(f" ({group[0].reason:.200})")
    by_hand = sum(mark.outcome is Outcome.BY_HAND for mark in marks)
    if by_hand:
        text.append("\n" if text else "")
        text.append(f"{by_hand} to be graded by hand", style=STYLES[Outcome.BY_HAND])
    if outdated:
        text.append("\n" if text else "")
        text.append(f"{', '.join(sorted(outdated))} to be graded by hand again", style=STYLES[Outcome.BY_HAND])
    return text


def _grouped(marks: Sequence[Mark]) -> list[tuple[Outcome, list[Mark]]]:
    """Marks that say the same, together; the order is that of the first of each."""
    groups: dict[tuple[Outcome, str, str], list[Mark]] = {}
    for mark in marks:
        groups.setdefault((mark.outcome, mark.diagnosis, mark.mend_first), []).append(mark)
    return [(outcome, group) for (outcome, *_), group in groups.items()]


def regrade_table(changed: Sequence[Change]) -> Table:
    """A row for each question whose mark is no longer what it was."""
    table = Table(title="What changed", title_justify="left", pad_edge=False)
    for heading in ("student", "question", "before", "now", "why"):
        table.add_column(heading)
    for one in changed:
        marks = (_in_short(mark) for mark in (one.before, one.now))
        table.add_row(Text(one.student), one.now.question, *marks, Text(one.why))
    return table


def _in_short(mark: Mark) -> str:
    score = "—" if mark.score is None else f"{mark.score:g}"
    return f"{score} of {mark.max_score:g}, {mark.outcome}"
