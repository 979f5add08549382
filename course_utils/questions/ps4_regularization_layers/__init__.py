"""Problem set 4: pooling, dropout, batch normalisation and the L2 penalty. One file a question.

The three poolings share ``pooling`` and ``pooling_mistakes``; the layers' mistakes stand in ``dropout_mistakes`` and
``batch_norm_mistakes``, and how some of them are recognised in ``dropout_recognisers`` and ``batch_norm_recognisers``.
"""

from course_utils.questions.ps4_regularization_layers import (
    avg_pool2d,
    batch_norm,
    dropout,
    find_the_bug,
    l2_penalty,
    max_pool2d,
    sum_pool2d,
)

QUESTIONS = tuple(
    module.QUESTION for module in (max_pool2d, avg_pool2d, sum_pool2d, dropout, batch_norm, l2_penalty, find_the_bug)
)

IMPORTED_WITH_CHECKS = ("torch._dynamo",)  # PyTorch's first optimizer imports it
FORETOLD_WITH_CHECKS = ("find_the_bug",)  # its oracles train networks
