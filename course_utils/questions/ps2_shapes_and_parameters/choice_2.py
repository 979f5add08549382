"""choice_2: which statements about layers and their parameters are true."""

from course_utils.questions.multiple_choice import multiple_choice
from course_utils.questions.ps2_shapes_and_parameters.sections import CHOICES

QUESTION = multiple_choice(
    "choice_2",
    "Which statements are true?",
    CHOICES,
    {
        "a": "only I",
        "b": "I and II",
        "c": "I and III",
        "d": "I, III and IV",
        "e": "II and III",
    },
)
