"""The ways in which people get a convolution wrong, each as what it would return.

All work on a batch: images N×C×H×W, weight O×C×kh×kw. :func:`one_channel` and :func:`vectors` make the same mistakes
for the questions about single images and about vectors. Every one is ``F.conv2d`` with a twist.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F

Mistake = Callable[..., torch.Tensor]


def right(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """What ``F.conv2d`` returns."""
    return F.conv2d(images, weight, bias, stride, padding, dilation)


def one_channel(mistake: Mistake) -> Mistake:
    """The mistake for ``(image, kernel, stride=1, padding=0)`` with image H×W and kernel kh×kw."""

    def wrong(image, kernel, stride=1, padding=0):
        return mistake(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]

    return wrong


def vectors(mistake: Mistake) -> Mistake:
    """The mistake for ``(x, w, stride=1, padding=0)`` with vectors; the kernel is flipped, as convolution asks."""

    def wrong(x, w, stride=1, padding=0):
        return mistake(x[None, None, :, None], w.flip(0)[None, None, :, None], stride=stride, padding=(padding, 0))[
            0, 0, :, 0
        ]

    return wrong


# --- the kernel ------------------------------------------------------------------------------------------------------


def kernel_flipped(images, weight, *rest, **options):
    return right(images, weight.flip(2, 3), *rest, **options)


def kernel_flipped_up_down(images, weight, *rest, **options):
    return right(images, weight.flip(2), *rest, **options)


def kernel_flipped_left_right(images, weight, *rest, **options):
    return right(images, weight.flip(3), *rest, **options)


def kernel_transposed(images, weight, *rest, **options):
    return right(images, weight.transpose(2, 3), *rest, **options)


def kernel_quarter_turn(images, weight, *rest, **options):
    return right(images, weight.rot90(1, (2, 3)), *rest, **options)


def kernel_quarter_turn_back(images, weight, *rest, **options):
    return right(images, weight.rot90(-1, (2, 3)), *rest, **options)


def matrix_product(images, weight, *rest, **options):
    """The sum of ``window @ kernel``: each weight is replaced by the sum of a row of the kernel."""
    if weight.shape[2] != weight.shape[3]:
        raise ValueError("such a product does not exist")
    return right(images, weight.sum(3)[:, :, None].expand_as(weight), *rest, **options)


def matrix_product_kernel_first(images, weight, *rest, **options):
    if weight.shape[2] != weight.shape[3]:
        raise ValueError("such a product does not exist")
    return right(images, weight.sum(2)[..., None].expand_as(weight), *rest, **options)


def kernel_taken_for_square(images, weight, *rest, **options):
    """The number of rows is used for both sides of the kernel."""
    return right(images, weight[..., : weight.shape[2]], *rest, **options)


def kernel_taken_for_square_by_width(images, weight, *rest, **options):
    return right(images, weight[..., : weight.shape[3], :], *rest, **options)


def kernel_size_three(images, weight, *rest, **options):
    """A window of 3×3, whatever the kernel."""
    if tuple(weight.shape[2:]) == (1, 1):
        weight = weight.expand(-1, -1, 3, 3)  # nine pixels times one number, and no error
    if min(weight.shape[2:]) < 3:
        raise ValueError("a smaller kernel makes such code fail")
    return right(images, weight[..., :3, :3], *rest, **options)


def kernel_size_three_in_window(images, weight, *rest, **options):
    """The same, but the size of the output reckons with the whole kernel."""
    height, width = right(images, weight, *rest, **options).shape[2:]
    return kernel_size_three(images, weight, *rest, **options)[..., :height, :width]


# --- the stride ------------------------------------------------------------------------------------------------------


def stride_ignored(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, 1, padding, **rest)


def stride_on_rows_only(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, (stride, 1), padding, **rest)


def stride_on_columns_only(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, (1, stride), padding, **rest)


def stride_moves_rows_only(images, weight, bias=None, stride=1, padding=0, **rest):
    """The right size, but along the width the window moves by one."""
    width = right(images, weight, bias, stride, padding, **rest).shape[3]
    return right(images, weight, bias, (stride, 1), padding, **rest)[..., :width]


def stride_moves_columns_only(images, weight, bias=None, stride=1, padding=0, **rest):
    height = right(images, weight, bias, stride, padding, **rest).shape[2]
    return right(images, weight, bias, (1, stride), padding, **rest)[..., :height, :]


def stride_in_size_only(images, weight, bias=None, stride=1, padding=0, **rest):
    """``out[i, j]`` of the right size, from the window at (i, j)."""
    height, width = right(images, weight, bias, stride, padding, **rest).shape[2:]
    return right(images, weight, bias, 1, padding, **rest)[..., :height, :width]


def stride_steps_over_output(images, weight, bias=None, stride=1, padding=0, **rest):
    """``for i in range(0, out, stride)`` with the right window: only every stride-th output is filled."""
    full = right(images, weight, bias, stride, padding, **rest)
    out = torch.zeros_like(full)
    out[..., ::stride, ::stride] = full[..., ::stride, ::stride]
    return out


def stride_stored_at_input_index(images, weight, bias=None, stride=1, padding=0, **rest):
    """The published bug: the loop steps by the stride and its index serves both for the window and for the output."""
    out = torch.zeros_like(right(images, weight, bias, stride, padding, **rest))
    height, width = out.shape[2:]
    dense = right(images, weight, bias, 1, padding, **rest)
    out[..., ::stride, ::stride] = dense[..., :height:stride, :width:stride]
    return out


def stride_divides_twice(images, weight, bias=None, stride=1, padding=0, **rest):
    """``range(0, out, stride)`` again, the results appended: too few of them."""
    height, width = right(images, weight, bias, stride, padding, **rest).shape[2:]
    return right(images, weight, bias, 1, padding, **rest)[..., :height:stride, :width:stride]


def stride_divides_twice_and_rest_is_zero(images, weight, bias=None, stride=1, padding=0, **rest):
    """``for i in range(0, out, stride)`` stored at ``i // stride``: the first outputs are right, the others zero."""
    full = right(images, weight, bias, stride, padding, **rest)
    filled = full[..., ::stride, ::stride].shape[2:]
    return _only_first(full, *filled)


