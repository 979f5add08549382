"""tta_predict(model, images): the mean of the probabilities for the images and for their mirror images."""

from typing import Any

import torch
from torch import nn

from course_utils.questions.ps5_cifar10_augmentation.drawing import known_everywhere
from course_utils.questions.ps5_cifar10_augmentation.sections import TAUGHT_NETWORK, TTA, VIEWS
from course_utils.questions.ps5_cifar10_augmentation.view_trials import probe
from course_utils.questions.question import Aspect, Case, Forbidden, Misconception, Question
from course_utils.training import predict


def cases(rng):
    def args(count, training, height=6, width=5):
        images = torch.from_numpy(rng.random((count, 3, height, width))).float()
        return images, int(rng.integers(2**31)), training

    return [
        Case("four images, the model in evaluation", args(4, False)),
        Case("wide images", args(3, False, 4, 9)),
        Case("a single image", args(1, False)),
        Case("a model that is in training", args(5, True)),
        Case("the images stay as they are", args(2, False), aspect=Aspect.INPUT_UNCHANGED),
    ]


def _scores(model, *views):
    """The scores of all views, views×N×classes, by the course's own loop."""
    return torch.stack([predict(model, [(view, torch.zeros(len(view)))])[0] for view in views])


def both(images):
    return images, images.flip(3)


def _of(combine, views=both):
    """An oracle: ``combine`` makes probabilities of the scores of the views (views×N×classes)."""

    def answer(model, images):
        return combine(_scores(model, *views(images))).to(images.dtype)

    return lambda *args: probe(answer, *args)


def _mean_of_probabilities(scores):
    return scores.softmax(2).mean(0)


oracle = _of(_mean_of_probabilities)


def _votes(scores):
    return nn.functional.one_hot(scores.argmax(2), scores.shape[2]).double().mean(0)


def _geometric(scores):
    return scores.log_softmax(2).mean(0)


def _graph_kept(model, images):
    was = model.training
    model.eval()
    probabilities = torch.stack([model(view) for view in both(images)]).softmax(2).mean(0)
    model.train(was)
    return probabilities


def _mode_left(mode, restored=False):
    """The mode that the answer sets; it stays, unless it is restored."""

    def answer(model, images):
        was = model.training
        model.train(mode)
        with torch.no_grad():
            probabilities = torch.stack([model(view) for view in both(images)]).softmax(2).mean(0)
        model.train(was if restored else mode)
        return probabilities

    return lambda *args: probe(answer, *args)


def _mode_as_it_was(model, images):
    with torch.no_grad():
        return torch.stack([model(view) for view in both(images)]).softmax(2).mean(0)


def _switched_to_training(model, images):
    model.eval()
    probabilities = _mode_as_it_was(model, images)
    model.train()
    return probabilities


def _value(seen: Any, key: str) -> Any:
    return seen.value.get(key) if isinstance(seen.value, dict) else None


def _mode_changed(verdict, seen):
    after = _value(seen, "model.training afterwards")
    return isinstance(after, bool) and after is not verdict.case.args[2]


def _computed_in_training(verdict, seen):
    """Batch normalisation has taken the batch's statistics, and kept them."""
    expected, got = verdict.expected, seen.value
    if not isinstance(got, dict) or not isinstance(expected, dict):
        return False
    running = got.get("running mean of the model")
    right = expected["running mean of the model"]
    return isinstance(running, torch.Tensor) and running.shape == right.shape and not torch.allclose(running, right)


def _classes(_verdict, seen):
    got = _value(seen, "probabilities")
    return isinstance(got, torch.Tensor) and got.ndim == 1 and not got.is_floating_point()


def _of_none(_verdict, seen):
    return isinstance(seen.value, dict) and "probabilities" in seen.value and seen.value["probabilities"] is None


NOTHING = known_everywhere("nothing_returned", _of_none, TTA)

