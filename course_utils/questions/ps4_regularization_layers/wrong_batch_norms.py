"""Batch normalisation with a twist: PyTorch's layer, called differently.

A class here is what somebody would write who has one particular idea in mind; each is named after the idea.
"""

import torch
import torch.nn.functional as F
from torch import nn


def of_batch(x):
    """Mean and (divided by n − 1) variance of each channel, as PyTorch remembers them."""
    mean, var = x.new_zeros(x.shape[1]), x.new_ones(x.shape[1])
    F.batch_norm(x.detach(), mean, var, training=True, momentum=1.0)
    return mean, var


def shrink(x):
    """What makes a variance divided by n of one divided by n − 1."""
    n = x.numel() // x.shape[1]
    return (n - 1) / n


class Twisted(nn.BatchNorm2d):
    """The right layer, in pieces that can be put together wrongly."""

    def remember(self, x, momentum=None):
        F.batch_norm(
            x.detach(),
            self.running_mean,
            self.running_var,
            training=True,
            momentum=self.momentum if momentum is None else momentum,
        )

    def keep(self, mean, var):
        self.running_mean.lerp_(mean.expand_as(self.running_mean), self.momentum)
        self.running_var.lerp_(var.expand_as(self.running_var), self.momentum)

    def by_batch(self, x, weight=None, bias=None):
        weight, bias = (self.weight, self.bias) if weight is None else (weight, bias)
        return F.batch_norm(x, None, None, weight, bias, training=True, eps=self.eps)

    def by(self, x, mean, var, eps=None):
        return F.batch_norm(x, mean, var, self.weight, self.bias, training=False, eps=self.eps if eps is None else eps)

    def by_memory(self, x):
        return self.by(x, self.running_mean.clone(), self.running_var.clone())


class BiasedMemory(Twisted):
    def forward(self, x):
        old = self.running_var * (1 - self.momentum)
        out = super().forward(x)
        if self.training:
            self.running_var.copy_(old + (self.running_var - old) * shrink(x))
        return out


class MemoryCorrectedByImages(Twisted):
    """What is remembered is made unbiased with the number of images, not with that of the values."""

    def forward(self, x):
        old = self.running_var * (1 - self.momentum)
        out = super().forward(x)
        if self.training:
            by = max(len(x) - 1, 1)  # of a single image this would be 0
            self.running_var.copy_(old + (self.running_var - old) * shrink(x) * len(x) / by)
        return out


class UnbiasedOutput(Twisted):
    def forward(self, x):
        if not self.training:
            return self.by_memory(x)
        self.remember(x)
        normal = F.batch_norm(x, None, None, training=True, eps=self.eps * shrink(x)) * shrink(x) ** 0.5
        return normal * self.weight.view(-1, 1, 1) + self.bias.view(-1, 1, 1)


class UnbiasedTwice(UnbiasedOutput):
    """A variance divided by n − 1 serves for both, and is made unbiased once more for what is remembered."""

    def forward(self, x):
        old = self.running_var * (1 - self.momentum)
        out = super().forward(x)
        if self.training:
            self.running_var.copy_(old + (self.running_var - old) / shrink(x))
        return out


class BothUnbiasedAndBiased(UnbiasedOutput):
    """The two divisors in each other's place."""

    def forward(self, x):
        old = self.running_var * (1 - self.momentum)
        out = super().forward(x)
        if self.training:
            self.running_var.copy_(old + (self.running_var - old) * shrink(x))
        return out


class MomentumTurned(Twisted):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.momentum = 1 - self.momentum


class Overwritten(Twisted):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.momentum = 1.0


class NeverUpdated(Twisted):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.momentum = 0.0


class UpdatedInEval(Twisted):
    def forward(self, x):
        out = self.by_batch(x) if self.training else self.by_memory(x)
        self.remember(x)
        return out


class UpdatedBeforeEval(Twisted):
    def forward(self, x):
        self.remember(x)
        return self.by_batch(x) if self.training else self.by_memory(x)


class BatchInEval(Twisted):
    def forward(self, x):
        if self.training:
            self.remember(x)
        return self.by_batch(x)


