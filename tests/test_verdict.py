"""The order of judging — type, shape, dtype, finite, values, input — and the rule that no evidence earns nothing."""

import dataclasses
from functools import cache

import numpy as np
import pytest
import torch

from course_utils.checking.compare import Tolerance, same
from course_utils.checking.evidence import Observation, Opaque
from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge, judge_case
from course_utils.questions import all_questions, find_question, problem_sets, questions_of
from course_utils.questions.outcome import Outcome
from course_utils.questions.question import PUBLIC_SEED, Aspect, Forbidden

COMPARED = [question for question in all_questions() if question.oracle is not None]
WITHOUT_TENSORS = {"ps2_shapes_and_parameters", "ps6_filters_and_activations"}  # they ask for numbers, or are probed


def judged(answer, name="conv2d"):
    question = find_question(name)
    cases = question.public_cases()
    return judge(question, cases, [observe(question, case, answer) for case in cases])


def right(image, kernel, stride=1, padding=0):
    """Right without a forbidden operation: a convolution as a sum of shifted images."""
    padded = torch.nn.functional.pad(image, (padding,) * 4)
    rows, columns = ((size - side) // stride + 1 for size, side in zip(padded.shape, kernel.shape, strict=True))
    out = image.new_zeros(rows, columns)
    for a in range(kernel.shape[0]):
        for b in range(kernel.shape[1]):
            out += (
                kernel[a, b]
                * padded[a : a + rows * stride : stride, b : b + columns * stride : stride][:rows, :columns]
            )
    return out


def test_a_right_answer_is_correct():
    verdict = judged(right)
    assert verdict.outcome is Outcome.CORRECT and verdict.credit == 1 and verdict.diagnosis is None


@pytest.mark.parametrize(
    ("spoil", "outcome", "says"),
    [
        (lambda out: None, Outcome.WRONG_TYPE_OR_SHAPE, "None"),
        (lambda out: out.numpy(), Outcome.WRONG_TYPE_OR_SHAPE, "numpy.ndarray"),
        (lambda out: out.tolist(), Outcome.WRONG_TYPE_OR_SHAPE, "list"),
        (lambda out: out[None], Outcome.WRONG_TYPE_OR_SHAPE, "shape is 1×"),
        (lambda out: out.half(), Outcome.WRONG_TYPE_OR_SHAPE, "float16"),
        (lambda out: out / 0, Outcome.WRONG, "not a finite number"),
        (lambda out: out + 1, Outcome.WRONG, "the first at [0, 0]"),
    ],
)
def test_the_first_thing_that_is_wrong_is_said(spoil, outcome, says):
    verdict = judged(lambda *args, **options: spoil(right(*args, **options)))
    assert verdict.credit == 0 and verdict.outcome is outcome and says in verdict.reason


def misspelled(image, kernel, stride=1, padding=0):
    return image * kernal  # noqa: F821


def over_the_edge(image, kernel, stride=1, padding=0):
    return image[image.shape[0]]


def shapes_differ(image, kernel, stride=1, padding=0):
    return image + torch.ones(101, 1, 3)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (misspelled, "did you mean `kernel`?"),
        (over_the_edge, "the last one has the number n − 1"),
        (shapes_differ, "two sizes that have to be the same"),
        (lambda image, kernel, stride, padding: image, "The check calls `conv2d(image, kernel)`"),
        (None, "`conv2d` is None, not a function"),
        (torch.ones(2), "`conv2d` is of the type Tensor, not a function"),
        (lambda *args, **options: right(*args, **options)[None, None], "2 axes of size 1 too many in front"),
        (lambda *args, **options: right(*args, **options) * float("nan"), "a log of 0"),
        (lambda *args, **options: right(*args, **options).T, "The shape is"),
    ],
)
def test_advice_leads_to_the_place_where_an_error_says_little(answer, says):
    reason = judged(answer).reason
    assert says in reason
    assert reason.endswith(".") or reason.endswith("?")


def test_values_rounded_to_four_decimals_are_right():
    assert judged(lambda *args, **options: right(*args, **options).round(decimals=4)).outcome is Outcome.CORRECT


def test_float32_for_a_float64_image_is_told_and_costs_nothing():
    verdict = judged(lambda *args, **options: right(*args, **options).float())
    assert verdict.outcome is Outcome.CORRECT and any("float32" in note for note in verdict.notes)


def test_one_wrong_value_is_found_where_it_is():
    def answer(*args, **options):
        out = right(*args, **options)
        out[-1, -1] += 0.5
        return out

    failure = next(case for case in judged(answer).cases if not case.passed)
    assert failure.first_wrong == tuple(size - 1 for size in failure.expected.shape)


def test_partial_credit_is_the_share_of_cases():
    verdict = judged(lambda image, kernel, stride=1, padding=0: right(image, kernel, 1, padding))
    with_stride = sum("stride" in case.options for case in find_question("conv2d").public_cases())
    assert verdict.passed == len(verdict.cases) - with_stride and 0 < verdict.credit < 1


def test_an_answer_that_leaves_a_kind_of_input_out_is_an_answer():
    def answer(image, kernel, stride=1, padding=0):
        if padding:
            raise NotImplementedError("padding comes tomorrow")
        return right(image, kernel, stride)

    verdict = judged(answer)
    assert verdict.outcome is Outcome.RAISED and verdict.passed
    assert "isn't handled yet" in verdict.reason and "padding comes tomorrow" in verdict.reason
    assert "There is no answer yet" not in "".join(case.reason for case in verdict.cases)


