"""The report on a class: the misconceptions that were made, in their order, and who needs a person."""

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from unittest.mock import patch

import nbformat
import numpy as np
import pytest
from in_gradebook import enter
from typed import typed

from autograder.answer_keys import graded_question
from autograder.by_hand import ByHand
from autograder.class_results import Answer, Work, read_class, waiting_questions, waiting_students
from autograder.course import Course
from autograder.errors import CourseError
from autograder.grades import write_grades
from autograder.realign import Repair
from autograder.report import write_report
from autograder.report.needs_a_person import matters, put_right
from autograder.report.page import PAIRS_SHOWN
from autograder.report.statistics import FEWEST, misconceptions, question_figures, unnamed
from autograder.sample_class import answer
from autograder.settled import read_settled, settle
from autograder.variants import variants
from benchmarks.grading.classes import ANSWERS_OF, LIGHT
from course_utils.questions.misconceptions_of_all import COMMON
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


def repair(cell, what, confidence=1.0, kind="repair"):
    return {"cell": cell, "what": what, "confidence": confidence, "kind": kind}


def note(course, student, *marks, repairs=()):
    write_down(course, student, *marks, repairs=repairs)
    enter(course, PS, student)


def write_down(course, student, *marks, repairs=()):
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
        write_down(folder, f"student{number:03d}", mark("conv2d", score, mistake), mark("convolve1d", 2.0))
    enter(folder, PS, *(f"student{number:03d}" for number in range(300)))
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
    assert [row[0] for row in rows] == [f"{count}{count / 300:.0%}" for count in MADE.values()]
    for name, row in zip(MADE, rows, strict=True):
        known = next(one for one in (*graded_question("conv2d", PS).misconceptions, *COMMON) if one.name == name)
        assert row[1].startswith(known.told.replace("`", "")) and name.replace("_", " ") in row[1]
        assert row[3] == str(known.section)


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
        write_down(tmp_path, f"student{number:04d}", wrong, mark("convolve1d", 2.0))
    enter(tmp_path, PS, *(f"student{number:04d}" for number in range(students)))
    page = write_report(Course.at(tmp_path), PS).read_text()
    assert page.count('class="pair"') == PAIRS_SHOWN
    assert f"Look-alikes ({PAIRS_SHOWN + 3})" in page and "3 more are alike, too" in page


def test_a_class_that_nobody_has_graded_is_told_so(tmp_path):
    with pytest.raises(CourseError, match="autograder grade"):
        write_report(Course.at(tmp_path), PS)
    assert not list(tmp_path.iterdir())


def test_whoever_is_graded_and_not_in_the_gradebook_is_named(tmp_path):
    """Their grades by hand would be missing on the page; and no gradebook is made by asking."""
    for student in ("ana", "ben"):
        write_down(tmp_path, student, mark("conv2d", 2.0))
    for missing in ("ana, ben are", "ben is"):
        with pytest.raises(CourseError, match=f"{missing} graded and not in the gradebook: run autograder grade {PS}"):
            write_report(Course.at(tmp_path), PS)
        assert not (tmp_path / "reports").exists()
        enter(tmp_path, PS, "ana")  # as grading only her does
    enter(tmp_path, PS, "ben")
    assert write_report(Course.at(tmp_path), PS).exists()


@pytest.mark.parametrize(
    "damage",
    [
        '{"marks": [], "repairs": []}', "{", "[]", "null", '"outcome": "unheard of"', '"score": "two"',
        '"max_score": "two"', '"repairs": [{}]', '"cpu_seconds": []', '"student": "somebody else"',
    ],
)  # fmt: skip
def test_a_result_that_is_damaged_is_named_with_the_way_out(tmp_path, damage):
    note(tmp_path, "ana", mark("conv2d", 2.0))
    path = Course.at(tmp_path).result(PS, "ana")
    plain = json.loads(path.read_text())
    if damage.startswith('"'):
        change = json.loads(f"{{{damage}}}")
        plain = {**plain, **change} if set(change) <= set(plain) else {**plain, "marks": [plain["marks"][0] | change]}
        damage = json.dumps(plain)
    path.write_text(damage)
    with pytest.raises(CourseError, match=rf"ana.json is damaged: delete it, and autograder grade {PS}"):
        read_class(Course.at(tmp_path), PS)


def test_results_of_several_releases_are_one_clear_sentence(tmp_path):
    for student in ("ana", "ben"):
        note(tmp_path, student, mark("conv2d", 2.0), mark("convolve1d", 2.0))
    note(tmp_path, "gone", mark("conv2d", 2.0))
    with pytest.raises(CourseError) as told:
        write_report(Course.at(tmp_path), PS)
    assert "4 points in 2 questions, with convolve1d of 2 points (ana, ben); 2 points in 1 question (gone)" in str(
        told.value
    )
    assert f"autograder grade {PS}" in str(told.value) and f".autograder/{PS}/results/" in str(told.value)
    assert not (tmp_path / "reports").exists()


