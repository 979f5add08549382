training.seed_everything(3)
trained = nn.Sequential(
    nn.Conv2d(1, 6, 5, padding=2),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(6, 16, 5),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(400, 120),
    nn.ReLU(),
    nn.Linear(120, 84),
    nn.ReLU(),
    nn.Linear(84, 10),
)

optimizer = torch.optim.SGD(trained.parameters(), lr=0.05, momentum=0.9)
training.fit(trained, train_loader, 8, optimizer=optimizer, validation=validation_loader, progress=False)
