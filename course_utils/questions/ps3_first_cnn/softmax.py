"""softmax(logits): probabilities over the last axis, for logits of any size."""

import torch
import torch.nn.functional as F

from course_utils.questions.draws import normal, whole_numbers
from course_utils.questions.ps3_first_cnn import misconceptions as known
from course_utils.questions.ps3_first_cnn.sections import ONE_SUM, SOFTMAX, TAUGHT_SOFTMAX
from course_utils.questions.ps3_first_cnn.traces import SHAPES_DO_NOT_MATCH, raised
from course_utils.questions.question import Aspect, Case, Forbidden, Misconception, Question

# However it is spelled, a softmax of the library or a part of it ends in an operation of such a name.
SOFTMAX_OPERATIONS = ("*softmax*", "*logsumexp*", "*logcumsumexp*", "*attention*")
NO_LIBRARY_SOFTMAX = Forbidden(
    operations=SOFTMAX_OPERATIONS,
    calls=("scipy.*", "kornia.*", "torchvision.*", "jax.*", "tensorflow.*"),
    instead="Write it with exponentials and sums: that is what this question practises.",
)


def oracle(logits):
    return F.softmax(logits, dim=-1)


def cases(rng):
    far_apart = torch.from_numpy(rng.permuted([[-1000.0, 0, 998, 1000]] * 3, axis=1)).float()
    two_levels = whole_numbers(rng, 2, 4) + torch.tensor([[900.0], [-900.0]])
    return [
        Case("a batch of three images and five classes", (2 * normal(rng, 3, 5),)),
        Case("more images than classes", (2 * normal(rng, 6, 3),)),
        Case("as many images as classes", (2 * normal(rng, 4, 4),)),
        Case("one image: a vector of five logits", (2 * normal(rng, 5),)),
        Case("three axes, the classes last", (2 * normal(rng, 2, 4, 3),)),
        Case("logits from -1000 to 1000", (far_apart,)),
        Case("all logits near -1000", (whole_numbers(rng, 3, 4) - 1000,)),
        Case("one image's logits near 900, another's near -900", (two_levels,)),
        Case("the argument compared before and after", (2 * normal(rng, 4, 3),), aspect=Aspect.INPUT_UNCHANGED),
    ]


def over_first_axis(logits):
    return F.softmax(logits, dim=0)


def over_axis_one(logits):
    return F.softmax(logits, dim=1)


def over_everything(logits):
    return F.softmax(logits.flatten(), dim=0).reshape(logits.shape)


def not_shifted(logits):
    return F.normalize(logits.exp(), p=1, dim=-1, eps=0)


def shifted_by_one_maximum(logits):
    return F.normalize((logits - logits.max()).exp(), p=1, dim=-1, eps=0)


def shifted_above_only(logits):
    """The maximum is subtracted in the numerator, and not in the sum."""
    return F.softmax(logits, dim=-1) * (-logits.amax(-1, keepdim=True)).exp()


def shifted_over_the_images(logits):
    return not_shifted(logits - logits.amax(0, keepdim=True))


def shares_of_the_logits(logits):
    return logits / logits.sum(-1, keepdim=True)


def shifted_by_the_mean(logits):
    return not_shifted(logits - logits.mean(-1, keepdim=True))


def limited_on_both_sides(logits):
    return F.softmax(logits.clamp(-80, 80), dim=-1)


def limited_above(logits):
    return not_shifted(logits.clamp(max=80))


def one_softmax_for_each_place_of_the_first_axis(logits):
    return F.softmax(logits.reshape(len(logits), -1), dim=-1).reshape(logits.shape)


def nothing_for_nan(logits):
    return not_shifted(logits).nan_to_num()


def axis_dropped(logits):
    sums = (logits.logsumexp(-1) - logits.amax(-1)).exp()
    return F.softmax(logits, dim=-1) * sums[..., None] / sums


