"""Networks that are made to be given weights: the random ones of their layers would be drawn for nothing."""

from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode


class ZerosForRandomWeights(TorchFunctionMode):
    """A context in which PyTorch's layers begin with zeros: millions of random numbers take longer than a trial.

    It answers the calls by which convolutions and linear layers draw their weights and biases,
    :func:`torch.nn.init.kaiming_uniform_` and :func:`torch.nn.init.uniform_`.
    """

    def __torch_function__(self, func: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        kwargs = kwargs or {}
        if func in (nn.init.kaiming_uniform_, nn.init.uniform_):
            with torch.no_grad():
                return (args[0] if args else kwargs["tensor"]).zero_()
        return func(*args, **kwargs)
