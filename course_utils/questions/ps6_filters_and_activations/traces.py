"""What an answer leaves behind: hooks, modes, gradients, statistics. Facts as words, so that a reply can quote them."""

from contextlib import contextmanager

import torch
from torch.nn.modules import module as every_module

from course_utils.checking.inside import buffers_of, modules_of, parameters_of
from course_utils.questions.ps6_filters_and_activations.sections import (
    AS_FOUND,
    CAM,
    LECTURE_CAM,
    LECTURE_FGSM,
    LECTURE_HOOKS,
    LECTURE_NETWORK,
)
from course_utils.questions.question import Misconception

HOOKS = "hooks left behind"
HOOKS_OF_ALL = "hooks left behind that run in every module there is"
FORWARDS = "modules left behind with another forward method"
MODES = "train/eval modes of all modules"
STATISTICS = "running statistics of the batch normalisation"
GRADIENTS = ".grad of the parameters"
REQUIRES_GRAD = "requires_grad of the parameters"
IMAGES = "the images"
RESULT = "requires_grad of the result"

AS_BEFORE = "as before"
CHANGED = "changed"
ERASED = "erased"
VALUES_CHANGED = "their values were changed"
STILL_REQUIRE = "they require a gradient now"

NOTHING_LEFT = dict.fromkeys((HOOKS, HOOKS_OF_ALL, FORWARDS), 0)
"""In the modules, and in PyTorch."""
UNTOUCHED = {**NOTHING_LEFT, **dict.fromkeys((MODES, STATISTICS, GRADIENTS, REQUIRES_GRAD, IMAGES), AS_BEFORE)}
LEFT_BEHIND = UNTOUCHED | {RESULT: False}
"""What a right answer leaves behind, in the network and in its result."""


class Found:
    """A model and images as an answer finds them. Every other parameter gets a gradient that somebody still needs."""

    def __init__(self, model, images):
        self.model, self.images = model, images
        for number, parameter in enumerate(parameters_of(model)):
            if number % 2 and parameter.requires_grad:
                parameter.grad = torch.full_like(parameter, 0.5)
        self.modes = [module.training for module in modules_of(model)]
        self.statistics = [buffer.clone() for buffer in buffers_of(model)]
        self.gradients = [_copy(parameter.grad) for parameter in parameters_of(model)]
        self.requires_grad = [parameter.requires_grad for parameter in parameters_of(model)]
        self.values = images.clone()

    def afterwards(self, aspects):
        """For each of the aspects, what has become of it."""
        model = self.model
        facts = {
            **left_in(model),
            MODES: _same(self.modes == [module.training for module in modules_of(model)]),
            STATISTICS: _same(all(map(torch.equal, self.statistics, buffers_of(model)))),
            GRADIENTS: self._gradients(),
            REQUIRES_GRAD: _same(self.requires_grad == [parameter.requires_grad for parameter in parameters_of(model)]),
            IMAGES: self._images(),
        }
        return {aspect: facts[aspect] for aspect in aspects}

    def _gradients(self):
        now = [parameter.grad for parameter in parameters_of(self.model)]
        if all(_equal(before, after) for before, after in zip(self.gradients, now, strict=True)):
            return AS_BEFORE
        needed = [after for before, after in zip(self.gradients, now, strict=True) if before is not None]
        return ERASED if any(after is None or not after.any() for after in needed) else CHANGED

    def _images(self):
        if self.images.shape != self.values.shape or not torch.equal(self.images, self.values):
            return VALUES_CHANGED
        return STILL_REQUIRE if self.images.requires_grad else AS_BEFORE


def of_result(result):
    """Whether a result is still attached to a graph; what is no tensor comes back as it is."""
    return {RESULT: result.requires_grad} if isinstance(result, torch.Tensor) else result


def left_in(model):
    """What hangs in the modules of a model, or in all there are: hooks, and methods in place of `forward`."""
    return {
        HOOKS: hooks_of(model),
        HOOKS_OF_ALL: sum(len(hooks) for hooks in _hooks_of_all()),
        FORWARDS: sum("forward" in vars(module) for module in modules_of(model)),
    }


@contextmanager
def without_hooks_of_all():
    """In the block there are no hooks for all modules; after it those that there were before.

    What an answer leaves there would run in every network that is tried from then on.
    """
    before = [dict(hooks) for hooks in _hooks_of_all()]
    for hooks in _hooks_of_all():
        hooks.clear()
    try:
        yield
    finally:
        for hooks, earlier in zip(_hooks_of_all(), before, strict=True):
            hooks.clear()
            hooks.update(earlier)


def _hooks_of_all():
    names = ("forward_pre_hooks", "forward_hooks", "backward_pre_hooks", "backward_hooks")
    return [getattr(every_module, f"_global_{name}") for name in names]


