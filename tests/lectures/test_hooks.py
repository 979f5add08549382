"""What layers put out, whatever comes behind them."""

import pytest
import torch
from torch import nn

from course_utils.hooks import capture_activations
from course_utils.models import CifarCNN


@pytest.fixture
def model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(inplace=True), nn.Conv2d(4, 5, 3), nn.ReLU(inplace=True)).eval()


@pytest.fixture
def images():
    return torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(1))


def hooks_in(model):
    return sum(len(module._forward_hooks) for module in model.modules())


def test_an_in_place_relu_does_not_overwrite_what_was_captured(model, images):
    with capture_activations(model) as outputs:
        model(images)
    assert list(outputs) == ["0", "1", "2", "3"]
    assert torch.equal(outputs["0"], model[0](images)) and outputs["0"].min() < 0
    assert torch.equal(outputs["1"], outputs["0"].relu())


def test_the_model_computes_the_same(model, images):
    with capture_activations(model):
        inside = model(images)
    assert torch.equal(inside, model(images))


def test_no_hook_is_left_behind_even_after_an_error(model, images):
    with capture_activations(model):
        model(images)
        assert hooks_in(model) == 4
    assert hooks_in(model) == 0
    with pytest.raises(RuntimeError), capture_activations(model):
        model(torch.zeros(1, 7, 8, 8))
    assert hooks_in(model) == 0


def test_layers_are_chosen_by_class_or_by_name(model, images):
    with capture_activations(model, nn.Conv2d) as outputs:
        model(images)
    assert list(outputs) == ["0", "2"]
    with capture_activations(model, ["3"]) as outputs:
        model(images)
    assert list(outputs) == ["3"]
    with capture_activations(model, "2") as outputs:
        model(images)
    assert list(outputs) == ["2"]


def test_an_unknown_name_is_told_and_leaves_no_hook(model):
    with pytest.raises(KeyError, match="'conv9'"), capture_activations(model, ["0", "conv9"]):
        pass
    assert hooks_in(model) == 0


def test_a_module_that_runs_twice_has_two_entries(images):
    relu = nn.ReLU()
    model = nn.Sequential(nn.Conv2d(3, 3, 1), relu, nn.Conv2d(3, 3, 1), relu)
    with capture_activations(model, nn.ReLU) as outputs:
        result = model(images)
    assert list(outputs) == ["1", "1 (2)"] and torch.equal(outputs["1 (2)"], result)


def test_outputs_are_detached_unless_the_graph_is_wanted(model, images):
    with capture_activations(model, ["0"]) as outputs:
        model(images)
    assert not outputs["0"].requires_grad
    with capture_activations(model, ["0"], detach=False) as outputs:
        score = model(images).sum()
    (gradient,) = torch.autograd.grad(score, outputs["0"])
    assert gradient.shape == outputs["0"].shape and gradient.abs().sum() > 0


def test_a_layer_with_submodules_and_weights_of_its_own_counts_as_a_layer(images):
    class Padded(nn.Conv2d):
        def __init__(self):
            super().__init__(3, 4, 3)
            self.pad = nn.ZeroPad2d(1)

        def forward(self, x):
            return super().forward(self.pad(x))

    model = nn.Sequential(Padded(), nn.ReLU())
    with capture_activations(model) as outputs:
        model(images)
    assert list(outputs) == ["0.pad", "0", "1"]


def test_the_facts_about_cifar_cnn():
    model = CifarCNN().eval()
    assert sum(p.numel() for p in model.parameters()) == 5_852_170
    bytes_in_all = sum(t.numel() * t.element_size() for t in [*model.parameters(), *model.buffers()])
    assert round(bytes_in_all / 1024**2, 2) == 22.33
    with capture_activations(model, nn.MaxPool2d) as outputs:
        assert model(torch.zeros(2, 3, 32, 32)).shape == (2, 10)
    assert [tuple(o.shape) for o in outputs.values()] == [(2, 64, 16, 16), (2, 128, 8, 8), (2, 256, 4, 4)]
