"""How a context manager that captures activations is tried: one scene for each thing that can go wrong."""

from functools import partial

import torch

from course_utils.checking.inside import modules_of
from course_utils.questions.ps6_filters_and_activations.networks import small_network
from course_utils.questions.ps6_filters_and_activations.traces import (
    AS_BEFORE,
    CHANGED,
    MODES,
    left_in,
    without_hooks_of_all,
)

RAISED = "what your block raised"
OTHERS = "hooks that were there before"
UNKNOWN = "what an unknown name raises"
ASKED_FOR = "KeyError or AttributeError"
TOO_LATE = "KeyError or AttributeError, but only when the block had begun"
MODES_INSIDE = f"{MODES} inside the block"
MODES_AFTER = f"{MODES} after the block"
GRADIENT = "gradient of the first layer"
NO_GRADIENT = "none"
NOTHING_YIELDED = "nothing, because None stands after `as`"
LIBRARY = "the hooks are those of course_utils"


def probe(answer, images, seed, names, looks_at):
    """Use the context manager as the case says, and report what can be compared."""
    # Of the two modes: a network that is in one of them as a whole would not show who switches to that one.
    mixed = {"training": True, "frozen_features": True} if looks_at == "modes" else {}
    model = small_network(seed, images.dtype, **mixed)
    with without_hooks_of_all():
        return _SCENES[looks_at](answer, model, images, list(names))


def _values(answer, model, images, names):
    seen = set()
    with torch.no_grad(), answer(model, names) as outputs:
        seen.update(_origins(model))
        model(images)
    return dict(outputs) | _from_library(seen) if isinstance(outputs, dict) else _no_dict(outputs, names)


def _last_pass(answer, model, images, names):
    with torch.no_grad(), answer(model, names) as outputs:
        for one in images.split(1):
            model(one)
    return outputs if isinstance(outputs, dict) else _no_dict(outputs, names)


def _hooks(answer, model, images, names):
    with answer(model, names):
        model(images)
    return left_in(model)


class _OfTheBlock(Exception):
    """What the block of the probe raises."""


def _raising_block(answer, model, images, names):
    raised = "nothing came out of the `with` statement"
    try:
        with answer(model, names):
            model(images)
            raise _OfTheBlock
    except _OfTheBlock:
        raised = "the same"
    return left_in(model) | {RAISED: raised}


def _other_hooks(answer, model, images, names):
    calls = []
    model.get_submodule(names[0]).register_forward_hook(lambda *_: calls.append("called"))
    with answer(model, names):
        model(images)
    model(images)
    return {OTHERS: len(calls)}


def _graph(answer, model, images, names):
    with answer(model, names) as outputs:
        model(images)
    if not isinstance(outputs, dict):
        return _no_dict(outputs, names)
    return {name: getattr(kept, "requires_grad", None) for name, kept in outputs.items()}


def _training(answer, model, images, names):
    with answer(model, names):
        scores = model(images)
        if scores.requires_grad:
            scores.square().sum().backward()
    gradient = model.features[0].weight.grad
    return {
        "scores": scores.detach(),
        GRADIENT: NO_GRADIENT if gradient is None else gradient,
    }


def _modes(answer, model, images, names):
    before = _modes_of(model)
    with answer(model, names):
        inside = _modes_of(model)
        model(images)
    modes = {MODES_INSIDE: inside, MODES_AFTER: _modes_of(model)}
    return {when: AS_BEFORE if found == before else CHANGED for when, found in modes.items()}


def _modes_of(model):
    return [module.training for module in modules_of(model)]


def _unknown_name(answer, model, images, names):
    raised, begun = "nothing", False
    try:
        with answer(model, [*names, "features.12"]):
            begun = True
            model(images)
    except (KeyError, AttributeError):
        raised = TOO_LATE if begun else ASKED_FOR
    except (ValueError, LookupError, AssertionError) as error:  # other kinds are rather a slip than a choice
        raised = type(error).__name__
    return {UNKNOWN: raised} | left_in(model)


_SCENES = {
    "values": _values,
    "last pass": _last_pass,
    "hooks": _hooks,
    "raising block": _raising_block,
    "other hooks": _other_hooks,
    "graph": _graph,
    "training": _training,
    "modes": _modes,
    "unknown name": _unknown_name,
}


def _no_dict(outputs, names):
    """In place of what is no dict; a plain None would look as if the function had no `return`."""
    return dict.fromkeys(names, NOTHING_YIELDED) if outputs is None else outputs


def _origins(model):
    """The modules in which the hooks were written."""
    hooks = [hook for module in modules_of(model) for hook in module._forward_hooks.values()]
    while any(isinstance(hook, partial) for hook in hooks):
        hooks = [hook.func if isinstance(hook, partial) else hook for hook in hooks]
    return {getattr(hook, "__module__", "") for hook in hooks}


def _from_library(origins):
    return {LIBRARY: True} if "course_utils.hooks" in origins else {}
