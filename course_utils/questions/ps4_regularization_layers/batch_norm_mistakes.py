"""The mistakes of a batch normalisation layer, told to the student."""

from collections.abc import Callable
from typing import Any

from course_utils.questions.ps4_regularization_layers import wrong_batch_norms as wrong
from course_utils.questions.ps4_regularization_layers.batch_norm_recognisers import (
    SHAPES_DO_NOT_FIT,
    are_parameters,
    kept_as_plain_attributes,
    name_is_missing,
    need_a_gradient,
    not_learned,
    raised,
)
from course_utils.questions.ps4_regularization_layers.sections import (
    BATCH_NORM,
    KINDS_OF_TENSORS,
    NORM_TAUGHT,
    ONE_MEAN_TAUGHT,
    SWITCHES_TAUGHT,
    TWO_MODES_TAUGHT,
    WRONG_SWITCH_TAUGHT,
)
from course_utils.questions.question import Misconception


def misconceptions(probe: Callable[..., Any]) -> tuple[Misconception, ...]:
    """``probe(layer_class, *args, **options)`` is how an answer is tried."""

    def tried(*classes: type) -> tuple[Callable[..., Any], ...]:
        def with_class(layer_class: type) -> Callable[..., Any]:
            return lambda *args, **options: probe(layer_class, *args, **options)

        return tuple(map(with_class, classes))

    return (
        Misconception(
            "running_statistics_are_parameters",
            "Your running statistics are parameters: an optimizer would train them, and weight decay would shrink "
            "them. They are remembered, not learned.",
            "What has a parameter that a buffer doesn't have? Who writes into each of the two?",
            TWO_MODES_TAUGHT,
            recognise=are_parameters,
            stronger="Print `[name for name, _ in BatchNorm2d(3).named_parameters()]`: only `weight` and `bias` may "
            "be there. Which lines of your `__init__` make the others? Look at `Keeper` in this section: how does it "
            "make `seen`, which is remembered and not learned?",
        ),
        Misconception(
            "running_statistics_need_gradient",
            "Your running statistics carry the history of the batches along, so gradients would flow into them.",
            "Print `layer.running_mean` after a training step. Is there a `grad_fn`? Should a memory have one?",
            TWO_MODES_TAUGHT,
            recognise=need_a_gradient,
            stronger="Send `torch.randn(2, 3, 2, 2, requires_grad=True)` through in training mode and print "
            "`layer.running_mean.requires_grad`: it has to be False. Which value in your update still has its "
            "history? Compare with the second half of the cell under “A memory without a past”.",
        ),
        Misconception(
            "running_statistics_not_saved",
            "Your running statistics are plain attributes (or buffers that aren't saved): `state_dict()` doesn't know "
            "them, and they stay behind when the layer moves.",
            "Print `layer.state_dict().keys()`. Which two names are missing, and how do you register such a tensor?",
            TWO_MODES_TAUGHT,
            recognise=kept_as_plain_attributes,
            stronger="Compare your `__init__` with `Keeper` in this section, line by line. It makes `seen` in one way "
            "and `last_size` in another, and only `seen` is in its `state_dict()`. Which way did you take? If it is "
            "that of `seen`: is there one argument more in your call?",
        ),
        Misconception(
            "weight_is_no_parameter",
            "Your `weight` or your `bias` is no parameter: no optimizer will learn it.",
            "Print `[name for name, _ in BatchNorm2d(3).named_parameters()]`. Which two names should stand there?",
            KINDS_OF_TENSORS,
            recognise=not_learned,
            stronger="Compare your `__init__` with `Keeper` in this section, line by line: it makes `scale`, which is "
            "learned, in one way, and `seen` and `last_size` in two others. Which way did you take for `weight`, and "
            "which for `bias`? (`requires_grad=True` alone makes no parameter.)",
        ),
        Misconception(
            "name_missing",
            "Your layer lacks one of the four tensors weight, bias, running_mean and running_var under that name.",
            "Print `layer.state_dict().keys()` and compare it with the table above, letter by letter.",
            BATCH_NORM,
            recognise=name_is_missing,
            stronger="Make `layer = BatchNorm2d(3)` and print `layer.weight`, `layer.bias`, `layer.running_mean` and "
            "`layer.running_var`, each in a cell of its own: each has to be a tensor of three numbers. For the first "
            "that fails: what is this tensor called in your `__init__`, and where does `forward` use that name?",
        ),
        Misconception(
            "mode_ignored",
            "Your layer does the same in both modes: it normalises with the batch and updates what it remembers.",
            "Which line of your `forward` asks for the mode?",
            TWO_MODES_TAUGHT,
            tried(wrong.AlwaysTraining),
            stronger="Send the images 1, 3 and 5, 7 of this section (`two_images`) through a new layer after "
            "`layer.eval()`: they have to come out nearly unchanged, and `running_mean` stays 0. In yours −1.34 comes "
            "first and `running_mean` is 0.4. Which two steps of `forward` have to depend on `self.training`?",
        ),
        Misconception(
            "no_grad_taken_for_eval",
            "You ask whether gradients are on. What is asked for depends on the mode alone: `train()` or `eval()`.",
            "Two switches, four combinations: in which of them do the running statistics move in your layer, and in "
            "which should they?",
            WRONG_SWITCH_TAUGHT,
            tried(wrong.GradForTraining),
            stronger="In `train()` mode, but inside `torch.no_grad()`, send `two_images` of this section through a "
            "new layer: −1.34 has to come first, and `running_mean` has to become 0.4. In yours it stays 0. What does "
            "the condition in your `forward` ask, and which attribute do `train()` and `eval()` set?",
        ),
        Misconception(
            "statistics_updated_in_eval",
            "Your running statistics move in evaluation mode, too: looking at the model changes the model.",
            "Send the same batch through twice in evaluation mode. Is `running_mean` the same before and after?",
            SWITCHES_TAUGHT,
            tried(wrong.UpdatedInEval, wrong.UpdatedBeforeEval),
            stronger="Send `two_images` of this section through a new layer after `layer.eval()`, and print "
            "`running_mean`: 0 has to be there, and yours is 0.4. Find the two lines that write into the running "
            "statistics: which `if` do they stand under, and what does it ask?",
        ),
        Misconception(
            "batch_statistics_in_eval",
            "In evaluation mode you normalise with the batch's mean and variance. There what was remembered counts.",
            "A bright and a dark image, each sent through alone in evaluation mode: can your layer tell them apart?",
            TWO_MODES_TAUGHT,
            tried(wrong.BatchInEval),
            stronger="A new layer remembers mean 0 and variance 1. So in evaluation mode `two_images` of this section "
            "has to come out nearly unchanged, and yours begins with −1.34. Print the mean that is subtracted: it is "
            "4, and 0 is needed. Which line gives it its value in evaluation mode?",
        ),
        Misconception(
            "running_statistics_in_training",
            "In training mode you normalise with the running statistics. There the batch's own count.",
            "What are mean and variance of the output in training mode, with weight 1 and bias 0?",
            TWO_MODES_TAUGHT,
            tried(wrong.MemoryInTraining, wrong.OldMemoryInTraining),
            stronger="A new layer in training mode has to subtract 4 from `two_images` of this section, and divide by "
            "√5, whatever it remembers. Print what yours subtracts: 0 or 0.4 is the memory, before or after its "
            "update. Which line chooses the mean for your last formula, and does it ask for the mode?",
        ),
        Misconception(
            "single_image_not_normalised",
            "In training mode you treat a batch of one image as in evaluation mode. The mode alone decides, and the "
            "pixels of one image are many values, too.",
            "Which condition in your `forward` asks for the number of images? How large is n for a batch 1×3×4×5?",
            BATCH_NORM,
            tried(wrong.SingleImageByMemory),
            stronger="Send `two_images[:1]` of this section, the numbers 1 and 3, through a new layer in training "
            "mode: −1 and 1 have to come out, and yours are still 1 and 3. A single image breaks nothing; a single "
            "value in a channel would. Can that come in, by the notes under “Your turn”?",
        ),
        Misconception(
            "momentum_turned_round",
            "Your momentum is turned round: it should be the share of the new value, and yours is that of the old one.",
            "The running mean is 0, a batch has mean 5, momentum is 0.1. Which number is remembered then?",
            TWO_MODES_TAUGHT,
            tried(wrong.MomentumTurned),
            stronger="Send `two_images` of this section, whose mean is 4, through a new layer in training mode with "
            "`momentum=0.1`: `running_mean` has to become 0.4, and yours is 3.6. Write your update line with numbers, "
            "the old 0 and the new 4: which of them is multiplied by 0.9?",
        ),
        Misconception(
            "running_statistics_overwritten",
            "Your running statistics are those of the last batch alone: everything before is forgotten.",
            "Which line of your code uses `momentum`?",
            TWO_MODES_TAUGHT,
            tried(wrong.Overwritten),
            stronger="With `momentum=0.1`, send a batch of mean 4 through a new layer, then one of mean 0: "
            "`running_mean` has to be 0.4 and then 0.36; yours is 4 and then 0. Which share of the old 0.4 is still "
            "in 0.36, and where does your update line use the old value at all?",
        ),
        Misconception(
            "running_statistics_never_updated",
            "Your running statistics stay where they started, however many batches come.",
            "Print `layer.running_mean` before and after a training batch. Which line should have changed it?",
            TWO_MODES_TAUGHT,
            tried(wrong.NeverUpdated),
            stronger="After `two_images` of this section in training mode, `running_mean` has to be 0.4. Search "
            "`forward` for the line that writes it: is there one, and what stands left of its `=`? A name without "
            "`self.` is forgotten when `forward` ends.",
        ),
        Misconception(
            "variances_exchanged",
            "Your two variances are in each other's place: n − 1 where you normalise, and n in what is remembered.",
            "For the batch 2, 4, 6, 8 the lecture normalises with 5 and remembers 6.67. Which is which in your code?",
            NORM_TAUGHT,
            tried(wrong.BothUnbiasedAndBiased),
            stronger="Send `two_images` of this section through a new layer: −3/√5 = −1.34 has to come first, and "
            "`running_var` has to be 0.9 · 1 + 0.1 · 20/3 = 1.57. Yours are −1.16 and 1.4. Write the divisor, 4 or 3, "
            "next to every variance you compute, and follow where each of them goes.",
        ),
        Misconception(
            "running_variance_biased",
            "The variance that you remember is divided by n. PyTorch remembers the one divided by n − 1.",
            "For the batch 2, 4, 6, 8: which number does the lecture put into the running variance, 5 or 6.67?",
            TWO_MODES_TAUGHT,
            tried(wrong.BiasedMemory),
            stronger="After `two_images` of this section `running_var` has to be 0.9 · 1 + 0.1 · 20/3 = 1.57, and "
            "yours is 0.9 · 1 + 0.1 · 20/4 = 1.4. The variance that you normalise with may stay 20/4. What turns 20/4 "
            "into 20/3, written with n = 4, or which argument of `var` does?",
        ),
        Misconception(
            "corrected_by_images",
            "You turn the variance into the unbiased one with the number of images. It was taken over all values of a "
            "channel: images times height times width.",
            "Over how many values does your variance of a channel run, for a batch of the shape (2, 3, 2, 5)?",
            TWO_MODES_TAUGHT,
            tried(wrong.MemoryCorrectedByImages),
            stronger="For a batch 2×3×2×5, a channel has 2 · 2 · 5 = 20 values, so the factor is 20/19. With the "
            "images alone it is 2/1. Which n stands in your n / (n − 1), and what was your mean taken over?",
        ),
        Misconception(
            "normalised_with_unbiased_variance",
            "You normalise with the variance divided by n − 1. Here it is divided by n.",
            "For the batch 2, 4, 6, 8 the lecture's variance is 5. What is `torch.tensor([2.0, 4, 6, 8]).var()`?",
            NORM_TAUGHT,
            tried(wrong.UnbiasedOutput, wrong.UnbiasedTwice),
            stronger="For `two_images` of this section −3/√5 = −1.34 has to come first, and yours is −1.16. The "
            "squares of the deviations add up to 20: did you divide them by 4 or by 3? See the notes on `var` under "
            "“Your turn”. And is your `running_var` 1.57? With 1.79, what was divided by 3 is multiplied by 4/3, too.",
        ),
        Misconception(
            "statistics_of_each_position",
            "Each pixel position has a mean of its own in your layer, taken over the batch only.",
            "How many means does a batch of the shape (2, 3, 2, 5) have? Print the shape of yours.",
            ONE_MEAN_TAUGHT,
            tried(wrong.EachPosition),
            stronger="Yours is way 1 of “Over which axes?”, and way 3 is asked for. For a batch 2×3×2×5 your mean has "
            "the numbers of the shape 3×2×5, and three numbers are needed. Which two axes are still in it, and where "
            "does your code name the axes to average over?",
        ),
        Misconception(
            "statistics_of_each_image",
            "Each image has means of its own in your layer. They are taken over all images of the batch together.",
            "How many means does a batch of the shape (2, 3, 2, 5) have? Print the shape of yours.",
            ONE_MEAN_TAUGHT,
            tried(wrong.EachImage),
            stronger="Yours is way 2 of “Over which axes?”, and way 3 is asked for. Take two images with one channel, "
            "the first all 1, the second all 5: −1 and 1 have to come out, and yours gives 0 everywhere. Which axis "
            "has to be averaged over besides the two of the pixels?",
        ),
        Misconception(
            "statistics_of_all_channels",
            "All channels share one mean and one variance in your layer. Each channel has its own.",
            "How many means does a batch of the shape (2, 3, 2, 5) have? Print the shape of yours.",
            ONE_MEAN_TAUGHT,
            tried(wrong.AllChannels, wrong.AllChannelsOfAnImage),
            stronger="Take one image with two channels of 1×2 pixels: [1, 3] and [11, 13]. −1, 1 and again −1, 1 has "
            "to come out; yours is about −1.18, −0.78, 0.78, 1.18, because 7 is subtracted everywhere. Over which "
            "axis must the mean not run?",
        ),
        Misconception(
            "axes_lost_in_reshape",
            "`reshape` or `view` to C rows cuts the batch into C parts of whole images: they are not the channels.",
            "In which order do the numbers of N×C×H×W lie in memory? Which axis has to come first, and how does it get "
            "there?",
            ONE_MEAN_TAUGHT,
            tried(wrong.ReshapedForTransposed),
            stronger="Take two images of one pixel and two channels, `torch.tensor([[1., 9.], [2., "
            "8.]]).view(2, 2, 1, 1)`: the means have to be 1.5 and 8.5, and yours are 5 and 5. Print row 0 of what you "
            "reshape: which image do its numbers come from?",
        ),
        Misconception(
            "shapes_do_not_broadcast",
            "Your layer breaks off because two shapes don't fit, such as one number for each channel and a batch.",
            "In a batch N×C×H×W the channel is axis 1, and PyTorch lines shapes up from the last axis. Which shape has "
            "to stand next to C for the rest to fit?",
            ONE_MEAN_TAUGHT,
            recognise=raised(SHAPES_DO_NOT_FIT),
            stronger="Print the shapes of the two tensors in the line of the error, for a batch 2×3×2×5. Next to the "
            "batch a mean has to be 1×3×1×1, next to the running statistics it has to be 3. Too short? Read the "
            "answer under “Over which axes?”. Too long? Then it was averaged over too few axes.",
        ),
        Misconception(
            "eps_outside_root",
            "You add eps to the standard deviation. It belongs to the variance, under the root.",
            "For a variance of 0.25 and eps = 0.75: what does the formula divide by, and what do you divide by?",
            NORM_TAUGHT,
            tried(wrong.EpsOutsideRoot),
            stronger="Send `torch.tensor([0., 1.]).view(1, 1, 1, 2)` through a new layer with `eps=0.75`: the "
            "variance is 0.25, so −0.5 and 0.5 have to come out, because √(0.25 + 0.75) = 1. Yours are −0.4 and 0.4. "
            "Read your denominator from the inside out: which comes first, the root or `eps`?",
        ),
        Misconception(
            "root_forgotten",
            "You divide by the variance. Asked for is its root, the standard deviation.",
            "What is the variance of your output in training mode, with weight 1 and bias 0? It should be 1.",
            NORM_TAUGHT,
            tried(wrong.RootForgotten),
            stronger="Send `two_images` of this section through a new layer in training mode: −3/√5 = −1.34 has to "
            "come first, and yours is −3/5 = −0.6. Read your denominator from the inside out: a variance, plus `eps`, "
            "and then one step more. Which?",
        ),
        Misconception(
            "weight_and_bias_forgotten",
            "Your layer has a weight and a bias, but doesn't use both: it stops after normalising.",
            "Two letters of the formula stand outside the fraction. Which lines of your code are about γ and β?",
            ONE_MEAN_TAUGHT,
            tried(wrong.NoWeightAndBias, wrong.NoBias),
            stronger="Make `layer = BatchNorm2d(1)`, fill `layer.weight.data` with 2 and `layer.bias.data` with 10, "
            "and send `two_images` of this section through in training mode: from 7.32 to 12.68 has to come out. Is "
            "your result too narrow, not around 10, or both? Follow the 2 or the 10 from `__init__` to the `return`.",
        ),
        Misconception(
            "statistics_detached",
            "Your output is right, but the gradient isn't: it takes the batch's mean and variance for constants.",
            "If one pixel changes, the mean of its batch changes, too. Which line hides that from the gradient?",
            ONE_MEAN_TAUGHT,
            tried(wrong.StatisticsDetached),
            stronger="With `x = torch.randn(4, 2, 3, 3, requires_grad=True)`, run `(layer(x) ** 3).sum().backward()`: "
            "`x.grad.sum((0, 2, 3))` has to be nearly 0, because a channel that is shifted as a whole comes out the "
            "same. Print `requires_grad` of the mean and variance you normalise with: where do they lose it?",
        ),
    )
