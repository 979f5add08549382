"""What goes wrong where a table of shapes and parameters is filled in by hand."""

from torch import nn

from course_utils.questions.ps2_shapes_and_parameters.sections import (
    AXES,
    MIXING_CHANNELS,
    PARAMETER_FORMULA,
    POOLING_TAUGHT,
    ROUNDING,
    SEVEN_TIMES_SEVEN,
)
from course_utils.questions.ps2_shapes_and_parameters.tables import TOTAL, Network, Rules, follows, why_unreadable
from course_utils.questions.question import Misconception, Section

_PADDING_ONCE = Rules(conv=lambda n, layer: n + layer.padding[0] - layer.kernel_size[0] + 1)
_NO_PLUS_ONE = Rules(conv=lambda n, layer: n + 2 * layer.padding[0] - layer.kernel_size[0])


def _weights(layer: nn.Module) -> int:
    return sum(one.numel() for name, one in layer.named_parameters() if name == "weight")


def _without_bias(layer: nn.Module) -> int:
    return _weights(layer) if isinstance(layer, nn.Conv2d) else _all(layer)


def _all(layer: nn.Module) -> int:
    return sum(one.numel() for one in layer.parameters())


def _one_kernel_for_each_output(layer: nn.Module) -> int:
    return (
        _all(layer) - _weights(layer) * (layer.in_channels - 1) // layer.in_channels if _is_conv(layer) else _all(layer)
    )


def _side_for_area(layer: nn.Module) -> int:
    return _all(layer) - _weights(layer) + _weights(layer) // layer.kernel_size[0] if _is_conv(layer) else _all(layer)


def _window_as_weights(layer: nn.Module) -> int:
    return layer.kernel_size**2 if isinstance(layer, nn.MaxPool2d | nn.AvgPool2d) else _all(layer)


def _is_conv(layer: nn.Module) -> bool:
    return isinstance(layer, nn.Conv2d)


def _norm_counted_as(per_channel: int, more: int = 0):
    def parameters(layer: nn.Module) -> int:
        return per_channel * layer.num_features + more if isinstance(layer, nn.BatchNorm2d) else _all(layer)

    return parameters


def _total_is_not_the_sum(verdict, seen) -> bool:
    if verdict.case.name != TOTAL or why_unreadable(seen.value, TOTAL, {"parameters": int}) is not None:
        return False
    others = [row for name, row in seen.value.items() if name != TOTAL]
    counts = [row.get("parameters") for row in others if isinstance(row, dict)]
    return all(isinstance(one, int) for one in counts) and sum(counts) != seen.value[TOTAL]["parameters"]


