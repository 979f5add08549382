"""The mistakes that the questions of problem set 1 share, told to the student."""

from collections.abc import Callable
from dataclasses import replace

from course_utils.questions.ps1_convolution import wrong_convolutions as wrong
from course_utils.questions.ps1_convolution.sections import CHANNELS, FLIPPING, SLIDING
from course_utils.questions.question import Misconception

KERNEL_FLIPPED = Misconception(
    "kernel_flipped",
    "You flipped the kernel: that is mathematical convolution. What PyTorch calls convolution is cross-correlation, "
    "and it leaves the kernel as it is.",
    "Which kernel value meets the top left pixel of the window in your code?",
    FLIPPING,
    (wrong.kernel_flipped,),
)
KERNEL_FLIPPED_ON_ONE_AXIS = Misconception(
    "kernel_flipped_on_one_axis",
    "Your kernel is mirrored along one of its axes.",
    "Try a kernel that is 1 in one corner and 0 elsewhere: which pixel of the window does it pick out?",
    FLIPPING,
    (wrong.kernel_flipped_up_down, wrong.kernel_flipped_left_right),
)
KERNEL_TRANSPOSED = Misconception(
    "kernel_transposed",
    "Your kernel's rows meet the image's columns: the kernel is applied transposed.",
    "Symmetric kernels hide this. Try one that is 1 in the top right corner and 0 elsewhere.",
    SLIDING,
    (wrong.kernel_transposed,),
)
KERNEL_TURNED = Misconception(
    "kernel_turned",
    "Your kernel is turned by 90 degrees.",
    "`rot90` once is a quarter turn. Write down the four corners of a kernel before and after.",
    FLIPPING,
    (wrong.kernel_quarter_turn, wrong.kernel_quarter_turn_back),
)
STRIDE_IGNORED = Misconception(
    "stride_ignored",
    "Your answer ignores the stride: it returns what stride 1 gives.",
    "With stride 2 the window makes two steps at a time. Where in your code does it step, and how many steps fit?",
    SLIDING,
    (wrong.stride_ignored,),
)
STRIDE_ON_ONE_AXIS = Misconception(
    "stride_on_one_axis",
    "Your window makes strides along one axis only.",
    "Compare what your code does with the row index and with the column index, letter by letter.",
    SLIDING,
    (
        wrong.stride_on_rows_only,
        wrong.stride_on_columns_only,
        wrong.stride_moves_rows_only,
        wrong.stride_moves_columns_only,
    ),
)
STRIDE_IN_SIZE_ONLY = Misconception(
    "stride_in_size_only",
    "The output has the right size for the stride, but the window still moves by one.",
    "For the output at [1, 1] with stride 2: at which row and column of the image does the window begin?",
    SLIDING,
    (wrong.stride_in_size_only,),
)
STRIDE_STEPS_OVER_OUTPUT = Misconception(
    "stride_steps_over_output",
    "Your loop steps by the stride over the *output*, so most of the output stays zero.",
    "Every output position gets a value, whatever the stride. Which index has to jump: the output's or the image's?",
    SLIDING,
    (wrong.stride_steps_over_output,),
)
STRIDE_STORED_AT_INPUT_INDEX = Misconception(
    "stride_stored_at_input_index",
    "Your loop steps by the stride and uses one index both for the window and for the output: "
    "most of the output stays zero, and the rest is in the wrong place.",
    "When the window begins at row 4 and the stride is 2, to which row of the output does its sum belong?",
    SLIDING,
    (wrong.stride_stored_at_input_index,),
)
STRIDE_DIVIDES_TWICE = Misconception(
    "stride_divides_twice",
    "The stride is used twice: it divides the number of steps, and then the loop steps by it as well. "
    "The output is too small.",
    "If `n` positions fit and you loop over `range(0, n, stride)`, how many rounds does the loop make?",
    SLIDING,
    (wrong.stride_divides_twice, wrong.stride_divides_twice_but_moves),
)
PADDING_IGNORED = Misconception(
    "padding_ignored",
    "Your answer ignores the padding: it returns what padding 0 gives.",
    "Padding makes the image larger on all four sides before the window slides over it.",
    SLIDING,
    (wrong.padding_ignored,),
)
PADDING_ON_ONE_SIDE = Misconception(
    "padding_on_one_side",
    "Your padding counts on one side only: either the zeros stand at one end of each axis, or the output size "
    "reckons with them once. They belong at both ends.",
    "How many rows does an image with H rows have after padding with p? And how many windows of k rows fit?",
    SLIDING,
    (wrong.padding_before_only, wrong.padding_after_only),
)
PADDING_ON_ONE_AXIS = Misconception(
    "padding_on_one_axis",
    "You pad one axis only: the other has no border of zeros.",
    "`F.pad` takes its numbers from the last axis backwards: left, right, top, bottom.",
    SLIDING,
    (wrong.padding_on_rows_only, wrong.padding_on_columns_only),
)
PADDED_WITH_ONES = Misconception(
    "padded_with_ones",
    "You pad with ones where zeros are asked for.",
    "Look at a corner of the output: which values of the padded image does its window cover?",
    SLIDING,
    (wrong.padding_with("constant", 1.0),),
)
PADDED_WITH_EDGE = Misconception(
    "padded_with_edge",
    "The border is not zero: your padding repeats or mirrors the image's edge.",
    "That is a fine padding mode (`replicate` or `reflect`), but here the border is zeros.",
    SLIDING,
    (wrong.padding_with("replicate"), wrong.padding_with("reflect")),
)
PADDING_ALWAYS_SAME = Misconception(
    "padding_always_same",
    "Your output always keeps the size of the image, as if the padding were half the kernel.",
    "The padding is an argument: with padding 0 the output is smaller than the image.",
    SLIDING,
    (wrong.padding_to_same,),
)
PADDING_ZERO_BREAKS = Misconception(
    "padding_zero_breaks",
    "Your answer works with padding, but not with padding 0.",
    "`x[p:-p]` with p = 0 is empty, and a variable that is made inside `if padding:` does not exist without it.",
    SLIDING,
    recognise=lambda verdict, seen: (
        not verdict.case.options.get("padding")
        and (
            (seen.error is not None and seen.error.type_name == "UnboundLocalError")
            or (getattr(seen.value, "numel", lambda: 1)() == 0)
        )
    ),
)
HEIGHT_AND_WIDTH_SWAPPED = Misconception(
    "height_and_width_swapped",
    "Height and width are mixed up: your answer is right only for square images.",
    "`image.shape` is (height, width), rows first. Try an image of 3 rows and 7 columns on paper.",
    SLIDING,
    (
        wrong.output_transposed,
        wrong.output_size_swapped,
        wrong.height_for_both_axes,
        wrong.width_for_both_axes,
        wrong.input_transposed,
    ),
)
KERNEL_TAKEN_FOR_SQUARE = Misconception(
    "kernel_taken_for_square",
    "Your answer takes the kernel for square: one of its sides serves for both.",
    "A kernel of 2×3 has 6 weights. How many of them does your window use?",
    SLIDING,
    (wrong.kernel_taken_for_square, wrong.kernel_taken_for_square_by_width),
)
KERNEL_SIZE_THREE = Misconception(
    "kernel_size_three",
    "Your answer is written for 3×3 kernels: a 3 (or an offset of 1) stands in it as a number.",
    "Search your code for the numbers 1, 2 and 3, and ask of each where it comes from.",
    SLIDING,
    (wrong.kernel_size_three,),
)
WITHOUT_PLUS_ONE = Misconception(
    "without_plus_one",
    "The last window is missing: the output is one too small along each axis.",
    "A window of 3 fits into 3 pixels once. What does your formula say?",
    SLIDING,
    (wrong.without_plus_one,),
)
BORDER_LEFT_ZERO = Misconception(
    "border_left_zero",
    "The border of your output is never filled: the loop starts too late and stops too early.",
    "The window's top left corner begins at [0, 0] of the padded image, not at half the kernel's size.",
    SLIDING,
    (wrong.border_left_zero,),
)
DIVIDED_BY_KERNEL_AREA = Misconception(
    "divided_by_kernel_area",
    "You divide by the number of kernel values: that is the mean of the products, not their sum.",
    "A published lecture has the 1/k² in its formula and not in its code. Which of the two does PyTorch follow?",
    SLIDING,
    (wrong.divided_by_kernel_area, wrong.divided_by_weights_of_a_filter),
)
TRUNCATED_TO_INTEGERS = Misconception(
    "truncated_to_integers",
    "Your values are cut to whole numbers: somewhere a tensor of integers takes them in.",
    "Which dtype has the tensor that you fill?",
    SLIDING,
    (wrong.truncated_to_integers,),
)

