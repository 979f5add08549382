"""Whatever happens to the grader, running it again ends in the same gradebook, and nothing is graded twice."""

import csv
import itertools
import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager
from functools import partial

import pytest
from here import AUTOGRADER, classwork, gradebook, write_answer
from in_this_process import InThisProcess
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from typed import typed

from autograder.course import Course
from autograder.errors import CourseError
from autograder.grade import Result, Submission
from autograder.interruption import noted
from autograder.journal import Entry, Journal
from benchmarks.grading.classes import LIGHT

STUMBLES = Submission("student0001", b"{}")
DONE = Result("a", None, (), {}, record={"seed": 1})
WRONG = "def convolve1d(x, w, stride=1, padding=0):\n    return x"
# KILLED_CLASS=1000 pytest tests/classwork -k killed    kills the grading of a class of 1000 ten times, and stops it
LARGE = int(os.environ.get("KILLED_CLASS", 0))


def grade(course, conditions, **options):
    executor = InThisProcess()
    results = list(classwork(course, conditions, **options).grade(executor))
    return executor.graded, results


def test_a_second_run_grades_nothing_and_changes_nothing(make_course, conditions):
    course = make_course(4)
    assert grade(course, conditions)[0] == 4
    first = gradebook(course)
    graded, results = grade(course, conditions)
    assert graded == 0 and len(results) == 4 and not any(one.fresh for one in results)
    assert gradebook(course) == first and len(first) == 4


def test_only_what_was_handed_in_anew_is_graded(make_course, conditions):
    course = make_course(3)
    grade(course, conditions)
    write_answer(course, "student0001", WRONG)
    graded, results = grade(course, conditions)
    assert graded == 1 and [one.result.student for one in results if one.fresh] == ["student0001"]


def test_an_outcome_in_the_journal_reaches_the_gradebook_without_being_graded_again(make_course, conditions):
    course, undisturbed = make_course(5), make_course(5, "undisturbed")
    grade(undisturbed, conditions)
    # A part of a divided grading writes its journal and no gradebook: as if it had been killed just before.
    assert grade(course, conditions, shard=(1, 1))[0] == 5
    assert not (course / "gradebook.db").exists()
    assert grade(course, conditions)[0] == 0
    assert gradebook(course) == gradebook(undisturbed)


def test_parts_that_were_graded_apart_make_the_same_gradebook(make_course, conditions):
    course, undisturbed = make_course(5), make_course(5, "undisturbed")
    grade(undisturbed, conditions)
    assert [grade(course, conditions, shard=(part, 3))[0] for part in (1, 2, 3)] == [2, 2, 1]
    assert grade(course, conditions)[0] == 0
    assert gradebook(course) == gradebook(undisturbed)


def test_a_grade_given_by_hand_stays(make_course, conditions):
    course = make_course(2)
    grade(course, conditions)
    with Course(course).gradebook() as book:
        given = book.find_grade("convolve1d", LIGHT.name, LIGHT.name, "student0000")
        given.manual_score = 3.5
        book.db.commit()
    grade(course, conditions, again=True)
    assert {student: manual for student, _, _, manual, _ in gradebook(course)} == {
        "student0000": 3.5,
        "student0001": None,
    }
    page = (course / "feedback" / "student0000" / LIGHT.name / f"{LIGHT.name}.html").read_text()
    assert "3.5 of 10 points" in page


def test_a_regrade_says_what_changed_and_why(make_course, conditions):
    course = make_course(3)
    grade(course, conditions)
    before = {one.result.student: one.result.marks[0].score for one in grade(course, conditions)[1]}
    right = max(before, key=before.get)
    write_answer(course, right, WRONG)
    _, results = grade(course, conditions)
    (change,) = [change for one in results for change in one.changes]
    assert (change.student, change.before.score) == (right, before[right]) and change.now.score < before[right]
    assert "shape" in change.why


