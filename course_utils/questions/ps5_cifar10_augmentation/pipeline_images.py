"""What is sent through a pipeline of augmentations: images on which a change shows."""

import torch
from torch import nn


def photos(rng, count: int) -> torch.Tensor:
    """Smooth random images in [0.1, 0.9]."""
    coarse = torch.from_numpy(0.1 + 0.8 * rng.random((count, 3, 5, 5)))
    return nn.functional.interpolate(coarse, size=(32, 32), mode="bilinear")


def ramp() -> torch.Tensor:
    """1×1×32×32, dark at the top and bright at the bottom."""
    return torch.linspace(0.1, 0.9, 32)[:, None].expand(1, 1, 32, 32)


def sky() -> torch.Tensor:
    """1×3×32×32, bright at the top in red and green, and without blue: an inverted sky would be full of it."""
    bright = ramp().flip(-2)
    return torch.cat([bright, bright, torch.full_like(bright, 0.1)], 1)


def marked() -> torch.Tensor:
    """1×3×32×32, dark grey with a bright spot of 2×2 pixels in the middle."""
    image = torch.full((1, 3, 32, 32), 0.2)
    image[:, :, 15:17, 15:17] = 1.0
    return image


def flat(rng) -> torch.Tensor:
    """30 images of one colour each: red, green or blue."""
    colours = 0.2 + 0.5 * torch.eye(3)[torch.from_numpy(rng.permutation(30) % 3)]
    return colours[:, :, None, None].expand(30, 3, 32, 32)