def test_the_same_questions_in_another_order_or_for_other_points_are_another_release(tmp_path):
    first, other, third = [mark("conv2d", 2.0), mark("convolve1d", 1.0)], tmp_path / "other", tmp_path / "third"
    note(tmp_path, "ana", *first)
    for folder, marks in ((other, first[::-1]), (third, [{**first[0], "max_score": 3.0}, first[1]])):
        folder.mkdir()
        note(folder, "ana", *first)
        note(folder, "ben", *marks)
        with pytest.raises(CourseError, match="autograder grade"):
            write_report(Course.at(folder), PS)
    write_report(Course.at(tmp_path), PS)


def test_a_mistake_that_has_another_name_now_is_told_by_the_one_it_had(tmp_path):
    for number, mistake in enumerate(["kernel_flipped", "called_otherwise_now", "called_otherwise_now"]):
        note(tmp_path, f"student{number}", mark("conv2d", 1.0, mistake))
    page = Texts(write_report(Course.at(tmp_path), PS).read_text())
    (row,) = (row for row in page.tables[0][1:] if "called otherwise now" in row[1])
    assert row[0].startswith("2") and f"autograder grade {PS}" in row[1] and row[2] == "conv2d"


def test_a_mistake_is_found_in_whichever_of_its_questions_knows_it():
    """As the first of them does no more, since a question has lost one of its mistakes."""
    by_question = {
        name: {one.name for one in graded_question(name, PS).misconceptions} for name in ("conv2d", "kernels")
    }
    name = min(by_question["conv2d"] - by_question["kernels"])
    answers = [Answer(n, 0.0, 2.0, Outcome.WRONG, "why", name, None) for n in ("kernels", "conv2d")]
    (found,) = misconceptions(PS, [Work("ana", tuple(answers))])
    assert found.misconception is not None and found.misconception.name == found.name == name


def work(student, *scores, repairs=(), outcomes=None, diagnoses=None):
    outcomes = outcomes or [Outcome.CORRECT] * len(scores)
    diagnoses = diagnoses or [""] * len(scores)
    names = ("conv2d", "convolve1d", "kernels")
    answers = [
        Answer(n, s, 2.0, o, "why", d, 0.1 * (s or 0), by_hand=o is Outcome.GRADED_BY_HAND)
        for n, s, o, d in zip(names, scores, outcomes, diagnoses, strict=False)
    ]
    return Work(student, tuple(answers), tuple(repairs))


def test_figures_of_a_question():
    works = [work(f"student{number}", number % 3, number % 3, 2.0) for number in range(FEWEST + 2)]
    first, second, third = question_figures(works)
    assert first.difficulty == pytest.approx(0.5) and first.count == first.whole == FEWEST + 2
    assert first.cpu_seconds == pytest.approx(0.1)
    assert first.discrimination == pytest.approx(1.0) == second.discrimination
    assert third.difficulty == 0.0 and third.discrimination is None  # everybody has the same


def test_discrimination_leaves_the_question_itself_out():
    works = [work(f"student{number}", number % 3, 2 - number % 3) for number in range(FEWEST + 2)]
    assert question_figures(works)[0].discrimination == pytest.approx(-1.0)


def test_of_few_students_discrimination_says_nothing():
    works = [work(f"student{number}", number % 3, number % 3) for number in range(FEWEST - 1)]
    assert question_figures(works)[0].discrimination is None


