"""Look-alikes: what few share is listed; what many write, what is short and what everybody was given is not."""

import os
import re
import subprocess
import sys

from autograder.class_results import Answer, Work
from autograder.lookalikes.same_mistake import same_mistakes
from autograder.lookalikes.similar_code import alike
from course_utils.questions.outcome import Outcome

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


def test_code_that_is_the_same_after_renaming_is_listed():
    answers = {"ana": TAPS, "ben": RENAMED, "cleo": LOOPS}
    assert RENAMED != TAPS and [(one, other) for one, other, _ in alike(answers, GIVEN, few=2)] == [("ana", "ben")]


def test_how_many_write_it_is_no_likeness():
    answers = {f"student{number}": LOOPS for number in range(5)} | {"ana": TAPS}
    assert list(alike(answers, GIVEN, few=2)) == []


def test_what_everybody_was_given_and_what_is_short_does_not_count():
    short = "def conv2d(image, kernel, stride=1, padding=0):\n    return F.conv2d(image, kernel)\n"
    assert list(alike({"ana": GIVEN, "ben": GIVEN}, GIVEN, few=2)) == []
    assert list(alike({"ana": short, "ben": short}, GIVEN, few=2)) == []


def test_what_is_no_python_is_compared_all_the_same():
    broken = TAPS.replace("def conv2d(", "def conv2d((((")
    assert [pair[:2] for pair in alike({"ana": broken, "ben": broken, "cleo": LOOPS}, GIVEN, few=2)] == [("ana", "ben")]


def work(student, reason, outcome=Outcome.WRONG):
    return Work(student, (Answer("conv2d", 0.0, 2.0, outcome, reason, "", None, (("a case", str(outcome)),)),), ())


def test_a_rare_wrong_answer_that_two_share_is_listed_and_a_common_one_is_not():
    rare = [work("ana", "it is 7.25, expected 3"), work("ben", "it is 7.25, expected 3")]
    common = [work(f"student{number}", "it is 1, expected 3") for number in range(5)]
    assert list(same_mistakes([*rare, *common, work("cleo", "it is 9, expected 3")], few=2)) == [
        ("ana", "ben", "conv2d")
    ]


def test_nobody_is_alike_by_having_done_nothing():
    nothing = [work("ana", "", Outcome.NOT_ANSWERED), work("ben", "", Outcome.NOT_ANSWERED)]
    assert list(same_mistakes(nothing, few=2)) == []


def test_every_run_finds_the_same():
    """Also where Python's own hashes are others."""
    edited = RENAMED.replace("return result", "result = result + 0\n    print(result.shape)\n    return result")
    code = (
        "from autograder.lookalikes.similar_code import alike\n"
        f"print(list(alike({dict(ana=TAPS, ben=edited, cleo=LOOPS)!r}, {GIVEN!r}, few=2)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True
        ).stdout
        for seed in ("1", "3")
    }
    assert len(said) == 1 and "ben" in said.pop()
