def MnistCNN():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding="same"),
        nn.Tanh(),
        nn.Conv2d(32, 64, 3, padding="same"),
        nn.Tanh(),
        nn.Flatten(),
        nn.Linear(64 * 28 * 28, 128),
        nn.Tanh(),
        nn.Linear(128, 10),
    )
