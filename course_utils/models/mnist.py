"""Four networks for grey images of 28×28 pixels in ten classes.

All take a float tensor N×1×28×28 and return scores (logits) N×10: no softmax, ``nn.CrossEntropyLoss`` does it.
"""

import torch
import torch.nn.functional as F
from torch import nn


class MnistCNN(nn.Module):
    """Two convolutions, two linear layers: 6,442,762 parameters, 99.7 % of them in ``fc1`` (lecture 3)."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=3, padding=1)
        self.fc1 = nn.Linear(64 * 28 * 28, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.conv1(images))
        x = F.relu(self.conv2(x))
        x = x.flatten(start_dim=1)
        x = F.relu(self.fc1(x))
        return self.fc2(x)


class MnistCNNAll(nn.Module):
    """``MnistCNN`` with batch normalisation, dropout and one max pooling: 1,626,314 parameters (lecture 4).

    Each batch normalisation stands between its layer and the ReLU.
    """

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=3, padding=1)
        self.fc1 = nn.Linear(64 * 14 * 14, 128)
        self.fc2 = nn.Linear(128, 10)
        self.norm1, self.norm2, self.norm3 = nn.BatchNorm2d(32), nn.BatchNorm2d(64), nn.BatchNorm1d(128)
        self.drop1, self.drop2, self.drop3 = nn.Dropout2d(0.25), nn.Dropout2d(0.5), nn.Dropout(0.25)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = self.drop1(F.relu(self.norm1(self.conv1(images))))
        x = self.drop2(F.relu(self.norm2(self.conv2(x))))
        x = F.max_pool2d(x, kernel_size=2).flatten(start_dim=1)
        x = self.drop3(F.relu(self.norm3(self.fc1(x))))
        return self.fc2(x)


class BookCNN(nn.Sequential):
    """5×5 convolutions, max pooling, dropout: 3,274,634 parameters (lecture 3).

    The network of chapter 14 of "Machine Learning with PyTorch and Scikit-Learn" (Raschka, Liu, Mirjalili).
    """

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, kernel_size=5, padding=2)
        self.relu1 = nn.ReLU()
        self.pool1 = nn.MaxPool2d(kernel_size=2)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=5, padding=2)
        self.relu2 = nn.ReLU()
        self.pool2 = nn.MaxPool2d(kernel_size=2)
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(64 * 7 * 7, 1024)
        self.relu3 = nn.ReLU()
        self.dropout = nn.Dropout(0.5)
        self.fc2 = nn.Linear(1024, 10)


class LeNet(nn.Sequential):
    """Sigmoids and average pooling: 61,706 parameters (lecture 3).

    After LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998,
    with a plain linear output layer.
    """

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=5, padding=2)
        self.sigmoid1 = nn.Sigmoid()
        self.pool1 = nn.AvgPool2d(kernel_size=2)
        self.conv2 = nn.Conv2d(6, 16, kernel_size=5)
        self.sigmoid2 = nn.Sigmoid()
        self.pool2 = nn.AvgPool2d(kernel_size=2)
        self.flatten = nn.Flatten()
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.sigmoid3 = nn.Sigmoid()
        self.fc2 = nn.Linear(120, 84)
        self.sigmoid4 = nn.Sigmoid()
        self.fc3 = nn.Linear(84, 10)
