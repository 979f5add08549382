"""What a network's layers put out, for one forward pass. Taught in lecture 6, section 3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from torch import Tensor, nn


@contextmanager
def capture_activations(
    model: nn.Module,
    layers: Iterable[str] | type[nn.Module] | tuple[type[nn.Module], ...] | None = None,
    *,
    detach: bool = True,
) -> Iterator[dict[str, Tensor]]:
    """Collect the outputs of layers while the ``with`` block runs; no hook is left behind, whatever happens.

        with capture_activations(model, nn.Conv2d) as outputs:
            model(images)
        outputs["features.0"]       # N×32×32×32

    model: any module; it computes the same as without the hooks.
    layers: names as in ``model.named_modules()``, or a class of layers, or a tuple of classes; default every
        module that has no submodules or has weights of its own.
    detach: False keeps the graph, so that ``torch.autograd.grad(score, outputs[name])`` works.

    Yields a dict from name to output, in the order in which they were computed. A module that runs again
    adds an entry under its name with " (2)" behind it, and so on. Outputs that aren't tensors are left out.
    The network goes on with a *copy* of each output, so that a following ReLU(inplace=True) changes the
    copy and the dict keeps what the layer itself computed.

    Raises KeyError for a name that the model doesn't have, and TypeError for a layer where its name is wanted.
    """
    outputs: dict[str, Tensor] = {}
    calls: dict[str, int] = {}

    def keep(name, module, inputs, output):
        if not isinstance(output, Tensor):
            return None
        calls[name] = calls.get(name, 0) + 1
        key = name if calls[name] == 1 else f"{name} ({calls[name]})"
        outputs[key] = output.detach() if detach else output
        return output.clone()  # what a hook returns takes the output's place

    hooks = [module.register_forward_hook(partial(keep, name)) for name, module in _chosen(model, layers)]
    try:
        yield outputs
    finally:
        for hook in hooks:
            hook.remove()


def _chosen(model, layers):
    modules = dict(model.named_modules())
    if layers is None:
        return [(name, module) for name, module in modules.items() if _is_a_layer(module)]
    if isinstance(layers, type) or (isinstance(layers, tuple) and layers and isinstance(layers[0], type)):
        return [(name, module) for name, module in modules.items() if isinstance(module, layers)]
    if isinstance(layers, nn.Module):
        raise TypeError("give the layer's name as in model.named_modules(), such as '0' or 'features.3', or its class")
    names = [layers] if isinstance(layers, str) else list(dict.fromkeys(layers))
    if unknown := [name for name in names if name not in modules]:
        raise KeyError(f"the model has no layer {unknown[0]!r}; it has {', '.join(name for name in modules if name)}")
    return [(name, modules[name]) for name in names]


def _is_a_layer(module):
    return not any(module.children()) or any(True for _ in module.parameters(recurse=False))
