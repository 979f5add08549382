"""Calling an answer: whatever it does becomes an observation, and the case is never harmed."""

import time

import pytest
import torch

from course_utils.checking.observe import HOPELESS_RUNS, TIMING_RUNS, best_times, observe
from course_utils.questions import find_question
from course_utils.questions.question import Aspect


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


def test_an_answer_is_tried_with_gradients_also_where_a_cell_has_left_them_off(question, case):
    with torch.no_grad():
        seen = observe(question, case, lambda *_, **__: torch.is_grad_enabled())
        assert seen.value is True and not torch.is_grad_enabled()
