"""What mistakes of a context manager that captures activations come to, and by what they are recognised."""

import torch

from course_utils.questions.ps6_filters_and_activations.captured import oracle, outputs_of
from course_utils.questions.ps6_filters_and_activations.networks import layers_of, small_network
from course_utils.questions.ps6_filters_and_activations.scenes import (
    ASKED_FOR,
    GRADIENT,
    NO_GRADIENT,
    NOTHING_YIELDED,
    TOO_LATE,
    UNKNOWN,
)

OVERWRITTEN = {"features.1": "features.2", "features.4": "features.5"}
"""Layers whose output the following in-place ReLU overwrites, and that ReLU."""


def instead(**values):
    """A wrong oracle: the right one, but in the cases that look at one of these, another value."""

    def wrong(images, seed, names, looks_at):
        make = values.get(looks_at.replace(" ", "_"))
        return make(images, seed, names) if make else oracle(images, seed, names, looks_at)

    return wrong


def overwritten(images, seed, names):
    values = outputs_of(small_network(seed, images.dtype), images, [OVERWRITTEN.get(name, name) for name in names])
    return dict(zip(names, values.values(), strict=True))


@torch.no_grad()
def inputs(images, seed, names):
    model = small_network(seed, images.dtype)
    found, x = {"features": model.normalise(images)}, images
    for name, layer in layers_of(model).items():
        found[name] = x
        x = layer(x.clone())
    return {name: found[name] for name in names}


def kept_copy_handed_on(images, seed, names):
    """What becomes of a gradient if the layers hand on tensors that are cut off; the scores stay right."""
    return oracle(images, seed, names, "training") | {GRADIENT: NO_GRADIENT}


def inputs_in_tuples(images, seed, names):
    return {name: (value,) for name, value in inputs(images, seed, names).items()}


def under_the_last_name(images, seed, names):
    values = oracle(images, seed, names, "values")
    return {names[-1]: values["features" if "features" in names else names[-1]]}


def lists_of_passes(images, seed, names):
    passes = [oracle(one, seed, names, "values") for one in images.split(1)]
    return {name: [one[name] for one in passes] for name in names}


def lists_of_one(images, seed, names):
    return {name: [value] for name, value in oracle(images, seed, names, "values").items()}


def first_pass(images, seed, names):
    return oracle(images[:1], seed, names, "values")


def nothing(images, seed, names):
    return {}


def found(key, *values):
    return lambda _verdict, seen: isinstance(seen.value, dict) and seen.value.get(key) in values


def nothing_yielded(_verdict, seen):
    return isinstance(seen.value, dict) and any(
        isinstance(kept, str) and kept == NOTHING_YIELDED for kept in seen.value.values()
    )


def another_error(_verdict, seen):
    known = ("nothing", ASKED_FOR, TOO_LATE)
    return isinstance(seen.value, dict) and seen.value.get(UNKNOWN, "nothing") not in known


def some_graph(verdict, seen):
    value = seen.value
    return verdict.case.options["looks_at"] == "graph" and isinstance(value, dict) and True in value.values()


def cut(verdict, seen):
    if seen.error is not None:
        return "does not require grad" in seen.error.message
    return isinstance(seen.value, dict) and seen.value.get(GRADIENT) == NO_GRADIENT
