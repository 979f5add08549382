"""What a network holds is found where PyTorch keeps it, whatever the network says of itself."""

import pytest
import torch
from torch import nn

from course_utils import models
from course_utils.checking.inside import buffers_of, modules_of, own_parameters, parameters_of
from course_utils.checking.observe import observe
from course_utils.checking.verdict import judge_case
from course_utils.questions import find_question
from course_utils.questions.outcome import Outcome

shared = nn.Linear(4, 4)
NETWORKS = {
    "CifarCNN": models.CifarCNN(),
    "a layer used twice": nn.Sequential(shared, nn.ReLU(), nn.Sequential(shared)),
    "a layer without a bias": nn.Conv2d(1, 2, 3, bias=False),
    "no parameters": nn.ReLU(),
}


def identities(things):
    return [id(one) for one in things]


@pytest.mark.parametrize("name", NETWORKS)
def test_it_is_what_pytorch_finds_in_an_honest_network(name):
    network = NETWORKS[name]
    assert identities(modules_of(network)) == identities(network.modules())
    assert identities(parameters_of(network)) == identities(network.parameters())
    assert identities(buffers_of(network)) == identities(network.buffers())
    assert identities(own_parameters(network)) == identities(network.parameters(recurse=False))


def test_a_network_that_denies_its_parameters_has_them():
    class Denies(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = nn.BatchNorm1d(3)

        def modules(self):
            return iter(())

        parameters = named_parameters = named_modules = children = buffers = modules

    assert len(modules_of(Denies())) == 2 and len(parameters_of(Denies())) == 2 and len(buffers_of(Denies())) == 3


def test_the_course_s_own_network_is_no_answer_though_it_was_made_before_anybody_looked():
    question = find_question("MnistCNN", "ps3_first_cnn")
    case = question.public_cases()[0]
    ready = nn.Sequential(models.MnistCNN())
    verdict = judge_case(question, case, observe(question, case, lambda: ready))
    assert verdict.outcome is Outcome.FORBIDDEN and "course_utils.models.MnistCNN" in verdict.reason


def test_a_network_of_the_answers_own_may_be_called_as_the_lectures_is():
    class MnistCNN(nn.Module):
        def forward(self, images):
            return torch.zeros(len(images), 10)

    question = find_question("MnistCNN", "ps3_first_cnn")
    case = question.public_cases()[0]
    assert judge_case(question, case, observe(question, case, MnistCNN)).outcome is not Outcome.FORBIDDEN
