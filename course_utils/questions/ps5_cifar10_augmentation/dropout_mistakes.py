"""What goes wrong with the dropouts of CifarCNN: told by how many numbers each one decides about, and at which rate."""

from course_utils.questions.ps5_cifar10_augmentation.network_trials import DROPOUT, drops, with_the_right_weights
from course_utils.questions.ps5_cifar10_augmentation.sections import NETWORK, TAUGHT_NETWORK
from course_utils.questions.question import Misconception

CHANNELS, PIXELS = "128", "8192"  # of an image after the second block, 128×8×8


def _about(check):
    """A recogniser that looks at the sizes of the masks, wanted and drawn."""
    return with_the_right_weights(lambda expected, got: check(drops(expected[DROPOUT]), drops(got[DROPOUT])))


def _are_among(some, all_of_them):
    """Whether these come in the same order among the others, and are fewer."""
    others = iter(all_of_them)
    return len(some) < len(all_of_them) and all(one in others for one in some)


def _some_in_evaluation(wanted, drawn):
    return bool(drawn) and not wanted


def _fewer(wanted, drawn):
    return _are_among(drawn, wanted)


def _more(wanted, drawn):
    return bool(wanted) and _are_among(wanted, drawn)


def _of_pixels(wanted, drawn):
    return CHANNELS in wanted and CHANNELS not in drawn and PIXELS in drawn


def _elsewhere(wanted, drawn):
    return bool(wanted) and not set(drawn) <= set(wanted) and not _more(wanted, drawn)


@with_the_right_weights
def _other_rates(expected, got):
    return drops(expected[DROPOUT]) == drops(got[DROPOUT]) and expected[DROPOUT] != got[DROPOUT]


DROPOUT_MISTAKES = (
    Misconception(
        "dropout_in_evaluation",
        "Your network drops values in evaluation, too: the same image gets another score each time.",
        "How does `F.dropout` learn in which mode the network is?",
        TAUGHT_NETWORK,
        recognise=_about(_some_in_evaluation),
        stronger="Run `F.dropout(torch.ones(8), 0.5)` and `nn.Dropout(0.5).eval()(torch.ones(8))` a few times: the "
        "first drops always, the second never. A function doesn't belong to your network, so it can't see the "
        "mode. Which of the two is yours, and which third argument would the first one need?",
    ),
    Misconception(
        "dropout_forgotten",
        "Your network has no dropout in training, or lacks some of it.",
        "How many dropout layers are in the table, and where? Are all of them called in your forward pass?",
        TAUGHT_NETWORK,
        recognise=_about(_fewer),
        stronger="The table has three dropouts: one of whole channels after block 2, one after flattening, and "
        "one before the last linear layer. Print `CifarCNN()` and mark them, then mark them once more in your "
        "`forward`: which of the three is never made, or never called?",
    ),
    Misconception(
        "extra_dropout",
        "Your network has a dropout too many: it drops at a place where the table has none.",
        "How many dropouts does the table have, and how many run in your forward pass?",
        NETWORK,
        recognise=_about(_more),
        stronger="The table has three dropouts: of whole channels after block 2, after flattening, and before the "
        "last linear layer. Print `CifarCNN()` and mark these. Is there one more, after another block or another "
        "linear layer? Does one stand in a loop over the blocks, or get called twice in your `forward`?",
    ),
    Misconception(
        "dropout_of_single_pixels",
        "After the second block you drop single pixels. Asked for are whole channels.",
        "A neighbouring pixel says nearly the same. What does the network lose if one of them is dropped? "
        "Which layer drops a whole map?",
        TAUGHT_NETWORK,
        recognise=_about(_of_pixels),
        stronger="Send `torch.ones(1, 128, 8, 8)` through the dropout after your second block, in training mode, "
        "and print `max(len(c.unique()) for c in out[0])`: 1 is needed, and yours is 2, because zeros and others "
        "share a channel. Which of the two layers in the cell with `single` and `whole` is yours?",
    ),
    Misconception(
        "dropout_elsewhere",
        "A dropout of yours stands at another place than in the table.",
        "Between which two rows of the table does the dropout of whole channels stand? And which two layers of the "
        "head come right after a dropout?",
        NETWORK,
        recognise=_about(_elsewhere),
        stronger="Print the shape of what goes into each of your dropouts: 128×8×8 for the one of whole channels, "
        "4096 numbers and 512 numbers for the two of the head (each for one image). At the first one that differs: "
        "after which line of your `forward` does that shape come up?",
    ),
    Misconception(
        "dropout_rate",
        "Your dropouts have other rates than those in the table. The rate is the share that is dropped, not the share "
        "that is kept.",
        "Of 4096 numbers, how many should survive a rate of 0.1? What is PyTorch's rate if you name none?",
        TAUGHT_NETWORK,
        recognise=_other_rates,
        stronger="Print `[m.p for m in CifarCNN().modules() if hasattr(m, 'p')]`: 0.05 and 0.1 (once or twice) "
        "are needed. A 0.95 or 0.9 is the share that is kept, a 0.5 is PyTorch's when nothing is said, and a 0.1 "
        "after the second block belongs to the head. Which do you find?",
    ),
)
