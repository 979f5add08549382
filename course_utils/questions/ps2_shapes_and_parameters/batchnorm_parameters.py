"""batchnorm_parameters(num_features): the parameters and the buffers of nn.BatchNorm2d."""

from torch import nn

from course_utils.questions.ps2_shapes_and_parameters.arithmetic import PLAIN_ARITHMETIC
from course_utils.questions.ps2_shapes_and_parameters.sections import NORMALISATION
from course_utils.questions.question import Case, Misconception, Question, Section

PER_CHANNEL = Section("04_regularization_layers", "Images: one mean for each channel")
TWO_MODES = Section("04_regularization_layers", "Two modes")


def oracle(num_features):
    layer = nn.BatchNorm2d(num_features, device="meta")
    parameters = sum(parameter.numel() for parameter in layer.parameters())
    return parameters, sum(buffer.numel() for buffer in layer.buffers())


def cases(rng):
    return [
        Case("a few channels", (int(rng.integers(3, 10)),)),
        Case("32 channels", (32,)),
        Case("many channels", (int(rng.integers(100, 600)),)),
        Case("one channel", (1,)),
    ]


QUESTION = Question(
    name="batchnorm_parameters",
    title="Batch normalisation: parameters and buffers",
    section=NORMALISATION,
    cases=cases,
    oracle=oracle,
    atol=0.0,
    rtol=0.0,
    forbidden=PLAIN_ARITHMETIC,
    misconceptions=(
        Misconception(
            "buffers_counted",
            "Your function counts running statistics among the parameters. "
            "They are measured, not learned: no gradient reaches them, and they are buffers.",
            "Which of the five tensors of the layer does an optimizer change?",
            TWO_MODES,
            oracles=(
                lambda num_features: (4 * num_features, 0),
                lambda num_features: (4 * num_features + 1, 0),
                lambda num_features: (4 * num_features, 1),
                lambda num_features: (4 * num_features, 2 * num_features),
                lambda num_features: (4 * num_features, 2 * num_features + 1),
                lambda num_features: (4 * num_features + 1, 2 * num_features + 1),
            ),
            stronger="Section 7 prints the five tensors of `nn.BatchNorm2d(4)` with their kinds. Add up the numbers "
            "in the rows that begin with “parameter”, and by themselves those that begin with “buffer”. Which row of "
            "the second kind is in your first number?",
        ),
        Misconception(
            "counter_forgotten",
            "Your function forgets the smallest buffer: the counter of the batches seen so far, a single number.",
            "Print `dict(nn.BatchNorm2d(4).named_buffers())`: how many tensors are there, and of what shape?",
            NORMALISATION,
            oracles=(lambda num_features: (2 * num_features, 2 * num_features),),
            stronger="For 4 channels the buffers have the shapes `(4,)`, `(4,)` and `()`. A shape of `()` is no empty "
            "tensor: `numel()` of it is 1. What do the three add up to, what do you get, and does the difference "
            "depend on the number of channels?",
        ),
        Misconception(
            "one_running_statistic_forgotten",
            "Your function counts one running statistic for each channel. There are two: a mean and a variance.",
            "With which two numbers of its channel is a value normalised?",
            TWO_MODES,
            oracles=(
                lambda num_features: (2 * num_features, num_features + 1),
                lambda num_features: (2 * num_features, num_features),
            ),
            stronger="For 4 channels section 7 prints three buffers, with the shapes `(4,)`, `(4,)` and `()`. If your "
            "second number is 5 or 4, one of the two that hold 4 numbers is missing: which of the running statistics "
            "does your formula count?",
        ),
        Misconception(
            "counter_per_channel",
            "Your function counts the batches once for each channel. All channels see the same batches.",
            "Which shape has `nn.BatchNorm2d(4).num_batches_tracked`?",
            NORMALISATION,
            oracles=(lambda num_features: (2 * num_features, 3 * num_features),),
            stronger="For 4 channels the three buffers hold 4, 4 and 1 numbers. If your second number is 12, you "
            "count 4 three times. Which term of your formula grows with the channels although it should not?",
        ),
        Misconception(
            "shift_forgotten",
            "Your function counts only one parameter for each channel. There is a scale and there is a shift.",
            "After normalising, every channel has mean 0. With which parameter can the layer move it away from there?",
            PER_CHANNEL,
            oracles=(
                lambda num_features: (num_features, 2 * num_features + 1),
                lambda num_features: (num_features, 2 * num_features),
                lambda num_features: (num_features, num_features),
                lambda num_features: (num_features, num_features + 1),
            ),
            stronger="`[p.shape for p in nn.BatchNorm2d(4).parameters()]` lists two tensors of 4 numbers, the scale "
            "`weight` and the shift `bias`. If your first number is 4, which of the two did you leave out?",
        ),
        Misconception(
            "one_for_all_channels",
            "Your function counts as if all channels shared their numbers. Each channel is normalised by itself.",
            "For images of 3 channels, how many means are computed over a batch?",
            PER_CHANNEL,
            oracles=(lambda num_features: (2, 3), lambda num_features: (2, 2)),
            stronger="Compare your results for 1 channel and for 4 channels: they are the same. Then look at the "
            "shapes that section 7 prints for 4 channels. Four of the five tensors hold 4 numbers there, and only one "
            "holds a single number: which?",
        ),
        Misconception(
            "parameters_and_buffers_swapped",
            "Your function returns the buffers first. Asked for was (parameters, buffers).",
            "Which of your two numbers counts what is learned?",
            NORMALISATION,
            oracles=(lambda num_features: oracle(num_features)[::-1],),
            stronger="For 4 channels the scale and the shift hold 8 numbers together, the three buffers hold 9. Your "
            "pair begins with the larger number. Which of the two kinds does the docstring name first?",
        ),
        Misconception(
            "buffers_forgotten",
            "Your function says that there are no buffers.",
            "At test time there may be a single image. Where do mean and variance come from then?",
            TWO_MODES,
            oracles=(lambda num_features: (2 * num_features, 0), lambda num_features: 2 * num_features),
            stronger="`nn.BatchNorm2d(4).state_dict()` holds five tensors, `nn.BatchNorm2d(4).parameters()` only two "
            "of them. How many numbers are in the other three? They belong at the second place of the pair that your "
            "function gives back.",
        ),
    ),
)