class AlwaysTraining(Twisted):
    def forward(self, x):
        self.remember(x)
        return self.by_batch(x)


class GradForTraining(Twisted):
    def forward(self, x):
        if not torch.is_grad_enabled():
            return self.by_memory(x)
        self.remember(x)
        return self.by_batch(x)


class MemoryInTraining(Twisted):
    def forward(self, x):
        if self.training:
            self.remember(x)
        return self.by_memory(x)


class OldMemoryInTraining(Twisted):
    def forward(self, x):
        out = self.by_memory(x)
        if self.training:
            self.remember(x)
        return out


class SingleImageByMemory(Twisted):
    """A batch of one image is taken for evaluation."""

    def forward(self, x):
        return super().forward(x) if len(x) > 1 or not self.training else self.by_memory(x)


class EachPosition(Twisted):
    def forward(self, x):
        if not self.training:
            return self.by_memory(x)
        self.keep(*(one.view(x.shape[1], -1).mean(1) for one in of_batch(x.flatten(1))))
        normal = F.batch_norm(x.flatten(1), None, None, training=True, eps=self.eps).view_as(x)
        return normal * self.weight.view(-1, 1, 1) + self.bias.view(-1, 1, 1)


class EachImage(Twisted):
    def forward(self, x):
        if not self.training:
            return self.by_memory(x)
        return F.instance_norm(
            x, self.running_mean, self.running_var, self.weight, self.bias, True, self.momentum, self.eps
        )


class AllChannels(Twisted):
    def forward(self, x):
        if not self.training:
            return self.by_memory(x)
        alone = x.reshape(-1, 1, *x.shape[2:])
        self.keep(*of_batch(alone))
        normal = F.batch_norm(alone, None, None, training=True, eps=self.eps).view_as(x)
        return normal * self.weight.view(-1, 1, 1) + self.bias.view(-1, 1, 1)


class AllChannelsOfAnImage(Twisted):
    def forward(self, x):
        if not self.training:
            return self.by_memory(x)
        mean, var = of_batch(x.transpose(0, 1))
        self.keep(mean.mean(), var.mean() * shrink(x.transpose(0, 1)))
        normal = F.layer_norm(x, x.shape[1:], eps=self.eps)
        return normal * self.weight.view(-1, 1, 1) + self.bias.view(-1, 1, 1)


class ReshapedForTransposed(Twisted):
    """C rows of numbers, which are parts of images and no channels."""

    def forward(self, x):
        if not self.training:
            return self.by_memory(x)
        rows = x.reshape(1, x.shape[1], -1)
        mean, var = of_batch(rows)
        self.keep(mean, var)
        return self.by(x, mean, var * shrink(rows))


class EpsOutsideRoot(Twisted):
    def forward(self, x):
        if not self.training:
            return self.by(x, self.running_mean.clone(), (self.running_var.sqrt() + self.eps).square(), eps=1e-12)
        self.remember(x)
        deviation = (of_batch(x)[1] * shrink(x)).sqrt()
        # Not by(...) as above: for a small eps the gradient is the right one.
        normal = F.batch_norm(x, None, None, training=True, eps=1e-12)
        factor = self.weight * deviation / (deviation + self.eps)
        return normal * factor.view(-1, 1, 1) + self.bias.view(-1, 1, 1)


class RootForgotten(Twisted):
    def forward(self, x):
        mean, var = self.running_mean, self.running_var
        if self.training:
            self.remember(x)
            mean, var = of_batch(x)
            var = var * shrink(x)
        return self.by(x, mean.clone(), (var + self.eps).square(), eps=1e-12)


class NoWeightAndBias(Twisted):
    def forward(self, x):
        return F.batch_norm(x, self.running_mean, self.running_var, None, None, self.training, self.momentum, self.eps)


class NoBias(Twisted):
    def forward(self, x):
        return F.batch_norm(
            x, self.running_mean, self.running_var, self.weight, None, self.training, self.momentum, self.eps
        )


class StatisticsDetached(Twisted):
    def forward(self, x):
        if not self.training:
            return self.by_memory(x)
        self.remember(x)
        mean, var = of_batch(x)
        return self.by(x, mean, var * shrink(x))
