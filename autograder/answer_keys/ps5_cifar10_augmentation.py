"""What problem set 5 keeps from students: the images that ``trained`` is graded on."""

from autograder.answer_keys.unseen_images import unseen
from course_utils.data.catalog import CIFAR10
from course_utils.questions.ps5_cifar10_augmentation import trained

CASES = {"trained": lambda rng: trained.cases(rng, unseen(CIFAR10.key))}