def stride_always_two(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, 2, padding, **rest)


def stride_divides_twice_but_moves(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, stride, padding, **rest)[..., ::stride, ::stride]


# --- the padding -----------------------------------------------------------------------------------------------------


def padding_ignored(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, stride, 0, **rest)


def padding_with(mode: str, value: float = 0.0) -> Mistake:
    """Pad with something else than zeros: "constant" with a value, "replicate" or "reflect"."""

    def wrong(images, weight, bias=None, stride=1, padding=0, **rest):
        rows, columns = _pair(padding)
        widths = (columns, columns, rows, rows)
        padded = F.pad(images, widths, mode, value) if mode == "constant" else F.pad(images, widths, mode)
        return right(padded, weight, bias, stride, 0, **rest)

    return wrong


def padding_before_only(images, weight, bias=None, stride=1, padding=0, **rest):
    """Also what comes out where both sides are padded and the output size counts the padding once."""
    rows, columns = _pair(padding)
    return right(F.pad(images, (columns, 0, rows, 0)), weight, bias, stride, 0, **rest)


def padding_after_only(images, weight, bias=None, stride=1, padding=0, **rest):
    rows, columns = _pair(padding)
    return right(F.pad(images, (0, columns, 0, rows)), weight, bias, stride, 0, **rest)


def padding_all_before(images, weight, bias=None, stride=1, padding=0, **rest):
    """As many zeros as asked for, but all of them above and on the left."""
    rows, columns = _pair(padding)
    return right(F.pad(images, (2 * columns, 0, 2 * rows, 0)), weight, bias, stride, 0, **rest)


