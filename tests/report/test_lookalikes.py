"""Look-alikes: what few share is listed; what many write, what is short and what everybody was given is not."""

import copy
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import nbformat
import pytest

from autograder.class_results import Answer, Work
from autograder.course import PROJECT, Course
from autograder.errors import CourseError
from autograder.lookalikes import pairs
from autograder.lookalikes.near_identical import CODE, PROSE, nearly_the_same
from autograder.lookalikes.same_mistake import same_mistakes
from autograder.problem_set import ProblemSet
from course_utils.questions.outcome import Outcome

PS = "ps1_convolution"

GIVEN = 'def conv2d(image, kernel, stride=1, padding=0):\n    """A convolution."""\n    raise NotImplementedError()\n'
LOOPS = '''def conv2d(image, kernel, stride=1, padding=0):
    """A convolution."""
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    oh = (padded.shape[0] - kh) // stride + 1
    ow = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(oh, ow, dtype=image.dtype)
    for i in range(oh):
        for j in range(ow):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[i, j] = (window * kernel).sum()
    return out
'''
TAPS = '''def conv2d(image, kernel, stride=1, padding=0):
    """A convolution."""
    big = torch.zeros(image.shape[0] + 2 * padding, image.shape[1] + 2 * padding).to(image)
    big[padding : big.shape[0] - padding, padding : big.shape[1] - padding] = image
    rows = 1 + (big.shape[0] - kernel.shape[0]) // stride
    columns = 1 + (big.shape[1] - kernel.shape[1]) // stride
    total = image.new_zeros(rows, columns)
    for (a, b), weight in zip(itertools.product(*map(range, kernel.shape)), kernel.flatten()):
        total += weight * big[a : a + stride * rows : stride, b : b + stride * columns : stride][:rows, :columns]
    return total
'''
NAMES = {"big": "canvas", "rows": "height", "columns": "width", "total": "result", "weight": "w", "a": "y", "b": "x"}
RENAMED = "# my own idea\n" + re.sub(r"\b(" + "|".join(NAMES) + r")\b", lambda name: NAMES[name[0]], TAPS)


def pairs_in(answers, given=GIVEN, few=2, language=CODE):
    return [near.students for near in nearly_the_same(answers, given, few, language)]


def test_code_that_is_the_same_after_renaming_is_listed():
    assert RENAMED != TAPS and pairs_in({"ana": TAPS, "ben": RENAMED, "cleo": LOOPS}) == [("ana", "ben")]


def test_how_many_write_it_is_no_likeness():
    assert pairs_in({f"student{number}": LOOPS for number in range(5)} | {"ana": TAPS}) == []


def test_what_everybody_was_given_and_what_is_short_does_not_count():
    short = "def conv2d(image, kernel, stride=1, padding=0):\n    return F.conv2d(image, kernel)\n"
    assert pairs_in({"ana": GIVEN, "ben": GIVEN}) == []
    assert pairs_in({"ana": short, "ben": short}) == []


def test_what_is_no_python_is_compared_all_the_same():
    broken = TAPS.replace("def conv2d(", "def conv2d((((")
    assert pairs_in({"ana": broken, "ben": broken, "cleo": LOOPS}) == [("ana", "ben")]


LINE = "    total = total + torch.zeros_like(total)\n    return total\n"


def test_a_short_answer_that_stands_within_a_long_one_is_not_the_same():
    assert pairs_in({"ana": TAPS, "ben": TAPS + LOOPS}) == []


def test_of_two_answers_the_share_is_told_that_either_has_of_the_other():
    (near,) = nearly_the_same({"ana": TAPS, "ben": TAPS + LINE}, GIVEN, 2, CODE)
    assert 0.9 <= near.share < 1, "all of the one is in the other, and not the other way round"


def test_how_many_share_the_rarest_part_is_told_and_not_how_many_share_any():
    edited = TAPS.replace("    return total\n", LINE)
    near = nearly_the_same({"ana": edited, "ben": edited, "cleo": TAPS}, GIVEN, 5, CODE)
    assert {one.students: one.sharing for one in near} == {("ana", "ben"): 2, ("ana", "cleo"): 3, ("ben", "cleo"): 3}


ESSAY = """Batch normalisation leans on the statistics of the batch. With two images in a batch they are noise, and
the noise goes into every activation. In evaluation the running mean stands in for them, and it was gathered from that
noise. Layer normalisation takes its statistics from one image alone, so it doesn't mind how large the batch is."""


def test_an_essay_that_is_another_one_with_a_few_words_changed_is_listed():
    other = "A network that sees single images can't use the statistics of a batch; " * 3
    edited = (
        ESSAY.replace("leans on", "depends on").replace("noise, and", "NOISE - and").replace("doesn't mind", "ignores")
    )
    assert pairs_in({"ana": ESSAY, "ben": edited, "cleo": other}, "YOUR ANSWER HERE", language=PROSE) == [
        ("ana", "ben")
    ]