def hooks_of(model):
    """How many forward and backward hooks the modules of a model have."""
    return sum(
        len(hooks)
        for module in modules_of(model)
        for hooks in (
            module._forward_hooks, module._forward_pre_hooks, module._backward_hooks, module._backward_pre_hooks
        )
    )  # fmt: skip


def shows(aspect, *values):
    """A recogniser: the case looked at this aspect and found one of these values."""

    def recognise(_verdict, seen):
        return isinstance(seen.value, dict) and seen.value.get(aspect, AS_BEFORE) in values

    return recognise


def says(*messages):
    """A recogniser: the answer raised an error whose message holds one of these texts."""
    return lambda _verdict, seen: seen.error is not None and any(text in seen.error.message for text in messages)


_lacks_a_gradient = says("does not require grad", "do not require grad", "doesn't require grad", "doesn’t require grad")


def _same(holds):
    return AS_BEFORE if holds else CHANGED


def _copy(gradient):
    return None if gradient is None else gradient.clone()


def _equal(one, other):
    if one is None or other is None:
        return one is other
    return torch.equal(one, other)


USED_IN_TRAINING_MODE = Misconception(
    "used_in_training_mode",
    "Your function uses the network in training mode if it is given in training mode: dropout draws lots, and batch "
    "normalisation takes the statistics of your batch and even moves its running ones.",
    "What does `model.training` say inside your function, just before the forward pass?",
    CAM,
    recognise=shows(STATISTICS, CHANGED),
    stronger="Run `small.train()`, print `small.features[1].running_mean`, call your function "
    "and print it again: not one number may move. Which forward pass of yours moves them? "
    "Every pass needs `model.eval()` before it, and the modes may go back only when the last "
    "pass is over.",
)
MODE_NOT_RESTORED = Misconception(
    "mode_not_restored",
    "After your function the network is in another mode than before. Whoever goes on training, or testing, does it in "
    "the wrong mode without knowing.",
    "Call it once with `model.train()` before and once with `model.eval()` before, and print `model.training` after "
    "each. And what if one part of the network was in the other mode?",
    AS_FOUND,
    recognise=shows(MODES, CHANGED),
    stronger="Put one part of the digit network into another mode, `small.train()` and then "
    "`small.features.eval()`. Compare `[m.training for m in small.modules()]` before and after "
    "your function: the lists have to be equal. `model.train(...)` sets all modules alike. How "
    "many values do you have to write down, and before which line?",
)
GRAPH_KEPT_IN_RESULT = Misconception(
    "graph_kept_in_result",
    "Your result requires a gradient: the whole forward pass hangs on it, and on whatever is computed from it.",
    "On which tensor did you do the last step: on the one that requires a gradient, or on the images?",
    LECTURE_FGSM,
    recognise=shows(RESULT, True),
    stronger="Print `requires_grad` of three tensors: of the one you sent into the network, of its gradient, and "
    "of your result. The first has to be True, the second is False. So where does the True of the third come "
    "from, and which tensor with the same pixels could your last line start from?",
)
GRADIENTS_LEFT = Misconception(
    "gradients_left",
    "Your function leaves gradients in the network's parameters. The next optimizer step adds them to its own.",
    "`backward()` fills `.grad` of everything that the result depends on. Which function gives a gradient only for "
    "what you name?",
    LECTURE_CAM,
    recognise=shows(GRADIENTS, CHANGED),
    stronger="Run `small.zero_grad()`, call your function, and print "
    "`small.features[0].weight.grad`: None has to be there. Now look at the lecture's Grad-CAM and "
    "FGSM: no `backward()` anywhere. What does the line that makes `gradient` call instead, and "
    "which two things does it hand over?",
)
GRADIENTS_ERASED = Misconception(
    "gradients_erased",
    "Your function erases the gradients that were in the parameters before. They belong to whoever called it.",
    "Which call sets all gradients of the network to zero, or to None? What if you never made any?",
    LECTURE_CAM,
    recognise=shows(GRADIENTS, ERASED),
    stronger="With `w = small.features[0].weight`, set `w.grad = torch.ones_like(w)`, call your "
    "function and print `w.grad`: the ones have to be there still. Search your code for "
    "`zero_grad` and `.grad = None`. They clear away what a `backward()` has made: how does the "
    "lecture do without it?",
)
FREEZES_PARAMETERS = Misconception(
    "freezes_parameters",
    "After your function the parameters' `requires_grad` is not what it was: the network no longer learns, or a frozen "
    "one does.",
    "Print `requires_grad` of a parameter before and after. Does your function have to touch it at all?",
    LECTURE_CAM,
    recognise=shows(REQUIRES_GRAD, CHANGED),
    stronger="Compare `[p.requires_grad for p in small.parameters()]` before and after your "
    "function: the lists have to be equal. Take out the lines that set it for parameters, and "
    "run the check again. At which single tensor of yours does the graph have to begin, whatever "
    "the parameters are?",
)
IMAGES_CHANGED = Misconception(
    "images_changed",
    "Your function changes the images it was given, in place.",
    "Look for `+=`, names ending in `_`, and `.data`. Is your tensor a copy, or the very same memory?",
    LECTURE_NETWORK,
    recognise=shows(IMAGES, VALUES_CHANGED),
    stronger="Call your function with `mine = images[:2].clone()` and compare `mine` with "
    "`images[:2]` afterwards. Then print `data_ptr()` of the tensor that your code writes into, and "
    "of the images it was given: equal numbers mean the same memory. `.detach()` and `.data` share "
    "it. What makes a copy?",
)
IMAGES_REQUIRE_GRADIENT = Misconception(
    "images_require_gradient",
    "After your function the images that you were given require a gradient.",
    "On which tensor do you call `requires_grad_()`: on the one you were given, or on one of your own?",
    LECTURE_NETWORK,
    recognise=shows(IMAGES, STILL_REQUIRE),
    stronger="Print `x is images` for the tensor `x` at which your graph begins: "
    "`requires_grad_()` marks a tensor and returns that very one, and `x = images` gives it "
    "a second name. Look at the line with `leaf` in the lecture: what stands between the "
    "images and the mark?",
)
HOOKS_LEFT = Misconception(
    "hooks_left",
    "A hook stays behind in the network. From now on it runs in every forward pass.",
    "Count the hooks before and after: `sum(len(m._forward_hooks) for m in model.modules())`. "
    "What gives you the handle to remove one, and is that line reached whatever happens?",
    LECTURE_HOOKS,
    recognise=lambda _verdict, seen: isinstance(seen.value, dict) and (seen.value.get(HOOKS) or 0) != 0,
    stronger="After your function, print `[name for name, m in model.named_modules() if m._forward_hooks "
    "or m._backward_hooks]`. For each of these layers: did you keep what the registration returned, do "
    "you remove every one of them, and which line in between may raise, for an unknown name perhaps?",
)
HOOK_OF_ALL_LEFT = Misconception(
    "hook_of_all_left",
    "A hook for *all* modules stays behind in PyTorch itself. From now on it runs in every network, whosever it is.",
    "`register_module_forward_hook` and its relatives return a handle, too. Who removes it, and when?",
    LECTURE_HOOKS,
    recognise=lambda _verdict, seen: isinstance(seen.value, dict) and (seen.value.get(HOOKS_OF_ALL) or 0) != 0,
    stronger="Search your code for `register_module_`: such a hook belongs to no layer, so no layer's list shows it. "
    "Put a `print` into it, call your function, and then `nn.Linear(1, 1)(torch.zeros(1))`: nothing may be printed. "
    "(To be rid of those that are left, restart the kernel.) Which hook would run in the wanted layers only?",
)
FORWARD_LEFT = Misconception(
    "forward_left",
    "A layer's `forward` stays replaced: from now on your own function runs in its place in every forward pass.",
    "What did `module.forward` hold before you assigned to it? Which line brings that back, whatever happens?",
    LECTURE_HOOKS,
    recognise=lambda _verdict, seen: isinstance(seen.value, dict) and (seen.value.get(FORWARDS) or 0) != 0,
    stronger="After your function, print `[name for name, m in small.named_modules() if 'forward' in vars(m)]`: the "
    "list has to be empty. An assignment to `module.forward` hides the method of the class until somebody deletes it. "
    "And is there a way to be called after a layer that needs no `forward` of yours?",
)
NO_GRAPH = says("does not have a grad_fn")
"""What PyTorch says of a number that nothing which requires a gradient has led to."""
FROZEN_BREAKS = Misconception(
    "frozen_network_breaks",
    "Your function fails for a network whose weights are frozen: with nothing that requires a gradient, there is no "
    "graph to go back through.",
    "The weights don't require a gradient, and the images don't either. Which tensor may you let the graph start at?",
    LECTURE_CAM,
    recognise=lambda verdict, seen: bool(verdict.case.options.get("frozen")) and _lacks_a_gradient(verdict, seen),
    stronger="Run `small.requires_grad_(False)`, call your function, and print `requires_grad` of "
    "what you send into the network and of the scores: both have to be True. Which line of yours "
    "makes the first one True for every network, and without marking the caller's images? (Afterwards "
    "`small.requires_grad_(True)`.)",
)
