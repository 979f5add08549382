"""The loader that keeps the images on the device."""

import pytest
import torch

from course_utils.batches import CIFAR10_MEAN, CIFAR10_STD, DeviceBatches
from course_utils.data import ImageSet


@pytest.fixture
def images():
    """Ten colour images; all pixels of image i are 10·i, its label is i."""
    pixels = (torch.arange(10) * 10).to(torch.uint8).reshape(10, 1, 1, 1).expand(10, 3, 8, 8).contiguous()
    return ImageSet("tiny", "train", pixels, torch.arange(10), tuple("abcdefghij"), "a test")


def as_they_are(images, **options):
    """Batches whose pixels are only divided by 255."""
    return DeviceBatches(images, 4, mean=(0, 0, 0), std=(1, 1, 1), **options)


def test_every_image_comes_once_in_order_and_the_last_batch_is_smaller(images):
    batches = list(as_they_are(images))
    assert [len(labels) for _, labels in batches] == [4, 4, 2]
    assert torch.cat([labels for _, labels in batches]).tolist() == list(range(10))
    assert len(as_they_are(images)) == 3


def test_drop_last_leaves_the_smaller_batch_out(images):
    batches = as_they_are(images, drop_last=True)
    assert len(batches) == 2 and [len(labels) for _, labels in batches] == [4, 4]


def test_shuffling_keeps_each_image_with_its_label(images):
    for pixels, labels in as_they_are(images, shuffle=True):
        assert torch.allclose(pixels[:, 0, 0, 0] * 255, labels * 10.0)


def test_each_epoch_has_a_new_order_and_the_seed_repeats_them(images):
    first, second = (as_they_are(images, shuffle=True, seed=7) for _ in range(2))
    orders = [torch.cat([labels for _, labels in first]).tolist() for _ in range(3)]
    assert orders == [torch.cat([labels for _, labels in second]).tolist() for _ in range(3)]
    assert orders[0] != orders[1] and all(sorted(order) == list(range(10)) for order in orders)


def test_the_pixels_stay_bytes_and_the_batches_are_normalised_floats(images):
    batches = DeviceBatches(images, 10)
    assert batches.images.dtype == torch.uint8
    pixels, labels = next(iter(batches))
    assert pixels.dtype == torch.float32 and labels.dtype == torch.int64 and pixels.shape == (10, 3, 8, 8)
    for channel in range(3):
        expected = (30 / 255 - CIFAR10_MEAN[channel]) / CIFAR10_STD[channel]
        assert torch.allclose(pixels[3, channel], torch.tensor(expected))


def test_the_augmentation_sees_pixels_in_0_to_1_before_they_are_normalised(images):
    seen = []

    def remember(pixels):
        seen.append((pixels.min().item(), pixels.max().item(), pixels.dtype))
        return pixels.flip(-1)

    list(DeviceBatches(images, 10, augment=remember))
    assert seen == [(0.0, pytest.approx(90 / 255), torch.float32)]


def test_channels_last_is_a_layout_and_not_a_shape(images):
    pixels, _ = next(iter(as_they_are(images, channels_last=True)))
    plain, _ = next(iter(as_they_are(images)))
    assert pixels.is_contiguous(memory_format=torch.channels_last) and pixels.shape == plain.shape
    assert torch.equal(pixels, plain) and plain.is_contiguous()


def test_wrong_arguments_are_told(images):
    with pytest.raises(ValueError, match="at least one image"):
        DeviceBatches(images, 0)
    with pytest.raises(ValueError, match="one mean and one std a channel: 3"):
        DeviceBatches(images, 4, mean=(0.5,), std=(0.5,))
