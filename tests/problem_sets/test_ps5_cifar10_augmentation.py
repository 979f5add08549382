"""What is special about problem set 5: random answers with bounds, weights given by use, and a bar for accuracy.

How often a right network falls short of the bar is measured by `python -m benchmarks.trained`. Of 80 networks, 16 of
each of five recipes, none failed, and the worst of their 320 shares is 27.7 %, where 18 % are asked. If the logits of
the shares are normally distributed, each recipe fails less than once in 2,000 times, with 95 % confidence; the one with
the least room is never shown a shifted image, and still reads 33.7 % of them with a standard deviation of 3.8 %.
"""

import math
import random
from contextlib import nullcontext
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from autograder.answer_keys import graded_question
from course_utils import augment
from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge
from course_utils.models import CifarCNN
from course_utils.questions import find_question
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps5_cifar10_augmentation import (
    crop_places,
    drawing,
    network_trials,
    pipeline_trials,
    random_crop,
    random_flip,
    trained,
)

PROBLEM_SET = "ps5_cifar10_augmentation"


def judged(name, answer, seed=3):
    question = find_question(name, PROBLEM_SET)
    # The lectures' own functions are tried here, too.
    question = replace(question, forbidden=replace(question.forbidden, lent=("course_utils.*",)))
    cases = question.cases(np.random.default_rng(seed))
    return judge(question, cases, [observe(question, case, answer) for case in cases])


def binomial_outside(n, p, margin):
    """The exact probability that a binomial number is further than `margin` from its mean."""
    outside = [k for k in range(n + 1) if abs(k - n * p) > margin]
    ways = [math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in outside]
    logs = [way + k * math.log(p) + (n - k) * math.log1p(-p) for way, k in zip(ways, outside, strict=True)]
    return sum(map(math.exp, logs))


MANY, SEVERAL = random_flip.MANY, random_flip.SEVERAL
FLIPS = [
    (MANY * random_flip.BATCH, 0.5),
    (MANY * random_flip.BATCH, 0.125),
    (SEVERAL * random_flip.BATCH, 0.5),
    (MANY, 0.5),
]


@pytest.mark.parametrize(("n", "p"), FLIPS)
def test_a_right_flip_misses_its_bounds_less_than_once_in_a_million(n, p):
    assert binomial_outside(n, p, drawing.UNLIKELY * math.sqrt(n * p * (1 - p))) < 1e-6


def test_a_right_crop_misses_its_bounds_less_than_once_in_a_million():
    for places, calls in ((25, random_crop.TO_SEE_25), (9, random_crop.TO_SEE_9)):
        assert places * (1 - 1 / places) ** (calls * random_crop.BATCH) < 1e-6  # that some place never occurs
    draws, share = random_crop.TO_COUNT * random_crop.BATCH, 1 / 3
    outside = binomial_outside(draws, share, drawing.UNLIKELY * math.sqrt(draws * share * (1 - share)))
    assert 2 * 3 * outside < 1e-6


def test_the_bounds_of_the_crop_tell_rounding_from_an_even_draw():
    draws = random_crop.TO_COUNT * random_crop.BATCH
    margin = drawing.UNLIKELY * math.sqrt(draws / 3 * 2 / 3)
    assert draws * (1 / 3 - 1 / 4) > margin  # rounded, each outer place has a quarter


def test_places_are_found_for_every_window_and_for_nothing_else():
    images = random_flip.different_images(np.random.default_rng(0), 9, 2, 4, 6)
    found = [[top, left] for top in range(3) for left in range(3)]
    padded = nn.functional.pad(images, (1, 1, 1, 1))
    windows = torch.stack([padded[i, :, t : t + 4, s : s + 6] for i, (t, s) in enumerate(found)])
    assert crop_places.places(images, windows[None], 1)[0].tolist() == found
    windows[3, 1, 2, 2] += 1 / 64
    assert crop_places.places(images, windows[None], 1) is None
    assert crop_places.places(images, images.roll(1, 0)[None], 1) is None  # windows, but of other images


