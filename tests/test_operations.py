"""However a forbidden operation is spelled, it is seen; and what is allowed is not taken for it."""

import dataclasses
from functools import partial
from types import FunctionType

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader

from course_utils import augment, hooks, models, training
from course_utils.checking.observe import observe
from course_utils.checking.operations import OperationRecorder
from course_utils.checking.verdict import forbidden_operations, judge_case
from course_utils.questions import find_question
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Case, Forbidden, Question, Section
from course_utils.training.epoch import evaluation_mode

IMAGE, KERNEL = torch.rand(6, 7), torch.rand(3, 3)


def with_module(image, kernel):
    layer = torch.nn.Conv2d(1, 1, 3, bias=False)
    layer.weight.data = kernel[None, None]
    return layer(image[None, None])[0, 0]


def with_scipy(image, kernel):
    from scipy.signal import correlate2d

    return torch.from_numpy(correlate2d(image.numpy(), kernel.numpy(), mode="valid"))


FORBIDDEN = {
    "F.conv2d": lambda image, kernel: F.conv2d(image[None, None], kernel[None, None])[0, 0],
    "torch.conv2d": lambda image, kernel: torch.conv2d(image[None, None], kernel[None, None])[0, 0],
    "nn.Conv2d": with_module,
    "the operation itself": lambda image, kernel: torch.ops.aten.conv2d(image[None, None], kernel[None, None])[0, 0],
    "F.conv_transpose2d": lambda image, kernel: F.conv_transpose2d(
        image[None, None], kernel.flip(0, 1)[None, None], padding=2
    )[0, 0],
    "F.conv3d": lambda image, kernel: F.conv3d(image[None, None, None], kernel[None, None, None])[0, 0, 0],
    "F.unfold": lambda image, kernel: (kernel.reshape(1, -1) @ F.unfold(image[None, None], 3)[0]).reshape(4, 5),
    "Tensor.unfold": lambda image, kernel: (image.unfold(0, 3, 1).unfold(1, 3, 1) * kernel).sum((2, 3)),
    "scipy.signal": with_scipy,
    "numpy.convolve": lambda image, kernel: torch.from_numpy(np.convolve(image[0].numpy(), kernel[0].numpy())),
    "a function of NumPy's that is written in C": lambda image, kernel: torch.from_numpy(
        np._core.multiarray.correlate(image[0].numpy(), kernel[0].numpy(), 0)
    ),
}


def test_where_nobody_asks_for_operations_calls_are_noted_all_the_same():
    with OperationRecorder(counting=False) as recorder:
        torch.from_numpy(np.convolve(np.ones(3), np.ones(2)))
    assert not recorder.operations and "numpy.convolve" in recorder.calls


@pytest.mark.parametrize("spelling", FORBIDDEN)
def test_forbidden_operations_are_seen(spelling):
    question = find_question("conv2d")
    case = question.public_cases()[0]
    answer = FORBIDDEN[spelling]
    seen = observe(question, case, lambda *args, **options: answer(IMAGE, KERNEL))
    assert seen.status == "returned" and forbidden_operations(question.forbidden, seen)


def loops(image, kernel):
    out = torch.zeros(4, 5)
    for i in range(4):
        for j in range(5):
            out[i, j] = (image[i : i + 3, j : j + 3] * kernel).sum()
    return out


ALLOWED = {
    "loops": loops,
    "NumPy loops": lambda image, kernel: torch.from_numpy(
        np.array([[(image.numpy()[i : i + 3, j : j + 3] * kernel.numpy()).sum() for j in range(5)] for i in range(4)])
    ),
    "FFT": lambda image, kernel: torch.fft.irfft2(
        torch.fft.rfft2(image) * torch.fft.rfft2(kernel, image.shape).conj(), image.shape
    )[:4, :5],
    "padding": lambda image, kernel: F.pad(image, (1, 1, 1, 1)),
    "printing": lambda image, kernel: (print(image), f"{kernel}", repr(image[0]), image)[-1],
}


