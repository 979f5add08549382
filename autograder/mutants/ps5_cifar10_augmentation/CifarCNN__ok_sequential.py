def CifarCNN():
    layers = []
    for i, (a, b, c) in enumerate([(3, 32, 64), (64, 128, 128), (128, 256, 256)]):
        if i == 2:
            layers.append(nn.Dropout2d(0.05))
        layers += [nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU()]
        layers += [nn.Conv2d(b, c, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
    layers += [nn.Flatten(), nn.Dropout(0.1), nn.Linear(4096, 1024), nn.ReLU(), nn.Linear(1024, 512), nn.ReLU()]
    return nn.Sequential(*layers, nn.Dropout(0.1), nn.Linear(512, 10))
