"""Where problem set 4 and its lecture teach what the hints point back to."""

from course_utils.questions.question import Section

NOTEBOOK, LECTURE = "ps4_regularization_layers", "04_regularization_layers"

MAX_POOLING = Section(NOTEBOOK, "1. Max pooling")
AVERAGE_POOLING = Section(NOTEBOOK, "2. Average pooling")
SUM_POOLING = Section(NOTEBOOK, "3. Sum pooling")
DROPOUT = Section(NOTEBOOK, "4. Dropout")
BATCH_NORM = Section(NOTEBOOK, "5. Batch normalisation")
KINDS_OF_TENSORS = Section(NOTEBOOK, "Parameter, buffer, attribute")
PENALTY = Section(NOTEBOOK, "6. The L2 penalty")
BUG = Section(NOTEBOOK, "7. Find the bug")

POOLING_TAUGHT = Section(LECTURE, "2. Pooling")
NOT_FITTING_TAUGHT = Section(LECTURE, "The window that does not fit")
SUM_TAUGHT = Section(LECTURE, "Find the bug: a published sum pooling")
DROPOUT_TAUGHT = Section(LECTURE, "3. Dropout")
DIVISION_TAUGHT = Section(LECTURE, "Why divide?")
WRONG_NUMBERS_TAUGHT = Section(LECTURE, "Find the bug: the wrong random numbers")
CHANNELS_TAUGHT = Section(LECTURE, "For images: whole channels")
NORM_TAUGHT = Section(LECTURE, "4. Batch normalisation")
ONE_MEAN_TAUGHT = Section(LECTURE, "Images: one mean for each channel")
TWO_MODES_TAUGHT = Section(LECTURE, "Two modes")
SWITCHES_TAUGHT = Section(LECTURE, "Train, eval, no_grad: who does what?")
WRONG_SWITCH_TAUGHT = Section(LECTURE, "Find the bug: the wrong switch")
PENALTY_TAUGHT = Section(LECTURE, "The penalty")
