"""How a prediction from two views is tried: with a small network, in both modes."""

import torch
from torch import nn

from course_utils.checking.kept_randomness import seed_cpu


def probe(answer, images, seed, training):
    """What the answer makes of a small network with everything that knows a mode, and in which state it leaves it."""
    model = _network(seed, images)
    model.train(training)
    seed_cpu(seed)
    probabilities = answer(model, images)
    running = model[1].running_mean.clone()
    return {
        "probabilities": probabilities.detach() if isinstance(probabilities, torch.Tensor) else probabilities,
        "model.training afterwards": model.training and model[1].training and model[4].training,
        "running mean of the model": running,
        "part of a graph": isinstance(probabilities, torch.Tensor) and probabilities.requires_grad,
    }


def _network(seed: int, images: torch.Tensor) -> nn.Sequential:
    """conv → batch norm → ReLU → flatten → dropout → linear, with weights that make the two views disagree."""
    generator = torch.Generator().manual_seed(seed)
    channels, height, width = images.shape[1:]
    model = nn.Sequential(
        nn.Conv2d(channels, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Dropout(0.5),
        nn.Linear(4 * height * width, 10),
    ).to(images.dtype)  # fmt: skip
    with torch.no_grad():
        for tensor in model.parameters():
            scale = 2.0 if tensor.ndim > 1 else 0.5
            tensor.copy_(scale * torch.randn(tensor.shape, generator=generator) / max(tensor[0].numel(), 1) ** 0.5)
        model[1].weight.fill_(1.0)
        model[1].running_mean.copy_(torch.randn(4, generator=generator))
    return model
