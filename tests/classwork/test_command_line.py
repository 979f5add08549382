"""The command line at its edges: what nobody should have typed, and what is rarely typed."""

import csv
import io
import json
import shutil
import time
from collections import Counter
from types import SimpleNamespace

import pytest
from here import gradebook, write_answer
from in_this_process import InThisProcess
from rich.console import Console
from typed import typed

from autograder import classwork, cli
from autograder import grade as grading
from autograder.classwork import Classwork
from autograder.doctor import Examination
from benchmarks.grading.classes import LIGHT
from course_utils.questions.outcome import Outcome
from course_utils.runner.isolation.guarantees import Guarantee, Layer

GRADE = ("grade", LIGHT.name, "--course", "{course}")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["grade", LIGHT.name, "--course", "/nowhere"], "There is no folder /nowhere"),
        (["grade", "ps9", "--course", "{course}"], "There is no released problem set 'ps9'"),
        (["grade", "ps1_convolution", "--course", "{course}/release"], "put each submission into submitted/<student>"),
        ([*GRADE, "--student", "nobody"], "There is no submission of 'nobody'"),
        ([*GRADE, "--question", "conv9d"], "has no question 'conv9d'; it has: convolve1d"),
        ([*GRADE, "--shard", "0/3"], "--shard 0/3 is not a part: write i/n"),
        ([*GRADE, "--shard", "4/3"], "--shard 4/3 is not a part: write i/n"),
        ([*GRADE, "--shard", "x/y"], "--shard x/y is not a part: write i/n"),
        ([*GRADE, "--shard", "2"], "--shard 2 is not a part: write i/n"),
        ([*GRADE, "--shard", "²/³"], "--shard ²/³ is not a part: write i/n"),
        ([*GRADE, "--shard", f"1/{'9' * 5_000}"], "is not a part: write i/n"),
        ([*GRADE, "--jobs", "0"], "Invalid value for '--jobs'"),
        ([*GRADE, "--jobs", "2", "--scheduler", "tcp://127.0.0.1:9"], "leave --jobs out"),
        (["report", LIGHT.name, "--course", "{course}"], "autograder grade"),
        (["export", LIGHT.name, "--course", "{course}"], "autograder grade"),
        (["settle", LIGHT.name, "--course", "{course}", "--student", "a", "--note", "b"], "autograder grade"),
        (["results", "ps1_convolution", "{course}", "--output", "{course}/r.json"], "--seed"),
        (
            ["results", "ps1_convolution", "{course}/mistyped.ipynb", "--seed", "1", "--output", "{course}/r.json"],
            "There is no file or folder",
        ),
        (
            ["results", "ps1_convolution", "{course}/release", "--seed", "1", "--output", "{course}/nowhere/r.json"],
            "give another one with --output, in a folder that is there",
        ),
        (["results", "ps1_convolution", "{course}", "--seed", "1", "--output", "{course}"], "with --output"),
        (["results", "ps1_convolution", "{course}", "--seed", "9" * 26], "Invalid value for '--seed'"),
        (["audit", "ps9"], "There is no problem set 'ps9'"),
    ],
    ids=lambda one: " ".join(one)[:100] if isinstance(one, list) else "",
)
def test_what_an_instructor_gets_wrong_is_one_clear_sentence_and_changes_nothing(make_course, arguments, says):
    course = make_course(1)
    before = content(course)
    done = typed(*(one.format(course=course) for one in arguments))
    assert done.returncode == 2 and says in " ".join(done.stderr.split()), done.told
    assert "Traceback" not in done.told and done.stdout == ""
    assert content(course) == before


