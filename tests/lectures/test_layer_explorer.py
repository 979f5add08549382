"""The layer explorer shows every channel of every layer, with and without a front end."""

import pytest
import torch
from torch import nn

from course_utils.explorer_base import VIEW
from course_utils.layer_explorer import PAGE, LayerExplorer, feature_maps


@pytest.fixture
def explorer():
    torch.manual_seed(0)
    small = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(inplace=True), nn.Flatten(), nn.Linear(4 * 36, 2))
    wide = nn.Sequential(nn.Conv2d(1, 2 * PAGE + 3, 1), nn.Dropout(0.5))
    return LayerExplorer({"small": (small, torch.randn(1, 3, 8, 8)), "wide": (wide, torch.randn(1, 1, 5, 5))})


def test_it_offers_the_layers_that_put_out_maps(explorer):
    assert [name for _, name in explorer.layer.options] == ["0 Conv2d", "1 ReLU"]
    assert [label for label, _ in explorer.layer.options] == ["0 Conv2d   4 × 6 × 6", "1 ReLU   4 × 6 × 6"]


def test_the_maps_are_what_the_layers_compute_and_dropout_is_off():
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(inplace=True), nn.Dropout(0.5))
    images = torch.randn(1, 3, 8, 8)
    maps = feature_maps(model, images)
    assert torch.equal(maps["0 Conv2d"], model[0](images)[0]) and maps["0 Conv2d"].min() < 0
    assert torch.equal(maps["1 ReLU"], model[0](images)[0].relu()) and torch.equal(maps["2 Dropout"], maps["1 ReLU"])
    assert model.training


def test_every_channel_of_every_layer_can_be_reached(explorer):
    for network in explorer.network.options:
        explorer.network.value = network
        for _, layer in explorer.layer.options:
            explorer.layer.value = layer
            seen = []
            for page in range(1, explorer.page.max + 1):
                explorer.page.value = page
                seen += explorer.channels
                assert f"Channels {explorer.channels[0]} to {explorer.channels[-1]} of" in explorer.picture.value
            assert seen == list(range(len(explorer.maps)))
    assert explorer.page.max == 3 and len(explorer.maps) == 2 * PAGE + 3


def test_another_layer_starts_at_its_first_page(explorer):
    explorer.network.value = "wide"
    explorer.page.value = 3
    explorer.layer.value = "1 Dropout"
    assert explorer.page.value == 1 and not explorer.page.disabled
    explorer.network.value = "small"
    assert explorer.layer.value == "0 Conv2d" and explorer.page.disabled


def test_another_network_draws_one_picture(explorer):
    explorer.network.value = "wide"
    explorer.page.value = 3
    pictures = []
    explorer.picture.observe(lambda change: pictures.append(change.new), "value")
    explorer.network.value = "small"
    assert pictures == [explorer.picture.value] and "layer 0 Conv2d of small" in pictures[0]


def test_without_a_front_end_it_is_a_still_picture(explorer):
    bundle = explorer._repr_mimebundle_()
    assert VIEW not in bundle and bundle["text/html"].startswith("<img alt=")
    assert bundle["text/plain"].startswith("[Figure: Channels 0 to 3 of the 4 channels of layer 0 Conv2d of small")
