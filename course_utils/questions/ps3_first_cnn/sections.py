"""Where problem set 3 and its lecture teach what the hints point back to."""

from course_utils.questions.question import Section

NOTEBOOK = "ps3_first_cnn"
RULES = Section(NOTEBOOK, "Before you start")
SOFTMAX = Section(NOTEBOOK, "1. From logits to probabilities")
ONE_SUM = Section(NOTEBOOK, "One image, one sum")
LOSS = Section(NOTEBOOK, "2. The loss")
NETWORK = Section(NOTEBOOK, "3. The network")
COUNTING = Section(NOTEBOOK, "4. Counting what is right")
TRAINING = Section(NOTEBOOK, "5. The training loop")
LOOKING = Section(NOTEBOOK, "6. Looking without learning")
AS_BEFORE = Section(NOTEBOOK, "Afterwards as before")
BUG = Section(NOTEBOOK, "7. Find the bug")
TRAIN_IT = Section(NOTEBOOK, "8. Train a network")

LECTURE = "03_first_mnist_cnn"
TAUGHT_SOFTMAX = Section(LECTURE, "1. From scores to probabilities")
TAUGHT_LOSS = Section(LECTURE, "By hand, as a loop, in PyTorch")
TAUGHT_FOUR_LOSSES = Section(LECTURE, "Four losses, two questions")
TAUGHT_NETWORK = Section(LECTURE, "4. The network")
TAUGHT_SHAPES = Section(LECTURE, "The shapes")
TAUGHT_PARAMETERS = Section(LECTURE, "The parameters")
TAUGHT_STEP = Section(LECTURE, "One batch, again and again")
TAUGHT_EPOCH = Section(LECTURE, "A whole epoch, in full")
TAUGHT_MEAN_OF_MEANS = Section(LECTURE, "Find the bug: the mean of means")
TAUGHT_MODES = Section(LECTURE, "Find the bug: right by luck")
TAUGHT_CONFUSIONS = Section(LECTURE, "What it takes for what")
TAUGHT_CURVES = Section(LECTURE, "How to read the curves")
