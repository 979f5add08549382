def shrunken_cnn():
    features = nn.Sequential(
        nn.Conv2d(1, 32, kernel_size=3, padding=1), nn.ReLU(),
        nn.Conv2d(32, 64, kernel_size=3, padding=1), nn.ReLU(),
    )
    arrives = 7 * 7
    return nn.Sequential(features, nn.MaxPool2d(4), nn.Flatten(), nn.Linear(arrives, 128), nn.ReLU(), nn.Linear(128, 10))