def test_the_command_writes_a_regrade_report_and_takes_no_word_of_a_students_for_markup(make_course, conditions):
    course = make_course(2)
    write_answer(course, "student0000", WRONG)
    grade(course, conditions)
    raising = "def convolve1d(x, w, stride=1, padding=0):\n    raise KeyError('mine [/b]')"
    write_answer(course, "student0000", raising)
    done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 0 and "What changed" in done.told and "1 of 2 were kept" in done.told, done.told
    assert "mine [/b]" in done.told
    with (course / ".autograder" / LIGHT.name / "regrade.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["student"] == "student0000" and row["outcome now"] == "raised" and "KeyError" in row["why"]


def test_a_torn_line_is_dropped_and_the_others_count(tmp_path):
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.append(Entry("a", "key", DONE, "digest"))
        journal.mark_recorded({"a": "the digest of what its page tells"})
    path.write_bytes(path.read_bytes() + b'{"entry": {"student": "b", "ke')
    with Journal(path) as journal:
        assert set(journal.entries) == {"a"} and journal.entries["a"].recorded
        journal.append(Entry("b", "key", DONE, "digest"))
    assert set(Journal.read(path)) == {"a", "b"}


def test_a_journal_of_an_earlier_edition_is_read(tmp_path):
    """It called the digest of a page ``told``, and did not know what was answered anew."""
    path = tmp_path / "journal.jsonl"
    entry = {"key": "key", "result": DONE.to_json(), "notebook": "digest", "recorded": False, "told": ""}
    lines = [{"entry": {"student": student, **entry}} for student in ("a", "b")]
    lines.append({"recorded": {"a": "key"}, "told": {"a": "the digest of what its page tells"}})
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    known = Journal.read(path)
    assert known["a"] == Entry("a", "key", DONE, "digest", True, "the digest of what its page tells")
    assert known["b"] == Entry("b", "key", DONE, "digest")


def test_what_the_gradebook_has_still_to_be_told_is_in_the_journal_until_it_is(tmp_path):
    path = tmp_path / "journal.jsonl"
    with Journal(path) as journal:
        journal.append(Entry("a", "key", DONE, "digest", answered_anew=("conv2d",)))
    assert Journal.read(path)["a"].answered_anew == ("conv2d",)
    with Journal(path) as journal:
        journal.mark_recorded({"a": "the digest of what its page tells"})
        assert (
            Journal.read(path)
            == journal.entries
            == {"a": Entry("a", "key", DONE, "digest", True, "the digest of what its page tells")}
        )


def test_two_graders_do_not_write_at_once(make_course, conditions):
    course = make_course(1)
    with (
        Journal(Course(course).journal(LIGHT.name)),
        pytest.raises(CourseError, match="Another grading of light is running"),
    ):
        grade(course, conditions)


def test_an_autograded_notebook_that_is_gone_is_made_again(make_course, conditions):
    course = make_course(2)
    grade(course, conditions)
    (course / "autograded" / "student0001" / LIGHT.name / f"{LIGHT.name}.ipynb").unlink()
    assert grade(course, conditions)[0] == 1


def test_stopped_and_killed_at_any_moment_it_ends_in_the_same_gradebook(make_course, conditions):
    students, kills = (LARGE, 10) if LARGE else (16, 2)
    course, undisturbed = make_course(students), make_course(students, "undisturbed")
    grade(undisturbed, conditions)
    rng = random.Random(7)
    journal = Course(course).journal(LIGHT.name)
    whole = Course(undisturbed).journal(LIGHT.name).stat().st_size
    # The first is killed while it starts, the second is stopped with Ctrl-C, and all others are killed.
    for number, end in enumerate([signal.SIGKILL, signal.SIGINT, *[signal.SIGKILL] * (kills - 1)]):
        process = subprocess.Popen(
            [AUTOGRADER, "grade", LIGHT.name, "--course", str(course)],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore Ctrl-C
        )
        if number == 0:
            time.sleep(rng.random())
        else:
            # Moments from the first outcome to the last, in this order, so that each run has something to lose.
            wanted = max(1, whole * (number - 1 + rng.random()) / kills)
            while process.poll() is None and not (journal.exists() and journal.stat().st_size >= wanted):
                time.sleep(0.005)
        process.send_signal(end)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == (130 if end == signal.SIGINT else -end), "it had ended before"
        assert journal.exists() is (number > 0), "the first was to end before there is a journal, and no other"
        if end == signal.SIGINT:
            assert "Run the same command to go on" in " ".join(said.split()), said
    before = len(whole_lines(journal))
    done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 0 and f"of {students} were kept" in done.told, done.told
    assert before > 1, "nothing was there to be kept"
    graded = [json.loads(line)["entry"]["student"] for line in whole_lines(journal) if "entry" in json.loads(line)]
    assert len(graded) == len(set(graded)) == students, "somebody was graded twice"
    assert gradebook(course) == gradebook(undisturbed) and len(gradebook(course)) == students
    pages = [page.parent.parent.name for page in (course / "feedback").glob("*/*/*.html")]
    assert len(pages) == students


def whole_lines(path):
    content = path.read_bytes()
    return content[: content.rfind(b"\n") + 1].splitlines()


@pytest.mark.parametrize("statement", [0, 9, 31])  # in the first student's rows, and in a later one's
def test_ctrl_c_while_the_gradebook_is_written_tears_nothing(make_course, conditions, statement):
    course, undisturbed = make_course(3), make_course(3, "undisturbed")
    grade(undisturbed, conditions)
    left = itertools.count(-statement)

    def press(*_):
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGINT)

    event.listen(Engine, "before_cursor_execute", press)
    try:
        with noted(), pytest.raises(KeyboardInterrupt):
            grade(course, conditions)
    finally:
        event.remove(Engine, "before_cursor_execute", press)
    grade(course, conditions)
    assert gradebook(course) == gradebook(undisturbed)


