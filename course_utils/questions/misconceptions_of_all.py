"""Mistakes that can be made in any question, recognised by their traces."""

import re

import torch

from course_utils.questions.outcome import Outcome
from course_utils.questions.question import Misconception, Section

RULES = Section("this problem set", "Before you start")


# What Python, PyTorch and NumPy say where a float stands for a size or a place. PyTorch's `torch.zeros(3.0, 4.0)`
# complains of its "arguments".
_NEEDS_A_WHOLE_NUMBER = re.compile(
    r"float.* cannot be interpreted as an integer|tuple of ints, ?(not|but found element of type|but got) \S*float"
    r"|(zeros|ones|empty|reshape)\(\) takes 1 positional argument but 2 were given|must be of integral type"
    r"|slice indices must be integers|indices must be .*not float|only integers, slices|non-int of type 'float'"
)


def _library_call(verdict, _seen) -> bool:
    return verdict.outcome is Outcome.FORBIDDEN


def _input_mutated(_verdict, seen) -> bool:
    return bool(seen.mutated)


def _size_is_a_float(verdict, seen) -> bool:
    if type(verdict.expected) is int and isinstance(seen.value, float):
        return True
    if seen.error is None:
        return False
    if "can't multiply sequence" in seen.error.message and "[" not in seen.error.line:
        return False  # no list is made in that line: rather a tuple is taken for a tensor
    return _NEEDS_A_WHOLE_NUMBER.search(seen.error.message) is not None


def _nothing_returned(_verdict, seen) -> bool:
    return seen.status == "returned" and seen.value is None


def _not_a_tensor(verdict, seen) -> bool:
    wrong_form = verdict.outcome is Outcome.WRONG_TYPE_OR_SHAPE
    a_tensor = isinstance(verdict.expected, torch.Tensor)
    return a_tensor and wrong_form and seen.status == "returned" and not isinstance(seen.value, torch.Tensor)


def _dtype_changed(verdict, seen) -> bool:
    expected, got = verdict.expected, seen.value
    both = isinstance(expected, torch.Tensor) and isinstance(got, torch.Tensor)
    return both and expected.shape == got.shape and expected.dtype != got.dtype


LIBRARY_CALL = Misconception(
    "library_call",
    "You let a library do what this question asks you to write.",
    "Start from the small example of the section and write down, in words, what happens for one output value.",
    RULES,
    recognise=_library_call,
    stronger="The message names the operation that is not allowed. Search your answer, and every function that it "
    "calls, for the line that leads to it. Write down what goes into that line and what comes out for the smallest "
    "example you can find, then get from one to the other with what the question allows.",
)

COMMON = (
    LIBRARY_CALL,
    Misconception(
        "input_mutated",
        "Your answer changes the tensor it was given. Whoever called it loses their data.",
        "Look for `-=`, `*=`, names ending in `_`, and assignments like `image[...] = ...` to an argument. "
        "A slice or `.numpy()` of an argument is the same memory, too.",
        RULES,
        recognise=_input_mutated,
        stronger="Keep a copy before you call your function, `before = x.clone()`, and look at "
        "`(x != before).nonzero()` afterwards: these places were changed. Follow the argument, its slices and its "
        "views through your code to the line that writes there. On what should that line write instead?",
    ),
    Misconception(
        "size_is_a_float",
        "A size came out as a float, because `/` always gives a float in Python, even for 6 / 2.",
        "Which operator divides whole numbers and rounds down?",
        RULES,
        recognise=_size_is_a_float,
        stronger="`type(6 / 2)` is float, `type(6 // 2)` is int, and `np.floor` gives a float, too. Print the "
        "`type(…)` of every size on its way to where it is used, to `range`, `zeros`, an index or the result: the "
        "first float comes out of the line to change.",
    ),
    Misconception(
        "nothing_returned",
        "Your function returns None.",
        "Is there a `return`, and is it reached? Printing a result does not return it.",
        RULES,
        recognise=_nothing_returned,
        stronger="Put a `print` before the last line of your function and call it in a cell. If the text appears, "
        "what does the line behind it do with the result? If not, what ends the function earlier, and does each "
        "`return` stand inside an `if` or a loop that was not entered?",
    ),
    Misconception(
        "not_a_tensor",
        "Your function returns something that is not a plain `torch.Tensor`. The rule is: tensors go in, and a tensor "
        "comes out, no list, no NumPy array and no layer.",
        "Lists become tensors with `torch.tensor(...)`, NumPy arrays with `torch.from_numpy(...)`. A layer such as "
        "`nn.ReLU()` gives a tensor only when it is called with one.",
        RULES,
        recognise=_not_a_tensor,
        stronger="In a cell, print `type(…)` of what comes out of your function and, if it is a list or tuple, of its "
        "first item. Then go back line by line: where does the tensor stop being one? Often it is `.tolist()`, "
        "`.item()`, `.numpy()`, `nn.Parameter`, or a comma at the end that makes a tuple.",
    ),
    Misconception(
        "dtype_changed",
        "The result has another dtype than the input.",
        "Which dtype does `torch.zeros(...)` make if you don't name one? And NumPy's `np.zeros(...)`? And what do "
        "bytes times a float give?",
        RULES,
        recognise=_dtype_changed,
        stronger="Print the `.dtype` of the input, and of each tensor that your function makes, line by line. "
        "`torch.zeros(2)` is float32 and `np.zeros(2)` float64, whatever the input is. At which line does the dtype "
        "change, and what could you tell that line to take it from?",
    ),
)
