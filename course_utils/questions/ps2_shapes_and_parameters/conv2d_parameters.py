"""conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1): the parameters of nn.Conv2d."""

from torch import nn

from course_utils.questions.ps2_shapes_and_parameters.arithmetic import PLAIN_ARITHMETIC, one_of, parameters_of
from course_utils.questions.ps2_shapes_and_parameters.sections import (
    CONVOLUTION,
    GROUPS,
    MIXING_CHANNELS,
    PARAMETER_FORMULA,
)
from course_utils.questions.question import Case, Misconception, Question


def oracle(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return parameters_of(nn.Conv2d, in_channels, out_channels, kernel_size, bias=bias, groups=groups)


def cases(rng):
    groups = one_of(rng, 2, 3, 4)
    channels = int(rng.integers(5, 12))
    few, many = int(rng.integers(2, 6)), int(rng.integers(7, 20))
    return [
        Case("one channel in", (1, many, 5)),
        Case("several channels in", (few, many, 3)),
        Case("a 1×1 kernel", (many, few, 1)),
        Case("without a bias", (few, many + 1, 3), {"bias": False}),
        Case("a kernel with unequal sides", (few + 1, many, (3, 5))),
        Case("a flat kernel", (few, many, (one_of(rng, 5, 7), 1))),
        Case("groups", (groups * few, groups * (few + 1), 3), {"groups": groups}),
        Case("depthwise, two kernels a channel", (channels, 2 * channels, 5), {"groups": channels}),
        Case("everything at once", (2 * few, 2 * many, (2, 3)), {"bias": False, "groups": 2}),
    ]


def as_a_square(kernel_size):
    """A kernel size whose first side counts for both."""
    return kernel_size if isinstance(kernel_size, int) else kernel_size[0]


def without_bias(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return oracle(in_channels, out_channels, kernel_size, False, groups)


def with_bias(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return oracle(in_channels, out_channels, kernel_size, True, groups)


def bias_for_each_kernel(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return without_bias(in_channels, out_channels, kernel_size, groups=groups) + bias * without_bias(
        in_channels, out_channels, 1, groups=groups
    )


def bias_for_each_input(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return without_bias(in_channels, out_channels, kernel_size, groups=groups) + bias * in_channels


def one_bias(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return without_bias(in_channels, out_channels, kernel_size, groups=groups) + bias


def without_groups(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return oracle(in_channels, out_channels, kernel_size, bias)


def groups_divide_both(in_channels, out_channels, kernel_size, bias=True, groups=1):
    weights = without_bias(in_channels, out_channels, kernel_size, groups=groups) // groups
    return weights + bias * out_channels


def groups_divide_everything(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return oracle(in_channels, out_channels, kernel_size, bias) // groups


def side_for_area(in_channels, out_channels, kernel_size, bias=True, groups=1):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, 1)
    return oracle(in_channels, out_channels, kernel_size, bias, groups)


def sides_added(in_channels, out_channels, kernel_size, bias=True, groups=1):
    sides = 2 * kernel_size if isinstance(kernel_size, int) else sum(kernel_size)
    return oracle(in_channels, out_channels, (sides, 1), bias, groups)


def first_side_squared(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return oracle(in_channels, out_channels, as_a_square(kernel_size), bias, groups)


def last_side_squared(in_channels, out_channels, kernel_size, bias=True, groups=1):
    side = kernel_size if isinstance(kernel_size, int) else kernel_size[1]
    return oracle(in_channels, out_channels, side, bias, groups)


def one_kernel_for_each_output(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return oracle(1, out_channels, kernel_size, bias)


def _fails_on_a_pair(verdict, seen) -> bool:
    return seen.status == "raised" and not isinstance(verdict.case.args[2], int)


QUESTION = Question(
    name="conv2d_parameters",
    title="The parameters of a convolution",
    section=CONVOLUTION,
    cases=cases,
    oracle=oracle,
    atol=0.0,
    rtol=0.0,
    forbidden=PLAIN_ARITHMETIC,
    misconceptions=(
        Misconception(
            "bias_forgotten",
            "Your function counts the weights and forgets the biases, one for each output channel.",
            "The lecture counts 30 parameters from 1 to 3 channels with 3×3 kernels. How many of them are weights?",
            PARAMETER_FORMULA,
            oracles=(without_bias,),
            stronger="`conv2d_parameters(1, 3, 3)` is 30 and with `bias=False` 27. If you get 27 both times, ask "
            "where your code uses `bias`, and to which channels the other 3 numbers belong.",
        ),
        Misconception(
            "bias_always",
            "Your function counts biases also for a layer that has none.",
            "What should `bias=False` change?",
            PARAMETER_FORMULA,
            oracles=(with_bias,),
            stronger="`conv2d_parameters(1, 3, 3)` is 30 and with `bias=False` 27. If you get 30 both times, look at "
            "the line that adds the biases: on what does it depend, and is that different for the two calls?",
        ),
        Misconception(
            "bias_per_kernel",
            "Your function counts one bias for each kernel. The sums over all input channels are added up first, "
            "and then one bias is added to each output channel.",
            "How often does the bias stand in the lecture's formula for one output value?",
            MIXING_CHANNELS,
            oracles=(bias_for_each_kernel,),
            stronger="`conv2d_parameters(4, 6, 3)` is 222: 24 kernels of 9 weights, and 6 biases. You get 240, "
            "because you count 24 biases. For one output channel, four kernels give four sums, which are added up: "
            "how many numbers are left to which a bias is added?",
        ),
        Misconception(
            "bias_per_input_channel",
            "Your function counts one bias for each input channel. A bias belongs to an output channel.",
            "Which shape has `nn.Conv2d(3, 16, 5).bias`?",
            MIXING_CHANNELS,
            oracles=(bias_for_each_input,),
            stronger="`conv2d_parameters(4, 6, 3)` is 222: 216 weights and 6 biases. You get 220, so you add 4. Which "
            "of the two numbers of channels is 4, and which one counts the results that get a bias?",
        ),
        Misconception(
            "one_bias_for_all",
            "Your function counts one bias for the whole layer. Each output channel has its own.",
            "Which shape has `nn.Conv2d(3, 16, 5).bias`?",
            PARAMETER_FORMULA,
            oracles=(one_bias,),
            stronger="`conv2d_parameters(4, 6, 3)` is 222: 216 weights and 6 biases. You get 217, so you add 1. What "
            "should stand where your formula adds the 1 or the `bias` itself?",
        ),
        Misconception(
            "groups_ignored",
            "Your function does not use the groups: "
            "it counts kernels between channels that have nothing to do with each other.",
            "With as many groups as input channels, how many input channels does one output see?",
            GROUPS,
            oracles=(without_groups,),
            stronger="`conv2d_parameters(4, 6, 3, groups=2)` is 114: each of the 6 outputs sees 2 of the 4 input "
            "channels, which makes 12 kernels of 9 weights, and 6 biases. If you get 222, which factor of your "
            "product says how many channels an output sees?",
        ),
        Misconception(
            "groups_divide_too_much",
            "Your function divides too much by the number of groups. Each output channel sees fewer input channels; "
            "but there are as many outputs, and as many biases, as before.",
            "4 channels in, 8 out, 4 groups: which shape has the weight in the lecture?",
            GROUPS,
            oracles=(groups_divide_both, groups_divide_everything),
            stronger="`conv2d_parameters(4, 6, 3, groups=2)` is 114: 12 kernels of 9 weights, and still 6 biases. A "
            "60 says that the groups divide twice, a 111 that they divide the biases, too. Which single factor "
            "becomes smaller if an output sees fewer channels?",
        ),
        Misconception(
            "kernel_not_squared",
            "Your function takes the side of a kernel for the number of its weights.",
            "How many weights has a 3×3 kernel? And a 3×5 one?",
            PARAMETER_FORMULA,
            oracles=(side_for_area, sides_added),
            stronger="`conv2d_parameters(1, 1, 3, bias=False)` is 9, and with the kernel `(3, 5)` it is 15. What do "
            "you get for the two? Draw a grid of 3 rows and 5 columns: how do you count its fields without touching "
            "each of them?",
        ),
        Misconception(
            "kernel_taken_for_square",
            "Your function uses one side of the kernel for both. A kernel of 3×5 has 15 weights, not 9 and not 25.",
            "What does it return for (3, 5), and what for (5, 3)? Should they differ?",
            PARAMETER_FORMULA,
            oracles=(first_side_squared, last_side_squared),
            stronger="`conv2d_parameters(1, 1, (3, 5), bias=False)` is 15. If you get 9 or 25, print what your code "
            "takes for the rows and for the columns of the kernel: both come from the same place of the pair. From "
            "which one does each of them have to come?",
        ),
        Misconception(
            "kernel_pair_not_taken",
            "Your function breaks where the kernel size is a pair. Both `3` and `(3, 5)` are asked for.",
            "`isinstance(kernel_size, int)` tells which of the two it is. What is a pair made of a single number?",
            PARAMETER_FORMULA,
            recognise=_fails_on_a_pair,
            stronger="`conv2d_parameters(1, 1, (3, 5), bias=False)` is 15. Give your function two names, one for rows "
            "and one for columns: for `3` they are 3 and 3, for `(3, 5)` they are 3 and 5. Which line of yours "
            "calculates with the pair as if it were a number?",
        ),
        Misconception(
            "input_channels_forgotten",
            "Your function counts one kernel for each output channel. "
            "There is one for each pair of an output and an input channel.",
            "A 3×3 layer from 3 to 3 channels has 81 weights. How many kernels are that?",
            MIXING_CHANNELS,
            oracles=(one_kernel_for_each_output,),
            stronger="`conv2d_parameters(4, 6, 3, bias=False)` is 216: 24 kernels of 9 weights. You get 54, which is "
            "6 kernels. One output channel adds up the sums over all 4 input channels: how many kernels does it need "
            "for that?",
        ),
    ),
)
