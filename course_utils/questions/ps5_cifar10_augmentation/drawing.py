"""How a random change of a batch is tried: many batches from one generator, and the first one again.

What comes back are the images themselves. The properties look at which change each image shows; they know the images
that went in, and nothing of the answer's code.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch.overrides import TorchFunctionMode

from course_utils.checking.describe import describe, shape_text
from course_utils.checking.kept_randomness import kept_randomness
from course_utils.questions.misconceptions_of_all import COMMON
from course_utils.questions.outcome import Outcome
from course_utils.questions.ps5_cifar10_augmentation.sections import FLIP, ONE_DRAW
from course_utils.questions.question import Misconception, Section, Shortfall

WRONG_FORM = Outcome.WRONG_TYPE_OR_SHAPE
ON_THE_DEVICE = "random numbers are drawn where the images are"
UNLIKELY = 6.0  # standard deviations: a right answer leaves these bounds less than once in a hundred million tries
PARTS = ("batches", "first again", "touched", "input as it was", "dtype kept", "drawn on no device")


class _DrawsOnNoDevice(TorchFunctionMode):
    """Notes draws from a generator into a tensor that was made without saying where: an error with one of a GPU.

    names: the functions that made those tensors.
    """

    def __init__(self):
        super().__init__()
        self.names = []
        self._made = []  # on no device, and by which function

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        result = func(*args, **kwargs)
        if func in _MAKE_A_TENSOR and kwargs.get("device") is None:
            self._made.append((result, func.__name__))
        if kwargs.get("generator") is not None:
            drawn_into = (result, *args[:1])
            self.names += [name for made, name in self._made if any(made is one for one in drawn_into)]
        return result


_MAKE_A_TENSOR = (
    torch.rand, torch.randint, torch.randn, torch.randperm, torch.empty, torch.full, torch.ones, torch.zeros,
    torch.tensor,
)  # fmt: skip


def drawn(call: Callable[..., Any], images: torch.Tensor, amount: float, seed: int, times: int) -> Any:
    """What ``times`` calls ``call(images, amount, generator)`` with one generator give, and which global state moved.

    A result that is no tensor comes back as it is, in place of all the others.
    """
    original, batches = images.clone(), []
    with kept_randomness():
        before = _global_state()
        generator = torch.Generator(images.device).manual_seed(seed)
        for number in range(times):
            # The first call gets the images themselves, so that it shows if they are written to.
            batches.append(call(original.clone() if number else images, amount, generator))
            if type(batches[-1]) is not torch.Tensor:
                return batches[-1]
        touched = [name for name, old, new in zip(_STATES, before, _global_state(), strict=True) if old != new]
        with _DrawsOnNoDevice() as on_no_device:
            again = call(original.clone(), amount, torch.Generator(images.device).manual_seed(seed))
    found = {"first again": again, "touched": touched, "input as it was": torch.equal(images, original)}
    found["drawn on no device"] = on_no_device.names[:1]
    found["dtype kept"] = all(batch.dtype == images.dtype for batch in batches)
    if len({(batch.shape, batch.dtype) for batch in batches}) == 1:
        batches = torch.stack([batch.detach() for batch in batches])
    return found | {"batches": batches}


_STATES = ("PyTorch's", "NumPy's", "Python's")


def _global_state() -> tuple[bytes, ...]:
    return torch.get_rng_state().numpy().tobytes(), np.random.get_state()[1].tobytes(), repr(random.getstate()).encode()


def form(images: torch.Tensor, value: Any) -> Shortfall | None:
    """What is amiss with the form of what :func:`drawn` returned, if anything."""
    if not isinstance(value, dict) or set(value) != set(PARTS):
        return Shortfall(f"It returns {describe(value)}; expected is {describe(images)}.", WRONG_FORM)
    batches = value["batches"]
    if not isinstance(batches, torch.Tensor):
        return Shortfall("Its results for the same images differ in shape or dtype from call to call.", WRONG_FORM)
    if batches.shape[1:] != images.shape:
        got = shape_text(batches[0]) if batches.ndim else "()"
        return Shortfall(f"The shape is {got}; expected is that of the images, {shape_text(images)}.", WRONG_FORM)
    if value["dtype kept"] is not True:
        return Shortfall(f"The dtype is {batches.dtype}; expected is that of the images.", WRONG_FORM)
    return None


def reproducible(value: dict[str, Any]) -> Shortfall | None:
    """Whether the generator decides everything: again the same from the same seed, other draws later, nothing else."""
    batches, again = value["batches"], value["first again"]
    if not isinstance(again, torch.Tensor) or again.shape != batches[0].shape or not torch.equal(again, batches[0]):
        return Shortfall("With a new generator of the same seed the same images change in another way.")
    if isinstance(value["touched"], list) and value["touched"]:
        return Shortfall(
            f"It draws from {value['touched'][0]!s:.20} global random numbers; only `generator` may be drawn from."
        )
    if all(torch.equal(batches[0], batch) for batch in batches[1:]):
        return Shortfall(f"In {len(batches)} calls, one after the other, the same images change in the same way.")
    return None


def unchanged(value: dict[str, Any]) -> Shortfall | None:
    """Whether the images that were handed in are still what they were."""
    if value["input as it was"] is True:
        return None
    return Shortfall("The images that were handed in were changed: work on a copy.")


def on_the_device(value: dict[str, Any]) -> Shortfall | None:
    """Whether the random numbers are drawn where the images are, which may be a GPU."""
    names = value["drawn on no device"]
    if not names:
        return None
    return Shortfall(
        f"`torch.{names[0]!s:.20}` is called without a `device`: for images and a generator on a GPU that is an error."
    )


def formed(verdict: Any, seen: Any) -> torch.Tensor | None:
    """The batches of an observation whose form is right; else None."""
    return seen.value["batches"] if form(verdict.case.args[0], seen.value) is None else None


def same_in_each_call(verdict: Any, seen: Any) -> bool:
    """For recognisers: chance decides nothing, although it should."""
    batches, amount = formed(verdict, seen), verdict.case.args[1]
    if batches is None or amount == 0 or isinstance(amount, float) and amount == 1:
        return False  # p = 0 and p = 1 leave nothing to chance, nor does padding 0
    return not _global_numbers(verdict, seen) and all(torch.equal(batches[0], batch) for batch in batches[1:])


def _global_numbers(verdict: Any, seen: Any) -> bool:
    return isinstance(seen.value, dict) and bool(seen.value.get("touched"))


def _dtype_changed(_verdict: Any, seen: Any) -> bool:
    return isinstance(seen.value, dict) and seen.value.get("dtype kept") is False


def _no_tensor(verdict: Any, seen: Any) -> bool:
    return seen.status == "returned" and seen.value is not None and not (
        isinstance(seen.value, dict) and "batches" in seen.value
    )  # fmt: skip


def _on_no_device(verdict: Any, seen: Any) -> bool:
    """In the case about the device only: as a fault it explains no other."""
    if verdict.case.name != ON_THE_DEVICE or not isinstance(seen.value, dict):
        return False
    return bool(seen.value.get("drawn on no device"))


def known_everywhere(name: str, recognise: Callable[[Any, Any], bool], section: Section) -> Misconception:
    """A mistake that every question knows, as it shows here."""
    return replace(next(one for one in COMMON if one.name == name), recognise=recognise, section=section)


DRAWING = (
    Misconception(
        "global_random_numbers",
        "Your function draws from random numbers that everybody shares, or seeds them. `generator` is the only source "
        "here. So a seed in the generator can't repeat it, or other code that draws gets other numbers.",
        "Which argument do `torch.rand` and `torch.randint` have for this? Do `random` and `np.random` know it?",
        FLIP,
        recognise=_global_numbers,
        stronger="Run `torch.manual_seed(0)`, your function, and `torch.rand(1)`; then `torch.manual_seed(0)` and "
        "`torch.rand(1)` only. The two numbers have to be equal. Are they not? Then a draw, or a seed, of PyTorch's "
        "shared numbers is in your code. Are they? Then look for `random` or `np.random`.",
    ),
    Misconception(
        "same_draws_in_each_call",
        "Each call of your function changes the images in the same way.",
        "Does your function set a seed, or make a generator of its own? Where does it then start in each call?",
        ONE_DRAW,
        recognise=same_in_each_call,
        stronger="Print the random numbers that you draw, in two calls with one and the same generator: they have to "
        "differ, and yours are equal. Look for `manual_seed` and for a second `torch.Generator` inside your function: "
        "where would the draws go on if neither were there?",
    ),
    Misconception(
        "drawn_on_the_cpu",
        "Your function draws its random numbers on the CPU, wherever the images are. With images and a generator on a "
        "GPU it breaks off.",
        "A generator belongs to a device. On which one does `torch.rand(4, generator=generator)` make its tensor?",
        FLIP,
        recognise=_on_no_device,
        stronger="Look at each line of yours in which `generator=` stands: PyTorch makes a new tensor there, on the "
        "CPU if nobody says otherwise. Print `images.device`. Which argument of the same call says where the new "
        "tensor lies, and from what should it take its value?",
    ),
)


def common_here(section: Section) -> tuple[Misconception, ...]:
    """Mistakes of all questions, as they show in an answer that draws."""
    return (
        known_everywhere("dtype_changed", _dtype_changed, section),
        known_everywhere("not_a_tensor", _no_tensor, section),
    )
