"""capture_activations(model, names): a context manager that yields what layers put out, and leaves no hook behind."""

import torch

from course_utils.questions.ps6_filters_and_activations.networks import HEIGHT, WIDTH, layers_of, small_network
from course_utils.questions.ps6_filters_and_activations.scenes import (
    ASKED_FOR,
    LIBRARY,
    NOTHING_YIELDED,
    OTHERS,
    RAISED,
    UNKNOWN,
    probe,
)
from course_utils.questions.ps6_filters_and_activations.sections import CAPTURE, LECTURE_HOOKS, LECTURE_IN_PLACE
from course_utils.questions.ps6_filters_and_activations.traces import HOOKS, HOOKS_LEFT, says
from course_utils.questions.question import Case, Forbidden, Misconception, Question

NAMES = ("features.0", "features.1", "features.4", "head.2")
OVERWRITTEN = {"features.1": "features.2", "features.4": "features.5"}
"""Layers whose output the following in-place ReLU overwrites, and that ReLU."""


def cases(rng):
    def case(name, looks_at, names=NAMES, images=3):
        pixels = torch.from_numpy(rng.uniform(0, 1, (images, 3, HEIGHT, WIDTH)))
        return Case(
            name, (pixels.float(),), {"seed": int(rng.integers(1_000_000)), "names": names, "looks_at": looks_at}
        )

    return [
        case("a linear layer and the first convolution, with no in-place layer behind them", "values", NAMES[::3]),
        case("layers before an in-place ReLU", "values", NAMES[1:3], images=2),
        case("three passes: the last one counts", "last pass", NAMES[::3]),
        case("no hook is left afterwards", "hooks"),
        case("no hook is left when the block raises, and the error goes on", "raising block"),
        case("hooks of somebody else stay", "other hooks"),
        case("what is kept is detached", "graph"),
        case("the network computes the same inside the block, and a gradient reaches its first layer", "training"),
        case("a name that the model doesn't have: KeyError or AttributeError, and no hook is left", "unknown name"),
        case("a whole part of the network, and one layer in it", "values", ("features", "features.3")),
    ]


def oracle(images, seed, names, looks_at):
    facts = {
        "hooks": {HOOKS: 0},
        "raising block": {HOOKS: 0, RAISED: "the same"},
        "other hooks": {OTHERS: 2},
        "graph": dict.fromkeys(names, False),
        "unknown name": {UNKNOWN: ASKED_FOR, HOOKS: 0},
    }
    if looks_at in facts:
        return facts[looks_at]
    model = small_network(seed, images.dtype)
    if looks_at == "training":
        scores = model(images)
        (gradient,) = torch.autograd.grad(scores.square().sum(), model.features[0].weight)
        return {"scores": scores.detach(), "gradient of the first layer": gradient}
    return outputs_of(model, images if looks_at == "values" else images[-1:], names)


@torch.no_grad()
def outputs_of(model, images, names):
    """The outputs of layers, and of parts of the network, by running it piece by piece."""
    found, x = {}, images
    for name, layer in layers_of(model).items():
        x = layer(x.clone())
        found[name] = x
    found["features"] = found["features.5"]
    return {name: found[name] for name in names}


def _instead(**values):
    """A wrong oracle: the right one, but in the cases that look at one of these, another value."""

    def wrong(images, seed, names, looks_at):
        make = values.get(looks_at.replace(" ", "_"))
        return make(images, seed, names) if make else oracle(images, seed, names, looks_at)

    return wrong


def _overwritten(images, seed, names):
    values = outputs_of(small_network(seed, images.dtype), images, [OVERWRITTEN.get(name, name) for name in names])
    return dict(zip(names, values.values(), strict=True))


@torch.no_grad()
def _inputs(images, seed, names):
    model = small_network(seed, images.dtype)
    found, x = {"features": model.normalise(images)}, images
    for name, layer in layers_of(model).items():
        found[name] = x
        x = layer(x.clone())
    return {name: found[name] for name in names}


def _inputs_in_tuples(images, seed, names):
    return {name: (value,) for name, value in _inputs(images, seed, names).items()}


