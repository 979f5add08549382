"""Problem set 1: what an error is about is told only where it says so, and filters are tried in both directions."""

import linecache

import pytest
import torch

from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge
from course_utils.questions import find_question
from course_utils.questions.ps1_convolution.filter_responses import overshoots, response, step_along_x, step_along_y

PROBLEM_SET = "ps1_convolution"
SOBEL = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
RIGHT_KERNELS = {
    "blur": torch.full((3, 3), 1 / 9),
    "sharpen": torch.tensor([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "edge": torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]]),
    "sobel_x": SOBEL,
    "sobel_y": SOBEL.T.contiguous(),
}


def judged(name, answer):
    question = find_question(name, PROBLEM_SET)
    cases = question.public_cases()
    return judge(question, cases, [observe(question, case, answer) for case in cases])


def from_a_cell(source, name):
    """A function whose lines are known, as those of a notebook are."""
    linecache.cache["<their cell>"] = (len(source), None, source.splitlines(keepends=True), "<their cell>")
    namespace = {"torch": torch}
    exec(compile(source, "<their cell>", "exec"), namespace)
    return namespace[name]


@pytest.mark.parametrize(("added", "told"), [("bias", True), ("torch.ones(len(weight))", False)])
def test_sizes_that_differ_are_a_bias_only_where_the_line_speaks_of_one(added, told):
    question = find_question("conv2d_layer", PROBLEM_SET)
    mistake = next(one for one in question.misconceptions if one.name == "bias_on_wrong_axis")
    case = next(case for case in question.public_cases() if len(case.args) > 2)
    source = f"def layer(images, weight, bias, **_):\n    return torch.ones(1, 5, 3, 4) + {added}\n"
    seen = observe(question, case, from_a_cell(source, "layer"))
    assert mistake.recognise(judge(question, [case], [seen]).cases[0], seen) is told


@pytest.mark.parametrize("key", ["blur", "sharpen"])
@pytest.mark.parametrize(
    "kernel",
    [torch.tensor([[0.0, 0, 0], [1, 1, 1], [0, 0, 0]]) / 3, torch.tensor([[1.0, 1, 1], [1, -7, 1], [1, 1, 1]])],
)
def test_filters_that_do_half_of_what_is_asked_for_fail(key, kernel):
    assert judged("kernels", RIGHT_KERNELS).credit == 1
    assert judged("kernels", {**RIGHT_KERNELS, key: kernel}).credit == 0.8


@pytest.mark.parametrize(("edge", "called"), [(step_along_x(), "a vertical"), (step_along_y(), "a horizontal")])
def test_a_step_that_overshoots_on_the_wrong_sides_is_not_sharper(edge, called):
    assert overshoots(edge, response(edge, RIGHT_KERNELS["sharpen"])) is None
    reason, _ = overshoots(edge, response(edge, torch.tensor([[1.0, 1, 1], [1, -7, 1], [1, 1, 1]])))
    assert "comes before" in reason and f"the dark side of {called} edge" in reason


@pytest.mark.parametrize("turned", [False, True])
def test_a_filter_that_sharpens_in_one_direction_only_fails_by_that_name(turned):
    along_x = torch.tensor([[0.0, 0, 0], [-1, 3, -1], [0, 0, 0]])
    verdict = judged("kernels", {**RIGHT_KERNELS, "sharpen": along_x.T.contiguous() if turned else along_x})
    assert verdict.credit == 0.8 and verdict.diagnosis.misconception.name == "sharpen_in_one_direction"
    assert f"beside a {'vertical' if turned else 'horizontal'} edge nothing gets darker" in verdict.reason