QUESTION = Question(
    name="softmax",
    title="Softmax, for logits of any size",
    section=SOFTMAX,
    cases=cases,
    oracle=oracle,
    forbidden=NO_LIBRARY_SOFTMAX,
    atol=5e-4,
    rtol=5e-4,  # near 1000, a float32 holds four digits after the point, and a logarithm of the sum loses them
    misconceptions=(
        known.OVER_WRONG_AXIS(oracles=(over_first_axis,)),
        known.OVER_WHOLE_BATCH(oracles=(over_everything,)),
        known.OVERFLOW(
            oracles=(not_shifted, nothing_for_nan),
            recognise=raised("math range error", "OverflowError", "ZeroDivisionError"),
        ),
        known.SHIFTED_BY_THE_MEAN(oracles=(shifted_by_the_mean,)),
        known.LIMITED(oracles=(limited_on_both_sides, limited_above)),
        Misconception(
            "axis_one_for_the_last",
            "Your sum runs over axis 1. Asked for is the last axis, which is axis 1 only where there are two.",
            "Which number names the last axis of a tensor, however many it has? (Python counts from the end, too.)",
            SOFTMAX,
            oracles=(over_axis_one,),
            stronger="Try it on `torch.zeros(2, 4, 3)`: there are three classes, so every probability should be 1/3. "
            "With axis 1 each is 1/4, and for `torch.zeros(5)` there is no axis 1 at all. Search your code for "
            "`dim=1`: which single number is right for one, two and three axes?",
        ),
        Misconception(
            "first_axis_taken_for_the_images",
            "Your loop goes along the first axis and takes whatever is there for one image. In a vector that is a "
            "single logit, so each probability becomes 1; with three axes it is a table of several images.",
            "Call your function for `torch.zeros(5)` and print what your loop calls one image. How many logits does it "
            "have?",
            SOFTMAX,
            oracles=(one_softmax_for_each_place_of_the_first_axis,),
            stronger="For `torch.zeros(5)` each probability should be 1/5, and for `torch.zeros(2, 4, 3)` each should "
            "be 1/3: there are eight images in it. `len(logits)` and `logits.shape[0]` count neither. Which axis has "
            "the logits of one image, and does a sum along that axis need a loop at all?",
        ),
        known.ONE_MAXIMUM(oracles=(shifted_by_one_maximum,)),
        Misconception(
            "maximum_in_one_part_only",
            "You subtract the largest logit in one of the two parts of the fraction, and not in the other: an image's "
            "probabilities don't add up to 1.",
            "Add 10 to all logits of an image: the probabilities should stay as they are. Which part of your fraction "
            "notices?",
            TAUGHT_SOFTMAX,
            oracles=(shifted_above_only,),
            stronger="For the logits 5 and 5 both probabilities are 0.5, and you get 0.0034: 1 divided by 2 times e to "
            "the 5. Print what you divide and what you divide by: from which logits is each of them computed?",
        ),
        Misconception(
            "maximum_over_the_images",
            "The largest logit that you subtract is one for each class, taken over the images. Only one number for "
            "each image leaves its probabilities as they are.",
            "Which shape has your maximum for 6 images and 3 classes? How many different numbers may be subtracted "
            "within one image?",
            TAUGHT_SOFTMAX,
            oracles=(shifted_over_the_images,),
            stronger="Take `[[0, 1], [2, 1]]`: the first image has the probabilities 0.269 and 0.731. After you "
            "subtract 2 from its first logit and 1 from its second, it has 0.119 and 0.881. Your sum runs over the "
            "right axis. Does your maximum?",
        ),
        Misconception(
            "without_the_exponential",
            "You divide the logits by their sum. The exponential is missing, so probabilities can be negative.",
            "What becomes of the logits -1 and 2? Are these probabilities?",
            TAUGHT_SOFTMAX,
            oracles=(shares_of_the_logits,),
            stronger="For the logits -1 and 2 the exponentials are 0.37 and 7.39, their sum is 7.76, and the "
            "probabilities are 0.047 and 0.953. You get -1 and 2. Which of the three steps is missing in your code?",
        ),
        Misconception(
            "axis_dropped",
            "A sum or a maximum over the last axis has one axis less, and broadcasting then puts it beside the wrong "
            "axis. Where the sizes differ it raises an error; where they agree, the numbers are wrong.",
            "Print the shapes of both sides of your subtraction and of your division. What does `keepdim=True` change?",
            ONE_SUM,
            oracles=(axis_dropped,),
            recognise=raised(SHAPES_DO_NOT_MATCH),
            stronger="For logits of shape 3×4, a maximum or sum over the last axis has the shape (3,), or (3, 1) with "
            "`keepdim=True`. Write 3×4 and each of these one below the other, aligned on the right: below which of "
            "the two sizes does the 3 stand? Which of your two lines gives (3,)?",
        ),
        Misconception(
            "log_for_probability",
            "Your function returns logarithms of the probabilities. Asked for are the probabilities.",
            "Can a probability be negative? What undoes a logarithm?",
            TAUGHT_SOFTMAX,
            oracles=(lambda logits: F.log_softmax(logits, dim=-1),),
            stronger="For the logits 0 and 0 the probabilities are 0.5 and 0.5, and you get -0.693 twice, which is "
            "log 0.5. Go back from your last line: which one takes a logarithm, or subtracts where the softmax "
            "divides?",
        ),
    ),
    shows=("logits",),
)