@pytest.mark.parametrize("lost", [Outcome.UNGRADABLE, Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY])
def test_what_an_accident_took_along_is_in_no_figure(lost):
    """Without it, two questions that have nothing to do with each other would seem to."""
    works = [work(f"student{number}", number % 2 * 2, number // 2 % 2 * 2) for number in range(12)]
    broken = [work(f"broken{number}", 0.0, 0.0, outcomes=[lost, lost]) for number in range(6)]
    first, _ = question_figures([*works, *broken])
    assert first.discrimination == pytest.approx(0.0) and first.whole == 12
    assert first.difficulty == pytest.approx(0.5) and first.count == 12


def test_a_question_that_waits_for_a_person_counts_where_it_is_graded():
    waits, empty = [Outcome.CORRECT, Outcome.BY_HAND], [Outcome.CORRECT, Outcome.NOT_ANSWERED]
    by_hand = [Outcome.CORRECT, Outcome.GRADED_BY_HAND]
    works = [work("a", 2.0, None, outcomes=waits), work("d", 2.0, 0.0, outcomes=empty)]
    assert question_figures(works)[1].difficulty is None  # nobody has graded anything of it
    works += [work("b", 1.0, 1.0, outcomes=by_hand), work("c", 0.0, 2.0, outcomes=by_hand)]
    figures = question_figures(works)[1]
    assert figures.difficulty == pytest.approx(0.25) and figures.count == 2
    assert dict(figures.outcomes)[Outcome.BY_HAND] == 1


def graded_by_hand(student, score, outdated=False):
    outcomes = [Outcome.CORRECT, Outcome.GRADED_BY_HAND]
    of_all = work(student, 2.0, score, outcomes=outcomes)
    first, essay = of_all.answers
    return replace(of_all, answers=(first, replace(essay, outdated=outdated)))


def test_a_grade_that_is_looked_at_again_takes_only_its_student_out_of_the_figures():
    works = [graded_by_hand(f"student{number}", number % 3) for number in range(FEWEST + 2)]
    works.append(graded_by_hand("again", 0.0, outdated=True))
    first, essay = question_figures(works)
    assert essay.difficulty == pytest.approx(0.5) and essay.count == essay.whole == FEWEST + 2
    assert first.count == FEWEST + 3 and first.whole == FEWEST + 2
    assert waiting_questions(works) == [] and waiting_students(works) == ["again"]
    assert [(one.who, one.question, one.why.split(":")[0]) for one in matters(works)] == [
        ("again", "convolve1d", "to be graded by hand again, in formgrader")
    ]


def test_where_all_grades_are_looked_at_again_the_question_waits():
    """As after its points were changed: then all students count in the other questions."""
    works = [graded_by_hand(f"student{number}", 1.0, outdated=True) for number in range(4)]
    assert waiting_questions(works) == ["convolve1d"] and waiting_students(works) == []
    assert question_figures(works)[1].difficulty is None


def test_a_score_that_a_person_has_overruled_and_looks_at_again_does_not_take_the_question_along():
    first, second = work("ana", 2.0, 1.0, outcomes=[Outcome.CORRECT, Outcome.TIMED_OUT]).answers
    works = [Work("ana", (first, replace(second, by_hand=True, outdated=True))), work("ben", 2.0, 2.0)]
    assert waiting_questions(works) == [] and question_figures(works)[1].count == 1


def test_the_page_names_who_is_in_none_of_its_numbers(tmp_path):
    for student in ("ana", "ben"):
        note(tmp_path, student, mark("conv2d", 2.0), mark("flip_or_not", None, outcome=Outcome.BY_HAND))
    given = {student: {"flip_or_not": ByHand(1.0, 0.0, outdated=student == "ben")} for student in ("ana", "ben")}
    with patch("autograder.class_results.given_by_hand", lambda *_: given):
        page = " ".join(write_report(Course.at(tmp_path), PS).read_text().split())
    assert "2 submissions · mean 3 of 4 points" in page and "points are decided" not in page
    assert "because a grade by hand has to be looked at again: ben." in page
    assert "flip_or_not: to be graded by hand again" in page


def test_a_question_without_points_has_no_difficulty():
    """As one has that was dropped because it was unfair."""
    of_all = [work(f"student{number}", number % 3, 2.0) for number in range(FEWEST + 2)]
    works = [
        replace(one, answers=(one.answers[0], replace(one.answers[1], score=0.0, max_score=0.0))) for one in of_all
    ]
    first, dropped = question_figures(works)
    assert dropped.difficulty is None and dropped.discrimination is None and dropped.count == 0
    assert first.difficulty == pytest.approx(0.5)


def test_a_penalty_takes_no_more_points_than_there_are(tmp_path):
    """As where a grade by hand has fallen since, or a question that waits is left out of the numbers."""
    for student in ("ana", "ben"):
        note(tmp_path, student, mark("conv2d", 1.0), mark("flip_or_not", None, outcome=Outcome.BY_HAND))
    with patch("autograder.class_results._late_penalties", lambda *_: {"ana": 1.5, "ben": 1.5}):
        assert [one.score for one in read_class(Course.at(tmp_path), PS)] == [0.0, 0.0]
        page = " ".join(write_report(Course.at(tmp_path), PS).read_text().split())
    assert "mean 0 of 2 points" in page and "-0.5" not in page and "−0.5" not in page


@pytest.mark.parametrize(
    ("by_hand", "outdated", "unsure"), [(False, False, True), (True, False, False), (True, True, True)]
)
def test_what_an_accident_took_asks_for_a_look_until_a_person_has_given_a_score_that_still_holds(
    by_hand, outdated, unsure
):
    (answer,) = work("ana", 1.0, outcomes=[Outcome.TIMED_OUT]).answers
    assert Work("ana", (replace(answer, by_hand=by_hand, outdated=outdated),)).needs_a_look is unsure


def test_what_calls_a_wrong_answer_counts_for_no_mistake_of_its_own(tmp_path):
    told = "calls your conv2d, which is not right yet: mend that first"
    built_on = mark("convolve2d", 0.0, outcome=Outcome.WRONG) | {"mend_first": told}
    note(tmp_path, "ana", mark("conv2d", 1.0, "kernel_flipped"), built_on)
    (one,) = works = read_class(Course.at(tmp_path), PS)
    assert one.answers[1].mend_first == told
    assert [one.name for one in misconceptions(PS, works)] == ["kernel_flipped"] and unnamed(works).students == ()
    assert f"convolve2d: {told}" in write_report(Course.at(tmp_path), PS).read_text()
    write_grades(Course.at(tmp_path))
    rows = csv.DictReader(Course.at(tmp_path).grades_csv.open(newline="", encoding="utf-8"))
    assert [row["diagnosis"] for row in rows] == ["kernel_flipped", told]


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


def test_wrong_answers_without_a_diagnosis_are_counted():
    wrong = [Outcome.RAISED, Outcome.WRONG]
    works = [
        work("a", 0.0, 0.0, outcomes=wrong), work("b", 0.0, 0.0, outcomes=wrong, diagnoses=["", "kernel_flipped"]),
        work("c", 0.0, 0.0, outcomes=[Outcome.NOT_ANSWERED, Outcome.UNGRADABLE]),
    ]  # fmt: skip
    assert unnamed(works).questions == (("conv2d", 2), ("convolve1d", 1)) and unnamed(works).students == ("a", "b")


def test_a_person_is_asked_about_what_may_be_an_accident():
    lost = [Outcome.CRASHED, Outcome.CRASHED]
    gone = [Outcome.NOT_ANSWERED, Outcome.CORRECT]
    works = [
        work("fine", 2.0, 2.0),
        work("doubtful", 2.0, 2.0, repairs=[Repair("conv2d_answer", "found by its text", 0.72)]),
        work("slow", 0.0, 2.0, outcomes=[Outcome.TIMED_OUT, Outcome.CORRECT]),
        work("lost", 0.0, 0.0, outcomes=lost),
        work("twice", 0.0, 0.0, 2.0, outcomes=[*lost, Outcome.CORRECT]),
        work("deleted", 0.0, 2.0, outcomes=gone, repairs=[Repair("conv2d_answer", "the answer cell is missing")]),
        work("renamed", 2.0, 2.0, repairs=[Repair("", "the file was named a.ipynb")]),
        work("essay", 2.0, None, outcomes=[Outcome.CORRECT, Outcome.BY_HAND]),
        work("essay too", 2.0, None, outcomes=[Outcome.CORRECT, Outcome.BY_HAND]),
    ]
    assert [(one.who, one.question) for one in matters(works)] == [
        ("doubtful", "conv2d"), ("slow", "conv2d"), ("lost", ""), ("twice", "conv2d, convolve1d"),
        ("deleted", "conv2d"), ("essay, essay too", "convolve1d"),
    ]  # fmt: skip
    assert [(one.who, one.why) for one in put_right(works)] == [("renamed", "the file was named a.ipynb")]


@pytest.mark.parametrize("line", ["{}", "[]", '{"student": "ana"}', '{"student": "ana", "doubts": null}', "no JSON"])
def test_a_line_that_settles_nothing_is_named(tmp_path, line):
    course = Course.at(tmp_path)
    settle(course, PS, "ana", ["a doubt"], "I asked.", "")
    with (course.notes(PS) / "settled.jsonl").open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(CourseError, match=r"Line 2 of .*settled.jsonl is damaged"):
        read_settled(course, PS)


def test_a_folder_in_place_of_what_was_settled_is_not_taken_for_nothing(tmp_path):
    (Course.at(tmp_path).make_notes(PS) / "settled.jsonl").mkdir()
    with pytest.raises(IsADirectoryError):
        read_settled(Course.at(tmp_path), PS)


def test_a_line_that_has_lost_its_end_takes_no_other_along(tmp_path):
    course = Course.at(tmp_path)
    settle(course, PS, "ana", ["a doubt"], "I asked.", "")
    path = course.notes(PS) / "settled.jsonl"
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))  # as an editor leaves it
    settle(course, PS, "ben", ["another"], "I asked.", "")
    assert set(read_settled(course, PS)) == {"ana", "ben"}


