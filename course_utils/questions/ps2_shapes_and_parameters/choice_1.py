"""choice_1: which shape comes out of a convolution with a stride."""

from course_utils.questions.multiple_choice import multiple_choice
from course_utils.questions.ps2_shapes_and_parameters.sections import CHOICES

QUESTION = multiple_choice(
    "choice_1",
    "The shape of an output",
    CHOICES,
    {
        "a": "4×8×5×5",
        "b": "4×8×3×3",
        "c": "4×24×4×4",
        "d": "4×8×4×4",
        "e": "4×3×4×4",
    },
)