def content(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_in_the_way_is_told_without_a_word_of_what_is_not_there(make_course):
    """Only grading has a journal."""
    course = make_course(1)
    typed("grade", LIGHT.name, "--course", course)
    (course / "reports").write_text("a file where a folder belongs")
    done = typed("report", LIGHT.name, "--course", course)
    assert done.returncode == 2 and "can't be used" in done.told and "run the same command again" in done.told
    assert "journal" not in done.told


def test_force_grades_also_who_has_not_changed(make_course):
    course = make_course(2)
    typed("grade", LIGHT.name, "--course", course)
    before = gradebook(course)
    assert "2 of 2 were kept" in typed("grade", LIGHT.name, "--course", course).told
    forced = typed("grade", LIGHT.name, "--course", course, "--force")
    assert forced.returncode == 0 and "were kept" not in forced.told
    assert gradebook(course) == before


def press_ctrl_c_after(results, monkeypatch):
    """Press it when so many are told, each of which is entered by itself, whoever still holds on to the results."""
    as_ever, held, shown = Classwork.grade, [], []

    def grade(work, executor):
        held.append(as_ever(work, executor))  # so that nobody but the command itself ends it
        return held[-1]

    def show(outcomes):
        shown.append(outcomes)
        if len(shown) == results:
            raise KeyboardInterrupt
        return ""

    monkeypatch.setattr(Classwork, "grade", grade)
    monkeypatch.setattr(cli, "_counts", show)
    monkeypatch.setattr(classwork, "TOGETHER", 1)


def test_ctrl_c_enters_what_was_graded_and_writes_the_table(make_course, monkeypatch):
    course = make_course(3)
    with monkeypatch.context() as pressed:
        press_ctrl_c_after(2, pressed)
        done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 130 and "Stopped. 2 of 3 are graded and kept. Run the same command" in done.told
    assert [row[0] for row in gradebook(course) if row[2] is not None] == ["student0000", "student0001"]
    rows = csv.DictReader((course / "grades.csv").open(newline=""))
    assert [row["student"] for row in rows] == ["student0000", "student0001"]
    assert "2 of 3 were kept" in typed("grade", LIGHT.name, "--course", course).told


def test_ctrl_c_while_all_are_graded_again_says_what_does_go_on_and_what_does_not(make_course, monkeypatch):
    course = make_course(3)
    typed("grade", LIGHT.name, "--course", course)
    with monkeypatch.context() as pressed:
        press_ctrl_c_after(2, pressed)
        done = typed("grade", LIGHT.name, "--course", course, "--force")
    assert done.returncode == 130 and "2 of 3 are graded again, and the others are as they were" in done.told
    assert "run the same command with the same options: it begins anew" in done.told


def test_ctrl_c_enters_and_counts_also_what_was_to_be_entered_with_later_results(make_course, monkeypatch):
    course = make_course(5)

    class Stopped(InThisProcess):
        def submit(self, *tasks):
            if self.graded == 4:
                raise KeyboardInterrupt
            return super().submit(*tasks)

    monkeypatch.setattr("typed.InThisProcess", Stopped)
    monkeypatch.setattr(classwork, "SECONDS_TOGETHER", 600)
    done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 130 and "Stopped. 4 of 5 are graded and kept" in done.told, done.told
    assert len(gradebook(course)) == 4 and (course / "grades.csv").read_text().count("student0") == 4


def test_a_gradebook_that_was_deleted_is_told_once(make_course):
    course = make_course(1)
    assert "The gradebook is new" not in typed("grade", LIGHT.name, "--course", course).told
    (course / "gradebook.db").unlink()
    told = typed("grade", LIGHT.name, "--course", course).told
    assert "The gradebook is new" in told and "grades given by hand, names and due dates are not in it" in told
    assert "The gradebook is new" not in typed("grade", LIGHT.name, "--course", course).told


def test_what_there_is_to_look_at_first_and_where_to_read_all_of_it(make_course):
    course = make_course(1)
    done = typed("grade", LIGHT.name, "--course", course)
    assert "autograder report" not in done.told and last_column(done) == ""
    write_answer(course, "student0000", "from gc import get_objects\ndef convolve1d(x, w):\n    return x")
    done = typed("grade", LIGHT.name, "--course", course)
    assert f"look at, and why: autograder report {LIGHT.name}" in done.told
    assert last_column(done).startswith("look at: convolve1d_answer: this answer reaches for gc")
    write_answer(course, "student0000", "import os\nos._exit(3)")
    (course / "submitted" / "student0000" / LIGHT.name / f"{LIGHT.name}.ipynb").rename(
        course / "submitted" / "student0000" / LIGHT.name / f"{LIGHT.name} (1).ipynb"
    )
    told = last_column(typed("grade", LIGHT.name, "--course", course))
    reaches = "look at: convolve1d_answer: this answer reaches for _exit, os (and 1 more)"
    assert told == f"{reaches}; the file was named {LIGHT.name} (1).ipynb"


def last_column(done):
    """What the table of one student says there, in one line."""
    table, _, _ = done.stdout.partition("What changed")
    return " ".join(line.split("│")[-2].strip() for line in table.splitlines() if line.startswith("│"))


def test_a_student_who_is_named_is_graded_again_and_nobody_else(make_course):
    course = make_course(2)
    typed("grade", LIGHT.name, "--course", course)
    for student in ("student0000", "student0001"):
        write_answer(course, student, "def convolve1d(x, w, stride=1, padding=0):\n    raise KeyError('mine')")
    before = {row[0]: row for row in gradebook(course)}
    done = typed("grade", LIGHT.name, "--course", course, "--student", "student0001")
    after = {row[0]: row for row in gradebook(course)}
    assert done.returncode == 0 and after["student0000"] == before["student0000"] and after["student0001"][2] == 0


@pytest.mark.parametrize("missing", [(), (Guarantee.NETWORK,)], ids=["closed", "open"])
def test_the_doctor_says_what_is_missing_and_how_to_get_it_and_ends_accordingly(monkeypatch, missing):
    layers = tuple(layer for layer in Layer if not missing or layer not in (Layer.SECCOMP, Layer.BUBBLEWRAP))
    monkeypatch.setattr("autograder.doctor.examine", lambda: Examination(layers, missing))
    done = typed("doctor")
    if not missing:
        assert done.returncode == 0 and "can be graded here" in done.told
        assert "apt install bubblewrap" not in done.told and "missing" not in done.told
    else:
        assert done.returncode == 1 and f"would reach: {Guarantee.NETWORK}. Grading refuses" in done.told
        assert done.told.count("missing") == 2 and "apt install" in done.told and "x86_64" in done.told
    assert all(str(layer) in done.told for layer in Layer) and "--shard" in done.told


def test_nothing_is_graded_where_code_would_reach_too_much_unless_one_says_so(make_course, monkeypatch):
    course = make_course(1)
    monkeypatch.setattr("autograder.doctor.examine", lambda: Examination((), tuple(Guarantee)))
    done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 2 and "so nothing was graded" in done.told and not (course / "grades.csv").exists()
    done = typed("grade", LIGHT.name, "--course", course, "--no-sandbox")
    assert done.returncode == 0 and len(gradebook(course)) == 1


@pytest.mark.parametrize("width", [80, 120])
def test_the_count_and_the_time_left_have_room_whatever_is_told_behind_them(monkeypatch, width):
    shown = Console(file=io.StringIO(), width=width)
    monkeypatch.setattr(cli, "console", shown)
    outcomes = Counter({Outcome.CORRECT: 700, Outcome.WRONG: 200, Outcome.WRONG_TYPE_OR_SHAPE: 1, Outcome.FORBIDDEN: 1})
    with cli._progress() as progress:
        task = progress.add_task("grading", total=1_000, now="")
        progress.update(task, completed=1_000, now=cli._counts(outcomes))
    line = shown.file.getvalue()
    assert "grading ━" in line and " 1000/1000 0:00:00 700 correct, 200 wrong" in line
    assert line.count("\n") == 1 and (" 1 forbidden operation" if width == 120 else "…") in line


def test_the_seconds_after_the_first_result_end_with_the_last_one(make_course, monkeypatch):
    class SlowToClose(InThisProcess):
        def close(self):
            time.sleep(1)

    monkeypatch.setattr("typed.InThisProcess", SlowToClose)
    course = make_course(1)
    typed("grade", LIGHT.name, "--course", course)
    run = json.loads((course / ".autograder" / LIGHT.name / "run.json").read_text())
    assert run["seconds_after_first"] < 1 < run["seconds"]


def test_a_long_name_leaves_the_others_room_for_what_is_told_of_them(make_course):
    course = make_course(1)
    write_answer(course, "student0000", "def convolve1d(x, w, stride=1, padding=0):\n    raise KeyError('mine')")
    student = course / "submitted" / "student0000"
    shutil.copytree(student, student.with_name("x" * 250))
    table = typed("grade", LIGHT.name, "--course", course).stdout
    assert "│ convolve1d 0/10: raised " in table and "x" * 29 + "…" in table and "x" * 30 not in table


def test_what_a_terminal_has_no_letters_for_ends_no_grading(make_course, monkeypatch):
    class Latin1(io.TextIOWrapper):
        def __init__(self):
            super().__init__(io.BytesIO(), encoding="latin-1")

        def getvalue(self):
            self.flush()
            return self.buffer.getvalue().decode("latin-1")

    monkeypatch.setattr("typed.io", SimpleNamespace(StringIO=Latin1))
    course = make_course(1)
    (course / "submitted" / "student0000").rename(course / "submitted" / "Łucja")
    done = typed("grade", LIGHT.name, "--course", course)
    assert done.returncode == 0 and "?ucja" in done.stdout
    assert "Łucja" in (course / "grades.csv").read_text(encoding="utf-8")
    unknown = typed("grade", LIGHT.name, "--course", course, "--student", "Łukasz")
    assert unknown.returncode == 2 and "There is no submission of '?ukasz'; there are: ?ucja" in unknown.told


def test_grades_are_written_before_anything_is_told(make_course, monkeypatch):
    def closed(*_):
        raise BrokenPipeError

    monkeypatch.setattr("autograder.tables.class_table", closed)
    course = make_course(1)
    with pytest.raises(BrokenPipeError):
        typed("grade", LIGHT.name, "--course", course)
    assert "student0000" in (course / "grades.csv").read_text()


def test_what_the_grader_fails_at_is_told_whole_with_whom_it_concerns_and_what_to_do(make_course, monkeypatch):
    error = "the libraries of this machine don't fit one another: " + "a very long story, " * 20 + "and its end"

    def fail(*_, **__):
        raise OSError(error)

    course = make_course(2)
    with monkeypatch.context() as patch:
        patch.setattr(grading, "run_notebook", fail)
        told = typed("grade", LIGHT.name, "--course", course).told
    assert "all of it: ungradable (The grader failed" in told.replace(" │ │ ", " ")
    assert told.count(f"the students are not to blame (student0000, student0001): OSError: {error}") == 1
    assert f"they are tried again. Their notes in {course / '.autograder' / LIGHT.name / 'results'} hold" in told
    assert "not to blame" not in typed("grade", LIGHT.name, "--course", course).told


def test_of_many_errors_those_are_told_that_most_have(make_course, monkeypatch):
    left = [f"error {number}" for number in (1, 2, 3, 4, 5, 6, 7, 7)]

    def fail(*_, **__):
        raise OSError(left.pop(0))

    monkeypatch.setattr(grading, "run_notebook", fail)
    told = typed("grade", LIGHT.name, "--course", make_course(8)).told
    assert told.count("not to blame") == 5 and "(student0006, student0007): OSError: error 7 " in told
    assert "error 4 More such errors, in their notes: 2." in told
