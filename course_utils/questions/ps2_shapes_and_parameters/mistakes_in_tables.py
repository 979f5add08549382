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


def _with_biases(of_conv, of_linear):
    """Rules of somebody who counts other biases than one for each output."""

    def parameters(layer: nn.Module) -> int:
        return _weights(layer) + of_conv(layer) if _is_conv(layer) else _all(layer)

    return Rules(parameters=parameters, linear=lambda inputs, outputs: inputs * outputs + of_linear(inputs, outputs))


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

    def mistake(name: str, told: str, hint: str, section: Section, *rules: Rules, stronger: str) -> Misconception:
        return Misconception(name, told, hint, section, recognise=follows(network, *rules), stronger=stronger)

    return (
        Misconception(
            "total_does_not_add_up",
            "Your total is not the sum of your own rows.",
            "Add up the column of parameters once more, or let Python do it.",
            PARAMETER_FORMULA,
            recognise=_total_is_not_the_sum,
            stronger="Write a running sum beside the rows, from the top down: its last number has to be your total. A "
            "pooling adds 0, the linear layers add most. At the end, which row is as large as the difference between "
            "the two?",
        ),
        mistake(
            "padding_ignored",
            "Your sizes shrink at a convolution that has padding.",
            "Which `padding` does the first convolution have, and by how much would its window shrink the image?",
            ROUNDING,
            Rules(conv=lambda n, layer: n - layer.kernel_size[0] + 1),
            stronger="A padding of 2 with a kernel of 5 keeps the size, and so does a padding of 1 with a kernel of "
            "3: n + 4 − 5 + 1 and n + 2 − 3 + 1 are both n. Which of your rows is smaller than the one before it, "
            "although its layer has such a padding?",
        ),
        mistake(
            "pooling_moves_by_one",
            "Your pooling moves its window by 1. If no stride is given, pooling windows lie side by side.",
            "Into how many 2×2 windows can 28 rows be cut?",
            POOLING_TAUGHT,
            Rules(pool=lambda n, layer: n - layer.kernel_size + 1),
            stronger="28 rows in windows of 2: side by side they start at 0, 2, …, 26, which makes 14. With steps of "
            "1 they would start at 0, 1, …, 26, which makes 27. Compare your first pooling row with the row before "
            "it: is its side half as long, or shorter by one?",
        ),
        mistake(
            "channels_forgotten_after_flatten",
            "Your flattened length is height times width. Every channel has that many numbers.",
            "How many numbers are in the stack before it is flattened? Count all its channels.",
            SEVEN_TIMES_SEVEN,
            Rules(flatten=lambda shape: shape[1] * shape[2]),
            stronger="In the example of section 9 the shape behind the pooling is (4, 5, 5), and flattened it is 4 · "
            "5 · 5 = 100 numbers, not 25. Multiply all three numbers of your last pooling row. Then look at `fc1`: "
            "how many numbers go into it?",
        ),
        mistake(
            "bias_forgotten",
            "You count weights and forget the biases: one for each output channel or, in a linear layer, each output.",
            "From 1 to 3 channels with 3×3 kernels the lecture counts 30 parameters. Which 3 are no weights?",
            PARAMETER_FORMULA,
            Rules(parameters=_without_bias, linear=lambda inputs, outputs: inputs * outputs),
            Rules(parameters=_without_bias),
            stronger="In the example of section 9, `conv1` has 36 weights and 4 biases, together 40, and `fc1` has "
            "1000 weights and 10 biases. Go through your rows: does the layer's number of outputs come on top of its "
            "weights in each of them?",
        ),
        mistake(
            "biases_counted_wrong",
            "You count other biases than one for each output channel or, in a linear layer, for each output: one for "
            "the layer, one for each input, or one for each kernel.",
            "Which shape has `nn.Conv2d(3, 16, 5).bias`, and which has `nn.Linear(4, 3).bias`?",
            PARAMETER_FORMULA,
            _with_biases(lambda _layer: 1, lambda _inputs, _outputs: 1),
            _with_biases(lambda layer: layer.in_channels, lambda inputs, _outputs: inputs),
            _with_biases(lambda layer: layer.in_channels * layer.out_channels, lambda _inputs, outputs: outputs),
            stronger="In the example of section 9, `conv1` has 36 weights and, for its 4 outputs, 4 biases; `fc1` has "
            "1000 weights and 10 biases. Subtract the weights from the number in each of your rows: what is left, and "
            "is it as many as the layer has outputs?",
        ),
        mistake(
            "input_channels_forgotten",
            "You count one kernel for each output channel. Each has one kernel for every input channel.",
            "How many input channels does an output of the second convolution look at?",
            MIXING_CHANNELS,
            Rules(parameters=_one_kernel_for_each_output),
            stronger="Section 6 counts 24 kernels from 4 to 6 channels, not 6, and with 3×3 kernels 222 parameters. "
            "Now your second convolution: how many channels go in, how many come out, and how many kernels is that?",
        ),
        mistake(
            "kernel_not_squared",
            "You take the side of a kernel for the number of its weights.",
            "How many weights has a 3×3 kernel?",
            PARAMETER_FORMULA,
            Rules(parameters=_side_for_area),
            stronger="In the example of section 9, `conv1` goes from 1 to 4 channels with 3×3 kernels: 4 · 9 weights "
            "and 4 biases are 40. With 3 for 9 it would be 16. What is the number that you multiply with in your "
            "first row, and how many fields has the grid of its kernel?",
        ),
        mistake(
            "pooling_counted",
            "You count parameters for pooling. It has a window, but no weights.",
            "What could training change in the rule “take the largest” or “take the mean”?",
            POOLING_TAUGHT,
            Rules(parameters=_window_as_weights),
            stronger="Print `list(nn.MaxPool2d(2).parameters())` and `list(nn.AvgPool2d(2).parameters())`: both lists "
            "are empty. Which number does that make in your rows of the poolings?",
        ),
        mistake(
            "batch_axis_included",
            "Your shapes begin with the number of images. Asked for is the shape of one image's output: C×H×W.",
            "How many axes has one image inside a network?",
            AXES,
            Rules(shape=lambda shape: (1, *shape)),
            stronger="The example of section 9 writes (4, 10, 10) behind `conv1` and (100,) behind `flatten`. Compare "
            "how many numbers your tuples have: which one is too many, and what does it count?",
        ),
        mistake(
            "channels_last",
            "Your shapes have the channels at the end. PyTorch's order is C×H×W.",
            "Which of your three numbers is the number of channels, and where does PyTorch put it?",
            AXES,
            Rules(shape=lambda shape: (*shape[1:], shape[0])),
            stronger="The example of section 9 writes (4, 10, 10) behind `conv1`. Print "
            "`nn.Conv2d(1, 4, 3)(torch.zeros(1, 1, 12, 12)).shape` and look for the 4, the number of channels. How "
            "many numbers stand behind it there, and how many in your rows?",
        ),
        mistake(
            "channels_left_out",
            "Your shapes are only height and width. A convolution returns a stack of such pictures: C×H×W.",
            "How many pictures come out of a convolution with 6 output channels?",
            AXES,
            Rules(shape=lambda shape: shape[1:] or shape),
            stronger="The example of section 9 writes (4, 10, 10) behind `conv1`, three numbers for a stack of four "
            "pictures. Compare with your row for `conv1`: which argument of its layer is missing there, and at which "
            "place does it belong?",
        ),
    )


