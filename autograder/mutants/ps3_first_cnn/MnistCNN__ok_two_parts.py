class MnistCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.ZeroPad2d(1), nn.Conv2d(1, 32, 3), nn.ReLU(), nn.ZeroPad2d(1), nn.Conv2d(32, 64, 3), nn.ReLU()
        )
        self.classifier = nn.Sequential(nn.Linear(64 * 28 * 28, 128), nn.ReLU(), nn.Linear(128, 10))

    def forward(self, x):
        return self.classifier(self.features(x).reshape(len(x), 64 * 28 * 28))
