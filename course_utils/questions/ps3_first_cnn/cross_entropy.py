"""cross_entropy(logits, labels): the mean of -log p(right class) over a batch, with its gradient."""

from dataclasses import replace
from functools import partial

import numpy as np
import torch
import torch.nn.functional as F

from course_utils.questions.draws import normal, whole_numbers
from course_utils.questions.misconceptions_of_all import COMMON
from course_utils.questions.ps3_first_cnn import misconceptions as known
from course_utils.questions.ps3_first_cnn import wrong_losses as wrong
from course_utils.questions.ps3_first_cnn.sections import LOSS, ONE_SUM, TAUGHT_LOSS
from course_utils.questions.ps3_first_cnn.softmax import NO_LIBRARY_SOFTMAX, SOFTMAX_OPERATIONS
from course_utils.questions.ps3_first_cnn.traces import raised, sizes_that_differ
from course_utils.questions.question import Aspect, Case, Misconception, Question


def probe(answer, logits, labels, gradient=False):
    """The loss or, with ``gradient``, what arrives at the logits after ``loss.backward()``."""
    if not gradient:
        return answer(logits, labels)
    logits = logits.clone().requires_grad_()
    answer(logits, labels).backward()
    return torch.zeros_like(logits) if logits.grad is None else logits.grad


def cases(rng):
    def case(name, images, classes, spread=3, **more):
        logits = spread * normal(rng, images, classes)
        # A single image is read wrongly, so that its loss is not small.
        labels = logits.argmin(dim=1) if images == 1 else _labels(rng, images, classes)
        return Case(name, (logits, labels), **more)

    # 1000 for one class, -1000 or 0 for the others: the loss is a whole number, however the terms are added up.
    winners = torch.from_numpy(rng.permutation(4)[:3])
    sure = torch.where(F.one_hot(winners, 4).bool(), 1000.0, torch.tensor([[-1000.0], [0.0], [-1000.0]]))
    return [
        case("four images, three classes", 4, 3),
        case("a single image", 1, 5),
        case("more images than classes", 7, 3),
        case("as many images as classes", 4, 4),
        Case("logits of 1000 and -1000, sure and wrong", (sure, (winners + 1) % 4)),
        Case("logits of 1000 and -1000, sure and right", (sure, winners)),
        Case("all logits near -300", (whole_numbers(rng, 3, 4) - 300, _labels(rng, 3, 4))),
        case("the gradient that arrives at the logits", 5, 4, spread=1, options={"gradient": True}),
        case("arguments compared before and after", 5, 3, aspect=Aspect.INPUT_UNCHANGED),
        Case("one image's logits near 200, another's near -200", (_two_levels(rng), _labels(rng, 2, 4))),
    ]


def _two_levels(rng: np.random.Generator) -> torch.Tensor:
    return torch.from_numpy(rng.permuted([[200.0, 201, 202, 203], [-200.0, -201, -202, -203]], axis=1)).float()


def _labels(rng: np.random.Generator, images: int, classes: int) -> torch.Tensor:
    return torch.from_numpy(rng.permutation(np.arange(images) % classes))


def _one_hot_too_narrow(verdict, seen) -> bool:
    """A tensor stands beside the logits that has as many columns as the largest label makes it."""
    logits, labels = verdict.case.args
    columns, classes = int(labels.max()) + 1, logits.shape[1]
    return columns < classes and sizes_that_differ(seen) == {columns, classes}


def _images_beside_classes(verdict, seen) -> bool:
    return sizes_that_differ(seen) == set(verdict.case.args[0].shape)


def _saturates(verdict, seen) -> bool:
    """A loss that should be hundreds stops where the logarithm of a tiny constant stops."""
    expected, got = verdict.expected, seen.value
    if not (isinstance(expected, torch.Tensor) and expected.numel() == 1 and expected > 150):
        return False
    return isinstance(got, torch.Tensor) and got.numel() == 1 and bool(2 < got < 120)


NO_TENSOR = replace(
    next(one for one in COMMON if one.name == "not_a_tensor"),
    hint="Somebody will call `backward()` on what you return. Which line of yours turns a tensor into something else, "
    "and what could it do without leaving PyTorch?",
    section=LOSS,
    stronger="Print `type(…)` of each value on the way to your result. `.item()`, `float(…)`, `math.log(…)` and "
    "`.numpy()` leave PyTorch, and a new `torch.tensor(…)` around their number has no gradient any more. Which of them "
    "is needed at all, and which tensor operation does the same as the others?",
)