def mistakes_in_sizes(network: Network) -> tuple[Misconception, ...]:
    """Slips in the size behind a convolution, which are told apart where a kernel isn't 3 or a padding isn't 1."""
    return (
        Misconception(
            "size_kept",
            "Your sizes stay the same behind each convolution. A window shrinks them, unless padding makes up for it.",
            "Which `padding` has each of the convolutions? How often does a window of 5 fit into 14 pixels?",
            ROUNDING,
            recognise=follows(network, Rules(conv=lambda n, _layer: n)),
            stronger="12 pixels and a window of 3 without padding, as in the example of section 9: the window starts "
            "at 0 to 9, so 10 pixels come out. Look up the padding of your second convolution: how many places has its "
            "padded row, and at how many of them can the window start?",
        ),
        Misconception(
            "padding_counted_once",
            "Your sizes count the padding once. It stands on each of the two sides.",
            "How long is a row of 28 pixels after `padding=2`?",
            ROUNDING,
            recognise=follows(network, _PADDING_ONCE),
            stronger="28 pixels with a padding of 2 are a row of 32 places, not of 30. In a row of 32, where does the "
            "last window of 5 start, and how many starts are there from 0 on? Do the same for your other "
            "convolutions.",
        ),
        Misconception(
            "plus_one_forgotten",
            "Your sizes behind a convolution are one too small: you count the moves of the window, not its places.",
            "How often does a window of 5 fit into 5 pixels?",
            ROUNDING,
            recognise=follows(network, _NO_PLUS_ONE),
            stronger="12 pixels and a window of 3, as in the example of section 9: the last window starts at 9, and "
            "from 0 to 9 there are 10 starts. Go through your convolutions: did you write down the last start, or the "
            "number of starts?",
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
        stronger="With a zero on each side 32 pixels are 34 places, and the last window of 3 starts at place 31. From "
        "0 to 31, how many starts are there? Then find the first of your rows that is smaller by one, and see which "
        "of the two slips it was.",
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
            stronger="Section 7 prints the five tensors of `nn.BatchNorm2d(4)`: two of them are parameters, with 4 "
            "numbers each. Divide your `norm1` by its number of channels. If that gives 4, or a little more, which of "
            "the rows marked “buffer” are in it?",
        ),
        Misconception(
            "normalisation_not_counted",
            "You count no parameters, or only one for each channel, in batch normalisation.",
            "Section 7: it normalises, and then it may undo that with two numbers for each channel. Are they learned?",
            Section("04_regularization_layers", "Images: one mean for each channel"),
            recognise=follows(network, Rules(parameters=_norm_counted_as(0)), Rules(parameters=_norm_counted_as(1))),
            stronger="Section 7 prints two parameters of `nn.BatchNorm2d(4)`, `weight` and `bias`, with 4 numbers "
            "each. Divide your `norm1` by its number of channels: what comes out, and what should?",
        ),
    )
