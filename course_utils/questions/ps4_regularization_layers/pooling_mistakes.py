"""Mistakes that can be made in each of the three poolings: they don't depend on what is kept of a window."""

import math

from course_utils.questions.ps4_regularization_layers import wrong_pools as wrong
from course_utils.questions.ps4_regularization_layers.sections import NOT_FITTING_TAUGHT, POOLING_TAUGHT
from course_utils.questions.question import Misconception


def misconceptions(pool: wrong.Pool, together: wrong.Pool, outside: float = 0.0) -> tuple[Misconception, ...]:
    """The mistakes, made with this pool.

    together: makes one number of many as the pool does.
    outside: what the padding consists of.
    """
    return (
        Misconception(
            "stride_none_not_handled",
            "Your code computes with `stride` where nobody has given one: it is None then.",
            "What is the value of `stride` in a call that names only the image and `kernel=2`? What does the text say "
            "that it stands for?",
            POOLING_TAUGHT,
            recognise=wrong.breaks_without_stride,
            stronger="Call it with `torch.ones(1, 1, 4, 4)` and `kernel=2`, and print `stride` at the start of your "
            "function: it says None, and 2 is needed. Which line of yours makes a number of it, and does it stand "
            "above the first line that computes with it?",
        ),
        Misconception(
            "stride_default_one",
            "Without a stride your window moves by one. A pooling's window moves by its own size then.",
            "How many 2×2 windows are there in a 4×8 image if they don't overlap? How many do you return?",
            POOLING_TAUGHT,
            (wrong.stride_default_one(pool),),
            stronger="Pool `torch.arange(16.).view(1, 1, 4, 4)` with `kernel=2`, and print the step by which your "
            "window moves: it has to be 2, and the result 1×1×2×2. Look up every place where the step gets its value, "
            "the default in the first line of the function included.",
        ),
        Misconception(
            "stride_always_kernel",
            "Your window always moves by its own size, whatever the stride.",
            "Which line of your code uses the argument `stride`? Try a 3×3 window with stride 2.",
            POOLING_TAUGHT,
            (wrong.stride_always_kernel(pool),),
            stronger="Pool a 5×5 image with `kernel=3` and `stride=2`: the windows begin at rows and columns 0 and 2 "
            "and overlap, so 2×2 numbers come out. Where does your second window begin? Go through every place where "
            "your code says `kernel`: does it mean the window's size, or how far it moves?",
        ),
        Misconception(
            "window_always_two",
            "Your window is always 2×2, whatever `kernel` is.",
            "Which lines of your code cut out a window? Put `kernel=3` into each of them: how many rows come out?",
            POOLING_TAUGHT,
            (wrong.window_two(pool), wrong.kernel_two(pool), wrong.kernel_and_stride_two(pool)),
            stronger="Pool `torch.arange(9.).view(1, 1, 3, 3)` with `kernel=3`: one window covers all nine numbers. "
            "Print the shape of what you cut out: yours is 2×2. Search your code for the number 2, and ask of each one "
            "whether it is an axis or the side of a window.",
        ),
        Misconception(
            "padding_zero_breaks",
            "Your answer breaks where the padding is 0.",
            "What is `t[p:-p]` for p = 0? And a name that is set only inside `if padding:`, does it exist without?",
            NOT_FITTING_TAUGHT,
            recognise=wrong.breaks_without_padding,
            stronger="Call it with `torch.ones(1, 1, 4, 4)` and `kernel=2`, and read the error's last line. Does a "
            "name have no value? Find the branch in which it gets one, and what it should be in the other. Is "
            "something empty? `t[0:-0]` is `t[0:0]`: which end, counted from the front, always works?",
        ),
        Misconception(
            "stride_on_one_axis",
            "Your window moves by the stride along one axis only. Along the other it moves by one.",
            "Compare what your code does with the index of the rows and with that of the columns, letter by letter.",
            POOLING_TAUGHT,
            tuple(wrong.along_one_axis(pool, axis, cut) for axis in (0, 1) for cut in (False, True)),
            stronger="Number the pixels of a 4×4 image from 0 to 15, and print where your 2×2 windows begin: rows 0 "
            "and 2, and columns 0 and 2, are needed. Rows 0 and 1, or columns 0 and 1? Then the stride is missing "
            "in the line that gives this axis its start.",
        ),
        Misconception(
            "stride_stored_at_input_index",
            "One index serves for two things in your code: where a window begins in the image, and where its number is "
            "stored. With a stride these are different places.",
            "When the window begins at row 4 and the stride is 2, to which row of the result does its number belong?",
            POOLING_TAUGHT,
            (wrong.stored_at_input_index(pool),),
            wrong.stores_outside_the_output,
            stronger="Pool an image of 1×1×6×6 with `kernel=2`: three windows fit along each side, and begin at 0, 2 "
            "and 4. Their places in the result are 0, 1 and 2. Print both numbers for each window of yours. How does "
            "one follow from the other?",
        ),
        Misconception(
            "stride_steps_over_output",
            "Your loop over the results steps by the stride: most of them are never filled in.",
            "Every place of the result gets a number. Which index has to jump, that of the result or that of the "
            "image?",
            POOLING_TAUGHT,
            (wrong.steps_over_output(pool),),
            stronger="Pool `torch.ones(1, 1, 6, 6)` with `kernel=2`: 3×3 results are needed, but `range(0, 3, 2)` "
            "reaches only 0 and 2. Print the places that your loop visits. Which of them are missing, and where else "
            "in your loop does the stride stand already?",
        ),
        Misconception(
            "stride_divides_twice",
            "The stride is used twice: it divides the number of steps, and your loop steps by it as well. So only a "
            "part of the windows is pooled.",
            "There are `n` windows in a row. How many rounds does a loop over `range(0, n, stride)` make?",
            POOLING_TAUGHT,
            (wrong.stride_divides_twice(pool), wrong.stride_divides_twice_but_moves(pool)),
            stronger="Pool `torch.ones(1, 1, 8, 8)` with `kernel=2`: (8 − 2) / 2 + 1 = 4 windows fit along each side, "
            "and you return 2×2 numbers. In which two lines does the stride occur? One of them counts windows, the "
            "other one pixels: which bound belongs to which?",
        ),
        Misconception(
            "without_plus_one",
            "The last window along each axis is missing: it isn't there, or its place stays zero.",
            "A window of 3 fits into 3 pixels once. What does your formula say, and what your loop?",
            POOLING_TAUGHT,
            (wrong.without_plus_one(pool), wrong.last_window_left_zero(pool)),
            stronger="Pool `torch.ones(1, 1, 4, 4)` with `kernel=2`: windows begin at 0 and at 2. From the first to "
            "the last there is (4 − 2) / 2 = 1 step: is that the number of windows, too? And does a `range` of yours "
            "end just before the last one?",
        ),
        Misconception(
            "stride_in_size_only",
            "The output has the right size for the stride, but the window still moves by one.",
            "For the output at [1, 1] with stride 2: at which row and column of the image does the window begin?",
            POOLING_TAUGHT,
            (wrong.stride_in_size_only(pool),),
            stronger="Pool `torch.arange(16.).view(1, 1, 4, 4)` with `kernel=2` and print where each window begins: "
            "it has to be (0, 0), (0, 2), (2, 0), (2, 2). Put the indices of the output, [0, 0], [0, 1], [1, 0], [1, "
            "1], next to these numbers: what has to be done to an index?",
        ),
        Misconception(
            "partial_windows",
            "You also pool windows that stick out over the edge. They are left out: the size is rounded down.",
            "Max-pool a 5×5 image with 2×2 windows. Where would a third window in a row end?",
            NOT_FITTING_TAUGHT,
            (wrong.partial_windows(pool),),
            stronger="Take one side of 5 pixels with `kernel=2` and no stride given: windows begin at 0 and 2, and "
            "that is all, because one that begins at 4 would need pixel 5. Compute your formula, or list your "
            "beginnings, for this side: which operation rounds up, or which bound lets the 4 in?",
        ),
        Misconception(
            "windows_have_to_fit",
            "Your code breaks where the windows don't cover the image: it cuts the image into blocks by reshaping.",
            "What happens to the last row of a 7×9 image with 2×2 windows? Into which shape do you put 63 numbers?",
            NOT_FITTING_TAUGHT,
            recognise=wrong.breaks_where_windows_do_not_fit,
            stronger="Pool `torch.ones(1, 1, 5, 4)` with `kernel=2`: 2×2 numbers have to come out, and the last row is "
            "left out. Your reshape has room for 4·4 of the 20 numbers. And what about windows that overlap, for "
            "`kernel=3` and `stride=2`: can any reshape cut them out?",
        ),
        Misconception(
            "padding_ignored",
            "Your answer ignores the padding: it returns what padding 0 gives.",
            "How large is a 6×4 image after padding by 1 on all four sides, and how many windows fit then?",
            NOT_FITTING_TAUGHT,
            (wrong.padding_ignored(pool),),
            stronger="Pool `torch.ones(1, 1, 2, 2)` with `kernel=2` and `padding=1`: four windows fit, so 1×1×2×2 has "
            "to come out, and you return 1×1×1×1. Search your code for `padding`: which line makes the larger image, "
            "and does every later line use that one?",
        ),
        Misconception(
            "padding_on_one_side",
            "Your padding counts on one side only: either all of it stands at one end of each axis, or the size of the "
            "output counts it only once. It belongs at both ends.",
            "Pad a tiny image on paper with 1. In which row does its first row stand, and how many rows are there?",
            NOT_FITTING_TAUGHT,
            tuple(wrong.padded_with(pool, outside, *times) for times in ((1, 0), (0, 1), (2, 0), (0, 2))),
            stronger="Pool `torch.ones(1, 1, 2, 2)` with `kernel=2` and `padding=1`, and print the padded image: it is "
            "4×4, with the ones in the middle. If it is 3×3, or the ones stand in a corner, look at the numbers that "
            "say how much stands where. If it is right, look at the size of the result.",
        ),
        Misconception(
            "padding_on_one_axis",
            "You pad one axis only: the other has no border.",
            "`F.pad` takes its numbers from the last axis backwards: left, right, top, bottom. How many did you give?",
            NOT_FITTING_TAUGHT,
            (wrong.padded_on_one_axis(pool, 0), wrong.padded_on_one_axis(pool, 1)),
            stronger="Pool `torch.ones(1, 1, 2, 2)` with `kernel=2` and `padding=1`: 2×2 numbers have to come out. If "
            "you get 1×2 or 2×1, print the shape just after the padding. Height and width should both have grown by "
            "2: which of them has not, and which line was to see to it?",
        ),
        Misconception(
            "padding_not_in_size",
            "You pad the image, but count the windows as if it weren't padded: the last ones are missing.",
            "Which height and width does your size formula use: those before padding, or those after?",
            NOT_FITTING_TAUGHT,
            (wrong.padding_not_in_size(pool),),
            stronger="Pool `torch.ones(1, 1, 4, 4)` with `kernel=2`, `stride=2` and `padding=1`: the padded image is "
            "6×6, so three windows fit along each side, and you return two. Print the height and width that enter "
            "your size formula: are they 4 or 6, and in which line were they read?",
        ),
        Misconception(
            "height_and_width_swapped",
            "Height and width are mixed up somewhere, or one of them serves for both.",
            "`x.shape` is (images, channels, height, width). Follow your code for an image of 4 rows and 8 columns.",
            POOLING_TAUGHT,
            (
                wrong.transposed(pool),
                wrong.height_for_both(pool),
                wrong.width_for_both(pool),
                wrong.output_size_swapped(pool),
            ),
            wrong.one_side_for_both,
            stronger="Pool an image of the shape 1×1×2×4 with `kernel=2`: 1×1×1×2 has to come out. Write its number, "
            "2 or 4, next to each of your names for a size. Then check every use: numbers and counters of rows belong "
            "to axis 2 of `x`, those of columns to axis 3.",
        ),
        Misconception(
            "channels_pooled_together",
            "You make one number of all channels (or all images) at once. Each channel of each image is pooled alone.",
            "Over how many numbers does your code reduce at once for a 2×2 window? Print the shape of one window.",
            POOLING_TAUGHT,
            (wrong.over_batch_and_channels(pool, together), wrong.over_channels(pool, together)),
            stronger="Make one image whose channel 0 is all 1 and whose channel 1 is all 2: `torch.tensor([1., "
            "2.]).view(1, 2, 1, 1).expand(1, 2, 2, 2)`. With `kernel=2` two different numbers have to come out. Yours "
            "are equal: over which of the four axes does your maximum, mean or sum run, and which two of them make up "
            "a window?",
        ),
    )


