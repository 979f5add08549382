def block(i, mid, o):
    return nn.Sequential(
        nn.Conv2d(i, mid, 3, padding=1), nn.ReLU(), nn.Conv2d(mid, o, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.BatchNorm2d(o),
    )  # fmt: skip


class CifarCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(block(3, 32, 64), block(64, 128, 128), nn.Dropout2d(0.05), block(128, 256, 256))
        self.fc = nn.Sequential(
            nn.Flatten(), nn.Dropout(0.1), nn.Linear(4096, 1024), nn.ReLU(), nn.Linear(1024, 512), nn.ReLU(),
            nn.Dropout(0.1), nn.Linear(512, 10),
        )  # fmt: skip

    def forward(self, x):
        return self.fc(self.conv(x))
