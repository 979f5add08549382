"""What problem set 3 keeps from students: the digits that ``trained`` is graded on."""

from autograder.answer_keys.unseen_images import unseen
from course_utils.data.catalog import MNIST
from course_utils.questions.ps3_first_cnn import trained

CASES = {"trained": lambda rng: trained.cases(rng, unseen(MNIST.key))}
