"""A student's first check answers at once: whatever takes long to import came with the imports of the notebook."""

import json
import subprocess
import sys

import pytest
import torch

from autograder.problem_set import ProblemSet, checked_expression
from autograder.release import find_source
from course_utils import checks_of, questions
from course_utils.checking.foretold import expected, foretell, predicted
from course_utils.questions import find_question, problem_sets
from course_utils.questions.question import Case, Question, Section

LARGE = {"torch._dynamo", "torchvision", "kornia", "sympy", "scipy", "skimage", "matplotlib", "triton", "IPython"}
# PyTorch's optimizers and torchvision import its compiler.
WITH_COMPILER = {
    "ps3_first_cnn",
    "ps4_regularization_layers",
    "ps5_cifar10_augmentation",
    "ps6_filters_and_activations",
}
IN_A_NEW_PROCESS = """
import contextlib, io, json, sys
notebook = json.load(sys.stdin)
space = {}
exec(notebook["imports"], space)
late = {}
for name, expression, answer in notebook["answers"]:
    exec(answer, space)
    before = set(sys.modules)
    with contextlib.redirect_stdout(io.StringIO()):
        space["check"](name, eval(expression, space))
    late[name] = sorted(set(sys.modules) - before)
print(json.dumps([late, sorted(sys.modules)]))
"""


@pytest.mark.parametrize("name", problem_sets())
def test_no_check_waits_for_a_large_library_or_loads_another_problem_set(name):
    reference = ProblemSet.read(find_source(name))
    cells = reference.notebook.cells
    setup = [cell.source for cell in cells if "setup" in cell.metadata.get("tags", ())]
    asked = [
        (*checked_expression(cells[one.check].source), cells[one.answer].source)
        for one in reference.graded
        if not one.by_hand and one.name != "trained"  # which would train a network
    ]
    notebook = {"imports": "\n".join([cells[reference.imports].source, *setup]), "answers": asked}
    done = subprocess.run(
        [sys.executable, "-c", IN_A_NEW_PROCESS],
        input=json.dumps(notebook),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    late, loaded = json.loads(done.stdout.splitlines()[-1])
    assert len(late) == len(asked)
    assert {question: sorted(LARGE & set(modules)) for question, modules in late.items() if LARGE & set(modules)} == {}
    packages = {module.split(".")[2] for module in loaded if module.startswith("course_utils.questions.ps")}
    assert packages == {name}
    if name not in WITH_COMPILER:
        assert "torch._dynamo" not in loaded, "over a second of every student"


def test_public_cases_are_made_with_the_imports_and_leave_random_numbers_alone(monkeypatch):
    made = []

    def cases(_rng):
        made.append(torch.rand(()).item())
        return [Case("one", (torch.zeros(1),))]

    def author_s_slip(_rng):
        raise ZeroDivisionError

    asked = [
        Question(name, "", Section("", ""), make, oracle=torch.abs)
        for name, make in (("slip", author_s_slip), ("right", cases))
    ]
    monkeypatch.setattr(questions, "questions_of", lambda _: {one.name: one for one in asked})
    torch.manual_seed(0)
    following = torch.rand(2)[0]
    torch.manual_seed(0)
    checks_of("ps1_convolution")
    assert torch.rand(()) == following
    assert asked[1].public_cases()[0] is asked[1].public_cases()[0] and len(made) == 1
    with pytest.raises(ZeroDivisionError):
        asked[0].public_cases()


def test_slow_oracles_have_spoken_before_the_first_wrong_answer(monkeypatch):
    foretold = []
    monkeypatch.setattr("course_utils.checking.foretold.foretell", lambda question: foretold.append(question.name))
    questions.prepare_first_checks("ps4_regularization_layers")
    assert foretold == ["find_the_bug"]


def test_no_network_is_trained_for_what_is_foretold(monkeypatch):
    def no_more(*_, **__):
        raise AssertionError("a network is trained in the first check")

    question = find_question("find_the_bug", "ps4_regularization_layers")
    foretell(question)
    monkeypatch.setattr("course_utils.training.fit", no_more)
    for case in question.public_cases():
        assert expected(question.oracle, case) is not None
        assert all(predicted(wrong, case) for known in question.misconceptions for wrong in known.oracles)