BIAS_IGNORED = Misconception(
    "bias_ignored",
    "Your answer ignores the bias.",
    "One number per output channel is added after the sum.",
    CHANNELS,
    (wrong.bias_ignored,),
)
BIAS_INSIDE_THE_SUM = Misconception(
    "bias_inside_the_sum",
    "The bias is added inside a sum, so that it counts many times.",
    "With all weights 0, every output of channel o is exactly bias[o].",
    CHANNELS,
    (wrong.bias_inside_the_sum, wrong.bias_once_per_channel),
)
BIAS_SUBTRACTED = Misconception(
    "bias_subtracted",
    "The bias is subtracted where it is added.",
    "With all weights 0, every output of channel o is exactly bias[o].",
    CHANNELS,
    (wrong.bias_subtracted,),
)
CHANNELS_NOT_SUMMED = Misconception(
    "channels_not_summed",
    "The input channels are not summed: every output value is one sum over *all* of them.",
    "A filter has as many slices as the image has channels. What happens to the sums of the slices?",
    CHANNELS,
    (
        wrong.first_channel_only,
        wrong.last_channel_only,
        wrong.channels_kept_apart,
        wrong.channels_kept_apart_in_one_axis,
    ),
)
CHANNELS_AVERAGED = Misconception(
    "channels_averaged",
    "You take the mean over the input channels where the sum is asked for.",
    "For a grey image with one channel both are the same. For three?",
    CHANNELS,
    (wrong.channels_averaged,),
)
ONE_FILTER_FOR_ALL = Misconception(
    "one_filter_for_all",
    "Every output channel gets the first filter.",
    "`weight[o]` is the filter of output channel o.",
    CHANNELS,
    (wrong.first_filter_for_all,),
)
ONE_IMAGE_FOR_ALL = Misconception(
    "one_image_for_all",
    "Every image of the batch gets the result of the first.",
    "Which of your indices runs over the batch?",
    CHANNELS,
    (wrong.first_image_for_all,),
)
IN_AND_OUT_SWAPPED = Misconception(
    "in_and_out_swapped",
    "Input and output channels are swapped: the first axis of `weight` counts the *output* channels.",
    "For 3 input and 16 output channels, `weight.shape` begins with 16.",
    CHANNELS,
    (wrong.in_and_out_swapped,),
)
AXES_LOST_IN_RESHAPE = Misconception(
    "axes_lost_in_reshape",
    "The shape is right but the values are shuffled: a `reshape` or `view` stands where axes have to be *moved*.",
    "`reshape` reads the numbers in the same order as before. Which function swaps axes?",
    CHANNELS,
    (wrong.channels_last_reshaped, wrong.batch_and_channel_mixed),
)
DILATION_IGNORED = Misconception(
    "dilation_ignored",
    "Your answer ignores the dilation.",
    "With dilation 2 the taps of the kernel fall on every second pixel.",
    CHANNELS,
    (wrong.dilation_ignored,),
)
DILATION_ON_ONE_AXIS = Misconception(
    "dilation_on_one_axis",
    "Your kernel is dilated along one axis only.",
    "Compare what your code does with rows and with columns, letter by letter.",
    CHANNELS,
    (wrong.dilation_on_rows_only, wrong.dilation_on_columns_only),
)
DILATION_ONLY_IN_SIZE = Misconception(
    "dilation_only_in_size",
    "The output has the size that dilation gives, but the taps still lie side by side.",
    "Tap [a, b] of the kernel meets the pixel at [i + dilation * a, j + dilation * b].",
    CHANNELS,
    (wrong.dilation_only_in_size,),
)
DILATION_SPAN = Misconception(
    "dilation_span",
    "Your dilated kernel is too large: k taps at distance d span d·(k − 1) + 1 pixels.",
    "Draw 3 taps at distance 2 on squared paper and count the squares they reach over.",
    CHANNELS,
    (wrong.dilation_span_times_kernel, wrong.dilation_as_zeros_off_by_one),
)

