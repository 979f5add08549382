"""Grade everybody's submissions to one problem set, and go on where an earlier run stopped."""

import contextlib
import json
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course import Course
from autograder.executors import Executor, run_all
from autograder.feedback_pages import render
from autograder.grade import (
    Conditions,
    Result,
    Submission,
    crashed,
    expected_scores,
    notebook_text,
    pack,
    unpack,
)
from autograder.interruption import held_back
from autograder.journal import Entry, Journal, digest, key_of, other_journals
from autograder.problem_set import ProblemSet
from autograder.record import (
    Gradebook,
    copy_for_exchange,
    ensure_assignment,
    note,
    write_autograded,
)
from autograder.regrade import (
    Change,
    answered_anew,
    changes,
    keep_other_questions,
    note_changes,
    why_graded_anew,
)
from autograder.scores import Scores
from autograder.submissions import read_submission
from autograder.whole_files import write_whole

TOGETHER = 50  # results in one transaction of the gradebook
SECONDS_TOGETHER = 1.0


@dataclass(frozen=True)
class GradedStudent:
    """One student's result, as it comes.

    fresh: whether it was graded in this run; else it was graded before, and nothing has changed since.
    why_anew: why it was graded once more although the same was handed in; "" where there is no such reason.
    answered_anew: the questions for which something else was handed in since the gradebook had a result, or which are
        worth other points since.
    page: its feedback page, if one was made along with it and is not written yet.
    changes: scores that are not what they were in an earlier grading.
    scores: what the gradebook says, with grades by hand and late penalties; None where it was left alone.
    told_anew: whether its page was there and told other scores: a person has graded, a date has been moved.
    """

    result: Result
    fresh: bool = True
    why_anew: str = ""
    answered_anew: frozenset[str] = frozenset()
    page: bytes = b""
    changes: tuple[Change, ...] = ()
    scores: Scores | None = None
    told_anew: bool = False


