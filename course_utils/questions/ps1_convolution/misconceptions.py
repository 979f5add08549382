"""The mistakes that the questions of problem set 1 share, told to the student."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch

from course_utils.questions.ps1_convolution import wrong_convolutions as wrong
from course_utils.questions.ps1_convolution.sections import CHANNELS, FLIPPING, SLIDING
from course_utils.questions.question import Misconception

# What Python, PyTorch and NumPy say where two shapes don't fit or an index runs over an edge.
_RUNS_OVER = re.compile(
    r"out of (bounds|range)|must match|broadcast|same number of elements|cannot be multiplied|mismatch|not aligned"
    r"|invalid for input of size"
)
_NOTHING_LEFT = re.compile(r"tensor ([ab] )?\(0\)|with size 0\b|shapes? .*\((\d+,)*0[,)]|\[0[],]")

# What they say where a value is stored in a place of another shape, as when the sum was forgotten.
_NOT_ONE_NUMBER = re.compile(r"number of sizes provided|setting an array element with a sequence|to Python scalars")

_NEITHER_TRUE_NOR_FALSE = re.compile(r"(Boolean|truth) value of .* is ambiguous")
_USES_NONE = re.compile(r"NoneType|must be Tensor, not None")


def runs_over_an_edge(seen: Any) -> bool:
    """Whether an answer broke off because shapes didn't fit or an index ran over an edge."""
    return _complains(seen, _RUNS_OVER)


def _complains(seen: Any, about: re.Pattern) -> bool:
    return seen.error is not None and about.search(seen.error.message) is not None


