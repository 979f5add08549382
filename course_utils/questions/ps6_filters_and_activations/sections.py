"""Where problem set 6 teaches what its hints point back to, and where lecture 6 does."""

from course_utils.questions.question import Section

NOTEBOOK = "ps6_filters_and_activations"

TILES = Section(NOTEBOOK, "1. Filters as one picture")
SCALES = Section(NOTEBOOK, "Two scales, two questions")
LAYOUT = Section(NOTEBOOK, "The layout")
CAPTURE = Section(NOTEBOOK, "2. What the layers put out")
CAM = Section(NOTEBOOK, "3. Grad-CAM for a batch")
AS_FOUND = Section(NOTEBOOK, "Leave it as you found it")
ATTACK = Section(NOTEBOOK, "4. The fast gradient sign method")
ROBUST = Section(NOTEBOOK, "5. Accuracy under attack")
BUG = Section(NOTEBOOK, "6. Find the bug")

LECTURE = "06_filters_and_activations"
LECTURE_FILTERS = Section(LECTURE, "2. Filters as tiles")
LECTURE_SCALE = Section(LECTURE, "Find the bug: a published scale")
LECTURE_IN_PLACE = Section(LECTURE, "Find the bug: what the list really holds")
LECTURE_HOOKS = Section(LECTURE, "With hooks")
LECTURE_CAM = Section(LECTURE, "5. Grad-CAM: which part of the picture decides?")
LECTURE_FGSM = Section(LECTURE, "6. Adversarial examples: FGSM")
LECTURE_NETWORK = Section(LECTURE, "For a network")
