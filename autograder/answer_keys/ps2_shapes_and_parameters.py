"""The right letters of problem set 2, and a reply to every wrong one."""

from autograder.answer_keys import Key, Reply
from course_utils.questions.ps2_shapes_and_parameters.sections import (
    AXES,
    MIXING_CHANNELS,
    PARAMETER_FORMULA,
    ROUNDING,
    SEVEN_TIMES_SEVEN,
    THREE_WAYS,
)

KEYS = {
    "choice_1": Key(
        "d",
        {
            "a": Reply(
                "rounded_up",
                "(10 − 3)/2 = 3.5, and you rounded up. PyTorch rounds down: the window that would hang over the edge "
                "is not taken.",
                "Write down in which columns the windows start, and where each of them ends.",
                ROUNDING,
            ),
            "b": Reply(
                "plus_one_forgotten",
                "You counted the moves of the window, not its places: the first place needs no move.",
                "Write down in which columns the windows start, and count them.",
                ROUNDING,
            ),
            "c": Reply(
                "channels_kept_apart",
                "There are 3·8 kernels, but the three sums that belong to one output channel are added up.",
                "Which argument of `nn.Conv2d` says how many channels come out?",
                MIXING_CHANNELS,
            ),
            "e": Reply(
                "input_channels_kept",
                "The output has as many channels as the layer has `out_channels`; those of the image are used up.",
                "What do the numbers 3 and 8 mean in `nn.Conv2d(3, 8, ...)`?",
                MIXING_CHANNELS,
            ),
        },
    ),
    "choice_2": Key(
        "c",
        {
            "a": Reply(
                "convolution_depends_on_image_size",
                "Statement III is true as well: neither height nor width of the image occurs in the number of "
                "parameters of a convolution.",
                "Which of the arguments of `nn.Conv2d` says how large the images are?",
                PARAMETER_FORMULA,
            ),
            "b": Reply(
                "more_layers_more_parameters",
                "Statement II is false: a convolution that returns fewer numbers than it takes shortens the vector in "
                "front of the linear layer, which may save more than the convolution costs. And III is true.",
                "Compare two networks: one flattens 16×28×28, the other has a convolution to 4 channels in between.",
                THREE_WAYS,
            ),
            "d": Reply(
                "linear_layer_takes_any_size",
                "Statement IV is false: unless something before brings every image to one size, a larger image "
                "flattens to a longer vector, and the linear layer was made for one length.",
                "Which length has a flattened stack of 16×14×14, and which one of 16×28×28?",
                SEVEN_TIMES_SEVEN,
            ),
            "e": Reply(
                "more_layers_more_parameters_and_image_as_matrix",
                "Statement I is true and II is false: the input has the axes N, C, H and W; and a further convolution "
                "may shorten the vector in front of the linear layer, which may save more than it costs.",
                "How many axes has a batch of colour images? "
                "And which layer of a small network holds most of its parameters?",
                AXES,
            ),
        },
    ),
}