def _sides(verdict: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Height and width of a case's image, and of its kernel."""
    image, kernel = verdict.case.args[:2]
    return tuple(image.shape[-2:]), tuple(kernel.shape[-2:])


def _breaks_where_sides_differ(verdict: Any, seen: Any) -> bool:
    return runs_over_an_edge(seen) and any(height != width for height, width in _sides(verdict))


def _breaks_on_unequal_kernels(verdict: Any, seen: Any) -> bool:
    _, (rows, columns) = _sides(verdict)
    return runs_over_an_edge(seen) and rows != columns


def _breaks_on_even_kernels(verdict: Any, seen: Any) -> bool:
    return runs_over_an_edge(seen) and any(side % 2 == 0 for side in verdict.case.args[1].shape[-2:])


def _breaks_unless_three(verdict: Any, seen: Any) -> bool:
    return runs_over_an_edge(seen) and any(side != 3 for side in verdict.case.args[1].shape[-2:])


def _breaks_without_padding(verdict: Any, seen: Any) -> bool:
    if verdict.case.options.get("padding"):
        return False
    if seen.error is not None:
        empty = runs_over_an_edge(seen) and _complains(seen, _NOTHING_LEFT)
        return empty or seen.error.type_name == "UnboundLocalError"
    return getattr(seen.value, "numel", lambda: 1)() == 0


def _stores_outside_the_output(verdict: Any, seen: Any) -> bool:
    """An index as large as the output is, with a stride: it counts pixels where it should count outputs."""
    said = seen.error.message if seen.error is not None else ""
    found, options = re.search(r"index \d+ .*(?:dimension|axis) (\d) with size (\d+)", said), verdict.case.options
    if not found or options.get("stride", 1) == 1:
        return False
    axis, size = int(found[1]), int(found[2])
    image, kernel = verdict.case.args[:2]
    if axis >= min(image.ndim, kernel.ndim):
        return False
    outputs = (image.shape[axis] + 2 * options.get("padding", 0) - kernel.shape[axis]) // options["stride"] + 1
    return size == outputs


def _window_hangs_over(verdict: Any, seen: Any) -> bool:
    """What a window over the edge leads to: it is smaller than the kernel, or an index is one too large."""
    said = seen.error.message if seen.error is not None else ""
    sides = tuple(verdict.case.args[1].shape[-2:])
    cut = re.search(r"tensor a \((\d+)\) must match .* tensor b \((\d+)\)|tensor \[(\d+)\] and src \[(\d+)\]", said)
    if cut:
        return max(int(size) for size in cut.groups() if size) in sides
    if "operands could not be broadcast" in said:
        shapes = [tuple(map(int, re.findall(r"\d+", shape))) for shape in re.findall(r"\(([\d, ]+)\)", said)]
        return sides in shapes and all(len(shape) == len(sides) for shape in shapes)
    return re.search(r"index (\d+) is out of bounds .* size \1\b|list index out of range", said) is not None


def _bias_of(verdict: Any) -> Any:
    """A layer's bias in this case, or None."""
    args = verdict.case.args
    return args[2] if len(args) > 2 else None


def _bias_on_wrong_axis(verdict: Any, seen: Any) -> bool:
    """The values are those of such a broadcast, or the sizes named in the error are the bias's and another axis's."""
    bias = _bias_of(verdict)
    if bias is None:
        return False
    if seen.error is None:
        return any(_returned(wrong.bias_on_wrong_axis(axis), verdict, seen) for axis in (0, 2, 3))
    images, _, height, width = wrong.right(*verdict.case.args, **verdict.case.options).shape
    torch_says = re.match(r"The size of tensor a .* must match the size of tensor b .* at", seen.error.message)
    if torch_says:
        sizes = {int(size) for size in re.findall(r"\d+", torch_says[0])}
        return len(bias) in sizes and sizes <= {len(bias), images, height, width, height * width}
    return re.search(rf"broadcast.* \({len(bias)},\)", seen.error.message) is not None


def _breaks_on_padded_channels(verdict: Any, seen: Any) -> bool:
    """The error names the weight's channels, and as many as padding on both sides makes of them."""
    padding, channels = verdict.case.options.get("padding", 0), verdict.case.args[1].shape[1]
    if not padding or not runs_over_an_edge(seen):
        return False
    return {str(channels), str(channels + 2 * padding)} <= set(re.findall(r"\d+", seen.error.message))


def _returned(mistake: Callable, verdict: Any, seen: Any) -> bool:
    """Whether the answer returned what the mistake gives."""
    try:
        values = mistake(*verdict.case.args, **verdict.case.options)
    except RuntimeError:
        return False
    got = seen.value
    alike = isinstance(got, torch.Tensor) and got.shape == values.shape
    return alike and torch.allclose(got.double(), values.double(), rtol=1e-4, atol=1e-3)


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
    "Your kernel is mirrored along one of its axes, and PyTorch mirrors it along none.",
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
    "With stride 2 the window moves two pixels at a time. Where does it move in your code, and how many moves fit?",
    SLIDING,
    (wrong.stride_ignored,),
)
STRIDE_ALWAYS_TWO = Misconception(
    "stride_always_two",
    "Your window always moves by two, whatever the stride.",
    "Search your code for the number 2, and ask of each one where it comes from.",
    SLIDING,
    (wrong.stride_always_two,),
)
STRIDE_ON_ONE_AXIS = Misconception(
    "stride_on_one_axis",
    "Your window moves by the stride along one axis only. Along the other it moves by one.",
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
    "Your loop steps by the stride over the output: what it fills in is right, but most of the output stays zero.",
    "Every output position gets a value, whatever the stride. Which index has to jump: the output's or the image's?",
    SLIDING,
    (wrong.stride_steps_over_output, wrong.bias_added_after(wrong.stride_steps_over_output)),
)
STRIDE_STORED_AT_INPUT_INDEX = Misconception(
    "stride_stored_at_input_index",
    "The index at which you store a sum jumps by the stride: the sums land in the wrong places of the output, "
    "or outside it, with gaps between them.",
    "When the window begins at row 4 and the stride is 2, to which row of the output does its sum belong?",
    SLIDING,
    (wrong.stride_stored_at_input_index, wrong.bias_added_after(wrong.stride_stored_at_input_index)),
    _stores_outside_the_output,
)
STRIDE_DIVIDES_TWICE = Misconception(
    "stride_divides_twice",
    "The stride is used twice: it divides the number of steps, and then the loop steps by it as well. "
    "So only a part of the outputs is computed.",
    "If the output has `n` rows and you loop over `range(0, n, stride)`, how many rounds does the loop make?",
    SLIDING,
    (
        wrong.stride_divides_twice,
        wrong.stride_divides_twice_but_moves,
        wrong.stride_divides_twice_and_rest_is_zero,
    ),
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
    "Your padding counts on one side only: either all the zeros stand at one end of each axis, or the size of the "
    "output counts them only once. They belong at both ends.",
    "Pad a tiny image on paper with 1. In which row does its first row stand then, and how many rows are there?",
    SLIDING,
    (
        wrong.padding_before_only,
        wrong.padding_after_only,
        wrong.padding_all_before,
        wrong.padding_all_after,
    ),
)
PADDING_NOT_IN_SIZE = Misconception(
    "padding_not_in_size",
    "You pad the image, but count the outputs as if it weren't padded: the last rows and columns are missing or zero.",
    "How many rows does the image have after padding? Does your loop end there, or where the image ended before?",
    SLIDING,
    (wrong.padding_not_in_size, wrong.padding_not_in_loop),
)
PADDING_WRAPS_AROUND = Misconception(
    "padding_wraps_around",
    "Where the window reaches over the upper or left edge, your code takes pixels from the opposite end of the image.",
    "What does `image[-1]` give in Python? What should stand there instead?",
    SLIDING,
    (wrong.padding_wraps_around,),
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
    "The border is not zero: your padding continues the image, by repeating its edge or other pixels of it.",
    "Such paddings exist (`replicate`, `reflect`, `circular`), and are fine for photos. Which one is asked for here?",
    SLIDING,
    (wrong.padding_with("replicate"), wrong.padding_with("reflect"), wrong.padding_with("circular")),
)
PADDING_ALWAYS_SAME = Misconception(
    "padding_always_same",
    "You always pad with half the size of the kernel, whatever padding was asked for.",
    "The padding is an argument. With padding 0, is the output of a 3×3 kernel as large as the image?",
    SLIDING,
    (wrong.padding_to_same, wrong.padding_to_same_or_less),
)
PADDING_ALWAYS_FULL = Misconception(
    "padding_always_full",
    "You return every place where kernel and image touch at all (the “full” convolution), whatever padding was asked "
    "for.",
    "The padding is an argument: with padding 0, only windows that lie wholly inside the image count.",
    SLIDING,
    (wrong.padding_to_full,),
)
PADDING_ZERO_BREAKS = Misconception(
    "padding_zero_breaks",
    "Your answer breaks where the padding is 0.",
    "What is `t[p:-p]` for p = 0? And a name that you set only inside `if padding:`, does it exist without padding?",
    SLIDING,
    recognise=_breaks_without_padding,
)
HEIGHT_AND_WIDTH_SWAPPED = Misconception(
    "height_and_width_swapped",
    "Height and width (rows and columns) are mixed up somewhere, or one of them serves for both.",
    "`image.shape` is (height, width) and `image[row, column]` has the row first. "
    "Follow your code on paper for an image of 3 rows and 7 columns.",
    SLIDING,
    (
        wrong.output_transposed,
        wrong.output_size_swapped,
        wrong.bias_added_after(wrong.output_size_swapped),
        wrong.height_for_both_axes,
        wrong.width_for_both_axes,
        wrong.input_transposed,
    ),
    _breaks_where_sides_differ,
)
KERNEL_TAKEN_FOR_SQUARE = Misconception(
    "kernel_taken_for_square",
    "Your answer treats every kernel as square: one of its sides serves for both.",
    "A kernel of 2×3 has 6 weights. How many of them does your window use?",
    SLIDING,
    (wrong.kernel_taken_for_square, wrong.kernel_taken_for_square_by_width),
    _breaks_on_unequal_kernels,
)
KERNEL_SIZE_THREE = Misconception(
    "kernel_size_three",
    "Your answer is written for 3×3 kernels: a 3 (or an offset of 1) stands in it as a number.",
    "Search your code for the numbers 1, 2 and 3, and ask of each where it comes from.",
    SLIDING,
    (wrong.kernel_size_three, wrong.kernel_size_three_in_window),
    _breaks_unless_three,
)
ODD_KERNELS_ONLY = Misconception(
    "odd_kernels_only",
    "Your answer breaks on kernels with an even side: it starts from the middle of the kernel, and there is none.",
    "How many pixels lie in `[i - k // 2 : i + k // 2 + 1]` for k = 3, and how many for k = 2? "
    "A window can also be named by its top left corner.",
    SLIDING,
    recognise=_breaks_on_even_kernels,
)
MORE_WINDOWS_THAN_FIT = Misconception(
    "more_windows_than_fit",
    "Your window hangs over the edge of the image that it slides over: you ask for more windows than fit, "
    "or cut them too short.",
    "Put numbers into your formula: 7 pixels, a kernel of 3, stride 2, with and without padding. Draw the windows and "
    "count them. Is the image that you slide over as large as your formula takes it to be?",
    SLIDING,
    (
        wrong.size_without_brackets,
        wrong.bias_added_after(wrong.size_without_brackets),
        wrong.one_window_too_many,
        wrong.bias_added_after(wrong.one_window_too_many),
        wrong.one_partial_window_too_many,
    ),
    _window_hangs_over,
)
SHAPES_DO_NOT_FIT = Misconception(
    "shapes_do_not_fit",
    "Your code breaks off because two shapes do not fit together, or because an index runs over an edge.",
    "Print the shapes of both sides in the line that the error names. What should they be?",
    SLIDING,
    recognise=lambda _verdict, seen: runs_over_an_edge(seen) or _complains(seen, _NOT_ONE_NUMBER),
)
ZERO_EVERYWHERE = Misconception(
    "zero_everywhere",
    "Your output has the right size and is zero everywhere: the image or the sums never get to where they are needed.",
    "Print one window and one sum inside the loop. Are they zero there already? If not, where is the sum put?",
    SLIDING,
    (wrong.zero_everywhere,),
)
NEGATIVE_VALUES_LOST = Misconception(
    "negative_values_lost",
    "Your output has no negative values: they are cut off at 0, or have lost their sign.",
    "A picture can't show a negative value, but the sum of window times kernel may well be one. Leave it as it is.",
    SLIDING,
    (wrong.clipped_at_zero, wrong.clipped_to_bytes, wrong.without_signs),
)
MATRIX_PRODUCT = Misconception(
    "matrix_product",
    "You take the matrix product of window and kernel, which multiplies rows with columns. "
    "Here each pixel is multiplied with the one weight that lies on it.",
    "Compute both products of two 2×2 matrices by hand, with `@` and with `*`. Which one is the worked example's?",
    SLIDING,
    (wrong.matrix_product, wrong.matrix_product_kernel_first),
)
WITHOUT_PLUS_ONE = Misconception(
    "without_plus_one",
    "The last window along each axis is missing: the output is one too small, or its last row and column stay zero.",
    "A window of 3 fits into 3 pixels once. What does your formula say, and what your loop?",
    SLIDING,
    (wrong.without_plus_one, wrong.last_window_left_zero),
)
BORDER_LEFT_ZERO = Misconception(
    "border_left_zero",
    "The border of your output is zero or missing: your loop starts too late, and perhaps stops too early.",
    "Which pixels does the very first window cover? Which is the first that your loop looks at?",
    SLIDING,
    (
        wrong.border_left_zero,
        wrong.bias_added_after(wrong.border_left_zero),
        wrong.border_left_zero_before,
        wrong.bias_added_after(wrong.border_left_zero_before),
        wrong.border_cut_off,
    ),
)
DIVIDED_BY_KERNEL_AREA = Misconception(
    "divided_by_kernel_area",
    "You divide by the number of kernel values: that is the mean of the products, not their sum.",
    "Compute one output of the worked example by hand, and compare. Is anything divided there?",
    SLIDING,
    (wrong.divided_by_kernel_area, wrong.divided_by_weights_of_a_filter),
)
TRUNCATED_TO_INTEGERS = Misconception(
    "truncated_to_integers",
    "Your values are cut to whole numbers: somewhere an integer dtype takes them in.",
    "Which dtype has the tensor that you fill, and what does it take it from?",
    SLIDING,
    (wrong.truncated_to_integers, wrong.wrapped_to_bytes),
)

