"""The mistakes that answers to problem set 1 make: one file a theme, each mistake below its wrong oracles.

Questions take them over one by one or in groups. A group of one theme ends its file; here is one of several themes.
"""

from course_utils.questions.ps1_convolution.misconceptions.errors import SHAPES_DO_NOT_FIT
from course_utils.questions.ps1_convolution.misconceptions.paddings import PADDING_ZERO_BREAKS
from course_utils.questions.ps1_convolution.misconceptions.sides_mixed_up import (
    HEIGHT_AND_WIDTH_SWAPPED,
    KERNEL_SIZE_THREE,
    KERNEL_TAKEN_FOR_SQUARE,
    ODD_KERNELS_ONLY,
)
from course_utils.questions.ps1_convolution.misconceptions.sums import (
    DIVIDED_BY_KERNEL_AREA,
    FIRST_ROW_ONLY,
    LAST_PRODUCT_ONLY,
    MATRIX_PRODUCT,
    NEGATIVE_VALUES_LOST,
    SUM_NOT_RESET,
    TRUNCATED_TO_INTEGERS,
    ZERO_EVERYWHERE,
)
from course_utils.questions.ps1_convolution.misconceptions.windows_counted_wrong import (
    BORDER_LEFT_ZERO,
    MORE_WINDOWS_THAN_FIT,
    OUTPUT_AS_LARGE_AS_IMAGE,
    WITHOUT_PLUS_ONE,
)

# The narrower explanations first: of equals the first is told.
SIZES_OF_ONE_IMAGE = (
    WITHOUT_PLUS_ONE,
    BORDER_LEFT_ZERO,
    OUTPUT_AS_LARGE_AS_IMAGE,
    ZERO_EVERYWHERE,
    DIVIDED_BY_KERNEL_AREA,
    MATRIX_PRODUCT,
    LAST_PRODUCT_ONLY,
    SUM_NOT_RESET,
    FIRST_ROW_ONLY,
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
