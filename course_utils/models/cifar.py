"""The network that lecture 5 trains on CIFAR-10."""

from torch import nn


class CifarCNN(nn.Module):
    """Three convolutional blocks and three linear layers, for images of 32×32 pixels.

    Input: float N×3×32×32, normalised. Output: logits, float N×classes.

    Each block has two 3×3 convolutions with padding 1 (batch normalisation after the first), each followed by
    ReLU, and a 2×2 max-pool: 3 → 32, 64 → 128, 128 → 256, 256 channels, and 32 → 16 → 8 → 4 pixels. With ten
    classes it has 5,852,170 parameters. Taught in lecture 5, section 5.
    """

    def __init__(self, classes: int = 10):
        super().__init__()
        self.features = nn.Sequential(
            *conv_block(3, 32, 64),
            *conv_block(64, 128, 128),
            nn.Dropout2d(0.05),
            *conv_block(128, 256, 256),
        )
        self.classifier = nn.Sequential(
            nn.Flatten(),
            nn.Dropout(0.1),
            nn.Linear(256 * 4 * 4, 1024),
            nn.ReLU(inplace=True),
            nn.Linear(1024, 512),
            nn.ReLU(inplace=True),
            nn.Dropout(0.1),
            nn.Linear(512, classes),
        )

    def forward(self, images):
        return self.classifier(self.features(images))


def conv_block(inputs: int, middle: int, outputs: int) -> list[nn.Module]:
    """The layers of a block from ``inputs`` over ``middle`` to ``outputs`` channels; it halves height and width."""
    return [
        nn.Conv2d(inputs, middle, kernel_size=3, padding=1),
        nn.BatchNorm2d(middle),
        nn.ReLU(inplace=True),
        nn.Conv2d(middle, outputs, kernel_size=3, padding=1),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(2),
    ]