QUESTION = Question(
    name="cross_entropy",
    title="The cross-entropy of a batch",
    section=LOSS,
    cases=cases,
    oracle=partial(probe, F.cross_entropy),
    probe=probe,
    forbidden=replace(
        NO_LIBRARY_SOFTMAX, operations=(*SOFTMAX_OPERATIONS, "*nll_loss*", "*cross_entropy*", "*multilabel*")
    ),
    rtol=2e-5,
    misconceptions=(
        known.OVER_WRONG_AXIS(oracles=(partial(probe, wrong.over_first_axis),)),
        known.OVER_WHOLE_BATCH(oracles=(partial(probe, wrong.over_everything),)),
        known.SOFTMAX_TWICE(oracles=(partial(probe, lambda s, y: F.cross_entropy(s.softmax(1), y)),)),
        known.SUM_FOR_MEAN(
            oracles=(partial(probe, partial(F.cross_entropy, reduction="sum")),),
            stronger="`cross_entropy(torch.zeros(1, 2), torch.tensor([0]))` is log 2 = 0.693. With two such images, "
            "`torch.zeros(2, 2)` and `torch.tensor([0, 0])`, it is 0.693 again. If you get 1.386, which line makes "
            "one number of the losses of all images?",
        ),
        Misconception(
            "log_of_zero",
            "You take the logarithm of probabilities. A probability of e to the -2000 is rounded to 0, and the "
            "logarithm of 0 is minus infinity (and nan, if it is multiplied by 0).",
            "The logarithm of a quotient is a difference. What is log(e^s / sum), written without a quotient?",
            TAUGHT_LOSS,
            oracles=(partial(probe, wrong.log_of_softmax), partial(probe, wrong.zero_times_infinity)),
            stronger="Take the logits 1000 and 0, with class 1 right. The logarithm of the sum of the exponentials is "
            "1000, the logit of the right class is 0, and the loss is their difference, 1000. Where does your code "
            "compute a probability before it takes a logarithm, and what is this probability here?",
        ),
        known.OVERFLOW(
            oracles=(partial(probe, wrong.not_shifted),),
            recognise=raised("math range error|math domain error", "OverflowError"),
        ),
        known.ONE_MAXIMUM(oracles=(partial(probe, wrong.shifted_by_one_maximum),)),
        known.SHIFTED_BY_THE_MEAN(oracles=(partial(probe, wrong.shifted_by_the_mean),)),
        known.LIMITED(oracles=tuple(partial(probe, wrong.limited_to(largest)) for largest in (50, 80, 100))),
        Misconception(
            "maximum_in_one_term_only",
            "You subtract an image's largest logit in one of the two terms, and nothing makes up for it in the other: "
            "the loss is off by that logit.",
            "Add 10 to all logits of an image: the probabilities stay as they are. Does your loss?",
            TAUGHT_LOSS,
            oracles=(partial(probe, wrong.shifted_in_the_sum_only), partial(probe, wrong.shifted_at_the_label_only)),
            stronger="For the logits 5 and 5 the loss is log 2 = 0.693. If you get 0.693 - 5 or 0.693 + 5, one of the "
            "two terms of the difference has lost a 5 that the other still has. Print both: from which logits is each "
            "of them computed?",
        ),
        Misconception(
            "classes_from_the_labels",
            "The number of classes comes from the labels: where the last class does not occur among them, your "
            "`one_hot` has too few columns.",
            "How many columns has `F.one_hot(torch.tensor([0, 1]))`, and how many logits an image of three classes?",
            TAUGHT_LOSS,
            recognise=_one_hot_too_narrow,
            stronger="`F.one_hot(torch.tensor([0, 1]))` is 2×2, because the largest label is 1; beside logits of 2×3 "
            "it does not fit. What tells how many classes there are, whatever the labels of a batch happen to be? "
            "`one_hot` has an argument for it.",
        ),
        Misconception(
            "axis_dropped",
            "A tensor with one number for each image meets one with a row for each image, and broadcasting puts it "
            "beside the wrong axis, that of the classes. Where the sizes differ it raises an error; where they agree, "
            "the numbers are wrong.",
            "Print the shapes of both sides of the operation that fails. If one of them comes from a maximum or a sum: "
            "what does `keepdim=True` change?",
            ONE_SUM,
            recognise=_images_beside_classes,
            stronger="For logits of shape 3×4, a maximum or sum over the last axis has the shape (3,), or (3, 1) with "
            "`keepdim=True`; the labels have the shape (3,), too. Write 3×4 and (3,) one below the other, aligned on "
            "the right: below which of the two sizes does the 3 stand, and below which should it?",
        ),
        Misconception(
            "epsilon_in_the_log",
            "A small constant inside the logarithm keeps it from 0, and the loss from growing: sure and wrong costs "
            "no more than minus the logarithm of that constant, and has no gradient.",
            "What is -log(0.0000001)? And what should the loss be for the logits 1000 and -1000, if the second class "
            "is right?",
            TAUGHT_LOSS,
            oracles=(partial(probe, wrong.with_an_epsilon),),
            recognise=_saturates,
            stronger="Take the logits 1000 and 0, with class 1 right: the loss is 1000. With 1e-7 in the logarithm it "
            "stops at 16.1. Search your code for `eps`, `1e-` or `clamp`. Section 2 writes the loss as a difference "
            "of two terms: can a 0 come under a logarithm there?",
        ),
        Misconception(
            "mean_missing",
            "Your function returns a loss for each image. Asked for is their mean: one number.",
            "`loss.backward()` wants a single number. How do you make one out of the losses of a batch?",
            TAUGHT_LOSS,
            oracles=(partial(probe, partial(F.cross_entropy, reduction="none")),),
            stronger="`cross_entropy(torch.zeros(3, 2), torch.tensor([0, 1, 0]))` should be 0.693, a single number of "
            "shape `()`, and you get three. Print the shape at your last line. Each of the three is the loss of one "
            "image and right: what is still asked of them?",
        ),
        Misconception(
            "mean_over_classes_too",
            "You take the mean over images and classes together, so the loss is smaller by the number of classes.",
            "How many numbers does a batch of four images contribute? By what do you divide?",
            TAUGHT_LOSS,
            oracles=(partial(probe, lambda s, y: F.cross_entropy(s, y) / s.shape[1]),),
            stronger="For two images and three classes with equal logits, `torch.zeros(2, 3)`, the loss is log 3 = "
            "1.099. If you get 0.366, you divide by 6. Print what your mean runs over: are there two numbers in it, "
            "or six, four of which are 0?",
        ),
        Misconception(
            "every_label_for_every_image",
            "Indexing with `[:, labels]` looks up the labels of all images in each row. You want one entry of each "
            "row: that of its own label.",
            "Print the shape of what you look up. For four images, are there four numbers or sixteen?",
            TAUGHT_LOSS,
            oracles=(partial(probe, wrong.for_all_labels),),
            stronger="Take the table [[10, 11], [20, 21]] and the labels 1 and 0: you want 11 and 20. "
            "`table[:, labels]` is [[11, 10], [21, 20]]. Which row belongs to the first label, which to the second, "
            "and how could you say both the rows and the columns?",
        ),
        Misconception(
            "log_of_the_mean",
            "You average the probabilities first and take the logarithm of the mean. Asked for is the mean of the "
            "logarithms.",
            "Two images with the probabilities 1 and 0.01: work out both ways on paper. Which one notices the second?",
            TAUGHT_LOSS,
            oracles=(partial(probe, wrong.log_of_mean),),
            stronger="In section 2 the probabilities are 5/8 and 1/8. Logarithms first, the loss is (0.470 + 2.079) / "
            "2 = 1.275; mean first, it is 0.981. Print the shape of what your logarithm is taken of: it should still "
            "hold one number for each image.",
        ),
        Misconception(
            "log_missing",
            "The logarithm is missing: you average probabilities.",
            "A network that gives the right class the probability 1 should have the loss 0. What does your function "
            "return for it?",
            TAUGHT_LOSS,
            oracles=(
                partial(probe, lambda s, y: F.nll_loss(s.softmax(1), y)),
                partial(probe, lambda s, y: -F.nll_loss(s.softmax(1), y)),
                partial(probe, lambda s, y: 1 + F.nll_loss(s.softmax(1), y)),
            ),
            stronger="Two images give the right class the probabilities 1 and 0.5: the loss is (0 + 0.693) / 2 = "
            "0.347. Without a logarithm you get 0.75, -0.75 or 0.25. Which function makes 0 of 1 and 0.693 of 0.5, "
            "and before or after which step does it belong?",
        ),
        Misconception(
            "sign_lost",
            "Your loss has the wrong sign: the better the answer, the larger the loss. Training would make it worse.",
            "The logarithm of a probability is never positive. Should a loss be?",
            TAUGHT_LOSS,
            oracles=(partial(probe, lambda s, y: -F.cross_entropy(s, y)),),
            stronger="For the logits 0 and 0 the loss is 0.693, and you get -0.693. Look at where your two terms, or "
            "the logarithm of a probability, become the loss: either a minus is missing there, or a difference stands "
            "the wrong way round.",
        ),
        NO_TENSOR,
        Misconception(
            "graph_cut",
            "No gradient gets from your loss back to the logits: somewhere it leaves PyTorch, or is detached.",
            "Look for `.item()`, `.detach()`, `.numpy()`, `math.` and `torch.tensor(…)`: after each of them, who "
            "still knows where the number came from?",
            TAUGHT_LOSS,
            recognise=raised(
                r"does not require grad|has no attribute 'backward'|requires grad. Use tensor.detach|requires_grad"
            ),
            stronger="Hand over logits with `requires_grad=True` and print `.requires_grad` of each value that your "
            "function makes, line by line. The first False, or the first value that is no tensor at all, comes out of "
            "the line that cuts the graph. Which tensor operation does the same as that line?",
        ),
    ),
    shows=("logits",),
)