@pytest.mark.parametrize("way", ALLOWED)
def test_allowed_operations_are_not_taken_for_forbidden_ones(way):
    question = find_question("conv2d")
    answer = ALLOWED[way]
    seen = observe(question, question.public_cases()[0], lambda *args, **options: answer(IMAGE, KERNEL))
    assert seen.status == "returned" and not forbidden_operations(question.forbidden, seen)


def test_importing_scipy_is_not_using_it():
    def answer(*args, **options):
        import scipy.signal  # noqa: F401

        return torch.zeros(1)

    question = find_question("conv2d")
    assert not forbidden_operations(question.forbidden, observe(question, question.public_cases()[0], answer))


class Mine(models.MnistCNN):
    pass


COURSE_FUNCTIONS = {
    "handed in": training.confusion_matrix,
    "partial": partial(training.confusion_matrix),
    "decorated": torch.no_grad()(training.confusion_matrix),
    "a class": augment.KorniaAugment,
    "a class of its own without anything of its own": Mine,
    "a context manager": hooks.capture_activations,
    "called": lambda *args, **options: training.confusion_matrix(torch.tensor([0]), torch.tensor([0]), 2),
    "called in a context": lambda *args, **options: called_with_hooks(),
    "a network made": lambda *args, **options: nn.Sequential(models.MnistCNN()),
    "called from a place without a name": FunctionType(
        (lambda *args, **options: training.confusion_matrix(torch.tensor([0]), torch.tensor([0]), 2)).__code__,
        {**globals(), "__name__": ""},
    ),
    "called by a library that was given it": lambda *args, **options: called_by_a_loader(),
}


def called_by_a_loader():
    counts = partial(training.confusion_matrix, torch.tensor([0]), torch.tensor([0]))
    return next(iter(DataLoader([2], batch_size=None, collate_fn=counts)))


def called_with_hooks():
    with hooks.capture_activations(nn.Linear(2, 2), []):
        pass


@pytest.mark.parametrize("way", COURSE_FUNCTIONS)
def test_the_lectures_own_function_is_no_answer_however_it_is_handed_in(way):
    question = find_question("conv2d")
    case = question.public_cases()[0]
    # A class, which the call of a case does not fit, is observed as one that raised.
    seen = dataclasses.replace(observe(question, case, COURSE_FUNCTIONS[way]), status="returned")
    verdict = judge_case(question, case, seen)
    assert verdict.outcome is Outcome.FORBIDDEN and "this is the lecture's own function" in verdict.reason


def test_a_course_function_that_is_lent_may_be_called_and_no_other():
    question = find_question("conv2d")
    question = dataclasses.replace(question, forbidden=Forbidden(lent=("course_utils.training.*",)))
    case = question.public_cases()[0]
    for way, lent in (("called", True), ("called in a context", False)):
        verdict = judge_case(question, case, observe(question, case, COURSE_FUNCTIONS[way]))
        assert (verdict.outcome is not Outcome.FORBIDDEN) is lent


def test_what_a_probe_calls_and_what_answers_are_given_is_not_theirs():
    given = models.MnistCNN()

    def probe(answer, images):
        with evaluation_mode(given):
            training.confusion_matrix(torch.tensor([0]), torch.tensor([0]), 2)
            return answer(given, images)

    # As if it stood in the question's file.
    probe = FunctionType(
        probe.__code__, {**globals(), "__name__": "course_utils.questions.ps9_example"}, closure=probe.__closure__
    )
    case = Case("one", (torch.zeros(1, 1, 28, 28),))
    question = Question(
        "given", "Given", Section("ps9_example", "1. Activations"), lambda rng: [case],
        oracle=lambda images: given.eval()(images), probe=probe,
    )  # fmt: skip
    seen = observe(question, case, lambda network, images: network(images))
    assert judge_case(question, case, seen).passed


def test_a_profiler_that_was_there_before_is_there_after():
    import sys

    def mine(*args):
        pass

    sys.setprofile(mine)
    try:
        with OperationRecorder():
            torch.zeros(1)
        assert sys.getprofile() is mine
    finally:
        sys.setprofile(None)
