"""A gradebook in which others write as well: formgrader, and the grading of another problem set."""

import shutil
import sqlite3
import time
from concurrent.futures import Future
from contextlib import closing
from threading import Thread

import pytest
from here import classwork, gradebook
from in_this_process import InThisProcess

from autograder import classwork as entering
from autograder.classwork import Classwork
from autograder.course import Course
from autograder.problem_set import ProblemSet
from autograder.record import Gradebook
from benchmarks.grading.classes import LIGHT

OTHER = "light2"


class SlowForOne(InThisProcess):
    """Several workers, one of which has a submission that takes its time."""

    workers = 4

    def submit(self, *tasks):
        if b'"student0003"' not in tasks[0]:
            return super().submit(*tasks)
        self.slow = Future()
        self.finish = lambda: self.slow.set_result(super(SlowForOne, self).submit(*tasks).result())
        return self.slow


def test_others_can_write_while_a_slow_submission_is_waited_for(make_course, conditions):
    course, executor = make_course(4), SlowForOne()
    results = classwork(course, conditions).grade(executor)
    quick = [next(results).result.student for _ in range(3)]
    with closing(sqlite3.connect(course / "gradebook.db", timeout=0)) as formgrader:
        formgrader.execute("UPDATE student SET first_name = 'Ana'")
        formgrader.commit()
    assert sorted(row[0] for row in gradebook(course)) == sorted(quick)
    executor.finish()
    assert [one.result.student for one in results] == ["student0003"]


def test_what_comes_fast_is_entered_together(make_course, conditions, monkeypatch):
    monkeypatch.setattr(entering, "SECONDS_TOGETHER", 600)
    as_ever, begun = Gradebook.transaction, []

    def transaction(book):
        begun.append(book)
        return as_ever(book)

    monkeypatch.setattr(Gradebook, "transaction", transaction)
    course = make_course(6)
    assert len(list(classwork(course, conditions).grade(InThisProcess()))) == len(gradebook(course)) == 6
    assert len(begun) == 2, "the first one by itself, then the others"


@pytest.fixture
def course(make_course):
    """Two problem sets of the same students."""
    folder = make_course(3)
    for place in [folder / "release", *(folder / "submitted").iterdir()]:
        shutil.copytree(place / LIGHT.name, place / OTHER)
        (place / OTHER / f"{LIGHT.name}.ipynb").rename(place / OTHER / f"{OTHER}.ipynb")
    return Course(folder)


def test_two_problem_sets_are_graded_at_once(course, conditions):
    def grading(name):
        release = ProblemSet.read(course.release(name))
        return Classwork(course, release, course.submissions(name), conditions).grade(InThisProcess())

    both = [grading(LIGHT.name), grading(OTHER)]
    for _ in range(3):
        for one in both:
            next(one)
    assert all(list(one) == [] for one in both) and len(gradebook(course.root)) == 6


def test_a_student_whom_another_grading_is_just_entering_is_waited_for(course, conditions):
    first, second = (ProblemSet.read(course.release(name)) for name in (LIGHT.name, OTHER))
    (one, *_) = Classwork(course, first, course.submissions(LIGHT.name), conditions).grade(InThisProcess())
    nobody = "DELETE FROM student", "DELETE FROM submitted_assignment"
    with closing(sqlite3.connect(course.root / "gradebook.db")) as database:
        for statement in nobody:
            database.execute(statement)
        database.commit()
    entering.ensure_assignment(course, second)
    entered = []

    def enter(problem_set):
        with Gradebook(course, problem_set) as book, book.transaction():
            entered.append(book.record(one.result, ()))

    with Gradebook(course, first) as book, book.transaction():
        book.record(one.result, ())
        beside = Thread(target=enter, args=[second])
        beside.start()
        time.sleep(0.3)
    beside.join()
    assert len(entered) == 1