def padding_all_after(images, weight, bias=None, stride=1, padding=0, **rest):
    rows, columns = _pair(padding)
    return right(F.pad(images, (0, 2 * columns, 0, 2 * rows)), weight, bias, stride, 0, **rest)


def padding_wraps_around(images, weight, bias=None, stride=1, padding=0, **rest):
    """Index -1 is the last one: above and on the left stand pixels of the opposite end, and zeros at the other ends."""
    rows, columns = _pair(padding)
    padded = F.pad(images, (columns, columns, rows, rows), "circular")
    padded[..., images.shape[2] + rows :, :] = 0
    padded[..., images.shape[3] + columns :] = 0
    return right(padded, weight, bias, stride, 0, **rest)


def padding_not_in_size(images, weight, bias=None, stride=1, padding=0, **rest):
    """Padded, but with as many outputs as without padding."""
    height, width = right(images, weight, bias, stride, 0, **rest).shape[2:]
    return right(images, weight, bias, stride, padding, **rest)[..., :height, :width]


def padding_not_in_loop(images, weight, bias=None, stride=1, padding=0, **rest):
    """The same, in an output of the right size: its end stays zero."""
    filled = right(images, weight, bias, stride, 0, **rest).shape[2:]
    return _only_first(right(images, weight, bias, stride, padding, **rest), *filled)


def padding_on_rows_only(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, stride, (_pair(padding)[0], 0), **rest)


def padding_on_columns_only(images, weight, bias=None, stride=1, padding=0, **rest):
    return right(images, weight, bias, stride, (0, _pair(padding)[1]), **rest)


