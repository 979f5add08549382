"""What Python, PyTorch and NumPy say of the commonest slips, and what is behind it; the first that fits is told."""

import re

SLIPS = tuple(
    (re.compile(message), advice)
    for message, advice in (
        (
            r"log_softmax.* not implemented for '(Long|Int)'",
            "The criterion takes the scores first and the labels second.",
        ),
        (
            r"Expected floating point type for target",
            "The criterion wants the scores themselves, not the classes that `argmax` predicts from them.",
        ),
        (
            r"^(max|min)\(\) received an invalid combination of arguments .*tuple",
            "`max` and `min` take one axis at a time; `amax` and `amin` take several, and give values only.",
        ),
        (
            r"only for scalar outputs",
            "A gradient starts from a single number, and here are several: from which one number should it start?",
        ),
        (
            r"differentiated Tensors does not require grad",
            "The gradient is asked with respect to a tensor that requires none. Is it the tensor that the computation "
            "went through, or a detached copy? And was the gradient asked for before the computation began?",
        ),
        (
            r"not have been used in the graph",
            "The number does not depend on that tensor: was it computed from this very tensor, or from a copy of it?",
        ),
        (
            r"does not require grad and does not have a grad_fn",
            "PyTorch has recorded nothing that leads to this number: was it computed under `torch.no_grad()`, after a "
            "`detach()` or `item()`, or only from tensors that require no gradient?",
        ),
        (
            r"leaf Variable that requires grad is being used in an in-place",
            "`+=`, an assignment to `t[…]` and names that end in `_` change a tensor in place, which a leaf that "
            "requires a gradient does not allow. A sum starts from a plain 0; weights are changed under "
            "`torch.no_grad()`.",
        ),
        (
            r"'(builtin_function_or_)?method' object is not (iterable|subscriptable)",
            "A method stands there and is not called: are its brackets missing?",
        ),
        (
            r"'generator' (object is not subscriptable|has no len)",
            "Its tensors come one after the other: `list(…)` makes a list of them.",
        ),
        (
            r"step must be greater than zero",
            "A tensor has no slices that run backwards, such as `[::-1]`; `.flip(…)` turns its axes round.",
        ),
        (
            r"torch\.return_types\.",
            "With a `dim`, `max` and its like return a pair of tensors, values and their indices: which do you want?",
        ),
        (
            r"'bool' object has no attribute",
            "A comparison gives one True or False where one side is no tensor. Print the `type` of both: `max` with a "
            "`dim`, for one, returns a pair of tensors.",
        ),
        (
            r"'tuple' object has no attribute|'tuple' and |and 'tuple'|must be Tensor, not tuple",
            "A tuple stands where a tensor is meant: `torch.autograd.grad` returns one also for a single tensor, "
            "`named_parameters()` and `items()` give pairs, and a comma at the end of a line makes one, too.",
        ),
        (
            r"could not infer output dtype|only support floating point",
            "Whole numbers, and True and False, have no mean in their own dtype: make floats of them first.",
        ),
        (
            r"Index tensor must have the same number of dimensions",
            "`gather` wants an index with as many axes as the tensor that it takes from: `[:, None]` adds an axis.",
        ),
        (
            r"expected scalar type \w+ but found|(have|has) (the )?same dtype",
            "Two dtypes meet in that line: `torch.zeros(…)` and its like make float32, unless you give them the "
            "`dtype` of the input.",
        ),
        (
            r"can't multiply sequence by non-int",
            "A list or tuple is repeated by `*`, a whole number of times. Should the number be whole, or is a tensor "
            "meant, as in the tuple that `torch.autograd.grad` returns?",
        ),
        (
            r"Dimension out of range|too many indices",
            "The tensor has fewer axes than that: print its `.shape`. Axes are counted from 0, the last one is −1.",
        ),
        (
            r"(list|tuple) index out of range",
            "A list or tuple of n items ends at the number n − 1: print its `len` and the index in that line. A "
            "`.shape` has one item for each axis.",
        ),
        (
            r"index .* out of (bounds|range)",
            "In an axis of n places the last one has the number n − 1: which index is larger, and from which loop?",
        ),
        (
            r"must match|broadcast|cannot be multiplied|not aligned|invalid for input of size",
            "The message names two sizes that have to be the same: print the `.shape` of both sides in that line.",
        ),
    )
)