def test_an_answer_that_only_says_there_is_none_is_none():
    def answer(*_args, **_options):
        raise NotImplementedError()

    verdict = judged(answer)
    assert {verdict.outcome, *(case.outcome for case in verdict.cases)} == {Outcome.NOT_ANSWERED}


def test_changing_the_input_costs_its_own_cases_and_no_others():
    def answer(image, kernel, stride=1, padding=0):
        out = right(image, kernel, stride, padding)
        image += 1
        return out

    verdict = judged(answer)
    own = [case for case in verdict.cases if case.case.aspect is Aspect.INPUT_UNCHANGED]
    assert own and [case for case in verdict.cases if not case.passed] == own
    assert verdict.diagnosis.misconception.name == "input_mutated"


def test_a_forbidden_operation_earns_nothing_however_right_it_is():
    verdict = judged(find_question("conv2d").oracle)
    assert verdict.outcome is Outcome.FORBIDDEN and verdict.credit == 0
    assert verdict.diagnosis.misconception.name == "library_call"


def test_a_slow_answer_is_compared_with_no_function_that_only_one_question_is_about():
    question = find_question("conv2d_fast")
    case = next(case for case in question.public_cases() if case.aspect is Aspect.SPEED)
    value = question.oracle(*case.args, **case.options)
    seen = Observation("returned", value=value, seconds=1000.0, reference_seconds=1.0)
    verdict = judge_case(question, case, seen)
    assert verdict.outcome is Outcome.WRONG and "1,000 times as long as PyTorch's own function" in verdict.reason


@cache  # the same objects every time: what mistakes foretell of them is worked out once
def public_cases(name, problem_set):
    return find_question(name, problem_set).public_cases()


@pytest.mark.parametrize("question", all_questions(), ids=lambda q: f"{q.asked_in}-{q.name}")
def test_no_evidence_is_zero_with_a_reason(question):
    cases = public_cases(question.name, question.asked_in)
    verdict = judge(question, cases, [None] * len(cases))
    assert verdict.credit == 0 and verdict.outcome is Outcome.UNGRADABLE and verdict.reason


@pytest.mark.parametrize(
    "value", [None, True, 0.1234, float("nan"), "right", [], {}, Opaque("mine.AlwaysEqual", (3, 3)), torch.zeros(0)]
)
@pytest.mark.parametrize("question", all_questions(), ids=lambda q: f"{q.asked_in}-{q.name}")  # one after the other
def test_no_value_of_another_kind_is_ever_right(question, value):
    cases = public_cases(question.name, question.asked_in)
    verdict = judge(question, cases, [Observation("returned", value=value)] * len(cases))
    assert verdict.credit == 0


@pytest.mark.parametrize("name", problem_sets())
def test_an_answer_of_zeros_is_never_right(name):
    questions = filter(returns_tensors, questions_of(name).values())
    credits = {question.name: credit_of_zeros(question) for question in questions}
    assert credits == dict.fromkeys(credits, 0.0) and bool(credits) is (name not in WITHOUT_TENSORS)


def returns_tensors(question):
    """Whether an answer is a function that has to return one tensor."""
    return question.oracle is not None and question.probe is None and all(
        isinstance(question.oracle(*case.args, **case.options), torch.Tensor)
        for case in question.public_cases() if case.property is None
    )  # fmt: skip


def credit_of_zeros(question):
    open_question = dataclasses.replace(question, forbidden=Forbidden())
    cases = question.public_cases()
    zeros = [observe(open_question, case, lambda *a, **o: torch.zeros_like(question.oracle(*a, **o))) for case in cases]
    return judge(open_question, cases, zeros).credit


@pytest.mark.parametrize("question", COMPARED, ids=lambda q: f"{q.asked_in}-{q.name}")
@pytest.mark.parametrize("seed", range(3))
def test_the_cases_of_every_seed_tell_the_oracle_from_every_mistake(question, seed):
    """A mistake that some seed's cases would let pass would be luck for the student who makes it."""
    cases = question.cases(np.random.default_rng(seed))
    for misconception in question.misconceptions:
        for wrong in misconception.oracles:
            compared = [case for case in cases if case.property is None]
            assert any(_differs(question, wrong, case) for case in compared), misconception.name


def _differs(question, wrong, case):
    from course_utils.checking.foretold import predicted, same_values

    foretold = predicted(wrong, case)
    return foretold is None or not same_values(question, foretold, question.oracle(*case.args, **case.options))


def test_the_public_cases_are_always_the_same():
    """Drawn anew: a question may keep those that it gave before."""
    for question in all_questions():
        drawn_again = question.cases(np.random.default_rng(PUBLIC_SEED))
        for one, other in zip(question.public_cases(), drawn_again, strict=True):
            assert same(contents(one), contents(other), Tolerance(0.0, 0.0)), f"{question.name}: {one.name}"


def contents(case):
    """What may be drawn for a case, with what its property knows."""
    known = getattr(case.property, "__dict__", {})  # of a function it is empty
    return [case.name, case.aspect, case.args, case.options, case.smaller, known]
