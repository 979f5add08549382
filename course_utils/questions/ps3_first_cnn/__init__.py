"""Problem set 3: the first CNN. One file a question; ``small_problem`` and ``tampered`` try training loops."""

from course_utils.questions.ps3_first_cnn import (
    accuracy,
    confusion_matrix,
    cross_entropy,
    evaluate,
    find_the_bug,
    mnist_cnn,
    softmax,
    train_one_epoch,
    trained,
)

QUESTIONS = tuple(
    module.QUESTION
    for module in (
        softmax,
        cross_entropy,
        mnist_cnn,
        accuracy,
        confusion_matrix,
        train_one_epoch,
        evaluate,
        find_the_bug,
        trained,
    )
)

IMPORTED_WITH_CHECKS = ("torch._dynamo",)  # PyTorch's first optimizer imports it
