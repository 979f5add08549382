"""Problem set 6: what its probes see of what an answer leaves behind, and that its drawn cases are safe and telling."""

import numpy as np
import pytest
import torch
from torch.nn.modules import module

from course_utils import hooks
from course_utils.checking.evidence import Observation
from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps6_filters_and_activations import (
    cam_maps,
    cam_networks,
    capture_activations,
    fgsm,
    filter_grid,
    find_the_bug,
    grad_cam,
    robust_accuracy,
    traces,
    wrong_captures,
)
from course_utils.questions.ps6_filters_and_activations.networks import HEIGHT, WIDTH, layers_of, small_network

SEEDS = range(20)


def case_of(question, part, seed=3):
    return next(case for case in question.cases(np.random.default_rng(seed)) if part in case.name)


@pytest.fixture
def found():
    model = small_network(1, torch.float32, training=True)
    return traces.Found(model, torch.rand(2, 3, HEIGHT, WIDTH))


def test_who_touches_nothing_leaves_nothing(found):
    assert found.afterwards(traces.UNTOUCHED) == traces.UNTOUCHED


@pytest.mark.parametrize(
    ("aspect", "touch", "told"),
    [
        (traces.HOOKS, lambda f: f.model.head.register_forward_hook(print), 1),
        (traces.HOOKS, lambda f: f.model.head[0].register_full_backward_hook(print), 1),
        (traces.HOOKS_OF_ALL, lambda f: module.register_module_forward_hook(lambda *_: None), 1),
        (traces.FORWARDS, lambda f: setattr(f.model.head, "forward", f.model.head.forward), 1),
        (traces.MODES, lambda f: f.model.features[1].eval(), traces.CHANGED),
        (traces.STATISTICS, lambda f: f.model(f.images), traces.CHANGED),
        (traces.GRADIENTS, lambda f: f.model(f.images).sum().backward(), traces.CHANGED),
        (traces.GRADIENTS, lambda f: f.model.zero_grad(), traces.ERASED),
        (traces.GRADIENTS, lambda f: f.model.zero_grad(set_to_none=False), traces.ERASED),
        (traces.REQUIRES_GRAD, lambda f: f.model.head.requires_grad_(False), traces.CHANGED),
        (traces.IMAGES, lambda f: f.images.requires_grad_(), traces.STILL_REQUIRE),
        (traces.IMAGES, lambda f: f.images.mul_(0.5), traces.VALUES_CHANGED),
    ],
)
def test_what_is_left_behind_is_seen(found, aspect, touch, told):
    with traces.without_hooks_of_all():
        touch(found)
        assert found.afterwards([aspect]) == {aspect: told}


def test_hooks_for_all_modules_are_taken_away_and_those_of_others_come_back():
    calls = []
    handle = module.register_module_forward_hook(lambda *_: calls.append("before"))
    try:
        with traces.without_hooks_of_all():
            module.register_module_forward_hook(lambda *_: calls.append("left behind"))
            torch.nn.Identity()(torch.zeros(1))
        torch.nn.Identity()(torch.zeros(1))
    finally:
        handle.remove()
    assert calls == ["left behind", "before"]


def test_the_two_modes_of_the_network_give_different_scores():
    images = torch.rand(3, 3, HEIGHT, WIDTH)
    evaluation, training = (small_network(5, torch.float32, training=mode)(images) for mode in (False, True))
    assert (evaluation - training).abs().max() > 0.1


def test_the_layers_before_an_in_place_relu_are_those_that_the_cases_ask_for():
    names = list(layers_of(small_network(0, torch.float32)))
    for before, relu in wrong_captures.OVERWRITTEN.items():
        assert names.index(relu) == names.index(before) + 1 and before in capture_activations.NAMES
    with torch.no_grad():
        model = small_network(0, torch.float32)
        assert model.get_submodule(relu).inplace


@pytest.mark.parametrize("seed", SEEDS)
def test_maps_are_clear_and_no_asked_class_is_the_favourite(seed):
    for case in grad_cam.cases(np.random.default_rng(seed)):
        (images, classes), options = case.args, case.options
        if options.get("silent"):
            assert not grad_cam.oracle(*case.args, **options).any()
            continue
        model = grad_cam.network(options["seed"], images.dtype)
        assert (model(images).argmax(1) != classes).all() and len(set(classes.tolist())) == len(classes)
        maps = grad_cam.oracle(images, classes, options["seed"], options["layer"])
        assert maps.shape == (len(images), HEIGHT, WIDTH)
        assert torch.allclose(maps.amax((1, 2)), torch.ones(len(images))) and (maps.amin((1, 2)) < 0.5).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_one_map_is_zero_nowhere(seed):
    for case in grad_cam.cases(np.random.default_rng(seed)):
        if not case.options["looks_at"] and not case.options.get("silent"):
            maps = grad_cam.oracle(*case.args, **case.options)
            assert "zero nowhere" not in case.name or maps.min() > 0.05


