"""Where problem set 1 asks its questions, and where the lectures teach what its hints point back to."""

from course_utils.questions.question import Section

NOTEBOOK = "ps1_convolution"

IN_ONE_DIMENSION = Section(NOTEBOOK, "1. Convolution in one dimension")
SLIDING = Section(NOTEBOOK, "2. Sliding a window over an image")
FLIPPING = Section(NOTEBOOK, "3. To flip or not to flip")
CHANNELS = Section(NOTEBOOK, "4. Channels, batches, bias and dilation")
WITHOUT_LOOPS = Section(NOTEBOOK, "5. Without loops")
KERNELS = Section(NOTEBOOK, "6. Kernels that see")
BUG = Section(NOTEBOOK, "7. Find the bug")

LECTURE = "01_convolution_by_hand"
TAUGHT_IN_ONE_DIMENSION = Section(LECTURE, "4. One dimension first")
TAUGHT_PADDING_A_VECTOR = Section(LECTURE, "Padding and three names")
TAUGHT_LENGTH = Section(LECTURE, "How long is the result?")
TAUGHT_SLIDING = Section(LECTURE, "5. Two dimensions")
TAUGHT_LOOP = Section(LECTURE, "The loop for all cases")
TAUGHT_PADDING = Section(LECTURE, "6. Padding, stride, dilation")
TAUGHT_STRIDE = Section(LECTURE, "Stride: take big steps")
TAUGHT_DILATION = Section(LECTURE, "Dilation: spread the weights")
TAUGHT_FLIPPING = Section(LECTURE, "7. To flip or not to flip")
TAUGHT_KERNELS = Section(LECTURE, "8. Nine numbers, and what they do to a photo")
TAUGHT_DIRECTIONS = Section(LECTURE, "Two kernels that tell directions apart")
TAUGHT_WITHOUT_LOOPS = Section(LECTURE, "10. From loops to one matrix product")
TAUGHT_SPEED = Section(LECTURE, "How much faster?")

LAYER = "02_conv2d"
TAUGHT_AXES = Section(LAYER, "1. Four axes: N, C, H, W")
TAUGHT_SHREDDED = Section(LAYER, "Find the bug: the shredded cup")
TAUGHT_BIAS = Section(LAYER, "2. Weight and bias")
TAUGHT_CHANNELS = Section(LAYER, "3. Channels")
