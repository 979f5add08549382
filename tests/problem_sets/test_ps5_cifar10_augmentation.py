"""What is special about problem set 5: random answers with bounds, weights given by use, and a bar for accuracy."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from course_utils import augment
from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge
from course_utils.models import CifarCNN
from course_utils.questions import find_question
from course_utils.questions.ps5_cifar10_augmentation import crop_places, drawing, random_crop, random_flip, trained

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


def test_the_random_state_is_as_before_whatever_an_answer_draws():
    torch.manual_seed(5)
    before = torch.get_rng_state()
    judged("random_flip", lambda images, p, generator: random_flip_by_shared_numbers(images, p))
    judged("make_augmentation", augment.KorniaAugment)
    judged("CifarCNN", CifarCNN)
    assert torch.equal(torch.get_rng_state(), before)


def random_flip_by_shared_numbers(images, p):
    torch.manual_seed(0)  # repeats, and spoils the numbers of everybody else
    return augment.random_flip(images, p)


def test_seeding_what_everybody_shares_is_told_although_it_repeats():
    verdict = judged("random_flip", lambda images, p, generator: random_flip_by_shared_numbers(images, p))
    assert verdict.diagnosis.misconception.name == "global_random_numbers"


def test_the_unseen_images_are_not_among_those_for_training():
    from course_utils.data import cifar10

    seen = {image.numpy().tobytes() for image in cifar10(train=True, sources=["sample"]).images}
    assert not any(image.numpy().tobytes() in seen for image in trained.unseen().images)


def test_the_bar_is_far_from_guessing_and_from_a_right_answer():
    """Guessing passes a case less than once in a billion; a right answer misses one less than once in a thousand.

    Sixty trainings of the reference with different seeds, each tried on forty cases of 300 images: none of the 2,400
    was failed. Of all 800 test images they got 43.0 % right (standard deviation 1.5 %), in the worst of their views (as
    they are, mirrored, 15 % brighter). The lowest of all views that were ever measured, 20 % darker ones among them, is
    36.8 %; from there it is reckoned here, for the 260 of the 800 that a case draws.
    """
    at_least = math.ceil(trained.BAR * trained.IMAGES)
    guessing = binomial_outside(trained.IMAGES, 0.1, at_least - 0.1 * trained.IMAGES - 1)
    assert guessing < 1e-9
    worst = 0.368
    error = math.sqrt(worst * (1 - worst) / trained.IMAGES * (800 - trained.IMAGES) / 799)  # drawn without repetition
    assert 4 * 0.5 * math.erfc((worst - trained.BAR) / error / math.sqrt(2)) < 1e-3


def test_scores_that_know_the_labels_pass_and_guesses_do_not():
    images = trained.unseen()
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
