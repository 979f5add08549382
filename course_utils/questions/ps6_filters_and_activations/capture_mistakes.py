"""The mistakes of a context manager that captures activations, told to the student."""

from course_utils.questions.ps6_filters_and_activations import wrong_captures as wrong
from course_utils.questions.ps6_filters_and_activations.scenes import (
    LIBRARY,
    MODES_AFTER,
    MODES_INSIDE,
    OTHERS,
    RAISED,
    TOO_LATE,
    UNKNOWN,
)
from course_utils.questions.ps6_filters_and_activations.sections import CAPTURE, LECTURE_HOOKS, LECTURE_IN_PLACE
from course_utils.questions.ps6_filters_and_activations.traces import (
    CHANGED,
    FORWARD_LEFT,
    HOOK_OF_ALL_LEFT,
    HOOKS_LEFT,
    says,
)
from course_utils.questions.question import Misconception

MISCONCEPTIONS = (
    Misconception(
        "in_place_overwrites",
        "What you keep is the tensor itself, and a following in-place ReLU overwrites it: your “convolution” has no "
        "negative values.",
        "Look at the smallest value that you keep for a layer before a ReLU. Is the tensor in your dictionary still "
        "yours when the next layer has run?",
        LECTURE_IN_PLACE,
        oracles=(wrong.instead(values=wrong.overwritten),),
        stronger="In a cell: `a = torch.tensor([-1., 2.])`, `b = a.detach()`, `a.relu_()`, and print `b`: it is 0 and "
        "2, because `detach()` (like `.data`) is the same memory under another name. Which call makes a copy in your "
        "hook, and is it the copy that goes into the dictionary?",
    ),
    Misconception(
        "kept_copy_handed_on",
        "Your hook hands on the very tensor that it keeps. So the network goes on with a detached one, which no "
        "gradient passes, and a following in-place ReLU overwrites what you have kept.",
        "How many tensors do you need if you keep one and the network goes on with another? How many does your hook "
        "make?",
        CAPTURE,
        oracles=(wrong.instead(values=wrong.overwritten, training=wrong.kept_copy_handed_on),),
        stronger="Print the `id` of what your hook puts into the dictionary, and of what it returns: the same number "
        "twice. A hook has two ways: to keep a copy and return nothing, or to keep one and return another that is "
        "still in the graph. Which of your lines mixes the two?",
    ),
    Misconception(
        "hook_left_when_block_raises",
        "When the block raises an error, your clean-up is skipped and the hooks stay.",
        "At which line of yours does the error come in, and which lines run after that? Which statement of Python runs "
        "its part whatever happens?",
        LECTURE_HOOKS,
        recognise=lambda verdict, seen: (
            verdict.case.options["looks_at"] == "raising block" and wrong.found(RAISED, "the same")(verdict, seen)
        ),
        stronger="Read the printed list of `noisy()` above: after the error, only one of its parts ran. Where does "
        "your `remove()` stand: in that part, simply after the `yield`, in an `else`, or, if you wrote a class, "
        "behind an `if` in `__exit__` that asks about the error?",
    ),
    HOOKS_LEFT,
    HOOK_OF_ALL_LEFT,
    FORWARD_LEFT,
    Misconception(
        "mode_switched",
        "Inside your block, or after it, the network is in another mode than before. So dropout and batch "
        "normalisation compute something else than they would without your function.",
        "Print `model.training` before the block, in it and after it. Who decides on the mode: whoever looks, or "
        "whoever owns the network?",
        CAPTURE,
        recognise=lambda verdict, seen: (
            wrong.found(MODES_INSIDE, CHANGED)(verdict, seen) or wrong.found(MODES_AFTER, CHANGED)(verdict, seen)
        ),
        stronger="Run `small.train()`, and print `[m.training for m in small.modules()]` before a block, in it and "
        "after it (and then `small.eval()`): three equal lists are needed. Look for `eval()`, `train()` and "
        "`.training =` in your code. What would your hooks see if none of them were there?",
    ),
    Misconception(
        "error_swallowed",
        "An error inside the block disappears in your context manager: nobody learns that the block was left half-way.",
        "Do you need an `except`, or a `return` in `finally`? What does `__exit__` return?",
        LECTURE_HOOKS,
        recognise=wrong.found(RAISED, "nothing came out of the `with` statement"),
        stronger="Run `with capture_activations(small, ['head']): raise ValueError('half-way')`: the cell has to end "
        "with that error, and yours ends in silence. With a class: print what `__exit__` returns; anything true means "
        "that the error is dealt with. With a generator: which `except` catches it, and what comes after?",
    ),
    Misconception(
        "removes_the_hooks_of_others",
        "Your clean-up removes all hooks of the layers, those of other people as well.",
        "What does `register_forward_hook` return? It removes one hook: yours.",
        LECTURE_HOOKS,
        recognise=wrong.found(OTHERS, 0, 1),
        stronger="Before a block for `['head']`, run `handle = small.head.register_forward_hook(lambda *_: "
        "print('mine'))`; after it, `small(images[:1])` has to print it still. Search your code for `_forward_hooks`: "
        "nobody but PyTorch writes there. What did each of your registrations return, and where did you put it?",
    ),
    Misconception(
        "graph_kept",
        "What you keep is still attached to the graph, and with it all tensors of the forward pass stay in memory.",
        "Print `requires_grad` of a kept tensor.",
        LECTURE_HOOKS,
        recognise=wrong.some_graph,
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
        recognise=wrong.cut,
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
        oracles=(wrong.instead(last_pass=wrong.first_pass),),
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
            wrong.instead(
                last_pass=wrong.lists_of_passes,
                values=wrong.lists_of_one,
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
            wrong.instead(
                values=wrong.inputs, last_pass=lambda images, seed, names: wrong.inputs(images[-1:], seed, names)
            ),
            wrong.instead(
                values=wrong.inputs_in_tuples,
                last_pass=lambda images, seed, names: wrong.inputs_in_tuples(images[-1:], seed, names),
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
            wrong.instead(
                values=wrong.under_the_last_name,
                last_pass=lambda images, seed, names: wrong.under_the_last_name(images[-1:], seed, names),
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
        oracles=(wrong.instead(values=wrong.nothing, last_pass=wrong.nothing, graph=wrong.nothing),),
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
        recognise=wrong.nothing_yielded,
        stronger="Run `with capture_activations(small, ['head']) as outputs: print(outputs)`: a dictionary has to be "
        "printed, and yours is None. Compare the lecture's function under “With hooks”: what stands in the line of its "
        "`yield`? With a class it is what `__enter__` returns. A `return` that comes later doesn't reach the block.",
    ),
    Misconception(
        "unknown_name_ignored",
        "A name that the model doesn't have is passed over in silence. Whoever mistypes one waits for it in vain.",
        'What does your function do with "features.12"? Does it look up names, or only compare them?',
        LECTURE_HOOKS,
        recognise=wrong.found(UNKNOWN, "nothing"),
        stronger="Run `with capture_activations(small, ['features.12']): pass`: a KeyError (or AttributeError) has to "
        "come. If your loop goes over the model's modules and asks which of them are wanted, a wrong name is never "
        "looked at. Turn it round: for each wanted name, ask a dictionary of all modules. What happens for "
        "`features.12` then?",
    ),
    Misconception(
        "unknown_name_told_too_late",
        "For a name that the model doesn't have your error comes, but only when the block has begun: a long forward "
        "pass may have run in vain.",
        "Which lines of yours run before the `yield`, and which after it? (With a class: in `__enter__` or before it, "
        "and in `__exit__`.) On which side do you look for the names?",
        LECTURE_HOOKS,
        recognise=wrong.found(UNKNOWN, TOO_LATE),
        stronger="Run `with capture_activations(small, ['features.12']): print('block')`: the error has to come, and "
        "“block” may not be printed. Put a `print` into the line that finds out that there is no such name. What keeps "
        "it from running first of all, before any hook is registered?",
    ),
    Misconception(
        "another_error_for_an_unknown_name",
        "For a name that the model doesn't have, your function raises an error of another kind than the docstring "
        "names.",
        "Which two kinds of error does the docstring name? Which of them comes by itself if a dictionary is asked for "
        "a key that it doesn't have?",
        LECTURE_HOOKS,
        recognise=wrong.another_error,
        stronger="Run `with capture_activations(small, ['features.12']): pass` and read the first word of the last "
        "line of the error. It has to be KeyError or AttributeError, so that whoever writes an `except` knows which. "
        "Find the `raise` or the `assert` that yours comes from: what would happen there without it?",
    ),
    Misconception(
        "library_capture",
        "You hand the work to `course_utils.hooks`, and this question is about writing it.",
        "Start from the lecture's section on hooks, and compare what is asked here.",
        LECTURE_HOOKS,
        recognise=wrong.found(LIBRARY, True),
        stronger="Start from the lecture's function under “With hooks”, in your own cell. Three things are different "
        "here: the layers are chosen by name and not by class, what is kept has to be detached, and an unknown name "
        "is an error. Change them one at a time, and run the check after each.",
    ),
)