def test_what_a_person_has_settled_is_off_the_list_until_something_new_is_doubtful(tmp_path):
    course, doubt = Course.at(tmp_path), repair("conv2d_answer", "found by its text", 0.72)
    note(tmp_path, "doubtful", mark("conv2d", 2.0), repairs=[doubt])
    (known,) = read_class(course, PS)
    assert known.needs_a_look and "For a person (1)" in write_report(course, PS).read_text()
    settle(course, PS, "doubtful", known.doubts, "It is hers: I asked.", known.submission)
    assert not read_class(course, PS)[0].needs_a_look
    page = write_report(course, PS).read_text()
    assert "For a person (0)" in page and "It is hers: I asked." in page
    note(tmp_path, "doubtful", mark("conv2d", 0.0, outcome=Outcome.CRASHED), repairs=[doubt])
    assert read_class(course, PS)[0].needs_a_look


def test_a_file_that_cannot_be_read_is_counted_apart_and_what_is_not_graded_is_in_no_number(tmp_path):
    essay = mark("flip_or_not", None, outcome=Outcome.BY_HAND)
    for number in range(4):
        wrong = mark("conv2d", 1.0, "kernel_flipped") if number < 2 else mark("conv2d", 2.0)
        note(tmp_path, f"student{number}", wrong, essay)
    none = [mark(name, 0.0, outcome=Outcome.UNGRADABLE) for name in ("conv2d", "flip_or_not")]
    note(tmp_path, "nothing", *none, repairs=[repair("", "nothing could be graded: it is empty", 0.0, "unreadable")])
    page = " ".join(write_report(Course.at(tmp_path), PS).read_text().split())
    assert "4 submissions, and 1 that could not be read (nothing) · mean 1.5 of 2 points" in page
    assert "2 of 4 points are decided. flip_or_not waits for a grade by hand" in page
    assert "50%" in page and "40%" not in page


