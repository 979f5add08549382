"""trace_lenet: the shapes and parameters of LeNet, filled in by hand."""

from course_utils.models import LeNet
from course_utils.questions.ps2_shapes_and_parameters import tables
from course_utils.questions.ps2_shapes_and_parameters.mistakes_in_tables import mistakes, mistakes_in_sizes
from course_utils.questions.ps2_shapes_and_parameters.sections import LENET
from course_utils.questions.question import Question

NETWORK = tables.Network(LeNet, (1, 28, 28))

QUESTION = Question(
    name="trace_lenet",
    title="LeNet, layer by layer",
    section=LENET,
    cases=lambda _rng: tables.cases(NETWORK),
    misconceptions=(*mistakes(NETWORK), *mistakes_in_sizes(NETWORK)),
    takes="value",
)
