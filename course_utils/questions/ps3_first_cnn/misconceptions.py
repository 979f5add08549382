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
    stronger="Take two equal images, `[[0, 1], [0, 1]]`. The softmax of each of them is 0.269 and 0.731; over the "
    "first axis everything becomes 0.5. Look at the `dim` (or `axis`) of each maximum and each sum in your code: "
    "which of them leaves one number for each image?",
)
OVER_WHOLE_BATCH = partial(
    Misconception,
    "softmax_over_whole_batch",
    "You divide by one sum over all images and classes together. Each image has a sum of its own.",
    "What do the probabilities of a single image add up to in a batch of four? Over which axis should `sum` run?",
    sections.TAUGHT_SOFTMAX,
    stronger="Take two equal images, `[[0, 1], [0, 1]]`. The probabilities of each are 0.269 and 0.731; with one sum "
    "for both images you get 0.134 and 0.366. Print the shape of the sum that you divide by: how many images are "
    "there, and how many sums?",
)
OVERFLOW = partial(
    Misconception,
    "overflow",
    "Your answer raises e to the logits as they are. e to the 1000 is more than any float holds, and e to the -1000 "
    "is rounded to 0.",
    "You may add the same number to all logits of an image without changing a probability. Which number makes the "
    "largest of them harmless?",
    sections.TAUGHT_SOFTMAX,
    stronger="e to the 1000 is inf, and inf / inf is nan. The logits 1000 and 1001 differ as -1 and 0 do, so the "
    "probabilities are 0.269 and 0.731. What was subtracted to get from the one pair to the other, and does that "
    "happen in your code before `exp`, or behind it?",
)
ONE_MAXIMUM = partial(
    Misconception,
    "one_maximum_for_the_whole_batch",
    "You subtract the largest logit of the whole batch. For an image whose own logits lie far below it, all "
    "exponentials become 0.",
    "Two images: one with logits near 900, one with logits near -900. What is left of the second after your "
    "subtraction?",
    sections.TAUGHT_SOFTMAX,
    stronger="Take `[[900, 901], [-901, -900]]`: both images have the probabilities 0.269 and 0.731. After you "
    "subtract 901 everywhere, the second one has -1802 and -1801, and `exp` makes 0 of both. Print the shape of your "
    "maximum: how many numbers should it hold for two images?",
)
SHIFTED_BY_THE_MEAN = partial(
    Misconception,
    "shifted_by_the_mean",
    "You subtract the mean of an image's logits. That changes no probability, but the largest logit may still lie "
    "hundreds above it.",
    "Four logits: 1000 and three times -1000. What is left of the 1000 after your subtraction, and what does `exp` "
    "make of it?",
    sections.TAUGHT_SOFTMAX,
    stronger="The mean of 1000, -1000, -1000 and -1000 is -500, so 1500 is left of the largest, and e to the 1500 is "
    "inf. Print the largest number that goes into your `exp`: from about 89 on, a float32 can't hold the result. What "
    "should be subtracted, so that it is always 0?",
)
LIMITED = partial(
    Misconception,
    "logits_limited",
    "You cut logits off at a limit. Two logits beyond it become equal, although one of them may be far more likely.",
    "What does your function make of the logits 1000 and 1010? And how do their probabilities compare?",
    sections.TAUGHT_SOFTMAX,
    stronger="The logits 1000 and 1002 have the probabilities 0.119 and 0.881, like 0 and 2; with a limit both become "
    "0.5. Search your code for `clamp`, `clip`, `min` or `minimum`. Only the difference between two logits counts: "
    "what can you do to all logits of an image that keeps it?",
)
SOFTMAX_TWICE = partial(
    Misconception,
    "softmax_before_cross_entropy",
    "The loss gets probabilities where it wants logits: the softmax is taken twice. It runs, and learns badly.",
    "What is the smallest loss that ten probabilities can reach, if a second softmax sees numbers from 0 to 1 only?",
    sections.TAUGHT_FOUR_LOSSES,
    stronger="For the logits 0 and 100, with class 1 right, the loss is 0. A softmax makes 0 and 1 of them, and the "
    "loss of those as logits is 0.313. Follow the logits from the last layer to the loss: at which places does a "
    "softmax occur, the loss's own included?",
)
SUM_FOR_MEAN = partial(
    Misconception,
    "sum_for_mean",
    "You return a sum where a mean over the images is asked for: it grows with the number of images.",
    "Hand the same images over twice. Should the number double?",
    sections.TAUGHT_LOSS,
    stronger="Take two images with the losses 1 and 3, one of them read rightly: the mean loss is 2 and the accuracy "
    "0.5, not 4 and 1. Look at the lines that make the numbers you give back: what is divided by how many images, and "
    "what is not divided at all?",
)
IN_PERCENT = partial(
    Misconception,
    "accuracy_in_percent",
    "Your accuracy is in percent. Asked for is a share from 0 to 1.",
    "What does your function return if every answer is right? Which number should it be?",
    sections.TAUGHT_EPOCH,
    stronger="With 3 right answers of 4 images the accuracy is 0.75, and you get 75. Search your code for `100`: "
    "nothing has to be multiplied with it.",
)
OVER_BATCH_AXIS = partial(
    Misconception,
    "argmax_over_the_batch_axis",
    "Your argmax runs over the images: it finds the image with the largest logit for each class, and not the class "
    "with the largest logit for each image.",
    "For logits of shape 7×4, how many answers do you want: 7 or 4? Print the shape of your argmax.",
    sections.TAUGHT_SOFTMAX,
    stronger="Take three images and two classes, `[[2, 1], [4, 3], [6, 5]]`: class 0 wins for each of them, so the "
    "predictions are 0, 0, 0. Along the first axis you find [2, 2]: for both classes the largest logit is in image 2. "
    "Which number do you hand to `argmax` as its axis?",
)
MEAN_OF_MEANS = partial(
    Misconception,
    "mean_of_batch_means",
    "You take the mean of the batches' means. The last batch may be smaller, and its images then count more than the "
    "others.",
    "Work it out for a batch of three images with the loss 1 and a batch of one with the loss 5: what is the mean "
    "over the four images?",
    sections.TAUGHT_MEAN_OF_MEANS,
    stronger="With these two batches, the mean over the images is (3 · 1 + 1 · 5) / 4 = 2, and yours is (1 + 5) / 2 = "
    "3. The 1 stands for three images: what should your line add up for that batch, and by what is the sum divided?",
)
MEANS_OVER_IMAGES = partial(
    Misconception,
    "batch_means_over_images",
    "You add up the means of the batches and divide by the number of images: the result is far too small.",
    "The criterion has divided by the size of the batch already. How do you get the sum over its images back?",
    sections.TAUGHT_EPOCH,
    stronger="Take a batch of three images with the loss 1 and a batch of one with the loss 5. You get (1 + 5) / 4 = "
    "1.5, and the mean over the images is 2. The loss of the first batch stands for three images: what do their "
    "losses add up to, and what does your line add?",
)
OVER_BATCHES = partial(
    Misconception,
    "image_sums_over_batches",
    "You add up over the images and divide by the number of batches: the result is too large by the size of a batch.",
    "How many losses are in your sum, those of batches or those of images? How many times did you divide?",
    sections.TAUGHT_EPOCH,
    stronger="Take a batch of three images with the loss 1 and a batch of one with the loss 5. The sum over the images "
    "is 3 · 1 + 1 · 5 = 8 and the mean 2; you get 8 / 2 = 4. What does `len(loader)` count, and what does "
    "`len(loader.dataset)`?",
)
ALL_AS_LARGE_AS_THE_FIRST = partial(
    Misconception,
    "every_batch_counted_as_full",
    "You count every batch as if it were as large as the loader's `batch_size`. The last batch may be smaller.",
    "Print how many images each batch of your loop holds, and the number that your code uses for it.",
    sections.TAUGHT_MEAN_OF_MEANS,
    stronger="A batch of three images has the loss 1, a last batch of one the loss 5. The mean is "
    "(3 · 1 + 1 · 5) / 4 = 2. With 3 for both, the sum is 18 or the divisor 6. Which number of yours is about the "
    "batch at hand?",
)
SWAPPED = partial(
    Misconception,
    "loss_and_accuracy_swapped",
    "You return the accuracy first and the loss second. Asked for is the loss first.",
    "Read the line about what is returned once more. Which of your two numbers lies between 0 and 1?",
    sections.TRAINING,
    stronger="Call your function and print the two numbers next to the words loss and accuracy, in this order: a loss "
    "may be above 1, an accuracy can't. Both are right, but not in their place. In which line do they get it?",
)
FIRST_BATCH_ONLY = partial(
    Misconception,
    "first_batch_only",
    "Your function ends after its first batch: what stands behind that is never seen.",
    "Let your loop print a line for each batch. How many lines are there, and how many batches?",
    sections.TAUGHT_EPOCH,
    stronger="The loader of the check has three batches, and your function meets one. What ends a function, wherever "
    "it stands? Look how far that line is indented: is it inside the loop or behind it? (A `break` would end the loop, "
    "too.)",
)
SUMMED_GRADIENTS = partial(
    Misconception,
    "summed_gradients",
    "The loss that you learn from is a sum over the batch: each step is as many times too large as the batch has "
    "images, and another batch size would need another learning rate.",
    "What does `reduction` say to the criterion, and which line uses it besides the one you had in mind?",
    sections.TAUGHT_STEP,
    stronger="For three images with the losses 1, 2 and 3, the gradient of the sum, 6, is three times that of the "
    "mean, 2. In validation a sum is handy; in learning it multiplies the learning rate. Do both of your loops have "
    "to use the same criterion?",
)
LAST_BATCH = partial(
    Misconception,
    "last_batch_only",
    "What you return comes from the last batch alone. Asked for is a mean over all images of the epoch.",
    "Which variables outlive a turn of your loop, and which are overwritten in every turn?",
    sections.TAUGHT_EPOCH,
    stronger="Let your loop print the loss and the number of right answers of each batch, and compare with what comes "
    "out at the end. Which of your variables are set to 0 before the loop, and do they grow by something in every "
    "round, or are they overwritten with `=`?",
)
CRITERION_IGNORED = partial(
    Misconception,
    "criterion_ignored",
    "Your function computes the cross-entropy itself. It was given a criterion, which may be another loss.",
    "Where in your function does the argument `criterion` appear?",
    sections.TAUGHT_EPOCH,
    stronger="Hand over a criterion that always says 7, for instance `lambda logits, labels: 0 * logits.sum() + 7`. "
    "The mean loss should then be 7. If it isn't, which line of yours computes the loss, and what should it call?",
)
GRAPH_KEPT = partial(
    Misconception,
    "graph_kept",
    "Your function holds on to losses that are still attached to their graphs. Whoever collects such losses keeps "
    "something of every batch in memory, and more with each.",
    "Print your running total, or your list, in the loop: does it say `grad_fn`? What turns a tensor of one number "
    "into a plain number?",
    sections.TAUGHT_EPOCH,
    stronger="Print `type(…)` of your running total after the first batch: it should be float. A plain number plus a "
    "loss is a tensor again, with the graph of the batch behind it. At which line does the loss enter your total or "
    "your list, and where does `.item()` belong?",
)
TENSOR_RETURNED = partial(
    Misconception,
    "tensor_for_a_number",
    "You return a tensor of one number where a plain Python number is asked for.",
    "Print what you return: does it say `tensor(…)`? What turns a tensor of one number into a plain number?",
    sections.TAUGHT_EPOCH,
    stronger="Print `type(…)` of each of the two results: a count of right answers, such as `(a == b).sum()`, is a "
    "tensor, too, and everything calculated with it. Which of the two is no plain number, and at which line would "
    "`.item()` make it one?",
)
NO_EVAL = partial(
    Misconception,
    "no_eval_mode",
    "Your function looks at the images while the model, or a part of it, is in training mode. Dropout and batch "
    "normalisation answer differently there.",
    "Print `[part.training for part in model.modules()]` just before the forward pass. Who sets these modes, and to "
    "what?",
    sections.TAUGHT_MODES,
    stronger="Print `[part.training for part in model.modules()]` in the loop over the images that are only looked at: "
    "all should be False. `torch.no_grad()` changes none of them, `model.eval` without brackets calls nothing, and "
    "`model.training = False` doesn't reach the layers. Which line should have set the mode, and does it run before "
    "this loop, every time?",
)
LEFT_IN_EVAL = partial(
    Misconception,
    "left_in_eval_mode",
    "You leave the model, or its layers, in evaluation mode, although all has to be in training mode again. The next "
    "batch that it learns from finds its dropout off.",
    "Print `[part.training for part in model.modules()]` before and after your evaluation. In which mode does the next "
    "epoch begin?",
    sections.TAUGHT_MODES,
    stronger="Call `model.train()`, then your function, and print `[part.training for part in model.modules()]`: all "
    "should be True again. If you note the mode in a variable, was it noted before `model.eval()`, or after, when it "
    "always says False? And does your last line reach the layers, or only `model` itself?",
)
NO_ZERO_GRAD = partial(
    Misconception,
    "no_zero_grad",
    "The old gradients are never cleared. PyTorch adds the new ones to them, so each step goes where all batches so "
    "far have pointed.",
    "Call `backward` twice in a row on the same loss and print a gradient before and after. What happened to it?",
    sections.TAUGHT_STEP,
    stronger="With w = 2 and the loss w², `w.grad` is 4 after the first `backward()`, 8 after the second, 12 after "
    "the third. Print a gradient in your first three batches. How often does your code clear them: never, once, once "
    "an epoch, or once for every batch?",
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