BIAS_IGNORED = Misconception(
    "bias_ignored",
    "Your answer ignores the bias: it returns what a call without a bias gives.",
    "Is the bias added to the sum anywhere, and does the result of that reach your `return`?",
    CHANNELS,
    (wrong.bias_ignored,),
)
BIAS_INSIDE_THE_SUM = Misconception(
    "bias_inside_the_sum",
    "The bias is added inside a sum, so that it counts many times.",
    "With all weights 0, every output of channel o is exactly bias[o].",
    CHANNELS,
    (wrong.bias_inside_the_sum, wrong.bias_once_per_channel, wrong.bias_once_per_tap),
)
BIAS_SUBTRACTED = Misconception(
    "bias_subtracted",
    "You subtract the bias. A layer adds it.",
    "With all weights 0, every output of channel o is exactly bias[o].",
    CHANNELS,
    (wrong.bias_subtracted,),
)
BIAS_ON_WRONG_AXIS = Misconception(
    "bias_on_wrong_axis",
    "The bias runs along the wrong axis of the output: it has one number for each output channel.",
    "When two tensors are added, their shapes are matched from the last axis backwards. Which axis of your output does "
    "`bias` meet then?",
    CHANNELS,
    recognise=_bias_on_wrong_axis,
)
BIAS_ASKED_FOR_TRUTH = Misconception(
    "bias_asked_for_truth",
    "A tensor stands where Python needs a yes or no, as in `if bias:`. With several numbers it has no answer, and with "
    "a single 0 it says no.",
    "You want to know whether a bias was given at all. What is `bias` when there is none?",
    CHANNELS,
    recognise=lambda _verdict, seen: _complains(seen, _NEITHER_TRUE_NOR_FALSE),
)
WITHOUT_BIAS_BREAKS = Misconception(
    "without_bias_breaks",
    "Your answer breaks when it is called without a bias.",
    "What is `bias` in a call that doesn't name it? The first line of the function says so.",
    CHANNELS,
    recognise=lambda verdict, seen: _bias_of(verdict) is None and _complains(seen, _USES_NONE),
)
CHANNELS_NOT_SUMMED = Misconception(
    "channels_not_summed",
    "The input channels are not added up: every output value has to be one sum over all of them.",
    "A filter has one slice for each channel of the image. What becomes of the sums of the slices in your code?",
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
    "For one channel, mean and sum are the same. By which factor do they differ for three?",
    CHANNELS,
    (wrong.channels_averaged,),
)
ONE_FILTER_FOR_ALL = Misconception(
    "one_filter_for_all",
    "Every output channel gets the first filter.",
    "Which index of `weight` tells the filters apart? Does it change in your code?",
    CHANNELS,
    (wrong.first_filter_for_all,),
)
ONE_IMAGE_FOR_ALL = Misconception(
    "one_image_for_all",
    "Every image of the batch gets the result of the first.",
    "Which of your indices counts the images? Does it change in your code?",
    CHANNELS,
    (wrong.first_image_for_all,),
)
BATCH_SUMMED = Misconception(
    "batch_summed",
    "The images of a batch are added up: every image gets the sum over all of them.",
    "A `.sum()` without axes adds up everything. Which axis of your window counts the images?",
    CHANNELS,
    (wrong.batch_summed,),
)
PADDED_ON_ALL_AXES = Misconception(
    "padded_on_all_axes",
    "Your padding puts zeros along all four axes: there are more images and more channels than before, full of zeros.",
    "Print the shape of the images before and after the padding. Which of the four numbers should have grown?",
    CHANNELS,
    (wrong.padding_on_all_axes,),
    _breaks_on_padded_channels,
)
IN_AND_OUT_SWAPPED = Misconception(
    "in_and_out_swapped",
    "Input and output channels are swapped: the first axis of `weight` counts the output channels.",
    "For 3 input and 16 output channels, `weight.shape` begins with 16.",
    CHANNELS,
    (wrong.in_and_out_swapped, wrong.out_channels_counted_as_in),
)
AXES_LOST_IN_RESHAPE = Misconception(
    "axes_lost_in_reshape",
    "The shape is right but the values are shuffled: a `reshape` or `view` stands where axes have to be moved.",
    "`reshape` reads the numbers in the same order as before. Which function swaps axes?",
    CHANNELS,
    (
        wrong.channels_last_reshaped,
        wrong.batch_and_channel_mixed,
        wrong.filters_reshaped,
        wrong.columns_reshaped,
        wrong.windows_reshaped,
    ),
)
DILATION_IGNORED = Misconception(
    "dilation_ignored",
    "Your answer ignores the dilation.",
    "With dilation 2, which three of the columns 0 to 4 do the weights of one row of a 3×3 kernel meet?",
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
    "The output has the size that dilation gives, but the weights still meet pixels that lie side by side.",
    "With dilation 2, which three of the columns 0 to 4 do the weights of one row of a 3×3 kernel meet?",
    CHANNELS,
    (wrong.dilation_only_in_size,),
)
DILATION_SPAN = Misconception(
    "dilation_span",
    "Your dilated kernel is too large: k weights that lie d pixels apart span d·(k − 1) + 1 pixels.",
    "On squared paper, mark 3 squares with a distance of 2 from one to the next. How many squares do they reach over?",
    CHANNELS,
    (
        wrong.dilation_span_times_kernel,
        wrong.dilation_as_zeros_off_by_one,
        wrong.dilation_as_zeros_off_by_one_if_any,
    ),
)

