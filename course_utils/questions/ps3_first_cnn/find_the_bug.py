"""fixed_fit(model, train_loader, validation_loader, optimizer, epochs): a loop with three faults, repaired."""

from functools import partial

from torch import nn

from course_utils import training
from course_utils.questions.ps3_first_cnn import misconceptions as known
from course_utils.questions.ps3_first_cnn import tampered as made
from course_utils.questions.ps3_first_cnn.sections import BUG
from course_utils.questions.ps3_first_cnn.small_problem import SmallProblem, listed, numbers
from course_utils.questions.question import Case, Question


def probe(answer, look, seed, epochs=1):
    """What one aspect of a training is like: what was returned, and what ``look`` names."""
    small = SmallProblem(seed)
    what, losses = numbers(answer(small.model, small.batches, small.validation, small.optimizer, epochs), count=None)
    network = small.model
    seen = {
        "losses": lambda: losses,
        "weights": small.weights,
        "modes": lambda: {"learning": listed(network.modes), "validation": listed(network.modes_in_validation)},
    }
    return {"returned": what, look: seen[look]()}


def cases(rng):
    """Nothing of what the function did as it was published is right."""
    seed = int(rng.integers(1_000_000))
    return [
        Case("the weights after one epoch", ("weights", seed)),
        Case("the weights after three epochs", ("weights", seed), {"epochs": 3}),
        Case("the modes while it learns and in validation, three epochs", ("modes", seed), {"epochs": 3}),
        Case("the validation loss after one epoch, batches of 4 and 1 images", ("losses", seed)),
        Case("the validation losses of three epochs", ("losses", seed + 1), {"epochs": 3}),
    ]


def fitted(learn=training.train_one_epoch, look=training.evaluate, prepare=lambda model: None):
    """A training loop made of two parts, either of which may be wrong."""

    def fit(model, train_loader, validation_loader, optimizer, epochs):
        criterion, losses = nn.CrossEntropyLoss(), []
        prepare(model)
        for _ in range(epochs):
            learn(model, train_loader, optimizer, criterion)
            losses.append(look(model, validation_loader, criterion)[0])
        return losses

    return partial(probe, fit)


QUESTION = Question(
    name="find_the_bug",
    title="Find the bugs: fixed_fit",
    function="fixed_fit",
    section=BUG,
    cases=cases,
    oracle=fitted(),
    probe=probe,
    any_dtype=False,
    misconceptions=(
        known.SOFTMAX_TWICE(
            oracles=(
                fitted(learn=made.with_criterion(training.train_one_epoch, made.after_softmax)),
                fitted(look=made.with_criterion(training.evaluate, made.after_softmax)),
                fitted(  # with both other faults, as it was published
                    learn=made.with_criterion(training.train_one_epoch, made.after_softmax),
                    look=made.reporting(made.looking_in_the_mode_it_has, made.MEANS_OF_MEANS[0]),
                ),
            )
        ),
        known.NO_EVAL(
            oracles=(
                fitted(look=made.looking_in_the_mode_it_has),
                fitted(look=made.looking_in_evaluation_mode_at_the_root_only),
            )
        ),
        known.MEAN_OF_MEANS(
            oracles=tuple(fitted(look=made.reporting(training.evaluate, report)) for report in made.MEANS_OF_MEANS)
        ),
        known.LEFT_IN_EVAL(
            oracles=(
                fitted(made.in_the_mode_it_has, made.looking_and_left_in_evaluation, lambda model: model.train()),
                fitted(learn=made.in_evaluation_mode),
            ),
            stronger="Train for three epochs, and let the loop over the training images print `[part.training for part "
            "in model.modules()]` at the first batch of each: all should be True three times. Where does your code "
            "call `model.eval()`, and which line sets the mode back before the next epoch learns?",
        ),
        known.NO_ZERO_GRAD(oracles=(fitted(learn=made.without_zero_grad),)),
        known.SUMMED_GRADIENTS(oracles=(fitted(learn=made.with_criterion(training.train_one_epoch, made.summed)),)),
        known.MEANS_OVER_IMAGES(
            oracles=tuple(fitted(look=made.reporting(training.evaluate, report)) for report in made.MEANS_OVER_IMAGES)
        ),
        known.NOTHING_RETURNED,
    ),
    shows=(),
)
