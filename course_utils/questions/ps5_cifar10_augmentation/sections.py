"""Where problem set 5 and its lecture teach what the hints point back to."""

from course_utils.questions.question import Section

NOTEBOOK = "ps5_cifar10_augmentation"
LECTURE = "05_cifar10_kornia"

STATISTICS = Section(NOTEBOOK, "1. The statistics of a data set")
NORMALISING = Section(NOTEBOOK, "2. Normalise, and back")
BROADCASTING = Section(NOTEBOOK, "Where the three numbers go")
FLIP = Section(NOTEBOOK, "3. A flip for each image")
CROP = Section(NOTEBOOK, "4. A crop for each image")
WINDOWS = Section(NOTEBOOK, "A window for each image")
PIPELINE = Section(NOTEBOOK, "5. A pipeline that can be switched off")
NETWORK = Section(NOTEBOOK, "6. The network")
VIEWS = Section(NOTEBOOK, "7. Two views of every image")
TRAINING = Section(NOTEBOOK, "8. Train with your own functions")

TAUGHT_STATISTICS = Section(LECTURE, "2. The mean and the standard deviation of a data set")
POPULAR_STD = Section(LECTURE, "Find the bug: the most popular wrong numbers of CIFAR-10")
AUGMENTATION = Section(LECTURE, "3. Augmentation: the same photo, other pixels")
TAUGHT_FLIP = Section(LECTURE, "A flip for each image of a batch")
TAUGHT_CROP = Section(LECTURE, "A crop for each image of a batch")
ONE_DRAW = Section(LECTURE, "Trap 1: a whole batch at once")
KORNIA = Section(LECTURE, "4. Kornia: a batch at a time, on the device, with gradients")
NOT_OFF = Section(LECTURE, "Trap 2: evaluation mode")
CLIPPED = Section(LECTURE, "Trap 3: the range of the pixels")
BLACK = Section(LECTURE, "Trap 4, find the bug: a published recipe")
TAUGHT_NETWORK = Section(LECTURE, "5. The network: `CifarCNN`")
LOADER = Section(LECTURE, "6. A loader that keeps the data on the device")
TAUGHT_TRAINING = Section(LECTURE, "7. Training")
TTA = Section(LECTURE, "8. Test-time augmentation")
