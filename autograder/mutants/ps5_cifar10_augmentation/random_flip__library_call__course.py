from course_utils import augment

random_flip = augment.random_flip
