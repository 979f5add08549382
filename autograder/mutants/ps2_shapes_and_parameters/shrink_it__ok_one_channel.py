def shrunken_cnn():
    features = nn.Sequential(
        nn.Conv2d(1, 1, kernel_size=3, padding=1), nn.ReLU(),
        nn.Conv2d(1, 1, kernel_size=3, padding=1), nn.ReLU(),
    )
    arrives = features(torch.zeros(1, 1, 28, 28)).flatten(1).shape[1]
    return nn.Sequential(features, nn.Flatten(), nn.Linear(arrives, 128), nn.ReLU(), nn.Linear(128, 10))