STRIDES = (
    STRIDE_IGNORED,
    STRIDE_ON_ONE_AXIS,
    STRIDE_IN_SIZE_ONLY,
    STRIDE_STORED_AT_INPUT_INDEX,
    STRIDE_STEPS_OVER_OUTPUT,
    STRIDE_DIVIDES_TWICE,
)
KERNEL_PLACED_WRONG = (KERNEL_FLIPPED, KERNEL_FLIPPED_ON_ONE_AXIS, KERNEL_TRANSPOSED, KERNEL_TURNED)
LAYER = (
    BIAS_IGNORED,
    BIAS_INSIDE_THE_SUM,
    BIAS_SUBTRACTED,
    BIAS_ON_WRONG_AXIS,
    BIAS_ASKED_FOR_TRUTH,
    WITHOUT_BIAS_BREAKS,
    CHANNELS_NOT_SUMMED,
    CHANNELS_AVERAGED,
    ONE_FILTER_FOR_ALL,
    ONE_IMAGE_FOR_ALL,
    BATCH_SUMMED,
    PADDED_ON_ALL_AXES,
    IN_AND_OUT_SWAPPED,
    AXES_LOST_IN_RESHAPE,
)
DILATIONS = (DILATION_IGNORED, DILATION_ON_ONE_AXIS, DILATION_ONLY_IN_SIZE, DILATION_SPAN)


