"""Filters and feature maps as tiles, and the recipe of lecture 5."""

import pytest
import torch
from torch import nn

from course_utils.plotting import filters, show_feature_maps, show_filters
from course_utils.recipes import checkpoint_path, one_cycle, seconds_per_pass


@pytest.fixture
def painted(monkeypatch):
    """What the tiles are painted with: a list of (tile, low, high, colour)."""
    calls = []
    monkeypatch.setattr(filters, "_paint", lambda axes, *rest: calls.append(rest))
    monkeypatch.setattr("course_utils.plotting.figure.display", lambda *shown, **options: None)
    return calls


def test_all_filters_share_one_scale_around_zero(painted):
    weight = torch.zeros(4, 3, 3, 3)
    weight[0, 0, 0, 0], weight[1] = -2.0, 0.1
    show_filters(weight, "filters")
    assert len(painted) == 4
    assert {(low, high, colour) for _, low, high, colour in painted} == {(-2.0, 2.0, True)}


def test_filters_with_other_than_three_channels_show_their_first_one(painted):
    weight = torch.randn(5, 8, 3, 3)
    show_filters(weight, "filters")
    assert not painted[0][3] and torch.equal(painted[2][0], weight[2, 0])


def test_maps_share_a_scale_or_have_their_own(painted):
    maps = [torch.full((2, 2), 1.0), torch.full((3, 3), 4.0)]
    show_feature_maps(maps, "maps")
    assert [(low, high) for _, low, high, _ in painted] == [(0.0, 4.0)] * 2
    painted.clear()
    show_feature_maps(maps, "maps", shared=False)
    assert [(low, high) for _, low, high, _ in painted] == [(0.0, 1.0), (0.0, 4.0)]


def test_a_figure_is_shown_with_its_description(monkeypatch):
    shown = []
    monkeypatch.setattr("course_utils.plotting.figure.display", lambda data, raw: shown.append(data))
    show_feature_maps(torch.randn(3, 4, 4), "three <maps>", titles=["a", "b", "c"])
    show_feature_maps(torch.zeros(1, 4, 4), "an empty map")
    assert 'alt="three &lt;maps&gt;"' in shown[0]["text/html"] and shown[0]["text/plain"] == "[Figure: three <maps>]"


def test_wrong_input_is_told(painted):
    with pytest.raises(ValueError, match="out×C×kh×kw"):
        show_filters(torch.zeros(3, 3, 3), "filters")
    with pytest.raises(ValueError, match="H×W each"):
        show_feature_maps(torch.zeros(1, 2, 3, 3), "maps")


def test_one_cycle_rises_to_its_peak_and_falls_to_nearly_nothing():
    optimizer, scheduler = one_cycle(nn.Linear(1, 1), 100, peak=0.01)
    rates = []
    for _ in range(100):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    assert max(rates) == pytest.approx(0.01) and 25 <= rates.index(max(rates)) <= 33 and rates[-1] < 1e-5


def test_the_best_pass_counts_but_not_the_one_that_warms_up(monkeypatch):
    clock = iter([0, 1, 10, 15, 20, 23, 30, 34])  # begin and end of passes of 1, 5, 3 and 4 seconds
    monkeypatch.setattr("course_utils.recipes.time.perf_counter", lambda: next(clock))
    model = nn.Linear(2, 1)
    assert seconds_per_pass(model, torch.ones(1, 2), autocast=False) == 3
    assert next(clock, None) is None and model.weight.grad is None


def test_checkpoints_lie_beside_the_data(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert checkpoint_path("net") == tmp_path / "checkpoints" / "net.pt"
