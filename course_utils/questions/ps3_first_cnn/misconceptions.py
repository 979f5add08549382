"""The mistakes that several questions of problem set 3 share: each is a text that still wants its trace.

``OVERFLOW(oracles=(naive,))`` is the misconception for a question whose wrong oracle is ``naive``.
"""

from dataclasses import replace
from functools import partial

from course_utils.questions.misconceptions_of_all import COMMON
from course_utils.questions.ps3_first_cnn import sections
from course_utils.questions.question import Misconception

OVER_WRONG_AXIS = partial(
    Misconception,
    "softmax_over_wrong_axis",
    "Your softmax runs over the first axis, so the images of a batch compete with one another. It belongs over the "
    "classes: the last axis.",
    "Add up the probabilities of the first image. Which sum has to be 1: that of a row or that of a column?",
    sections.TAUGHT_SOFTMAX,
)
OVER_WHOLE_BATCH = partial(
    Misconception,
    "softmax_over_whole_batch",
    "You divide by one sum over all images and classes together. Each image has a sum of its own.",
    "What do the probabilities of a single image add up to in a batch of four? Over which axis should `sum` run?",
    sections.TAUGHT_SOFTMAX,
)
OVERFLOW = partial(
    Misconception,
    "overflow",
    "Your answer raises e to the logits as they are. e to the 1000 is more than any float holds, and e to the -1000 "
    "is rounded to 0.",
    "You may add the same number to all logits of an image without changing a probability. Which number makes the "
    "largest of them harmless?",
    sections.TAUGHT_SOFTMAX,
)
SOFTMAX_TWICE = partial(
    Misconception,
    "softmax_before_cross_entropy",
    "The loss gets probabilities where it wants logits: the softmax is taken twice. It runs, and learns badly.",
    "What is the smallest loss that ten probabilities can reach, if a second softmax sees numbers from 0 to 1 only?",
    sections.TAUGHT_FOUR_LOSSES,
)
SUM_FOR_MEAN = partial(
    Misconception,
    "sum_for_mean",
    "You return a sum where a mean over the images is asked for: it grows with the number of images.",
    "Hand the same images over twice. Should the number double?",
    sections.TAUGHT_LOSS,
)
IN_PERCENT = partial(
    Misconception,
    "accuracy_in_percent",
    "Your accuracy is in percent. Asked for is a share from 0 to 1.",
    "What does your function return if every answer is right? Which number should it be?",
    sections.TAUGHT_EPOCH,
)
OVER_BATCH_AXIS = partial(
    Misconception,
    "argmax_over_the_batch_axis",
    "Your argmax runs over the images: it finds the image with the largest logit for each class, and not the class "
    "with the largest logit for each image.",
    "For logits of shape 7×4, how many answers do you want: 7 or 4? Print the shape of your argmax.",
    sections.TAUGHT_SOFTMAX,
)
MEAN_OF_MEANS = partial(
    Misconception,
    "mean_of_batch_means",
    "You take the mean of the batches' means. The last batch may be smaller, and its images then count more than the "
    "others.",
    "Work it out for a batch of three images with the loss 1 and a batch of one with the loss 5: what is the mean "
    "over the four images?",
    sections.TAUGHT_MEAN_OF_MEANS,
)
MEANS_OVER_IMAGES = partial(
    Misconception,
    "batch_means_over_images",
    "You add up the means of the batches and divide by the number of images: the result is far too small.",
    "The criterion has divided by the size of the batch already. How do you get the sum over its images back?",
    sections.TAUGHT_EPOCH,
)
LAST_BATCH = partial(
    Misconception,
    "last_batch_only",
    "What you return comes from the last batch alone. Asked for is a mean over all images of the epoch.",
    "Which variables outlive a turn of your loop, and which are overwritten in every turn?",
    sections.TAUGHT_EPOCH,
)
CRITERION_IGNORED = partial(
    Misconception,
    "criterion_ignored",
    "Your function computes the cross-entropy itself. It was given a criterion, which may be another loss.",
    "Where in your function does the argument `criterion` appear?",
    sections.TAUGHT_EPOCH,
)
GRAPH_KEPT = partial(
    Misconception,
    "graph_kept",
    "You return a tensor that still hangs on its graph. Whoever collects such losses keeps every intermediate "
    "result of every batch in memory.",
    "Print what you return: does it say `grad_fn`? What turns a tensor of one number into a plain number?",
    sections.TAUGHT_EPOCH,
)
TENSOR_RETURNED = partial(
    Misconception,
    "tensor_for_a_number",
    "You return a tensor of one number where a plain Python number is asked for.",
    "Print what you return: does it say `tensor(…)`? What turns a tensor of one number into a plain number?",
    sections.TAUGHT_EPOCH,
)
NO_EVAL = partial(
    Misconception,
    "no_eval_mode",
    "Your function looks at the images while the model is in training mode. Dropout and batch normalisation answer "
    "differently there.",
    "Print `model.training` just before the forward pass. Who sets it, and to what?",
    sections.TAUGHT_MODES,
)
LEFT_IN_EVAL = partial(
    Misconception,
    "left_in_eval_mode",
    "You leave the model in evaluation mode, although it has to be in training mode again. The next batch that it "
    "learns from finds its dropout off.",
    "Print `model.training` before and after your evaluation. In which mode does the next epoch begin?",
    sections.TAUGHT_MODES,
)
NO_ZERO_GRAD = partial(
    Misconception,
    "no_zero_grad",
    "The old gradients are never cleared. PyTorch adds the new ones to them, so each step goes where all batches so "
    "far have pointed.",
    "Call `backward` twice in a row on the same loss and print a gradient before and after. What happened to it?",
    sections.TAUGHT_STEP,
)


def _says_none(_verdict, seen) -> bool:
    returned = seen.value.get("returned") if isinstance(seen.value, dict) else None
    return isinstance(returned, str) and returned.startswith("None")


# What a training loop returns reaches the judge in words.
NOTHING_RETURNED = replace(
    next(one for one in COMMON if one.name == "nothing_returned"),
    section=sections.RULES,
    recognise=_says_none,
)
