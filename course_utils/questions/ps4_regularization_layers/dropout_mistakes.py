"""The mistakes of a dropout layer, told to the student."""

from course_utils.questions.ps4_regularization_layers.dropout_recognisers import (
    all_scaled_down,
    always_as_many,
    any_of,
    divides_by_zero,
    drawn_from_normal,
    drops_some,
    gradient_wrong,
    half_is_dropped,
    keeps_nothing,
    same_every_time,
    share_is_kept,
    share_of_rounded_p,
    shared_along,
    survivors_scaled_wrongly,
    survivors_unchanged,
    unchanged,
    unchanged_with_p_one,
    where,
)
from course_utils.questions.ps4_regularization_layers.sections import (
    CHANNELS_TAUGHT,
    DIVISION_TAUGHT,
    DROPOUT,
    DROPOUT_TAUGHT,
    SWITCHES_TAUGHT,
    WRONG_NUMBERS_TAUGHT,
)
from course_utils.questions.question import Misconception

MISCONCEPTIONS = (
    Misconception(
        "no_grad_taken_for_eval",
        "You ask whether gradients are on. What is asked for depends on the mode alone: `train()` or `eval()`.",
        "Two switches, four combinations: in which of them does your layer drop, and in which should it?",
        SWITCHES_TAUGHT,
        recognise=any_of(
            where("train", unchanged, gradients=False),
            where("eval", drops_some, gradients=True),
        ),
        stronger="Make `layer = Dropout(0.5)`. After `layer.train()`, print `layer(torch.ones(8))` inside "
        "`torch.no_grad()`: zeros and twos have to appear. After `layer.eval()`, print it with gradients on: eight "
        "ones. Then read the `if` in your `forward` aloud: which of the two switches does it ask about?",
    ),
    Misconception(
        "scaled_in_eval",
        "You multiply by 1 − p in evaluation mode. That is how dropout was first published; asked for is the inverted "
        "one, which scales while training and leaves evaluation alone.",
        "For x = 6 and p = 0.5: what does your layer return in evaluation mode? Where else could the factor go?",
        DIVISION_TAUGHT,
        recognise=where("eval", all_scaled_down),
        stronger="Run `Dropout(0.75).eval()(torch.tensor([6.]))`: 6 has to come out, and yours is 1.5. So nothing may "
        "be computed in that branch. In the other one, a 6 that survives has to become 24, so that its mean is 0.25 · "
        "24 = 6: does it in yours?",
    ),
    Misconception(
        "dropout_in_eval",
        "Your layer drops numbers in evaluation mode, too. There it returns its input.",
        "Which attribute of an nn.Module do `train()` and `eval()` set?",
        DROPOUT_TAUGHT,
        recognise=where("eval", drops_some),
        stronger="Make `layer = Dropout(0.5).eval()`, print `layer.training`, which is False now, and "
        "`layer(torch.ones(8))`, which has to show eight ones. Which line of your `forward` reads that attribute, and "
        "no other of your own, and which branch is taken then?",
    ),
    Misconception(
        "keep_for_drop",
        "You take p for the probability that a number survives. It is the probability that it is dropped.",
        "Of 100 numbers with p = 0.2, how many should become zero, and how many do?",
        DROPOUT_TAUGHT,
        recognise=any_of(where("train", share_is_kept), keeps_nothing),
        stronger="Try the two ends, where nothing is left to chance: in training mode `Dropout(0.0)` has to return "
        "its input, and `Dropout(1.0)` only zeros. Then, for p = 0.2: for which share of the random numbers is your "
        "comparison (or your `torch.bernoulli`) true, and does true mean kept or dropped?",
    ),
    Misconception(
        "p_ignored",
        "Your layer drops half of the numbers, whatever p is.",
        "Where in your `forward` is the share of zeros decided, and does `p` stand there? What does p = 0 give?",
        DROPOUT_TAUGHT,
        recognise=where("train", half_is_dropped),
        stronger="In training mode, print `(Dropout(0.2)(torch.ones(10_000)) == 0).sum()`: about 2,000 is needed, and "
        "yours is about 5,000. With which number is your random number compared, or between which whole numbers is it "
        "drawn? What has to stand there for p = 0.2, and for p = 0.9?",
    ),
    Misconception(
        "p_one_keeps_everything",
        "With p = 1 your layer returns its input. Everything is dropped then, so zeros should come out.",
        "Which branch of your `forward` is taken for p = 1? And how many of 100 numbers survive p = 0.99?",
        DROPOUT,
        recognise=where("train", unchanged_with_p_one),
        stronger="In training mode, print `Dropout(1.0)(torch.ones(4))`: four zeros are needed, and yours are four "
        "ones. A condition that keeps p = 1 away from the division sends it somewhere else: what comes out there, and "
        "what should?",
    ),
    Misconception(
        "never_drops",
        "In training mode your layer returns its input: nothing is dropped.",
        "Is your branch for evaluation taken while training? Print `self.training` in `forward`.",
        DROPOUT_TAUGHT,
        recognise=where("train", unchanged),
        stronger="Put a `print` into each branch of `forward` and run `Dropout(0.5)(torch.ones(8))`; a new layer is "
        "in training mode. Does the branch that draws the mask run? If it does, follow its result to the `return`: is "
        "it assigned to a name, and is that name what you return?",
    ),
    Misconception(
        "dropout_not_rescaled",
        "What survives comes out as it was. It has to be larger, so that the mean stays the same in both modes.",
        "A number 6 survives with probability 0.5. What is the mean of what comes out, and what should it be?",
        DIVISION_TAUGHT,
        recognise=where("train", survivors_unchanged),
        stronger="By hand, with x = 6 and p = 0.75: in four passes it survives once on average. Without dropout the "
        "four results add up to 24, with yours to 6. How many times larger does the one survivor have to be, and how "
        "does that number follow from p?",
    ),
    Misconception(
        "survivors_scaled_by_wrong_factor",
        "What survives is multiplied by a wrong number.",
        "With p = 0.75 one of four numbers survives. How much larger does it have to be to make up for the others?",
        DIVISION_TAUGHT,
        recognise=where("train", survivors_scaled_wrongly),
        stronger="In training mode, print `Dropout(0.75)(torch.ones(1000)).unique()` and the same for p = 0.2: "
        "besides 0 there has to be 4 and 1.25. Which shares of the numbers survive in the two cases, how do 4 and "
        "1.25 follow from these shares, and what do you compute instead?",
    ),
    Misconception(
        "p_in_steps",
        "The share that you drop is p rounded to tenths: your random numbers take too few values to be compared with "
        "every p.",
        "How many different values can your random number take? For which share of them is your comparison true if "
        "p = 0.25?",
        DROPOUT_TAUGHT,
        recognise=where("train", share_of_rounded_p),
        stronger="In training mode, print `(Dropout(0.25)(torch.ones(10_000)) == 0).sum()`: about 2,500 is needed, "
        "and yours is about 2,000 or 3,000. With ten whole numbers a share is a number of tenths. Which function "
        "that the task names draws any number between 0 and 1, so that it can be compared with p itself?",
    ),
    Misconception(
        "normal_for_uniform",
        "Your random numbers seem to be drawn from the normal distribution, so the wrong share of them is below p.",
        "What share of `torch.randn(10_000)` is below 0.5, and what share of `torch.rand(10_000)`?",
        WRONG_NUMBERS_TAUGHT,
        recognise=where("train", drawn_from_normal),
        stronger="Draw 10,000 of your random numbers and print the smallest and the largest. What is compared with a "
        "probability has to lie between 0 and 1, every value as likely as any other; yours go below −3 and above 3. "
        "Compare the name of the function you call with the one named in the task, letter by letter.",
    ),
    Misconception(
        "whole_channels_dropped",
        "You drop whole channels, or whole images: that is another layer, Dropout2d. Here each number is drawn by "
        "itself.",
        "Which shape does your mask have, and which shape does the input have?",
        CHANNELS_TAUGHT,
        recognise=where("train", shared_along(2, 3)),
        stronger="Send `torch.ones(2, 3, 4, 4)` through with p = 0.5: every 4×4 panel has to be its own mixture of 0 "
        "and 2, and 96 random numbers are needed for that. Print the shape of what you draw: which axes have size 1 "
        "in it, or are missing?",
    ),
    Misconception(
        "one_mask_for_several",
        "All images, or all channels, share one mask: the same places are dropped in each of them.",
        "How many random numbers do you draw, and how many numbers does the input have?",
        CHANNELS_TAUGHT,
        recognise=where("train", shared_along(0, 1)),
        stronger="Send `torch.ones(3, 2, 4, 4)` through with p = 0.5 and compare `out[0]` with `out[1]`, and `out[:, "
        "0]` with `out[:, 1]`: one of these pairs is equal in yours. 96 random numbers are needed. Print the shape of "
        "what you draw: along which axis does broadcasting copy it?",
    ),
    Misconception(
        "same_mask_every_time",
        "Your layer drops the same places in every pass.",
        "When is the mask drawn: once, or in each call? And does something in `forward` set the seed?",
        DROPOUT_TAUGHT,
        recognise=same_every_time,
        stronger="Call one layer twice with `torch.ones(20)` and print the random numbers inside `forward`. Then go "
        "back from the printed line: does an `if` (or `__init__`) keep an old draw, or does a line above put the "
        "generator back to its start? (Run `torch.manual_seed(42)` and `torch.rand(3)` twice to see the latter.)",
    ),
    Misconception(
        "fixed_number_dropped",
        "Your layer always drops the same number of numbers. Each of them should be drawn by itself.",
        "Toss 20 coins. Are there always 10 heads?",
        DROPOUT_TAUGHT,
        recognise=always_as_many,
        stronger="Send `torch.ones(20)` through five times with p = 0.5 and count the zeros: yours is the same count "
        "each time, but 8 or 13 must happen, too. So no line may compute in advance how many are dropped. Which "
        "random number decides the fate of one place, without looking at the others?",
    ),
    Misconception(
        "zero_divided_by_zero",
        "With p = 1 your layer divides by zero. Everything is dropped then, so zeros should come out.",
        "What is 1 − p for p = 1? What should the result be, without any division?",
        DROPOUT,
        recognise=divides_by_zero,
        stronger="Send `torch.ones(4)` through `Dropout(1.0)` in training mode, and print the mask, the factor and "
        "the result one after the other. In which line does the first `inf` or `nan`, or the error, appear? That line "
        "must not be reached for p = 1: what can you return before it?",
    ),
    Misconception(
        "gradient_lost",
        "The gradient doesn't flow back through your layer as the numbers flowed forward.",
        "Does every step from the input to the output stay in PyTorch, without `.data`, `.detach()` and `.numpy()`?",
        DROPOUT_TAUGHT,
        recognise=gradient_wrong,
        stronger="With `x = torch.ones(8, requires_grad=True)` and p = 0.5, run `layer(x).sum().backward()` and print "
        "`x.grad`: 2 where a number survived, 0 elsewhere. If it is None, or an error comes, print `requires_grad` of "
        "each intermediate tensor in `forward`: after which step is it no longer True?",
    ),
)
