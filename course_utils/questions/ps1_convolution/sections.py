"""Where problem set 1 teaches what its hints point back to."""

from course_utils.questions.question import Section

NOTEBOOK = "ps1_convolution"

IN_ONE_DIMENSION = Section(NOTEBOOK, "1. Convolution in one dimension")
SLIDING = Section(NOTEBOOK, "2. Sliding a window over an image")
FLIPPING = Section(NOTEBOOK, "3. To flip or not to flip")
CHANNELS = Section(NOTEBOOK, "4. Channels, batches, bias and dilation")
WITHOUT_LOOPS = Section(NOTEBOOK, "5. Without loops")
KERNELS = Section(NOTEBOOK, "6. Kernels that see")
BUG = Section(NOTEBOOK, "7. Find the bug")
WORDS = Section(NOTEBOOK, "8. In words")
