"""confusion_matrix(labels, predictions, classes): how often a class was taken for which."""

import re

import numpy as np
import torch

from course_utils import training
from course_utils.questions.ps3_first_cnn.sections import COUNTING, TAUGHT_CONFUSIONS
from course_utils.questions.question import Aspect, Case, Misconception, Question


def cases(rng):
    def case(name, images, classes, last=None, **more):
        # Class 0 is called 1 three times, and class 1 never 0: no matrix is symmetric or holds only ones.
        labels, answers = rng.integers(0, last or classes, (2, images))
        labels, answers = np.r_[0, 0, 0, labels], np.r_[1, 1, 1, np.where(labels == 1, 1, answers)]
        order = rng.permutation(images + 3)
        return Case(name, (torch.from_numpy(labels[order]), torch.from_numpy(answers[order]), classes), **more)

    return [
        case("forty images, three classes", 40, 3),
        case("ten classes, few images", 12, 10),
        case("the last two classes never occur", 15, 6, last=4),
        case("two classes", 9, 2),
        Case("a single image", (torch.tensor([2]), torch.tensor([0]), 4)),
        case("arguments compared before and after", 20, 4, aspect=Aspect.INPUT_UNCHANGED),
    ]


def counted_once(labels, predictions, classes):
    return training.confusion_matrix(labels, predictions, classes).clamp(max=1)


def as_large_as_the_data(labels, predictions, classes):
    return training.confusion_matrix(labels, predictions, int(torch.cat([labels, predictions]).max()) + 1)


_TOO_FEW_FOR_THE_SQUARE = re.compile(
    r"shape '\[(\d+), (\d+)\]' is invalid for input of size (\d+)|size (\d+) into shape \((\d+),\s*(\d+)\)"
)


def _counts_end_early(verdict, seen) -> bool:
    """A ``bincount`` that ends with the largest pair that occurs is too short for classes×classes."""
    found = _TOO_FEW_FOR_THE_SQUARE.search(seen.error.message) if seen.error is not None else None
    if not found:
        return False
    rows, columns, count = (int(found[one] or found[other]) for one, other in ((1, 5), (2, 6), (3, 4)))
    return rows == columns == verdict.case.args[2] and count < rows * columns


def the_first_images_only(labels, predictions, classes):
    """One image for each class; where there are fewer images, a loop over the classes fails."""
    if len(labels) < classes:
        raise IndexError
    return training.confusion_matrix(labels[:classes], predictions[:classes], classes)


def shares_of_rows(labels, predictions, classes):
    matrix = training.confusion_matrix(labels, predictions, classes)
    return matrix / matrix.sum(1, keepdim=True).clamp(min=1)


def shares_of_all(labels, predictions, classes):
    return training.confusion_matrix(labels, predictions, classes) / len(labels)


def errors_only(labels, predictions, classes):
    return training.confusion_matrix(labels, predictions, classes).fill_diagonal_(0)


QUESTION = Question(
    name="confusion_matrix",
    title="What is taken for what",
    section=COUNTING,
    cases=cases,
    oracle=training.confusion_matrix,
    misconceptions=(
        Misconception(
            "confusion_matrix_transposed",
            "Your matrix has the predicted classes in its rows. Asked for are the true classes in the rows.",
            "A single image of class 2 that is called 0: at which row and which column should the 1 stand?",
            TAUGHT_CONFUSIONS,
            oracles=(lambda *args: training.confusion_matrix(*args).T,),
            stronger="`confusion_matrix(torch.tensor([2]), torch.tensor([0]), 3)` has its 1 at row 2, column 0. If "
            "yours is at row 0, column 2, look at the line that finds the place, be it two indices or a number such "
            "as `a * classes + b`: which of the two classes comes first?",
        ),
        Misconception(
            "repeated_pairs_counted_once",
            "A pair that occurs several times is counted once: your line writes the same 1 to its place each time. "
            "`matrix[label, prediction] = 1` doesn't look at what is there, and `matrix[labels, predictions] += 1` "
            "reads all entries before it writes any, so a repeated pair reads the same old number.",
            "Add up all entries of your matrix. How many images are there?",
            TAUGHT_CONFUSIONS,
            oracles=(counted_once,),
            stronger="Three images of class 0 that are all called 1 make a 3 in row 0, column 1; you get 1. Your code "
            "writes to this place three times, and each time a 1. When the second image comes, does the line add to "
            "what the first has left there? Section 4 names three ways that do.",
        ),
        Misconception(
            "classes_from_the_data",
            "Your matrix, or the list of counts that it is made of, is only as long as the classes that occur make it. "
            "There has to be one row and one column for each of `classes`.",
            "What is the shape of your matrix for the labels [0, 1] and `classes=6`? And if you use `bincount`: how "
            "many numbers does it return then?",
            TAUGHT_CONFUSIONS,
            oracles=(as_large_as_the_data,),
            recognise=_counts_end_early,
            stronger="For the labels 0 and 1, the predictions 1 and 1 and `classes=6` the matrix is 6×6, with zeros "
            "in its last four rows. Print the size that you make it with: does it come from `max()` or `unique()` of "
            "the data? A `bincount` ends with the largest number that occurs: what does its argument `minlength` do?",
        ),
        Misconception(
            "only_as_many_images_as_classes",
            "Your matrix counts only as many images as there are classes, the first ones: your loop goes over the "
            "classes where it has to go over the images.",
            "Add up all entries of your matrix. How many images are there, and how many classes?",
            TAUGHT_CONFUSIONS,
            oracles=(the_first_images_only,),
            stronger="Four images and `classes=2`: the entries have to add up to 4, and yours add up to 2. Print how "
            "often your loop runs. Which of your arguments knows how many images there are?",
        ),
        Misconception(
            "shares_for_counts",
            "Your matrix holds shares. Asked for are counts, whole numbers.",
            "What should the entries add up to: 1 or the number of images?",
            TAUGHT_CONFUSIONS,
            oracles=(shares_of_rows, shares_of_all),
            stronger="For the labels 0, 0, 1 and the predictions 0, 1, 1 the matrix is [[1, 1], [0, 1]]. If you get "
            "0.5 or 0.333 somewhere, a line behind the counting divides by the sum of a row or by the number of "
            "images. Which is it, and is it needed?",
        ),
        Misconception(
            "errors_only",
            "Your matrix counts the errors only. The right answers belong on its diagonal.",
            "Add up all entries of your matrix. How many images are there?",
            TAUGHT_CONFUSIONS,
            oracles=(errors_only,),
            stronger="For the labels 0, 0, 1 and the predictions 0, 1, 1 the matrix is [[1, 1], [0, 1]]. If your "
            "diagonal is 0, look for an `if` or a mask that lets only unequal pairs through, or for a line that "
            "clears the diagonal.",
        ),
    ),
    shows=(),
)
