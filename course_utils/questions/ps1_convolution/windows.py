"""Which pixels a value of the output comes from."""

from course_utils.questions.question import Case


def window(case: Case, index: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Top, left, height and width of the window of the output value at ``index`` (its last two entries count).

    Top and left are negative where the window reaches into the padding.
    """
    stride, padding, dilation = (case.options.get(name, default) for name, default in _DEFAULTS)
    rows, columns = ((side - 1) * dilation + 1 for side in case.args[1].shape[-2:])
    return index[-2] * stride - padding, index[-1] * stride - padding, rows, columns


def window_of_vector(case: Case, index: tuple[int, ...]) -> tuple[int, int, int, int]:
    """The same for a vector, seen as an image of one row."""
    stride, padding, _ = (case.options.get(name, default) for name, default in _DEFAULTS)
    return 0, index[-1] * stride - padding, 1, len(case.args[1])


_DEFAULTS = (("stride", 1), ("padding", 0), ("dilation", 1))