def mistakes(network: Network) -> tuple[Misconception, ...]:
    """The mistakes that any network with padding, pooling and a flattened stack can show."""

    def mistake(name: str, told: str, hint: str, section: Section, *rules: Rules) -> Misconception:
        return Misconception(name, told, hint, section, recognise=follows(network, *rules))

    return (
        Misconception(
            "total_does_not_add_up",
            "Your total is not the sum of your own rows.",
            "Add up the column of parameters once more, or let Python do it.",
            PARAMETER_FORMULA,
            recognise=_total_is_not_the_sum,
        ),
        mistake(
            "padding_ignored",
            "Your sizes shrink at a convolution that has padding.",
            "Which `padding` does the first convolution have, and by how much would its window shrink the image?",
            ROUNDING,
            Rules(conv=lambda n, layer: n - layer.kernel_size[0] + 1),
        ),
        mistake(
            "pooling_moves_by_one",
            "Your pooling moves its window by 1. If no stride is given, pooling windows lie side by side.",
            "Into how many 2×2 windows can 28 rows be cut?",
            POOLING_TAUGHT,
            Rules(pool=lambda n, layer: n - layer.kernel_size + 1),
        ),
        mistake(
            "channels_forgotten_after_flatten",
            "Your flattened length is height times width. Every channel has that many numbers.",
            "How many numbers are in the stack before it is flattened? Count all its channels.",
            SEVEN_TIMES_SEVEN,
            Rules(flatten=lambda shape: shape[1] * shape[2]),
        ),
        mistake(
            "bias_forgotten",
            "You count weights and forget the biases: one for each output channel or, in a linear layer, each output.",
            "From 1 to 3 channels with 3×3 kernels the lecture counts 30 parameters. Which 3 are no weights?",
            PARAMETER_FORMULA,
            Rules(parameters=_without_bias, linear=lambda inputs, outputs: inputs * outputs),
            Rules(parameters=_without_bias),
        ),
        mistake(
            "input_channels_forgotten",
            "You count one kernel for each output channel. Each has one kernel for every input channel.",
            "How many input channels does an output of the second convolution look at?",
            MIXING_CHANNELS,
            Rules(parameters=_one_kernel_for_each_output),
        ),
        mistake(
            "kernel_not_squared",
            "You take the side of a kernel for the number of its weights.",
            "How many weights has a 3×3 kernel?",
            PARAMETER_FORMULA,
            Rules(parameters=_side_for_area),
        ),
        mistake(
            "pooling_counted",
            "You count parameters for pooling. It has a window, but no weights.",
            "What could training change in the rule “take the largest” or “take the mean”?",
            POOLING_TAUGHT,
            Rules(parameters=_window_as_weights),
        ),
        mistake(
            "batch_axis_included",
            "Your shapes begin with the number of images. Asked for is the shape of one image's output: C×H×W.",
            "How many axes has one image inside a network?",
            AXES,
            Rules(shape=lambda shape: (1, *shape)),
        ),
        mistake(
            "channels_last",
            "Your shapes have the channels at the end. PyTorch's order is C×H×W.",
            "Which of your three numbers is the number of channels, and where does PyTorch put it?",
            AXES,
            Rules(shape=lambda shape: (*shape[1:], shape[0])),
        ),
        mistake(
            "channels_left_out",
            "Your shapes are only height and width. A convolution returns a stack of such pictures: C×H×W.",
            "How many pictures come out of a convolution with 6 output channels?",
            AXES,
            Rules(shape=lambda shape: shape[1:] or shape),
        ),
    )


def mistakes_in_sizes(network: Network) -> tuple[Misconception, ...]:
    """Two slips in the size behind a convolution, which are told apart where a kernel isn't 3 or a padding isn't 1."""
    return (
        Misconception(
            "padding_counted_once",
            "Your sizes count the padding once. It stands on each of the two sides.",
            "How long is a row of 28 pixels after `padding=2`?",
            ROUNDING,
            recognise=follows(network, _PADDING_ONCE),
        ),
        Misconception(
            "plus_one_forgotten",
            "Your sizes behind a convolution are one too small: you count the moves of the window, not its places.",
            "How often does a window of 5 fit into 5 pixels?",
            ROUNDING,
            recognise=follows(network, _NO_PLUS_ONE),
        ),
    )


def one_pixel_lost(network: Network) -> Misconception:
    """The same two slips where every kernel is 3 and every padding 1: nobody can tell which it was."""
    return Misconception(
        "one_pixel_lost",
        "Your sizes lose a pixel at each convolution: the padding is counted once, or the + 1 is forgotten.",
        "A row of 32 pixels, a zero on each side, a window of 3: at which place does the last window start?",
        ROUNDING,
        recognise=follows(network, _PADDING_ONCE),
    )


def mistakes_with_batch_normalisation(network: Network) -> tuple[Misconception, ...]:
    """What more can go wrong where there are layers of batch normalisation."""
    return (
        Misconception(
            "buffers_counted",
            "You count running means and variances among the parameters. They are measured, not learned.",
            "Section 7: which two numbers of a channel are learned?",
            Section("04_regularization_layers", "Two modes"),
            recognise=follows(
                network, Rules(parameters=_norm_counted_as(4)), Rules(parameters=_norm_counted_as(4, more=1))
            ),
        ),
        Misconception(
            "normalisation_not_counted",
            "You count no parameters, or only one for each channel, in batch normalisation.",
            "Section 7: it normalises, and then it may undo that with two numbers for each channel. Are they learned?",
            Section("04_regularization_layers", "Images: one mean for each channel"),
            recognise=follows(network, Rules(parameters=_norm_counted_as(0)), Rules(parameters=_norm_counted_as(1))),
        ),
    )