def windows_off_by_one(smaller: tuple[wrong.Pool, ...], larger: tuple[wrong.Pool, ...]) -> tuple[Misconception, ...]:
    """A window's slice that ends one too early, and one too late: what comes out depends on how a window is counted."""
    return (
        Misconception(
            "window_one_smaller",
            "Your window is one pixel too small along each axis: its slice ends too early.",
            "Which pixels are in `x[2:4]`, and is the one with number 4 among them?",
            POOLING_TAUGHT,
            smaller,
            stronger="Pool `torch.arange(4.).view(1, 1, 2, 2)` with `kernel=2`, and print the shape of the window that "
            "you cut out: 1×1×2×2 is needed, and yours has one row and one column. A slice leaves its end out: which "
            "end belongs to a window that begins at 0 and has two rows?",
        ),
        Misconception(
            "window_one_larger",
            "Your window is one pixel too large along each axis: its slice ends too late.",
            "Which pixels are in `x[2:4]`, and how many are they?",
            POOLING_TAUGHT,
            larger,
            stronger="Pool `torch.arange(16.).view(1, 1, 4, 4)` with `kernel=2`, and print the shape of the first "
            "window that you cut out: 1×1×2×2 is needed, and yours has three rows and three columns. A slice leaves "
            "its end out: which end belongs to a window that begins at 0 and has two rows?",
        ),
    )


def padding_of_max_pooling(pool: wrong.Pool) -> Misconception:
    """The mistake that is none in max pooling."""
    return Misconception(
        "padding_of_max_pooling",
        "You pad with −∞, as for max pooling: every window that reaches into the padding comes out as −∞. Here the "
        "padding consists of zeros.",
        "What do −5 and three times −∞ add up to? And −5 and three zeros?",
        NOT_FITTING_TAUGHT,
        (wrong.padded_with(pool, -math.inf),),
        stronger="Pool `torch.ones(1, 1, 2, 2)` with `kernel=2` and `padding=1`: each window holds a single 1 and "
        "three zeros from outside. You return −∞ everywhere. Print the padded image: which number stands at its "
        "border, and from which question does the line that pads come?",
    )