def _under_the_last_name(images, seed, names):
    values = oracle(images, seed, names, "values")
    return {names[-1]: values["features" if "features" in names else names[-1]]}


def _lists_of_passes(images, seed, names):
    passes = [oracle(one, seed, names, "values") for one in images.split(1)]
    return {name: [one[name] for one in passes] for name in names}


def _lists_of_one(images, seed, names):
    return {name: [value] for name, value in oracle(images, seed, names, "values").items()}


def _first_pass(images, seed, names):
    return oracle(images[:1], seed, names, "values")


def _nothing(images, seed, names):
    return {}


def _found(key, *values):
    return lambda _verdict, seen: isinstance(seen.value, dict) and seen.value.get(key) in values


def _nothing_yielded(_verdict, seen):
    return isinstance(seen.value, dict) and any(
        isinstance(kept, str) and kept == NOTHING_YIELDED for kept in seen.value.values()
    )


def _another_error(_verdict, seen):
    return isinstance(seen.value, dict) and seen.value.get(UNKNOWN, "nothing") not in ("nothing", ASKED_FOR)


def _some_graph(verdict, seen):
    value = seen.value
    return verdict.case.options["looks_at"] == "graph" and isinstance(value, dict) and True in value.values()


def _cut(verdict, seen):
    if seen.error is not None:
        return "does not require grad" in seen.error.message
    return isinstance(seen.value, dict) and seen.value.get("gradient of the first layer") == "none"


