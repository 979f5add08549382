"""A check looks and leaves no trace: the cells after it compute what they would have computed without it."""

import random

import numpy as np
import pytest
import torch
from torch import nn

from autograder.audit import expressions, recipes_of
from course_utils import checks_of
from course_utils.augment import random_flip
from course_utils.checking.check import CheckFailed
from course_utils.questions import find_question

SEEDING = [
    ("ps2_shapes_and_parameters", "count_parameters"),
    ("ps3_first_cnn", "MnistCNN"),
    ("ps3_first_cnn", "train_one_epoch"),
    ("ps4_regularization_layers", "l2_penalty"),
    ("ps5_cifar10_augmentation", "tta_predict"),
    ("ps5_cifar10_augmentation", "make_augmentation"),
    ("ps5_cifar10_augmentation", "CifarCNN"),
    ("ps6_filters_and_activations", "fgsm"),
]


def next_numbers():
    return torch.rand(3).tolist(), np.random.rand(3).tolist(), random.random()


def seed():
    torch.manual_seed(1)
    np.random.seed(1)
    random.seed(1)


@pytest.mark.parametrize(("problem_set", "question"), SEEDING, ids=lambda name: name)
def test_random_numbers_go_on_as_if_nobody_had_checked(problem_set, question, capsys):
    source, given = recipes_of(problem_set, question)["ok_reference"]
    answers = dict(given)
    exec(source, answers)
    answer = eval(expressions(problem_set)[question], answers)
    seed()
    expected = next_numbers()
    seed()
    checks_of(problem_set)(question, answer)
    assert next_numbers() == expected


def raises(model, images):
    torch.rand(5)
    raise RuntimeError("half-way")


def seeds(images, p, generator):
    torch.manual_seed(0)
    np.random.seed(0)
    return random_flip(images, p, generator)


@pytest.mark.parametrize(("question", "answer"), [("tta_predict", raises), ("random_flip", seeds)])
def test_also_after_an_answer_that_raises_or_seeds_them(question, answer, capsys):
    seed()
    expected = next_numbers()
    seed()
    with pytest.raises(CheckFailed):
        checks_of("ps5_cifar10_augmentation")(question, answer)
    assert next_numbers() == expected


def test_a_network_that_was_checked_is_trained_on_in_the_mode_it_had(capsys):
    network = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(784, 10)).train()
    with pytest.raises(CheckFailed):
        checks_of("ps3_first_cnn")("trained", network)
    assert all(module.training for module in network.modules())


def test_what_an_answer_gets_does_not_change_what_the_next_check_gives(capsys):
    """The public cases are made once; an answer that writes into its input spoils them for nobody."""

    def spoils(image, kernel, stride=1, padding=0):
        image.zero_()
        kernel.zero_()
        return image

    question = find_question("conv2d", "ps1_convolution")
    before = [arg.clone() for case in question.public_cases() for arg in case.args]
    with pytest.raises(CheckFailed):
        checks_of("ps1_convolution")("conv2d", spoils)
    after = [arg for case in question.public_cases() for arg in case.args]
    assert all(map(torch.equal, before, after))
