"""Problem set 5: CIFAR-10 and augmentation. One file a question; ``drawing`` tries what is random on a batch."""

from course_utils.questions.ps5_cifar10_augmentation import (
    channel_statistics,
    cifar_cnn,
    denormalize,
    make_augmentation,
    normalize,
    random_crop,
    random_flip,
    trained,
    tta_predict,
)

QUESTIONS = tuple(
    module.QUESTION
    for module in (
        channel_statistics,
        normalize,
        denormalize,
        random_flip,
        random_crop,
        make_augmentation,
        cifar_cnn,
        tta_predict,
        trained,
    )
)

IMPORTED_WITH_CHECKS = ("torchvision.transforms.functional",)  # an oracle's
