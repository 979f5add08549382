"""The report on a class: the misconceptions that were made, in their order, and who needs a person."""

import json
from html.parser import HTMLParser

import numpy as np
import pytest

from autograder.class_results import Answer, Work
from autograder.course import Course
from autograder.errors import CourseError
from autograder.report import write_report
from autograder.report.needs_a_person import matters
from autograder.report.page import PAIRS_SHOWN
from autograder.report.statistics import misconceptions, question_figures
from course_utils.questions.outcome import Outcome

PS = "ps1_convolution"
# How many of 300 students make which mistake in conv2d.
MADE = {"kernel_flipped": 60, "stride_ignored": 41, "padding_ignored": 25, "input_mutated": 24, "nothing_returned": 3}


def mark(question, score, diagnosis="", outcome=None, reason=""):
    outcome = outcome or (Outcome.WRONG if diagnosis else Outcome.CORRECT)
    return {
        "question": question, "score": score, "max_score": 2.0, "outcome": str(outcome), "reason": reason,
        "diagnosis": diagnosis, "cases": [],
    }  # fmt: skip


def note(course, student, *marks, repairs=()):
    path = Course.at(course).result(PS, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    seconds = {"cells": 1.0, "process": 1.1, "questions": {mark["question"]: 0.25 for mark in marks}}
    result = {"student": student, "marks": marks, "comments": {}, "repairs": list(repairs), "cpu_seconds": seconds}
    path.write_text(json.dumps(result))


@pytest.fixture(scope="module")
def large_class(tmp_path_factory):
    """300 students, of whom some make the mistakes above."""
    folder = tmp_path_factory.mktemp("course")
    mistakes = [name for name, count in MADE.items() for _ in range(count)]
    mistakes += [""] * (300 - len(mistakes))
    np.random.default_rng(0).shuffle(mistakes)
    for number, mistake in enumerate(mistakes):
        score = 0.5 if mistake else 2.0
        note(folder, f"student{number:03d}", mark("conv2d", score, mistake), mark("convolve1d", 2.0))
    return folder


class Texts(HTMLParser):
    """The rows of a page's tables, as texts of their cells; and every address that the page names."""

    def __init__(self, page):
        super().__init__()
        self.tables, self.addresses, self._cell = [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.addresses += [value for name, value in attributes if name in ("src", "href")]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._cell = True

    def handle_endtag(self, tag):
        self._cell = self._cell and tag not in ("td", "th")

    def handle_data(self, data):
        if self._cell:
            self.tables[-1][-1][-1] += data


def test_the_misconceptions_of_a_class_are_named_in_their_order(large_class):
    page = Texts(write_report(Course.at(large_class), PS).read_text())
    rows = page.tables[0][1:]
    assert [row[1].split("You")[0].strip().replace(" ", "_") for row in rows] == list(MADE)
    assert [row[0] for row in rows] == [f"{count}{count / 300:.0%}" for count in MADE.values()]
    assert "2. Sliding a window over an image" in rows[1][3]


def test_the_page_needs_nothing_from_elsewhere_and_lists_everybody(large_class):
    page = Texts(write_report(Course.at(large_class), PS).read_text())
    assert page.addresses and all(address.startswith("#") for address in page.addresses)
    assert [row[0] for row in page.tables[-1][1:]] == [f"student{number:03d}" for number in range(300)]


def test_the_same_results_make_the_same_page(large_class):
    first = write_report(Course.at(large_class), PS).read_bytes()
    assert write_report(Course.at(large_class), PS).read_bytes() == first


def test_what_students_wrote_is_text(tmp_path):
    lost = mark("conv2d", 0.0, outcome=Outcome.CRASHED, reason="<b>bold</b>")
    note(tmp_path, "<script>alert(1)<", lost, mark("kernels", 2.0))
    page = write_report(Course.at(tmp_path), PS).read_text()
    assert "<script>alert" not in page and "<b>bold" not in page and "&lt;b&gt;bold" in page


def test_of_very_many_lookalikes_the_page_tells_the_number_and_shows_the_first(tmp_path):
    students = 2 * (PAIRS_SHOWN + 3)
    for number in range(students):  # two and two make the same mistake that nobody else makes
        wrong = mark("conv2d", 0.0, outcome=Outcome.WRONG, reason=f"it is {number // 2}, expected -1")
        note(tmp_path, f"student{number:04d}", wrong, mark("convolve1d", 2.0))
    page = write_report(Course.at(tmp_path), PS).read_text()
    assert page.count('class="pair"') == PAIRS_SHOWN
    assert f"Look-alikes ({PAIRS_SHOWN + 3})" in page and "3 more are alike, too" in page


def test_a_class_that_nobody_has_graded_is_told_so(tmp_path):
    with pytest.raises(CourseError, match="autograder grade"):
        write_report(Course.at(tmp_path), PS)
    assert not (tmp_path / "gradebook.db").exists()


def work(student, *scores, doubts=(), outcomes=None, diagnoses=None):
    outcomes = outcomes or [Outcome.CORRECT] * len(scores)
    diagnoses = diagnoses or [""] * len(scores)
    names = ("conv2d", "convolve1d", "kernels")
    answers = zip(names, scores, outcomes, diagnoses, strict=False)
    return Work(student, tuple(Answer(n, s, 2.0, o, "why", d, 0.1 * (s or 0)) for n, s, o, d in answers), tuple(doubts))


def test_figures_of_a_question():
    works = [work("a", 0.0, 0.0, 2.0), work("b", 1.0, 1.0, 2.0), work("c", 2.0, 2.0, 2.0)]
    first, second, third = question_figures(works)
    assert first.mean == pytest.approx(0.5) and first.cpu_seconds == pytest.approx(0.1)
    assert first.discrimination == pytest.approx(1.0) == second.discrimination
    assert third.mean == 1.0 and third.discrimination is None  # everybody has the same


def test_discrimination_leaves_the_question_itself_out():
    works = [work("a", 2.0, 0.0), work("b", 0.0, 2.0), work("c", 1.0, 1.0)]
    assert question_figures(works)[0].discrimination == pytest.approx(-1.0)


def test_a_question_that_waits_for_a_person_counts_where_it_is_graded():
    waiting = [Outcome.CORRECT, Outcome.BY_HAND]
    works = [work("a", 2.0, None, outcomes=waiting), work("b", 1.0, 1.0), work("c", 0.0, 2.0)]
    figures = question_figures(works)[1]
    assert figures.mean == pytest.approx(0.75) and dict(figures.outcomes)[Outcome.BY_HAND] == 1


def test_a_student_counts_once_for_a_misconception_in_several_questions():
    wrong = [Outcome.WRONG, Outcome.WRONG]
    works = [
        work("a", 0.0, 0.0, outcomes=wrong, diagnoses=["stride_ignored", "stride_ignored"]),
        work("b", 0.0, 0.0, outcomes=wrong, diagnoses=["kernel_flipped", "nothing_returned"]),
        work("c", 0.0, 2.0, outcomes=[Outcome.WRONG, Outcome.CORRECT], diagnoses=["kernel_flipped", ""]),
    ]
    found = misconceptions(PS, works)
    assert [one.misconception.name for one in found] == ["kernel_flipped", "nothing_returned", "stride_ignored"]
    assert found[2].students == ("a",) and found[2].questions == ("conv2d", "convolve1d")


def test_a_person_is_asked_about_what_may_be_an_accident():
    lost = [Outcome.CRASHED, Outcome.CRASHED]
    works = [
        work("fine", 2.0, 2.0),
        work("doubtful", 2.0, 2.0, doubts=["conv2d: found by its text"]),
        work("slow", 0.0, 2.0, outcomes=[Outcome.TIMED_OUT, Outcome.CORRECT]),
        work("lost", 0.0, 0.0, outcomes=lost),
        work("essay", 2.0, None, outcomes=[Outcome.CORRECT, Outcome.BY_HAND]),
        work("essay too", 2.0, None, outcomes=[Outcome.CORRECT, Outcome.BY_HAND]),
    ]
    assert [(one.who, one.question) for one in matters(works)] == [
        ("doubtful", ""), ("slow", "conv2d"), ("lost", ""), ("2 students", "convolve1d"),
    ]  # fmt: skip
