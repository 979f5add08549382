"""count_parameters(model, trainable_only=True): how many numbers a model learns, or holds as parameters at all."""

import torch
from torch import nn

from course_utils.questions.ps2_shapes_and_parameters.sections import COUNTING
from course_utils.questions.question import Case, Misconception, Question


class _Scaled(nn.Module):
    """A linear layer behind a scale for each input, which is a parameter of the module itself."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(inputs))
        self.linear = nn.Linear(inputs, outputs)

    def forward(self, x):
        return self.linear(self.scale * x)


def _convolutional(channels: int, classes: int) -> nn.Module:
    features = nn.Sequential(nn.Conv2d(3, channels, kernel_size=3), nn.ReLU(), nn.AdaptiveAvgPool2d(1))
    return nn.Sequential(features, nn.Flatten(), nn.Linear(channels, classes))


def _with_frozen_features(channels: int, classes: int) -> nn.Module:
    model = _convolutional(channels, classes)
    model[0].requires_grad_(False)
    return model


def _with_frozen_bias(inputs: int, outputs: int) -> nn.Module:
    layer = nn.Linear(inputs, outputs)
    layer.bias.requires_grad_(False)
    return layer


def _normalised(channels: int, classes: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(1, channels, kernel_size=3, bias=False), nn.BatchNorm2d(channels))


def _layer_used_twice(width: int, classes: int) -> nn.Module:
    layer = nn.Linear(width, width)
    return nn.Sequential(layer, nn.ReLU(), layer, nn.ReLU(), nn.Linear(width, classes))


def _tied(inputs: int, outputs: int) -> nn.Module:
    model = nn.Sequential(nn.Linear(inputs, outputs), nn.Unflatten(1, (1, outputs)), nn.Linear(inputs, outputs))
    model[2].weight = model[0].weight
    return model


MODELS = {
    "a small CNN": _convolutional,
    "a small CNN, features frozen": _with_frozen_features,
    "a Linear with a frozen bias": _with_frozen_bias,
    "a convolution and a BatchNorm2d": _normalised,
    "the same layer twice": _layer_used_twice,
    "two layers with one weight": _tied,
    "a Linear and a scale of its own": _Scaled,
    "only a Flatten": lambda *_sizes: nn.Flatten(),
}


def probe(answer, name, *sizes, **options):
    """Make the model of that name in these sizes, and let the answer count it."""
    return answer(MODELS[name](*sizes), **options)


def count(model, trainable_only=True):
    return _numbers(model.parameters(), trainable_only)


def oracle(name, *sizes, **options):
    return probe(count, name, *sizes, **options)


def cases(rng):
    width, classes = int(rng.integers(5, 12)), int(rng.integers(2, 5))
    everything = {"trainable_only": False}
    return [
        Case("a small CNN with layers in layers", ("a small CNN", width, classes)),
        Case("a model whose first part is frozen", ("a small CNN, features frozen", width, classes)),
        Case("the same, frozen parameters included", ("a small CNN, features frozen", width + 1, classes), everything),
        Case("only a bias is frozen", ("a Linear with a frozen bias", width, classes)),
        Case("buffers are no parameters", ("a convolution and a BatchNorm2d", width, classes)),
        Case("buffers are no frozen parameters either", ("a convolution and a BatchNorm2d", width + 2, 1), everything),
        Case("a layer that is used twice", ("the same layer twice", width, classes)),
        Case("a weight that two layers share", ("two layers with one weight", width, classes)),
        Case("a parameter that belongs to no layer", ("a Linear and a scale of its own", width, classes)),
        Case("a model without parameters", ("only a Flatten",)),
    ]


def _numbers(parameters, trainable_only):
    parameters = list(parameters)
    frozen = [one for one in parameters if not one.requires_grad]
    return _length(parameters) - trainable_only * _length(frozen)


def _length(parameters):
    """Of the vector of all numbers in these parameters."""
    return len(nn.utils.parameters_to_vector(parameters)) if parameters else 0


def _made_by(counting):
    """What the probe returns for a wrong way to count."""
    return lambda name, *sizes, **options: probe(counting, name, *sizes, **options)


def frozen_too(model, trainable_only=True):
    return count(model, trainable_only=False)


def never_frozen(model, trainable_only=True):
    return count(model, trainable_only=True)


def only_frozen(model, trainable_only=True):
    return count(model, trainable_only=False) - trainable_only * count(model)


def turned_round(model, trainable_only=True):
    return count(model, not trainable_only)


def nothing_without_the_flag(model, trainable_only=True):
    return count(model) if trainable_only else 0


def frozen_alone_for_all(model, trainable_only=True):
    return count(model) if trainable_only else only_frozen(model)


def of_the_parts(model, trainable_only=True):
    return sum(count(part, trainable_only) for part in model.children())


def of_the_parts_once(model, trainable_only=True):
    return _numbers({one for part in model.children() for one in part.parameters()}, trainable_only)


def of_the_leaves(model, trainable_only=True):
    leaves = [module for module in model.modules() if not list(module.children())]
    return _numbers({one for leaf in leaves for one in leaf.parameters()}, trainable_only)


def buffers_too(model, trainable_only=True):
    return count(model, trainable_only) + sum(buffer.numel() for buffer in model.buffers())


def state_dict(model, trainable_only=True):
    return sum(tensor.numel() for tensor in model.state_dict().values())


def with_duplicates(model, trainable_only=True):
    return _numbers((one for _, one in model.named_parameters(remove_duplicate=False)), trainable_only)


def module_by_module(model, trainable_only=True):
    return sum(_numbers(module.parameters(recurse=False), trainable_only) for module in model.modules())


def of_every_module_with_its_parts(model, trainable_only=True):
    return sum(count(module, trainable_only) for module in model.modules())


def tensors(model, trainable_only=True):
    return sum(one.requires_grad or not trainable_only for one in model.parameters())


def first_axis(model, trainable_only=True):
    return sum(len(one) for one in model.parameters() if one.requires_grad or not trainable_only)


def weights(model, trainable_only=True):
    return _numbers((one for name, one in model.named_parameters() if name.endswith("weight")), trainable_only)


def known_layers(model, trainable_only=True):
    layers = [module for module in model.modules() if isinstance(module, nn.Linear | nn.Conv2d)]
    return _numbers({one for layer in layers for one in layer.parameters()}, trainable_only)


def known_layers_one_by_one(model, trainable_only=True):
    layers = [module for module in model.modules() if isinstance(module, nn.Linear | nn.Conv2d)]
    return sum(count(layer, trainable_only) for layer in layers)


def outermost_layers(model, trainable_only=True):
    own = [one for layer in model.children() for one in layer.parameters(recurse=False)]
    return _numbers(own, trainable_only)


QUESTION = Question(
    name="count_parameters",
    title="Counting what is there",
    section=COUNTING,
    cases=cases,
    oracle=oracle,
    probe=probe,
    atol=0.0,
    rtol=0.0,
    any_dtype=False,
    misconceptions=(
        Misconception(
            "frozen_counted",
            "Your function counts frozen parameters also where only trainable ones are asked for.",
            "What does an optimizer do with a parameter whose `requires_grad` is False?",
            COUNTING,
            oracles=(_made_by(frozen_too),),
            stronger="Make `layer = nn.Linear(4, 3)` and freeze its bias with `layer.bias.requires_grad_(False)`. "
            "Then 12 numbers are trainable, of 15. If you get 15 also with `trainable_only=True`, write down your "
            "condition for the frozen bias: is it true or false, and in which order are its parts evaluated?",
        ),
        Misconception(
            "frozen_never_counted",
            "Your function leaves frozen parameters out, also with `trainable_only=False`.",
            "Where does your function use its second argument?",
            COUNTING,
            oracles=(_made_by(never_frozen),),
            stronger="Make `layer = nn.Linear(4, 3)` and freeze its bias with `layer.bias.requires_grad_(False)`: "
            "with `trainable_only=False` the number is 15, otherwise 12. If you get 12 both times, which part of your "
            "condition should let the frozen bias through?",
        ),
        Misconception(
            "frozen_for_trainable",
            "Your function takes frozen for trainable: it counts the one where the other is asked for.",
            "For which parameters is `requires_grad` True: for those that learn, or for those that don't?",
            COUNTING,
            oracles=(_made_by(only_frozen), _made_by(turned_round)),
            stronger="Make `layer = nn.Linear(4, 3)` and freeze its bias with `layer.bias.requires_grad_(False)`: the "
            "number is 12, and 15 with `trainable_only=False`. A 3 says that you count what is frozen, a 15 and then "
            "a 12 that the two cases have changed places. Where is a `not` too many, or missing?",
        ),
        Misconception(
            "nothing_without_the_flag",
            "With `trainable_only=False` your function counts nothing at all.",
            "What is `trainable_only and p.requires_grad` if `trainable_only` is False?",
            COUNTING,
            oracles=(_made_by(nothing_without_the_flag),),
            stronger="`nn.Linear(4, 3)` has 15 parameters, whatever the flag says, and you get 0 with "
            "`trainable_only=False`. Write down for each of its two values when a parameter counts: if only trainable "
            "ones are asked for, those that are trainable; otherwise …? Which word joins the two parts of your "
            "condition?",
        ),
        Misconception(
            "frozen_alone_for_all",
            "With `trainable_only=False` your function counts the frozen parameters alone. Asked for are all of them: "
            "those that are trained and those that are not.",
            "Which parameters should `trainable_only=False` add to those that are counted without it? And which should "
            "it take away?",
            COUNTING,
            oracles=(_made_by(frozen_alone_for_all),),
            stronger="Make `layer = nn.Linear(4, 3)` and freeze its bias with `layer.bias.requires_grad_(False)`: the "
            "number is 12, and 15 with `trainable_only=False`. You get 3 there. Write down your condition for the "
            "weight and for the bias with `trainable_only=False`: for which of them is it false?",
        ),
        Misconception(
            "buffers_counted",
            "Your function counts buffers, such as running means. They are part of the state, but no parameters.",
            "Print the names in `model.state_dict()` and those in `model.named_parameters()`. Which are in one only?",
            COUNTING,
            oracles=(_made_by(buffers_too), _made_by(state_dict)),
            stronger="`nn.BatchNorm2d(4)` has 8 parameters, and its `state_dict()` holds 17 numbers. Which of the two "
            "do you get? Look at what your loop goes through: does it hand out the running mean, too, or do you add "
            "`buffers()` somewhere?",
        ),
        Misconception(
            "shared_counted_twice",
            "Your function counts a parameter once for each place where it is used. "
            "A shared weight is stored once and learned once.",
            "`layer = nn.Linear(2, 2); model = nn.Sequential(layer, layer)`: how many numbers can training change?",
            COUNTING,
            oracles=(_made_by(with_duplicates), _made_by(module_by_module)),
            stronger="With `layer = nn.Linear(2, 2)`, the model `nn.Sequential(layer, layer)` has 6 parameters. If "
            "you get 12, print `id(…)` of every parameter that you add up: each one comes twice. Which way of asking "
            "the model hands out every parameter once?",
        ),
        Misconception(
            "counted_at_every_level",
            "Your function counts a parameter for its layer, and again for each module around that layer.",
            "`model.modules()` begins with the model itself. What do `model.parameters()` already hold?",
            COUNTING,
            oracles=(_made_by(of_every_module_with_its_parts),),
            stronger="`nn.Sequential(nn.Linear(4, 3))` has 15 parameters, and you get 30: 15 for the `Sequential`, "
            "which hands out those of its parts as well, and 15 for the layer in it. Which of your two loops "
            "already goes through all that is inside?",
        ),
        Misconception(
            "tensors_counted",
            "Your function counts the parameter tensors, not the numbers in them.",
            "`nn.Linear(4, 3)` has two parameter tensors. How many numbers are in each?",
            COUNTING,
            oracles=(_made_by(tensors),),
            stronger="`nn.Linear(4, 3)` holds 12 + 3 = 15 numbers in 2 tensors. If you get 2, your sum adds 1 for "
            "each tensor. What should it add for the tensor of shape 3×4, and which method of a tensor tells that?",
        ),
        Misconception(
            "first_axis_counted",
            "Your function counts only along the first axis of each parameter: that is what `len` does with a tensor.",
            "What is `len(torch.zeros(4, 3))`, and how many numbers are in that tensor?",
            COUNTING,
            oracles=(_made_by(first_axis),),
            stronger="`nn.Linear(4, 3)` holds 15 numbers, in a weight of 3×4 and a bias of 3. You get 6, which is 3 + "
            "3. For `t = torch.zeros(3, 4)` compare `len(t)`, `t.shape` and `t.numel()`: which of them do you add up?",
        ),
        Misconception(
            "only_weights_counted",
            "Your function counts only what is called `weight`.",
            "Print the names of all parameters of `nn.Linear(4, 3)`.",
            COUNTING,
            oracles=(_made_by(weights),),
            stronger="`nn.Linear(4, 3)` has 15 parameters, and you get 12. The other 3 have the name `bias`, and a "
            "module may call its parameters whatever it likes. Which line of yours looks at names, and what happens "
            "if it doesn't?",
        ),
        Misconception(
            "only_known_layers_counted",
            "Your function counts only in linear and convolutional layers. Other modules have parameters, too.",
            "Batch normalisation learns something, and a module may own an `nn.Parameter`. "
            "Is there a way to ask the model for all of them?",
            COUNTING,
            oracles=(_made_by(known_layers), _made_by(known_layers_one_by_one)),
            stronger="`nn.BatchNorm2d(4)` by itself has 8 parameters. If you get 0, print the names in "
            "`model.named_parameters()` for a model with such a layer: they come from every kind of module. Which "
            "line of yours asks for the kind of a layer first?",
        ),
        Misconception(
            "own_parameters_missed",
            "Your function asks only the parts of a model, or only those that have no parts themselves. A model may "
            "have parameters that belong to none of them.",
            "A module with a linear layer may own an `nn.Parameter` besides. Whom does your function ask for that one?",
            COUNTING,
            oracles=(_made_by(of_the_parts), _made_by(of_the_parts_once), _made_by(of_the_leaves)),
            stronger="Make `model = nn.Sequential(nn.Linear(4, 3))` and `model.scale = nn.Parameter(torch.ones(1))`: "
            "it has 16 parameters. You get 15, because `scale` belongs to none of its layers. Whom does your loop ask "
            "for parameters, and whom could it ask directly?",
        ),
        Misconception(
            "inner_layers_missed",
            "Your function looks only at the outermost layers, and misses what is in a layer in a layer.",
            "`children()` gives the parts of a model. What are the parts of `nn.Sequential(nn.Sequential(...), ...)`?",
            COUNTING,
            oracles=(_made_by(outermost_layers),),
            stronger="`nn.Sequential(nn.Sequential(nn.Linear(4, 3)), nn.Linear(3, 2))` has 15 + 8 = 23 parameters. If "
            "you get 8, the inner `Sequential` has counted for nothing. Print `list(model.children())` and "
            "`list(model.modules())`: which of the two goes inside?",
        ),
    ),
)