def work(student, reason, outcome=Outcome.WRONG):
    return Work(student, (Answer("conv2d", 0.0, 2.0, outcome, reason, "", None, (("a case", str(outcome)),)),), ())


def test_a_rare_wrong_answer_that_two_share_is_listed_and_a_common_one_is_not():
    rare = [work("ana", "it is 7.25, expected 3"), work("ben", "it is 7.25, expected 3")]
    common = [work(f"student{number}", "it is 1, expected 3") for number in range(5)]
    assert list(same_mistakes([*rare, *common, work("cleo", "it is 9, expected 3")], few=2)) == [
        ("ana", "ben", "conv2d", 2)
    ]


def test_what_is_wrong_because_it_calls_a_wrong_answer_is_no_mistake_that_two_share():
    built_on = [work(student, "it is 7.25, expected 3") for student in ("ana", "ben")]
    built_on = [replace(one, answers=(replace(one.answers[0], mend_first="calls your …"),)) for one in built_on]
    assert list(same_mistakes(built_on, few=2)) == []


def test_nobody_is_alike_by_having_done_nothing():
    nothing = [work("ana", "", Outcome.NOT_ANSWERED), work("ben", "", Outcome.NOT_ANSWERED)]
    assert list(same_mistakes(nothing, few=2)) == []


def test_every_run_finds_the_same():
    """Also where Python's own hashes are others."""
    edited = RENAMED.replace("return result", "result = result + 0\n    print(result.shape)\n    return result")
    code = (
        "from autograder.lookalikes.near_identical import CODE, PROSE, nearly_the_same\n"
        f"print(list(nearly_the_same({dict(ana=TAPS, ben=edited, cleo=LOOPS)!r}, {GIVEN!r}, 2, CODE)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True
        ).stdout
        for seed in ("1", "3")
    }
    assert len(said) == 1 and "ben" in said.pop()


@pytest.fixture
def course(tmp_path):
    """A course in which one can lay down what students' graded notebooks hold."""
    course = Course.at(tmp_path)
    folder = tmp_path / "release" / PS
    folder.mkdir(parents=True)
    shutil.copy(PROJECT / "release" / PS / f"{PS}.ipynb", folder)
    return course


def graded(course, answers):
    """The pairs of a class, by student: the texts of answer cells."""
    problem_set = ProblemSet.read(course.release(PS))
    for student, texts in answers.items():
        notebook = copy.deepcopy(problem_set.notebook)
        for one in problem_set.graded:
            notebook.cells[one.answer].source = texts.get(one.name, notebook.cells[one.answer].source)
        path = course.autograded(PS, student)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    return pairs(course, problem_set, [Work(student, (), ()) for student in answers])


def others(count):
    """Students who have each written something of their own."""
    names = [f"{first}{second}" for first in "abcdefghij" for second in "klmnopqrst"]
    return {
        f"other{number:02}": {
            "conv2d": "def conv2d(image, kernel, stride=1, padding=0):\n"
            + "".join(
                f"    {names[number]} = image.{names[(number * 7 + line * 3) % 100]}() * {number}\n"
                for line in range(12)
            )
        }
        for number in range(count)
    }


@pytest.mark.parametrize("size", [3, 4])
def test_a_few_who_all_have_the_same_texts_are_listed_in_a_small_class(course, size):
    texts = {"conv2d": TAPS, "convolve2d": TAPS.replace("conv2d", "convolve2d")}
    same = {f"copy{number}": texts for number in range(size)}
    listed = graded(course, others(20) | same)
    assert {pair.students for pair in listed} == set(combinations(sorted(same), 2))
    assert all("letter by letter" in likeness.why for pair in listed for likeness in pair.likenesses)


def test_three_whose_code_is_alike_are_listed_once_they_are_alike_in_two_questions(course):
    three = [TAPS, RENAMED, RENAMED.replace("canvas", "sheet")]
    once = {f"copy{number}": {"conv2d": text} for number, text in enumerate(three)}
    twice = {
        student: texts | {"convolve2d": texts["conv2d"].replace("conv2d", "convolve2d")}
        for student, texts in once.items()
    }
    assert graded(course, others(20) | once) == []
    shutil.rmtree(course.root / "autograded")
    listed = graded(course, others(20) | twice)
    assert {pair.students for pair in listed} == set(combinations(sorted(twice), 2))
    assert {likeness.question for likeness in listed[0].likenesses} == {"conv2d", "convolve2d"}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"cells": [{}]}', '{"cells": [{"metadata": 1}]}'])
def test_a_notebook_that_is_damaged_is_named_with_the_way_out(course, content):
    path = course.autograded(PS, "ana")
    path.parent.mkdir(parents=True)
    path.write_text(content)
    with pytest.raises(CourseError, match=rf"ana/{PS}/{PS}.ipynb is damaged: delete it, and autograder grade {PS}"):
        pairs(course, ProblemSet.read(course.release(PS)), [Work("ana", ())])