# For questions about one image, the narrower explanations first: of equals the first is told.
STRIDES_OF_ONE_IMAGE = (*STRIDES, STRIDE_ALWAYS_TWO)
PADDINGS_OF_ONE_IMAGE = (
    PADDING_IGNORED,
    PADDING_ON_ONE_SIDE,
    PADDING_ON_ONE_AXIS,
    PADDED_WITH_ONES,
    PADDED_WITH_EDGE,
    PADDING_ALWAYS_SAME,
    PADDING_ALWAYS_FULL,
    PADDING_NOT_IN_SIZE,
    PADDING_WRAPS_AROUND,
)
SIZES_OF_ONE_IMAGE = (
    WITHOUT_PLUS_ONE,
    BORDER_LEFT_ZERO,
    ZERO_EVERYWHERE,
    DIVIDED_BY_KERNEL_AREA,
    MATRIX_PRODUCT,
    NEGATIVE_VALUES_LOST,
    TRUNCATED_TO_INTEGERS,
    KERNEL_TAKEN_FOR_SQUARE,
    ODD_KERNELS_ONLY,
    KERNEL_SIZE_THREE,
    HEIGHT_AND_WIDTH_SWAPPED,
    PADDING_ZERO_BREAKS,
    MORE_WINDOWS_THAN_FIT,
    SHAPES_DO_NOT_FIT,
)


def adapted(misconceptions: tuple[Misconception, ...], adapt: Callable, **changes) -> tuple[Misconception, ...]:
    """The same misconceptions for a question with another signature: every wrong oracle goes through ``adapt``."""
    return tuple(
        replace(one, oracles=tuple(adapt(oracle) for oracle in one.oracles), **changes) for one in misconceptions
    )
