"""The kernel lies the wrong way round on its window: flipped, mirrored, transposed or turned."""

from course_utils.questions.ps1_convolution.misconceptions.convolution import right
from course_utils.questions.ps1_convolution.sections import TAUGHT_FLIPPING
from course_utils.questions.question import Misconception


def kernel_flipped(images, weight, *rest, **options):
    return right(images, weight.flip(2, 3), *rest, **options)


KERNEL_FLIPPED = Misconception(
    "kernel_flipped",
    "You flipped the kernel: that is mathematical convolution. What PyTorch calls convolution is cross-correlation, "
    "and it leaves the kernel as it is.",
    "Which kernel value meets the top left pixel of the window in your code?",
    TAUGHT_FLIPPING,
    (kernel_flipped,),
    stronger="Take the image [[1, 2], [3, 4]] and the kernel [[1, 0], [0, 0]]. The 1 of the kernel lies on the pixel "
    "1, so the only output is 1. If you get 4, which line turns the kernel round, counts its indices backwards, or "
    "calls something that does?",
)


def kernel_flipped_up_down(images, weight, *rest, **options):
    return right(images, weight.flip(2), *rest, **options)


def kernel_flipped_left_right(images, weight, *rest, **options):
    return right(images, weight.flip(3), *rest, **options)


KERNEL_FLIPPED_ON_ONE_AXIS = Misconception(
    "kernel_flipped_on_one_axis",
    "Your kernel is mirrored along one of its axes, and PyTorch mirrors it along none.",
    "Try a kernel that is 1 in one corner and 0 elsewhere: which pixel of the window does it pick out?",
    TAUGHT_FLIPPING,
    (kernel_flipped_up_down, kernel_flipped_left_right),
    stronger="Take the image [[1, 2], [3, 4]] and the kernel [[1, 0], [0, 0]]: the output should be 1. A 2 says that "
    "left and right of the kernel have changed places, a 3 that top and bottom have. Which line, or which index that "
    "counts backwards, does that?",
)


def kernel_transposed(images, weight, *rest, **options):
    return right(images, weight.transpose(2, 3), *rest, **options)


KERNEL_TRANSPOSED = Misconception(
    "kernel_transposed",
    "Your kernel's rows meet the image's columns: the kernel is applied transposed.",
    "Symmetric kernels hide this. Try one that is 1 in the top right corner and 0 elsewhere.",
    TAUGHT_FLIPPING,
    (kernel_transposed,),
    stronger="Take the image [[1, 2], [3, 4]] and the kernel [[0, 1], [0, 0]]. The 1 lies on the pixel 2, so the "
    "output is 2. If you get 3, look for a `.T` or `transpose`, and at the line where a pixel meets its weight: does "
    "the same index count rows in both?",
)


def kernel_quarter_turn(images, weight, *rest, **options):
    return right(images, weight.rot90(1, (2, 3)), *rest, **options)


def kernel_quarter_turn_back(images, weight, *rest, **options):
    return right(images, weight.rot90(-1, (2, 3)), *rest, **options)


KERNEL_TURNED = Misconception(
    "kernel_turned",
    "Your kernel is turned by 90 degrees.",
    "`rot90` once is a quarter turn. Write down the four corners of a kernel before and after.",
    TAUGHT_FLIPPING,
    (kernel_quarter_turn, kernel_quarter_turn_back),
    stronger="Print what your code multiplies the window with, for the kernel [[1, 2], [3, 4]]. It should be just "
    "this kernel; [[2, 4], [1, 3]] and [[3, 1], [4, 2]] are quarter turns. Does this question ask for any turn at "
    "all?",
)

KERNEL_PLACED_WRONG = (KERNEL_FLIPPED, KERNEL_FLIPPED_ON_ONE_AXIS, KERNEL_TRANSPOSED, KERNEL_TURNED)
