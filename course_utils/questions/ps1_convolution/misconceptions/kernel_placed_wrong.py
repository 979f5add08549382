"""The kernel lies the wrong way round on its window: flipped, mirrored, transposed or turned."""

from course_utils.questions.ps1_convolution.misconceptions.convolution import right
from course_utils.questions.ps1_convolution.sections import FLIPPING, SLIDING
from course_utils.questions.question import Misconception


def kernel_flipped(images, weight, *rest, **options):
    return right(images, weight.flip(2, 3), *rest, **options)


KERNEL_FLIPPED = Misconception(
    "kernel_flipped",
    "You flipped the kernel: that is mathematical convolution. What PyTorch calls convolution is cross-correlation, "
    "and it leaves the kernel as it is.",
    "Which kernel value meets the top left pixel of the window in your code?",
    FLIPPING,
    (kernel_flipped,),
)


def kernel_flipped_up_down(images, weight, *rest, **options):
    return right(images, weight.flip(2), *rest, **options)


def kernel_flipped_left_right(images, weight, *rest, **options):
    return right(images, weight.flip(3), *rest, **options)


KERNEL_FLIPPED_ON_ONE_AXIS = Misconception(
    "kernel_flipped_on_one_axis",
    "Your kernel is mirrored along one of its axes, and PyTorch mirrors it along none.",
    "Try a kernel that is 1 in one corner and 0 elsewhere: which pixel of the window does it pick out?",
    FLIPPING,
    (kernel_flipped_up_down, kernel_flipped_left_right),
)


def kernel_transposed(images, weight, *rest, **options):
    return right(images, weight.transpose(2, 3), *rest, **options)


KERNEL_TRANSPOSED = Misconception(
    "kernel_transposed",
    "Your kernel's rows meet the image's columns: the kernel is applied transposed.",
    "Symmetric kernels hide this. Try one that is 1 in the top right corner and 0 elsewhere.",
    SLIDING,
    (kernel_transposed,),
)


def kernel_quarter_turn(images, weight, *rest, **options):
    return right(images, weight.rot90(1, (2, 3)), *rest, **options)


def kernel_quarter_turn_back(images, weight, *rest, **options):
    return right(images, weight.rot90(-1, (2, 3)), *rest, **options)


KERNEL_TURNED = Misconception(
    "kernel_turned",
    "Your kernel is turned by 90 degrees.",
    "`rot90` once is a quarter turn. Write down the four corners of a kernel before and after.",
    FLIPPING,
    (kernel_quarter_turn, kernel_quarter_turn_back),
)

KERNEL_PLACED_WRONG = (KERNEL_FLIPPED, KERNEL_FLIPPED_ON_ONE_AXIS, KERNEL_TRANSPOSED, KERNEL_TURNED)
