def MnistCNN():
    conv = dict(kernel_size=3, padding="same")
    features = [nn.Conv2d(1, 32, **conv), nn.ReLU(), nn.Conv2d(32, 64, **conv), nn.ReLU()]
    return nn.Sequential(*features, nn.Flatten(), nn.Linear(50176, 128), nn.ReLU(), nn.Linear(128, 10))
