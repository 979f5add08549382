"""Small networks with fixed weights, which the answers of this problem set are tried on."""

from collections import OrderedDict
from functools import lru_cache

import torch
from torch import nn

from course_utils.batches import CIFAR10_MEAN, CIFAR10_STD
from course_utils.checking.kept_randomness import seed_cpu
from course_utils.pretrained import Normalise

CLASSES = 5
HEIGHT, WIDTH = 8, 6
"""Of the images: not square, so that nobody gets away with mixing the two up."""


def small_network(seed, dtype, *, frozen=False, training=False, frozen_features=False):
    """Pixels N×3×8×6 in [0, 1] to logits N×5: batch normalisation, in-place ReLUs, dropout.

    frozen: no parameter requires a gradient.
    training: the mode of the whole network; with ``frozen_features``, the features are in evaluation mode all the same.
    """
    with torch.random.fork_rng(devices=[]):
        seed_cpu(seed)
        features = nn.Sequential(
            nn.Conv2d(3, 4, 3, padding=1),
            nn.BatchNorm2d(4),
            nn.ReLU(inplace=True),
            nn.AvgPool2d(2),  # a max-pool would leave pixels without any gradient
            nn.Conv2d(4, 6, 3, padding=1),
            nn.ReLU(inplace=True),
        )
        head = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(6 * (HEIGHT // 2) * (WIDTH // 2), CLASSES))
        model = nn.Sequential(OrderedDict(normalise=Normalise(CIFAR10_MEAN, CIFAR10_STD), features=features, head=head))
        with torch.no_grad():
            # Statistics as after a training, so that the two modes differ; and a network that is sure of something.
            features[1].running_mean.normal_(0, 0.5)
            features[1].running_var.uniform_(0.5, 2)
            head[2].weight.mul_(5)
    model.to(dtype).requires_grad_(not frozen).train(training)
    if frozen_features:
        features.eval()
    return model


@lru_cache(maxsize=64)  # to make one takes longer than to use it
def network_of_oracles(seed, dtype):
    """A ``small_network`` in evaluation mode that no answer is given: nobody changes it."""
    return small_network(seed, dtype)


def layers_of(model):
    """All layers of ``small_network`` in the order in which they run, by name."""
    return OrderedDict(
        (name, module) for name, module in model.named_modules() if not any(True for _ in module.children())
    )


def network_for_any_size(seed, dtype):
    """Pixels N×3×H×W to logits N×4, for images of any size, in evaluation mode."""
    with torch.random.fork_rng(devices=[]):
        seed_cpu(seed)
        model = nn.Sequential(
            nn.Conv2d(3, 6, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d((3, 2)), nn.Flatten(), nn.Linear(36, 4)
        )
        with torch.no_grad():
            model[4].weight.mul_(6)
    return model.to(dtype).eval()
