"""Random flips and crops of a batch, by hand and with Kornia."""

import pytest
import torch
import torch.nn.functional as F

from course_utils.augment import KorniaAugment, flip_and_crop, random_crop, random_flip


@pytest.fixture
def images():
    return torch.rand(64, 3, 32, 32, generator=torch.Generator().manual_seed(0))


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def test_a_flip_mirrors_each_image_or_leaves_it(images):
    flipped = random_flip(images, generator=seeded())
    changed = 0
    for before, after in zip(images, flipped, strict=True):
        mirrored = torch.equal(after, before.flip(-1))
        assert mirrored or torch.equal(after, before)
        changed += mirrored
    assert 16 < changed < 48  # one draw an image, not one a batch


@pytest.mark.parametrize(("p", "mirrored"), [(0.0, False), (1.0, True)])
def test_the_probability_of_a_flip_is_kept_at_its_ends(images, p, mirrored):
    assert torch.equal(random_flip(images, p), images.flip(-1) if mirrored else images)


def test_a_crop_is_a_window_of_the_padded_image_and_every_offset_occurs():
    marked = torch.zeros(2000, 1, 8, 8)
    marked[:, 0, 4, 4] = 1  # one bright pixel in the middle shows the shift
    cropped = random_crop(marked, padding=2, generator=seeded())
    assert cropped.shape == marked.shape and (cropped.sum((1, 2, 3)) == 1).all()
    places = cropped.flatten(1).argmax(1)
    assert sorted({(p // 8, p % 8) for p in places.tolist()}) == [(r, c) for r in range(2, 7) for c in range(2, 7)]


def test_each_crop_is_one_of_the_81_windows(images):
    padded = F.pad(images, (4, 4, 4, 4))
    for i, window in enumerate(random_crop(images[:5], generator=seeded())):
        candidates = (padded[i, :, t : t + 32, s : s + 32] for t in range(9) for s in range(9))
        assert any(torch.equal(window, candidate) for candidate in candidates)


def test_bytes_stay_bytes(images):
    pixels = (images * 255).to(torch.uint8)
    assert flip_and_crop(pixels).dtype == torch.uint8 and flip_and_crop(pixels).shape == pixels.shape


def test_images_that_are_not_square(images):
    wide = images[:, :, :20]
    assert flip_and_crop(wide).shape == (64, 3, 20, 32)


def test_the_generator_decides(images):
    assert torch.equal(flip_and_crop(images, seeded(3)), flip_and_crop(images, seeded(3)))
    assert not torch.equal(flip_and_crop(images, seeded(3)), flip_and_crop(images, seeded(4)))


def test_the_input_is_left_alone(images):
    before = images.clone()
    flip_and_crop(images)
    KorniaAugment()(images)
    assert torch.equal(images, before)


def test_kornia_keeps_shape_dtype_and_range(images):
    torch.manual_seed(0)
    augmented = KorniaAugment()(images)
    assert augmented.shape == images.shape and augmented.dtype == images.dtype
    assert augmented.min() >= 0 and augmented.max() <= 1
    assert not torch.equal(augmented, images)


def test_kornia_keeps_the_images_in_the_order_of_their_labels():
    levels = torch.linspace(0.1, 0.9, 10)
    flat = levels.reshape(10, 1, 1, 1).expand(10, 3, 32, 32).contiguous()
    torch.manual_seed(0)
    middles = KorniaAugment()(flat)[:, :, 12:20, 12:20].mean((1, 2, 3))
    assert middles.sub(levels).abs().max() < 0.15  # a little brightness, and no other image


def test_kornia_is_off_in_evaluation(images):
    augment = KorniaAugment()
    assert torch.equal(augment.eval()(images), images)
    assert not torch.equal(augment.train()(images), images)


def test_kornia_refuses_what_its_colours_would_clip(images):
    for wrong in (images * 255, images - 0.5):
        with pytest.raises(ValueError, match="before they are normalised"):
            KorniaAugment()(wrong)
    with pytest.raises(TypeError, match="uint8"):
        KorniaAugment()((images * 255).to(torch.uint8))


def test_a_gradient_reaches_the_input(images):
    leaf = images[:2].clone().requires_grad_()
    KorniaAugment()(leaf).sum().backward()
    assert leaf.grad.abs().sum() > 0
