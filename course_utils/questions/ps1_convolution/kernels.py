"""kernels: a dict of five small filters, judged by what they do to a constant image, a step edge and an impulse."""

from typing import Any

import torch

from course_utils.questions.outcome import Outcome
from course_utils.questions.ps1_convolution.filter_responses import (
    Expectation,
    answers,
    constant_image,
    impulse,
    is_positive,
    keeps,
    overshoots,
    response,
    softens,
    spreads,
    step_along_x,
    step_along_y,
    vanishes,
    why_unusable,
)
from course_utils.questions.ps1_convolution.misconceptions.five_filters import MISCONCEPTIONS
from course_utils.questions.ps1_convolution.sections import KERNELS
from course_utils.questions.question import Case, Question, Shortfall


def cases(rng):
    grey = round(float(rng.uniform(0.2, 0.9)), 1)
    low, high = round(float(rng.uniform(0.0, 0.3)), 1), round(float(rng.uniform(0.6, 1.0)), 1)
    constant, vertical, horizontal = (
        constant_image(value=grey),
        step_along_x(low=low, high=high),
        step_along_y(low=low, high=high),
    )
    return [
        _case(
            "blur keeps a constant image, spreads an impulse and softens steps along x and y",
            "blur",
            (constant, keeps),
            (impulse(), spreads),
            (vertical, softens),
            (horizontal, softens),
        ),
        _case(
            "sharpen keeps a constant image and overshoots on both sides of steps along x and y",
            "sharpen",
            (constant, keeps),
            (vertical, overshoots),
            (horizontal, overshoots),
        ),
        _case(
            "edge gives 0 on a constant image and answers to vertical and to horizontal edges",
            "edge",
            (constant, vanishes),
            (vertical, answers),
            (horizontal, answers),
        ),
        _case(
            "sobel_x gives 0 on a constant image and on a horizontal edge, and answers to a vertical one",
            "sobel_x",
            (constant, vanishes),
            (vertical, answers),
            (horizontal, vanishes),
            (vertical, is_positive),
        ),
        _case(
            "sobel_y gives 0 on a constant image and on a vertical edge, and answers to a horizontal one",
            "sobel_y",
            (constant, vanishes),
            (horizontal, answers),
            (vertical, vanishes),
            (horizontal, is_positive),
        ),
    ]


def _case(name: str, key: str, *expectations: tuple[torch.Tensor, Expectation]) -> Case:
    """One case a kernel, so that each counts alike: it shows the first expectation that is not met."""

    def holds(kernels: Any) -> Shortfall | None:
        unusable = why_unusable(kernels, key)
        if unusable:
            return Shortfall(unusable, Outcome.NOT_ANSWERED if kernels == {} else Outcome.WRONG_TYPE_OR_SHAPE)
        for image, expectation in expectations:
            got = response(image, kernels[key])
            lacking = expectation(image, got)
            if lacking is not None:
                reason, expected = lacking
                outcome = Outcome.CORRECT if expectation is is_positive else Outcome.WRONG
                return Shortfall(f"{key}: {reason}", outcome, image, kernels[key], expected, got)
        return None

    return Case(name, property=holds)


QUESTION = Question(
    name="kernels",
    title="Kernels that see: kernels",
    section=KERNELS,
    cases=cases,
    misconceptions=MISCONCEPTIONS,
    takes="value",
)
