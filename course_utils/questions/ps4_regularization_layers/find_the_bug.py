"""fixed_fit(model, batches, validation, optimizer, epochs): training that ends with the best epoch's weights."""

import torch
from torch import nn
from torch.nn.utils import parameters_to_vector

from course_utils import training
from course_utils.checking.by_identity import by_identity
from course_utils.questions.draws import normal
from course_utils.questions.ps4_regularization_layers.layers import one_thread, own_randomness
from course_utils.questions.ps4_regularization_layers.sections import (
    BUG,
    SWITCHES_TAUGHT,
    TWO_MODES_TAUGHT,
)
from course_utils.questions.question import Case, Misconception, Question
from course_utils.questions.shared_by_copies import SharedDict

BATCH = 10


class Network(nn.Sequential):
    """A small network with batch normalisation, which notes in which mode it meets which images."""

    def __init__(self, features: int, seed: int) -> None:
        with own_randomness(seed):
            super().__init__(nn.Linear(features, 8), nn.BatchNorm1d(8), nn.Tanh(), nn.Linear(8, 2))
        self.modes = SharedDict(training=set(), validation=set())  # an answer may validate with a copy

    def forward(self, x):
        mode = "train" if self.training else "eval"
        self.modes["training" if len(x) == BATCH else "validation"].add(mode)
        return super().forward(x)


class StaysInEval(Network):
    """Once in evaluation mode, always in evaluation mode."""

    evaluated = False

    def train(self, mode=True):
        self.evaluated = self.evaluated or not mode
        return super().train(not self.evaluated)


class StaysInTraining(Network):
    def train(self, mode=True):
        return super().train(True)


def probe(answer, x, labels, validation_x, validation_labels, epochs, look_at="losses", seed=0, network=Network):
    """What the answer makes of a small network, trained with plain SGD in batches of ten.

    look_at: "losses" (what is returned), "modes" (in which mode the network met which images), "parameters" or
        "statistics" (the running ones), both at the end.
    """
    model, batches, optimizer = _start(x, labels, seed, network)
    with own_randomness(seed), one_thread():
        losses = answer(model, batches, (validation_x, validation_labels), optimizer, epochs)
    if look_at == "losses":
        if losses is None:
            return None
        try:
            return {"losses": torch.tensor([float(loss) for loss in losses])}
        except (TypeError, ValueError):
            return {"losses": f"of the type {type(losses).__name__}"}
    return _look(model, look_at)


def _start(x, labels, seed, network):
    model = network(x.shape[1], seed).to(x.dtype)
    batches = list(zip(x.split(BATCH), labels.split(BATCH), strict=True))
    return model, batches, torch.optim.SGD(model.parameters(), lr=0.15)


def _look(model, look_at):
    if look_at == "modes":
        return {f"mode for {images} images": " and ".join(sorted(modes)) for images, modes in model.modes.items()}
    if look_at == "parameters":
        return {"parameters": parameters_to_vector(model.parameters()).detach()}
    return {"running mean": model[1].running_mean.clone(), "running variance": model[1].running_var.clone()}


def fitted(network=Network, keep=min, statistics_of_best=True):
    """The lecture's ``training.fit``, once to see which epoch is the best, and again up to that epoch."""

    def oracle(x, labels, validation_x, validation_labels, epochs, look_at="losses", seed=0):
        given = network, x, labels, validation_x, validation_labels, seed
        model, losses = _fit(*given, epochs)
        if look_at == "losses":
            return {"losses": torch.tensor(losses)}
        if look_at == "modes" or (look_at == "statistics" and not statistics_of_best):
            return _look(model, look_at)
        return _look(_fit(*given, losses.index(keep(losses)) + 1)[0], look_at)

    return oracle


def from_the_first_rise_on(stops):
    """Training that stops at the first loss above the one before, or goes back from there again and again."""

    def oracle(x, labels, validation_x, validation_labels, epochs, look_at="losses", seed=0):
        given = Network, x, labels, validation_x, validation_labels, seed
        model, losses = _fit(*given, epochs)
        rise = next((epoch for epoch in range(1, epochs) if losses[epoch] > losses[epoch - 1]), epochs)
        if look_at == "losses":
            until, after = losses[: rise + 1], epochs - rise - 1
            return {"losses": torch.tensor(until if stops else until + until[-1:] * after)}
        return _look(model if look_at == "modes" else _fit(*given, rise)[0], look_at)

    return oracle


@by_identity(256)  # what is right and most mistakes begin with the same training
def _fit(network, x, labels, validation_x, validation_labels, seed, epochs):
    model, batches, optimizer = _start(x, labels, seed, network)
    validation = [(validation_x, validation_labels)]
    with one_thread():
        history = training.fit(model, batches, epochs, optimizer=optimizer, validation=validation, progress=False)
    return model, history.validation_loss


def last(losses):
    return losses[-1]