def only_enlarged(heat, images):
    return cam_maps.enlarged(heat.relu(), images)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_millionth_in_the_divisor_does_no_harm(seed):
    for case in grad_cam.cases(np.random.default_rng(seed)):
        if not case.options["looks_at"]:
            unscaled = cam_maps.cam(*case.args, **case.options, finish=only_enlarged)
            tops = unscaled.amax((1, 2, 3))
            assert (tops > cam_networks.HIGHEST).all() or case.options.get("silent")


@pytest.mark.parametrize("seed", SEEDS)
def test_no_sign_of_a_gradient_hangs_on_rounding(seed):
    for case in fgsm.cases(np.random.default_rng(seed)):
        (images, labels), network = case.args, case.options["seed"]
        in_float64 = fgsm.oracle(images.double(), labels, 0.1, network)
        assert torch.allclose(fgsm.oracle(images, labels, 0.1, network).double(), in_float64, atol=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_decision_under_attack_hangs_on_rounding(seed):
    for case in robust_accuracy.cases(np.random.default_rng(seed)):
        images, labels = case.args
        in_float64 = robust_accuracy.oracle(images.double(), labels, **case.options)
        assert robust_accuracy.oracle(*case.args, **case.options) == in_float64


@pytest.mark.parametrize("seed", SEEDS)
def test_an_attack_on_the_own_guess_shows_whenever_there_is_an_attack(seed):
    (own,) = next(one for one in robust_accuracy.MISCONCEPTIONS if one.name == "own_guess_attacked").oracles
    for case in robust_accuracy.cases(np.random.default_rng(seed)):
        if case.options["epsilon"] and not case.options["looks_at"]:
            assert own(*case.args, **case.options) != robust_accuracy.oracle(*case.args, **case.options)


@pytest.mark.parametrize("question", [filter_grid.QUESTION, fgsm.QUESTION], ids=lambda question: question.name)
def test_a_result_in_float32_for_float64_is_worth_a_word(question):
    cases = question.public_cases()
    right = [question.oracle(*case.args, **case.options) for case in cases]
    given = [one.float() if isinstance(one, torch.Tensor) else one for one in right]
    seen = [Observation("returned", value=one) for one in given]
    verdict = judge(question, cases, seen)
    assert verdict.outcome is Outcome.CORRECT and any("float32" in note for note in verdict.notes)


def test_an_attack_stays_in_its_ball_and_harms():
    case = fgsm.cases(np.random.default_rng(0))[0]
    (images, labels), network = case.args, small_network(case.options["seed"], torch.float32)
    attacked = fgsm.oracle(*case.args, **case.options)
    assert (attacked - images).abs().max() <= case.options["epsilon"] + 1e-6
    assert attacked.min() >= 0 and attacked.max() <= 1
    loss = torch.nn.functional.cross_entropy
    assert loss(network(attacked), labels) > loss(network(images), labels)


@pytest.mark.parametrize("seed", SEEDS)
def test_attacked_pale_images_leave_their_own_range_and_need_no_clamping(seed):
    case = next(case for case in fgsm.cases(np.random.default_rng(seed)) if "pale" in case.name)
    images, attacked = case.args[0], fgsm.oracle(*case.args, **case.options)
    assert images.min() > 0.2 - 1e-6 > attacked.min() > 0.05 and images.max() < 0.8 + 1e-6 < attacked.max() < 0.95


def test_the_courses_own_hooks_are_no_answer_and_are_told():
    def borrowed(model, names):
        return hooks.capture_activations(model, names)

    cases = capture_activations.cases(np.random.default_rng(0))
    question = capture_activations.QUESTION
    verdict = judge(question, cases, [observe(question, case, borrowed) for case in cases])
    assert verdict.diagnosis.misconception.name == "library_capture"


def test_a_check_leaves_the_students_random_numbers_alone():
    for question in (grad_cam.QUESTION, fgsm.QUESTION, robust_accuracy.QUESTION, find_the_bug.QUESTION):
        torch.manual_seed(7)
        expected = torch.rand(3)
        torch.manual_seed(7)
        for case in question.cases(np.random.default_rng(0))[:2]:
            observe(question, case, lambda *_: torch.zeros(1))
        assert torch.equal(torch.rand(3), expected)


def test_a_square_lies_where_its_number_says():
    image = torch.rand(3, 7, 9)
    masks = find_the_bug.squares(image, size=3, stride=2, steps=None, rows=3, columns=4)
    assert masks.shape == (12, 7, 9)
    expected = torch.zeros(7, 9)
    expected[2:5, 6:9] = 1
    assert torch.equal(masks[1 * 4 + 3], expected)
