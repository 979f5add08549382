"""trace_cifarcnn: the shapes and parameters of CifarCNN, filled in by hand."""

from course_utils.models import CifarCNN
from course_utils.questions.ps2_shapes_and_parameters import tables
from course_utils.questions.ps2_shapes_and_parameters.mistakes_in_tables import (
    mistakes,
    mistakes_with_batch_normalisation,
    one_pixel_lost,
)
from course_utils.questions.ps2_shapes_and_parameters.sections import CIFAR
from course_utils.questions.question import Question

NETWORK = tables.Network(CifarCNN, (3, 32, 32))

QUESTION = Question(
    name="trace_cifarcnn",
    title="CifarCNN, layer by layer",
    section=CIFAR,
    cases=lambda _rng: tables.cases(NETWORK),
    misconceptions=(*mistakes(NETWORK), *mistakes_with_batch_normalisation(NETWORK), one_pixel_lost(NETWORK)),
    takes="value",
)
