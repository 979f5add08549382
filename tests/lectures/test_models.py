"""The networks of lectures 3 and 4: their sizes, what they return, and that they learn."""

import pytest
import torch
import torch.nn.functional as F

from course_utils.models import BookCNN, LeNet, MnistCNN, MnistCNNAll

PARAMETERS = {MnistCNN: 6_442_762, MnistCNNAll: 1_626_314, BookCNN: 3_274_634, LeNet: 61_706}


@pytest.mark.parametrize("kind", PARAMETERS)
def test_the_number_of_parameters_is_the_published_one(kind):
    model = kind()
    assert sum(parameter.numel() for parameter in model.parameters()) == PARAMETERS[kind]
    assert f"{PARAMETERS[kind]:,} parameters" in kind.__doc__


@pytest.mark.parametrize("kind", PARAMETERS)
def test_a_batch_gives_finite_scores_and_a_gradient_for_every_parameter(kind):
    torch.manual_seed(0)
    model = kind()
    scores = model(torch.rand(4, 1, 28, 28))
    assert scores.shape == (4, 10) and scores.isfinite().all()
    F.cross_entropy(scores, torch.tensor([0, 1, 2, 3])).backward()
    assert all(parameter.grad is not None for parameter in model.parameters())


@pytest.mark.parametrize("kind", PARAMETERS)
def test_in_evaluation_mode_an_image_is_judged_by_itself(kind):
    torch.manual_seed(0)
    model, images = kind().eval(), torch.rand(3, 1, 28, 28)
    with torch.no_grad():
        together = model(images)
        alone = torch.cat([model(image[None]) for image in images])
    torch.testing.assert_close(together, alone, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", [MnistCNNAll, BookCNN])
def test_with_dropout_the_training_mode_is_random(kind):
    torch.manual_seed(0)
    model, images = kind(), torch.rand(2, 1, 28, 28)
    assert not torch.equal(model(images), model(images))


def test_the_flattened_features_have_the_sizes_of_the_lectures():
    sizes = {MnistCNN: 50_176, MnistCNNAll: 12_544, BookCNN: 3_136, LeNet: 400}
    assert {kind: kind().fc1.in_features for kind in sizes} == sizes


def test_a_batch_of_one_cannot_be_normalised_while_training():
    with pytest.raises(ValueError, match="more than 1 value"):
        MnistCNNAll()(torch.rand(1, 1, 28, 28))