MISCONCEPTIONS = (
    Misconception(
        "in_place_overwrites",
        "What you keep is the tensor itself, and a following in-place ReLU overwrites it: your “convolution” has no "
        "negative values.",
        "Look at the smallest value that you keep for a layer before a ReLU. Is the tensor in your dictionary still "
        "yours when the next layer has run?",
        LECTURE_IN_PLACE,
        oracles=(_instead(values=_overwritten),),
        stronger="In a cell: `a = torch.tensor([-1., 2.])`, `b = a.detach()`, `a.relu_()`, and print `b`: it is 0 and "
        "2, because `detach()` (like `.data`) is the same memory under another name. Which call makes a copy in your "
        "hook, and is it the copy that goes into the dictionary?",
    ),
    Misconception(
        "hook_left_when_block_raises",
        "When the block raises an error, your clean-up is skipped and the hooks stay.",
        "At which line of yours does the error come in, and which lines run after that? Which statement of Python runs "
        "its part whatever happens?",
        LECTURE_HOOKS,
        recognise=lambda verdict, seen: (
            verdict.case.options["looks_at"] == "raising block" and _found(RAISED, "the same")(verdict, seen)
        ),
        stronger="Read the printed list of `noisy()` above: after the error, only one of its parts ran. Where does "
        "your `remove()` stand: in that part, simply after the `yield`, in an `else`, or, if you wrote a class, "
        "behind an `if` in `__exit__` that asks about the error?",
    ),
    HOOKS_LEFT,
    Misconception(
        "error_swallowed",
        "An error inside the block disappears in your context manager: nobody learns that the block was left half-way.",
        "Do you need an `except`, or a `return` in `finally`? What does `__exit__` return?",
        LECTURE_HOOKS,
        recognise=_found(RAISED, "nothing came out of the `with` statement"),
        stronger="Run `with capture_activations(small, ['head']): raise ValueError('half-way')`: the cell has to end "
        "with that error, and yours ends in silence. With a class: print what `__exit__` returns; anything true means "
        "that the error is dealt with. With a generator: which `except` catches it, and what comes after?",
    ),
    Misconception(
        "removes_the_hooks_of_others",
        "Your clean-up removes all hooks of the layers, those of other people as well.",
        "What does `register_forward_hook` return? It removes one hook: yours.",
        LECTURE_HOOKS,
        recognise=_found(OTHERS, 0, 1),
        stronger="Before a block for `['head']`, run `handle = small.head.register_forward_hook(lambda *_: "
        "print('mine'))`; after it, `small(images[:1])` has to print it still. Search your code for `_forward_hooks`: "
        "nobody but PyTorch writes there. What did each of your registrations return, and where did you put it?",
    ),
    Misconception(
        "graph_kept",
        "What you keep is still attached to the graph, and with it all tensors of the forward pass stay in memory.",
        "Print `requires_grad` of a kept tensor.",
        LECTURE_HOOKS,
        recognise=_some_graph,
        stronger="After a block without `no_grad`, print `outputs['features.0'].grad_fn`: None has to be there. A "
        "copy isn't enough: `torch.ones(1, requires_grad=True).clone().requires_grad` is True. Which method leaves "
        "the history behind, and is it to be called on what you keep, or on what the network goes on with?",
    ),
    Misconception(
        "graph_cut",
        "Inside your block no gradient reaches the layers any more: your hook hands on a tensor that is cut off.",
        "What a hook returns takes the output's place. Which of your two tensors should be detached: the one you keep, "
        "or the one the network goes on with?",
        LECTURE_HOOKS,
        recognise=_cut,
        stronger="Inside your block, for the layer `features.4`, run `torch.autograd.grad(small(images[:1]).sum(), "
        "small.features[0].weight)`: it must not raise. Look at two places: what your hook returns, because the "
        "network goes on with that, and whether a `no_grad` surrounds your `yield`, because then it holds for the "
        "whole block.",
    ),
    Misconception(
        "first_pass_counts",
        "After several forward passes your dictionary holds the first one. The last one counts.",
        "What happens in your hook if the name is in the dictionary already?",
        LECTURE_HOOKS,
        oracles=(_instead(last_pass=_first_pass),),
        stronger="In one block, send `images[:1]` through and then `images[-1:]`, and print "
        "`outputs['features.0'].mean()` after each: the number has to change, and yours doesn't. Which `if`, or which "
        "method of the dictionary, leaves an entry alone that is there already?",
    ),
    Misconception(
        "passes_in_a_list",
        "Your dictionary holds a list for each layer. Asked for is the output itself, of the last pass.",
        'Print `type(outputs["features.0"])`.',
        LECTURE_HOOKS,
        oracles=(
            _instead(
                last_pass=_lists_of_passes,
                values=_lists_of_one,
                graph=lambda images, seed, names: dict.fromkeys(names),
            ),
        ),
        stronger="After one pass with `images[:2]`, `outputs['features.0'].shape` has to be 2×8×28×28; a list has no "
        "shape. Find the `append` in your hook, and the place where the list is made. What should a second pass do "
        "with the entry of the first one?",
    ),
    Misconception(
        "input_for_output",
        "You keep what goes into the layer, not what comes out.",
        "In which order does PyTorch give a forward hook its three arguments?",
        LECTURE_HOOKS,
        oracles=(
            _instead(values=_inputs, last_pass=lambda images, seed, names: _inputs(images[-1:], seed, names)),
            _instead(
                values=_inputs_in_tuples,
                last_pass=lambda images, seed, names: _inputs_in_tuples(images[-1:], seed, names),
                graph=lambda images, seed, names: dict.fromkeys(names),
            ),
        ),
        stronger="For two digits, 2×1×28×28 goes into `features.0`, and 2×8×28×28 comes out. Which of the two is the "
        "shape of what you keep? Print the arguments of your hook one by one: the second is a tuple of all inputs, "
        "the third the output. A pre-hook runs before there is an output.",
    ),
    Misconception(
        "one_name_for_all",
        "All your hooks write under the same name, the last one of your loop, so only one output is left.",
        "A function defined in a loop looks up `name` when it is *called*. Which value does `name` have by then?",
        LECTURE_HOOKS,
        oracles=(
            _instead(
                values=_under_the_last_name,
                last_pass=lambda images, seed, names: _under_the_last_name(images[-1:], seed, names),
                graph=lambda images, seed, names: {names[-1]: False},
            ),
        ),
        stronger="Ask for `['features.0', 'head']` and print `name` inside your hook while one digit goes through: "
        "“head” appears twice. It is the trap of the first example of this section, where only “2” was left. What "
        "does the lecture's `partial(keep, n)` do in the loop, and what does your hook do only later?",
    ),
    Misconception(
        "hooks_removed_too_early",
        "Your dictionary stays empty: the hooks are gone before the block runs, or were never there.",
        "When does the block of the `with` statement run, seen from your function: before or after `yield`?",
        LECTURE_HOOKS,
        oracles=(_instead(values=_nothing, last_pass=_nothing, graph=_nothing),),
        stronger="Put a `print` into your hook, one before `remove()`, and one into the block. The hook has to print "
        "before the removal. Does it never print? Then your hooks are gone, or were never there, when the block runs. "
        "It does print? Then the dictionary you yield is not the one it fills: compare their `id`.",
    ),
    Misconception(
        "no_context_manager",
        "What your function returns can't be used in a `with` statement.",
        "Which line stood above `def` in the lecture?",
        LECTURE_HOOKS,
        recognise=says("context manager protocol", "__enter__", "__exit__"),
        stronger="Print `type(capture_activations(small, ['head']))`: a generator or a dictionary has no `__enter__`, "
        "which `with` calls first. `noisy()` of this section is written with `yield`, too, and works. Compare the two "
        "lines at its top with yours, and what happens after the `yield` with what happens after a `return`.",
    ),
    Misconception(
        "nothing_yielded",
        "In your `with` statement None stands after `as`: your function hands nothing to the block.",
        "Which statement hands something to the block, `yield` or `return`? When does what stands after the `yield` "
        "run?",
        LECTURE_HOOKS,
        recognise=_nothing_yielded,
        stronger="Run `with capture_activations(small, ['head']) as outputs: print(outputs)`: a dictionary has to be "
        "printed, and yours is None. Compare the lecture's function under “With hooks”: what stands in the line of its "
        "`yield`? With a class it is what `__enter__` returns. A `return` that comes later doesn't reach the block.",
    ),
    Misconception(
        "unknown_name_ignored",
        "A name that the model doesn't have is passed over in silence. Whoever mistypes one waits for it in vain.",
        'What does your function do with "features.12"? Does it look up names, or only compare them?',
        LECTURE_HOOKS,
        recognise=_found(UNKNOWN, "nothing"),
        stronger="Run `with capture_activations(small, ['features.12']): pass`: a KeyError (or AttributeError) has to "
        "come. If your loop goes over the model's modules and asks which of them are wanted, a wrong name is never "
        "looked at. Turn it round: for each wanted name, ask a dictionary of all modules. What happens for "
        "`features.12` then?",
    ),
    Misconception(
        "another_error_for_an_unknown_name",
        "For a name that the model doesn't have, your function raises an error of another kind than the docstring "
        "names.",
        "Which two kinds of error does the docstring name? Which of them comes by itself if a dictionary is asked for "
        "a key that it doesn't have?",
        LECTURE_HOOKS,
        recognise=_another_error,
        stronger="Run `with capture_activations(small, ['features.12']): pass` and read the first word of the last "
        "line of the error. It has to be KeyError or AttributeError, so that whoever writes an `except` knows which. "
        "Find the `raise` or the `assert` that yours comes from: what would happen there without it?",
    ),
    Misconception(
        "library_capture",
        "You hand the work to `course_utils.hooks`, and this question is about writing it.",
        "Start from the lecture's section on hooks, and compare what is asked here.",
        LECTURE_HOOKS,
        recognise=_found(LIBRARY, True),
        stronger="Start from the lecture's function under “With hooks”, in your own cell. Three things are different "
        "here: the layers are chosen by name and not by class, what is kept has to be detached, and an unknown name "
        "is an error. Change them one at a time, and run the check after each.",
    ),
)

QUESTION = Question(
    name="capture_activations",
    title="What the layers put out: capture_activations",
    section=CAPTURE,
    cases=cases,
    oracle=oracle,
    probe=probe,
    misconceptions=MISCONCEPTIONS,
    forbidden=Forbidden(lent=("course_utils.hooks.*",)),
    shows=(),
)
