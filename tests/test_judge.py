"""Answers judged through the whole pipeline: what a student writes, what the grader says."""

import gc
import json

import pytest
import torch

from autograder.problem_set import grade_id
from course_utils.questions.outcome import Outcome
from course_utils.runner.job import Limits

FLIPS = """\
def conv2d(image, kernel, stride=1, padding=0):
    padded, kernel = F.pad(image, (padding,) * 4), kernel.flip(0, 1)
    (height, width), (rows, columns) = padded.shape, kernel.shape
    return torch.stack([
        torch.stack([
            (padded[i:i + rows, j:j + columns] * kernel).sum() for j in range(0, width - columns + 1, stride)
        ])
        for i in range(0, height - rows + 1, stride)
    ])"""
WRONG = "def conv2d(image, kernel, stride=1, padding=0):\n    return image"


def by_question(result):
    return {mark.question: mark for mark in result.marks}


def test_the_reference_has_full_marks_and_the_essay_waits(grade):
    marks = by_question(grade())
    assert {mark.outcome for name, mark in marks.items() if name != "flip_or_not"} == {Outcome.CORRECT}
    assert marks["flip_or_not"].outcome is Outcome.BY_HAND and marks["flip_or_not"].score is None


def test_an_answer_built_on_a_wrong_one_is_told_so(grade):
    marks = by_question(grade(conv2d=WRONG))
    assert marks["convolve2d"].score < marks["convolve2d"].max_score
    assert marks["convolve2d"].mend_first == "calls your conv2d, which is not right yet: mend that first"


def test_an_answer_built_on_a_wrong_one_has_no_mistake_of_its_own(grade):
    """With a conv2d that flips the kernel, the reference convolve2d returns what one without flipping would."""
    result = grade(conv2d=FLIPS)
    marks = by_question(result)
    assert marks["conv2d"].diagnosis == "kernel_flipped" and not marks["conv2d"].mend_first
    assert marks["convolve2d"].outcome is Outcome.WRONG and marks["convolve2d"].diagnosis == ""
    told = "This answer calls your conv2d, which is not right yet: mend that first."
    check = next(cell for cell in result.notebook.cells if grade_id(cell) == "convolve2d")
    assert check.metadata["autograder"]["says"] == told
    assert told in check.metadata["autograder"]["text"] and told in check.outputs[0].data["text/html"]
    assert "did not flip" not in json.dumps(check)


def test_an_answer_that_fails_far_more_than_the_wrong_one_it_calls_has_a_mistake_of_its_own(grade):
    ignores_stride = FLIPS.replace(".flip(0, 1)", "").replace(", stride)", ")")
    calls_it = "def convolve2d(image, kernel, padding=0):\n    return conv2d(image, kernel, padding=padding)"
    marks = by_question(grade(conv2d=ignores_stride, convolve2d=calls_it))
    assert 0 < marks["conv2d"].score < marks["conv2d"].max_score
    assert marks["convolve2d"].diagnosis == "kernel_not_flipped" and marks["convolve2d"].mend_first == ""


def test_an_answer_that_calls_no_other_is_told_of_none(grade):
    own = 'def convolve2d(image, kernel, padding=0):\n    """Not through conv2d."""\n    return image  # nor conv2d'
    marks = by_question(grade(conv2d=WRONG, convolve2d=own))
    assert marks["convolve2d"].score == 0 and marks["convolve2d"].mend_first == ""


def test_an_unanswered_question_is_told_of_no_other(grade):
    marks = by_question(
        grade(conv2d=WRONG, convolve2d="def convolve2d(image, kernel, padding=0):\n    raise NotImplementedError()")
    )
    assert marks["convolve2d"].outcome is Outcome.NOT_ANSWERED and marks["convolve2d"].mend_first == ""


def test_an_essay_left_as_given_is_not_answered(grade):
    marks = by_question(grade(flip_or_not="YOUR ANSWER HERE"))
    assert marks["flip_or_not"].outcome is Outcome.NOT_ANSWERED and marks["flip_or_not"].score == 0


def test_always_equal_objects_earn_nothing(grade):
    cheat = (
        "class Same(torch.Tensor):\n"
        "    def __eq__(self, other): return torch.ones(())\n"
        "    def __torch_function__(self, *a, **k): return torch.ones(())\n"
        "def conv2d(image, kernel, stride=1, padding=0):\n    return torch.zeros(1).as_subclass(Same)"
    )
    mark = by_question(grade(conv2d=cheat))["conv2d"]
    assert mark.score == 0 and mark.outcome is Outcome.WRONG_TYPE_OR_SHAPE