@dataclass
class Classwork:
    """Grading one problem set for a class.

    folders: every student's submitted folder.
    again: whether to grade also what has not changed since it was graded.
    question: take over only this question's new mark; all others stay as they are.
    shard: (i, n), to grade only the i-th of n parts, and leave the gradebook to a later run without it.
    feedback: whether everybody gets a feedback page.
    done: what has come of it so far; stopped at any moment, this is kept.
    gradebook_is_new: whether those who were entered in an earlier run were not in the gradebook any more.
    """

    course: Course
    problem_set: ProblemSet
    folders: Mapping[str, Path]
    conditions: Conditions
    again: bool = False
    question: str | None = None
    shard: tuple[int, int] | None = None
    feedback: bool = True
    done: list[GradedStudent] = field(default_factory=list, init=False)
    gradebook_is_new: bool = field(default=False, init=False)
    _in_journal: Mapping[str, Entry] = field(default_factory=dict, init=False, repr=False)

    @property
    def students(self) -> list[str]:
        """Who is graded here."""
        everybody = sorted(self.folders)
        return everybody if self.shard is None else everybody[self.shard[0] - 1 :: self.shard[1]]

    @property
    def has_begun(self) -> bool:
        """Whether anybody's outcome is in the journal, from this run or an earlier one."""
        return bool(self._in_journal)

    def grade(self, executor: Executor) -> Iterator[GradedStudent]:
        """Grade whoever has to be graded, write everything down, and yield results as they come.

        Every outcome is in the journal before the gradebook is touched. Stopped at any moment, the next run goes on.
        """
        self.course.make_notes(self.problem_set.name)
        with Journal(self.course.journal(self.problem_set.name, self.shard)) as journal:
            self.course.remove_leftovers(self.problem_set.name)
            before, self._in_journal = dict(journal.entries), journal.entries
            elsewhere = self._elsewhere()
            if self.shard is not None:
                for outcome in self._outcomes(executor, journal, before, elsewhere):
                    if outcome is not None:
                        self.done.append(outcome[0])
                        yield outcome[0]
                return
            ensure_assignment(self.course, self.problem_set)
            with Gradebook(self.course, self.problem_set) as gradebook:
                entered = gradebook.students()
                self.gradebook_is_new = not entered and any(entry.recorded for entry in before.values())
                outcomes = self._outcomes(executor, journal, before, elsewhere)
                yield from self._record(gradebook, journal, outcomes, entered)

    def _elsewhere(self) -> Mapping[str, Sequence[Entry]]:
        """By student, what the journals of other gradings than this one hold: of parts of a divided grading, and, where
        this is such a part, of undivided ones. When the class grows, a student may get into another part.
        """
        own = self.course.journal(self.problem_set.name, self.shard)
        found: dict[str, list[Entry]] = {}
        for entries in other_journals(own):
            for student, entry in entries.items():
                found.setdefault(student, []).append(entry)
        return found

    def _outcomes(
        self,
        executor: Executor,
        journal: Journal,
        before: Mapping[str, Entry],
        elsewhere: Mapping[str, Sequence[Entry]],
    ) -> Iterator[tuple[GradedStudent, bool] | None]:
        """Results that are in the journal, and whether they have been entered into a gradebook already.

        None where the next one takes its time.

        before: what the journal says of earlier gradings.
        elsewhere: what other journals say, which is not in this one yet; of a student in several, all of it, in no
            order.
        """
        tasks: dict[str, tuple[Submission, str]] = {}
        unchanged: list[Entry] = []

        def to_do() -> Iterator[tuple[str, bytes]]:
            for student in self.students:
                submission = read_submission(self.folders[student], student, self.problem_set)
                key = key_of(self.problem_set, submission, self.conditions)
                equal = (one for one in (before.get(student), *elsewhere.get(student, ())) if one and one.key == key)
                # What the machine or a question has spoilt is tried again: it may be mended by now.
                good = (one for one in equal if not one.result.at_fault and self._autograded(one) is not None)
                kept = next(good, None)
                if kept is not None and not self.again:
                    unchanged.append(kept)
                    continue
                tasks[student] = submission, key
                with_page = self.feedback and self.shard is None and self.question is None
                yield student, pack(self.problem_set, submission, self.conditions, page=with_page)

        for ready in run_all(executor, to_do()):
            yield from self._known(unchanged, journal, before)
            if ready is None:
                yield None
                continue
            student, packed = ready
            submission, key = tasks.pop(student)
            with held_back():
                known = before.get(student) or self._latest(elsewhere.get(student, ()))
                graded = self._keep(journal, submission, key, packed, known)
            yield graded, False
        yield from self._known(unchanged, journal, before)

    def _known(
        self, unchanged: list[Entry], journal: Journal, before: Mapping[str, Entry]
    ) -> Iterator[tuple[GradedStudent, bool]]:
        while unchanged:
            entry = unchanged.pop()
            result, earlier = entry.result, before.get(entry.student)
            if earlier is entry:
                yield GradedStudent(result, fresh=False, answered_anew=frozenset(entry.answered_anew)), entry.recorded
                continue
            # It comes from another journal.
            changed, anew = self._changes(earlier, result), _answered_anew(earlier, result)
            with held_back():
                self._note(changed)
                journal.append(replace(entry, recorded=False, answered_anew=tuple(sorted(anew))))
            yield GradedStudent(result, fresh=False, answered_anew=anew, changes=changed), False

    def _keep(
        self, journal: Journal, submission: Submission, key: str, packed: bytes | None, known: Entry | None
    ) -> GradedStudent:
        """Write a fresh outcome into the journal."""
        if packed is None:
            result, page = crashed(self.problem_set, submission, self.conditions), b""
            text = notebook_text(result.notebook)
        else:
            plain, text, page = unpack(packed)
            result = Result.from_json(plain, None)
        anew = _answered_anew(known, result)
        why = why_graded_anew(known.result, result) if known is not None else ""
        if self.question is not None and known is not None:
            now, earlier = _parsed(text), self._autograded(known)
            # Where the earlier notebook is gone, the other cells show what was found now. Their marks stay.
            before = now if earlier is None else _parsed(earlier)
            anew = anew & {self.question} | set(known.answered_anew)
            result = keep_other_questions(
                self.problem_set, replace(known.result, notebook=before), replace(result, notebook=now), self.question
            )
            text = notebook_text(result.notebook)
            key = known.key  # the other marks are of what was handed in then: the next run still has to grade the rest
        write_autograded(self.course, self.problem_set.name, result.student, text)
        changed = self._changes(known, result)
        self._note(changed)  # before the journal forgets what it was
        # With what the gradebook has still to be told: if this run is killed, the next one knows it from nowhere else.
        record = replace(result, notebook=None)
        journal.append(Entry(result.student, key, record, digest(text), answered_anew=tuple(sorted(anew))))
        return GradedStudent(result, why_anew=why, answered_anew=anew, page=page, changes=changed)

    def _changes(self, earlier: Entry | None, result: Result) -> tuple[Change, ...]:
        return changes(earlier.result, result) if earlier is not None else ()

    def _note(self, changed: tuple[Change, ...]) -> None:
        if changed and self.shard is None:  # what a part finds is told when it is taken in
            note_changes(self.course.regrade_report(self.problem_set.name), changed)

    def _record(
        self,
        gradebook: Gradebook,
        journal: Journal,
        outcomes: Iterator[tuple[GradedStudent, bool] | None],
        entered: Collection[str],
    ) -> Iterator[GradedStudent]:
        """Enter results into the gradebook, those together that come at about the same time.

        entered: who was in the gradebook before. It may have been deleted, or be another one than last time.
        """
        group: list[tuple[GradedStudent, bool]] = []
        since = 0.0  # the first result at once: so that it is seen, and time is counted from it
        try:
            for outcome in chain(outcomes, [None]):
                if outcome is not None:
                    group.append(outcome)
                if outcome is None or len(group) >= TOGETHER or time.monotonic() - since > SECONDS_TOGETHER:
                    group, ready = [], group
                    yield from self._enter(gradebook, journal, ready, entered)
                    since = time.monotonic()
        except BaseException:  # stopped, or a fault of the grader: what has come so far is entered
            self._enter(gradebook, journal, group, entered)
            raise

    @held_back()
    def _enter(
        self,
        gradebook: Gradebook,
        journal: Journal,
        group: Sequence[tuple[GradedStudent, bool]],
        entered: Collection[str],
    ) -> list[GradedStudent]:
        """Enter results into the gradebook in one transaction, and write what follows from them.

        Where it raises, the next run enters from the journal what is missing.
        """
        if not group:
            return []
        with gradebook.transaction():
            # Each time: due dates, penalties and timestamps may have been changed since.
            scores = [gradebook.record(graded.result, graded.answered_anew) for graded, _ in group]
        pages: dict[str, str] = {}
        written: list[GradedStudent] = []
        try:
            for (graded, recorded), its_scores in zip(group, scores, strict=True):
                student = graded.result.student
                known, before = recorded and student in entered, journal.entries[student].page_digest
                graded, now = self._write_down(graded, its_scores, before, known)
                if not known or now != before:
                    pages[student] = now
                written.append(graded)
        finally:
            journal.mark_recorded(pages)
            self.done += written
        return written

    def _write_down(
        self, graded: GradedStudent, scores: Scores, page_digest: str, known: bool
    ) -> tuple[GradedStudent, str]:
        """Write a result's note and its page; what is there and has not changed is left as it is.

        scores: what the gradebook says.
        page_digest: of the scores that the page tells.
        known: whether this very result has been written down before.

        Returns the result with these scores, and the digest of those that the page tells now.
        """
        result, page = graded.result, graded.page
        graded = replace(graded, scores=scores, page=b"")
        if not known or not self.course.result(self.problem_set.name, result.student).is_file():
            note(self.course, self.problem_set.name, result)
        place = self.course.feedback(self.problem_set.name, result.student)
        autograded = self.course.autograded(self.problem_set.name, result.student)
        submitted = self.folders[result.student]
        copy_for_exchange(submitted, autograded.parent)
        if not self.feedback:
            return graded, page_digest if known and scores.digest == page_digest else ""
        copy_for_exchange(submitted, place.parent)
        if known and scores.digest == page_digest and place.is_file():
            return graded, page_digest
        if not page or scores != expected_scores(result):  # a person has graded something, or it was late
            page = render(self.problem_set.name, result.student, _parsed(autograded.read_bytes()), scores).encode()
        write_whole(place, page)
        told_anew = known and bool(page_digest) and page_digest != scores.digest
        return replace(graded, told_anew=told_anew), scores.digest

    def _latest(self, entries: Sequence[Entry]) -> Entry | None:
        """Of a student's entries the one whose notebook is there: a later grading writes over an earlier one's."""
        return next((one for one in entries if self._autograded(one) is not None), next(iter(entries), None))

    def _autograded(self, entry: Entry) -> bytes | None:
        """The autograded notebook that an entry refers to, or None if it is gone or is another one."""
        path = self.course.autograded(self.problem_set.name, entry.student)
        with contextlib.suppress(OSError):
            text = path.read_bytes()
            if digest(text) == entry.notebook:
                return text
        return None


def _answered_anew(earlier: Entry | None, result: Result) -> frozenset[str]:
    """Of what a grade by hand says nothing, as far as the gradebook does not know it; all without an earlier result."""
    if earlier is None:
        return frozenset(mark.question for mark in result.marks)
    return answered_anew(earlier.result, result) | set(earlier.answered_anew)


def _parsed(text: bytes) -> NotebookNode:
    return nbformat.from_dict(json.loads(text))
