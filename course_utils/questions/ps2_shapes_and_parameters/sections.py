"""Where problem set 2 asks its questions, and where the lectures teach what its hints point back to."""

from course_utils.questions.question import Section

NOTEBOOK = "ps2_shapes_and_parameters"

OUTPUT_SIZE = Section(NOTEBOOK, "1. How large is the output?")
SAME = Section(NOTEBOOK, "2. Padding that keeps the size")
POOLING = Section(NOTEBOOK, "3. Pooling, rounded down and rounded up")
VIEW = Section(NOTEBOOK, "4. How far does an output see?")
LINEAR = Section(NOTEBOOK, "5. The parameters of a linear layer")
CONVOLUTION = Section(NOTEBOOK, "6. The parameters of a convolution")
NORMALISATION = Section(NOTEBOOK, "7. Batch normalisation: parameters and buffers")
COUNTING = Section(NOTEBOOK, "8. Counting what is there")
LENET = Section(NOTEBOOK, "9. LeNet, layer by layer")
CIFAR = Section(NOTEBOOK, "10. CifarCNN, layer by layer")
SHRINKING = Section(NOTEBOOK, "11. Shrink it")
CHOICES = Section(NOTEBOOK, "12. Two choices")

LECTURE = "02_conv2d"
AXES = Section(LECTURE, "1. Four axes: N, C, H, W")
MIXING_CHANNELS = Section(LECTURE, "Mixing the colours")
GROUPS = Section(LECTURE, "4. Groups, and depthwise convolution")
DILATION = Section("01_convolution_by_hand", "Dilation: spread the weights")
ROUNDING = Section(LECTURE, "The formula, and the rounding")
VALID_SAME_FULL = Section(LECTURE, "Valid, same, full")
POOLING_TAUGHT = Section(LECTURE, "Largest, mean, sum")
FIVE_HALVED = Section(LECTURE, "Find the bug: 5 halved")
VIEW_TAUGHT = Section(LECTURE, "7. How far does an output see?")
PARAMETER_FORMULA = Section(LECTURE, "The formula")
THREE_WAYS = Section(LECTURE, "Three ways to count")
AGAINST_CONVOLUTIONAL = Section(LECTURE, "Fully connected against convolutional")
SEVEN_TIMES_SEVEN = Section(LECTURE, "9. Find the bug: 7 times 7")
