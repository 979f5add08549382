"""linear_parameters(in_features, out_features, bias=True): how many parameters a fully connected layer has."""

from torch import nn

from course_utils.questions.ps2_shapes_and_parameters.arithmetic import PLAIN_ARITHMETIC, parameters_of
from course_utils.questions.ps2_shapes_and_parameters.sections import LINEAR, PARAMETER_FORMULA
from course_utils.questions.question import Case, Misconception, Question


def oracle(in_features, out_features, bias=True):
    return parameters_of(nn.Linear, in_features, out_features, bias=bias)


def cases(rng):
    few, many = int(rng.integers(3, 9)), int(rng.integers(10, 20))
    channels, side = int(rng.integers(10, 20)), int(rng.integers(3, 7))
    return [
        Case("more numbers in than out", (many, few)),
        Case("more numbers out than in", (few, many)),
        Case("a flattened image", (channels * side * side, 7 * many)),
        Case("without a bias", (many, few + 1), {"bias": False}),
        Case("one output", (many, 1)),
        Case("one input", (1, many)),
    ]


QUESTION = Question(
    name="linear_parameters",
    title="The parameters of a linear layer",
    section=LINEAR,
    cases=cases,
    oracle=oracle,
    atol=0.0,
    rtol=0.0,
    forbidden=PLAIN_ARITHMETIC,
    misconceptions=(
        Misconception(
            "bias_forgotten",
            "Your function counts the weights and forgets the biases, one for each output.",
            "A layer from 4 numbers to 1 has 5 parameters. Which is the fifth?",
            LINEAR,
            oracles=(lambda in_features, out_features, bias=True: oracle(in_features, out_features, False),),
            stronger="`linear_parameters(4, 3)` is 15 and `linear_parameters(4, 3, bias=False)` is 12. If you get 12 "
            "both times, ask where your code uses `bias`, and what the other 3 numbers are.",
        ),
        Misconception(
            "bias_always",
            "Your function counts biases also for a layer that has none.",
            "What should `bias=False` change?",
            LINEAR,
            oracles=(lambda in_features, out_features, bias=True: oracle(in_features, out_features, True),),
            stronger="`linear_parameters(4, 3)` is 15 and `linear_parameters(4, 3, bias=False)` is 12. If you get 15 "
            "both times, print your condition for both calls: `False is not None`, for instance, is True.",
        ),
        Misconception(
            "one_bias_for_all",
            "Your function counts one bias for the whole layer. Each output has its own.",
            "Which shape has `nn.Linear(4, 3).bias`?",
            LINEAR,
            oracles=(lambda in_features, out_features, bias=True: oracle(in_features, out_features, False) + bias,),
            stronger="`linear_parameters(4, 3)` is 15: three sums of four products, and to each of them one bias. If "
            "you get 13, you add a single one to the 12 weights. Which of the two arguments counts the sums?",
        ),
        Misconception(
            "bias_per_input",
            "Your function counts one bias for each input. A bias is added to a sum, and each output is one sum.",
            "How many sums does a layer from 4 numbers to 1 compute?",
            PARAMETER_FORMULA,
            oracles=(
                lambda in_features, out_features, bias=True: (
                    oracle(in_features, out_features, False) + in_features * bias
                ),
            ),
            stronger="`linear_parameters(4, 3)` is 15: 12 weights, and one bias in each of the three sums. If you get "
            "16, you add 4 to the 12. Which of the two arguments counts the sums?",
        ),
    ),
)