def padding_to_same(images, weight, bias=None, stride=1, padding=0, **rest):
    """Always padded so that the size stays, whatever was asked for."""
    return right(images, weight, bias, stride, (weight.shape[2] // 2, weight.shape[3] // 2), **rest)


def padding_to_same_or_less(images, weight, bias=None, stride=1, padding=0, **rest):
    """The same with ``(k - 1) // 2``, which differs for even kernels."""
    return right(images, weight, bias, stride, ((weight.shape[2] - 1) // 2, (weight.shape[3] - 1) // 2), **rest)


def padding_to_full(images, weight, bias=None, stride=1, padding=0, **rest):
    """Every place where kernel and image touch, whatever was asked for."""
    return right(images, weight, bias, stride, (weight.shape[2] - 1, weight.shape[3] - 1), **rest)


# --- the output ------------------------------------------------------------------------------------------------------


def without_plus_one(images, weight, *rest, **options):
    """The last window is left out, on both axes."""
    return right(images, weight, *rest, **options)[..., :-1, :-1]


def last_window_left_zero(images, weight, *rest, **options):
    """The output is large enough, but the loop ends one too early on both axes."""
    full = right(images, weight, *rest, **options)
    return _only_first(full, full.shape[2] - 1, full.shape[3] - 1)


def one_window_too_many(images, weight, *rest, **options):
    """One row and one column too many, which no whole window fills."""
    return F.pad(right(images, weight, *rest, **options), (0, 1, 0, 1))


def one_partial_window_too_many(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """The same, but what still lies inside the image is summed there."""
    height, width = right(images, weight, bias, stride, padding, dilation).shape[2:]
    rows, columns = _pair(padding)
    room = stride + dilation * max(weight.shape[2:])
    padded = F.pad(images, (columns, columns + room, rows, rows + room))
    return right(padded, weight, bias, stride, 0, dilation)[..., : height + 1, : width + 1]


def size_without_brackets(images, weight, bias=None, stride=1, padding=0, **rest):
    """``n - k + 2 * p // s + 1``: the stride divides the padding alone. What no window fills stays zero."""
    full = right(images, weight, bias, stride, padding, **rest)
    sizes = [
        n - k + 2 * p // stride + 1 for n, k, p in zip(images.shape[2:], weight.shape[2:], _pair(padding), strict=True)
    ]
    return F.pad(full, (0, sizes[1] - full.shape[3], 0, sizes[0] - full.shape[2]))


def border_left_zero(images, weight, *rest, **options):
    """The loop starts at half the kernel's size and stops as early: the border of the output stays zero."""
    full = right(images, weight, *rest, **options)
    out = torch.zeros_like(full)
    rows, columns = weight.shape[2] // 2, weight.shape[3] // 2
    inner = (..., slice(rows, full.shape[2] - rows), slice(columns, full.shape[3] - columns))
    out[inner] = full[inner]
    return out


def border_cut_off(images, weight, *rest, **options):
    """The same loop, its results appended: the border of the output is missing."""
    full = right(images, weight, *rest, **options)
    rows, columns = weight.shape[2] // 2, weight.shape[3] // 2
    return full[..., rows : full.shape[2] - rows, columns : full.shape[3] - columns]


def border_left_zero_before(images, weight, *rest, **options):
    """The loop starts at half the kernel's size, and ends where it should."""
    full = right(images, weight, *rest, **options)
    out = torch.zeros_like(full)
    inner = (..., slice(weight.shape[2] // 2, None), slice(weight.shape[3] // 2, None))
    out[inner] = full[inner]
    return out


def divided_by_kernel_area(images, weight, bias=None, *rest, **options):
    out = right(images, weight, None, *rest, **options) / (weight.shape[2] * weight.shape[3])
    return out if bias is None else out + bias[:, None, None]


def divided_by_weights_of_a_filter(images, weight, bias=None, *rest, **options):
    out = right(images, weight, None, *rest, **options) / weight[0].numel()
    return out if bias is None else out + bias[:, None, None]


def zero_everywhere(images, weight, *rest, **options):
    return torch.zeros_like(right(images, weight, *rest, **options))


def clipped_at_zero(images, weight, *rest, **options):
    return right(images, weight, *rest, **options).clamp(min=0)


def clipped_to_bytes(images, weight, *rest, **options):
    """Into the range from 0 to 255, as pictures are shown."""
    return right(images, weight, *rest, **options).clamp(0, 255)


def without_signs(images, weight, *rest, **options):
    return right(images, weight, *rest, **options).abs()


def truncated_to_integers(images, weight, *rest, **options):
    return right(images, weight, *rest, **options).trunc()


def wrapped_to_bytes(images, weight, *rest, **options):
    """Stored as uint8, as photos are: cut to whole numbers, and counted from 0 again below 0 and above 255."""
    return truncated_to_integers(images, weight, *rest, **options) % 256


def output_transposed(images, weight, *rest, **options):
    return right(images, weight, *rest, **options).transpose(2, 3)


def height_for_both_axes(images, weight, *rest, **options):
    """One size, the height, serves for both axes of the output."""
    full = right(images, weight, *rest, **options)
    if full.shape[3] < full.shape[2]:
        raise IndexError("such code runs off the right edge")
    return full[..., : full.shape[2]]


def width_for_both_axes(images, weight, *rest, **options):
    full = right(images, weight, *rest, **options)
    if full.shape[2] < full.shape[3]:
        raise IndexError("such code runs off the lower edge")
    return full[..., : full.shape[3], :]


def input_transposed(images, weight, *rest, **options):
    """Rows taken for columns throughout: the image is read the other way."""
    return right(images.transpose(2, 3), weight, *rest, **options)


def output_size_swapped(images, weight, *rest, **options):
    """The output is laid out width × height, filled where indices fit."""
    full = right(images, weight, *rest, **options)
    out = full.new_zeros(*full.shape[:2], full.shape[3], full.shape[2])
    side = min(full.shape[2:])
    out[..., :side, :side] = full[..., :side, :side]
    return out


def bias_added_after(mistake: Mistake) -> Mistake:
    """The same mistake, but the bias is added to the finished output: also where nothing else was filled in."""

    def wrong(images, weight, bias=None, *rest, **options):
        out = mistake(images, weight, None, *rest, **options)
        return out if bias is None else out + bias[:, None, None]

    return wrong


# --- channels, bias, dilation ----------------------------------------------------------------------------------------


def bias_ignored(images, weight, bias=None, *rest, **options):
    return right(images, weight, None, *rest, **options)


def bias_inside_the_sum(images, weight, bias=None, *rest, **options):
    """Added at every tap: it counts C·kh·kw times."""
    return right(images, weight, None if bias is None else bias * weight[0].numel(), *rest, **options)


def bias_once_per_channel(images, weight, bias=None, *rest, **options):
    """Added for every input channel: it counts C times."""
    return right(images, weight, None if bias is None else bias * weight.shape[1], *rest, **options)


def bias_once_per_tap(images, weight, bias=None, *rest, **options):
    """Added for every tap of the kernel: it counts kh·kw times."""
    taps = weight.shape[2] * weight.shape[3]
    return right(images, weight, None if bias is None else bias * taps, *rest, **options)


def bias_on_wrong_axis(axis: int) -> Mistake:
    """Broadcast along an axis that is not the channels'; raises RuntimeError where the sizes don't allow it."""

    def wrong(images, weight, bias=None, *rest, **options):
        out = right(images, weight, None, *rest, **options)
        if bias is None:
            return out
        shape = [1, 1, 1, 1]
        shape[axis] = len(bias)
        return out + bias.reshape(shape)

    return wrong


def bias_subtracted(images, weight, bias=None, *rest, **options):
    return right(images, weight, None if bias is None else -bias, *rest, **options)


def first_channel_only(images, weight, *rest, **options):
    return right(images[:, :1], weight[:, :1], *rest, **options)


def last_channel_only(images, weight, *rest, **options):
    """``=`` where ``+=`` is meant: every channel overwrites the one before."""
    return right(images[:, -1:], weight[:, -1:], *rest, **options)


def channels_averaged(images, weight, bias=None, *rest, **options):
    out = right(images, weight, None, *rest, **options) / weight.shape[1]
    return out if bias is None else out + bias[:, None, None]


def channels_kept_apart(images, weight, bias=None, *rest, **options):
    """N×O×C×H×W: the sum over the input channels is missing."""
    parts = [right(images[:, c : c + 1], weight[:, c : c + 1], bias, *rest, **options) for c in range(weight.shape[1])]
    return torch.stack(parts, dim=2)


def channels_kept_apart_in_one_axis(images, weight, bias=None, *rest, **options):
    return channels_kept_apart(images, weight, bias, *rest, **options).flatten(1, 2)


def padding_on_all_axes(images, weight, bias=None, stride=1, padding=0, **rest):
    """All four axes are padded: image 0 and channel 0 are nothing but zeros."""
    padded = F.pad(images, (padding,) * 8)[: images.shape[0], : images.shape[1]]
    return right(padded, weight, bias, stride, 0, **rest)


def batch_summed(images, weight, *rest, **options):
    """A sum over all axes of a batch of windows: every image gets the sum over the batch."""
    out = right(images.sum(0, keepdim=True), weight, *rest, **options)
    return out.expand(images.shape[0], *out.shape[1:])


def first_filter_for_all(images, weight, *rest, **options):
    return right(images, weight[:1].expand_as(weight).contiguous(), *rest, **options)


def first_image_for_all(images, weight, *rest, **options):
    return right(images[:1].expand_as(images).contiguous(), weight, *rest, **options)


def in_and_out_swapped(images, weight, *rest, **options):
    return right(images, weight.transpose(0, 1), *rest, **options)


def out_channels_counted_as_in(images, weight, *rest, **options):
    """As many output channels as the input has."""
    if weight.shape[1] > weight.shape[0]:
        raise IndexError("such code asks for a filter that does not exist")
    return right(images, weight, *rest, **options)[:, : weight.shape[1]]


def channels_last_reshaped(images, weight, *rest, **options):
    """N×H×W×O reshaped, not permuted, to N×O×H×W: the shape is right, the values are not."""
    full = right(images, weight, *rest, **options)
    return full.permute(0, 2, 3, 1).reshape(full.shape)


def batch_and_channel_mixed(images, weight, *rest, **options):
    """O×N×H×W reshaped, not transposed, to N×O×H×W."""
    full = right(images, weight, *rest, **options)
    return full.transpose(0, 1).reshape(full.shape)


def filters_reshaped(images, weight, *rest, **options):
    """``weight.reshape(-1, out)`` where its transpose is meant: the filters' numbers are dealt out in turn."""
    return right(images, weight.reshape(-1, len(weight)).T.reshape(weight.shape), *rest, **options)


def columns_reshaped(images, weight, bias=None, *rest, **options):
    """The columns of ``F.unfold`` reshaped, not transposed, to one row a window."""

    def shuffled(columns):
        return columns.reshape(columns.shape[0], columns.shape[2], columns.shape[1]).transpose(1, 2)

    return _from_columns(shuffled, images, weight, bias, *rest, **options)


def windows_reshaped(images, weight, bias=None, *rest, **options):
    """Windows N×C×H×W×kh×kw reshaped to N×L×(C·kh·kw): the channels stay where they were."""

    def shuffled(columns):
        n, length, places = columns.shape
        windows = columns.reshape(n, weight.shape[1], -1, places).transpose(2, 3)
        return windows.reshape(n, places, length).transpose(1, 2)

    return _from_columns(shuffled, images, weight, bias, *rest, **options)


def _from_columns(change, images, weight, bias=None, stride=1, padding=0, dilation=1):
    like = right(images, weight, bias, stride, padding, dilation)
    out = weight.flatten(1) @ change(F.unfold(images, weight.shape[2:], dilation, padding, stride))
    return (out if bias is None else out + bias[:, None]).reshape(like.shape)


def dilation_ignored(images, weight, bias=None, stride=1, padding=0, dilation=1):
    return right(images, weight, bias, stride, padding, 1)


def dilation_on_rows_only(images, weight, bias=None, stride=1, padding=0, dilation=1):
    return right(images, weight, bias, stride, padding, (dilation, 1))


def dilation_on_columns_only(images, weight, bias=None, stride=1, padding=0, dilation=1):
    return right(images, weight, bias, stride, padding, (1, dilation))


def dilation_only_in_size(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """The size of a dilated kernel, the window of a dense one."""
    height, width = right(images, weight, bias, stride, padding, dilation).shape[2:]
    return right(images, weight, bias, stride, padding, 1)[..., :height, :width]


def dilation_span_times_kernel(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """The span taken as d·k in place of d·(k-1)+1: the output is too small."""
    rows, columns = ((side - 1) * dilation + 1 for side in weight.shape[2:])
    lost = [dilation * side - span for side, span in zip(weight.shape[2:], (rows, columns), strict=True)]
    return right(images[..., : images.shape[2], :], weight, bias, stride, padding, dilation)[
        ...,
        : _fewer(images.shape[2], rows + lost[0], stride, padding),
        : _fewer(images.shape[3], columns + lost[1], stride, padding),
    ]


def dilation_as_zeros_off_by_one(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """``dilation`` zeros set between the taps, where dilation - 1 are meant."""
    return right(images, weight, bias, stride, padding, dilation + 1)


def dilation_as_zeros_off_by_one_if_any(images, weight, bias=None, stride=1, padding=0, dilation=1):
    """The same inside ``if dilation > 1``."""
    return right(images, weight, bias, stride, padding, dilation + 1 if dilation > 1 else 1)


def _only_first(full: torch.Tensor, rows: int, columns: int) -> torch.Tensor:
    """The values of the first rows and columns, and zeros in the others."""
    out = torch.zeros_like(full)
    out[..., :rows, :columns] = full[..., :rows, :columns]
    return out


def _fewer(size: int, span: int, stride: int, padding: int) -> int:
    return max((size + 2 * padding - span) // stride + 1, 0)


def _pair(value: int | tuple[int, int]) -> tuple[int, int]:
    return value if isinstance(value, tuple) else (value, value)
