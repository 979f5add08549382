"""l2_penalty(model, lam): lam times the sum of the squares of all parameters."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from course_utils.questions.draws import distinct
from course_utils.questions.ps4_regularization_layers.layers import own_randomness
from course_utils.questions.ps4_regularization_layers.sections import PENALTY, PENALTY_TAUGHT
from course_utils.questions.question import Case, Misconception, Question


def linear():
    return nn.Linear(3, 2)


def two_layers():
    return nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Sequential(nn.Linear(4, 2), nn.Tanh()))


def with_batch_norm():
    return nn.Sequential(nn.Conv2d(2, 3, (2, 1)), nn.BatchNorm2d(3), nn.ReLU(), nn.Flatten(), nn.Linear(6, 2))


NETWORKS = {"linear": linear, "two layers": two_layers, "batch norm": with_batch_norm}


def sizes(network: str) -> int:
    return sum(p.numel() for p in NETWORKS[network]().parameters())


def probe(answer, values, lam, network, look_at="penalty"):
    """The penalty of a network with these values as its parameters, or the gradient of them all."""
    with own_randomness(0):
        model = NETWORKS[network]()
    vector_to_parameters(values.clone(), model.parameters())
    for number, buffer in enumerate(model.buffers()):
        buffer.fill_(number + 3)
    penalty = answer(model, lam)
    if isinstance(penalty, torch.Tensor) and penalty.numel() == 1:
        penalty = penalty.reshape(())
    if look_at == "penalty":
        return {"penalty": penalty, "the network afterwards": parameters_to_vector(model.parameters()).detach()}
    if not isinstance(penalty, torch.Tensor) or not penalty.requires_grad or penalty.numel() != 1:
        return {"gradient": "none"}
    penalty.backward()
    each = [torch.zeros_like(p) if p.grad is None else p.grad for p in model.parameters()]
    return {"gradient": parameters_to_vector(each)}


def of_vector(measure, buffers=False, biases=True, gradient=True):
    """What is probed of a penalty that is a ``measure(vector, lam)`` of all parameters in one vector."""

    def penalty(model, lam):
        tensors = [p for name, p in model.named_parameters() if biases or not name.endswith("bias")]
        tensors += [b.to(tensors[0].dtype) for b in model.buffers() if buffers]
        value = measure(parameters_to_vector(tensors), lam)
        return value if gradient else value.detach()

    return lambda *args, **options: probe(penalty, *args, **options)


def squares(vector, lam):
    return lam * F.mse_loss(vector, torch.zeros_like(vector), reduction="sum")


def norm_of_each(model, lam):
    return lam * torch.stack([torch.linalg.vector_norm(p) for p in model.parameters()]).sum()


def last_only(model, lam):
    return squares(parameters_to_vector(list(model.parameters())[-1:]), lam)


def matrices_only(model, lam):
    return squares(parameters_to_vector([p for p in model.parameters() if p.ndim > 1]), lam)


def divided_by_tensors(model, lam):
    return squares(parameters_to_vector(model.parameters()), lam) / len(list(model.parameters()))


def tried(penalty):
    return lambda *args, **options: probe(penalty, *args, **options)


def cases(rng):
    def case(name, network, look_at="penalty"):
        lam = float(rng.choice([0.05, 0.1, 0.2, 0.3]))
        return Case(name, (distinct(rng, sizes(network)), lam), {"network": network, "look_at": look_at})

    return [
        case("one linear layer: the penalty", "linear"),
        case("a network in a network: the penalty", "two layers"),
        case("a network with batch normalisation: the penalty", "batch norm"),
        case("one linear layer: the gradient", "linear", "gradient"),
        case("a network in a network: the gradient", "two layers", "gradient"),
        case("a network with batch normalisation: the gradient", "batch norm", "gradient"),
    ]


def _no_gradient(_verdict, seen):
    value = seen.value if isinstance(seen.value, dict) else {}
    return value.get("gradient") == "none" or isinstance(value.get("penalty"), float)


QUESTION = Question(
    name="l2_penalty",
    title="The L2 penalty",
    section=PENALTY,
    cases=cases,
    oracle=of_vector(squares),
    probe=probe,
    misconceptions=(
        Misconception(
            "norm_for_square",
            "You add up norms. The penalty is the sum of the squares, without a root.",
            "What are the norm and the sum of the squares of (3, 4)?",
            PENALTY_TAUGHT,
            (of_vector(lambda vector, lam: lam * torch.linalg.vector_norm(vector)), tried(norm_of_each)),
            stronger="For a linear layer with the weights 3 and 4 and the bias 1, and `lam=0.1`, 0.1 · (9 + 16 + 1) = "
            "2.6 has to come out; yours is 0.51 or 0.6. Which call in your code takes a root, and what stands under "
            "it?",
        ),
        Misconception(
            "sum_squared",
            "You add the parameters up and square the sum, so that opposite signs cancel. The squares are to be added.",
            "What does your penalty say of the weights 3 and −3?",
            PENALTY_TAUGHT,
            (
                tried(lambda model, lam: lam * sum(p.sum() ** 2 for p in model.parameters())),
                of_vector(lambda vector, lam: lam * vector.sum() ** 2),
            ),
            stronger="For a linear layer with the weights 3 and 4 and the bias 1, and `lam=0.1`, 0.1 · (9 + 16 + 1) = "
            "2.6 has to come out; yours is 5 or 6.4, with 7² or 8² in it. Which comes first in your line, the square "
            "or the sum?",
        ),
        Misconception(
            "lam_squared",
            "Your lam stands inside the square: it is squared with the parameters.",
            "How does your penalty change if lam doubles?",
            PENALTY_TAUGHT,
            (of_vector(lambda vector, lam: squares(lam * vector, 1)),),
            stronger="For a linear layer with the weights 3 and 4 and the bias 1, and `lam=0.1`, 2.6 has to come out, "
            "and yours is 0.26. Which bracket, or which `**`, takes lam in, and where could it stand outside?",
        ),
        Misconception(
            "absolute_for_square",
            "You add up absolute values: that is the L1 penalty. L2 adds up squares.",
            "How much does a weight of 3 cost, and how much one of −0.5?",
            PENALTY_TAUGHT,
            (of_vector(lambda vector, lam: lam * torch.linalg.vector_norm(vector, 1)),),
            stronger="For a linear layer with the weights 3 and 4 and the bias 1, and `lam=0.1`, 0.1 · (9 + 16 + 1) = "
            "2.6 has to come out; yours is 0.1 · (3 + 4 + 1) = 0.8. Which call makes 3 of −3, and which number should "
            "−3 bring to the sum?",
        ),
        Misconception(
            "half_of_the_penalty",
            "Your penalty is half of what is asked for. Both conventions exist; here it is lam times the sum, without "
            "a half.",
            "What is the gradient of your penalty for w = 3 and lam = 1, and what is it in the lecture?",
            PENALTY_TAUGHT,
            (of_vector(lambda vector, lam: squares(vector, lam) / 2),),
            stronger="For a linear layer with the weights 3 and 4 and the bias 1, and `lam=0.1`, 2.6 has to come out, "
            "and yours is 1.3. Search your code for a `/ 2` or a `0.5`. The gradient is then 2 · lam · w, and it may "
            "keep its 2.",
        ),
        Misconception(
            "lam_forgotten",
            "You return the sum of the squares alone, without lam.",
            "Which line of your code uses `lam`?",
            PENALTY_TAUGHT,
            (of_vector(lambda vector, lam: squares(vector, 1)),),
            stronger="For a linear layer with the weights 3 and 4 and the bias 1, and `lam=0.1`, 2.6 has to come out, "
            "and yours is 26. Call it with `lam=0.2` as well: the penalty has to double. At which place between the "
            "sum and the `return` can that happen?",
        ),
        Misconception(
            "mean_for_sum",
            "You take means: somewhere you divide by how many numbers, or how many tensors, there are. The penalty is "
            "the sum of the squares, over all parameters.",
            "Twice as many weights of the same size: how does the penalty change?",
            PENALTY_TAUGHT,
            (
                of_vector(lambda vector, lam: squares(vector, lam) / vector.numel()),
                tried(lambda model, lam: sum(squares(p, lam) / p.numel() for p in model.parameters())),
                tried(divided_by_tensors),
            ),
            stronger="For a linear layer with the weights 3 and 4 and the bias 1, and `lam=0.1`, 0.1 · (9 + 16 + 1) = "
            "2.6 has to come out; yours is 1.35, 0.87 or 1.3. Is there a `mean`, or do you divide yourself: by how "
            "many numbers, or by how many tensors? What would come out without it?",
        ),
        Misconception(
            "biases_left_out",
            "You leave out biases. Many do, and with good reasons; here all parameters count, as in an optimizer's "
            "`weight_decay`.",
            "Print `[name for name, _ in model.named_parameters()]`. Which of them does your sum see?",
            PENALTY,
            (of_vector(squares, biases=False), tried(matrices_only)),
            stronger="For a linear layer with the weights 3 and 4 and the bias 1, and `lam=0.1`, 2.6 has to come out, "
            "and yours is 2.5: the bias's 0.1 · 1 is missing. Find the condition that lets a tensor into your sum "
            "(its name, or its number of axes): what is it good for here?",
        ),
        Misconception(
            "buffers_included",
            "Your sum includes buffers, such as the running statistics of batch normalisation. They aren't trained.",
            "What is in `model.state_dict()` that is not in `model.parameters()`?",
            PENALTY,
            (of_vector(squares, buffers=True), of_vector(squares, buffers=True, gradient=False)),
            stronger="Ask for the penalty of a new `nn.BatchNorm2d(3)` with `lam=1`: its weight is three ones and its "
            "bias three zeros, so 3 has to come out. Yours is 6, because `running_var` is three ones, too. Which call "
            "gives you the tensors that you loop over, and does it give parameters only?",
        ),
        Misconception(
            "last_parameter_only",
            "Only the last tensor of parameters counts in your penalty: the sums before it are overwritten.",
            "Follow your loop for two tensors. What does the variable hold after each of them?",
            PENALTY_TAUGHT,
            (tried(last_only),),
            stronger="For a linear layer with the weights 3 and 4 and the bias 1, print your variable at the end of "
            "each pass of the loop: before `lam`, 25 and then 26 have to stand there; yours are 25 and 1. Which of "
            "your lines should add, and what should it start with before the loop?",
        ),
        Misconception(
            "penalty_without_gradient",
            "No gradient flows from your penalty to the parameters, so it would change nothing in training.",
            "Which step leaves PyTorch's graph: `.item()`, `.data`, `.detach()`, `float()`, `no_grad`?",
            PENALTY_TAUGHT,
            recognise=_no_gradient,
            stronger="Run `penalty = l2_penalty(nn.Linear(2, 1), 0.1)` and print its type and its `grad_fn`: a tensor "
            "is needed, with a `grad_fn` that isn't None. Then print the `grad_fn` of every intermediate value, from "
            "the first square on: after which step is it gone, or is it never there?",
        ),
    ),
    atol=1e-3,
    rtol=1e-3,
    shows=(),
)