@pytest.mark.parametrize(
    "sabotage",
    [
        "import course_utils.checking.verdict as v\nv.compare = lambda *a: ('correct', '', None)\n",
        "torch.allclose = torch.isclose = lambda *a, **k: torch.ones(()).bool()\n",
        "import course_utils\ncourse_utils.check = check = lambda *a: None\n",
        "import sys\nsys.modules['course_utils.questions'].find_question = None\n",
        "get_ipython().input_transformers_cleanup.append(lambda lines: [])\n",
    ],
)
def test_replacing_what_judges_in_the_students_process_earns_nothing(grade, sabotage):
    mark = by_question(grade(conv2d=sabotage + WRONG))["conv2d"]
    assert mark.score == 0 and mark.outcome is not Outcome.CORRECT


def test_a_check_that_is_silenced_runs_all_the_same(grade, reference):
    right = next(cell.source for cell in reference.notebook.cells if grade_id(cell) == "conv2d_answer")
    for answer, outcome in ((WRONG, Outcome.WRONG_TYPE_OR_SHAPE), (right, Outcome.CORRECT)):
        assert by_question(grade(conv2d="def check(*args): pass\n" + answer))["conv2d"].outcome is outcome


def test_what_a_wrong_answer_returned_is_not_kept_for_those_that_call_it(grade):
    numbers = 990_001
    result = grade(
        conv2d=f"def conv2d(image, kernel, stride=1, padding=0):\n    return torch.zeros({numbers})",
        convolve2d="def convolve2d(image, kernel, padding=0):\n    return conv2d(image, kernel)[:2]",
    )
    marks = by_question(result)
    assert marks["conv2d"].verdict.cases[0].got.numel() == numbers and "your conv2d" in marks["convolve2d"].mend_first
    del result, marks
    gc.collect()
    assert not [one for one in gc.get_objects() if type(one) is torch.Tensor and one.numel() == numbers]


def test_want_of_memory_is_told_before_what_comes_of_it(grade):
    """Whichever of a cell's errors is shown first."""
    hungry = (
        "for error in (NameError('lost'), MemoryError()):\n    get_ipython().showtraceback((type(error), error, None))"
    )
    mark = by_question(grade(conv2d=hungry))["conv2d"]
    assert mark.outcome is Outcome.OUT_OF_MEMORY and "memory" in mark.reason


def test_warnings_cost_nothing(grade):
    noisy = "import sys, warnings\nwarnings.warn('careful')\nprint('noise', file=sys.stderr)\n"
    result = grade(kernels=noisy + "kernels = kernels if 'kernels' in globals() else {}")
    assert by_question(result)["convolve1d"].score == 2


def test_an_endless_loop_keeps_the_cases_before_it(grade):
    loop = (
        "def conv2d(image, kernel, stride=1, padding=0):\n"
        "    while stride == 3: pass\n"
        "    kh, kw = kernel.shape\n"
        "    p = F.pad(image, (padding,) * 4)\n"
        "    rows, cols = (p.shape[0] - kh) // stride + 1, (p.shape[1] - kw) // stride + 1\n"
        "    s = stride\n"
        "    return torch.stack([torch.stack([(p[i * s:i * s + kh, j * s:j * s + kw] * kernel).sum()"
        " for j in range(cols)]) for i in range(rows)])"
    )
    mark = by_question(grade(Limits(cpu_seconds_per_case=0.5), conv2d=loop))["conv2d"]
    outcomes = [case.outcome for case in mark.verdict.cases]
    assert outcomes.count(Outcome.TIMED_OUT) == 1 and outcomes.count(Outcome.CORRECT) == len(outcomes) - 1
    assert 0 < mark.score < mark.max_score


@pytest.mark.parametrize("shape", ["0, 3, 3, 3", "2, 0, 3, 3", "0", "2, 3, 0, 0"])
def test_an_empty_result_costs_its_own_question_and_no_other(grade, shape):
    signature = "def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):"
    empty = f"{signature}\n    return torch.zeros({shape})"
    marks = by_question(grade(conv2d_layer=empty))
    assert marks["conv2d_layer"].score == 0 and marks["conv2d_layer"].outcome is Outcome.WRONG_TYPE_OR_SHAPE
    assert marks["conv2d"].outcome is Outcome.CORRECT