@contextmanager
def held_by_another_program(book):
    with closing(sqlite3.connect(book)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def failing(book, what):
    def fail(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT"):
            raise OperationalError(statement, {}, sqlite3.OperationalError(what))

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", fail)


@pytest.mark.parametrize(
    ("fails", "says"),
    [
        (held_by_another_program, "close formgrader or wait for it"),
        (partial(failing, what="database or disk is full"), "is full: make room there"),
        (partial(failing, what="disk I/O error"), "can't be used (disk I/O error)"),
    ],
    ids=["locked", "full", "broken"],
)
def test_a_gradebook_that_fails_is_one_clear_sentence_and_the_next_run_enters_what_is_missing(make_course, fails, says):
    course, undisturbed = make_course(2), make_course(2, "undisturbed")
    book = course / "gradebook.db"
    impatient = f"c = get_config()\nc.CourseDirectory.db_url = 'sqlite:///{book}?timeout=0.1'\n"
    (course / "nbgrader_config.py").write_text(impatient)
    typed("grade", LIGHT.name, "--course", course, "--student", "student0001")
    before = gradebook(course)
    typed("grade", LIGHT.name, "--course", undisturbed)
    with fails(book):
        done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 2 and says in done.told and "is not graded twice" in done.told, done.told
    assert "Traceback" not in done.told and gradebook(course) == before
    done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 0 and "2 of 2 were kept" in done.told
    assert gradebook(course) == gradebook(undisturbed) != before


def test_a_folder_that_cannot_be_written_is_one_clear_sentence_and_the_next_run_goes_on(make_course, conditions):
    course, undisturbed = make_course(2), make_course(2, "undisturbed")
    grade(undisturbed, conditions)
    in_the_way = course / "feedback"
    in_the_way.write_text("a file where a folder belongs")
    done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 2 and "can't be used" in done.told and str(in_the_way) in done.told
    assert "run the same command again" in done.told and "is not graded twice" in done.told
    assert "Traceback" not in done.told
    in_the_way.unlink()
    done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 0 and "were kept" in done.told
    assert gradebook(course) == gradebook(undisturbed) and len(list(in_the_way.glob("*/*/*.html"))) == 2


def test_a_submission_that_the_grader_cannot_bear_costs_nobody_else_anything(make_course, conditions, monkeypatch):
    import autograder.grade as grading

    course = make_course(3)
    as_ever = grading.grade_submission

    def stumbling(problem_set, submission, conditions):
        if submission.student == "student0001":
            raise ZeroDivisionError("a fault of the grader's")
        return as_ever(problem_set, submission, conditions)

    monkeypatch.setattr(grading, "grade_submission", stumbling)
    _, results = grade(course, conditions)
    by_student = {one.result.student: one.result for one in results}
    assert len(by_student) == 3 and len(gradebook(course)) == 3
    stumbled = by_student.pop("student0001")
    assert {str(mark.outcome) for mark in stumbled.marks} == {"ungradable"} and stumbled.needs_a_person
    assert "a fault of the grader's" in stumbled.record["grader_error"]
    assert not any("grader_error" in result.record for result in by_student.values())
    page = (course / "feedback" / "student0001" / LIGHT.name / f"{LIGHT.name}.html").read_text()
    assert "ungradable" in page and "a person has to look" in page and "until it is graded" not in page
    kept = (course / "autograded" / "student0001" / LIGHT.name / f"{LIGHT.name}.ipynb").read_text()
    assert "def convolve1d" in kept  # what the student wrote is not lost
    alone = grading.grade_whatever_happens(classwork(course, conditions).problem_set, STUMBLES, conditions)
    assert {str(mark.outcome) for mark in alone.marks} == {"ungradable"} and "grader_error" in alone.record


def test_a_folder_that_cannot_be_read_has_an_outcome_and_stops_nobody(make_course, conditions, monkeypatch):
    import autograder.submissions as submissions

    course = make_course(2)
    as_ever = submissions._find

    def closed(folder, problem_set):
        if "student0000" in str(folder):
            raise PermissionError(13, "Permission denied", str(folder))
        return as_ever(folder, problem_set)

    monkeypatch.setattr(submissions, "_find", closed)
    _, results = grade(course, conditions)
    first = next(one.result for one in results if one.result.student == "student0000")
    assert len(results) == 2 and {str(mark.outcome) for mark in first.marks} == {"ungradable"}
    assert "can't be read: Permission denied" in first.repairs[0].what and first.needs_a_person


def test_one_question_graded_again_does_not_hide_what_was_handed_in_anew(make_course, conditions):
    course = make_course(1)
    write_answer(course, "student0000", WRONG)
    grade(course, conditions)
    write_answer(course, "student0000", f"# anew\n{WRONG}")
    grade(course, conditions, again=True, question="convolve1d")
    assert grade(course, conditions)[0] == 1, "the other questions of what was handed in anew are still to be graded"


RESULT = {"student": "a", "marks": [], "repairs": [], "comments": {}}
MARK = {"question": "conv2d", "score": 1.0, "max_score": 2.0, "outcome": "correct", "cases": []}


@pytest.mark.parametrize(
    "result",
    [None, {}, [], {**RESULT, "marks": None}, {**RESULT, "marks": [{}]},
     {**RESULT, "marks": [{**MARK, "outcome": "unheard of"}]}, {**RESULT, "repairs": [{"cell": ""}]}],
    ids=str,
)  # fmt: skip
def test_a_line_of_the_journal_with_a_result_that_is_none_is_named(tmp_path, result):
    path = tmp_path / "journal.jsonl"
    lines = [{"entry": {"student": "a", "key": "key", "result": one, "notebook": ""}} for one in (RESULT, result)]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    with pytest.raises(CourseError, match="Line 2 of .* is damaged"):
        Journal.read(path)


def test_a_damaged_line_of_the_journal_is_named(tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_text('{"recorded": {}}\nnothing of ours\n{"recorded": {}}\n')
    with pytest.raises(CourseError, match="Line 2 of .* is damaged"):
        Journal(path)
