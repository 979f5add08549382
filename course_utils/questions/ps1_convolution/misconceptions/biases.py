"""The bias is left out, counts many times, or meets the wrong axis."""

import re
from collections.abc import Callable
from typing import Any

import torch

from course_utils.questions.ps1_convolution.misconceptions.convolution import Mistake, right
from course_utils.questions.ps1_convolution.misconceptions.errors import complains
from course_utils.questions.ps1_convolution.sections import TAUGHT_BIAS
from course_utils.questions.question import Misconception


def bias_ignored(images, weight, bias=None, *rest, **options):
    return right(images, weight, None, *rest, **options)


BIAS_IGNORED = Misconception(
    "bias_ignored",
    "Your answer ignores the bias: it returns what a call without a bias gives.",
    "Is the bias added to the sum anywhere, and does the result of that reach your `return`?",
    TAUGHT_BIAS,
    (bias_ignored,),
    stronger="Take an image and a weight of zeros, both 1×1×1×1, and the bias [7]: the output is 7. Print the output "
    "before and after the line that should add the bias. If nothing changes there, mind that `out + bias` makes a new "
    "tensor and leaves `out` as it is.",
)


def bias_inside_the_sum(images, weight, bias=None, *rest, **options):
    """Added at every tap: it counts C·kh·kw times."""
    return right(images, weight, None if bias is None else bias * weight[0].numel(), *rest, **options)


def bias_once_per_channel(images, weight, bias=None, *rest, **options):
    """Added for every input channel: it counts C times."""
    return right(images, weight, None if bias is None else bias * weight.shape[1], *rest, **options)


def bias_once_per_tap(images, weight, bias=None, *rest, **options):
    """Added for every tap of the kernel: it counts kh·kw times."""
    taps = weight.shape[2] * weight.shape[3]
    return right(images, weight, None if bias is None else bias * taps, *rest, **options)


BIAS_INSIDE_THE_SUM = Misconception(
    "bias_inside_the_sum",
    "The bias is added inside a sum, so that it counts many times.",
    "With all weights 0, every output of channel o is exactly bias[o].",
    TAUGHT_BIAS,
    (bias_inside_the_sum, bias_once_per_channel, bias_once_per_tap),
    stronger="Take an image and a weight of zeros, both 1×2×2×2, and the bias [7]: the output is 7. A 14 says that "
    "you add it once for each input channel, a 28 once for each place of the kernel, a 56 once for each product. "
    "Inside which sum or loop does it stand?",
)


def bias_subtracted(images, weight, bias=None, *rest, **options):
    return right(images, weight, None if bias is None else -bias, *rest, **options)


BIAS_SUBTRACTED = Misconception(
    "bias_subtracted",
    "You subtract the bias. A layer adds it.",
    "With all weights 0, every output of channel o is exactly bias[o].",
    TAUGHT_BIAS,
    (bias_subtracted,),
    stronger="Take an image and a weight of zeros, both 1×1×1×1, and the bias [7]: the output is 7, and you get -7. "
    "Look at the line in which `bias` and the sum meet: which sign stands between them?",
)


def bias_on_wrong_axis(axis: int) -> Mistake:
    """Broadcast along an axis that is not the channels'; raises RuntimeError where the sizes don't allow it."""

    def wrong(images, weight, bias=None, *rest, **options):
        out = right(images, weight, None, *rest, **options)
        if bias is None:
            return out
        shape = [1, 1, 1, 1]
        shape[axis] = len(bias)
        return out + bias.reshape(shape)

    return wrong


def _bias_of(verdict: Any) -> Any:
    """A layer's bias in this case, or None."""
    args = verdict.case.args
    return args[2] if len(args) > 2 else None


def _bias_on_wrong_axis(verdict: Any, seen: Any) -> bool:
    """The values are those of such a broadcast, or the sizes named in the error are the bias's and another axis's."""
    bias = _bias_of(verdict)
    if bias is None:
        return False
    if seen.error is None:
        return any(_returned(bias_on_wrong_axis(axis), verdict, seen) for axis in (0, 2, 3))
    if "bias" not in seen.error.line:
        return False
    images, _, height, width = right(*verdict.case.args, **verdict.case.options).shape
    torch_says = re.match(r"The size of tensor a .* must match the size of tensor b .* at", seen.error.message)
    if torch_says:
        sizes = {int(size) for size in re.findall(r"\d+", torch_says[0])}
        return len(bias) in sizes and sizes <= {len(bias), images, height, width, height * width}
    return re.search(rf"broadcast.* \({len(bias)},\)", seen.error.message) is not None


def _returned(mistake: Callable, verdict: Any, seen: Any) -> bool:
    """Whether the answer returned what the mistake gives."""
    try:
        values = mistake(*verdict.case.args, **verdict.case.options)
    except RuntimeError:
        return False
    got = seen.value
    alike = isinstance(got, torch.Tensor) and got.shape == values.shape
    return alike and torch.allclose(got.double(), values.double(), rtol=1e-4, atol=1e-3)


BIAS_ON_WRONG_AXIS = Misconception(
    "bias_on_wrong_axis",
    "The bias runs along the wrong axis of the output: it has one number for each output channel.",
    "When two tensors are added, their shapes are matched from the last axis backwards. Which axis of your output does "
    "`bias` meet then?",
    TAUGHT_BIAS,
    recognise=_bias_on_wrong_axis,
    stronger="Write the shape of your output and that of `bias` one below the other, aligned on the right, as in "
    "1×2×3×3 and 2: here the 2 stands below the width. Which axes of size 1 does the bias need in its shape, so that "
    "its numbers stand below the output channels?",
)

_NEITHER_TRUE_NOR_FALSE = re.compile(r"(Boolean|truth) value of .* is ambiguous")

BIAS_ASKED_FOR_TRUTH = Misconception(
    "bias_asked_for_truth",
    "A tensor stands where Python needs a yes or no, as in `if bias:`. With several numbers it has no answer, and with "
    "a single 0 it says no.",
    "You want to know whether a bias was given at all. What is `bias` when there is none?",
    TAUGHT_BIAS,
    recognise=lambda _verdict, seen: complains(seen, _NEITHER_TRUE_NOR_FALSE),
    stronger="Try `bool(torch.tensor([1.0, 2.0]))` in a cell: it is an error. `bool(torch.tensor([0.0]))` is False, "
    "though a bias is there. Search your code for `if bias`, `bias or` and `bias == None`. Which question about None "
    "works without asking for the values?",
)

_USES_NONE = re.compile(r"NoneType|must be Tensor, not None")

WITHOUT_BIAS_BREAKS = Misconception(
    "without_bias_breaks",
    "Your answer breaks when it is called without a bias.",
    "What is `bias` in a call that doesn't name it? The first line of the function says so.",
    TAUGHT_BIAS,
    recognise=lambda verdict, seen: _bias_of(verdict) is None and complains(seen, _USES_NONE),
    stronger="Call your function with images and weight only. `bias` is None then, and `None[0]`, `None.reshape(…)` "
    "and `out + None` are all errors. Mark the lines that use `bias`: which of them run although there is none?",
)

BIASES = (
    BIAS_IGNORED,
    BIAS_INSIDE_THE_SUM,
    BIAS_SUBTRACTED,
    BIAS_ON_WRONG_AXIS,
    BIAS_ASKED_FOR_TRUTH,
    WITHOUT_BIAS_BREAKS,
)