def test_mistakes_that_only_one_student_makes_are_folded(tmp_path):
    for number, mistake in enumerate(["kernel_flipped", "kernel_flipped", "stride_ignored", "padding_ignored"]):
        note(tmp_path, f"student{number}", mark("conv2d", 1.0, mistake))
    path = write_report(Course.at(tmp_path), PS)
    shared, rare = Texts(path.read_text()).tables[:2]
    assert len(shared) == 2 and len(rare) == 3 and "And 2 mistakes made by one student each" in path.read_text()


# How many of 60 students make which mistake in the one question of the light problem set.
DRAWN = {"kernel_not_flipped": 10, "padding_ignored": 7, "stride_ignored": 4, "nothing_returned": 2}
STUDENTS = 60
IMPORTS = "import numpy as np\nimport torch.nn.functional as F\n"  # as in problem set 1, where the answers come from


def test_a_class_that_is_graded_for_real_has_the_mistakes_it_was_made_with(tmp_path):
    """From the notebooks that students hand in to the page: the same misconceptions, in the same order."""
    released = nbformat.read(LIGHT.source, as_version=4)
    answer(released, "convolve1d", "def convolve1d(x, w, stride=1, padding=0):\n    raise NotImplementedError()")
    (tmp_path / "release" / LIGHT.name).mkdir(parents=True)
    nbformat.write(released, tmp_path / "release" / LIGHT.name / f"{LIGHT.name}.ipynb")
    written = [one for one in variants(ANSWERS_OF) if one.question == "convolve1d"]
    rng = np.random.default_rng(5)
    drawn = [name for name, count in DRAWN.items() for _ in range(count)]
    drawn += [""] * (STUDENTS - len(drawn))
    rng.shuffle(drawn)
    for number, name in enumerate(drawn):
        known = [one for one in written if (one.misconception == name if name else one.is_right)]
        answer(released, "convolve1d", IMPORTS + known[rng.integers(len(known))].source)
        place = tmp_path / "submitted" / f"student{number:02d}" / LIGHT.name
        place.mkdir(parents=True)
        nbformat.write(released, place / f"{LIGHT.name}.ipynb")
    for command in (["grade", "--no-feedback"], ["report"]):
        done = typed(*command, LIGHT.name, "--course", tmp_path)
        assert done.returncode == 0, done.told
    rows = Texts((tmp_path / "reports" / f"{LIGHT.name}.html").read_text()).tables[0][1:]
    assert [row[0] for row in rows] == [f"{count}{count / STUDENTS:.0%}" for count in DRAWN.values()]
    assert all(name.replace("_", " ") in row[1] for name, row in zip(DRAWN, rows, strict=True))
