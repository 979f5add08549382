"""However a forbidden operation is spelled, it is seen; and what is allowed is not taken for it."""

import cProfile
import dataclasses
import multiprocessing
import subprocess
import sys
import threading
from functools import partial, wraps
from multiprocessing import resource_tracker
from types import FunctionType

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from tqdm import tqdm

from course_utils import augment, hooks, models, training
from course_utils.checking.dispatched import DispatchedOperators, end_profile
from course_utils.checking.observe import observe
from course_utils.checking.operations import MANY, NOTHING, OperationRecorder, course_function
from course_utils.checking.verdict import forbidden_operations, judge_case, out_of_sight
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


def below_a_guard(image, kernel):
    with torch._C._ExcludeDispatchKeyGuard(torch._C.DispatchKeySet(torch._C.DispatchKey.Python)):
        return F.conv2d(image[None, None], kernel[None, None])[0, 0]


def after_many(image, kernel):
    below_a_guard(image, kernel)
    weight = kernel.clone().requires_grad_()
    for _ in range(MANY // 5):
        (weight * 2).sum().backward()
    return image


@torch.library.custom_op("course_tests::slide", mutates_args=())
def slide(image: torch.Tensor, kernel: torch.Tensor) -> torch.Tensor:
    return F.conv2d(image[None, None], kernel[None, None])[0, 0].clone()


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
    "handed to NumPy": lambda image, kernel: torch.from_numpy(
        np.apply_along_axis(np.convolve, 1, image.numpy(), kernel[0].numpy())
    ),
    "handed to an object of NumPy's": lambda image, kernel: torch.from_numpy(
        np.vectorize(np.correlate, signature="(n),(m)->(k)")(image.numpy(), kernel[0].numpy())
    ),
    "another name of NumPy's": lambda image, kernel: torch.from_numpy(
        np.asarray(np.ma.convolve(image[0].numpy(), kernel[0].numpy()))
    ),
    "below a guard": lambda image, kernel: below_a_guard(image, kernel),
    "below a guard, after many operations and a backward pass": lambda image, kernel: after_many(image, kernel),
    "a custom operator": lambda image, kernel: slide(image, kernel),
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
    "a function that is handed to NumPy": lambda image, kernel: np.apply_along_axis(
        np.dot, 1, image.numpy(), kernel.flatten()[:7].numpy()
    ),
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


def observed(answer, question="conv2d"):
    question = find_question(question)
    return observe(question, question.public_cases()[0], lambda *args, **options: answer())


def hidden(answer, forbidden=NOTHING):
    return out_of_sight(forbidden, observed(answer))


def test_what_runs_below_is_kept_apart_from_the_operations():
    def answer():
        return below_a_guard(IMAGE, KERNEL), F.linear(IMAGE, IMAGE)

    with OperationRecorder(forbidden=find_question("conv2d").forbidden) as recorder:
        answer()
    assert not any("conv" in name for name in recorder.operations) and "aten::conv2d" in recorder.calls
    with OperationRecorder() as unasked:  # where nothing is forbidden, nothing is told
        answer()
    assert unasked.operations == recorder.operations and not unasked.calls


def test_what_is_seen_is_told_once():
    seen = observed(lambda: F.softmax(IMAGE, 1), "softmax")
    assert forbidden_operations(find_question("softmax").forbidden, seen) == ["aten._softmax"]


def test_where_every_operation_is_forbidden_a_tensor_may_be_printed():
    name = "conv_output_size"
    seen = observed(lambda: print(IMAGE), name)
    assert not forbidden_operations(find_question(name).forbidden, seen)
    seen = observed(lambda: below_a_guard(IMAGE, KERNEL), name)
    assert forbidden_operations(find_question(name).forbidden, seen)


def test_a_check_inside_a_profile_is_recorded_all_the_same():
    with torch.profiler.profile() as profile:
        seen = observed(lambda: F.conv2d(IMAGE[None, None], KERNEL[None, None]))
    assert "aten.convolution" in seen.operations and not out_of_sight(find_question("conv2d").forbidden, seen)
    assert any(event.name == "aten::conv2d" for event in profile.events())


def test_many_operations_take_no_more_room_than_a_few():
    with OperationRecorder() as recorder:
        IMAGE + 1
        assert not recorder._below.names
        for _ in range(MANY):
            IMAGE * 1
        assert {"aten::add", "aten::mul"} <= recorder._below.names


def test_a_profile_goes_on_through_a_backward_pass():
    with DispatchedOperators() as below:
        weight = KERNEL.clone().requires_grad_()
        weight.register_hook(lambda gradient: below.make_room())
        (weight * 2).sum().backward()
        below_a_guard(IMAGE, KERNEL)
    assert "aten::conv2d" in below.names and not below.switched_off


def test_a_profile_that_was_left_on_is_ended():
    for profile in (torch.profiler.profile(), torch.autograd.profiler.profile(use_kineto=False)):
        profile.__enter__()
        end_profile()
        assert not torch.autograd._profiler_enabled()


def in_a_thread():
    thread = threading.Thread(target=print)
    thread.start()
    thread.join()


def other_profiler():
    sys.setprofile(None)


def for_a_while():
    kept = sys.getprofile()
    sys.setprofile(None)
    sys.setprofile(kept)


OUT_OF_SIGHT = {
    "a thread": (in_a_thread, ["threading.Thread"]),
    "another profiler": (other_profiler, ["sys.setprofile"]),
    "another profiler for a while": (for_a_while, ["sys.setprofile"]),
    "a profiler in C": (lambda: cProfile.Profile().runcall(int), ["sys.setprofile"]),
}


@pytest.mark.parametrize("way", OUT_OF_SIGHT)
def test_what_leads_out_of_sight_is_refused_whatever_is_forbidden(way):
    answer, told = OUT_OF_SIGHT[way]
    assert hidden(answer) == hidden(answer, Forbidden(lent=("course_utils.hooks.*",))) == told
    assert hidden(answer, Forbidden(lent=("course_utils.*",))) == []


def test_an_answer_that_ends_the_profile_of_its_operators_hides_them():
    def answer():
        torch.autograd._disable_profiler_legacy()

    assert hidden(answer, find_question("conv2d").forbidden) == ["torch.autograd.profiler"]
    assert hidden(answer) == []


def test_bars_of_tqdm_are_ordinary():
    def answer():
        return [number for number in tqdm(range(3))]

    resource_tracker._resource_tracker._stop()
    interval = tqdm.monitor_interval
    if tqdm.monitor is not None:  # of another test
        tqdm.monitor.exit()
        tqdm.monitor = None
    assert hidden(answer) == [] and tqdm.monitor is None and tqdm.monitor_interval == interval
    # Where processes are not forked, its lock starts one of Python's own.
    assert hidden(multiprocessing.get_context("spawn").RLock) == []
    assert hidden(lambda: subprocess.run(["true"])) == ["subprocess.Popen"]


def test_a_function_that_wraps_itself_is_its_own():
    def answer():
        pass

    assert course_function(wraps(answer)(answer)) == ""


def test_the_courses_network_behind_a_list_is_no_answer():
    kept = models.MnistCNN()

    class Hiding(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = [kept]

        def forward(self, images):
            return self.hidden[0](images)

    question = find_question("MnistCNN")
    verdicts = [judge_case(question, case, observe(question, case, Hiding)) for case in question.public_cases()]
    told = [verdict.reason for verdict in verdicts if verdict.outcome is Outcome.FORBIDDEN]
    assert told and all("It calls course_utils.models.MnistCNN" in reason for reason in told)


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
    def mine(*args):
        pass

    sys.setprofile(mine)
    try:
        with OperationRecorder():
            torch.zeros(1)
        assert sys.getprofile() is mine
    finally:
        sys.setprofile(None)
