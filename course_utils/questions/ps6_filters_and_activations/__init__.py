"""Problem set 6: filters and activations. One file a question; what answers leave behind is told in ``traces``."""

from course_utils.questions.ps6_filters_and_activations import (
    capture_activations,
    fgsm,
    filter_grid,
    find_the_bug,
    grad_cam,
    robust_accuracy,
)

QUESTIONS = tuple(
    module.QUESTION for module in (filter_grid, capture_activations, grad_cam, fgsm, robust_accuracy, find_the_bug)
)

IMPORTED_WITH_CHECKS = ("torchvision.utils",)  # an oracle's
