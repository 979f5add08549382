"""Calling an answer: whatever it does becomes an observation, and the case is never harmed."""

import sys
import time
from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from course_utils.checking.evidence import encode
from course_utils.checking.observe import HOPELESS_RUNS, TIMING_RUNS, best_times, observe
from course_utils.checking.verdict import judge_case
from course_utils.questions import find_question
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Aspect, Forbidden


@pytest.fixture
def question():
    return find_question("conv2d")


@pytest.fixture
def case(question):
    return question.public_cases()[0]


def test_a_returned_tensor_is_carried(question, case):
    seen = observe(question, case, lambda image, kernel, **_: image * 2)
    assert seen.status == "returned" and torch.equal(seen.value, case.args[0] * 2) and seen.mutated == ()


@pytest.mark.parametrize("position", [0, 1])
def test_a_changed_argument_is_noticed_and_the_case_stays(question, case, position):
    before = case.args[position].clone()

    def answer(*args, **_):
        args[position].mul_(2)
        return args[0]

    assert observe(question, case, answer).mutated == (position,)
    assert torch.equal(case.args[position], before)


def test_an_error_names_the_students_own_line(question, case):
    source = "def conv2d(image, kernel, stride=1, padding=0):\n    out = []\n    return torch.stack(out)\n"
    import linecache

    linecache.cache["<their cell>"] = (len(source), None, source.splitlines(keepends=True), "<their cell>")
    namespace = {"torch": torch}
    exec(compile(source, "<their cell>", "exec"), namespace)
    seen = observe(question, case, namespace["conv2d"])
    assert seen.status == "raised" and seen.error.type_name == "RuntimeError"
    assert seen.error.line == "return torch.stack(out)" and seen.error.line_number == 3


@pytest.mark.parametrize(("pause", "runs"), [(0.01, HOPELESS_RUNS), (0, TIMING_RUNS)])
def test_what_is_hopelessly_slow_is_not_timed_to_the_end(pause, runs):
    called = []

    def answer():
        called.append(time.sleep(pause) if pause else None)

    best_times(answer, lambda: None, enough=100.0)  # a pause of 10 ms is thousands of empty calls
    assert len(called) == runs


@pytest.mark.parametrize("aspect", [Aspect.SPEED, Aspect.NO_PIXEL_LOOP])
def test_who_answers_otherwise_when_called_again_has_answered_otherwise(aspect):
    question = find_question("conv2d_fast")
    case = next(case for case in question.public_cases() if case.aspect is aspect)
    right = question.oracle(*case.args, **case.options)
    answers = iter([right])  # the first call computes, slowly and in a loop; what is timed and counted does not
    seen = observe(question, case, lambda *args, **options: next(answers, torch.zeros_like(right)))
    assert torch.equal(seen.value, torch.zeros_like(right))


@pytest.mark.parametrize("aspect", [Aspect.SPEED, Aspect.NO_PIXEL_LOOP])
def test_what_is_called_only_when_it_is_timed_or_counted_is_seen(aspect):
    question = find_question("conv2d_fast")
    case = next(case for case in question.public_cases() if case.aspect is aspect)
    known = [question.oracle(*case.args, **case.options)]  # computed before anybody looks
    seen = observe(question, case, lambda *args, **options: known.pop() if known else question.oracle(*args, **options))
    assert any("convolution" in name for name in seen.operations)


def in_numbers(images, weight, bias=None, stride=1, padding=0):
    """With a loop over the pixels, and nothing that PyTorch would count there."""
    given, kernels = F.pad(images, (padding,) * 4).numpy(), weight.numpy()
    height, width = ((n - k) // stride + 1 for n, k in zip(given.shape[2:], kernels.shape[2:], strict=True))
    out = np.zeros((len(given), len(kernels), height, width), given.dtype)
    for row in range(height):
        for column in range(width):
            window = given[:, :, row * stride :, column * stride :][:, :, : kernels.shape[2], : kernels.shape[3]]
            out[:, :, row, column] = np.einsum("ncij,ocij->no", window, kernels)
    return torch.from_numpy(out) + (0 if bias is None else bias[:, None, None])


def remembering(answer, key):
    known = {}

    def remembers(images, weight, *others, **options):
        if (what := key(images, weight, options)) not in known:
            known[what] = answer(images, weight, *others, **options)
        return known[what].clone()

    return remembers


def by_values(images, weight, options):
    return images.numpy().tobytes(), weight.numpy().tobytes(), *options.items()


def by_shape(images, weight, options):
    return images.shape, weight.shape, *options.items()


def of_fast(aspect, answer):
    """What becomes of the first case about this aspect, whatever the answer calls."""
    question = replace(find_question("conv2d_fast"), forbidden=Forbidden())
    case = next(case for case in question.public_cases() if case.aspect is aspect)
    return judge_case(question, case, observe(question, case, answer))


@pytest.mark.parametrize("aspect", [Aspect.SPEED, Aspect.NO_PIXEL_LOOP])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (in_numbers, Outcome.WRONG),
        (remembering(in_numbers, by_values), Outcome.WRONG),  # values that it has seen are looked up
        (remembering(find_question("conv2d_fast").oracle, by_shape), Outcome.WRONG_TYPE_OR_SHAPE),
    ],
    ids=["a loop", "a loop whose results are kept by their input", "results that are kept by their shape"],
)
def test_what_an_answer_remembers_makes_it_neither_fast_nor_right(aspect, answer, outcome):
    assert of_fast(aspect, answer).outcome is outcome


