"""Problem set 4: how surely a right dropout passes, and probes that are not fooled."""

from math import comb

import numpy as np
import pytest
import torch
from torch import nn

from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge
from course_utils.questions import find_question
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps4_regularization_layers import dropout, find_the_bug
from course_utils.questions.ps4_regularization_layers.dropout_traces import DEVIATIONS, most_off

PROBLEM_SET = "ps4_regularization_layers"


def judged(name, answer, seed=0):
    question = find_question(name, PROBLEM_SET)
    cases = question.cases(np.random.default_rng(seed))
    return judge(question, cases, [observe(question, case, answer) for case in cases])


def tail(count, p):
    """The exact probability that a binomial number is further from its mean than is allowed."""
    from scipy.stats import binom

    off = most_off(count, p)
    below, above = np.floor(count * p - off), np.ceil(count * p + off)
    # A number exactly on the bound is still allowed: these two are at most a little too large.
    return binom.cdf(below, count, p) + binom.sf(above - 1, count, p)


def test_a_right_dropout_fails_less_than_once_in_a_million():
    many, (images, channels, rows, columns) = int(np.prod(dropout.MANY)), dropout.MANY
    pairs = [many // size * (size - 1) for size in (images, channels, rows, columns)]
    chances = [max(tail(many, p) for p in (0.15, 0.25))]  # a small p
    chances += [tail(many, 0.5)] * 2  # p = 0.5, and the same under no_grad
    chances += [tail(count, 0.5) for count in (*pairs, 4 * 5 * 16 * 16)]  # own masks, and a new one in each pass
    always_as_many = sum((comb(20, k) / 2**20) ** dropout.SMALL_CALLS for k in range(21))
    nobody_survives = max(0.4**84, 0.75**84)  # 2×3×6×7 or 3×2×7×6 numbers
    assert sum(chances) + always_as_many + nobody_survives < 1e-6


class RightDropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        return x * (torch.rand_like(x) >= self.p) / max(1 - self.p, 1e-9)


def test_the_share_of_zeros_scatters_as_the_bounds_assume():
    # Measured on 600 draws: the largest of so many normal numbers is about 3, and never 5.5.
    torch.manual_seed(0)
    layer, x = RightDropout(0.2), torch.ones(20_480)
    off = [abs(int((layer(x) == 0).sum()) - 0.2 * len(x)) / (most_off(len(x), 0.2) / DEVIATIONS) for _ in range(600)]
    assert 2.5 < max(off) < 4.5 and np.sqrt(np.mean(np.square(off))) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("seed", range(5))
def test_a_right_dropout_passes_whatever_the_seed(seed):
    assert judged("Dropout", RightDropout, seed).outcome is Outcome.CORRECT


def test_dropout_leaves_the_students_random_numbers_alone():
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    judged("Dropout", RightDropout)
    assert torch.equal(torch.rand(1), expected)


@pytest.mark.parametrize("padding", [-100.0, -1e4, -1e9, -1e20])
def test_no_finite_number_stands_for_infinity(padding):
    def pooled(x, kernel, stride=None, padding_=0):
        stride = stride or kernel
        padded = nn.functional.pad(x, (padding_,) * 4, value=padding)
        return padded.unfold(2, kernel, stride).unfold(3, kernel, stride).amax((4, 5))

    verdict = judged("max_pool2d", lambda x, kernel, stride=None, padding=0: pooled(x, kernel, stride, padding))
    assert verdict.passed == len(verdict.cases) - 1
    assert verdict.diagnosis.misconception.name == "finite_number_for_infinity"


def test_a_none_that_is_no_stride_is_not_told_as_one():
    def stride_left_open(x, kernel, stride=None, padding=0):
        return x.unfold(2, kernel, stride)

    def result_lost(x, kernel, stride=None, padding=0):
        padded = print()
        return padded + 1

    told = [judged("max_pool2d", answer).diagnosis for answer in (stride_left_open, result_lost)]
    assert told[0].misconception.name == "stride_none_not_handled" and told[1] is None


def test_pytorchs_dropout_is_seen_in_every_case():
    # Outside of inference mode PyTorch takes it apart, and a right answer's bernoulli looks the same.
    verdict = judged("Dropout", nn.Dropout)
    assert verdict.outcome is Outcome.FORBIDDEN and verdict.passed == 0


@pytest.mark.parametrize("answer", [lambda p: p, lambda p: lambda x: x, lambda p: None])
def test_what_makes_no_module_is_told_in_one_sentence(answer):
    verdict = judged("Dropout", answer)
    assert verdict.passed == 0 and "has to make an nn.Module" in verdict.reason


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda channels, **options: None, "of the type NoneType"),
        (lambda channels, **options: nn.Identity(), "without a tensor called weight"),
    ],
)
def test_what_is_no_batch_norm_is_told_in_one_sentence(answer, said):
    verdict = judged("BatchNorm2d", answer)
    assert verdict.passed == 0 and said in verdict.reason


def test_in_every_case_about_several_epochs_the_best_is_neither_the_first_nor_the_last():
    for seed in range(2):
        for case in find_the_bug.cases(np.random.default_rng(seed)):
            if case.options["look_at"] != "modes" and case.options["epochs"] > 1:
                losses = find_the_bug.fitted()(*case.args, **{**case.options, "look_at": "losses"})["losses"]
                assert 0 < losses.argmin() < len(losses) - 1
