import pytest
import torch

from course_utils.data import ImageSet


def image_set(labels, source="cache", n_classes=3) -> ImageSet:
    labels = torch.tensor(labels, dtype=torch.int64)
    images = torch.arange(len(labels) * 12, dtype=torch.uint8).reshape(-1, 3, 2, 2)
    return ImageSet("CIFAR-10", "train", images, labels, tuple("abcdefghij"[:n_classes]), source)


def test_length_and_repr_say_what_is_in_it():
    images = torch.zeros(50_000, 3, 4, 4, dtype=torch.uint8)
    labels = torch.zeros(50_000, dtype=torch.int64)
    full = ImageSet("CIFAR-10", "train", images, labels, tuple("0123456789"), "cache")
    assert len(full) == 50_000
    assert repr(full) == "CIFAR-10 train: 50,000 images 3×4×4, 10 classes (from the cache)"


def test_is_sample_follows_the_source():
    assert not image_set([0, 1]).is_sample
    assert image_set([0, 1], source="embedded sample").is_sample
    assert image_set([0, 1], source="embedded sample chosen by COURSE_PROFILE=smoke").is_sample


@pytest.mark.parametrize(
    "indices",
    [slice(1, 3), torch.tensor([1, 2]), torch.tensor([False, True, True, False])],
    ids=["slice", "positions", "mask"],
)
def test_subset_takes_images_and_labels_together(indices):
    full = image_set([0, 1, 2, 0])
    part = full.subset(indices)
    assert part.labels.tolist() == [1, 2]
    assert torch.equal(part.images, full.images[1:3])
    assert (part.name, part.split, part.classes, part.source) == (
        full.name,
        full.split,
        full.classes,
        full.source,
    )


def test_per_class_takes_the_first_of_each_class_in_turns():
    full = image_set([2, 2, 0, 1, 1, 0, 0, 2])
    part = full.per_class(2)
    assert part.labels.tolist() == [0, 1, 2, 0, 1, 2]
    assert torch.equal(part.images, full.images[[2, 3, 0, 5, 4, 1]])


def test_per_class_names_the_class_that_is_too_small():
    with pytest.raises(ValueError, match="'b' has only 1"):
        image_set([0, 0, 1, 2, 2]).per_class(2)


def test_it_cannot_be_reassigned():
    with pytest.raises(AttributeError):
        image_set([0]).labels = torch.tensor([1])


@pytest.mark.parametrize(
    ("images", "labels", "error"),
    [
        (torch.zeros(2, 1, 4, 4), torch.tensor([0, 1]), TypeError),
        (torch.zeros(2, 1, 4, 4, dtype=torch.uint8), torch.tensor([0, 1], dtype=torch.uint8), TypeError),
        (torch.zeros(2, 4, 4, dtype=torch.uint8), torch.tensor([0, 1]), ValueError),
        (torch.zeros(2, 1, 4, 4, dtype=torch.uint8), torch.tensor([0, 1, 0]), ValueError),
        (torch.zeros(2, 1, 4, 4, dtype=torch.uint8), torch.tensor([0, 2]), ValueError),
        (torch.zeros(2, 1, 4, 4, dtype=torch.uint8), torch.tensor([-1, 0]), ValueError),
    ],
    ids=["float images", "uint8 labels", "no channels", "too many labels", "unknown class", "negative label"],
)
def test_what_is_no_image_set_is_refused(images, labels, error):
    with pytest.raises(error):
        ImageSet("x", "train", images, labels, ("a", "b"), "cache")