def cases(rng):
    """Of several epochs the best is neither the first nor one of the last two, and clearly the best.

    Losses that rise tell who stops then, or goes back to the best epoch and trains from there.
    """

    def case(name, epochs, look_at, features=3):
        while True:
            tensors = _data(rng, features)
            seed = int(rng.integers(2**31))
            if look_at == "modes" or epochs == 1 or _turns_round(*tensors, epochs, seed=seed):
                return Case(name, tensors, {"epochs": epochs, "look_at": look_at, "seed": seed})

    return [
        case("one epoch: the validation loss", 1, "losses"),
        case("five epochs: the mode of the network", 5, "modes"),
        case("seven epochs: the validation losses", 7, "losses"),
        case("seven epochs: the parameters at the end", 7, "parameters"),
        case("six epochs, five features: the parameters at the end", 6, "parameters", 5),
        case("seven epochs: the running statistics at the end", 7, "statistics"),
    ]


def _data(rng, features):
    """Training and validation images with labels.

    A third of the validation labels is turned round, so a network that gets surer and surer of itself gets worse.
    """
    direction, x, validation = normal(rng, features), normal(rng, 3 * BATCH, features), normal(rng, 36, features)
    labels, validation_labels = (x @ direction > 0).long(), (validation @ direction > 0).long()
    validation_labels[::3] = 1 - validation_labels[::3]
    return x, labels, validation, validation_labels


def _turns_round(*args, **options):
    losses = fitted()(*args, **options)["losses"].tolist()
    lowest, second = sorted(losses)[:2]
    return 1 <= losses.index(lowest) < len(losses) - 2 and second - lowest > 0.001


QUESTION = Question(
    name="find_the_bug",
    title="Find the bug: fixed_fit",
    function="fixed_fit",
    section=BUG,
    cases=cases,
    oracle=fitted(),
    probe=probe,
    misconceptions=(
        Misconception(
            "training_goes_on_in_eval_mode",
            "After the first validation your network stays in evaluation mode: from the second epoch on it is trained "
            "with frozen running statistics (and would be without dropout).",
            "Write down the mode before each batch of the second epoch. Which line set it last?",
            SWITCHES_TAUGHT,
            (fitted(StaysInEval), fitted(StaysInEval, keep=last)),
            stronger="Print `model.training` directly before the training loss, and run two epochs of the example "
            "above: six times True, and then six times False. Which line in the epoch turned it to False, and where "
            "does your code turn it back: once before all epochs, or in each of them?",
        ),
        Misconception(
            "no_grad_taken_for_eval",
            "Your validation images meet a network in training mode. `no_grad` saves memory; it doesn't change the "
            "mode, so the images are normalised with each other, and the running statistics move.",
            "Which of the two switches decides what batch normalisation computes?",
            SWITCHES_TAUGHT,
            (fitted(StaysInTraining), fitted(StaysInTraining, keep=last)),
            stronger="Print `model.training` directly before the validation loss: False is needed, and yours is True. "
            "Print `model[1].running_mean` of the example above before and after that line, too: it must not move. "
            "Which call has to come before it, and which one before the next training batch?",
        ),
        Misconception(
            "best_weights_not_copied",
            "The caller's network ends with the weights of the last epoch: the best ones were not kept, went on "
            "changing, or were not loaded into it.",
            "In which epoch does your code keep something, and is it a copy? Keep one, train a step, and look at it "
            "again. How does it get into the caller's `model`?",
            BUG,
            (fitted(keep=last),),
            stronger="Print `next(model.parameters())[0, 0].item()` in the line that keeps the best weights, and the "
            "same number of what you kept, and of the caller's `model`, at the end. Is nothing printed? Then read the "
            "condition. Has the kept one changed? It was no deep copy. Is only the model's different? It was not "
            "loaded.",
        ),
        Misconception(
            "running_statistics_not_restored",
            "At the end the parameters are those of the best epoch, but the running statistics are those of the last.",
            "What else does a network remember besides its parameters? Compare `parameters()` with `state_dict()`.",
            TWO_MODES_TAUGHT,
            (fitted(statistics_of_best=False),),
            stronger="Print `model[1].running_mean` of the example above in the best epoch and after your function "
            "has ended: the two have to be equal. Then print `[name for name, _ in model.named_buffers()]`: which "
            "line of yours keeps these tensors, and which one puts them back?",
        ),
        Misconception(
            "best_loaded_in_every_epoch",
            "After an epoch that isn't the best you go back to the best weights, and train on from there. Every epoch "
            "has to go on from the one before; the best weights are loaded once, at the end.",
            "Look at your losses after the lowest one: why is the same number there again and again?",
            BUG,
            (from_the_first_rise_on(stops=False),),
            stronger="Print `next(model.parameters())[0, 0].item()` of the example above at the start of each epoch: "
            "every time another number is needed, the one from the end of the epoch before. Where yours comes a "
            "second time, something was loaded in between. Which line does it, and how far is it indented?",
        ),
        Misconception(
            "stops_early",
            "Your training stops at the first loss that is higher than the one before. Asked for are all epochs, and "
            "the loss after each of them: it may rise once and fall again.",
            "How many numbers do you return for seven epochs?",
            BUG,
            (from_the_first_rise_on(stops=True),),
            stronger="Run `fixed_fit` on the example above and compare `len(losses)` with the number of epochs: they "
            "have to be equal. Which line of yours leaves the loop before its last round, a `break` or a `return`? "
            "After all rounds, what tells which epoch was the best?",
        ),
    ),
    atol=1e-4,
    rtol=1e-4,
    shows=(),
)
