"""Tiles with titles: one a tile, neither fewer nor more."""

import pytest
import torch

from course_utils.plotting import show_feature_maps, show_filters


@pytest.fixture
def shown(monkeypatch):
    figures = []
    monkeypatch.setattr("course_utils.plotting.figure.display", lambda data, raw: figures.append(data))
    return figures


@pytest.mark.parametrize(
    ("show", "tiles", "named"),
    [(show_filters, torch.randn(3, 1, 2, 2), "filters"), (show_feature_maps, torch.randn(3, 4, 4), "feature maps")],
)
@pytest.mark.parametrize("count", [2, 4])
def test_titles_that_are_not_as_many_as_the_tiles_are_told(shown, show, tiles, named, count):
    with pytest.raises(ValueError, match=f"3 {named}, but {count} titles"):
        show(tiles, "tiles", titles=["title"] * count)
    assert not shown
    show(tiles, "tiles", titles=["title"] * 3)
    show(tiles, "tiles")
    assert len(shown) == 2
