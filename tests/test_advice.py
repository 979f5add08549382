"""Behind what PyTorch says of the commonest slips stands a sentence that leads to the place."""

import linecache

import pytest

from course_utils.checking.advice import on_an_error
from course_utils.checking.evidence import Observation
from course_utils.checking.observe import note_error
from course_utils.checking.verdict import judge_case
from course_utils.questions import find_question
from course_utils.questions.misconceptions_of_all import COMMON

QUESTION = find_question("conv2d")
CASE = QUESTION.public_cases()[0]
GIVEN = """import torch
from torch import nn
from torch.nn import functional as F
x, labels = torch.rand(3, 4), torch.tensor([0, 1, 2])
w = torch.rand(3, requires_grad=True)
"""


def error_of(line):
    """What is noted of the error in a line of the student's own."""
    cell = f"{GIVEN}{line}\n"
    linecache.cache["<their cell>"] = (len(cell), None, cell.splitlines(keepends=True), "<their cell>")
    with pytest.raises(Exception) as raised:
        exec(compile(cell, "<their cell>", "exec"), {})
    return note_error(raised.value)


SLIPS = [
    ("w[::-1]", "`.flip(…)`"),
    ("torch.exp(x.max(dim=1))", "values and their indices"),
    ("x - x.max(dim=1)", "values and their indices"),
    ("(x.max(1) == labels).float()", "no tensor"),
    ("nn.ReLU(x)(x)", "only makes one"),
    ("nn.ReLU(x).sum()", "only makes one"),
    ("F.linear(nn.ReLU(x), x)", "only makes one"),
    ("nn.Sigmoid(x)", "only makes one"),
    ("(255 * x).to(torch.uint8).mean()", "floats of them first"),
    ("(x.argmax(1) == labels).mean()", "floats of them first"),
    ("x.gather(1, labels)", "as many axes"),
    ("torch.autograd.grad(w.sum(), w).sign()", "A tuple"),
    ("0.1 * torch.autograd.grad(w.sum(), w)", "a tensor meant"),
    ("labels == 1 and labels == 2", "`&` and `|`"),
    ("torch.zeros(2, 3) @ w.double()", "the `dtype` of the input"),
    ("F.conv2d(x[None, None].double(), torch.zeros(1, 1, 2, 2))", "the `dtype` of the input"),
    ("w.softmax(dim=1)", "fewer axes"),
    ("w[0, 0]", "fewer axes"),
    ("w.shape[1]", "one item for each axis"),
    ("[1, 2][2]", "A list or tuple of n items"),
    ("x[3]", "which index is larger"),
    ("x + torch.ones(7)", "two sizes"),
    ("nn.Conv2d(1, 1, 1)(nn.ReLU(x))", "only makes one"),
    ("nn.CrossEntropyLoss()(labels, x)", "scores first"),
    ("nn.CrossEntropyLoss()(x.argmax(1), labels)", "the scores themselves"),
    ("x.max(dim=(0, 1))", "one axis at a time"),
    ("torch.max(x, (0, 1))", "one axis at a time"),
    ("torch.autograd.grad(w * 2, w)", "from which one number"),
    ("(w * 2).backward()", "from which one number"),
    ("torch.autograd.grad(w.sum(), x)", "requires none"),
    ("torch.autograd.grad(w.sum(), w.detach().requires_grad_())", "this very tensor"),
    ("x.sum().backward()", "recorded nothing"),
    ("x.grad.sign()", "only after `backward()`"),
    ("w += 1", "in place"),
    ("w[0] = 1", "in place"),
    ("[p for p in nn.Linear(1, 1).parameters]", "brackets"),
    ("nn.Linear(1, 1).parameters()[0]", "makes a list"),
    ("len(nn.Linear(1, 1).parameters())", "makes a list"),
    ("[p**2 for p in nn.Linear(1, 1).named_parameters()]", "give pairs"),
]


@pytest.mark.parametrize(("line", "says"), SLIPS)
def test_the_commonest_slips_are_explained(line, says):
    advice = _advice(error_of(line))
    assert says in advice and advice.endswith((".", "?"))


@pytest.mark.parametrize("line", ["1 if labels == 1 else 2", "nn.Conv2d(1, 1, 1).weights", "x.nothing", "1 / 0"])
def test_where_the_error_says_enough_nothing_is_added(line):
    assert _advice(error_of(line)) == ""


def _advice(error):
    return on_an_error(QUESTION, CASE, Observation("raised", error=error))


def test_a_message_that_ends_in_a_full_stop_gets_no_second_one():
    error = error_of("w.numpy()")
    assert error.message.endswith(".")
    assert judge_case(QUESTION, CASE, Observation("raised", error=error)).reason.endswith("numpy() instead.")


def test_what_was_given_is_told_and_not_all_that_could_have_been():
    seen = Observation("raised", error=error_of("nn.Conv2d(1, 1, 1)(nn.ReLU(x))"))
    reason = judge_case(QUESTION, CASE, seen).reason
    assert "got (ReLU, Parameter" in reason and "expected one of" not in reason and "Tensor input" not in reason


@pytest.mark.parametrize(("line", "told"), [("[0] * 2.5", True), ("0.1 * torch.autograd.grad(w.sum(), w)", False)])
def test_a_tuple_times_a_float_is_no_size(line, told):
    seen = Observation("raised", error=error_of(line))
    size_is_a_float = next(one for one in COMMON if one.name == "size_is_a_float")
    assert size_is_a_float.recognise(judge_case(QUESTION, CASE, seen), seen) is told
