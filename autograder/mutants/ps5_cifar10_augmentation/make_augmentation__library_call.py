from course_utils.augment import KorniaAugment


def make_augmentation():
    return KorniaAugment()
