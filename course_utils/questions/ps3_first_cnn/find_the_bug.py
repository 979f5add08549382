"""fixed_fit(model, train_loader, validation_loader, optimizer, epochs): a loop with three faults, repaired."""

from functools import partial
from itertools import accumulate

from torch import nn

from course_utils import training
from course_utils.questions.ps3_first_cnn import misconceptions as known
from course_utils.questions.ps3_first_cnn import tampered as made
from course_utils.questions.ps3_first_cnn import wrong_reports as reported
from course_utils.questions.ps3_first_cnn.sections import BUG, TAUGHT_EPOCH, TAUGHT_FOUR_LOSSES
from course_utils.questions.ps3_first_cnn.small_problem import SmallProblem, listed, numbers
from course_utils.questions.question import Case, Misconception, Question


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


def with_nll(learn, look):
    """The wrong oracle of a loop whose two losses look up a number and take no logarithm."""
    return fitted(made.with_criterion(training.train_one_epoch, learn), made.with_criterion(training.evaluate, look))


def added_up_over_the_epochs(divided_by):
    """The wrong oracle of a loop whose sum of losses starts at 0 once: divided by so many epochs' images."""

    def wrong(look, *args, **options):
        evidence = fitted()(look, *args, **options)
        if look == "losses":
            sums = enumerate(accumulate(evidence["losses"]), 1)
            evidence["losses"] = [total / divided_by(epoch) for epoch, total in sums]
        return evidence

    return wrong


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
                    look=reported.reporting(made.looking_in_the_mode_it_has, reported.MEANS_OF_MEANS[0]),
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
            oracles=tuple(
                fitted(look=reported.reporting(training.evaluate, report)) for report in reported.MEANS_OF_MEANS
            )
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
        known.SUMMED_GRADIENTS(oracles=(fitted(learn=made.learning_from_sums),)),
        known.MEANS_OVER_IMAGES(
            oracles=tuple(
                fitted(look=reported.reporting(training.evaluate, report)) for report in reported.MEANS_OVER_IMAGES
            )
        ),
        Misconception(
            "nll_without_a_logarithm",
            "`nn.NLLLoss` wants logarithms of probabilities, and in your function it gets probabilities, or scores. It "
            "takes no logarithm itself: it looks up the number of the right class and changes its sign.",
            "A network that gives the right class the probability 1 should have the loss 0. What does `nn.NLLLoss` "
            "make of that 1?",
            TAUGHT_FOUR_LOSSES,
            oracles=(
                with_nll(made.nll_of_probabilities, made.nll_of_probabilities),
                with_nll(made.nll_of_probabilities, made.nll_of_scores),
                with_nll(made.nll_of_scores, made.nll_of_scores),
            ),
            stronger="For the scores 0 and 0 the loss is log 2 = 0.693. `nn.NLLLoss` makes -0.5 of the probabilities "
            "0.5 and 0.5, and 0 of the scores. The table of the four losses says what each of them gets: which line "
            "fits what you hand over, in learning and in validation?",
        ),
        Misconception(
            "total_not_reset",
            "From the second epoch on, the losses of earlier epochs are in your validation loss: its sum starts at 0 "
            "only once.",
            "Let the loop over the epochs print the sum and the count just before the first validation batch. What "
            "should they be in the second epoch?",
            TAUGHT_EPOCH,
            oracles=(added_up_over_the_epochs(lambda epochs: epochs), added_up_over_the_epochs(lambda _epochs: 1)),
            stronger="Two epochs with the validation losses 3 and 1 should give [3, 1]. With a sum and a count that go "
            "on you get [3, 2], with a sum that goes on alone [3, 4]. In which line is each of them set to 0, and how "
            "often does that line run?",
        ),
        known.NOTHING_RETURNED,
    ),
    shows=(),
)