@pytest.mark.parametrize("aspect", [Aspect.SPEED, Aspect.NO_PIXEL_LOOP])
def test_an_answer_may_keep_what_goes_by_the_shape(aspect):
    places = {}

    def answer(images, weight, bias, stride=1, padding=0):
        given, rows, columns = F.pad(images, (padding,) * 4), *weight.shape[2:]
        if given.shape not in places:
            down = torch.arange(0, given.shape[2] - rows + 1, stride)[:, None] + torch.arange(rows)
            across = torch.arange(0, given.shape[3] - columns + 1, stride)[:, None] + torch.arange(columns)
            places[given.shape] = down[:, None, :, None], across[None, :, None, :]
        windows = given[(slice(None), slice(None), *places[given.shape])]
        return torch.einsum("nchwij,ocij->nohw", windows, weight) + bias[:, None, None]

    assert of_fast(aspect, answer).outcome is Outcome.CORRECT


def test_no_clock_of_the_answers_is_asked(monkeypatch):
    def answer(*args, **options):
        monkeypatch.setattr(time, "perf_counter", lambda: 0.0)
        return in_numbers(*args, **options)

    question = find_question("conv2d_fast")
    case = next(case for case in question.public_cases() if case.aspect is Aspect.SPEED)
    assert observe(question, case, answer).seconds > 0


def test_what_is_computed_while_a_value_is_read_is_seen(monkeypatch, question, case):
    def late(tensor):
        monkeypatch.undo()
        tensor.copy_(question.oracle(*case.args, **case.options))
        return torch.float32

    def answer(*args, **options):
        monkeypatch.setattr(torch.Tensor, "dtype", property(late), raising=False)
        return torch.zeros_like(right)

    right = question.oracle(*case.args, **case.options)
    assert any("convolution" in name for name in observe(question, case, answer).operations)


def test_an_encode_that_an_answer_has_put_into_place_is_not_asked(monkeypatch, question, case):
    def answer(image, kernel, **options):
        late = lambda _: encode(question.oracle(image, kernel, **options))  # noqa: E731
        monkeypatch.setattr(sys.modules[observe.__module__], "encode", late)
        return image

    assert torch.equal(observe(question, case, answer, None, monkeypatch.undo).value, case.args[0])


@pytest.mark.parametrize("ends", [None, ValueError("and breaks off"), KeyboardInterrupt()], ids=repr)
def test_whatever_an_answer_has_replaced_is_put_back_before_it_is_relied_on(monkeypatch, question, case, ends):
    def answer(image, kernel, **_):
        for name in ("decode", "note_error", "Observation"):
            monkeypatch.setattr(sys.modules[observe.__module__], name, None)
        if ends is not None:
            raise ends
        return image

    seen = observe(question, case, answer, 5.0, monkeypatch.undo)
    assert seen.status == {type(None): "returned", ValueError: "raised"}.get(type(ends), "timed out")


def test_leaving_python_is_an_error_like_others(question, case):
    seen = observe(question, case, lambda *args, **options: exit(3))
    assert seen.status == "raised" and seen.error.type_name == "SystemExit"


def test_an_endless_loop_is_stopped_even_if_it_catches_everything(question, case):
    def answer(*args, **options):
        while True:
            try:
                while True:
                    pass
            except Exception:
                pass

    assert observe(question, case, answer, seconds_limit=0.2).status == "timed out"


def test_waiting_does_not_use_up_the_time_of_a_case(question, case):
    def answer(image, kernel, **options):
        time.sleep(0.3)
        return image

    assert observe(question, case, answer, seconds_limit=0.2).status == "returned"


def test_an_interrupt_is_the_students_own_without_a_limit(question, case):
    def answer(*args, **options):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        observe(question, case, answer)
    assert observe(question, case, answer, seconds_limit=5).status == "timed out"


def test_speed_is_measured_beside_the_oracle():
    question = find_question("conv2d_fast")
    case = next(case for case in question.public_cases() if case.aspect is Aspect.SPEED)
    seen = observe(question, case, question.oracle)
    assert seen.seconds > 0 and seen.reference_seconds > 0


def test_a_gradient_that_is_cut_off_is_told():
    question = find_question("conv2d_layer")
    case = question.public_cases()[0]
    assert observe(question, case, question.oracle).gradient == ""
    assert "no gradient" in observe(question, case, lambda *args, **o: question.oracle(*args, **o).detach()).gradient


def test_another_gradient_is_told_in_words_for_every_question():
    question = find_question("conv2d_layer")

    def half(image, *args, **options):
        return question.oracle((image + image.detach()) / 2, *args, **options)

    told = observe(question, question.public_cases()[0], half).gradient
    assert told == "the gradient that flows back through your answer is not that of the right answer"


def leaves_switches_over(image, kernel, stride=1, padding=0):
    torch.set_grad_enabled(False)
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(torch.get_num_threads() + 1)
    torch.use_deterministic_algorithms(True, warn_only=True)
    raise ValueError("and breaks off")


def test_a_switch_that_an_answer_leaves_over_spoils_no_other_answer(question, case):
    def switches():
        return (
            torch.is_grad_enabled(),
            torch.get_default_dtype(),
            torch.get_num_threads(),
            torch.are_deterministic_algorithms_enabled(),
        )

    before = switches()
    observe(question, case, leaves_switches_over)
    assert switches() == before


def test_an_answer_is_tried_with_the_usual_dtype_also_where_a_cell_has_set_another(question, case):
    torch.set_default_dtype(torch.float64)
    try:
        assert observe(question, case, lambda *_, **__: torch.zeros(1)).value.dtype is torch.float32
        assert torch.get_default_dtype() is torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


def test_an_answer_is_tried_with_gradients_also_where_a_cell_has_left_them_off(question, case):
    with torch.no_grad():
        seen = observe(question, case, lambda *_, **__: torch.is_grad_enabled())
        assert seen.value is True and not torch.is_grad_enabled()
