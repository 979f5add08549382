"""What a training remembers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class History:
    """Four numbers an epoch, each list as long as the number of epochs.

    train_loss, train_accuracy: means over all training images, taken batch by batch *while* the model
        learns: with dropout and augmentation on, and the early batches still by the early model.
    validation_loss, validation_accuracy: means over all validation images after the epoch, in evaluation
        mode. Empty lists if there were no validation images.

    Losses are as the criterion gives them (nats for cross-entropy); accuracies lie between 0 and 1.
    """

    train_loss: list[float] = field(default_factory=list)
    train_accuracy: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)

    @property
    def epochs(self) -> int:
        """How many epochs it holds."""
        return len(self.train_loss)
