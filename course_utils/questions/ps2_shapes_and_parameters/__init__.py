"""Problem set 2: shapes and parameters. One file a question; what answers by plain arithmetic share is in
``arithmetic``, what the two tables share in ``tables`` and ``mistakes_in_tables``.
"""

from course_utils.questions.ps2_shapes_and_parameters import (
    batchnorm_parameters,
    choice_1,
    choice_2,
    conv2d_parameters,
    conv_output_size,
    count_parameters,
    linear_parameters,
    pool_output_size,
    receptive_field,
    same_padding,
    shrink_it,
    trace_cifarcnn,
    trace_lenet,
)

QUESTIONS = tuple(
    module.QUESTION
    for module in (
        conv_output_size,
        same_padding,
        pool_output_size,
        receptive_field,
        linear_parameters,
        conv2d_parameters,
        batchnorm_parameters,
        count_parameters,
        trace_lenet,
        trace_cifarcnn,
        shrink_it,
        choice_1,
        choice_2,
    )
)

IMPORTED_WITH_CHECKS = ("sympy",)  # PyTorch imports it for tensors that have a shape and no numbers
