"""Training a classifier: seeds and device, one epoch, many epochs with a progress bar, checkpoints.

Lecture 3 writes ``train_one_epoch`` and ``evaluate`` out in full before it imports them.
"""

from course_utils.training.checkpoint import load_checkpoint, save_checkpoint
from course_utils.training.epoch import evaluate, train_one_epoch
from course_utils.training.fit import fit
from course_utils.training.history import History
from course_utils.training.memory import keep_freed_memory
from course_utils.training.predict import confusion_matrix, predict
from course_utils.training.setup import choose_device, seed_everything

__all__ = [
    "History",
    "choose_device",
    "confusion_matrix",
    "evaluate",
    "fit",
    "keep_freed_memory",
    "load_checkpoint",
    "predict",
    "save_checkpoint",
    "seed_everything",
    "train_one_epoch",
]
