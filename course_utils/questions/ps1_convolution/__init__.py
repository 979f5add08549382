"""Problem set 1: convolution. One file a question; the mistakes that they know are in ``misconceptions``."""

from course_utils.questions.ps1_convolution import (
    conv2d,
    conv2d_fast,
    conv2d_layer,
    convolve1d,
    convolve2d,
    find_the_bug,
    kernels,
)

QUESTIONS = tuple(
    module.QUESTION for module in (convolve1d, conv2d, convolve2d, conv2d_layer, conv2d_fast, kernels, find_the_bug)
)
