"""The layer explorer: choose a network and one of its layers, and see every channel of that layer for a picture.

    from course_utils.layer_explorer import explore_layers

    explore_layers({"my network": (model, images)})         # images: 1×C×H×W, as the model wants them

It needs a front end with ipywidgets, such as JupyterLab. Where there is none, the same cell shows a still picture
with a description.
"""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import torch
from IPython.display import display
from torch import Tensor, nn

from course_utils.explorer_base import Explorer
from course_utils.hooks import capture_activations
from course_utils.plotting import draw_feature_maps, to_html
from course_utils.training.epoch import evaluation_mode

PAGE = 64
"""Channels in one picture. A layer with more of them has several pages."""


def explore_layers(networks: Mapping[str, tuple[nn.Module, Tensor]]) -> None:
    """Display the explorer.

    networks: name → (model, one image 1×C×H×W, as the model wants it and on its device).

    Raises ValueError for no network at all, or for one without a layer that puts out maps N×C×H×W.
    """
    display(LayerExplorer(networks))


class LayerExplorer(Explorer):
    """Controls and the picture that follows them. ``explore_layers`` displays one."""

    def __init__(self, networks: Mapping[str, tuple[nn.Module, Tensor]]):
        super().__init__()
        self._maps = {name: feature_maps(model, images) for name, (model, images) in networks.items()}
        if not self._maps:
            raise ValueError("there is no network to explore: give at least one, name → (model, images)")
        for name, maps in self._maps.items():
            if not maps:
                raise ValueError(f"{name!r} has no layer that puts out maps N×C×H×W for these images")
        self.network = widgets.Dropdown(options=list(self._maps), description="network")
        self.layer = widgets.Dropdown(description="layer", layout={"width": "26em"})
        self.page = widgets.IntSlider(1, 1, 1, description="page", layout={"width": "24em"})
        self.network.observe(self._other_network, "value")
        self.layer.observe(self._other_layer, "value")
        self.page.observe(self._draw, "value")
        self._other_network()

    @property
    def maps(self) -> Tensor:
        """C×H×W: all channels of the chosen layer."""
        return self._maps[self.network.value][self.layer.value]

    @property
    def channels(self) -> range:
        """Those on the chosen page."""
        first = (self.page.value - 1) * PAGE
        return range(first, min(first + PAGE, len(self.maps)))

    def _other_network(self, _=None) -> None:
        maps = self._maps[self.network.value]
        with self._one_picture():
            self.layer.options = [(f"{name}   {' × '.join(map(str, one.shape))}", name) for name, one in maps.items()]
            self.layer.value = next((name for name in maps if "Conv" in name), next(iter(maps)))
        self._other_layer()

    def _other_layer(self, _=None) -> None:
        if self._changing:
            return
        with self._one_picture():
            self.page.value = 1
            self.page.max = -(-len(self.maps) // PAGE)
            self.page.disabled = self.page.max == 1
        self._draw()

    def description(self) -> str:
        maps, channels = self.maps, self.channels
        silent = int((maps[channels.start : channels.stop].flatten(1).abs().amax(1) == 0).sum())
        return (
            f"Channels {channels.start} to {channels.stop - 1} of the {len(maps)} channels of layer {self.layer.value} "
            f"of {self.network.value}, {maps.shape[1]} by {maps.shape[2]} values each, from {maps.min():.2g} to "
            f"{maps.max():.2g} in the layer. {silent} of them are 0 everywhere."
        )

    def _html(self) -> str:
        maps, channels = self.maps, self.channels
        shown = maps[channels.start : channels.stop]
        limits = (maps.min().item(), maps.max().item())
        figure = draw_feature_maps(shown, titles=[str(i) for i in channels], columns=16, tile=0.56, limits=limits)
        return to_html(figure, self.description())

    def _box(self) -> widgets.Box:
        choices = widgets.HBox([self.network, self.layer, self.page], layout={"flex_flow": "row wrap"})
        return widgets.VBox([choices, self.picture])


def feature_maps(model: nn.Module, images: Tensor) -> dict[str, Tensor]:
    """C×H×W for each layer of ``model`` that puts out maps, for the first of ``images``, in the order computed."""
    kinds = {name: type(module).__name__ for name, module in model.named_modules()}
    with evaluation_mode(model), torch.no_grad(), capture_activations(model) as captured:
        model(images)
    return {
        f"{name} {kinds[name.split(' ')[0]]}": output[0].float().cpu()
        for name, output in captured.items()
        if output.ndim == 4
    }