STRIDES = (
    STRIDE_IGNORED,
    STRIDE_ON_ONE_AXIS,
    STRIDE_IN_SIZE_ONLY,
    STRIDE_STORED_AT_INPUT_INDEX,
    STRIDE_STEPS_OVER_OUTPUT,
    STRIDE_DIVIDES_TWICE,
)
PADDINGS = (
    PADDING_IGNORED,
    PADDING_ON_ONE_SIDE,
    PADDING_ON_ONE_AXIS,
    PADDED_WITH_ONES,
    PADDED_WITH_EDGE,
    PADDING_ALWAYS_SAME,
    PADDING_ZERO_BREAKS,
)
SIZES = (
    HEIGHT_AND_WIDTH_SWAPPED,
    KERNEL_TAKEN_FOR_SQUARE,
    KERNEL_SIZE_THREE,
    WITHOUT_PLUS_ONE,
    BORDER_LEFT_ZERO,
    DIVIDED_BY_KERNEL_AREA,
    TRUNCATED_TO_INTEGERS,
)
KERNEL_PLACED_WRONG = (KERNEL_FLIPPED, KERNEL_FLIPPED_ON_ONE_AXIS, KERNEL_TRANSPOSED, KERNEL_TURNED)
LAYER = (
    BIAS_IGNORED,
    BIAS_INSIDE_THE_SUM,
    BIAS_SUBTRACTED,
    CHANNELS_NOT_SUMMED,
    CHANNELS_AVERAGED,
    ONE_FILTER_FOR_ALL,
    ONE_IMAGE_FOR_ALL,
    IN_AND_OUT_SWAPPED,
    AXES_LOST_IN_RESHAPE,
)
DILATIONS = (DILATION_IGNORED, DILATION_ON_ONE_AXIS, DILATION_ONLY_IN_SIZE, DILATION_SPAN)


def adapted(misconceptions: tuple[Misconception, ...], adapt: Callable, **changes) -> tuple[Misconception, ...]:
    """The same misconceptions for a question with another signature: every wrong oracle goes through ``adapt``."""
    return tuple(
        replace(one, oracles=tuple(adapt(oracle) for oracle in one.oracles), **changes) for one in misconceptions
    )
