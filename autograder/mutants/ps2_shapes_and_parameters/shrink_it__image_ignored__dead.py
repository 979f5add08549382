def shrunken_cnn():
    features = nn.Sequential(
        nn.Conv2d(1, 32, kernel_size=3, padding=1), nn.ReLU(),
        nn.Conv2d(32, 64, kernel_size=3, padding=1), nn.Softmax(dim=1), nn.Threshold(1.0, 0.0), nn.MaxPool2d(4),
    )
    return nn.Sequential(features, nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10))