QUESTION = Question(
    name="tta_predict",
    title="Two views of every image",
    section=VIEWS,
    cases=cases,
    oracle=oracle,
    probe=probe,
    forbidden=Forbidden(lent=("course_utils.training.evaluation_mode",)),
    misconceptions=(
        Misconception(
            "scores_averaged",
            "You average the scores of the two views and take the softmax afterwards. Asked for is the mean of the "
            "probabilities.",
            "Take the scores (8, 0) and (0, 2). What is the mean of the probabilities, and what are the probabilities "
            "of the mean?",
            TTA,
            oracles=(_of(lambda scores: scores.mean(0).softmax(1)), _of(lambda scores: scores.sum(0).softmax(1))),
            stronger="Take the two views of this section, with the scores (8, 0) and (0, 2): 0.56 has to come out for "
            "the first class, and yours is 0.95 (or, after a sum, 0.998). Number your steps: model, softmax, mean. On "
            "how many rows does your softmax work for one image, one or two?",
        ),
        Misconception(
            "votes_counted",
            "Each view casts a vote for one class, and how sure it was is lost.",
            "One view says 51 % cat, the other 99 % dog. What does the mean of the probabilities say?",
            TTA,
            oracles=(_of(_votes),),
            stronger="Take the two views of this section, with the scores (8, 0) and (0, 2): 0.56 has to come out for "
            "the first class, and yours is 0.5. Print what you add up for each view: ones and zeros, where 0.9997 and "
            "0.12 are needed. Which call has rounded them?",
        ),
        Misconception(
            "softmax_forgotten",
            "You return the mean of the scores. Probabilities lie between 0 and 1, and a row of them adds up to 1.",
            "Add up a row of your result. What should come out?",
            TTA,
            oracles=(_of(lambda scores: scores.mean(0)),),
            stronger="Take the two views of this section, with the scores (8, 0) and (0, 2): 0.56 and 0.44 have to "
            "come out, and yours is 4 and 1. Which function makes probabilities of one row of scores? Is it to be "
            "used before the mean or after it, if the result is to be 0.56 and not 0.95?",
        ),
        Misconception(
            "softmax_over_the_batch",
            "Your softmax runs over the images of the batch: each class adds up to 1 over the images, and a single "
            "image has probability 1 for everything.",
            "Which axis of N×classes should add up to 1, the rows or the columns? Which `dim` is that?",
            TTA,
            oracles=(
                _of(lambda scores: scores.softmax(1).mean(0)),
                _of(lambda scores: scores.softmax(0).mean(0)),
            ),
            stronger="For one view of 5 images, print `p.sum(0)` and `p.sum(1)` of its probabilities: the second has "
            "to be five ones. Which `dim` do you give to your softmax, and how many axes does the tensor have "
            "there? After a `torch.stack` there is one axis more, and the classes have moved on by one.",
        ),
        Misconception(
            "logarithms_averaged",
            "You average the logarithms of the probabilities. That gives another mean than the probabilities.",
            "Take the probabilities 0.1 and 0.9. What is their mean? And what comes out by way of the logarithms?",
            TTA,
            oracles=(
                _of(_geometric),
                _of(lambda scores: _geometric(scores).exp()),
            ),
            stronger="For the probabilities 0.9997 and 0.12 of this section 0.56 has to come out. By way of the "
            "logarithms it is √(0.9997 · 0.12) = 0.35, or a negative number if nobody goes back. Which of your "
            "functions has `log` in its name, and what if you take it out?",
        ),
        Misconception(
            "sum_for_mean",
            "You add the probabilities of the two views and don't divide by their number.",
            "Add up a row of your result. What should come out?",
            TTA,
            oracles=(_of(lambda scores: scores.softmax(2).sum(0)),),
            stronger="Take the two views of this section, with the scores (8, 0) and (0, 2): 0.56 and 0.44 have to "
            "come out, and yours is 1.12 and 0.88. How many probabilities have you added for each class, and what "
            "does a mean do after adding?",
        ),
        Misconception(
            "one_view_only",
            "Your result comes from a single view: from the images, or from their mirror images.",
            "How often does your function call the model, and with what?",
            TTA,
            oracles=(
                _of(_mean_of_probabilities, lambda images: (images,)),
                _of(_mean_of_probabilities, lambda images: (images.flip(3),)),
            ),
            stronger="Run `tta_predict(nn.Flatten(), torch.tensor([[[[0., 2.]]]]))`: the scores of the views are (0, "
            "2) and (2, 0), so 0.5 and 0.5 have to come out. Yours is 0.12 and 0.88, in one order or the other. Which "
            "view is never computed, is flipped without being assigned, or gets overwritten?",
        ),
        Misconception(
            "upside_down",
            "Your second view stands on its head. The network has never seen such images.",
            "Of the axes N, C, H, W, which one runs from left to right?",
            TTA,
            oracles=(
                _of(_mean_of_probabilities, lambda images: (images, images.flip(2))),
                _of(_mean_of_probabilities, lambda images: (images, images.flip(2, 3))),
            ),
            stronger="Run `tta_predict(nn.Flatten(), torch.tensor([[[[0., 2.], [0., 0.]]]]))`: the bright pixel is at "
            "the top right, so its mirror image is at the top left, and about 0.40, 0.40, 0.10, 0.10 have to come "
            "out. Where does yours have its second 0.40: in the lower row? Which axis brought it there?",
        ),
        Misconception(
            "colours_reversed",
            "Your second view has its channels reversed: red and blue change places, and nothing is mirrored.",
            "Of the axes N, C, H, W, which one runs from left to right, and which one does your flip turn round?",
            TTA,
            oracles=(_of(_mean_of_probabilities, lambda images: (images, images.flip(1))),),
            stronger="Run `tta_predict(nn.Flatten(), torch.tensor([0., 2.]).view(1, 2, 1, 1))`: a single pixel is its "
            "own mirror image, so 0.12 and 0.88 have to come out, and yours are 0.5 and 0.5. Some functions are "
            "written for a matrix and name no axis: what is left and right to yours, if there are four axes?",
        ),
        Misconception(
            "images_reversed",
            "Your second view is the batch in reverse order: each image is averaged with another one.",
            "Of the axes N, C, H, W, which one runs from left to right, and which one does your flip turn round?",
            TTA,
            oracles=(_of(_mean_of_probabilities, lambda images: (images, images.flip(0))),),
            stronger="Run `tta_predict(nn.Flatten(), torch.tensor([[1., 1.], [5., 9.]]).view(2, 1, 1, 2))`: the first "
            "image is its own mirror image, so 0.5 and 0.5 have to come out for it, and yours are 0.26 and 0.74. "
            "Which number does your flip get for its axis? Print the shape of the images, and count from 0.",
        ),
        Misconception(
            "classes_returned",
            "You return the number of the winning class. Asked for are the probabilities of all classes.",
            "Which shape does your result have for a batch of 5 images? Which one does the docstring name?",
            TTA,
            recognise=_classes,
            stronger="For 5 images and ten classes 5×10 numbers have to come out, and yours are five whole ones. "
            "Print the tensor just before the `argmax` in your function: does each of its rows add up to 1 already, "
            "and what is left to do if it doesn't?",
        ),
        Misconception(
            "computed_in_training_mode",
            "The model computes in training mode if it was handed in like that: dropout drops, batch normalisation "
            "takes the statistics of the batch, and overwrites those it had learned.",
            "In which mode is the model when your function calls it? Call your function twice: do you get the same?",
            TAUGHT_NETWORK,
            oracles=(lambda *args: probe(_mode_as_it_was, *args), _mode_left(True), _mode_left(True, restored=True)),
            recognise=_computed_in_training,
            stronger="Make `model = nn.Sequential(nn.Flatten(), nn.Dropout(0.5)).train()` and call your function "
            "twice with `torch.ones(1, 1, 2, 2)`: 0.25 has to come out four times, in both. Print `model.training` in "
            "the line before each call of the model: False is needed. Which line has to move up, or is missing?",
        ),
        Misconception(
            "mode_not_restored",
            "Your function leaves the model in another mode than it found it in. Whoever goes on training trains "
            "without dropout, or tests with it.",
            "Which attribute of a module tells its mode? When do you have to look at it?",
            TTA,
            oracles=(_mode_left(False), lambda *args: probe(_switched_to_training, *args)),
            recognise=_mode_changed,
            stronger="Call it with a model in training mode and with one in evaluation mode, and print "
            "`model.training` before and after: True, True and False, False are needed. Which value do you set at the "
            "end, and where does it come from: from before your `eval()`, from after it, or is it always the same?",
        ),
        Misconception(
            "graph_kept",
            "PyTorch records the computation for a backward pass that will never come. That takes memory.",
            "Print your result. What does `grad_fn` tell you? Which `with` block prevents it?",
            TTA,
            oracles=(lambda *args: probe(_graph_kept, *args),),
            stronger="Run `tta_predict(nn.Sequential(nn.Flatten(), nn.Linear(4, 2)), torch.ones(1, 1, 2, "
            "2)).requires_grad`: False is needed. Print it for what each call of the model returns, too. Neither "
            "`eval()` nor `zero_grad()` changes it: what has to surround these calls?",
        ),
        NOTHING,
    ),
)
