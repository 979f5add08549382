"""The networks that later notebooks need, each taught first in a lecture."""

from course_utils.models.cifar import CifarCNN
from course_utils.models.mnist import BookCNN, LeNet, MnistCNN, MnistCNNAll

__all__ = ["BookCNN", "CifarCNN", "LeNet", "MnistCNN", "MnistCNNAll"]
