"""What a network holds, as PyTorch keeps it: a network may have methods of its own in the place of ``parameters()``."""

from collections.abc import Iterator

import torch
from torch import nn


def modules_of(network: nn.Module) -> list[nn.Module]:
    """The network and all modules inside it, each once, in the order of ``nn.Module.modules``."""
    found: dict[nn.Module, None] = {}
    waiting = [network]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found[module] = None
            waiting += reversed([inner for inner in _held(module, "_modules") if inner is not None])
    return list(found)


def parameters_of(network: nn.Module) -> list[nn.Parameter]:
    """All parameters inside it, each once, in the order of ``nn.Module.parameters``."""
    return list({id(one): one for module in modules_of(network) for one in own_parameters(module)}.values())


def buffers_of(network: nn.Module) -> list[torch.Tensor]:
    """All buffers inside it, each once, in the order of ``nn.Module.buffers``."""
    buffers = (one for module in modules_of(network) for one in _held(module, "_buffers") if one is not None)
    return list({id(one): one for one in buffers}.values())


def own_parameters(module: nn.Module) -> list[nn.Parameter]:
    """The parameters of a module itself, without those of the modules inside it."""
    return [one for one in _held(module, "_parameters") if one is not None]


def _held(module: nn.Module, kind: str) -> Iterator[object]:
    yield from object.__getattribute__(module, "__dict__").get(kind, {}).values()