def shift_only(**crop):
    import kornia.augmentation as K

    class Augment(nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = nn.Sequential(K.RandomCrop((32, 32), **crop), K.RandomHorizontalFlip())

        def forward(self, images):
            return self.steps(images) if self.training else images

    return Augment


def batches_of(part):
    """How many batches the case with this in its name sends through a pipeline in training."""
    return next(c.args[2] for c in pipeline_trials.cases(np.random.default_rng(0)) if part in c.name)


def test_a_shift_by_four_pixels_misses_its_bounds_less_than_once_in_a_million():
    batches, places = batches_of("shifted"), 9
    images, moved = pipeline_trials.BATCH * batches, 1 - 1 / places**2
    all_short = (5 / places) ** (2 * images)  # no row and no column is 3 or 4 away from the middle
    a_batch_rests = batches * (1 - moved) ** pipeline_trials.BATCH
    too_few = binomial_outside(images, moved, (moved - pipeline_trials.SHIFTED) * images)
    assert all_short + a_batch_rests + too_few < 1e-6


def test_a_crop_that_is_off_in_half_of_the_batches_passes_less_than_once_in_four_thousand():
    assert 0.5 ** (batches_of("shifted") + batches_of("its own way")) < 1 / 4_000


@pytest.mark.parametrize(("pixels", "passes"), [(1, False), (2, False), (4, True), (6, False), (8, False)])
def test_the_spot_shows_how_far_images_are_shifted(pixels, passes):
    verdict = judged("make_augmentation", shift_only(padding=pixels))
    shifted = next(case for case in verdict.cases if case.case.name.startswith("shifted"))
    assert shifted.passed is passes


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU, where a generator of the CPU is an error")
@pytest.mark.parametrize(("name", "amount"), [("random_flip", 0.5), ("random_crop", 2)])
def test_on_a_gpu_what_passes_runs_and_what_is_told_breaks_off(name, amount):
    images = torch.rand(6, 3, 5, 4, device="cuda")

    def call(answer):
        return answer(images, amount, torch.Generator("cuda").manual_seed(0))

    assert call(getattr(augment, name)).device == images.device
    with pytest.raises(RuntimeError, match="device type for generator"):
        call(lambda images, _, generator: torch.rand(len(images), generator=generator))


def test_a_draw_that_names_no_device_is_told_without_a_gpu():
    def flip(images, p, generator):
        mirror = torch.rand(len(images), generator=generator) < p
        return torch.where(mirror[:, None, None, None], images.flip(3), images)

    verdict = judged("random_flip", flip)
    assert [case.case.name for case in verdict.cases if not case.passed] == [drawing.ON_THE_DEVICE]
    assert verdict.diagnosis.misconception.name == "drawn_on_the_cpu"


@pytest.mark.parametrize("kind", ["a right answer", "no tensor", "an error"])
def test_what_an_answer_draws_and_seeds_is_put_back_however_it_ends(kind):
    def answer(images, amount, generator):
        torch.manual_seed(1)
        np.random.seed(2)
        random.seed(3)
        if kind == "an error":
            raise ValueError("on purpose")
        return images.clone() if kind == "a right answer" else None

    torch.manual_seed(4)
    expected = torch.rand(1).item(), np.random.get_state()[1].tolist(), random.getstate()
    torch.manual_seed(4)
    with pytest.raises(ValueError, match="on purpose") if kind == "an error" else nullcontext():
        drawing.drawn(answer, torch.rand(2, 3, 4, 4, generator=torch.Generator().manual_seed(0)), 0.5, 7, 3)
    assert (torch.rand(1).item(), np.random.get_state()[1].tolist(), random.getstate()) == expected


def test_weights_are_given_in_the_order_of_use_and_not_of_names_or_registration():
    class Backwards(CifarCNN):
        def __init__(self):
            super().__init__()
            parts = [*self.features, *self.classifier]
            del self.features, self.classifier
            self.z = nn.ModuleList(reversed(parts))

        def forward(self, images):
            for part in reversed(self.z):
                images = part(images)
            return images

    assert judged("CifarCNN", Backwards).credit == 1


def test_a_dropout_is_told_by_its_rate_and_by_how_many_numbers_it_decides_about():
    class Exchanged(CifarCNN):
        def __init__(self):
            super().__init__()
            for layer in self.modules():
                if isinstance(layer, nn.Dropout | nn.Dropout2d):
                    layer.p = 0.1 if isinstance(layer, nn.Dropout2d) else 0.05

    verdict = judged("CifarCNN", Exchanged)
    assert verdict.diagnosis.misconception.name == "dropout_rate"
    assert "'128 at rate 0.1, 4096 at rate 0.05, 512 at rate 0.05', expected '128 at rate 0.05, " in verdict.reason


def test_trials_of_known_mistakes_leave_no_trace_in_each_other():
    """All share one network: other dtypes, other seeds, and an interruption while its weights are written."""
    question = find_question("CifarCNN", PROBLEM_SET)
    case = question.public_cases()[0]
    images, seed, training = case.args
    before = question.oracle(*case.args)
    question.oracle(images.double(), seed, training)
    question.oracle(images, seed + 1, training)
    for misconception in question.misconceptions:
        for wrong in misconception.oracles:
            wrong(*case.args)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(network_trials, "_repeat_into", write_half)
        question.oracle(images, seed + 2, training)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(network_trials, "_repeat_into", write_half)
        question.oracle(*case.args)
    after = question.oracle(*case.args)
    for tensors in (network_trials.SCORES, network_trials.RUNNING):
        assert torch.equal(before.pop(tensors), after.pop(tensors))
    assert before == after


def write_half(parameter, _values):
    parameter.view(-1)[: parameter.numel() // 2] = 7.0
    raise KeyboardInterrupt


def test_the_lectures_own_pipeline_is_no_answer_in_any_case_that_is_graded():
    question = graded_question("make_augmentation", PROBLEM_SET)
    cases = question.cases(np.random.default_rng(0))

    def taught():
        return augment.KorniaAugment()

    graded = judge(question, cases, [observe(question, case, taught, seconds_limit=60.0) for case in cases])
    assert graded.credit == 0 and graded.outcome is Outcome.FORBIDDEN
    tried = judge(question, cases, [observe(question, case, taught) for case in cases])
    assert tried.credit < 1 and tried.diagnosis.misconception is graded.diagnosis.misconception


def random_flip_by_shared_numbers(images, p):
    torch.manual_seed(0)  # repeats, and spoils the numbers of everybody else
    return augment.random_flip(images, p)


def test_seeding_what_everybody_shares_is_told_although_it_repeats():
    verdict = judged("random_flip", lambda images, p, generator: random_flip_by_shared_numbers(images, p))
    assert verdict.diagnosis.misconception.name == "global_random_numbers"


def test_the_images_that_are_graded_are_not_among_those_that_come_with_the_course():
    from course_utils.data import cifar10

    seen = {one.numpy().tobytes() for train in (True, False) for one in cifar10(train, sources=["sample"]).images}
    for seed in range(3):
        case = graded_question("trained", PROBLEM_SET).cases(np.random.default_rng(seed))[0]
        assert not any(image.numpy().tobytes() in seen for image in case.args[0])


def test_the_bar_is_far_from_guessing():
    """Guessing passes a case less than once in 10,000, and it would have to pass all four of them."""
    at_least = math.ceil(trained.BAR * trained.IMAGES)
    guessing = binomial_outside(trained.IMAGES, 0.1, at_least - 0.1 * trained.IMAGES - 1)
    assert guessing < 1e-4


def test_scores_that_know_the_labels_pass_and_guesses_do_not():
    images = trained.sample()
    label_of = {
        image.numpy().tobytes(): label for image, label in zip(images.images, images.labels.tolist(), strict=True)
    }

    def knows(batch):
        labels = [label_of.get(image.numpy().tobytes(), 0) for image in batch]
        return nn.functional.one_hot(torch.tensor(labels), 10).float()

    verdict = judged("trained", knows)
    passed = {case.case.name for case in verdict.cases if case.passed}
    assert "unseen images" in passed and "unseen images, shifted by two pixels" not in passed
    assert judged("trained", lambda batch: torch.zeros(len(batch), 10)).credit == 0


def in_float32(images, mean, std):
    return ((images - mean[:, None, None]) / std[:, None, None]).float()


def back_in_float32(images, mean, std):
    return (images * std[:, None, None] + mean[:, None, None]).float()


@pytest.mark.parametrize(("name", "answer"), [("normalize", in_float32), ("denormalize", back_in_float32)])
def test_float32_for_float64_images_is_worth_a_word(name, answer):
    verdict = judged(name, answer)
    assert verdict.credit == 1 and any("float64" in note for note in verdict.notes)


def test_variances_averaged_over_the_images_are_told_by_their_name():
    """In nearly equal images they come so close to the right ones that the audit could not tell them from rounding."""

    def channel_statistics(images):
        pixels = images.double() / 255
        variances = pixels.square().mean((2, 3)) - pixels.mean((2, 3)) ** 2
        return pixels.mean((0, 2, 3)), variances.mean(0).sqrt()

    verdict = judged("channel_statistics", channel_statistics)
    assert verdict.credit < 1 and verdict.diagnosis.misconception.name == "std_of_each_image"
